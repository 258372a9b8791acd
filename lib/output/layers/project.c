/*
 * A QGIS project in the GeoPackage, so that the whole map opens in one click. QGIS keeps it in the
 * table qgis_projects, as hexadecimal text of a zip that holds one .qgs. A project does not take
 * the default styles of the layers: it repeats them.
 *
 * It names the file it is in, so it opens no layer once the file has another name; the layers by
 * themselves still open, styled.
 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "output/layers/gpkg.h"
#include "output/layers/relations.h"
#include "output/layers/styles.h"
#include "output/output.h"
#include "output/text/place_title.h"

struct project {
    struct gpkg *gpkg;
    const struct cpts_report *report;
    const char *file_name;
    /* What fills the template, each ended by a zero. */
    struct bytes crs, map_tree, legend_tree, table_tree, layers, relations, bookmarks, title, made;
    struct bytes extent, map_view, atlas_view;
    struct bytes qgs;
};

static void add(struct bytes *out, const char *const *pieces)
{
    for (; *pieces; pieces++)
        cpts_bytes_text(out, *pieces);
}

static void end(struct bytes *out)
{
    cpts_bytes_add(out, "", 1);
}

/* ---- layers ------------------------------------------------------------------------------- */

static void describe_crs(struct project *project)
{
    sqlite3_stmt *query = cpts_gpkg_prepare(
        project->gpkg, "SELECT definition,organization||':'||organization_coordsys_id "
                       "FROM gpkg_spatial_ref_sys WHERE srs_id=?");
    if (query)
        cpts_gpkg_expect(project->gpkg, sqlite3_bind_int(query, 1, project->gpkg->srs_id));
    if (cpts_gpkg_next(project->gpkg, query)) {
        cpts_bytes_text(&project->crs, "<spatialrefsys><wkt>");
        cpts_style_text(&project->crs, cpts_gpkg_text_at(project->gpkg, query, 0));
        cpts_bytes_text(&project->crs, "</wkt><authid>");
        cpts_style_text(&project->crs, cpts_gpkg_text_at(project->gpkg, query, 1));
        cpts_bytes_text(&project->crs, "</authid></spatialrefsys>");
    }
    end(&project->crs);
    sqlite3_finalize(query);
}

static void add_source(struct project *project, struct bytes *out, const char *layer)
{
    cpts_bytes_text(out, "./");
    cpts_style_text(out, project->file_name);
    add(out, (const char *[]){"|layername=", layer, NULL});
}

/* The attributes of the style's root and what is in it. */
static void add_style(struct bytes *out, const char *qml, bool is_content)
{
    const char *root = strstr(qml, "<qgis");
    const char *open = root ? strchr(root, '>') : NULL;
    const char *close = open ? strstr(open, "</qgis>") : NULL;
    if (!close)
        return;
    const char *from = is_content ? open + 1 : root + strlen("<qgis");
    cpts_bytes_add(out, from, (size_t)((is_content ? close : open) - from));
}

/* An entry of a tree of layers; in a legend, its symbols alone: they are named. */
static void add_entry(struct project *project, struct bytes *tree, const char *layer,
                      const char *title, const char *content)
{
    add(tree, (const char *[]){"<layer-tree-layer id=\"" CPTS_LAYER_ID, layer, "\" name=\"", NULL});
    cpts_style_text(tree, title);
    cpts_bytes_text(tree, "\" providerKey=\"ogr\" source=\"");
    add_source(project, tree, layer);
    add(tree, (const char *[]){"\" checked=\"Qt::Checked\" expanded=\"0\">", content,
                               "</layer-tree-layer>\n", NULL});
}

static void add_layer(struct project *project, const char *layer, const char *title,
                      const char *qml, bool has_geometry)
{
    struct bytes *layers = &project->layers;
    add_entry(project, has_geometry ? &project->map_tree : &project->table_tree, layer, title, "");
    if (has_geometry)
        add_entry(project, &project->legend_tree, layer, title,
                  "<customproperties><Option type=\"Map\"><Option name=\"legend/title-style\" "
                  "type=\"QString\" value=\"hidden\"/></Option></customproperties>");

    add(layers, (const char *[]){"<maplayer type=\"vector\" geometry=\"",
                                 has_geometry ? "Polygon" : "No geometry", "\"", NULL});
    add_style(layers, qml, false);
    add(layers, (const char *[]){"><id>" CPTS_LAYER_ID, layer, "</id><datasource>", NULL});
    add_source(project, layers, layer);
    cpts_bytes_text(layers, "</datasource><layername>");
    cpts_style_text(layers, title);
    cpts_bytes_text(layers, "</layername>");
    if (has_geometry)
        add(layers, (const char *[]){"<srs>", project->crs.data, "</srs>", NULL});
    cpts_bytes_text(layers, "<provider encoding=\"UTF-8\">ogr</provider>");
    add_style(layers, qml, true);
    cpts_bytes_text(layers, "</maplayer>\n");
}

static void add_layers(struct project *project)
{
    sqlite3_stmt *query = cpts_gpkg_prepare(
        project->gpkg, "SELECT f_table_name,description,styleQML,f_geometry_column "
                       "FROM layer_styles ORDER BY id");
    while (cpts_gpkg_next(project->gpkg, query))
        add_layer(project, cpts_gpkg_text_at(project->gpkg, query, 0),
                  cpts_gpkg_text_at(project->gpkg, query, 1),
                  cpts_gpkg_text_at(project->gpkg, query, 2),
                  *cpts_gpkg_text_at(project->gpkg, query, 3));
    sqlite3_finalize(query);
    end(&project->map_tree);
    end(&project->legend_tree);
    end(&project->table_tree);
    end(&project->layers);
}

/* ---- where to look ------------------------------------------------------------------------ */

/* The sides of the map on the page of a layout, in mm: see shapes/styles/parts/layout_*.xml. */
enum { MAP_WIDTH = 300, MAP_HEIGHT = 261, ATLAS_WIDTH = 200, ATLAS_HEIGHT = 180 };

/* The extent of all layers with a margin; with sides, the least of that form around it. */
static void add_extent(struct project *project, struct bytes *out, int width, int height)
{
    sqlite3_stmt *query = cpts_gpkg_prepare(
        project->gpkg,
        "WITH box AS(SELECT min(min_x) x0,min(min_y) y0,max(max_x) x1,max(max_y) y1,?1 w,?2 h "
        "FROM gpkg_contents),"
        "half AS(SELECT *,(x0+x1)/2 x,(y0+y1)/2 y,max((x1-x0)/w,(y1-y0)/h)*0.52 s,(x1-x0)/100 d "
        "FROM box)"
        "SELECT printf('xmin=\"%.9g\" ymin=\"%.9g\" xmax=\"%.9g\" ymax=\"%.9g\"',"
        "iif(w,x-s*w,x0-d),iif(w,y-s*h,y0-d),iif(w,x+s*w,x1+d),iif(w,y+s*h,y1+d)) FROM half");
    if (query) {
        cpts_gpkg_expect(project->gpkg, sqlite3_bind_int(query, 1, width));
        cpts_gpkg_expect(project->gpkg, sqlite3_bind_int(query, 2, height));
    }
    if (cpts_gpkg_next(project->gpkg, query))
        cpts_bytes_text(out, cpts_gpkg_text_at(project->gpkg, query, 0));
    sqlite3_finalize(query);
    end(out);
}

/* One a group of units: the départements. */
static void add_bookmarks(struct project *project)
{
    char words[CPTS_GROUP_BYTES];
    struct bytes *out = &project->bookmarks;
    sqlite3_stmt *query = cpts_gpkg_prepare(
        project->gpkg,
        "WITH box AS(SELECT \"group\" g,min(minx) x0,min(miny) y0,max(maxx) x1,max(maxy) y1 "
        "FROM units JOIN rtree_units_geom ON id=fid WHERE \"group\"<>'' GROUP BY g)"
        "SELECT g,printf('POLYGON((%.9g %.9g, %.9g %.9g, %.9g %.9g, %.9g %.9g, %.9g %.9g))',"
        "x0,y0,x1,y0,x1,y1,x0,y1,x0,y0) FROM box ORDER BY g");
    while (cpts_gpkg_next(project->gpkg, query)) {
        const char *group = cpts_gpkg_text_at(project->gpkg, query, 0);
        cpts_bytes_text(out, "<Bookmark id=\"");
        cpts_style_text(out, group);
        cpts_bytes_text(out, "\" name=\"");
        cpts_style_text(out, cpts_group_words(words, project->report->region, group));
        cpts_bytes_text(out, "\" group=\"");
        cpts_style_text(out, _("Groups"));
        add(out, (const char *[]){"\" extent=\"", cpts_gpkg_text_at(project->gpkg, query, 1), "\">",
                                  project->crs.data, "</Bookmark>\n", NULL});
    }
    sqlite3_finalize(query);
    end(out);
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* The layouts show the title, who made what is printed and when. */
static void add_words(struct project *project)
{
    char title[CPTS_TITLE_BYTES], moment[128], words[256];
    cpts_style_text(&project->title, cpts_place_title(project->report, title));
    end(&project->title);
    snprintf(words, sizeof words, _("Made by cpts-coverage %s, %s"), cpts_version(),
             cpts_date_words(moment, sizeof moment, project->gpkg->time));
    cpts_style_text(&project->made, words);
    end(&project->made);
}

enum { PIECES = 12 };

struct piece {
    const char *name; /* in the template */
    struct bytes *bytes;
};

/* What is filled in, and freed. */
static void list_pieces(struct project *project, struct piece out[PIECES])
{
    const struct piece pieces[PIECES] = {
        {"crs", &project->crs},
        {"map_tree", &project->map_tree},
        {"legend_tree", &project->legend_tree},
        {"table_tree", &project->table_tree},
        {"layers", &project->layers},
        {"relations", &project->relations},
        {"bookmarks", &project->bookmarks},
        {"title", &project->title},
        {"made", &project->made},
        {"extent", &project->extent},
        {"map_view", &project->map_view},
        {"atlas_view", &project->atlas_view},
    };
    memcpy(out, pieces, sizeof pieces);
}

static void put_together(struct project *project)
{
    describe_crs(project);
    if (!project->crs.is_short) { /* its end is there: it is read as a text */
        add_layers(project);
        add_bookmarks(project);
    }
    add_words(project);
    cpts_relations(&project->relations, project->gpkg);
    add_extent(project, &project->extent, 0, 0);
    add_extent(project, &project->map_view, MAP_WIDTH, MAP_HEIGHT);
    add_extent(project, &project->atlas_view, ATLAS_WIDTH, ATLAS_HEIGHT);
    struct piece pieces[PIECES];
    list_pieces(project, pieces);
    struct filling fillings[PIECES + 1] = {{.name = NULL}};
    for (size_t i = 0; i < PIECES; i++) {
        fillings[i] = (struct filling){pieces[i].name, pieces[i].bytes->data};
        project->qgs.is_short = project->qgs.is_short || pieces[i].bytes->is_short;
    }
    if (!project->qgs.is_short && project->gpkg->status == CPTS_OK)
        cpts_template(&project->qgs, "project", project->gpkg->unit_kinds, fillings);
}

/* ---- its zip ------------------------------------------------------------------------------- */

static bool zip_into(const char *path, const struct bytes *qgs)
{
    void *zip = CPLCreateZip(path, NULL);
    bool done = zip && CPLCreateFileInZip(zip, "coverage.qgs", NULL) == CE_None;
    done = done && CPLWriteFileInZip(zip, qgs->data, (int)qgs->used - 1) == CE_None;
    done = done && CPLCloseFileInZip(zip) == CE_None;
    return zip && CPLCloseZip(zip) == CE_None && done;
}

static void insert(struct project *project, const char *hex)
{
    char metadata[96];
    snprintf(metadata, sizeof metadata,
             "{\"last_modified_time\":\"%.19s\",\"last_modified_user\":\"\"}", project->gpkg->time);
    cpts_gpkg_run(project->gpkg, "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY,"
                                 "metadata BLOB,content BLOB)");
    sqlite3_stmt *statement =
        cpts_gpkg_prepare(project->gpkg, "INSERT INTO qgis_projects VALUES('coverage',?,?)");
    if (statement) {
        cpts_gpkg_expect(project->gpkg,
                         sqlite3_bind_text(statement, 1, metadata, -1, SQLITE_TRANSIENT));
        cpts_gpkg_expect(project->gpkg, sqlite3_bind_text(statement, 2, hex, -1, SQLITE_TRANSIENT));
    }
    cpts_gpkg_last(project->gpkg, statement);
}

static void zip(struct project *project)
{
    char path[64];
    vsi_l_offset size = 0;
    snprintf(path, sizeof path, "/vsimem/cpts-project-%p.zip", (void *)project);
    GByte *content = zip_into(path, &project->qgs) ? VSIGetMemFileBuffer(path, &size, FALSE) : NULL;
    char *hex = content ? CPLBinaryToHex((int)size, content) : NULL;
    if (hex)
        insert(project, hex);
    else
        cpts_gpkg_fail(project->gpkg, SQLITE_NOMEM);
    CPLFree(hex);
    VSIUnlink(path);
}

void cpts_gpkg_project(struct gpkg *gpkg, const struct cpts_report *report, const char *file_name)
{
    struct project project = {.gpkg = gpkg, .report = report, .file_name = file_name};
    if (gpkg->status != CPTS_OK)
        return;
    put_together(&project);
    if (project.qgs.is_short)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    if (gpkg->status == CPTS_OK)
        zip(&project);
    struct piece pieces[PIECES];
    list_pieces(&project, pieces);
    for (size_t i = 0; i < PIECES; i++)
        cpts_bytes_free(pieces[i].bytes);
    cpts_bytes_free(&project.qgs);
}
