/*
 * The search for the layers that play a role: each gets a rank, and the best plays it.
 */
#ifndef CPTS_INPUT_SOURCES_LAYER_SEARCH_H
#define CPTS_INPUT_SOURCES_LAYER_SEARCH_H

#include "input/sources/layers.h"

enum rank { RANK_NO, RANK_POOR, RANK_FAIR, RANK_GOOD, RANK_CERTAIN };

enum rank cpts_layer_units_rank(const struct layer *layer);
enum rank cpts_layer_perimeters_rank(const struct layer *layer);
/* As a table of declarations: by its cells once they are known, else by its headings. */
enum rank cpts_layer_codes_rank(const struct layer *layer);

/* Whether a name of a sheet is that of no CPTS: "Feuil1", "Liste 2026". */
bool cpts_sheet_is_generic(const char *name);

typedef enum rank (*rank_fn)(const struct layer *layer);

/* One role to be filled from the layers that `source` (or any, CPTS_NONE) offers. */
struct search {
    struct layers *layers;
    cpts_context *context;
    enum role given; /* the sources looked at: those given this role, or none */
    uint32_t source;
    rank_fn rank;
};

static inline const struct opened *source_of(const struct layers *layers, const struct layer *layer)
{
    return &layers->sources[layer->source];
}

/* Whether a layer is looked at, and has no role yet. */
bool cpts_search_takes(const struct search *search, const struct layer *layer);

/* The best rank of all that are. */
enum rank cpts_search_best(const struct search *search);

/* Refuses the layers of a rank, naming them and the option that settles it. */
cpts_status cpts_search_ambiguous(const struct search *search, enum rank rank, bool units);

/* What a source holds, for messages: "communes (insee, nom), cpts (id, nom)". Cut at `size`. */
void cpts_source_describe(const struct layers *layers, uint32_t source, char *out, size_t size);

/* Whether any layer of a source has a role. */
bool cpts_source_plays(const struct layers *layers, uint32_t source);

size_t cpts_layers_count(const struct layers *layers, enum role role);

/* An error when a layer that plays a role has several geometries: OGR reads the first of them,
 * whichever that is. */
cpts_status cpts_layers_check_geometries(const struct layers *layers, cpts_context *context);

/* A table that holds polygons that GDAL does not know of is refused, wherever it may declare. */
cpts_status cpts_layers_check_registered(const struct layers *layers, cpts_context *context);

#endif
