#include "output/tables/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/region/kept.h"

#define UNIT(field)      .offset = offsetof(struct unit_result, field)
#define PERIMETER(field) .offset = offsetof(struct perimeter_result, field)
#define GROUP(field)     .offset = offsetof(struct group_result, field)

/* ---- units ------------------------------------------------------------------------------- */

static size_t count_units(const struct cpts_report *report)
{
    return report->region->units.count;
}

static void go_to_unit(struct rows *rows)
{
    rows->record = &rows->report->units[rows->index];
}

static void unit_code(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->units.code[rows->index];
}

static void unit_name(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->units.name[rows->index];
}

static void unit_group(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->units.group[rows->index];
}

static void unit_population(struct cell *out, const struct rows *rows)
{
    out->number = rows->report->region->units.population[rows->index];
}

static void unit_claim_count(struct cell *out, const struct rows *rows)
{
    out->count = rows->claim_counts[rows->index];
}

static void list_claimants(struct cell *out, const struct rows *rows, const char *const *names)
{
    const struct unit_result *unit = rows->record;
    const struct claim *claims = rows->report->claims + unit->first_claim;
    for (size_t i = 0; i < unit->claim_count; i++)
        rows->texts[i] = names[claims[i].perimeter];
    out->texts = rows->texts;
    out->count = unit->claim_count;
}

static void unit_perimeters(struct cell *out, const struct rows *rows)
{
    list_claimants(out, rows, rows->report->region->perimeters.id);
}

static void unit_perimeter_names(struct cell *out, const struct rows *rows)
{
    list_claimants(out, rows, rows->report->region->perimeters.name);
}

static double share_of_unit(const struct rows *rows, double area_m2)
{
    const struct unit_result *unit = rows->record;
    return unit->area_m2 > 0 ? area_m2 / unit->area_m2 : NAN;
}

static void unit_white_share(struct cell *out, const struct rows *rows)
{
    const struct unit_result *unit = rows->record;
    out->number = share_of_unit(rows, unit->white_area_m2);
}

static void unit_overlap_share(struct cell *out, const struct rows *rows)
{
    const struct unit_result *unit = rows->record;
    out->number = share_of_unit(rows, unit->overlap_area_m2);
}

static const struct column unit_columns[] = {
    {"code", COLUMN_TEXT, N_("Code"), .read = unit_code},
    {"name", COLUMN_TEXT, N_("Name"), .read = unit_name},
    {"group", COLUMN_TEXT, N_("Group"), .read = unit_group},
    {"population", COLUMN_WHOLE, N_("Inhabitants"), .read = unit_population},
    {"area_m2", COLUMN_NUMBER, N_("Area (m²)"), UNIT(area_m2)},
    {"claims", COLUMN_COUNT, N_("Claimants"), UNIT(claim_count)},
    {"max_claims", COLUMN_COUNT, N_("Most claims on one place"), UNIT(max_claims)},
    {"claim_count", COLUMN_COUNT, N_("Claims, slivers left out"), .read = unit_claim_count,
     .is_left_out_of_csv = true},
    {"perimeters", COLUMN_TEXTS, N_("CPTS (identifiers)"), .read = unit_perimeters,
     .is_left_out_of_csv = true},
    {"perimeter_names", COLUMN_TEXTS, N_("CPTS"), .read = unit_perimeter_names,
     .is_left_out_of_csv = true},
    {"white_area_m2", COLUMN_NUMBER, N_("White area (m²)"), UNIT(white_area_m2)},
    {"white_share", COLUMN_NUMBER, N_("White share"), .read = unit_white_share},
    {"overlap_area_m2", COLUMN_NUMBER, N_("Overlap area (m²)"), UNIT(overlap_area_m2)},
    {"overlap_share", COLUMN_NUMBER, N_("Overlap share"), .read = unit_overlap_share},
    {.name = NULL},
};

const struct record_table cpts_units_table = {
    .name = "units",
    .title = N_("{Units}"),
    .description = N_("communes, municipal arrondissements or IRIS, with the CPTS that claim them"),
    .columns = unit_columns,
    .count = count_units,
    .go = go_to_unit,
};

/* ---- perimeters -------------------------------------------------------------------------- */

static size_t count_perimeters(const struct cpts_report *report)
{
    return report->region->perimeters.count;
}

static void go_to_perimeter(struct rows *rows)
{
    rows->record = &rows->report->perimeters[rows->index];
}

static void perimeter_id(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->perimeters.id[rows->index];
}

static void perimeter_name(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->perimeters.name[rows->index];
}

static void perimeter_status(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->perimeters.status[rows->index];
}

static void perimeter_life(struct cell *out, const struct rows *rows)
{
    out->text = cpts_life_name(rows->report->region->perimeters.life[rows->index]);
}

static void perimeter_from(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->perimeters.from[rows->index];
}

static void perimeter_to(struct cell *out, const struct rows *rows)
{
    out->text = rows->report->region->perimeters.to[rows->index];
}

static size_t size_class_of(const struct rows *rows)
{
    const struct perimeter_result *perimeter = rows->record;
    return cpts_size_class(&rows->classes, perimeter->population, perimeter->unknown_units);
}

static void perimeter_size_class(struct cell *out, const struct rows *rows)
{
    const size_t size_class = size_class_of(rows);
    out->number = size_class ? (double)size_class : NAN;
}

static void perimeter_ceiling(struct cell *out, const struct rows *rows)
{
    out->number = cpts_size_class_ceiling(&rows->classes, size_class_of(rows));
}

static void perimeter_size_words(struct cell *out, const struct rows *rows)
{
    const struct perimeter_result *perimeter = rows->record;
    if (isfinite(perimeter->population) && perimeter->unknown_units)
        out->text = cpts_unknown_class_words(&rows->prose, rows->words, perimeter->unknown_units);
    else
        out->text =
            cpts_size_class_words(&rows->prose, rows->words, &rows->classes, size_class_of(rows));
}

static size_t whole_units(const struct rows *rows)
{
    const struct perimeter_result *perimeter = rows->record;
    const struct claim *claims = rows->report->claims_by_perimeter + perimeter->first_claim;
    size_t whole = 0;
    for (size_t i = 0; i < perimeter->claim_count; i++)
        whole += claims[i].share == 1;
    return whole;
}

static void perimeter_units_whole(struct cell *out, const struct rows *rows)
{
    out->count = whole_units(rows);
}

static void perimeter_units_partial(struct cell *out, const struct rows *rows)
{
    const struct perimeter_result *perimeter = rows->record;
    out->count = perimeter->claim_count - whole_units(rows);
}

static const struct column perimeter_columns[] = {
    {"id", COLUMN_TEXT, N_("Identifier"), .read = perimeter_id},
    {"name", COLUMN_TEXT, N_("Name"), .read = perimeter_name},
    {"status", COLUMN_TEXT, N_("Status"), .read = perimeter_status},
    {"area_m2", COLUMN_NUMBER, N_("Area (m²)"), PERIMETER(area_m2)},
    {"exclusive_area_m2", COLUMN_NUMBER, N_("Area claimed by it alone (m²)"),
     PERIMETER(exclusive_area_m2)},
    {"contested_area_m2", COLUMN_NUMBER, N_("Contested area (m²)"), PERIMETER(contested_area_m2)},
    {"outside_area_m2", COLUMN_NUMBER, N_("Area outside the region (m²)"),
     PERIMETER(outside_area_m2)},
    {"population", COLUMN_WHOLE, N_("Inhabitants"), PERIMETER(population)},
    {"exclusive_population", COLUMN_WHOLE, N_("Inhabitants claimed by it alone"),
     PERIMETER(exclusive_population)},
    {"contested_population", COLUMN_WHOLE, N_("Contested inhabitants"),
     PERIMETER(contested_population)},
    {"size_class", COLUMN_WHOLE, N_("Size class"), .read = perimeter_size_class},
    {"parts", COLUMN_COUNT, N_("Number of pieces"), PERIMETER(parts)},
    {"units_whole", COLUMN_COUNT, N_("Whole {units}"), .read = perimeter_units_whole},
    {"units_partial", COLUMN_COUNT, N_("Partial {units}"), .read = perimeter_units_partial},
    {"life", COLUMN_TEXT, N_("Life-cycle class"), .read = perimeter_life},
    {"from", COLUMN_DATE_AT, N_("In force from"), .read = perimeter_from},
    {"to", COLUMN_DATE_TO, N_("In force until"), .read = perimeter_to},
    {"yearly_ceiling_eur", COLUMN_NUMBER, N_("Yearly ceiling (euros)"), .read = perimeter_ceiling},
    {"unknown_population_units", COLUMN_COUNT, N_("{Units} whose inhabitants are not known"),
     PERIMETER(unknown_units)},
    {"size_class_words", COLUMN_TEXT, N_("Size class: what it is"), .read = perimeter_size_words,
     .is_left_out_of_csv = true},
    {.name = NULL},
};

const struct record_table cpts_perimeters_table = {
    .name = "perimeters",
    .title = N_("Declared perimeters"),
    .description = N_("perimeters as they are declared; for codes, the union of their {units}"),
    .columns = perimeter_columns,
    .count = count_perimeters,
    .go = go_to_perimeter,
};

/* ---- groups ------------------------------------------------------------------------------ */

static size_t count_groups(const struct cpts_report *report)
{
    return report->group_count;
}

static void go_to_group(struct rows *rows)
{
    rows->record = &rows->report->groups[rows->index];
}

static const struct column group_columns[] = {
    {"group", COLUMN_TEXT, N_("Group"), GROUP(group)},
    {"units", COLUMN_COUNT, N_("{Units}"), GROUP(units)},
    {"area_m2", COLUMN_NUMBER, N_("Area (m²)"), GROUP(area_m2)},
    {"population", COLUMN_NUMBER, N_("Inhabitants"), GROUP(population)},
    {"white_area_m2", COLUMN_NUMBER, N_("White area (m²)"), GROUP(white_area_m2)},
    {"white_population", COLUMN_NUMBER, N_("White inhabitants"), GROUP(white_population)},
    {"overlap_area_m2", COLUMN_NUMBER, N_("Overlap area (m²)"), GROUP(overlap_area_m2)},
    {"overlap_population", COLUMN_NUMBER, N_("Overlap inhabitants"), GROUP(overlap_population)},
    {"area_rate", COLUMN_NUMBER, N_("Covered share of the area"), GROUP(area_rate)},
    {"population_rate", COLUMN_NUMBER, N_("Covered share of the inhabitants"),
     GROUP(population_rate)},
    {.name = NULL},
};

const struct record_table cpts_groups_table = {
    .name = "groups",
    .title = N_("Groups"),
    .description = N_("figures by département, or by the field asked for"),
    .columns = group_columns,
    .count = count_groups,
    .go = go_to_group,
};

/* ---- rows -------------------------------------------------------------------------------- */

struct code_of_unit {
    const char *code;
    size_t unit;
};

static int by_code(const void *a, const void *b)
{
    const struct code_of_unit *one = a, *two = b;
    return strcmp(one->code, two->code);
}

static void raise_counts(size_t *counts, const struct code_of_unit *codes, size_t code_count,
                         const cpts_finding *finding)
{
    for (size_t i = 0; i < finding->unit_count; i++) {
        const struct code_of_unit wanted = {finding->units[i], 0};
        const struct code_of_unit *found =
            bsearch(&wanted, codes, code_count, sizeof *codes, by_code);
        if (found && counts[found->unit] < finding->perimeter_count)
            counts[found->unit] = finding->perimeter_count;
    }
}

/* By unit, to colour the map: the most claims that an overlap reports there, slivers left out;
 * else 1, or 0 when less than a thousandth of the unit is claimed. NULL when memory is short. */
static size_t *count_claims(const struct cpts_report *report)
{
    const struct units *units = &report->region->units;
    struct code_of_unit *codes = cpts_array_raw(units->count, sizeof *codes);
    size_t *counts = cpts_array_raw(units->count, sizeof *counts);
    if (codes && counts) {
        for (size_t u = 0; u < units->count; u++) {
            const struct unit_result *result = &report->units[u];
            codes[u] = (struct code_of_unit){units->code[u], u};
            counts[u] = result->claim_count && result->white_area_m2 <= 0.999 * result->area_m2;
        }
        qsort(codes, units->count, sizeof *codes, by_code);
        for (size_t i = 0; i < report->finding_count; i++)
            if (report->findings[i].rule == CPTS_RULE_OVERLAP && !report->findings[i].sliver)
                raise_counts(counts, codes, units->count, &report->findings[i]);
        cpts_array_free(codes);
        return counts;
    }
    cpts_array_free(codes);
    cpts_array_free(counts);
    return NULL;
}

static bool has_column(const struct record_table *table, const char *name)
{
    for (const struct column *column = table->columns; column->name; column++)
        if (strcasecmp(column->name, name) == 0)
            return true;
    return strcasecmp(name, "run") == 0 || strcasecmp(name, "fid") == 0 ||
           strcasecmp(name, "geom") == 0;
}

/* The columns of the perimeters, then those kept; one that is named like another of the table is
 * "source_" and its name. */
static bool add_kept_columns(struct rows *rows)
{
    const struct cpts_region *region = rows->report->region;
    const struct column *own = rows->table->columns;
    size_t count = 0;
    while (own[count].name)
        count++;
    struct column *columns =
        cpts_arena_alloc(&rows->arena, (count + region->kept_count + 1) * sizeof *columns);
    if (!columns)
        return false;
    memcpy(columns, own, count * sizeof *columns);
    for (size_t i = 0; i < region->kept_count; i++) {
        const char *title = region->kept_names[i];
        const char *name = has_column(rows->table, title)
                               ? cpts_arena_format(&rows->arena, "source_%s", title)
                               : title;
        if (!name)
            return false;
        columns[count + i] = (struct column){
            .name = name, .kind = COLUMN_TEXT, .title = title, .offset = i, .is_kept = true};
    }
    rows->columns = columns;
    return true;
}

cpts_status cpts_rows_open(struct rows *rows, const struct record_table *table,
                           const struct cpts_report *report, bool shows_kept)
{
    cpts_context *context = report->region->context;
    *rows = (struct rows){.report = report, .table = table, .columns = table->columns};
    if (shows_kept && table == &cpts_perimeters_table && report->region->kept_count &&
        !add_kept_columns(rows))
        return cpts_fail_memory(context);
    const cpts_status status = cpts_size_classes_in_force(&rows->classes, report->region);
    if (status != CPTS_OK)
        return status;
    rows->prose.style = cpts_number_style();
    rows->prose.unit_kinds = cpts_unit_kinds(&report->region->units);
    rows->words = cpts_array_new(CPTS_CLASS_BYTES, 1);
    rows->texts = cpts_array_raw(report->region->perimeters.count + 1, sizeof *rows->texts);
    if (table == &cpts_units_table)
        rows->claim_counts = count_claims(report);
    return rows->texts && rows->words && (table != &cpts_units_table || rows->claim_counts)
               ? CPTS_OK
               : cpts_fail_memory(context);
}

void cpts_rows_go(struct rows *rows, size_t index)
{
    rows->index = index;
    rows->table->go(rows);
}

void cpts_rows_close(struct rows *rows)
{
    cpts_array_free(rows->claim_counts);
    cpts_array_free(rows->texts);
    cpts_arena_free(&rows->arena);
    cpts_array_free(rows->words);
}

void cpts_cell_of(struct cell *out, const struct rows *rows, const struct column *column)
{
    *out = (struct cell){.text = NULL};
    if (column->is_kept) {
        out->text = cpts_kept_text(rows->report->region, rows->index, column->offset);
        return;
    }
    if (column->read) {
        column->read(out, rows);
        return;
    }
    const void *field = (const char *)rows->record + column->offset;
    switch (column->kind) {
    case COLUMN_TEXT:
    case COLUMN_DATE_AT:
    case COLUMN_DATE_TO:
        out->text = *(const char *const *)field;
        break;
    case COLUMN_FLAG:
        out->count = *(const bool *)field;
        break;
    case COLUMN_COUNT:
        out->count = *(const size_t *)field;
        break;
    case COLUMN_WHOLE:
    case COLUMN_NUMBER:
        out->number = *(const double *)field;
        break;
    case COLUMN_TEXTS:
        break;
    }
}
