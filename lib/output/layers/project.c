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

#include "output/layers/gpkg.h"
#include "output/layers/styles.h"

#define LAYER_ID "coverage_" /* QGIS gives a layer whose id is short another one */

struct project {
    struct gpkg *gpkg;
    struct bytes tree, layers, crs, qgs;
    const char *file_name;
};

static void add(struct bytes *out, const char *const *pieces)
{
    for (; *pieces; pieces++)
        cpts_bytes_text(out, *pieces);
}

/* ---- its text ----------------------------------------------------------------------------- */

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
    cpts_bytes_add(&project->crs, "", 1);
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

static void add_layer(struct project *project, const char *layer, const char *title,
                      const char *qml)
{
    struct bytes *tree = &project->tree, *layers = &project->layers;
    add(tree, (const char *[]){"<layer-tree-layer id=\"" LAYER_ID, layer, "\" name=\"", NULL});
    cpts_style_text(tree, title);
    cpts_bytes_text(tree, "\" providerKey=\"ogr\" source=\"");
    add_source(project, tree, layer);
    cpts_bytes_text(tree, "\" checked=\"Qt::Checked\" expanded=\"0\"/>\n");

    cpts_bytes_text(layers, "<maplayer type=\"vector\" geometry=\"Polygon\"");
    add_style(layers, qml, false);
    add(layers, (const char *[]){"><id>" LAYER_ID, layer, "</id><datasource>", NULL});
    add_source(project, layers, layer);
    cpts_bytes_text(layers, "</datasource><layername>");
    cpts_style_text(layers, title);
    add(layers, (const char *[]){"</layername><srs>", project->crs.data,
                                 "</srs><provider encoding=\"UTF-8\">ogr</provider>", NULL});
    add_style(layers, qml, true);
    cpts_bytes_text(layers, "</maplayer>\n");
}

static void add_layers(struct project *project)
{
    sqlite3_stmt *query =
        cpts_gpkg_prepare(project->gpkg, "SELECT f_table_name,description,styleQML "
                                         "FROM layer_styles ORDER BY id");
    while (cpts_gpkg_next(project->gpkg, query))
        add_layer(project, cpts_gpkg_text_at(project->gpkg, query, 0),
                  cpts_gpkg_text_at(project->gpkg, query, 1),
                  cpts_gpkg_text_at(project->gpkg, query, 2));
    sqlite3_finalize(query);
    cpts_bytes_add(&project->tree, "", 1);
    cpts_bytes_add(&project->layers, "", 1);
}

/* Where the map begins: the extent of all layers. */
static void add_extent(struct project *project)
{
    sqlite3_stmt *query = cpts_gpkg_prepare(
        project->gpkg, "SELECT printf('xmin=\"%.3f\" ymin=\"%.3f\" xmax=\"%.3f\" ymax=\"%.3f\"',"
                       "min(min_x),min(min_y),max(max_x),max(max_y)) FROM gpkg_contents");
    if (cpts_gpkg_next(project->gpkg, query)) {
        cpts_bytes_text(&project->qgs, "<ProjectViewSettings UseProjectScales=\"0\"><Scales/>"
                                       "<DefaultViewExtent ");
        add(&project->qgs,
            (const char *[]){cpts_gpkg_text_at(project->gpkg, query, 0), ">", project->crs.data,
                             "</DefaultViewExtent></ProjectViewSettings>\n", NULL});
    }
    sqlite3_finalize(query);
}

static void put_together(struct project *project)
{
    struct bytes *qgs = &project->qgs;
    describe_crs(project);
    if (!project->crs.is_short) /* its end is there: it is read as a text */
        add_layers(project);
    if (project->crs.is_short || project->tree.is_short || project->layers.is_short) {
        qgs->is_short = true;
        return;
    }
    cpts_bytes_text(qgs, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                         "<qgis version=\"3.22.0\" projectname=\"coverage\"><title>");
    cpts_style_text(qgs, _("Coverage of the region by the CPTS"));
    add(qgs, (const char *[]){"</title><projectCrs>", project->crs.data,
                              "</projectCrs>\n<layer-tree-group>", project->tree.data,
                              "</layer-tree-group>\n<projectlayers>", project->layers.data,
                              "</projectlayers>\n", NULL});
    add_extent(project);
    cpts_bytes_text(qgs, "<properties><SpatialRefSys><ProjectionsEnabled type=\"int\">1"
                         "</ProjectionsEnabled></SpatialRefSys><Paths><Absolute type=\"bool\">"
                         "false</Absolute></Paths></properties>\n</qgis>\n");
}

/* ---- its zip ------------------------------------------------------------------------------- */

static bool zip_into(const char *path, const struct bytes *qgs)
{
    void *zip = CPLCreateZip(path, NULL);
    bool done = zip && CPLCreateFileInZip(zip, "coverage.qgs", NULL) == CE_None;
    done = done && CPLWriteFileInZip(zip, qgs->data, (int)qgs->used) == CE_None;
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

void cpts_gpkg_project(struct gpkg *gpkg, const char *file_name)
{
    struct project project = {.gpkg = gpkg, .file_name = file_name};
    if (gpkg->status != CPTS_OK)
        return;
    put_together(&project);
    if (project.qgs.is_short)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    if (gpkg->status == CPTS_OK)
        zip(&project);
    cpts_bytes_free(&project.tree);
    cpts_bytes_free(&project.layers);
    cpts_bytes_free(&project.crs);
    cpts_bytes_free(&project.qgs);
}
