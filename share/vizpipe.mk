# vizpipe.mk: the stages as rules of make.  bin/vizpipe hands over to it, and
# your own Makefile can include it:
#
#	include $(shell vizpipe --mk)
#	all: sales.report costs.report
#	costs.report: LLMGOALS_FLAGS = -q 'cost by month'
#
# NAME.report is made from NAME.csv.  Each stage's stream is a file in
# NAME.report/stages, written beside and renamed, so an interrupted run goes on
# where it was; what changed (data, flags, a file of share/, a program) remakes
# just what hangs on it.  Every stage can be replaced (LLMCODE = ./mycode.py),
# and VIZ_RUN is put before every stage's command (VIZ_RUN = srun -n1).

CSVSUM     ?= csvsum
LLMGOALS   ?= llmgoals
LLMCODE    ?= llmcode
SPECVET    ?= specvet
CSVQUERY   ?= csvquery
JAILRUN    ?= jailrun
LLMTELL    ?= llmtell
PLOTRENDER ?= plotrender
VIZREPORT  ?= vizreport

# Files of share/ below DIR, the user's own folders first.
viz_home  := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
viz_share  = $(foreach d,$(subst :, ,$(VIZ_SHARE)) $(viz_home),$(wildcard $(1:%=$(d)/%/*)))
# A stage's program, so that a new one remakes what the old one made.
viz_program = $(shell command -v $(firstword $(1)))

# The recipe of a stage: $(call viz_stage,COMMAND[,START OF ITS ROUND]).  It
# reads the first prerequisite.  Status 1 says that some lines failed: the stream
# is whole.  The command runs in VIZ_PWD (bin/vizpipe's user's folder), its files
# are ours.  A round that begins with nothing failed has nothing to mend: the
# stream goes through it as it is.
define viz_stage
@mkdir -p $(@D)
@trap 'rm -f $@.new' INT TERM; \
if $(if $(2),grep -Eq '"ok"[[:space:]]*:[[:space:]]*false' $(2),:); then \
( cd "$${VIZ_PWD:-.}" && exec $(VIZ_RUN) $(1) ) <$< >$@.new; s=$$?; \
else cp $< $@.new && s=0 || s=3; fi; \
if [ $$s -gt 1 ]; then rm -f $@.new; echo $$s >$(@D)/failed; exit $$s; fi; mv $@.new $@
endef

# A file that holds the stage's command and changes only with it.
viz_quoted = '$(subst ','\'',$(strip $(1)))'
define viz_flags
%/stages/$(1).flags: viz_force
	@mkdir -p $$(@D)
	@printf '%s\n' $$(call viz_quoted,$$($(2)) $$($(2)_FLAGS)) >$$@.new; \
	if cmp -s $$@.new $$@; then rm -f $$@.new; else mv $$@.new $$@; fi
endef
viz_force:
.PHONY: viz_force

# $(call viz_rule,NUMBER,STAGE,VARIABLE,PREVIOUS FILE,FOLDERS OF share/[,START OF ITS ROUND])
define viz_rule
%/stages/$(1)-$(2).ndjson: %/stages/$(4).ndjson %/stages/$(2).flags $$(call viz_share,$(5)) $$(call viz_program,$$($(3)))
	$$(call viz_stage,$$($(3)) $$($(3)_FLAGS),$(if $(6),$$*/stages/$(6).ndjson))
endef

$(foreach s,csvsum/CSVSUM llmgoals/LLMGOALS llmcode/LLMCODE specvet/SPECVET csvquery/CSVQUERY \
	jailrun/JAILRUN llmtell/LLMTELL plotrender/PLOTRENDER vizreport/VIZREPORT,\
	$(eval $(call viz_flags,$(word 1,$(subst /, ,$(s))),$(word 2,$(subst /, ,$(s))))))

# The start: NAME.report from NAME.csv; for bin/vizpipe, from the files that
# VIZ_FILES names (quoted for sh), whose sizes and times "inputs" holds.
%.report/stages/01-csvsum.ndjson: %.csv %.report/stages/csvsum.flags $(call viz_program,$(CSVSUM))
	$(call viz_stage,$(CSVSUM) $(CSVSUM_FLAGS) $<)
	@printf '%s: %s\n%s:\n' $@ $< $< >$(@D)/csvsum.d
%/stages/01-csvsum.ndjson: %/stages/inputs %/stages/csvsum.flags $(call viz_program,$(CSVSUM))
	$(call viz_stage,sh -c "$$VIZ_CSVSUM")

$(eval $(call viz_rule,02,llmgoals,LLMGOALS,01-csvsum,planner prompts providers schema))
# Three rounds: write, repair, fall back.
$(eval $(call viz_rule,03,llmcode,LLMCODE,02-llmgoals,planner prompts providers schema sql))
$(eval $(call viz_rule,04,specvet,SPECVET,03-llmcode,policy charts))
$(eval $(call viz_rule,05,csvquery,CSVQUERY,04-specvet,sql))
$(eval $(call viz_rule,06,jailrun,JAILRUN,05-csvquery,charts themes policy))
$(eval $(call viz_rule,07,llmcode,LLMCODE,06-jailrun,planner prompts providers schema sql,06-jailrun))
$(eval $(call viz_rule,08,specvet,SPECVET,07-llmcode,policy charts,06-jailrun))
$(eval $(call viz_rule,09,csvquery,CSVQUERY,08-specvet,sql,06-jailrun))
$(eval $(call viz_rule,10,jailrun,JAILRUN,09-csvquery,charts themes policy,06-jailrun))
$(eval $(call viz_rule,11,llmcode,LLMCODE,10-jailrun,planner prompts providers schema sql,10-jailrun))
$(eval $(call viz_rule,12,specvet,SPECVET,11-llmcode,policy charts,10-jailrun))
$(eval $(call viz_rule,13,csvquery,CSVQUERY,12-specvet,sql,10-jailrun))
$(eval $(call viz_rule,14,jailrun,JAILRUN,13-csvquery,charts themes policy,10-jailrun))
$(eval $(call viz_rule,15,llmtell,LLMTELL,14-jailrun,tell prompts providers schema))
$(eval $(call viz_rule,16,plotrender,PLOTRENDER,15-llmtell,policy))

# The report last: its page is the sign that all the rest is there.
%/report.html: %/stages/16-plotrender.ndjson %/stages/vizreport.flags $(call viz_share,report report/pages) $(call viz_program,$(VIZREPORT))
	@( cd "$${VIZ_PWD:-.}" && exec $(VIZ_RUN) $(VIZREPORT) $(VIZREPORT_FLAGS) -o "$${VIZ_OUT:-$*}" ) <$< >/dev/null; \
	s=$$?; [ $$s -le 1 ] || { echo $$s >$*/stages/failed; exit $$s; }
%.report: %.report/report.html
	@touch $@

.DEFAULT_GOAL :=
.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard *.report/stages/*.d)
