/*
 * Totals and counts that people write above, below and between the rows of a list. One that exceeds
 * what the list has is the sign that rows are missing: a list cut off, a filter, a page lost.
 */
#include <math.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/reading/claims_reader.h"
#include "input/reading/measure.h"
#include "input/reading/totals.h"
#include "input/region/builder.h"
#include "input/sources/amount.h"
#include "input/sources/text.h"

/* ---- what the list has ------------------------------------------------------------------- */

struct sums {
    double units, inhabitants;
};

/* What one row says. */
struct listed {
    struct sums sums;
    bool is_total;
    bool is_unsure; /* it lists what may stand for several */
};

struct summing {
    struct claims_reader *reader;
    struct listed *rows;
    bool has_totals; /* some row is one */
    int population;  /* its column, or -1 */
    struct amount_style style;
    struct sums all, block; /* of the whole list; since the last total */
    bool is_above;          /* totals stand above what they count */
};

static void add_up(struct sums *sums, const struct listed *row)
{
    sums->units += row->sums.units;
    sums->inhabitants += row->sums.inhabitants;
}

static bool mark_totals(struct summing *summing)
{
    const struct table *table = summing->reader->table;
    summing->rows = cpts_array_new(table->count + 1, sizeof *summing->rows);
    for (size_t i = 0; summing->rows && i < table->count; i++) {
        struct listed *row = &summing->rows[i];
        row->is_total = cpts_claims_is_total(summing->reader, &table->rows[i]);
        summing->has_totals |= row->is_total;
    }
    return summing->rows;
}

static int population_column(const struct claims_reader *reader)
{
    for (int i = 0; i < reader->plan->headings.count; i++) {
        static const char *const words[] = {" popul", " habitant", " hab ", " pop ", " pmun "};
        char heading[256];
        cpts_text_words(heading, sizeof heading, reader->plan->headings.names[i]);
        if (!cpts_plan_witness_of(reader->plan, i) && !strpbrk(heading, "0123456789%") &&
            CPTS_HAS_ANY(heading, words))
            return i;
    }
    return -1;
}

static bool count_cell(const struct summing *summing, struct arena *scratch, const char *cell,
                       struct listed *row)
{
    struct unit_pieces *pieces = &summing->reader->pieces;
    if (!*cell)
        return true;
    if (!cpts_unit_pieces_read(pieces, scratch, summing->reader->known, cell))
        return false;
    row->sums.units += (double)pieces->count;
    row->is_unsure |= pieces->units < pieces->count;
    return true;
}

/* How many units and inhabitants a row lists. False when memory is short. */
static bool count_row(const struct summing *summing, const struct table_row *row,
                      struct listed *out)
{
    const struct plan *plan = summing->reader->plan;
    const char *code = cpts_claims_cell(summing->reader, row, FIELD_CODE);
    const char *unit = cpts_claims_cell(summing->reader, row, FIELD_UNIT);
    struct arena scratch = {NULL};
    bool done = count_cell(summing, &scratch, *code ? code : unit, out);
    for (int i = 0; i < plan->unit_count && done; i++)
        done = count_cell(summing, &scratch, row->cells[plan->unit_columns[i]], out);
    cpts_arena_free(&scratch);
    const double inhabitants =
        summing->population >= 0 ? cpts_amount_read(row->cells[summing->population], summing->style)
                                 : NAN;
    out->sums.inhabitants = isnan(inhabitants) ? 0 : inhabitants;
    return done;
}

static bool count_rows(struct summing *summing)
{
    const struct table *table = summing->reader->table;
    struct amount_evidence evidence = {.comma_decimal = false};
    bool done = true;
    summing->population = population_column(summing->reader);
    for (size_t i = 0; summing->population >= 0 && i < table->count; i++)
        cpts_amount_see(&evidence, table->rows[i].cells[summing->population]);
    summing->style = cpts_amount_style(&evidence);
    for (size_t i = 0; i < table->count && done; i++) {
        if (summing->rows[i].is_total) {
            summing->is_above |= summing->all.units == 0;
            continue;
        }
        done = count_row(summing, &table->rows[i], &summing->rows[i]);
        add_up(&summing->all, &summing->rows[i]);
    }
    return done;
}

/* ---- what totals say --------------------------------------------------------------------- */

/* The figures of a row of totals. */
static struct sums totals_of(const struct summing *summing, const struct table_row *row)
{
    const struct claims_reader *reader = summing->reader;
    const int *at = reader->plan->columns.at;
    struct sums totals = {NAN, NAN};
    int filled;
    const char *first = cpts_claims_first_text(row, reader->table->headings.count, &filled);
    if (cpts_total_counts_inhabitants(first))
        totals.inhabitants = cpts_total_behind(first);
    for (int i = 0; i < reader->plan->headings.count; i++) {
        const char *cell = row->cells[i];
        const double number = i == summing->population ? cpts_amount_read(cell, summing->style)
                                                       : cpts_total_figure(cell);
        const bool is_population = cpts_total_counts_inhabitants(first) ||
                                   (i == summing->population && !cpts_total_counts_communes(first));
        const bool is_count = i == at[FIELD_CODE] || i == at[FIELD_UNIT] || i == at[FIELD_NAME] ||
                              cpts_total_counts_communes(first);
        if (isnan(totals.units))
            totals.units = cpts_total_of_communes(cell);
        if (isnan(totals.inhabitants))
            totals.inhabitants = cpts_total_of_inhabitants(cell);
        if (isnan(totals.inhabitants) && is_population)
            totals.inhabitants = number;
        else if (isnan(totals.units) && is_count && number <= CPTS_MOST_COMMUNES)
            totals.units = number;
    }
    return totals;
}

/* Rounding of the summands is not a row that is missing. */
static bool exceeds(double total, double sum)
{
    return total > sum * 1.001 + 1;
}

static cpts_status report_total(const struct claims_reader *reader, long line, const char *what,
                                double total, double sum)
{
    struct cpts_region *region = reader->region;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/total/%ld", reader->file, line),
        _("line %ld of %s counts %.0f %s, and the list has %.0f: rows may be missing (cut off, or "
          "filtered); complete the list, or correct the figure; if it is complete, name the "
          "columns that declare: --perimeter-fields name=COLUMN,code=COLUMN"),
        line, reader->file, total, what, sum);
}

/* A total counts what stands above it since the last one, or the whole. */
static cpts_status compare(struct summing *summing, const struct table_row *row)
{
    const bool is_of_block = !summing->is_above && summing->block.units > 0;
    const struct sums totals = totals_of(summing, row), *all = &summing->all;
    const struct sums *list = is_of_block ? &summing->block : all;
    if (totals.units > list->units && !(is_of_block && totals.units == all->units))
        return report_total(summing->reader, row->line, _("communes or IRIS"), totals.units,
                            list->units);
    if (summing->population >= 0 && exceeds(totals.inhabitants, list->inhabitants) &&
        (!is_of_block || exceeds(totals.inhabitants, all->inhabitants) ||
         exceeds(all->inhabitants, totals.inhabitants)))
        return report_total(summing->reader, row->line, _("inhabitants"), totals.inhabitants,
                            list->inhabitants);
    return CPTS_OK;
}

static cpts_status compare_rows(struct summing *summing)
{
    const struct table *table = summing->reader->table;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        if (!summing->rows[i].is_total) {
            add_up(&summing->block, &summing->rows[i]);
            continue;
        }
        status = compare(summing, &table->rows[i]);
        summing->block = (struct sums){0, 0};
    }
    return status;
}

/* Whether a figure is that of all units, or of all communes where some are arrondissements. */
static bool is_of_region(const struct units *units, double total)
{
    size_t arrondissements = 0, cities = 0;
    int last = -1;
    for (size_t i = 0; i < units->count; i++) {
        const int parent = cpts_insee_arrondissement(units->code[i]);
        arrondissements += parent >= 0;
        cities += parent >= 0 && parent != last;
        last = parent;
    }
    return total == (double)units->count ||
           total == (double)(units->count - arrondissements + cities);
}

/* "Liste des 919 communes". A title may count those of the region, of which the list has some. */
static cpts_status compare_title(const struct summing *summing)
{
    const struct claims_reader *reader = summing->reader;
    const struct table_title title = reader->plan->count;
    const double total = title.text ? cpts_total_of_communes(title.text) : NAN;
    if (!(total > summing->all.units) || is_of_region(&reader->region->units, total))
        return CPTS_OK;
    return report_total(reader, title.line, _("communes or IRIS"), total, summing->all.units);
}

/* ---- a column of counts ------------------------------------------------------------------ */

/* How many units a CPTS lists, and how many its rows count. */
struct counted {
    double listed, stated;
    const struct table_row *row; /* the first that states it */
    bool is_unsure;              /* it lists what may stand for several */
    bool differs;                /* its rows state different numbers: a table beside */
};

static void see_count(const struct summing *summing, size_t at, int column, struct counted *counted)
{
    const struct listed *listed = &summing->rows[at];
    const struct table_row *row = &summing->reader->table->rows[at];
    const uint32_t p = cpts_row_perimeter(summing->reader, row);
    const double stated = cpts_total_figure(row->cells[column]);
    if (p == CPTS_NONE || listed->is_total)
        return;
    counted[p].listed += listed->sums.units;
    counted[p].is_unsure |= listed->is_unsure;
    if (stated <= CPTS_MOST_COMMUNES && !counted[p].row) {
        counted[p].stated = stated;
        counted[p].row = row;
    }
    counted[p].differs |= !isnan(stated) && stated != counted[p].stated;
}

/* Each CPTS with one unit, its seat perhaps, and how many it has: other tables list them. */
static bool are_seats(const struct summing *summing, const struct counted *counted)
{
    const struct cpts_region *region = summing->reader->region;
    const struct builder *builder = region->builder;
    size_t listed = 0, ones = 0;
    for (size_t p = 0; p < region->perimeters.count; p++) {
        listed += counted[p].listed > 0;
        ones += counted[p].listed == 1;
    }
    return builder->tables > 1 && listed > 1 && ones == listed;
}

static cpts_status compare_column(const struct summing *summing, int column)
{
    const struct claims_reader *reader = summing->reader;
    const size_t count = reader->region->perimeters.count;
    struct counted *counted = cpts_array_new(count + 1, sizeof *counted);
    struct taken_back taken = {.column = column};
    bool differs = false;
    if (!counted)
        return cpts_fail_memory(reader->region->context);
    for (size_t i = 0; i < reader->table->count; i++)
        see_count(summing, i, column, counted);
    for (size_t p = 0; p < count; p++)
        differs |= counted[p].differs;
    differs |= are_seats(summing, counted);
    for (size_t p = 0; p < count && !differs; p++)
        if (counted[p].listed > 0 && !counted[p].is_unsure && counted[p].stated > counted[p].listed)
            cpts_taken_note(&taken, counted[p].row);
    cpts_array_free(counted);
    return cpts_taken_report(
        reader, &taken,
        P_("column '%s' of %s counts more communes than %zu CPTS lists (line %ld: '%s'): "
           "complete the list, or correct the figure; if it is complete, name the columns "
           "that declare: --perimeter-fields name=COLUMN,code=COLUMN",
           "column '%s' of %s counts more communes than %zu CPTS list (the first is line "
           "%ld: '%s'): complete the lists, or correct the figures; if they are complete, "
           "name the columns that declare: --perimeter-fields name=COLUMN,code=COLUMN",
           taken.count));
}

/* ---- crosses ------------------------------------------------------------------------------ */

/* The totals of a column of crosses. */
static cpts_status compare_crosses(const struct summing *summing, int column)
{
    const struct claims_reader *reader = summing->reader;
    const struct table *table = reader->table;
    cpts_status status = CPTS_OK;
    double crosses = 0;
    for (size_t i = 0; i < table->count; i++)
        crosses += !summing->rows[i].is_total && cpts_cell_is_cross(table->rows[i].cells[column]);
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        if (!summing->rows[i].is_total)
            continue;
        const double total = cpts_total_figure(table->rows[i].cells[column]);
        if (total > crosses && total <= CPTS_MOST_COMMUNES)
            status =
                report_total(reader, table->rows[i].line, _("communes or IRIS"), total, crosses);
    }
    return status;
}

static cpts_status compare_matrix(const struct summing *summing)
{
    const struct plan *plan = summing->reader->plan;
    cpts_status status = CPTS_OK;
    for (int i = 0; summing->has_totals && i < plan->cpts_count && status == CPTS_OK; i++)
        status = compare_crosses(summing, plan->cpts_columns[i]);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static bool is_column_of_counts(const struct plan *plan, int column)
{
    return !cpts_plan_witness_of(plan, column) &&
           cpts_total_counts_communes(plan->headings.names[column]);
}

/* Most lists count nothing: their units are then not read once more. */
static cpts_status compare_list(struct summing *summing)
{
    const struct plan *plan = summing->reader->plan;
    bool counts = summing->has_totals || plan->count.text;
    for (int i = 0; i < plan->headings.count && !counts; i++)
        counts = is_column_of_counts(plan, i);
    if (!counts)
        return CPTS_OK;
    if (!count_rows(summing))
        return cpts_fail_memory(summing->reader->region->context);
    cpts_status status = compare_title(summing);
    if (status == CPTS_OK)
        status = compare_rows(summing);
    for (int i = 0; i < plan->headings.count && status == CPTS_OK; i++)
        if (is_column_of_counts(plan, i))
            status = compare_column(summing, i);
    return status;
}

cpts_status cpts_claims_report_totals(struct claims_reader *reader)
{
    struct summing summing = {.reader = reader};
    if (reader->plan->shape == SHAPE_COLUMN_A_CPTS)
        return CPTS_OK;
    const cpts_status status = !mark_totals(&summing) ? cpts_fail_memory(reader->region->context)
                               : reader->plan->shape == SHAPE_MATRIX ? compare_matrix(&summing)
                                                                     : compare_list(&summing);
    cpts_array_free(summing.rows);
    return status;
}
