/*
 * The layers of all sources, and which role each one plays.
 */
#ifndef CPTS_INPUT_SOURCES_LAYERS_H
#define CPTS_INPUT_SOURCES_LAYERS_H

#include "cpts.h"
#include "input/reading/claims.h"
#include "input/sources/opened.h"
#include "input/sources/table.h"

struct layer {
    uint32_t source; /* in layers.sources */
    const char *name;
    const char *shown; /* "communes in region.gpkg", for messages */
    void *handle;      /* OGRLayerH; NULL for a CSV file, and for a sheet read by ourselves */
    const struct sheet *sheet; /* of a spreadsheet */
    struct grid grid;   /* of a CSV file or a sheet, at once; of another, once it is looked into */
    struct table table; /* the same under its headings, once its role is settled */
    struct plan plan;   /* how the grid is read as a declaration, once the units are known */
    struct claims_count counts; /* of its rows, once they are read */
    bool is_polygons, is_table, is_sheet, has_grid, has_table, has_plan;
    int geometries;     /* columns of them */
    bool shows_units;   /* its cells show the columns of units, whatever their headings */
    bool declares;      /* units whose attributes name their CPTS */
    bool is_of_file;    /* units alone, of the CPTS that their file is called by */
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

/* Gives the layers that hold the units their role; ambiguity is an error that names the
 * candidates. */
cpts_status cpts_layers_find_units(struct layers *layers, cpts_context *context,
                                   const cpts_load_options *options);

/* Finds the columns of a layer of polygons by their cells, as of a layer of units; `distinct`: how
 * many different codes of communes or IRIS were seen, 0 when there is no such column. */
cpts_status cpts_layer_show_units(struct layer *layer, cpts_context *context, size_t *distinct);

/* Then, the units known, those that hold the perimeters. */
cpts_status cpts_layers_find_perimeters(struct layers *layers, const struct known *known,
                                        const cpts_load_options *options);

/* The attributes of a layer as a grid, if they are not read yet. */
cpts_status cpts_layer_read_cells(struct layer *layer, cpts_context *context);

/* The attributes of a layer as a grid, and how they are read as a declaration; what the layer
 * itself says is added to what is asked. */
cpts_status cpts_layer_understand(struct layers *layers, struct layer *layer,
                                  const struct known *known, const struct plan_request *asked);

void cpts_layers_close(struct layers *layers);

#endif
