/*
 * The tables of columns.h in a GeoPackage: layers of units and perimeters, and tables without a
 * shape.
 */
#ifndef CPTS_OUTPUT_LAYERS_RECORDS_H
#define CPTS_OUTPUT_LAYERS_RECORDS_H

#include "output/layers/gpkg.h"
#include "output/map/features.h"
#include "output/tables/columns.h"

typedef cpts_status draw_fn(struct drawing *out, struct features *drawings, uint32_t feature);

/* Writes a table; with `draw`, a layer of the rows that have a drawing. */
cpts_status cpts_gpkg_records(struct gpkg *gpkg, const struct record_table *table,
                              const struct cpts_report *report, struct features *drawings,
                              draw_fn *draw);

#endif
