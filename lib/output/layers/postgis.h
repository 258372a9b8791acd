/*
 * The layers and tables of coverage.gpkg in a schema of PostgreSQL with PostGIS: all in one
 * transaction, so that a reader sees the run before or this one, and waits for neither.
 */
#ifndef CPTS_OUTPUT_LAYERS_POSTGIS_H
#define CPTS_OUTPUT_LAYERS_POSTGIS_H

#include "output/layers/image.h"

/* A connection, in a transaction of its own from the first statement to the end. */
struct pg_base {
    cpts_context *context;
    GDALDatasetH dataset;
    const char *shown; /* without a password */
    char *connection, *schema;
    struct arena arena;
};

/* Runs a statement; false when the server refuses it: cpts_gdal_failure then says why. */
bool cpts_pg_run(struct pg_base *base, const char *sql);

/* The text that a query gives, on the arena: "" for null, NULL when the server refuses it. */
const char *cpts_pg_ask(struct pg_base *base, const char *sql);

/* Adds a text between the quotes of SQL. */
void cpts_pg_quote(struct bytes *out, const char *text);
void cpts_pg_put_quoted(struct bytes *out, const char *text, char quote);

/* From the temporary tables `names`, separated by commas, those of the schema and their styles. */
bool cpts_pg_replace(struct pg_base *base, const char *names);

#endif
