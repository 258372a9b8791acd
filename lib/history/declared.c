/*
 * What a report declares, put into tables: those of a run of the history, or of one side of a
 * comparison.
 */
#include "history/record.h"

/* A smaller share of a unit is not worth recording as a claim: it is two drawings of a border. */
#define LEAST_SHARE 0.001

static void put_units(struct store *store, const char *sql, int side,
                      const struct cpts_report *report)
{
    const struct units *units = &report->region->units;
    struct query insert = cpts_query(store, sql);
    for (size_t u = 0; u < units->count; u++) {
        cpts_query_integer(&insert, side);
        cpts_query_text(&insert, units->code[u]);
        cpts_query_text(&insert, units->name[u]);
        cpts_query_number(&insert, units->population[u]);
        cpts_query_number(&insert, report->units[u].area_m2);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

static void put_perimeters(struct store *store, const char *sql, int side,
                           const struct cpts_report *report)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    struct query insert = cpts_query(store, sql);
    for (size_t p = 0; p < perimeters->count; p++) {
        cpts_query_integer(&insert, side);
        cpts_query_text(&insert, perimeters->id[p]);
        cpts_query_text(&insert, perimeters->name[p]);
        cpts_query_optional(&insert, perimeters->status[p]);
        cpts_query_number(&insert, report->perimeters[p].population);
        cpts_query_number(&insert, report->perimeters[p].area_m2);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

static void put_claims(struct store *store, const char *sql, int side,
                       const struct cpts_report *report)
{
    const struct cpts_region *region = report->region;
    struct query insert = cpts_query(store, sql);
    for (size_t i = 0; i < report->claim_count; i++) {
        const struct claim *claim = &report->claims[i];
        if (claim->share < LEAST_SHARE)
            continue;
        cpts_query_integer(&insert, side);
        cpts_query_text(&insert, region->units.code[claim->unit]);
        cpts_query_text(&insert, region->perimeters.id[claim->perimeter]);
        cpts_query_number(&insert, claim->share);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

void cpts_store_declared(struct store *store, const struct declared_inserts *inserts, int side,
                         const struct cpts_report *report)
{
    put_units(store, inserts->units, side, report);
    put_perimeters(store, inserts->perimeters, side, report);
    put_claims(store, inserts->claims, side, report);
}
