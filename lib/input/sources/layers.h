/*
 * The layers of all sources, and which role each one plays.
 */
#ifndef CPTS_INPUT_SOURCES_LAYERS_H
#define CPTS_INPUT_SOURCES_LAYERS_H

#include "cpts.h"
#include "input/sources/opened.h"
#include "input/sources/table.h"

struct layer {
    uint32_t source; /* in layers.sources */
    const char *name;
    const char *shown;  /* "communes in region.gpkg", for messages */
    void *handle;       /* OGRLayerH; NULL for a CSV file */
    struct table table; /* of a CSV file, at once; of another table, once its role is settled */
    bool is_polygons, is_table, has_table;
    long long features; /* -1: not known without reading */
    struct headings headings;
    struct columns as_units, as_perimeters, as_codes;
    enum role role; /* what it is used for */
};

struct layers {
    struct arena arena;
    struct opened *sources;
    size_t source_count, source_capacity;
    struct layer *items;
    size_t count, capacity;
};

/* Opens all sources and lists their layers. */
cpts_status cpts_layers_open(struct layers *layers, cpts_context *context,
                             const cpts_load_options *options);

/* Gives each layer used its role; ambiguity is an error that names the candidates. */
cpts_status cpts_layers_assign(struct layers *layers, cpts_context *context,
                               const cpts_load_options *options);

void cpts_layers_close(struct layers *layers);

#endif
