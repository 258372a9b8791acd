#include "output/layers/gpkg.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

#include "common/json_text.h"
#include "geometry/predicates.h"
#include "geometry/wkb.h"
#include "input/region/unit_words.h"
#include "output/layers/styles.h"

#define OTHER_SRS 100000 /* of a CRS without EPSG code; GDAL's choice too */

/* ---- the empty file ---------------------------------------------------------------------- */

static const char schema[] =
    "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL,srs_id INTEGER PRIMARY KEY,"
    "organization TEXT NOT NULL,organization_coordsys_id INTEGER NOT NULL,"
    "definition TEXT NOT NULL,description TEXT);"
    "CREATE TABLE gpkg_contents(table_name TEXT NOT NULL PRIMARY KEY,data_type TEXT NOT NULL,"
    "identifier TEXT UNIQUE,description TEXT DEFAULT '',last_change DATETIME NOT NULL,"
    "min_x DOUBLE,min_y DOUBLE,max_x DOUBLE,max_y DOUBLE,"
    "srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns("
    "table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),"
    "column_name TEXT NOT NULL,geometry_type_name TEXT NOT NULL,"
    "srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),"
    "z TINYINT NOT NULL,m TINYINT NOT NULL,PRIMARY KEY(table_name,column_name));"
    "CREATE TABLE gpkg_extensions(table_name TEXT,column_name TEXT,extension_name TEXT NOT NULL,"
    "definition TEXT NOT NULL,scope TEXT NOT NULL,"
    "UNIQUE(table_name,column_name,extension_name));"
    "CREATE TABLE gpkg_data_columns("
    "table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name),column_name TEXT NOT NULL,"
    "name TEXT,title TEXT,description TEXT,mime_type TEXT,constraint_name TEXT,"
    "PRIMARY KEY(table_name,column_name),UNIQUE(table_name,name));"
    "CREATE TABLE gpkg_data_column_constraints(constraint_name TEXT NOT NULL,"
    "constraint_type TEXT NOT NULL,value TEXT,min NUMERIC,min_is_inclusive BOOLEAN,max NUMERIC,"
    "max_is_inclusive BOOLEAN,description TEXT,UNIQUE(constraint_name,constraint_type,value));"
    "CREATE TABLE gpkg_metadata(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    "md_scope TEXT NOT NULL DEFAULT 'dataset',md_standard_uri TEXT NOT NULL,"
    "mime_type TEXT NOT NULL DEFAULT 'text/xml',metadata TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE gpkg_metadata_reference(reference_scope TEXT NOT NULL,table_name TEXT,"
    "column_name TEXT,row_id_value INTEGER,timestamp DATETIME NOT NULL,"
    "md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata(id),"
    "md_parent_id INTEGER REFERENCES gpkg_metadata(id));"
    "CREATE TABLE layer_styles(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,f_table_catalog TEXT,"
    "f_table_schema TEXT,f_table_name TEXT,f_geometry_column TEXT,styleName TEXT,styleQML TEXT,"
    "styleSLD TEXT,useAsDefault BOOLEAN,description TEXT,owner TEXT,ui TEXT,update_time DATETIME);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    "('Undefined Cartesian SRS',-1,'NONE',-1,'undefined',NULL),"
    "('Undefined geographic SRS',0,'NONE',0,'undefined',NULL),"
    "('WGS 84 geodetic',4326,'EPSG',4326,'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
    "SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
    "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],"
    "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],"
    "AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]',NULL);"
    "INSERT INTO gpkg_extensions VALUES"
    "('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec121/#extension_schema',"
    "'read-write'),"
    "('gpkg_data_column_constraints',NULL,'gpkg_schema',"
    "'http://www.geopackage.org/spec121/#extension_schema','read-write'),"
    "('gpkg_metadata',NULL,'gpkg_metadata',"
    "'http://www.geopackage.org/spec121/#extension_metadata','read-write'),"
    "('gpkg_metadata_reference',NULL,'gpkg_metadata',"
    "'http://www.geopackage.org/spec121/#extension_metadata','read-write');";

static void add_srs(struct gpkg *gpkg, const struct cpts_region *region)
{
    static const char insert[] = "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES(?,?,?,?,?,"
                                 "NULL)";
    const bool has_code = strncmp(region->crs, "EPSG:", 5) == 0;
    OGRSpatialReferenceH srs = OSRNewSpatialReference(has_code ? NULL : region->crs_wkt);
    char *wkt = NULL;
    /* Of a code PROJ knows all codes inside; for a text it searches its base by name. */
    const bool is_known =
        srs && (!has_code || OSRSetFromUserInput(srs, region->crs) == OGRERR_NONE);
    const char *name = is_known ? OSRGetName(srs) : NULL;
    if (!name || OSRExportToWkt(srs, &wkt) != OGRERR_NONE || !wkt || !*wkt)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM); /* it was read before */
    gpkg->srs_id = has_code ? (int)strtol(region->crs + 5, NULL, 10) : OTHER_SRS;
    sqlite3_stmt *statement = cpts_gpkg_prepare(gpkg, insert);
    if (statement) {
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT));
        cpts_gpkg_expect(gpkg, sqlite3_bind_int(statement, 2, gpkg->srs_id));
        cpts_gpkg_expect(
            gpkg, sqlite3_bind_text(statement, 3, has_code ? "EPSG" : "NONE", -1, SQLITE_STATIC));
        cpts_gpkg_expect(gpkg, sqlite3_bind_int(statement, 4, gpkg->srs_id));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(statement, 5, wkt, -1, SQLITE_TRANSIENT));
    }
    cpts_gpkg_last(gpkg, statement);
    CPLFree(wkt);
    OSRDestroySpatialReference(srs);
}

void cpts_gpkg_begin(struct gpkg *gpkg, const struct cpts_region *region, const char *time)
{
    *gpkg = (struct gpkg){.context = region->context,
                          .unit_kinds = cpts_unit_kinds(&region->units),
                          .way = {.region = region}};
    /* The standard asks for milliseconds. */
    snprintf(gpkg->time, sizeof gpkg->time, "%.*s.000Z", (int)strcspn(time, "Z"), time);
    /* Without a slash before its name, a database of this VFS is private to the connection; each
     * has one thread, so it needs no lock. */
    const int code = sqlite3_open_v2(
        "file:coverage?vfs=memdb", &gpkg->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        cpts_gpkg_fail(gpkg, code);
        return;
    }
    sqlite3_int64 limit = INT64_MAX;
    cpts_gpkg_expect(gpkg, sqlite3_file_control(gpkg->db, "main", SQLITE_FCNTL_SIZE_LIMIT, &limit));
    cpts_gpkg_run(gpkg, "PRAGMA page_size=4096;PRAGMA application_id=0x47504B47;"
                        "PRAGMA user_version=10300;PRAGMA journal_mode=OFF;PRAGMA "
                        "synchronous=OFF;PRAGMA secure_delete=OFF;PRAGMA writable_schema=ON;BEGIN");
    cpts_gpkg_run(gpkg, schema);
    if (region->lands) { /* in the schema already */
        gpkg->in_degrees = true;
        gpkg->srs_id = 4326;
    } else {
        add_srs(gpkg, region);
    }
}

/* ---- a table ----------------------------------------------------------------------------- */

void cpts_gpkg_name(struct bytes *out, const char *name)
{
    cpts_bytes_text(out, "\"");
    for (; *name; name++)
        cpts_bytes_add(out, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    cpts_bytes_text(out, "\"");
}

static void create_table(struct gpkg *gpkg, const struct gpkg_table *table)
{
    struct bytes *create = &gpkg->text, *insert = &gpkg->blob;
    create->used = insert->used = 0;
    cpts_bytes_text(create, "CREATE TABLE \"");
    cpts_bytes_text(create, table->name);
    cpts_bytes_text(create, "\"(fid INTEGER PRIMARY KEY NOT NULL");
    cpts_bytes_text(create, table->has_geometry ? ",geom MULTIPOLYGON" : "");
    cpts_bytes_text(insert, "INSERT INTO \"");
    cpts_bytes_text(insert, table->name);
    cpts_bytes_text(insert, table->has_geometry ? "\" VALUES(?,?" : "\" VALUES(?");
    for (const struct gpkg_column *column = table->columns; column->name; column++) {
        cpts_bytes_text(create, ",");
        cpts_gpkg_name(create, column->name);
        cpts_bytes_text(create, " ");
        cpts_bytes_text(create, column->type);
        cpts_bytes_text(insert, ",?");
    }
    cpts_bytes_add(create, ")", 2);
    cpts_bytes_add(insert, ")", 2);
    if (create->is_short || insert->is_short) {
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
        return;
    }
    cpts_gpkg_run(gpkg, create->data);
    gpkg->insert = cpts_gpkg_prepare(gpkg, insert->data);
}

void cpts_gpkg_table(struct gpkg *gpkg, const struct gpkg_table *table)
{
    gpkg->table = table;
    gpkg->row_count = 0;
    gpkg->kept_columns = 0;
    gpkg->box_count = 0;
    gpkg->bounds = CPTS_EMPTY_BOX;
    create_table(gpkg, table);
    gpkg->next = 2;
}

/* ---- values ------------------------------------------------------------------------------ */

static void check_bind(struct gpkg *gpkg, int code)
{
    gpkg->next++;
    cpts_gpkg_expect(gpkg, code);
}

static bool is_ascii(const char *text)
{
    while (*text > 0)
        text++;
    return !*text;
}

static void bind_scratch(struct gpkg *gpkg)
{
    const struct bytes *text = &gpkg->text;
    check_bind(gpkg, text->is_short
                         ? SQLITE_NOMEM
                         : sqlite3_bind_text64(gpkg->insert, gpkg->next, text->data, text->used,
                                               SQLITE_TRANSIENT, SQLITE_UTF8));
}

void cpts_gpkg_copy(struct gpkg *gpkg, const char *text)
{
    if (gpkg->status == CPTS_OK)
        check_bind(gpkg, sqlite3_bind_text(gpkg->insert, gpkg->next, text, -1, SQLITE_TRANSIENT));
}

void cpts_gpkg_text(struct gpkg *gpkg, const char *text)
{
    if (gpkg->status != CPTS_OK)
        return;
    if (!text || is_ascii(text)) {
        check_bind(gpkg, sqlite3_bind_text(gpkg->insert, gpkg->next, text, -1, SQLITE_STATIC));
        return;
    }
    gpkg->text.used = 0;
    cpts_bytes_clean(&gpkg->text, text);
    bind_scratch(gpkg);
}

void cpts_gpkg_optional(struct gpkg *gpkg, const char *text)
{
    cpts_gpkg_text(gpkg, text && *text ? text : NULL);
}

void cpts_gpkg_texts(struct gpkg *gpkg, const char *const *texts, size_t count)
{
    if (gpkg->status != CPTS_OK)
        return;
    gpkg->text.used = 0;
    cpts_bytes_json_list(&gpkg->text, texts, count);
    bind_scratch(gpkg);
}

void cpts_gpkg_number(struct gpkg *gpkg, double value)
{
    if (gpkg->status == CPTS_OK)
        check_bind(gpkg, isfinite(value) ? sqlite3_bind_double(gpkg->insert, gpkg->next, value)
                                         : sqlite3_bind_null(gpkg->insert, gpkg->next));
}

void cpts_gpkg_whole(struct gpkg *gpkg, double value)
{
    const bool is_whole = fabs(value) < 9e18;
    if (gpkg->status == CPTS_OK)
        check_bind(gpkg, is_whole ? sqlite3_bind_int64(gpkg->insert, gpkg->next, llround(value))
                                  : sqlite3_bind_null(gpkg->insert, gpkg->next));
}

void cpts_gpkg_count(struct gpkg *gpkg, size_t value)
{
    if (gpkg->status == CPTS_OK)
        check_bind(gpkg, sqlite3_bind_int64(gpkg->insert, gpkg->next, (sqlite3_int64)value));
}

/* ---- geometry ---------------------------------------------------------------------------- */

/* A single float that is not above (below) the number: an index may be too large, not too small. */
static float below(double value)
{
    const float near = (float)value;
    return (double)near > value ? nextafterf(near, -INFINITY) : near;
}

static float above(double value)
{
    const float near = (float)value;
    return (double)near < value ? nextafterf(near, INFINITY) : near;
}

static void note_box(struct gpkg *gpkg, struct box box)
{
    if (!CPTS_ARRAY_MORE(gpkg->boxes, gpkg->box_count, gpkg->box_capacity)) {
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
        return;
    }
    gpkg->boxes[gpkg->box_count++] =
        (struct gpkg_box){gpkg->row_count + 1, below(box.min_x), above(box.max_x), below(box.min_y),
                          above(box.max_y)};
    gpkg->bounds = cpts_box_join(gpkg->bounds, box);
}

void cpts_gpkg_shape(struct gpkg *gpkg, const struct shapes *shapes, const uint32_t *parts,
                     size_t count)
{
    enum { SRS = 4, ENVELOPE = 8, HEAD = 40 };
    /* magic, version 0, flags: little-endian, with an envelope of x and y */
    char head[HEAD] = {'G', 'P', 0, 2 | 1};
    struct bytes *blob = &gpkg->blob;
    struct box box = CPTS_EMPTY_BOX;
    uint32_t kept = 0;
    if (gpkg->status != CPTS_OK)
        return;
    for (size_t p = 0; p < count; p++)
        if (shapes->parts[parts[p]].ring_count) {
            box = cpts_box_join(box, shapes->parts[parts[p]].box);
            kept++;
        }
    blob->used = 0;
    cpts_bytes_add(blob, head, sizeof head);
    cpts_wkb_begin(blob, kept);
    for (size_t p = 0; p < count; p++)
        if (shapes->parts[parts[p]].ring_count)
            cpts_wkb_part(blob, shapes, parts[p]);
    if (blob->is_short) {
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
        return;
    }
    if (gpkg->in_degrees)
        gpkg->status = cpts_wgs84_wkb(&gpkg->way, blob->data + HEAD, &box);
    const double envelope[4] = {box.min_x, box.max_x, box.min_y, box.max_y};
    memcpy(blob->data + SRS, &gpkg->srs_id, sizeof gpkg->srs_id);
    memcpy(blob->data + ENVELOPE, envelope, sizeof envelope);
    note_box(gpkg, box);
    check_bind(
        gpkg, sqlite3_bind_blob64(gpkg->insert, gpkg->next, blob->data, blob->used, SQLITE_STATIC));
}

void cpts_gpkg_row(struct gpkg *gpkg)
{
    if (cpts_is_interrupted(gpkg->context) && gpkg->status == CPTS_OK)
        gpkg->status = cpts_fail(gpkg->context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"));
    if (gpkg->status != CPTS_OK)
        return;
    cpts_gpkg_expect(gpkg, sqlite3_bind_int64(gpkg->insert, 1, ++gpkg->row_count));
    cpts_gpkg_step(gpkg, gpkg->insert);
    gpkg->next = 2;
}

/* With AUTOINCREMENT, which the standard asks for, SQLite looks up and writes a counter at each
 * row, a third of what a row costs; so it is declared once the ids are given. */
static void declare_counter(struct gpkg *gpkg)
{
    char *sql =
        sqlite3_mprintf("UPDATE sqlite_schema SET sql=replace(sql,'(fid INTEGER PRIMARY KEY ',"
                        "'(fid INTEGER PRIMARY KEY AUTOINCREMENT ')WHERE type='table'AND name=%Q;"
                        "INSERT INTO sqlite_sequence SELECT %Q,%lld WHERE %lld",
                        gpkg->table->name, gpkg->table->name, gpkg->row_count, gpkg->row_count);
    if (sql)
        cpts_gpkg_run(gpkg, sql);
    else
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    sqlite3_free(sql);
}

void cpts_gpkg_table_end(struct gpkg *gpkg)
{
    sqlite3_finalize(gpkg->insert);
    gpkg->insert = NULL;
    declare_counter(gpkg);
    cpts_gpkg_catalogue(gpkg, gpkg->table);
}

/* ---- the end ----------------------------------------------------------------------------- */

cpts_status cpts_gpkg_bytes(struct gpkg *gpkg, unsigned char **bytes, size_t *size)
{
    static const struct gpkg_table styles = {
        .name = "layer_styles",
        .title = N_("Styles"),
        .description = N_("how QGIS draws the layers when it opens them"),
    };
    gpkg->row_count = 0;
    cpts_gpkg_contents(gpkg, &styles);
    cpts_gpkg_run(gpkg, "COMMIT");
    if (gpkg->status != CPTS_OK)
        return gpkg->status;
    sqlite3_int64 length = 0;
    *bytes = sqlite3_serialize(gpkg->db, "main", &length, SQLITE_SERIALIZE_NOCOPY);
    *size = (size_t)length;
    if (!*bytes)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    return gpkg->status;
}

void cpts_gpkg_discard(struct gpkg *gpkg)
{
    sqlite3_finalize(gpkg->insert);
    sqlite3_close(gpkg->db);
    cpts_wgs84_close(&gpkg->way);
    cpts_array_free(gpkg->boxes);
    cpts_bytes_free(&gpkg->blob);
    cpts_bytes_free(&gpkg->text);
    *gpkg = (struct gpkg){.db = NULL};
}
