/*
 * The text of a mail: the news in a line, good as a subject; how the region is; then only what
 * moved, which declarations changed, and the acceptances to look after.
 */
#include <math.h>
#include <string.h>

#include "output/output.h"
#include "output/text/headline.h"
#include "output/text/history_text.h"

static void put_state_of_region(struct prose *prose, const struct cpts_report *report)
{
    const cpts_totals *totals = &report->totals;
    const struct past *past = &report->past;
    const bool has_population = isfinite(totals->population_rate);
    char rate[CPTS_CELL_BYTES], before[CPTS_CELL_BYTES];
    cpts_prose_verdict(prose, report);
    cpts_prose_put(
        prose,
        has_population ? _(", %s %% of the inhabitants covered") : _(", %s %% of the area covered"),
        cpts_prose_percent(prose, rate,
                           has_population ? totals->covered_population : totals->covered_area_m2,
                           has_population ? totals->population : totals->area_m2));
    if (past->trend_count > 1) {
        const struct trend_point *last = &past->trend[past->trend_count - 2];
        cpts_prose_percent(prose, before, has_population ? last->population_rate : last->area_rate,
                           1);
        if (strcmp(before, rate) != 0)
            cpts_prose_put(prose, _(" (%s %% at the last run)"), before);
    }
    cpts_prose_put(prose, ".\n\n");
}

static void put_units(struct moved_units *moved, const struct cpts_region *region, bool gained,
                      const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t unit = cpts_unit_index(region, codes[i]);
        cpts_moved_unit(moved, gained, unit != SIZE_MAX ? region->units.name[unit] : "", codes[i]);
    }
    cpts_moved_end(moved);
}

static void put_declared(struct prose *prose, const struct cpts_report *report)
{
    const struct past *past = &report->past;
    if (!past->change_count)
        return;
    cpts_prose_put(prose, "%s\n", _("Declarations that changed:"));
    for (size_t i = 0; i < past->change_count; i++) {
        const struct declared_change *change = &past->changes[i];
        cpts_prose_put(prose, "  - ");
        cpts_prose_name(prose, change->name);
        if (change->is_gone)
            cpts_prose_put(prose, "%s", _(", no longer declared"));
        if (*change->was) {
            cpts_prose_put(prose, "%s", _(", which was "));
            cpts_prose_name(prose, change->was);
        }
        struct moved_units moved = {.prose = prose};
        put_units(&moved, report->region, true, change->gained, change->gained_count);
        put_units(&moved, report->region, false, change->lost, change->lost_count);
        cpts_prose_put(prose, "\n");
    }
    cpts_prose_put(prose, "\n");
}

cpts_status cpts_write_mail(const struct cpts_report *report, struct output_file *file)
{
    struct prose prose = cpts_prose_begin(file, &report->region->units);
    cpts_prose_news(&prose, report);
    cpts_prose_put(&prose, "\n\n");
    put_state_of_region(&prose, report);
    cpts_prose_moved(&prose, report);
    put_declared(&prose, report);
    cpts_prose_accepted(&prose, report);
    if (!report->past.is_kept)
        cpts_prose_put(&prose, "%s\n",
                       _("To see what changes from run to run, keep a history: --history STORE."));
    return CPTS_OK;
}
