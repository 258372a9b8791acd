/*
 * What a hypothesis changes, for people: the region, the perimeters touched, the conflicts, the
 * pieces that do not hold together.
 */
#include <math.h>

#include "common/memory.h"
#include "compare/conflicts.h"
#include "input/region/largest.h"
#include "input/region/region_copy.h"
#include "output/simulation.h"
#include "output/text/history_text.h"
#include "output/text/words.h"

#define CONFLICTS_SHOWN  10
#define UNITS_SHOWN      5
#define HYPOTHESES_SHOWN 12

struct text {
    struct prose prose;
    const struct cpts_simulation *simulation;
    bool has_population;
};

/* ---- what is tried ------------------------------------------------------------------------- */

static void put_list(struct text *text, const struct territory *territory)
{
    const struct units *units = &text->simulation->copy->units;
    struct largest first = {.most = UNITS_SHOWN};
    size_t listed = 0;
    for (uint32_t u = 0; territory->units && u < units->count; u++)
        if (territory->units[u])
            cpts_largest_enter(&first, units, u);
    for (; listed < first.count; listed++) {
        cpts_prose_put(&text->prose, "%s", listed ? ", " : " ");
        cpts_prose_name(&text->prose, units->name[first.units[listed]]);
        cpts_prose_put(&text->prose, " (");
        cpts_prose_name(&text->prose, units->code[first.units[listed]]);
        cpts_prose_put(&text->prose, ")");
    }
    if (territory->unit_count > listed)
        cpts_prose_counted(&text->prose, " and %s more {unit}", " and %s more {units}",
                           territory->unit_count - listed);
    if (territory->feature_count) {
        cpts_prose_put(&text->prose, "%s", listed ? ", " : " ");
        cpts_prose_counted(&text->prose, "%s polygon", "%s polygons", territory->feature_count);
    }
    cpts_prose_put(&text->prose, "\n");
}

static void put_hypothesis(struct text *text, size_t h)
{
    const struct cpts_simulation *simulation = text->simulation;
    const struct hypothesis *hypothesis = &simulation->hypotheses.items[h];
    cpts_prose_put(&text->prose, _("HYPOTHESIS — "));
    cpts_prose_name(&text->prose, simulation->perimeters[h].name);
    if (hypothesis->is_new)
        cpts_prose_put(&text->prose, "%s", _(" (new)"));
    cpts_prose_put(&text->prose, "\n");
    if (hypothesis->take.unit_count || hypothesis->take.feature_count) {
        cpts_prose_put(&text->prose, "  %s", hypothesis->replace ? _("is made of:") : _("takes:"));
        put_list(text, &hypothesis->take);
    }
    if (hypothesis->release.unit_count) {
        cpts_prose_put(&text->prose, "  %s", _("releases:"));
        put_list(text, &hypothesis->release);
    }
}

static void put_hypotheses(struct text *text)
{
    const size_t count = text->simulation->hypotheses.count;
    for (size_t h = 0; h < count && h < HYPOTHESES_SHOWN; h++)
        put_hypothesis(text, h);
    if (count > HYPOTHESES_SHOWN)
        cpts_prose_counted(&text->prose, "      and %s more: --json FILE gives all.\n",
                           "      and %s more: --json FILE gives all.\n", count - HYPOTHESES_SHOWN);
    cpts_prose_put(&text->prose, "\n");
}

/* ---- tables -------------------------------------------------------------------------------- */

const char *cpts_simulation_verdict(const struct cpts_simulation *simulation)
{
    const bool was = simulation->before->verdict == CPTS_VERDICT_COMPLIANT,
               is = simulation->after->verdict == CPTS_VERDICT_COMPLIANT;
    return is && was ? _("The region is compliant and stays so.")
           : is      ? _("The region becomes COMPLIANT.")
           : was     ? _("The region is compliant and would NO LONGER BE.")
                     : _("The region is not compliant and stays so.");
}

static void put_verdicts(struct text *text)
{
    const struct cpts_simulation *simulation = text->simulation;
    const bool is = simulation->after->verdict == CPTS_VERDICT_COMPLIANT;
    cpts_prose_painted(&text->prose, is ? PAINT_GOOD : PAINT_BAD,
                       cpts_simulation_verdict(simulation));
    cpts_prose_put(&text->prose, "\n\n");
}

/* "1,234 → 1,300" would not line up: before and after have a column each, then what is between. */
static struct prose_row figures(const struct text *text, const char *label, double before,
                                double after, bool is_area)
{
    struct prose_row row = {0};
    const struct prose *prose = &text->prose;
    const double more = is_area ? after - before : round(after) - round(before);
    char plain[CPTS_CELL_BYTES / 2];
    cpts_row_set(&row, 0, label);
    if (is_area) {
        cpts_row_set(&row, 1, cpts_prose_area(prose, row.cells[1], before));
        cpts_row_set(&row, 2, cpts_prose_area(prose, row.cells[2], after));
    } else {
        cpts_row_set(&row, 1, cpts_prose_number(prose, row.cells[1], round(before), 0));
        cpts_row_set(&row, 2, cpts_prose_number(prose, row.cells[2], round(after), 0));
    }
    if (!isfinite(more) || fabs(more) < (is_area ? 5e3 : 0.5)) {
        cpts_row_set(&row, 3, isfinite(more) ? "=" : "–");
        return row;
    }
    cpts_number_text(plain, sizeof plain, &prose->style, is_area ? fabs(more) / 1e6 : fabs(more),
                     is_area ? 2 : 0);
    snprintf(row.cells[3], CPTS_CELL_BYTES, "%s%s", more > 0 ? "+" : "−", plain);
    return row;
}

static void put_region(struct text *text)
{
    const cpts_totals *before = &text->simulation->before->totals;
    const cpts_totals *after = &text->simulation->after->totals;
    struct prose_row rows[7] = {0};
    int count = 1;
    cpts_row_set(&rows[0], 0, _("Region"));
    cpts_row_set(&rows[0], 1, _("before"));
    cpts_row_set(&rows[0], 2, _("after"));
    rows[count++] =
        figures(text, _("covered (km²)"), before->covered_area_m2, after->covered_area_m2, true);
    rows[count++] =
        figures(text, _("white zones (km²)"), before->white_area_m2, after->white_area_m2, true);
    rows[count++] =
        figures(text, _("overlaps (km²)"), before->overlap_area_m2, after->overlap_area_m2, true);
    if (text->has_population) {
        rows[count++] = figures(text, _("covered (inhabitants)"), before->covered_population,
                                after->covered_population, false);
        rows[count++] = figures(text, _("white zones (inhabitants)"), before->white_population,
                                after->white_population, false);
        rows[count++] = figures(text, _("overlaps (inhabitants)"), before->overlap_population,
                                after->overlap_population, false);
    }
    cpts_prose_table(&text->prose, rows, count, 4);
}

static void set_pair(const struct text *text, struct prose_row *row, int column, double before,
                     double after)
{
    cpts_row_set(row, column, cpts_prose_number(&text->prose, row->cells[column], before, 0));
    cpts_row_set(row, column + 1,
                 cpts_prose_number(&text->prose, row->cells[column + 1], after, 0));
}

/* The class, and what it is worth. */
static void set_class(const struct text *text, struct prose_row *row, int column,
                      const cpts_perimeter_state *state)
{
    const size_t unknown = state && isfinite(state->population) ? state->unknown_units : 0;
    cpts_row_set(row, column,
                 cpts_size_class_cell(&text->prose, row->cells[column],
                                      state ? state->size_class : 0, unknown));
    cpts_row_set(row, column + 2,
                 unknown ? "?"
                         : cpts_prose_number(&text->prose, row->cells[column + 2],
                                             state ? state->ceiling_eur : NAN, 0));
}

/* Why classes are unknown, CPTS by CPTS. */
static void put_unknown(struct text *text)
{
    const struct cpts_simulation *simulation = text->simulation;
    char line[CPTS_CLASS_BYTES];
    size_t listed = 0;
    for (size_t i = 0; i < simulation->perimeter_count; i++) {
        const cpts_perimeter_effect *effect = &simulation->perimeters[i];
        const cpts_perimeter_state *state =
            effect->after && effect->after->unknown_units ? effect->after : effect->before;
        if (!state || !state->unknown_units || !isfinite(state->population))
            continue;
        cpts_prose_put(&text->prose, "  ");
        cpts_prose_name(&text->prose, effect->name);
        cpts_prose_put(&text->prose, "%s%s\n", _(": "),
                       cpts_unknown_class_words(&text->prose, line, state->unknown_units));
        listed++;
    }
    if (listed)
        cpts_prose_put(&text->prose, "\n");
}

/* "Yearly ceilings: 507,000 → 574,000 € together (+67,000)" */
static void put_ceilings(struct text *text)
{
    double before, after;
    char cells[3][CPTS_CELL_BYTES];
    cpts_simulation_ceilings(text->simulation, &before, &after);
    if (!isfinite(before) || !isfinite(after))
        return;
    if (before == after) {
        cpts_prose_put(&text->prose,
                       _("Yearly ceilings of these CPTS together: unchanged, %s €\n\n"),
                       cpts_prose_number(&text->prose, cells[0], after, 0));
        return;
    }
    cpts_prose_put(&text->prose, _("Yearly ceilings of these CPTS together: %s → %s € (%s%s)\n\n"),
                   cpts_prose_number(&text->prose, cells[0], before, 0),
                   cpts_prose_number(&text->prose, cells[1], after, 0), after > before ? "+" : "−",
                   cpts_prose_number(&text->prose, cells[2], fabs(after - before), 0));
}

static cpts_status put_perimeters(struct text *text)
{
    const struct cpts_simulation *simulation = text->simulation;
    const size_t count = simulation->perimeter_count;
    struct prose_row *rows = cpts_array_new(count + 1, sizeof *rows);
    if (!rows)
        return cpts_fail_memory(simulation->copy->context);
    cpts_row_set(&rows[0], 0, _("CPTS touched"));
    cpts_row_set(&rows[0], 1, _("inhabitants"));
    cpts_row_set(&rows[0], 2, _("after"));
    cpts_row_set(&rows[0], 3, _("class"));
    cpts_row_set(&rows[0], 4, _("after"));
    cpts_row_set(&rows[0], 5, _("ceiling (€)"));
    cpts_row_set(&rows[0], 6, _("after"));
    cpts_row_set(&rows[0], 7, _("parts after"));
    for (size_t i = 0; i < count; i++) {
        const cpts_perimeter_effect *effect = &simulation->perimeters[i];
        struct prose_row *row = &rows[i + 1];
        const cpts_perimeter_state *before = effect->before, *after = effect->after;
        cpts_row_set(row, 0, effect->name);
        set_pair(text, row, 1, before ? round(before->population) : NAN,
                 after ? round(after->population) : NAN);
        set_class(text, row, 3, before);
        set_class(text, row, 4, after);
        cpts_row_set(
            row, 7,
            cpts_prose_number(&text->prose, row->cells[7], after ? (double)after->parts : NAN, 0));
    }
    cpts_prose_table(&text->prose, rows, (int)count + 1, 8);
    put_unknown(text);
    cpts_prose_size_classes(&text->prose, &simulation->copy->size_classes);
    put_ceilings(text);
    cpts_array_free(rows);
    return CPTS_OK;
}

/* ---- conflicts ----------------------------------------------------------------------------- */

static void put_conflicts(struct text *text)
{
    const struct cpts_simulation *simulation = text->simulation;
    char cell[CPTS_CELL_BYTES];
    size_t shown = 0, more = 0;
    cpts_prose_put(&text->prose, "%s\n", _("Conflicts that change:"));
    for (size_t i = 0; i < simulation->conflict_count; i++) {
        const cpts_conflict_change *conflict = &simulation->conflicts[i];
        const cpts_finding *finding =
            cpts_state_is_gone(conflict->state) ? conflict->before : conflict->after;
        if (finding->sliver)
            continue;
        if (shown == CONFLICTS_SHOWN) {
            more++;
            continue;
        }
        cpts_prose_put(&text->prose, "  %2zu. %s", ++shown,
                       cpts_moved_label(cell, conflict->state, conflict->split_count));
        cpts_prose_put(&text->prose, "%s", _(": "));
        cpts_prose_name(&text->prose, finding->message);
        cpts_prose_put(&text->prose, "\n");
    }
    if (!shown)
        cpts_prose_put(&text->prose, "  %s\n", _("none"));
    if (more)
        cpts_prose_counted(&text->prose, "      and %s more.\n", "      and %s more.\n", more);
}

static void put_pieces(struct text *text)
{
    const struct cpts_simulation *simulation = text->simulation;
    if (!simulation->piece_count)
        return;
    cpts_prose_put(&text->prose, "\n%s\n",
                   _("Pieces that do not touch the rest of their perimeter:"));
    for (size_t i = 0; i < simulation->piece_count; i++) {
        const cpts_detached_piece *piece = &simulation->pieces[i];
        const uint32_t perimeter = cpts_perimeter_of_id(simulation->copy, piece->perimeter);
        cpts_prose_put(&text->prose, "  – ");
        cpts_prose_name(&text->prose, simulation->copy->perimeters.name[perimeter]);
        cpts_prose_put(&text->prose, "%s", _(": "));
        for (size_t u = 0; u < piece->unit_count && u < UNITS_SHOWN; u++) {
            cpts_prose_put(&text->prose, "%s", u ? ", " : "");
            cpts_prose_name(&text->prose, piece->unit_names[u]);
        }
        if (piece->unit_count > UNITS_SHOWN)
            cpts_prose_counted(&text->prose, " and %s more {unit}", " and %s more {units}",
                               piece->unit_count - UNITS_SHOWN);
        cpts_prose_put(&text->prose, "\n");
    }
}

cpts_status cpts_simulation_text(const struct cpts_simulation *simulation, struct output_file *file)
{
    struct text text = {.prose = cpts_prose_begin(file, &simulation->copy->units),
                        .simulation = simulation,
                        .has_population = simulation->copy->units.has_population};
    put_hypotheses(&text);
    put_verdicts(&text);
    put_region(&text);
    const cpts_status status = put_perimeters(&text);
    if (status != CPTS_OK)
        return status;
    put_conflicts(&text);
    put_pieces(&text);
    return CPTS_OK;
}
