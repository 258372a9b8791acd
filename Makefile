# cpts-coverage: `make help` lists the targets.
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
WERROR  ?=
PKGS    := gdal geos sqlite3 json-c libcrypto
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -fvisibility=hidden -fPIC -pthread $(WARN) $(WERROR) $(shell pkg-config --cflags $(PKGS)) $(CFLAGS)
LDLIBS   = $(shell pkg-config --libs $(PKGS)) -lgeos_c -lm -pthread

BUILD   := build/$(shell printf '%s' '$(CC) $(CFLAGS) $(LDFLAGS) $(WERROR)' | cksum | cut -d' ' -f1)
LIB_SRC := $(wildcard lib/*/*.c)
CLI_SRC := $(wildcard cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(BUILD)/%.o)

all: build/cpts-coverage ## build the program and the library

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libcpts.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/cpts-coverage: $(CLI_OBJ) $(BUILD)/libcpts.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

build/cpts-coverage: $(BUILD)/cpts-coverage
	ln -sf ../$< $@

.PHONY: all
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
