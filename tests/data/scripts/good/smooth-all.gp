set samples 200
plot DATA u 8:9 smooth unique t 'unique', '' u 8:9 smooth bezier t 'bezier', '' u 8:9 smooth sbezier t 'sbezier', '' u 8:9:(1) smooth acsplines t 'acsplines', '' u 8:9 smooth mcsplines t 'mcsplines'
