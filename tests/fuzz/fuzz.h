/*
 * What the fuzz targets share. A target takes any bytes and must come back: a finding is a crash,
 * a report of a sanitizer, a leak, or one of the promises below broken.
 *
 * clang's libFuzzer calls LLVMFuzzerTestOneInput; without it (gcc) replay.c gives it the files
 * named on the command line, so that what was found once is tested by any build.
 */
#ifndef CPTS_TESTS_FUZZ_H
#define CPTS_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "cpts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes not yet used. */
struct fuzz_bytes {
    const uint8_t *data;
    size_t left;
};

uint8_t fuzz_byte(struct fuzz_bytes *bytes); /* 0 once there are none */

/* A text that ends at the first zero byte or `most` bytes, moved past; to be freed. */
char *fuzz_text(struct fuzz_bytes *bytes, size_t most);

/* Overwrites a part of `content` with some of the bytes, at a place that they give; `content_size`
 * is not 0. */
void fuzz_overwrite(struct fuzz_bytes *bytes, uint8_t *content, size_t content_size);

/* Ends the process, which the fuzzer takes for a crash, when `promise` is false. */
void fuzz_promise(bool promise, const char *what);

/* A context without log and progress, with one thread. Freed by the target. */
cpts_context *fuzz_context(void);

/* A call ended as promised: a failure has its message, and no failure is ours (the books do not
 * balance, a library misbehaved). */
bool fuzz_ended_well(const cpts_context *context, cpts_status status);

/* Checks the region, holds the report against its promises and writes it; `may_refuse`: totals that
 * do not balance are not a crash, as long as they are reported. Frees the region. */
void fuzz_check(cpts_context *context, cpts_region *region, const cpts_check_options *options,
                bool may_refuse);

/* Loads a region with a context of its own and, when that succeeds, checks it as above. */
void fuzz_run(const cpts_load_options *load, const cpts_check_options *options, bool may_refuse);

/* Makes `data` the content of `path`, a file in memory (/vsimem/...), replacing it. */
void fuzz_file(const char *path, const void *data, size_t size);

/* /vsimem/units.geojson: nine communes of Provence, with populations. */
#define FUZZ_UNITS "/vsimem/units.geojson"
void fuzz_write_units(void);

/* Options that load these communes, which it writes, and the perimeters at `path`; `sources` holds
 * the lists that they name. */
struct fuzz_sources {
    const char *units[2], *perimeters[2];
};
cpts_load_options fuzz_load(struct fuzz_sources *sources, const char *path);

#endif
