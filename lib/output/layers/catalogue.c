/*
 * What a GeoPackage says of its tables: their titles and bounds, the names of their columns for
 * people, the triggers that keep a spatial index true, the style that QGIS opens a layer with.
 */
#include <string.h>

#include "output/layers/gpkg.h"
#include "output/layers/relations.h"
#include "output/layers/styles.h"
#include "output/text/prose.h"

/* Runs a statement whose parameters are texts; NULL binds null. */
static void run_prepared(struct gpkg *gpkg, sqlite3_stmt *statement, const char *const *texts,
                         int count)
{
    for (int i = 0; statement && i < count; i++)
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC));
    if (statement)
        cpts_gpkg_step(gpkg, statement);
}

static void run_with(struct gpkg *gpkg, const char *sql, const char *const *texts, int count)
{
    sqlite3_stmt *statement = cpts_gpkg_prepare(gpkg, sql);
    run_prepared(gpkg, statement, texts, count);
    sqlite3_finalize(statement);
}

/* A title or a description, in the language of the run, the units called what they are. */
static const char *said_of(const struct gpkg *gpkg, char said[CPTS_SAID_BYTES], const char *text)
{
    return cpts_unit_words(said, CPTS_SAID_BYTES, gpkg->unit_kinds, _(text));
}

void cpts_gpkg_contents(struct gpkg *gpkg, const struct gpkg_table *table)
{
    char said[CPTS_SAID_BYTES];
    sqlite3_stmt *insert =
        cpts_gpkg_prepare(gpkg, "INSERT INTO gpkg_contents VALUES(?,?,?,?,?,?,?,?,?,?)");
    if (insert) {
        const struct box *box = &gpkg->bounds;
        const double bounds[4] = {box->min_x, box->min_y, box->max_x, box->max_y};
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 1, table->name, -1, SQLITE_STATIC));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 2,
                                                 table->has_geometry ? "features" : "attributes",
                                                 -1, SQLITE_STATIC));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 3, said_of(gpkg, said, table->title), -1,
                                                 SQLITE_TRANSIENT));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 4, said_of(gpkg, said, table->description),
                                                 -1, SQLITE_TRANSIENT));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 5, gpkg->time, -1, SQLITE_STATIC));
        for (int i = 0; table->has_geometry && gpkg->row_count && i < 4; i++)
            cpts_gpkg_expect(gpkg, sqlite3_bind_double(insert, 6 + i, bounds[i]));
        if (table->has_geometry)
            cpts_gpkg_expect(gpkg, sqlite3_bind_int(insert, 10, gpkg->srs_id));
    }
    cpts_gpkg_last(gpkg, insert);
}

static void add_titles(struct gpkg *gpkg, const struct gpkg_table *table)
{
    char said[CPTS_SAID_BYTES];
    sqlite3_stmt *insert =
        cpts_gpkg_prepare(gpkg, "INSERT INTO gpkg_data_columns VALUES(?1,?2,?3,?3,NULL,NULL,NULL)");
    for (const struct gpkg_column *column = table->columns; column->name; column++) {
        const char *title = said_of(gpkg, said, column->title);
        run_prepared(gpkg, insert, (const char *[]){table->name, column->name, title}, 3);
    }
    sqlite3_finalize(insert);
}

static void add_geometry_column(struct gpkg *gpkg, const struct gpkg_table *table)
{
    sqlite3_stmt *insert = cpts_gpkg_prepare(
        gpkg, "INSERT INTO gpkg_geometry_columns VALUES(?,'geom','MULTIPOLYGON',?,0,0)");
    if (insert) {
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(insert, 1, table->name, -1, SQLITE_STATIC));
        cpts_gpkg_expect(gpkg, sqlite3_bind_int(insert, 2, gpkg->srs_id));
    }
    cpts_gpkg_last(gpkg, insert);
    run_with(gpkg,
             "INSERT INTO gpkg_extensions VALUES(?,'geom','gpkg_rtree_index',"
             "'http://www.geopackage.org/spec121/#extension_rtree','write-only')",
             &table->name, 1);
}

/* What keeps the index true when somebody edits the layer; names and events are the standard's.
 * The functions are those of the program that edits. Written into the schema as they are: SQLite
 * would analyse each, and look through the whole schema for it. */
static void add_triggers(struct gpkg *gpkg, const char *layer)
{
    static const char drawn[] = "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)";
    static const char blank[] = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";
    static const char put[] = "VALUES(NEW.fid,ST_MinX(NEW.geom),ST_MaxX(NEW.geom),"
                              "ST_MinY(NEW.geom),ST_MaxY(NEW.geom));";
    const struct {
        const char *name, *event, *when[2];
        const char *removed; /* ids to delete first, or NULL */
        bool is_put;
    } triggers[] = {
        {"insert", "INSERT ON", {drawn, ""}, NULL, true},
        {"update1", "UPDATE OF geom ON", {"OLD.fid=NEW.fid AND ", drawn}, NULL, true},
        {"update2", "UPDATE OF geom ON", {"OLD.fid=NEW.fid AND ", blank}, "OLD.fid", false},
        {"update3", "UPDATE ON", {"OLD.fid!=NEW.fid AND ", drawn}, "OLD.fid", true},
        {"update4", "UPDATE ON", {"OLD.fid!=NEW.fid AND ", blank}, "OLD.fid,NEW.fid", false},
        {"delete", "DELETE ON", {"OLD.geom NOTNULL", ""}, "OLD.fid", false},
    };
    sqlite3_stmt *insert =
        cpts_gpkg_prepare(gpkg, "INSERT INTO sqlite_schema VALUES('trigger',?,?,0,?)");
    for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
        char removal[128] = "", addition[256] = "", name[128], sql[1024];
        if (triggers[i].removed)
            snprintf(removal, sizeof removal, "DELETE FROM \"rtree_%s_geom\" WHERE id IN(%s);",
                     layer, triggers[i].removed);
        if (triggers[i].is_put)
            snprintf(addition, sizeof addition, "INSERT OR REPLACE INTO \"rtree_%s_geom\" %s",
                     layer, put);
        snprintf(name, sizeof name, "rtree_%s_geom_%s", layer, triggers[i].name);
        snprintf(sql, sizeof sql, "CREATE TRIGGER \"%s\" AFTER %s \"%s\" WHEN %s%s BEGIN %s%s END",
                 name, triggers[i].event, layer, triggers[i].when[0], triggers[i].when[1], removal,
                 addition);
        run_prepared(gpkg, insert, (const char *[]){name, layer, sql}, 3);
    }
    sqlite3_finalize(insert);
}

/* QGIS reads the names for people from the style; other programs, from gpkg_data_columns. */
static void add_aliases(const struct gpkg *gpkg, struct bytes *out, const struct gpkg_table *table)
{
    for (const struct gpkg_column *column = table->columns; column->name; column++)
        cpts_style_alias(out, gpkg->unit_kinds, column->name, column->title);
    cpts_bytes_add(out, "", 1);
}

/* The columns that were kept of the sources, as fields of a form. */
static void add_kept(const struct gpkg *gpkg, struct bytes *out, const struct gpkg_table *table)
{
    size_t count = 0;
    while (table->columns[count].name)
        count++;
    for (size_t i = count - gpkg->kept_columns; i < count; i++) {
        cpts_bytes_text(out, "<attributeEditorField index=\"-1\" showLabel=\"1\" name=\"");
        cpts_style_text(out, table->columns[i].name);
        cpts_bytes_text(out, "\"/>\n");
    }
    cpts_bytes_add(out, "", 1);
}

static void add_style(struct gpkg *gpkg, const struct gpkg_table *table)
{
    char said[CPTS_SAID_BYTES];
    struct bytes aliases = {.data = NULL}, kept = {.data = NULL}, relations = {.data = NULL};
    struct bytes *qml = &gpkg->text;
    const char *name = cpts_template_exists(table->name) ? table->name : "table";
    add_aliases(gpkg, &aliases, table);
    add_kept(gpkg, &kept, table);
    cpts_relations_form(&relations, gpkg, table->name);
    const bool is_short = aliases.is_short || kept.is_short || relations.is_short;
    const struct filling fillings[] = {{"aliases", aliases.data},
                                       {"kept", kept.data},
                                       {"relations", relations.data},
                                       {"list", "from_json"},
                                       {.name = NULL}};
    qml->used = 0;
    if (is_short || !cpts_template(qml, name, gpkg->unit_kinds, fillings))
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    else
        run_with(gpkg,
                 "INSERT INTO layer_styles(f_table_catalog,f_table_schema,f_table_name,"
                 "f_geometry_column,styleName,styleQML,styleSLD,useAsDefault,description,owner,"
                 "update_time) VALUES('','',?1,?5,?1,?2,'',1,?3,'',?4)",
                 (const char *[]){table->name, qml->data, said_of(gpkg, said, table->title),
                                  gpkg->time, table->has_geometry ? "geom" : ""},
                 5);
    cpts_bytes_free(&aliases);
    cpts_bytes_free(&kept);
    cpts_bytes_free(&relations);
}

void cpts_gpkg_catalogue(struct gpkg *gpkg, const struct gpkg_table *table)
{
    cpts_gpkg_contents(gpkg, table);
    add_titles(gpkg, table);
    if (table->has_geometry && gpkg->status == CPTS_OK) {
        add_geometry_column(gpkg, table);
        cpts_gpkg_index(gpkg, table->name);
        add_triggers(gpkg, table->name);
    }
    if (gpkg->status == CPTS_OK)
        add_style(gpkg, table);
}

void cpts_gpkg_metadata(struct gpkg *gpkg, const char *json)
{
    run_with(gpkg,
             "INSERT INTO gpkg_metadata VALUES(1,'dataset',"
             "'http://www.geopackage.org/spec121/','application/json',?)",
             &json, 1);
    const char *time = gpkg->time;
    run_with(gpkg,
             "INSERT INTO gpkg_metadata_reference VALUES('geopackage',NULL,NULL,NULL,?,1,NULL)",
             &time, 1);
}
