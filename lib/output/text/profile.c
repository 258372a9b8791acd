#include "output/text/profile.h"

#include <math.h>

#include "output/output.h"

#define INDICATORS_SHOWN 12

/* ---- indicators -------------------------------------------------------------------------- */

/* What places of different sizes are compared by: means as they are, the rest by head. */
static double compared(const struct indicator *indicator, const struct indicator_value *value)
{
    return indicator->kind == INDICATOR_MEAN ? value->value : value->per_1000;
}

static void set_row(const struct prose *prose, struct prose_row *row,
                    const struct cpts_report *report, size_t i)
{
    const struct indicator *indicator = &report->region->indicators[i];
    const struct profile *profile = &report->profile;
    const struct indicator_value *region = &profile->region[i];
    const int decimals =
        indicator->kind == INDICATOR_MEAN || region->value != round(region->value) ? 1 : 0;
    double least = INFINITY, most = -INFINITY;
    for (size_t p = 0; p < report->region->perimeters.count; p++) {
        const double value =
            compared(indicator, &profile->perimeters[p * profile->indicator_count + i]);
        if (!isfinite(value))
            continue;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    cpts_row_set(row, 0, indicator->name);
    cpts_row_set(row, 1,
                 region->is_secret
                     ? _("secret")
                     : cpts_prose_number(prose, row->cells[1], region->value, decimals));
    cpts_row_set(row, 2, cpts_prose_number(prose, row->cells[2], region->per_1000, 2));
    cpts_row_set(row, 3, cpts_prose_number(prose, row->cells[3], least, 2));
    cpts_row_set(row, 4, cpts_prose_number(prose, row->cells[4], most, 2));
    if (region->missing + region->masked)
        cpts_row_set(row, 5,
                     cpts_prose_count(prose, row->cells[5], region->missing + region->masked));
}

static void put_indicators(struct prose *prose, const struct cpts_report *report)
{
    const size_t count = report->profile.indicator_count;
    const size_t shown = count < INDICATORS_SHOWN ? count : INDICATORS_SHOWN;
    struct prose_row rows[INDICATORS_SHOWN + 1] = {0};
    bool is_whole = true;
    char said[CPTS_SAID_BYTES];
    cpts_row_set(&rows[0], 0, _("indicators"));
    cpts_row_set(&rows[0], 1, _("region"));
    cpts_row_set(&rows[0], 2, _("per 1,000"));
    cpts_row_set(&rows[0], 3, _("least CPTS"));
    cpts_row_set(&rows[0], 4, _("most CPTS"));
    cpts_row_set(&rows[0], 5, cpts_said(said, prose, _("{units} unknown")));
    for (size_t i = 0; i < shown; i++) {
        set_row(prose, &rows[i + 1], report, i);
        is_whole = is_whole && !*rows[i + 1].cells[5];
    }
    cpts_prose_table(prose, rows, (int)shown + 1, is_whole ? 5 : 6);
    if (count > shown)
        cpts_prose_counted(prose, "      and %s more.", "      and %s more.", count - shown);
    if (count > shown)
        cpts_prose_put(prose, "\n\n");
}

/* ---- other territories ------------------------------------------------------------------- */

/* "EPCI: 12 CPTS inside one, 3 on several; CPTS Nord is on 5." */
static void put_against(struct prose *prose, const struct cpts_report *report,
                        const struct against *against)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    size_t inside = 0, straddling = 0, most = 0, widest = 0;
    char cell[CPTS_CELL_BYTES];
    for (size_t p = 0; p < perimeters->count; p++) {
        size_t count;
        const struct fall *falls = cpts_falls_of(against, p, &count);
        const bool is_inside = *cpts_fall_within(falls, count);
        inside += is_inside;
        straddling += count && !is_inside;
        if (count > most && !is_inside) {
            most = count;
            widest = p;
        }
    }
    cpts_prose_put(prose, "  ");
    cpts_prose_name(prose, against->name);
    cpts_prose_put(prose, "%s", _(": "));
    cpts_prose_counted(prose, "%s CPTS inside one", "%s CPTS inside one", inside);
    cpts_prose_put(prose, ", ");
    cpts_prose_counted(prose, "%s across several", "%s across several", straddling);
    if (most > 1) {
        cpts_prose_put(prose, "%s", _("; "));
        cpts_prose_name(prose, perimeters->name[widest]);
        cpts_prose_put(prose, _(" is on %s"), cpts_prose_count(prose, cell, most));
    }
    cpts_prose_put(prose, "\n");
}

void cpts_prose_profile(struct prose *prose, const struct cpts_report *report)
{
    const struct profile *profile = &report->profile;
    if (profile->indicator_count)
        put_indicators(prose, report);
    for (size_t i = 0; i < profile->against_count; i++)
        put_against(prose, report, &profile->against[i]);
    if (profile->against_count)
        cpts_prose_put(prose, "\n");
    if (profile->indicator_count || profile->against_count)
        cpts_prose_put(prose, "  %s\n\n",
                       _("CPTS by CPTS: --html FILE, --sheets FOLDER, --gpkg FILE, --csv FOLDER."));
}
