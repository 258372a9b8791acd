/*
 * The text of a mail: how the region is in a line, good as a subject; then only what moved.
 */
#include <math.h>

#include "compare/conflicts.h"
#include "output/output.h"
#include "output/text/history_text.h"

static size_t count_moved(const struct cpts_report *report)
{
    size_t count = 0;
    for (int i = 0; i < CPTS_MOVED_STATES; i++)
        count += report->past.states[cpts_moved_states[i]];
    return count;
}

static void put_subject(struct prose *prose, const struct cpts_report *report)
{
    const cpts_totals *totals = &report->totals;
    const bool has_population = isfinite(totals->population_rate);
    char errors[CPTS_CELL_BYTES], rate[CPTS_CELL_BYTES];
    cpts_prose_put(prose, "%s — ",
                   report->verdict == CPTS_VERDICT_COMPLIANT ? _("COMPLIANT") : _("NOT COMPLIANT"));
    cpts_prose_put(prose,
                   dngettext("cpts-coverage", "%s error", "%s errors",
                             report->counts.findings[CPTS_SEVERITY_ERROR]),
                   cpts_prose_count(prose, errors, report->counts.findings[CPTS_SEVERITY_ERROR]));
    cpts_prose_put(
        prose,
        has_population ? _(", %s %% of the inhabitants covered\n")
                       : _(", %s %% of the area covered\n"),
        cpts_prose_percent(prose, rate,
                           has_population ? totals->covered_population : totals->covered_area_m2,
                           has_population ? totals->population : totals->area_m2));
    cpts_prose_put(prose, "\n");
}

cpts_status cpts_write_mail(const struct cpts_report *report, struct output_file *file)
{
    struct prose prose = cpts_prose_begin(file);
    put_subject(&prose, report);
    if (report->past.previous_at && !count_moved(report))
        cpts_prose_put(&prose, _("Nothing has moved since the run of %s.\n"),
                       report->past.previous_at);
    else
        cpts_prose_moved(&prose, report);
    cpts_prose_accepted(&prose, report);
    if (!report->past.is_kept)
        cpts_prose_put(&prose, "%s\n",
                       _("What moved is told when a history is kept: --history STORE."));
    return CPTS_OK;
}
