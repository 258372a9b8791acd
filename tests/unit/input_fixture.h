/*
 * Files for the tests of the input stage: layers from WKT, texts, and the loading of them with
 * what was said on the way.
 */
#ifndef CPTS_TEST_INPUT_FIXTURE_H
#define CPTS_TEST_INPUT_FIXTURE_H

#include "input/region/region.h"

/* A folder of its own, the current one during the test; removed with all it holds. */
void input_begin(void);
void input_end(void);

void input_text(const char *name, const char *text);
void input_bytes(const char *name, const void *bytes, size_t size);

/* One row of a layer: WKT (NULL: no geometry), then the values of its fields (NULL: null). */
struct input_row {
    const char *wkt, *values[6];
};

/* Writes a layer, adding it to the file when it is there. fields: "insee,nom,population:int";
 * epsg 0: no CRS. NULL wkt in the first row and `geometry` false: a table. */
struct input_layer {
    const char *file, *driver, *name, *fields;
    int epsg;
    bool is_table;
    const struct input_row *rows;
    int count;
};
#define LAYER(...) (&(struct input_layer){__VA_ARGS__})
void input_write(const struct input_layer *layer);
/* Layer `communes`, in EPSG:2154. */
void input_write_units(const char *file, const char *fields, const struct input_row *rows,
                       int count);

/* Four squares of 1 km in a row in EPSG:2154: communes 13001 to 13004, of 100 to 400
 * inhabitants, in layer `communes`; and perimeters A (the first two) and B (the others) in layer
 * `cpts`. */
void input_write_communes(const char *file);
void input_write_cpts(const char *file);
/* POLYGON of square number i, from 0, `count` squares long. */
const char *input_square(int i, int count);

/* What was loaded, and what was said. */
struct loaded {
    cpts_context *context;
    cpts_status status;
    struct cpts_region *region; /* NULL on failure */
    char log[8192];             /* one message a line */
};
#define LOAD(...) (&(cpts_load_options){.size = sizeof(cpts_load_options), __VA_ARGS__})
void input_load(struct loaded *out, const cpts_load_options *options);
void input_load_sources(struct loaded *out, const char *first, const char *second);
void input_expect_loaded(const struct loaded *loaded);
/* The same, and it must succeed. */
void input_must_load(struct loaded *out, const cpts_load_options *options);
void input_must_load_sources(struct loaded *out, const char *first, const char *second);

/* A list over the communes of region.gpkg. */
void input_load_list(struct loaded *loaded, const char *list);
void input_must_load_list(struct loaded *loaded, const char *list);

/* "CPTS Nord=13001+13002;CPTS Sud=13003", in the order of the region. */
const char *input_claims(const struct loaded *loaded);

/* Whether a row of such a list is in doubt because it is struck through. */
void input_expect_struck(const char *list, bool is);
void input_free(struct loaded *loaded);

/* A failure of this status, whose message holds all of the texts (up to a NULL). */
void input_expect_failure(const struct loaded *loaded, cpts_status status, ...)
    __attribute__((sentinel));

/* The only notice of a rule, with what it must hold; fails when there are several or none. */
const struct notice *input_notice(const struct loaded *loaded, cpts_rule rule,
                                  cpts_severity severity, const char *text);
size_t input_notice_count(const struct loaded *loaded, cpts_rule rule);

double input_area_m2(const struct shapes *shapes);

/* Index of a unit or a perimeter; fails when it is not there. */
uint32_t input_unit(const struct loaded *loaded, const char *code);
uint32_t input_perimeter(const struct loaded *loaded, const char *id);
bool input_declares(const struct loaded *loaded, const char *id, const char *code);

#endif
