/*
 * The layers and tables of coverage.gpkg in other formats of OGR, chosen by the end of a name. What
 * a format cannot keep is said, once for each kind of loss.
 */
#ifndef CPTS_OUTPUT_LAYERS_EXPORT_H
#define CPTS_OUTPUT_LAYERS_EXPORT_H

#include "output/layers/image.h"

struct export_format {
    const char *ending, *driver; /* NULL: our own writer, which loses nothing */
    bool is_folder;              /* OGR writes a file, or several, for each layer */
    bool has_tables;             /* it keeps rows without a geometry */
    bool has_styles;             /* QGIS finds one beside a layer, or in a table */
    size_t text_bytes;           /* the longest text that is kept; 0: any */
};

/* Where tables are whose format keeps none. */
#define CPTS_EXPORT_TABLES "tables.sqlite"

/* A column as the format has it. */
struct export_column {
    const char *layer, *name, *written_as, *title;
    bool is_cut; /* some of its texts are */
};

struct exported {
    cpts_context *context;
    const struct export_format *format;
    const char *shown;
    struct layer_image image;
    GDALDatasetH to, tables;  /* the same one when the format has tables */
    char root[64], place[96]; /* in GDAL's memory: a folder of our own, what OGR writes in it */
    char time[32];
    struct arena arena;
    struct export_column *columns;
    size_t column_count, column_capacity;
    bool is_different; /* what was written is not what was to be */
    bool has_times_as_texts, has_dates_as_times, has_flags_as_numbers;
};

/* The options with which layers are made there, to be freed with CSLDestroy. */
char **cpts_export_options(const struct exported *out, GDALDatasetH to, const char *fid);

/* Creates what the format takes; closes it, which writes the last, and keeps it when all went well;
 * opens one again. */
bool cpts_export_create(struct exported *out);
bool cpts_export_close(struct exported *out, bool keep);
GDALDatasetH cpts_export_reopen(const char *driver, const char *path);

/* The times that a base notes become that of the output. */
bool cpts_export_date(const struct exported *out);

/* Notes the columns of a layer, their new names, and whether texts are cut. False: memory is short,
 * or see image.gpkg.status. */
bool cpts_export_note(struct exported *out, OGRLayerH from, OGRLayerH to);

/* Notes what became of the types in a layer that was written. False: it has other columns. */
bool cpts_export_compare(struct exported *out, OGRLayerH from, OGRLayerH to);

/* Adds the table `columns`: the full names and the titles. */
bool cpts_export_columns(struct exported *out);

/* Logs what was lost. */
void cpts_export_say(const struct exported *out);

/* Puts the styles of layers beside them, as QGIS looks for them, with the names of columns that the
 * format has. */
bool cpts_export_styles(struct exported *out);

#endif
