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
# and VIZ_RUN is put before every stage's command (VIZ_RUN = srun -n1): before or
# after the include, or for one report alone.

viz_goal   := $(.DEFAULT_GOAL)
CSVSUM     ?= csvsum
LLMGOALS   ?= llmgoals
LLMCODE    ?= llmcode
SPECVET    ?= specvet
CSVQUERY   ?= csvquery
JAILRUN    ?= jailrun
LLMTELL    ?= llmtell
PLOTRENDER ?= plotrender
VIZREPORT  ?= vizreport

# Names as make finds them: bin/vizpipe links its user's folder as "here".
viz_here  = $(if $(VIZ_PWD),$(patsubst here//%,/%,$(addprefix here/,$(1))),$(1))

# Files that match PATTERN…: ours, and those of the user's own folders that hide them.
viz_home := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
viz_ours  = $(foreach d,$(viz_home),$(wildcard $(1:%=$(d)/%)))
viz_mine  = $(foreach d,$(call viz_here,$(subst :, ,$(VIZ_SHARE))),$(wildcard $(1:%=$(d)/%)))

# A command's program where it is found by its name, and the files that the command
# names with a slash.
viz_program = $(firstword $(wildcard $(addsuffix /$(firstword $(1)),$(subst :, ,$(PATH)))))
viz_named   = $(wildcard $(call viz_here,$(foreach w,$(1),$(if $(findstring /,$(w)),$(w)))))

# The recipe of a stage: $(call viz_stage,COMMAND[,START OF ITS ROUND]).  It reads
# the first prerequisite; the command runs in VIZ_PWD (bin/vizpipe's user's folder),
# after $(3), words for sh, and before $(5), once it is done; its stream has $(4) lines at
# least: as many as came in.
# What tells the recipe to end tells the command too, which it waits for.
#
# A round that begins with nothing failed has nothing to mend: its streams are
# links to the one it began with.  Where just the stream before is new, VIZ_OLD
# names the stage's last one: what was made then and still fits is kept.
#
# Status 1 says that some lines failed, 3 that the environment did.  Where no line is
# missing the run goes on, to a report of what there is and of why the rest is not;
# what is worth trying again is tried in the next run: the stream before it is
# touched for that.  All else ends the run.  (srun may say 0 of a node that died.)
viz_whole = [ $$s -le 3 ] && [ $$s != 2 ] && [ $$(wc -l <$@.new) -ge $(or $(4),$$(wc -l <$<)) ]
define viz_stage
@trap '[ -z "$$p" ] || { kill $$p; wait $$p; }; rm -f $@.new; exit 130' INT TERM; [ ! -e $@.failed ] || rm -f $@.failed; p=; \
$(if $(2),$(call viz_pass,$(2))) \
$(if $(filter-out $<,$?),,export VIZ_OLD="$$PWD/$@";) \
( $(3) cd "$${VIZ_PWD:-.}" && exec $(VIZ_RUN) $(1) ) <$< >$@.new & p=$$!; wait $$p; s=$$?; \
if $(if $(VIZ_RUN),,[ $$s != 0 ] &&) ! { $(viz_whole); }; \
then rm -f $@.new; [ $$s != 0 ] || s=3; echo $$s >$@.failed; exit $$s; fi; \
if [ $$s = 3 ]; then echo $$s >$@.failed; fi; \
$(5) mv -f $@.new $@; \
if [ $$s = 3 ] || { [ $$s = 1 ] && grep -qF '"again":true' $@; }; \
then until [ $< -nt $@ ]; do touch $<; done; fi
endef

define viz_pass
if if [ $< = $(1) ]; then ! grep -qF -e '"ok":false' -e '"ok": false' $<; else [ $< -ef $(1) ]; fi; \
then ln -f $< $@ 2>/dev/null || { cp $< $@.new && mv -f $@.new $@; }; exit; fi;
endef

# A file that changes with what a stage's work hangs on beside files that are ours:
# the command, our version, and sizes and times of what is the user's own (programs,
# files that the command names, files that hide ours), which may also come and go.
viz_version := $(shell csvsum --version)
viz_command  = $(strip $($(1)) $($(1)_FLAGS))
viz_users    = $(filter-out $(viz_programs),$(call viz_named,$(1)) $(call viz_program,$(1))) $(if $(VIZ_SHARE),$(call viz_mine,$(2)))
viz_stamp    = $(if $(strip $(1)),$(shell stat -L -c %s,%.9Y -- $(1)))
viz_state    = $(strip $(call viz_command,$(1)) $(lastword $(viz_version)) $(call viz_stamp,$(call viz_users,$(call viz_command,$(1)),$(2))))
viz_differ   = $(subst x$(1),,x$(2))$(subst x$(2),,x$(1))
define viz_flags
%/stages/$(1).flags: viz_force
	@$$(if $$(wildcard $$(@D)/.),,$$(shell mkdir -p $$(@D)))\
	$$(if $$(call viz_differ,$$(file <$$@),$$(call viz_state,$(2),$$(viz_reads_$(1)))),\
	$$(file >$$@.new,$$(call viz_state,$(2),$$(viz_reads_$(1))))$$(shell mv -f $$@.new $$@))
endef
viz_force:
.PHONY: viz_force

# What of share/ each stage reads.
viz_model          = providers/* providers/lib/* prompts/lib/* prompts/$(1).jq schema/$(1).json
viz_reads_llmgoals = planner/* $(call viz_model,goals)
viz_reads_llmcode  = planner/* sql/* $(call viz_model,code)
viz_reads_specvet  = charts/* sql/* policy/*
viz_reads_csvquery = sql/*
viz_reads_jailrun  = charts/* themes/* policy/*
viz_reads_llmtell  = tell/* $(call viz_model,tell)
viz_reads_plotrender = policy/*
viz_reads_vizreport  = report/* report/pages/*

# $(call viz_rule,NUMBER,STAGE,VARIABLE,PREVIOUS FILE[,START OF ITS ROUND])
define viz_rule
%/stages/$(1)-$(2).ndjson: %/stages/$(4).ndjson %/stages/$(2).flags $$(call viz_ours,$(viz_reads_$(2))) $$(call viz_program,$(2))
	$$(call viz_stage,$$($(3)) $$($(3)_FLAGS),$(if $(5),$$*/stages/$(5).ndjson))
endef

viz_stages   = csvsum llmgoals llmcode specvet csvquery jailrun llmtell plotrender vizreport
viz_programs := $(foreach s,$(viz_stages),$(call viz_program,$(s)))
$(foreach s,csvsum/CSVSUM llmgoals/LLMGOALS llmcode/LLMCODE specvet/SPECVET csvquery/CSVQUERY \
	jailrun/JAILRUN llmtell/LLMTELL plotrender/PLOTRENDER vizreport/VIZREPORT,\
	$(eval $(call viz_flags,$(word 1,$(subst /, ,$(s))),$(word 2,$(subst /, ,$(s))))))

# The start: NAME.report from NAME.csv (and the files that CSVSUM_FLAGS names:
# csvsum.d says from which; what cannot be read is tried again by each run), or
# from the files that "inputs" gives as sh's own arguments, with their sizes and
# times: bin/vizpipe writes it.
viz_sources = sed -n 's|.*"source":{"path":"\([^"\\$$\#%: ]*\)".*|$@: \1 $$(if $$(wildcard \1),,viz_force)\n\1:|p; s|^{"kind":"error".*|$@: viz_force|p' $@.new >$(@D)/csvsum.d.new && mv -f $(@D)/csvsum.d.new $(@D)/csvsum.d;
%.report/stages/01-csvsum.ndjson: %.csv %.report/stages/csvsum.flags $(call viz_program,csvsum)
	$(call viz_stage,$(CSVSUM) $(CSVSUM_FLAGS) $<,,,1,$(viz_sources))
%/stages/01-csvsum.ndjson: %/stages/inputs %/stages/csvsum.flags $(call viz_program,csvsum)
	$(call viz_stage,$(CSVSUM) $(CSVSUM_FLAGS) "$$@",,. ./$<;,$$(grep -c '^# file' $<))

$(eval $(call viz_rule,02,llmgoals,LLMGOALS,01-csvsum))
# Three rounds: write, repair, fall back.
$(eval $(call viz_rule,03,llmcode,LLMCODE,02-llmgoals))
$(eval $(call viz_rule,04,specvet,SPECVET,03-llmcode))
$(eval $(call viz_rule,05,csvquery,CSVQUERY,04-specvet))
$(eval $(call viz_rule,06,jailrun,JAILRUN,05-csvquery))
$(eval $(call viz_rule,07,llmcode,LLMCODE,06-jailrun,06-jailrun))
$(eval $(call viz_rule,08,specvet,SPECVET,07-llmcode,06-jailrun))
$(eval $(call viz_rule,09,csvquery,CSVQUERY,08-specvet,06-jailrun))
$(eval $(call viz_rule,10,jailrun,JAILRUN,09-csvquery,06-jailrun))
$(eval $(call viz_rule,11,llmcode,LLMCODE,10-jailrun,10-jailrun))
$(eval $(call viz_rule,12,specvet,SPECVET,11-llmcode,10-jailrun))
$(eval $(call viz_rule,13,csvquery,CSVQUERY,12-specvet,10-jailrun))
$(eval $(call viz_rule,14,jailrun,JAILRUN,13-csvquery,10-jailrun))
$(eval $(call viz_rule,15,llmtell,LLMTELL,14-jailrun))
$(eval $(call viz_rule,16,plotrender,PLOTRENDER,15-llmtell))

# The report last: its page, the last file that vizreport writes, is the sign that all
# the rest is there.  One that is not new is not this run's.
%/report.html: %/stages/16-plotrender.ndjson %/stages/vizreport.flags $(call viz_ours,$(viz_reads_vizreport)) $(call viz_program,vizreport)
	@failed=$*/stages/17-vizreport.failed; rm -f $$failed; was=$$(stat -c %i.%y $@ 2>/dev/null); out=$$(readlink $* || echo $*); \
	( cd "$${VIZ_PWD:-.}" && exec $(VIZ_RUN) $(VIZREPORT) $(VIZREPORT_FLAGS) -o "$$out" ) <$< >/dev/null; \
	s=$$?; [ $$s -gt 1 ] || [ "$$was" != "$$(stat -c %i.%y $@ 2>/dev/null)" ] || s=3; \
	[ $$s -le 1 ] || { echo $$s >$$failed; exit 3; }
# The folder may be there without it, so it is looked at each time.
%.report: %.report/report.html viz_force
	@s=$$(cat $@/stages/*.failed 2>/dev/null | head -n 1); [ -z "$$s" ] || exit $$s; [ ! $< -nt $@ ] || touch $@

.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard $(addsuffix .report/stages/*.d,* */* */*/*))
# What is made by default is the including Makefile's to say.
.DEFAULT_GOAL := $(viz_goal)
