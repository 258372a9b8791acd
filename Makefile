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
# hardening, as the distribution builds its own packages; empty for sanitizers
HARDEN  ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -Wformat -Werror=format-security
# folder of real regions with known answers, for check-real
CPTS_REAL_DATA ?= $(abspath $(wildcard ../shared/data))
# a word put before the names of the suites in build/results, by variants of the build
SUITE_PREFIX ?=
ifeq ($(origin CC),default)
CC := gcc
endif

# ---- what is built ---------------------------------------------------------------------------
VERSION := $(shell sed -n 's/^.define CPTS_VERSION "\(.*\)"/\1/p' lib/cpts.h)
SONAME  := libcpts.so.0

# Missing packages give empty flags here and are installed by `make demo` and `make test`, which
# then call make anew.
PKGS        := gdal geos sqlite3 json-c libcrypto
PKG_CFLAGS  := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS    := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -pthread
TEST_CFLAGS := $(shell pkg-config --cflags check 2>/dev/null)
TEST_LIBS   := $(shell pkg-config --libs check 2>/dev/null)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wvla
ALL_CPPFLAGS := -D_GNU_SOURCE -DCPTS_LOCALEDIR='"$(PREFIX)/share/locale"' \
        -DCPTS_DATADIR='"$(PREFIX)/share/cpts-coverage"' $(CPPFLAGS)
ALL_CFLAGS := -std=c17 -fPIC -fvisibility=hidden -pthread $(WARN) $(WERROR) $(PKG_CFLAGS) \
        $(CFLAGS) $(HARDEN)
ALL_LDFLAGS := -Wl,-z,relro -Wl,-z,now -Wl,--as-needed $(LDFLAGS)

BUILD := build/$(shell printf '%s' "$(subst ",,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))" \
        | cksum | cut -d' ' -f1)

LIB_SRC      := $(sort $(wildcard lib/*/*.c))
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

all: build/cpts-coverage $(BUILD)/$(SONAME) ## build the program, the library and the translations

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(if $(V),,echo "  CC    $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(OWN_CFLAGS) -MMD -MP -c -o $@ $<

# One object with its hidden symbols made local: who links the static library sees cpts.h and
# nothing else, as with the shared one.
$(BUILD)/libcpts.a: $(LIB_OBJ)
	@$(if $(V),,echo "  AR    $@")
	$(Q)ld -r -o $(BUILD)/libcpts.o $^
	$(Q)objcopy --localize-hidden $(BUILD)/libcpts.o
	$(Q)rm -f $@ && ar rcsD $@ $(BUILD)/libcpts.o

$(BUILD)/$(SONAME): $(LIB_OBJ)
	@$(if $(V),,echo "  LD    $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs -o $@ $^ \
		$(PKG_LIBS)

$(PROGRAM): $(CLI_OBJ) $(BUILD)/libcpts.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  LD    $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -pie -o $@ $^ $(PKG_LIBS)

build/cpts-coverage: $(PROGRAM) $(MO) FORCE
	@ln -sfn $(<:build/%=%) $@

# ---- translations ----------------------------------------------------------------------------
$(BUILD)/share/locale/%/LC_MESSAGES/cpts-coverage.mo: po/%.po
	@mkdir -p $(@D)
	@$(if $(V),,echo "  MO    $<")
	$(Q)msgfmt --check -o $@ $<

# ---- tests -----------------------------------------------------------------------------------
# tests/README.md says what a suite prints and is given.
export CPTS_PROGRAM = $(abspath $(PROGRAM))
export CPTS_BUILD = $(abspath $(BUILD))
export CPTS_REAL_DATA
TALLY := tests/tally

# The list of unit suites is the list of files: see tests/unit/suites.h.
$(BUILD)/tests/unit/suites.inc: FORCE
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(patsubst tests/unit/test_%.c,%,$(filter tests/unit/test_%.c,$(UNIT_SRC))) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(UNIT_OBJ): $(BUILD)/tests/unit/suites.inc
$(UNIT_OBJ): OWN_CFLAGS = -I$(BUILD)/tests/unit -Ilib $(TEST_CFLAGS)

$(BUILD)/tests/unit/unit: $(UNIT_OBJ) $(LIB_OBJ)
	@$(if $(V),,echo "  LD    $@")
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(PKG_LIBS)

check-unit: $(BUILD)/tests/unit/unit ## run the unit tests
	@$(TALLY) $(SUITE_PREFIX)unit $<

FORCE:

.PHONY: all check-unit FORCE
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
