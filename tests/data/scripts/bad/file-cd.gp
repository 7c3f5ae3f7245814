# gp.file: change the folder
cd "/etc"
plot DATA
