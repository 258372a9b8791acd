/*
 * A GeoPackage (OGC 12-128r19, version 1.3) written straight through SQLite: OGR's driver, fed a
 * feature at a time, took longer to write the findings of France than the check to find them.
 *
 * It grows in memory and goes to the output file whole, so that it obeys the same rules as the
 * other outputs: nameless until complete, nothing left when killed, pipes and "-" allowed.
 *
 * Errors stick: after one, calls do nothing, and cpts_gpkg_bytes returns the first. So the writers
 * of tables need not check each call.
 */
#ifndef CPTS_OUTPUT_LAYERS_GPKG_H
#define CPTS_OUTPUT_LAYERS_GPKG_H

#include <sqlite3.h>

#include "common/bytes.h"
#include "coverage/report.h"
#include "output/file.h"
#include "output/map/wgs84.h"

struct gpkg_column {
    const char *name, *type; /* both plain SQL words */
    const char *title;       /* English, marked with N_ */
};

struct gpkg_table {
    const char *name;
    const char *title, *description;   /* English, marked with N_ */
    const struct gpkg_column *columns; /* ended by a NULL name; after fid and geom */
    bool has_geometry;                 /* a layer, of multipolygons, with its spatial index */
};

/* An entry of a spatial index. */
struct gpkg_box {
    int64_t id;
    float min_x, max_x, min_y, max_y;
};

struct gpkg {
    cpts_context *context;
    sqlite3 *db;
    cpts_status status; /* the first failure */
    int srs_id;
    bool in_degrees;     /* WGS 84: of the sheet of several territories */
    struct wgs84 way;    /* there */
    unsigned unit_kinds; /* see input/region/unit_words.h */
    bool has_indicators; /* the table of them is written */
    char time[32];
    /* The table being filled. */
    const struct gpkg_table *table;
    size_t kept_columns; /* how many of its last columns were kept of the sources */
    sqlite3_stmt *insert;
    int next; /* parameter to bind */
    int64_t row_count;
    struct gpkg_box *boxes;
    size_t box_count, box_capacity;
    struct box bounds;
    struct bytes blob, text; /* scratch */
};

/* Begins an empty GeoPackage in the region's CRS, or WGS 84 when it has several; cpts_gpkg_discard
 * in all cases. */
void cpts_gpkg_begin(struct gpkg *gpkg, const struct cpts_region *region, const char *time);

/* Ends it; its bytes are good until it is discarded. */
cpts_status cpts_gpkg_bytes(struct gpkg *gpkg, unsigned char **bytes, size_t *size);
void cpts_gpkg_discard(struct gpkg *gpkg);

/* A table: begin it, then for each row the shape (of a layer), the columns in order, the row. Texts
 * are borrowed until the row is put. */
void cpts_gpkg_table(struct gpkg *gpkg, const struct gpkg_table *table);
void cpts_gpkg_shape(struct gpkg *gpkg, const struct shapes *shapes, const uint32_t *parts,
                     size_t count);
void cpts_gpkg_text(struct gpkg *gpkg, const char *text);     /* NULL: null */
void cpts_gpkg_optional(struct gpkg *gpkg, const char *text); /* NULL or "": null */
void cpts_gpkg_copy(struct gpkg *gpkg, const char *text);     /* ASCII, not borrowed */
void cpts_gpkg_texts(struct gpkg *gpkg, const char *const *texts, size_t count); /* as JSON */
void cpts_gpkg_number(struct gpkg *gpkg, double value); /* null when not finite */
void cpts_gpkg_whole(struct gpkg *gpkg, double value);  /* rounded; null when not finite */
void cpts_gpkg_count(struct gpkg *gpkg, size_t value);
void cpts_gpkg_row(struct gpkg *gpkg);
void cpts_gpkg_table_end(struct gpkg *gpkg);

/* A description of the whole file, in JSON. */
void cpts_gpkg_metadata(struct gpkg *gpkg, const char *json);

/* The columns of findings, ended by a NULL name. */
extern const struct gpkg_column cpts_finding_columns[];

/* A QGIS project of all layers, once they are written, in a file of that name. */
void cpts_gpkg_project(struct gpkg *gpkg, const struct cpts_report *report, const char *file_name);

/* Begins it and fills it with all layers and tables of a report; cpts_gpkg_discard in all cases. */
cpts_status cpts_gpkg_build(struct gpkg *gpkg, const struct cpts_report *report);

/* The tables of report.json, and the metadata. */
cpts_status cpts_gpkg_tables(struct gpkg *gpkg, const struct cpts_report *report);

/* For the modules of this writer: runs statements without result, prepares one, runs and frees
 * it, and records a failure of SQLite. */
void cpts_gpkg_run(struct gpkg *gpkg, const char *sql);
sqlite3_stmt *cpts_gpkg_prepare(struct gpkg *gpkg, const char *sql);
void cpts_gpkg_step(struct gpkg *gpkg, sqlite3_stmt *statement); /* and resets it */
void cpts_gpkg_last(struct gpkg *gpkg, sqlite3_stmt *statement); /* and frees it */
void cpts_gpkg_fail(struct gpkg *gpkg, int code);
void cpts_gpkg_expect(struct gpkg *gpkg, int code); /* SQLITE_OK, else a failure */

/* Adds a name between quotes, whatever is in it: a kept column has the name its source gave it. */
void cpts_gpkg_name(struct bytes *out, const char *name);

/* The next row of a query, false at its end and after a failure; a text of it, "" for null. */
bool cpts_gpkg_next(struct gpkg *gpkg, sqlite3_stmt *query);
const char *cpts_gpkg_text_at(struct gpkg *gpkg, sqlite3_stmt *query, int column);

/* Writes the metadata of a table once it is filled: its row of gpkg_contents, then all the rest. */
void cpts_gpkg_contents(struct gpkg *gpkg, const struct gpkg_table *table);
void cpts_gpkg_catalogue(struct gpkg *gpkg, const struct gpkg_table *table);

/* Fills the spatial index `rtree_LAYER_geom` from gpkg->boxes, which it reorders. */
void cpts_gpkg_index(struct gpkg *gpkg, const char *layer);

#endif
