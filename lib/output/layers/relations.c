#include "output/layers/relations.h"

#include "output/layers/styles.h"
#include "output/text/prose.h"

/* A column of a table that names a row of another. */
struct relation {
    const char *table, *column, *layer, *key;
    const char *title;   /* of the rows of `table`, where a row of `layer` is shown */
    const char *through; /* the layer that is shown in their place, or NULL */
};

#define OF_FINDINGS(layer)                                                                         \
    {"finding_perimeters", "finding", layer, "id", N_("CPTS"), "perimeters"},                      \
    {                                                                                              \
        "finding_units", "finding", layer, "id", N_("{Units}"), "units"                            \
    }

static const struct relation relations[] = {
    {"finding_perimeters", "perimeter", "perimeters", "id", N_("Findings"), NULL},
    {"finding_units", "unit", "units", "code", N_("Findings"), NULL},
    {"claims", "perimeter", "perimeters", "id", N_("Claims"), NULL},
    {"claims", "unit", "units", "code", N_("Claims"), NULL},
    {"indicators", "perimeter", "perimeters", "id", N_("Indicators"), NULL},
    OF_FINDINGS("overlaps"),
    OF_FINDINGS("white_zones"),
    OF_FINDINGS("outside"),
    OF_FINDINGS("slivers"),
    OF_FINDINGS("base_defects"),
    OF_FINDINGS("declarations"),
};

#define RELATIONS (sizeof relations / sizeof *relations)

static bool is_there(const struct gpkg *gpkg, const struct relation *relation)
{
    return gpkg->has_indicators || strcmp(relation->table, "indicators") != 0;
}

static void add(struct bytes *out, const char *const *pieces)
{
    for (; *pieces; pieces++)
        cpts_bytes_text(out, *pieces);
}

static void add_id(struct bytes *out, const struct relation *relation)
{
    add(out, (const char *[]){relation->table, "_", relation->column, "_", relation->layer, NULL});
}

static void add_title(struct bytes *out, const struct gpkg *gpkg, const struct relation *relation)
{
    char said[CPTS_SAID_BYTES];
    cpts_style_text(out, cpts_unit_words(said, sizeof said, gpkg->unit_kinds, _(relation->title)));
}

void cpts_relations(struct bytes *out, const struct gpkg *gpkg)
{
    for (size_t r = 0; r < RELATIONS; r++) {
        const struct relation *relation = &relations[r];
        if (!is_there(gpkg, relation))
            continue;
        cpts_bytes_text(out, "<relation id=\"");
        add_id(out, relation);
        cpts_bytes_text(out, "\" name=\"");
        add_title(out, gpkg, relation);
        static const char referring[] = "\" strength=\"Association\"><fieldRef referencingField=\"";
        add(out, (const char *[]){"\" referencingLayer=\"" CPTS_LAYER_ID, relation->table, NULL});
        add(out, (const char *[]){"\" referencedLayer=\"" CPTS_LAYER_ID, relation->layer, NULL});
        add(out, (const char *[]){referring, relation->column, "\" referencedField=\"",
                                  relation->key, "\"/></relation>\n", NULL});
    }
    cpts_bytes_add(out, "", 1);
}

/* The relation by which the same table names the rows shown in its place. */
static const struct relation *other_end(const struct relation *relation)
{
    for (size_t r = 0; relation->through && r < RELATIONS; r++)
        if (strcmp(relations[r].table, relation->table) == 0 &&
            strcmp(relations[r].layer, relation->through) == 0)
            return &relations[r];
    return NULL;
}

static void add_editor(struct bytes *out, const struct gpkg *gpkg, const struct relation *relation)
{
    const struct relation *other = other_end(relation);
    cpts_bytes_text(out, "<attributeEditorContainer groupBox=\"0\" columnCount=\"1\" "
                         "showLabel=\"1\" visibilityExpressionEnabled=\"0\" "
                         "visibilityExpression=\"\" name=\"");
    add_title(out, gpkg, relation);
    cpts_bytes_text(out, "\"><attributeEditorRelation showLabel=\"0\" label=\"\" "
                         "forceSuppressFormPopup=\"0\" "
                         "relationWidgetTypeId=\"relation_editor\" name=\"");
    add_id(out, relation);
    cpts_bytes_text(out, "\" relation=\"");
    add_id(out, relation);
    cpts_bytes_text(out, "\" nmRelationId=\"");
    if (other)
        add_id(out, other);
    cpts_bytes_text(out, "\"><editor_configuration/></attributeEditorRelation>"
                         "</attributeEditorContainer>\n");
}

void cpts_relations_form(struct bytes *out, const struct gpkg *gpkg, const char *layer)
{
    for (size_t r = 0; r < RELATIONS; r++)
        if (strcmp(relations[r].layer, layer) == 0 && is_there(gpkg, &relations[r]))
            add_editor(out, gpkg, &relations[r]);
    cpts_bytes_add(out, "", 1);
}
