/*
 * A small report put together by hand, for the tests of the writers: two perimeters over four
 * square units, an overlap, a white zone with a hole, slivers, a code without a place, and
 * names as hostile as they come.
 */
#ifndef CPTS_TEST_OUTPUT_FIXTURE_H
#define CPTS_TEST_OUTPUT_FIXTURE_H

#include "coverage/report.h"

struct fixture {
    cpts_context *context;
    struct cpts_region region;
    struct cpts_report report;
    char folder[64]; /* empty, its own, removed at the end with what it holds */
};

struct fixture *fixture_new(void);
void fixture_free(struct fixture *fixture);

/* The path of `name` in the folder; a static room, so one at a time. */
const char *fixture_path(const struct fixture *fixture, const char *name);

/* The whole of a file, to be freed with free(); NULL when it is not there. */
char *fixture_read(const char *path);
void fixture_fill(const char *path, const char *text);

/* The number of entries of the folder, hidden ones too. */
int fixture_entries(const struct fixture *fixture);

/* The WKT of an EPSG code, to be freed with CPLFree. */
char *fixture_wkt(int epsg);

/* Points of a projected plane in lon/lat, through PROJ alone. */
void fixture_project(const char *crs_wkt, size_t count, double *x, double *y);

#endif
