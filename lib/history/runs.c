#include "history/record.h"

#include <math.h>

/* The share from which a unit was whole; NAN, null in the store, when perimeters are as drawn. */
static double snapped_from(const struct cpts_report *report)
{
    return report->snap_to_units > 0 ? report->snap_to_units : NAN;
}

static void put_row(struct record *record)
{
    const struct cpts_report *report = record->report;
    const cpts_totals *totals = &report->totals;
    const double measures[] = {totals->area_m2,         totals->population,
                               totals->covered_area_m2, totals->covered_population,
                               totals->white_area_m2,   totals->white_population,
                               totals->overlap_area_m2, totals->overlap_population,
                               totals->outside_area_m2, totals->sliver_area_m2,
                               totals->area_rate,       totals->population_rate};
    struct query insert = cpts_query(
        record->store,
        "INSERT INTO runs VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    cpts_query_integer(&insert, record->run);
    cpts_query_text(&insert, record->time);
    cpts_query_text(&insert, cpts_version());
    cpts_query_text(&insert, report->region->crs);
    cpts_query_number(&insert, report->sliver_width_m);
    cpts_query_text(&insert, report->fail_on);
    cpts_query_text(&insert, cpts_verdict_word(report->verdict));
    cpts_query_number(&insert, cpts_context_elapsed_s(report->region->context));
    cpts_query_integer(&insert, (int64_t)totals->units);
    cpts_query_integer(&insert, (int64_t)totals->perimeters);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        cpts_query_number(&insert, measures[i]);
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        cpts_query_integer(&insert, (int64_t)report->counts.findings[s]);
    cpts_query_optional(&insert, report->region->as_of);
    cpts_query_optional(&insert, report->region->statuses);
    cpts_query_number(&insert, snapped_from(report));
    cpts_query_integer(&insert, cpts_schema_version());
    cpts_query_run(&insert);
    cpts_query_end(&insert);
}

static void put_inputs(struct record *record)
{
    struct cpts_region *region = record->report->region;
    struct query insert = cpts_query(record->store, "INSERT INTO inputs VALUES(?,?,?,?,?,?,?)");
    for (size_t i = 0; i < region->source_count && record->store->status == CPTS_OK; i++) {
        struct source *source = &region->sources[i];
        record->store->status = cpts_source_digest(region, source);
        cpts_query_integer(&insert, record->run);
        cpts_query_text(&insert, source->path);
        cpts_query_optional(&insert, source->layer);
        cpts_query_text(&insert, source->role);
        cpts_query_integer(&insert, (int64_t)source->features);
        cpts_query_optional(&insert, source->crs);
        cpts_query_optional(&insert, source->sha256);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

static void put_rules(struct record *record)
{
    const struct counts *counts = &record->report->counts;
    struct query insert = cpts_query(record->store, "INSERT INTO rules VALUES(?,?,?,?)");
    for (int r = 0; r < CPTS_RULE_COUNT; r++) {
        cpts_query_integer(&insert, record->run);
        cpts_query_text(&insert, cpts_rule_name((cpts_rule)r));
        cpts_query_integer(&insert, (int64_t)counts->by_rule[r]);
        cpts_query_integer(&insert, (int64_t)counts->slivers[r]);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

/* What moves may then come of the options, and not of a declaration. */
static void log_other_options(struct record *record)
{
    const struct cpts_report *report = record->report;
    struct query query =
        cpts_query(record->store, "SELECT 1 FROM runs WHERE run=? AND(sliver_width_m<>? OR "
                                  "statuses IS NOT ? OR snap_to_units IS NOT ?)");
    cpts_query_integer(&query, record->previous_run);
    cpts_query_number(&query, report->sliver_width_m);
    cpts_query_optional(&query, report->region->statuses);
    cpts_query_number(&query, snapped_from(report));
    if (cpts_query_row(&query))
        cpts_log(record->store->context, CPTS_NORMAL,
                 _("the last run of the history %s had another sliver width, other statuses or "
                   "another --snap-to-units: changes may come from that"),
                 record->store->path);
    cpts_query_end(&query);
}

/* By a clock that went back to 1970, acceptances and CPTS that have ended would be in force again.
 */
static void doubt_clock(struct record *record)
{
    struct query query = cpts_query(record->store, "SELECT checked_at FROM runs WHERE "
                                                   "julianday(checked_at)>julianday(?)+1 "
                                                   "ORDER BY checked_at DESC LIMIT 1");
    cpts_query_text(&query, record->time);
    if (cpts_query_row(&query))
        record->store->status = cpts_fail(
            record->store->context, CPTS_ERROR_INPUT,
            _("the clock says %s, before the last run of the history %s (%s), so what has ended "
              "would be in force again: set the clock; if it is right, add --expect-changes"),
            record->time, record->store->path, cpts_query_text_at(&query, 0));
    cpts_query_end(&query);
}

void cpts_record_run(struct record *record)
{
    if (record->report->region->doubts_changes)
        doubt_clock(record);
    record->previous_run = cpts_store_number(record->store, "SELECT max(run) FROM runs");
    record->run = record->previous_run + 1;
    log_other_options(record);
    put_row(record);
    put_inputs(record);
    put_rules(record);
}

void cpts_record_verdict(struct record *record)
{
    struct query update = cpts_query(record->store, "UPDATE runs SET verdict=? WHERE run=?");
    cpts_query_text(&update, cpts_verdict_word(record->report->verdict));
    cpts_query_integer(&update, record->run);
    cpts_query_run(&update);
    cpts_query_end(&update);
}
