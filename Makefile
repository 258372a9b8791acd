# cpts-coverage: `make help` lists the targets. Objects live in build/<hash of the flags>, so
# that builds with different flags never mix.
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

# ---- what a builder may change ---------------------------------------------------------------
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
LDFLAGS ?=
# -Werror in continuous integration
WERROR  ?=
# Hardening, as the distribution builds its own packages; empty for sanitizers. -fcf-protection is
# left out: the distribution's start files have no such marks, so the linker drops ours.
HARDEN  ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
        -Wformat -Werror=format-security
# folder of real regions with known answers, for check-real
CPTS_REAL_DATA ?= $(abspath $(wildcard ../shared/data))
# a word put before the names of the suites in build/results, by variants of the build
SUITE_PREFIX ?=
ifeq ($(origin CC),default)
CC := gcc
endif

# ---- what is built ---------------------------------------------------------------------------
VERSION := $(shell sed -n 's/^.define CPTS_VERSION *"\(.*\)"/\1/p' lib/cpts.h)
SONAME  := libcpts.so.1

# Missing packages give empty flags here and are installed by `make demo` and `make test`, which
# then call make anew.
PKGS        := gdal geos proj expat libcrypto sqlite3 libutf8proc pangocairo
# Their headers are not ours to warn about. json-c serves the demo's generator and the tests only.
PKG_CFLAGS  := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_LIBS    := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -pthread
JSON_LIBS   := $(shell pkg-config --libs json-c 2>/dev/null)
TEST_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags check json-c sqlite3 2>/dev/null))
TEST_LIBS   := $(shell pkg-config --libs check json-c sqlite3 2>/dev/null)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wvla
ALL_CPPFLAGS := -D_GNU_SOURCE -Ilib $(CPPFLAGS)
ALL_CFLAGS := -std=c17 -fPIC -fvisibility=hidden -pthread $(WARN) $(WERROR) $(PKG_CFLAGS) \
        $(CFLAGS) $(HARDEN)
ALL_LDFLAGS := -Wl,-z,relro -Wl,-z,now -Wl,--as-needed $(LDFLAGS)

BUILD := build/$(shell printf '%s' \
        "$(subst ",,$(CC) $(PREFIX) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))" | cksum | cut -d' ' -f1)

DEMO  ?= $(BUILD)/demo

LIB_SRC      := $(sort $(wildcard lib/*/*.c lib/*/*/*.c))
CLI_SRC      := $(sort $(wildcard cli/*.c))
UNIT_SRC     := $(sort $(wildcard tests/unit/*.c))
PROPERTY_SRC := $(sort $(wildcard tests/property/*.c))
LIB_OBJ      := $(LIB_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ      := $(CLI_SRC:%.c=$(BUILD)/%.o)
UNIT_OBJ     := $(UNIT_SRC:%.c=$(BUILD)/%.o)
PROPERTY_OBJ := $(PROPERTY_SRC:%.c=$(BUILD)/%.o)
LANGUAGES    := $(patsubst po/%.po,%,$(sort $(wildcard po/*.po)))
MO           := $(LANGUAGES:%=$(BUILD)/share/locale/%/LC_MESSAGES/cpts-coverage.mo)
PROGRAM      := $(BUILD)/bin/cpts-coverage

Q := $(if $(V),,@)

# Section 3 of the manual, from the comments of cpts.h.
MAN3 := $(patsubst %,$(BUILD)/man3/%.3,$(shell sed 's/ .*//' packaging/libcpts.symbols))
$(MAN3) &: lib/cpts.h packaging/man3 packaging/libcpts.symbols man/libcpts.3
	$(Q)packaging/man3 $< $(BUILD)/man3 "$$(sed -n 's/^\.Dd //p' man/libcpts.3)"

all: build/cpts-coverage $(BUILD)/$(SONAME) $(MAN3) ## build the program, the library and the translations

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(if $(V),,echo "  CC    $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(OWN_CFLAGS) -MMD -MP -c -o $@ $<

# A program of all that it depends on: $(call link,FLAGS,LIBRARIES).
define link
@mkdir -p $(@D)
@$(if $(V),,echo "  LD    $@")
$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(1) -o $@ $^ $(2)
endef

$(CLI_OBJ): OWN_CFLAGS = -DLOCALEDIR='"$(PREFIX)/share/locale"'

# The QGIS styles and project, as arrays of lines, and their texts for the translations.
STYLES      := $(sort $(wildcard shapes/styles/*.qml))
STYLE_PARTS := $(sort $(wildcard shapes/styles/parts/*.xml))
$(BUILD)/lib/output/layers/styles.inc: $(STYLES) shapes/styles/project.qgs $(STYLE_PARTS) shapes/styles/embed
	@mkdir -p $(@D)
	$(Q)shapes/styles/embed $(STYLES) shapes/styles/project.qgs >$@

$(BUILD)/lib/output/layers/styles.o: $(BUILD)/lib/output/layers/styles.inc
$(BUILD)/lib/output/layers/styles.o: OWN_CFLAGS = -I$(BUILD)/lib/output/layers

# The communes and their moves, as arrays of bytes.
$(BUILD)/shapes/%.inc: shapes/%.csv shapes/embed
	@mkdir -p $(@D)
	$(Q)shapes/embed table $< >$@

$(BUILD)/lib/input/declarations/communes.o: $(BUILD)/shapes/communes.inc
$(BUILD)/lib/input/declarations/former_codes_data.o: $(BUILD)/shapes/commune-moves.inc
$(BUILD)/lib/input/declarations/communes.o $(BUILD)/lib/input/declarations/former_codes_data.o: \
        OWN_CFLAGS = -I$(BUILD)/shapes

# Their symbols, for what is printed.
$(BUILD)/lib/output/print/symbols.inc: $(STYLES) shapes/styles/symbols
	@mkdir -p $(@D)
	$(Q)shapes/styles/symbols $(STYLES) >$@

$(BUILD)/lib/output/print/symbols.o: $(BUILD)/lib/output/print/symbols.inc
$(BUILD)/lib/output/print/symbols.o: OWN_CFLAGS = -I$(BUILD)/lib/output/print

# The page of the HTML report and Leaflet, which it carries along, as arrays of bytes.
LEAFLET    ?= /usr/share/javascript/leaflet
PAGE_FILES := $(sort $(wildcard lib/output/page/assets/*.html lib/output/page/assets/*.css lib/output/page/assets/*.js))
$(BUILD)/lib/output/page/page.inc: $(PAGE_FILES) lib/output/page/assets/embed
	@mkdir -p $(@D)
	$(Q)lib/output/page/assets/embed $(LEAFLET) $(PAGE_FILES) >$@

$(BUILD)/lib/output/page/files.o: $(BUILD)/lib/output/page/page.inc
$(BUILD)/lib/output/page/files.o: OWN_CFLAGS = -I$(BUILD)/lib/output/page

INCLUDED := $(BUILD)/lib/output/layers/styles.inc $(BUILD)/lib/output/page/page.inc \
        $(BUILD)/shapes/communes.inc $(BUILD)/shapes/commune-moves.inc \
        $(BUILD)/lib/output/print/symbols.inc

# One object with its hidden symbols made local: who links the static library sees cpts.h and
# nothing else, as with the shared one.
$(BUILD)/libcpts.a: $(LIB_OBJ)
	@$(if $(V),,echo "  AR    $@")
	$(Q)ld -r -o $(BUILD)/libcpts.o $^
	$(Q)objcopy --localize-hidden $(BUILD)/libcpts.o
	$(Q)rm -f $@ && ar rcsD $@ $(BUILD)/libcpts.o

# Each symbol under the version of the interface that it came with: a line of the list is NAME, for
# 1.0, or NAME VERSION.
$(BUILD)/libcpts.map: packaging/libcpts.symbols
	@mkdir -p $(@D)
	$(Q)awk '{ v = NF > 1 ? $$2 : "1.0"; if (!(v in of)) order[++n] = v; of[v] = of[v] " " $$1 ";" } \
		END { for (i = 1; i <= n; i++) printf "CPTS_%s {%s%s }%s;\n", order[i], \
			of[order[i]] ? " global:" of[order[i]] : "", i == 1 ? " local: *;" : "", \
			i == 1 ? "" : " CPTS_" order[i - 1] }' $< >$@

$(BUILD)/$(SONAME): $(LIB_OBJ) $(BUILD)/libcpts.map
	@$(if $(V),,echo "  LD    $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs \
		-Wl,--version-script=$(BUILD)/libcpts.map -o $@ $(LIB_OBJ) $(PKG_LIBS)

# A program that stands alone, unless a distribution wants its library used: LINK=shared.
LINK ?= static
$(PROGRAM): $(CLI_OBJ) $(if $(filter shared,$(LINK)),$(BUILD)/$(SONAME),$(BUILD)/libcpts.a)
	$(call link,-pie,$(PKG_LIBS))

build/cpts-coverage: $(PROGRAM) $(MO) FORCE
	@ln -sfn $(<:build/%=%) $@

# ---- tests -----------------------------------------------------------------------------------
# tests/README.md says what a suite prints and is given.
export CPTS_PROGRAM = $(abspath $(PROGRAM))
export CPTS_BUILD = $(abspath $(BUILD))
export CPTS_DEMO = $(abspath $(DEMO))
export CPTS_REAL_DATA
TALLY := tests/tally

# The list of unit suites is the list of files: see tests/unit/suites.h.
$(BUILD)/tests/unit/suites.inc: FORCE
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(patsubst tests/unit/test_%.c,%,$(filter tests/unit/test_%.c,$(UNIT_SRC))) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(UNIT_OBJ): $(BUILD)/tests/unit/suites.inc
$(UNIT_OBJ): OWN_CFLAGS = -I$(BUILD)/tests/unit $(TEST_CFLAGS)

$(BUILD)/tests/unit/unit: $(UNIT_OBJ) $(BUILD)/cli/page.o $(LIB_OBJ)
	$(call link,,$(TEST_LIBS) $(PKG_LIBS))

# What examples/ shows, here with the objects of this build: make check-install builds it as a user
# would. The service is also what check-threads looks at.
$(BUILD)/examples/%: $(BUILD)/examples/%.o $(LIB_OBJ)
	$(call link,,$(PKG_LIBS))

check-unit: $(BUILD)/tests/unit/unit ## run the unit tests
	@$(TALLY) $(SUITE_PREFIX)unit $<

# The library's own allocations are sent to the program, which makes each one fail in turn.
FAULTS := $(BUILD)/tests/faults
FAULTS_WRAP := $(foreach call,malloc calloc realloc,-Wl,--wrap=$(call))
$(FAULTS)/memory: $(FAULTS)/memory.o $(LIB_OBJ)
	$(call link,$(FAULTS_WRAP),$(PKG_LIBS))

check-faults: $(FAULTS)/memory ## make each allocation of a small check fail in turn
	@$(TALLY) $(SUITE_PREFIX)faults $<

# The program with every call to memory, files and libraries sent through functions that can fail:
# they are made from the list of those calls and the prototypes of the headers.
$(FAULTS)/calls.inc: tests/faults/calls.txt tests/faults/calls.py tests/faults/headers.h
	@mkdir -p $(@D)
	$(Q)CCACHE_DISABLE=1 $(CC) -D_GNU_SOURCE $(PKG_CFLAGS) -fsyntax-only -x c -aux-info $(@D)/prototypes tests/faults/headers.h
	$(Q)tests/faults/calls.py tests/faults/calls.txt $(@D)/prototypes $(@D)

$(FAULTS)/server.o: $(FAULTS)/calls.inc
$(FAULTS)/server.o: OWN_CFLAGS = -I$(FAULTS) -U_FORTIFY_SOURCE -fvisibility=default
$(FAULTS)/server: $(FAULTS)/server.o $(filter-out %/main.o,$(CLI_OBJ)) $(LIB_OBJ)
	$(call link,-rdynamic @$(FAULTS)/wraps.rsp,$(PKG_LIBS))

check-calls: $(FAULTS)/server $(PROGRAM) ## make calls to memory, files and libraries fail in turn, in whole runs
	@$(TALLY) $(SUITE_PREFIX)calls tests/faults/test_calls.py

# Fuzz targets: with clang, libFuzzer drives them; any other build replays what was found once.
FUZZ_TARGETS := $(filter-out fuzz replay,$(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c))))
FUZZ_SECONDS ?= 60
# clang counts a null pointer with nothing added to it as an overflow; gcc's check-sanitize looks
# for the real ones.
FUZZ_FLAGS := CC=clang CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,float-cast-overflow,fuzzer-no-link \
	-fno-sanitize-recover=all -fno-sanitize=pointer-overflow" HARDEN= FUZZ_DRIVER=-fsanitize=fuzzer
FUZZ_DRIVER ?=
FUZZ_PROGRAMS := $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%)
$(FUZZ_PROGRAMS): %: %.o $(BUILD)/tests/fuzz/fuzz.o $(if $(FUZZ_DRIVER),,$(BUILD)/tests/fuzz/replay.o) \
		$(filter-out %/main.o,$(CLI_OBJ)) $(LIB_OBJ)
	$(call link,$(FUZZ_DRIVER),$(PKG_LIBS))

fuzz-programs: $(FUZZ_PROGRAMS)

fuzz: ## fuzz each target for FUZZ_SECONDS (60), under the sanitizers; FUZZ_TARGETS="codes" for one
	@$(MAKE) --no-print-directory -j$(CORES) $(FUZZ_FLAGS) fuzz-run

# Called by `fuzz` with its flags.
fuzz-run: fuzz-programs
	@$(TALLY) $(SUITE_PREFIX)fuzz tests/fuzz/run $(FUZZ_SECONDS) $(FUZZ_TARGETS)

check-replay: $(FUZZ_PROGRAMS) ## give the fuzz targets their corpus and what they once stumbled over
	@$(TALLY) $(SUITE_PREFIX)replay tests/fuzz/replay.sh $(FUZZ_TARGETS)

# Interrupts calls of the library, as the suite of signals does the program.
INTERRUPTED := $(BUILD)/tests/hostile/interrupted
$(INTERRUPTED): $(BUILD)/tests/hostile/interrupted.o $(LIB_OBJ)
	$(call link,,$(PKG_LIBS))

HOSTILE_SUITES := $(wildcard tests/hostile/test_*.py)
check-hostile: all $(INTERRUPTED) ## hostile input, runs that are killed, files that others use meanwhile
	@for suite in $(HOSTILE_SUITES); do \
		name=$${suite##*/test_}; $(TALLY) $(SUITE_PREFIX)hostile-$${name%.py} $$suite || bad=1; \
	done; test -z "$$bad"

# ---- shell completion, from the option table of the program ----------------------------------
COMPLETER := $(BUILD)/packaging/completions/generate
$(COMPLETER): $(COMPLETER).o $(BUILD)/cli/option_table.o
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^

abi: $(BUILD)/$(SONAME) ## keep the interface of the library as that of version 1.0
	@packaging/dependencies test
	packaging/abi $< >packaging/libcpts-1.0.abi

completions: $(COMPLETER) ## write the shell completions anew from the option table
	$< bash >packaging/completions/cpts-coverage.bash
	$< zsh >packaging/completions/_cpts-coverage
	$< fish >packaging/completions/cpts-coverage.fish

# The fields of the JSON files, in the order in which people meet them.
SCHEMAS := $(patsubst %,shapes/%.schema.json,report simulation proposal comparison reading day)
fields: ## write section 5 of the manual again from the JSON schemas
	packaging/man5 "$$(sed -n 's/^\.Dd //p' man/cpts-coverage.1)" $(SCHEMAS) >man/cpts-coverage.5

check-cli: all $(COMPLETER) $(DEMO)/region.gpkg ## run the tests of the command line
	@$(TALLY) $(SUITE_PREFIX)cli bats --tap --jobs $$(($(CORES) > 1 ? $(CORES) : 2)) --no-parallelize-within-files tests/cli

$(PROPERTY_OBJ): OWN_CFLAGS = $(TEST_CFLAGS)
$(BUILD)/tests/property/property: $(PROPERTY_OBJ) $(LIB_OBJ)
	$(call link,,$(TEST_LIBS) $(PKG_LIBS))

check-property: $(BUILD)/tests/property/property ## compare random regions with a slow oracle
	@$(TALLY) $(SUITE_PREFIX)property $<

# Layouts of one declaration drawn at random; continuous integration draws thousands.
$(BUILD)/tests/layouts/reader: $(BUILD)/tests/layouts/reader.o $(LIB_OBJ)
	$(call link,,$(PKG_LIBS))

check-layouts: $(BUILD)/tests/layouts/reader $(DEMO)/region.gpkg ## read declarations laid out at random: right or refused, never wrong
	@$(TALLY) $(SUITE_PREFIX)layouts tests/layouts/test_layouts.py $< $(DEMO)/region.gpkg

check-install: all $(COMPLETER) ## install into a temporary folder and build against it
	@$(TALLY) $(SUITE_PREFIX)install bats --tap tests/install

REAL_SUITES := $(filter-out %/test_demo.py,$(wildcard tests/real/test_*.py))
check-demo: all $(DEMO)/region.gpkg ## check the demo region against the list of its planted defects
	@$(TALLY) $(SUITE_PREFIX)demo tests/real/test_demo.py

check-real: all ## check the real regions of $CPTS_REAL_DATA
	@for suite in $(REAL_SUITES); do \
		name=$${suite##*/test_}; $(TALLY) $(SUITE_PREFIX)real-$${name%.py} $$suite || bad=1; \
	done; test -z "$$bad"

PLUGIN       := build/cpts_coverage.zip
PLUGIN_FILES := $(sort $(wildcard packaging/qgis/cpts_coverage/*))

# The system's own Python: QGIS's modules are made for it.
$(DEMO)/french/coverage.gpkg: all $(DEMO)/region.gpkg
	@mkdir -p $(@D) && rm -f $(@D)/*
	@SOURCE_DATE_EPOCH=1767225600 build/cpts-coverage check --lang fr --quiet $(DEMO)/region.gpkg \
		-o $(@D) || test $$? = 1

check-qgis: $(DEMO)/french/coverage.gpkg $(PLUGIN) ## open the results of the demo region in QGIS, and run the plugin there, without a screen
	@packaging/dependencies qgis
	@$(TALLY) $(SUITE_PREFIX)qgis tests/qgis/test_qgis.py $(DEMO)/french || bad=1; \
		$(TALLY) $(SUITE_PREFIX)qgis-plugin tests/qgis/test_plugin.py $(PLUGIN) $(DEMO)/region.gpkg || bad=1; \
		test -z "$$bad"

check-print: all $(DEMO)/region.gpkg ## look into the maps and the atlas of the demo region, as PDF, SVG and PNG
	@$(TALLY) $(SUITE_PREFIX)print tests/print/test_print.py $(DEMO)/region.gpkg

check-nights: all $(DEMO)/region.gpkg ## live through nights of declarations that change (CPTS_NIGHTS: how many, 60)
	@$(TALLY) $(SUITE_PREFIX)nights tests/nights/test_nights.py

check-advice: all ## count again what proposals of random regions cite as true today (CPTS_ADVICE: how many, 200)
	@$(TALLY) $(SUITE_PREFIX)advice tests/property/test_advice.py

check-postgres: all $(DEMO)/region.gpkg ## read from a PostgreSQL server of our own, and write results there
	@packaging/dependencies postgres
	@$(TALLY) $(SUITE_PREFIX)postgres tests/postgres/test_postgres.py

# npm comes with some builds of Node.js, with which Debian's package of it cannot be installed.
WEB_MODULES := tests/web/node_modules/.package-lock.json
$(WEB_MODULES): tests/web/package-lock.json
	@packaging/dependencies web
	@command -v npm >/dev/null || packaging/dependencies web-npm
	$(Q)npm ci --prefix tests/web --no-audit --no-fund --loglevel=error

check-web: $(DEMO)/french/coverage.gpkg $(WEB_MODULES) ## open the report of the demo region in a browser, without a screen
	@packaging/dependencies web
	@$(TALLY) $(SUITE_PREFIX)web tests/web/test_page.js $(DEMO)/french/report.html $(DEMO)/region.gpkg

check-systemd: all $(DEMO)/region.gpkg ## run the packaged service and timer under a real systemd (root)
	@$(TALLY) $(SUITE_PREFIX)systemd tests/systemd/test_systemd.sh $(DEMO)/region.gpkg

pictures: $(DEMO)/french/coverage.gpkg $(WEB_MODULES) ## draw the pictures of the documents anew
	@packaging/dependencies qgis web
	@mkdir -p shapes/pictures
	SOURCE_DATE_EPOCH=1767225600 build/cpts-coverage check --lang fr --quiet $(DEMO)/region.gpkg \
		--map shapes/pictures/map.png --paper A4 --dpi 110 || test $$? = 1
	tests/qgis/picture.py $< shapes/pictures/qgis.png
	tests/web/picture.js $(<D)/report.html shapes/pictures/report.png
	tests/qgis/shrink.py shapes/pictures/qgis.png
	tests/qgis/shrink.py shapes/pictures/report.png

SANITIZE := CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,float-cast-overflow \
	-fno-sanitize-recover=all -DCPTS_INVARIANTS" HARDEN= SUITE_PREFIX=sanitize- DEMO=$(DEMO)
# Unit tests in one process: to look for leaks at the end of each takes three times as long as they do.
check-sanitize: $(DEMO)/region.gpkg ## run the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@ASAN_OPTIONS=allocator_may_return_null=1:detect_stack_use_after_return=1 \
	LSAN_OPTIONS=print_suppressions=0:suppressions=$(abspath tests/leaks.supp) \
	CPTS_PROPERTY_REGIONS=$${CPTS_PROPERTY_REGIONS:-$(QUICK_REGIONS)} \
	CPTS_FAULTS=$${CPTS_FAULTS:-150} CK_FORK=no \
	$(MAKE) --no-print-directory -j$(CORES) -k -Otarget $(SANITIZE) \
		check-unit check-replay check-faults check-calls check-cli check-demo check-property

# Objects of the libraries are not instrumented: their mutexes are seen, their memory is not.
THREADS := CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=thread -DCPTS_INVARIANTS" HARDEN= DEMO=$(DEMO)
check-threads: $(DEMO)/region.gpkg ## run checks with several threads, and random regions, under ThreadSanitizer
	@CPTS_PROPERTY_REGIONS=$${CPTS_PROPERTY_REGIONS:-100} \
	$(MAKE) --no-print-directory -j$(CORES) $(THREADS) threads-run

# Called by `check-threads` with its flags.
threads-run: $(PROGRAM) $(BUILD)/tests/property/property $(BUILD)/examples/service
	@$(TALLY) $(SUITE_PREFIX)threads tests/threads.sh $(BUILD)/tests/property/property $(BUILD)/examples/service

check-valgrind: all $(BUILD)/tests/unit/unit $(DEMO)/region.gpkg ## run the unit tests and a short check under valgrind
	@$(TALLY) $(SUITE_PREFIX)valgrind tests/valgrind.sh

check-style: $(LIB_OBJ) $(BUILD)/tests/unit/suites.inc $(INCLUDED) $(FAULTS)/calls.inc ## check the format, run clang-tidy, cppcheck, gcc -fanalyzer and shellcheck
	@$(TALLY) $(SUITE_PREFIX)style tests/style.sh

analysed: $(LIB_OBJ) $(CLI_OBJ)

# ---- the two commands ------------------------------------------------------------------------
# Each step calls make anew: what was just installed changes the flags.
CORES := $(shell nproc)
# Regions drawn by `make test` and under the sanitizers; continuous integration draws thousands.
QUICK_REGIONS := 300
QUICK_SUITES := check-unit check-cli check-demo check-property check-install check-replay

demo: ## install what is missing, build, check the demo region and show where the result is
	@packaging/dependencies build
	@$(MAKE) --no-print-directory -j$(CORES) all
	@$(MAKE) --no-print-directory demo-run

test: ## install what is missing, build, run the quick tests (offline, under a minute once built)
	@packaging/dependencies build test
	@$(MAKE) --no-print-directory -j$(CORES) all test-programs
	@rm -rf build/results
	@CPTS_PROPERTY_REGIONS=$${CPTS_PROPERTY_REGIONS:-$(QUICK_REGIONS)} \
		$(MAKE) --no-print-directory -j$(CORES) -k -Otarget $(QUICK_SUITES); status=$$?; \
		printf '%-20s ' 'all quick suites'; $(TALLY) --sum; test $$status = 0

test-programs: $(BUILD)/tests/unit/unit $(BUILD)/tests/property/property $(COMPLETER) $(INTERRUPTED) fuzz-programs \
	$(DEMO)/region.gpkg

# ---- ratios, not tests -----------------------------------------------------------------------
BENCH_TOOLS := $(patsubst %,$(BUILD)/tests/bench/%,measure read_only brute_geos densify families grid loop stages)

$(BENCH_TOOLS): %: %.o $(BUILD)/tests/bench/common.o $(BUILD)/tests/bench/mesh.o $(BUILD)/libcpts.a
	$(call link,,$(PKG_LIBS))

bench: ## print ratios of time and memory; BENCH_LARGE=1 for the largest regions
	@packaging/dependencies build test
	@$(MAKE) --no-print-directory all bench-tools
	@tests/bench/bench.py

check-growth: all bench-tools ## that nothing became quadratic: fails where bench-growth shows an exponent far above 1 (FAMILIES: which)
	@$(TALLY) $(SUITE_PREFIX)growth tests/bench/growth.py --test $(FAMILIES)

bench-growth: ## how costs grow with vertices, units, claims on a place and so on, by stage (callgrind)
	@packaging/dependencies build test check
	@$(MAKE) --no-print-directory all bench-tools
	@tests/bench/growth.py

bench-peers: ## compare with PostGIS, SpatiaLite, mapshaper and geopandas (installs them)
	@packaging/dependencies build test
	@$(MAKE) --no-print-directory all bench-tools
	@tests/bench/peers.py

bench-tools: $(BENCH_TOOLS) $(DEMO)/region.gpkg

# ---- the demo region -------------------------------------------------------------------------
GENERATOR_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard shapes/generator/*.c)))
$(BUILD)/shapes/generator/demo: $(GENERATOR_OBJ)
	$(call link,,$(JSON_LIBS) $(PKG_LIBS))

# The folder is put in place whole: an interrupted generation is begun anew. Slow builds of the
# tests (sanitizers, coverage) are given the region of the plain one.
ifeq ($(DEMO),$(BUILD)/demo)
$(DEMO)/region.gpkg: $(BUILD)/shapes/generator/demo
	@$(if $(V),,echo "  DEMO  $(@D)")
	$(Q)rm -rf $(@D) $(@D).new && $< $(@D).new && mv $(@D).new $(@D)
endif

demo-run: all $(DEMO)/region.gpkg
	@ln -sfn $(DEMO:build/%=%) build/demo
	@build/cpts-coverage check build/demo/region.gpkg -o build/demo/result; \
		status=$$?; test $$status -le 1 || exit $$status; \
		echo; echo "A region with planted defects, so the exit status was $$status. What was read and written:"; \
		ls -1 -d build/demo/region.gpkg build/demo/result/*

# The plugin of QGIS, with the program's own catalogues: one archive for the plugin repository.
$(PLUGIN): $(PLUGIN_FILES) $(MO) packaging/qgis/pack lib/cpts.h
	$(Q)packaging/qgis/pack $@ $(VERSION) $(BUILD)/share/locale $(PLUGIN_FILES)

qgis-plugin: $(PLUGIN) ## zip the plugin of QGIS into build/cpts_coverage.zip

# ---- translations ----------------------------------------------------------------------------
$(BUILD)/share/locale/%/LC_MESSAGES/cpts-coverage.mo: po/%.po
	@mkdir -p $(@D)
	@$(if $(V),,echo "  MO    $<")
	$(Q)msgfmt --check -o $@ $<

po: pot ## bring the translations up to date with the messages of the source
	$(Q)for language in $(LANGUAGES); do \
		msgmerge --quiet --update --backup=none --no-wrap --no-location --sort-output \
			po/$$language.po po/cpts-coverage.pot; \
		msgattrib --no-obsolete --no-wrap --sort-output -o po/$$language.po po/$$language.po; \
		printf '%s: ' $$language; msgfmt --statistics -o /dev/null po/$$language.po; \
	done

# No date, no place, sorted: the file changes when a message does, and branches merge.
POT ?= po/cpts-coverage.pot
XGETTEXT := xgettext --keyword=_ --keyword=N_ --keyword=dngettext:2,3 --keyword=P_:1,2 --keyword=NP_:1,2 \
	--keyword=cpts_prose_counted:2,3 --keyword=cpts_page_counted:2,3 --from-code=UTF-8 \
	--add-comments=TRANSLATORS --no-location --sort-output --no-wrap --package-name=cpts-coverage
pot: $(INCLUDED)
	$(Q)$(XGETTEXT) --directory=. --directory=$(BUILD) --language=C \
		--flag=cpts_fail:3:c-format --flag=cpts_log:3:c-format --flag=cli_usage_error:3:c-format \
		-o $(BUILD)/program.pot $(LIB_SRC) $(CLI_SRC) $(INCLUDED:$(BUILD)/%=%)
	$(Q)$(XGETTEXT) --language=Python -o $(BUILD)/plugin.pot $(filter %.py,$(PLUGIN_FILES))
	$(Q)msgcat --use-first --sort-output --no-wrap $(BUILD)/program.pot $(BUILD)/plugin.pot | \
		sed '/^"POT-Creation-Date:/d' >$(POT)

# ---- looking at the source -------------------------------------------------------------------
C_FILES := $(wildcard examples/*.c lib/*.h lib/*/*.[ch] lib/*/*/*.[ch] cli/*.[ch] tests/*/*.[ch] shapes/*/*.[ch] packaging/*/*.[ch])

format: ## format the source with clang-format
	clang-format -i $(C_FILES)

tidy: $(BUILD)/tests/unit/suites.inc $(INCLUDED) $(FAULTS)/calls.inc ## run clang-tidy and cppcheck
	@tests/style.sh tidy

coverage: $(DEMO)/region.gpkg ## run the quick tests and print line and branch coverage
	@rm -rf build/coverage && mkdir -p build/coverage
	@$(MAKE) --no-print-directory -k CFLAGS="-O0 -g --coverage -fprofile-update=atomic" HARDEN= \
		DEMO=$(DEMO) RESULTS=build/coverage/results \
		CPTS_PROPERTY_REGIONS=$(QUICK_REGIONS) coverage-run

# Called by `coverage` with its flags.
coverage-run:
	@mkdir -p $(BUILD) && find $(BUILD) -name '*.gcda' -delete
	@$(MAKE) --no-print-directory -j$(CORES) -k -Otarget check-unit check-cli check-demo check-property || true
	@lcov --quiet --rc lcov_branch_coverage=1 --capture --directory $(BUILD) \
		--output-file build/coverage/all.info
	@lcov --quiet --rc lcov_branch_coverage=1 --extract build/coverage/all.info \
		'$(CURDIR)/lib/*' '$(CURDIR)/cli/*' --output-file build/coverage/own.info
	@lcov --rc lcov_branch_coverage=1 --list build/coverage/own.info
	@genhtml --quiet --branch-coverage --output-directory build/coverage/html build/coverage/own.info
	@echo "Line by line: build/coverage/html/index.html"

# ---- installing ------------------------------------------------------------------------------
LIBDIR ?= $(PREFIX)/lib
DEST   := $(DESTDIR)$(PREFIX)
MAN_PAGES   := $(wildcard man/*.[1-9])
MAN_FOREIGN := $(wildcard man/*/*.[1-9])
SHARED_DATA := $(wildcard shapes/*.csv shapes/*.schema.json lib/output/*.schema.json)

# Plain files, as SOURCE:PLACE under the prefix; install and uninstall read the same list.
PLAIN_FILES := lib/cpts.h:include/cpts.h \
	$(foreach mo,$(MO),$(mo):$(mo:$(BUILD)/%=%)) \
	$(foreach page,$(MAN_PAGES),$(page):share/man/man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
	$(foreach page,$(MAN_FOREIGN),$(page):share/$(dir $(page))man$(subst .,,$(suffix $(page)))/$(notdir $(page))) \
	$(foreach page,$(MAN3),$(page):share/man/man3/$(notdir $(page))) \
	$(foreach file,$(SHARED_DATA),$(file):share/cpts-coverage/$(notdir $(file))) \
	$(foreach file,$(wildcard examples/*),$(file):share/doc/libcpts/$(file)) \
	packaging/nightly/cpts-coverage@.service:lib/systemd/system/cpts-coverage@.service \
	packaging/nightly/cpts-coverage@.timer:lib/systemd/system/cpts-coverage@.timer \
	packaging/nightly/cpts-coverage.sysusers:lib/sysusers.d/cpts-coverage.conf \
	packaging/nightly/nightly.md:share/doc/cpts-coverage/nightly.md \
	packaging/nightly/region.conf:share/doc/cpts-coverage/examples/region.conf \
	packaging/nightly/crontab:share/doc/cpts-coverage/examples/crontab \
	packaging/completions/cpts-coverage.bash:share/bash-completion/completions/cpts-coverage \
	packaging/completions/_cpts-coverage:share/zsh/site-functions/_cpts-coverage \
	packaging/completions/cpts-coverage.fish:share/fish/vendor_completions.d/cpts-coverage.fish

install: all $(BUILD)/libcpts.a ## install under $DESTDIR$PREFIX (/usr/local)
	install -D -m 755 $(PROGRAM) $(DEST)/bin/cpts-coverage
	install -D -m 644 $(BUILD)/libcpts.a $(DESTDIR)$(LIBDIR)/libcpts.a
	install -D -m 644 $(BUILD)/$(SONAME) $(DESTDIR)$(LIBDIR)/libcpts.so.$(VERSION)
	ln -sf libcpts.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libcpts.so
	@mkdir -p $(DESTDIR)$(LIBDIR)/pkgconfig
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@VERSION@|$(VERSION)|' \
		-e 's|@PKGS@|$(PKGS)|' packaging/libcpts.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/libcpts.pc
	@for pair in $(PLAIN_FILES); do \
		echo "$(DEST)/$${pair#*:}"; \
		install -D -m 644 "$${pair%%:*}" "$(DEST)/$${pair#*:}" || exit 1; \
	done

uninstall: ## remove what install put there
	rm -f $(DEST)/bin/cpts-coverage $(DESTDIR)$(LIBDIR)/libcpts.a $(DESTDIR)$(LIBDIR)/libcpts.so \
		$(DESTDIR)$(LIBDIR)/$(SONAME) $(DESTDIR)$(LIBDIR)/libcpts.so.$(VERSION) \
		$(DESTDIR)$(LIBDIR)/pkgconfig/libcpts.pc
	@for pair in $(PLAIN_FILES); do \
		echo "rm $(DEST)/$${pair#*:}"; rm -f "$(DEST)/$${pair#*:}"; \
	done

# The files of the last commit, which gives the tarball its time: the same commit, the same bytes.
DIST := build/cpts-coverage-$(VERSION).tar.gz
dist: ## make the source tarball of the last commit in build/
	@mkdir -p build
	git -c tar.umask=0022 archive --format=tar --prefix=cpts-coverage-$(VERSION)/ HEAD | \
		env -u GZIP gzip -9n >$(DIST).new
	@mv $(DIST).new $(DIST)

deb: dist ## make the Debian packages of the last commit in build/deb
	@packaging/dependencies build test package
	@rm -rf build/deb
	packaging/make-deb $(DIST) $(VERSION) build/deb

# Both suites of packages stand on one bootstrap of Debian, kept until `make clean`.
MINBASE := build/minbase.tar
$(MINBASE): tests/packages/minbase
	@mkdir -p $(@D)
	@packaging/dependencies package
	@echo "  BASE  $@"
	$(Q)$< $@

check-packages: dist $(MINBASE) ## build the Debian packages in a clean system, look at them, install and use them (root)
	@packaging/dependencies package
	@$(TALLY) $(SUITE_PREFIX)packages tests/packages/test_packages.sh $(DIST) $(VERSION) $(MINBASE)

check-container: all $(DEMO)/region.gpkg $(MINBASE) ## build the image of the Containerfile, run it as the README says, compare its bytes (root)
	@packaging/dependencies container
	@$(TALLY) $(SUITE_PREFIX)container tests/packages/test_container.sh $(DEMO)/region.gpkg $(MINBASE)

clean: ## remove all that was built
	rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | sort | \
		awk -F '\t' '{ printf "%-16s %s\n", $$1, $$2 }'

FORCE:

.PHONY: abi all analysed bench bench-growth bench-peers bench-tools check-advice check-calls check-cli \
	check-container check-demo check-faults check-growth check-hostile check-install check-layouts check-packages \
	check-postgres check-property check-qgis check-real check-replay check-sanitize check-style \
	check-systemd check-threads check-unit check-valgrind check-web clean completions coverage \
	coverage-run deb demo demo-run dist fields format fuzz fuzz-programs fuzz-run help install \
	pictures po pot qgis-plugin test test-programs threads-run tidy uninstall FORCE
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
