# vizpipe: see README.md.  A new filters/X.c, lib/X.c, tests/unit/X.c,
# tests/fuzz/X.c or tests/t/X.t builds and runs with no edit here.

PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0

# What the programs are built with, what they call, and what the tests need.
DEPS_BUILD = gcc make pkg-config libcurl4-openssl-dev libssl-dev libjq-dev libcsv-dev libsqlite3-dev \
             libxml2-dev librsvg2-dev libseccomp-dev libxxhash-dev zlib1g-dev
DEPS_RUN   = gnuplot-nox bubblewrap jq fontconfig fonts-inter fonts-dejavu-core fonts-droid-fallback fonts-noto-color-emoji
DEPS_CHECK = check perl python3 locales
DEPS_BROWSER = chromium nodejs npm
DEPS_DEB = dpkg-dev lintian

CC      = gcc
CSTD    = -std=c17 -D_GNU_SOURCE
WARN    = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2
ifdef CI
WARN   += -Werror
endif
HARDEN  = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -fstack-clash-protection -fcf-protection
OPT    ?= -O2 -g
MODE   ?= release
B       = .build/$(MODE)

PKGS    = libcurl libcrypto libxml-2.0 librsvg-2.0 sqlite3 libseccomp libxxhash zlib
VERSION := $(shell sh share/package/version.sh)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)

CFLAGS  = $(CSTD) $(OPT) $(WARN) $(HARDEN) -DVIZ_PREFIX='"$(PREFIX)"' -Ilib $(PKG_CFLAGS)
LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
LDLIBS  = $(PKG_LIBS) -ljq -lcsv -lm -lpthread

ifeq ($(MODE),asan)
CC      = clang
HARDEN  = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -fPIE
OPT     = -O1 -g
BIN     = $(B)/bin
endif
ifeq ($(MODE),fuzz)
CC      = clang
HARDEN  = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fPIE
OPT     = -O1 -g
endif
ifeq ($(MODE),deb)
BIN     = $(B)/bin
endif
BIN    ?= bin

LIB_OBJ  = $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c))
PROGRAMS = $(patsubst filters/%.c,$(BIN)/%,$(wildcard filters/*.c))
UNITS    = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))
FUZZERS  = $(patsubst tests/fuzz/%.c,.build/fuzz/%,$(wildcard $(FUZZ:%=tests/fuzz/%.c)))
TESTS   ?= $(wildcard tests/t/*.t)
Q        = $(if $(filter 1,$(V)),,@)
# All processors build, unless -j says how many.
BUILD_JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

.DELETE_ON_ERROR:
.PHONY: gallery all programs check demo install uninstall deb deb-check clean asan lint fuzz fuzzers bench eval deps deps-check units browser aimock kill-check slurm-check

all: deps
	$(Q)$(MAKE) $(BUILD_JOBS) --no-print-directory programs

programs: $(PROGRAMS)

# ---- dependencies: installed with apt-get where we may, else told, status 3

deps:
	$(Q)sh tests/deps.sh $(DEPS_BUILD) $(DEPS_RUN)

deps-check:
	$(Q)sh tests/deps.sh $(DEPS_BUILD) $(DEPS_RUN) $(DEPS_CHECK)

# ---- building

$(B)/lib/%.o: lib/%.c Makefile | $(B)/lib
	@echo "  cc $<"
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

$(B)/libviz.a: $(LIB_OBJ)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/version.h: FORCE | $(B)
	$(Q)printf '#define VIZ_VERSION "%s"\n' '$(VERSION)' > $@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
# Phony, as .SECONDARY below keeps make from making what is merely not there.
FORCE:
.PHONY: FORCE

$(B)/filters/%.o: filters/%.c $(B)/version.h Makefile | $(B)/filters
	@echo "  cc $<"
	$(Q)$(CC) $(CFLAGS) -I$(B) -MMD -MP -c $< -o $@

$(BIN)/%: $(B)/filters/%.o $(B)/libviz.a | $(BIN)
	@echo "  ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $< $(B)/libviz.a $(LDLIBS) -o $@

$(B)/unit/%: tests/unit/%.c $(B)/libviz.a | $(B)/unit
	@echo "  cc $<"
	$(Q)$(CC) $(CFLAGS) -Itests/unit -MMD -MP $(LDFLAGS) $< $(B)/libviz.a $$(pkg-config --cflags --libs check) $(LDLIBS) -o $@

$(sort $(B) $(B)/lib $(B)/filters $(B)/unit $(BIN)):
	$(Q)mkdir -p $@

.SECONDARY:
-include $(wildcard $(B)/*.d $(B)/*/*.d)

# ---- using

demo: all
	$(Q)bin/vizpipe tests/data/sales-lines.csv -o demo.report

check: deps-check
	$(Q)$(MAKE) $(BUILD_JOBS) --no-print-directory programs units
	$(Q)sh tests/run.sh $(TESTS)

units: $(UNITS)

# What stands in bin/ beside the programs, and the pages by their section.
SCRIPTS = $(filter-out %.1,$(wildcard bin/vizpipe*))
PAGES   = $(wildcard filters/*.[1-9] bin/*.[1-9])
DATADIR = $(DESTDIR)$(PREFIX)/share
BASHDIR = $(DATADIR)/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions

install: programs
	install -d $(DESTDIR)$(PREFIX)/bin $(DATADIR)/vizpipe
	install -m 755 $(PROGRAMS) $(SCRIPTS) $(DESTDIR)$(PREFIX)/bin
	for p in $(PAGES); do install -D -m 644 $$p $(DATADIR)/man/man$${p##*.}/$${p##*/} || exit 1; done
	for f in $$(find share -path share/package -prune -o -type f -print); do install -D -m 644 $$f $(DATADIR)/vizpipe/$${f#share/} || exit 1; done
	install -D -m 644 -t $(DATADIR)/doc/vizpipe README.md PIPELINE.md
	install -D -m 644 share/package/vizpipe.bash $(BASHDIR)/vizpipe
	for p in $(notdir $(PROGRAMS)); do ln -sf vizpipe $(BASHDIR)/$$p || exit 1; done
	install -D -m 644 share/package/vizpipe.zsh $(DESTDIR)$(ZSHDIR)/_vizpipe

uninstall:
	for p in $(notdir $(PROGRAMS) $(SCRIPTS)); do rm -f $(DESTDIR)$(PREFIX)/bin/$$p $(BASHDIR)/$$p; done
	for p in $(PAGES); do rm -f $(DATADIR)/man/man$${p##*.}/$${p##*/}; done
	rm -f $(DESTDIR)$(ZSHDIR)/_vizpipe
	rm -rf $(DATADIR)/vizpipe $(DATADIR)/doc/vizpipe

# deb: a Debian package in .build.  deb-check: it installs, runs for an ordinary
# user and goes without a trace, in a fresh Debian (tests/deb.sh; minutes).
deb: deps
	$(Q)sh tests/deps.sh $(DEPS_DEB)
	$(Q)rm -f .build/vizpipe_*.deb
	$(Q)sh share/package/deb.sh .build
	$(Q)lintian --allow-root --fail-on error,warning .build/vizpipe_*.deb

deb-check: deb
	$(Q)sh tests/deps.sh debootstrap
	$(Q)sh tests/deb.sh .build/vizpipe_*.deb

clean:
	rm -rf .build demo.report $(PROGRAMS)

# ---- looking closer

asan: deps-check
	$(Q)$(MAKE) --no-print-directory MODE=asan programs units
	$(Q)ln -sfn $(CURDIR)/share .build/asan/share
	$(Q)VIZ_BIN=$(CURDIR)/.build/asan/bin VIZ_UNITS=$(CURDIR)/.build/asan/unit sh tests/run.sh $(TESTS)

lint:
	$(Q)sh tests/lint.sh $(CSTD) -Ilib -I$(B) $(PKG_CFLAGS)

# fuzz: every target, or those that FUZZ names, for FUZZ_SECONDS each, under
# ASan and UBSan (libFuzzer).
FUZZ         ?= *
FUZZ_SECONDS ?= 60
fuzz:
	$(Q)$(MAKE) --no-print-directory MODE=fuzz fuzzers
	$(Q)sh tests/fuzz.sh $(FUZZ_SECONDS) $(FUZZERS)
fuzzers: $(FUZZERS)

.build/fuzz/%: tests/fuzz/%.c $(B)/libviz.a $(B)/version.h
	@echo "  fuzz $<"
	$(Q)$(CC) $(CFLAGS) -I$(B) -fsanitize=fuzzer -MMD -MP $(LDFLAGS) $< $(B)/libviz.a $(LDLIBS) -o $@

# browser: what tests/t/browser.t needs (400 MB, so no part of check), and that test.
browser: deps-check
	$(Q)command -v chromium >/dev/null && command -v npm >/dev/null || sh tests/deps.sh $(DEPS_BROWSER)
	$(Q)[ -d .build/browser/node_modules/playwright-core ] || \
	  npm install --silent --no-audit --no-fund --prefix .build/browser playwright-core@1
	$(Q)$(MAKE) --no-print-directory programs
	$(Q)prove -e /bin/sh tests/t/browser.t

# aimock: npm (355 packages on Debian, so no part of check) for tests/t/aimock.t,
# which else is skipped, and that test.
aimock: deps-check
	$(Q)command -v npm >/dev/null || sh tests/deps.sh nodejs npm
	$(Q)$(MAKE) --no-print-directory programs
	$(Q)prove -e /bin/sh tests/t/aimock.t

# kill-check: interrupted at 20 random moments, by one file and by 40.
kill-check: deps-check
	$(Q)$(MAKE) --no-print-directory programs
	$(Q)FILES=40 KILLS=20 prove -v -e /bin/sh tests/t/interrupt.t tests/t/again.t

# slurm-check: 50 data files through a Slurm of its own, one node killed in the middle.
slurm-check: deps-check
	$(Q)$(MAKE) --no-print-directory programs
	$(Q)prove -v -e /bin/sh tests/slurm/slurm.t

# eval: how often is the chart drawn that was asked for?  Where the questions are.
EVAL = ../shared/eval
eval: programs
	$(Q)if [ -x $(EVAL)/score-questions ]; then for set in viseval nlv; do \
	  $(EVAL)/score-questions --set $$set --bin $(BIN) || exit 1; done; \
	else echo "eval: $(EVAL) is not there: nothing to measure with"; fi
# gallery: every chart type in every theme, to look at.
gallery: all
	$(Q)sh tests/gallery/gallery.sh

bench: all
	$(Q)for b in tests/bench/*.sh; do echo "== $$b"; sh $$b || exit 1; done
