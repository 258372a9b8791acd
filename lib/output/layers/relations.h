/*
 * How the tables of the GeoPackage belong together: findings, perimeters, units, claims and
 * indicators. QGIS follows these relations in its forms.
 */
#ifndef CPTS_OUTPUT_LAYERS_RELATIONS_H
#define CPTS_OUTPUT_LAYERS_RELATIONS_H

#include "common/bytes.h"
#include "output/layers/gpkg.h"

#define CPTS_LAYER_ID "coverage_" /* QGIS gives a layer whose id is short another one */

/* Adds the relations to `out`, as a project keeps them, ended by a zero. */
void cpts_relations(struct bytes *out, const struct gpkg *gpkg);

/* Adds what the form of a layer shows by relations, ended by a zero. */
void cpts_relations_form(struct bytes *out, const struct gpkg *gpkg, const char *layer);

#endif
