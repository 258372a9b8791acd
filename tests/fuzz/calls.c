/*
 * Calls of the interface in any order, each byte one call: objects are freed before what was made
 * with them, added to after they were checked, copied, compared and written while others go.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

enum { CALLS_MOST = 80, PLACES = 3, SQUARE_ROOM = 93 };

struct objects {
    cpts_context *context;
    cpts_region *regions[PLACES];
    cpts_report *reports[PLACES];
    cpts_simulation *simulations[PLACES];
    cpts_proposal *proposals[PLACES];
    cpts_comparison *comparisons[PLACES];
    cpts_history *history;
};

/* A square of 100 m in a row of them, as a WKB polygon. */
static void square(uint8_t *wkb, unsigned at, unsigned width_m)
{
    const double x = 700000 + 100.0 * at, y = 6600000;
    const double ring[5][2] = {
        {x, y}, {x + width_m, y}, {x + width_m, y + 100}, {x, y + 100}, {x, y}};
    static const uint8_t head[13] = {1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    memcpy(wkb, head, sizeof head);
    memcpy(wkb + sizeof head, ring, sizeof ring);
}

static void check_message(cpts_context *context, cpts_status status)
{
    if (status == CPTS_ERROR_INTERRUPT)
        return; /* asked for */
    fuzz_ended_well(context, status);
}

/* ---- regions ------------------------------------------------------------------------------ */

static void make_region(struct objects *o, unsigned at)
{
    cpts_region_free(o->regions[at]);
    o->regions[at] = NULL;
    check_message(o->context, cpts_region_new(&o->regions[at], o->context, "EPSG:2154"));
}

static void copy_region(struct objects *o, unsigned at, unsigned from)
{
    if (at == from || !o->regions[from])
        return;
    cpts_region_free(o->regions[at]);
    o->regions[at] = NULL;
    check_message(o->context, cpts_region_copy(&o->regions[at], o->context, o->regions[from]));
}

/* Checked with a context of its own, which goes before its report. */
static void check_elsewhere(struct objects *o, unsigned at, unsigned from)
{
    cpts_region *copy = NULL;
    cpts_context *context = fuzz_context();
    check_message(context, cpts_region_copy(&copy, context, o->regions[from]));
    cpts_report_free(o->reports[at]);
    o->reports[at] = NULL;
    if (copy)
        check_message(context, cpts_check(&o->reports[at], copy, NULL));
    cpts_region_free(copy);
    cpts_context_free(context);
}

static void add(struct objects *o, unsigned at, unsigned number, unsigned kind)
{
    uint8_t wkb[SQUARE_ROOM];
    char code[8], id[8];
    cpts_region *region = o->regions[at];
    square(wkb, number, kind & 1 ? 150 : 100);
    snprintf(code, sizeof code, "%05u", 13001 + number);
    snprintf(id, sizeof id, "P%u", number % 3);
    if (kind < 3)
        check_message(o->context,
                      cpts_region_add_unit(region, code, "unit", "13", 100, wkb, sizeof wkb));
    else if (kind < 5)
        check_message(o->context, cpts_region_add_perimeter(region, id, "drawn", wkb, sizeof wkb));
    else if (kind < 7)
        check_message(o->context, cpts_region_declare_unit(region, id, "listed", code));
    else
        check_message(o->context, cpts_region_set_status(region, id, "ACI signé"));
}

/* ---- what is made of them ----------------------------------------------------------------- */

static void check(struct objects *o, unsigned at, unsigned from)
{
    cpts_report_free(o->reports[at]);
    check_message(o->context, cpts_check(&o->reports[at], o->regions[from], NULL));
}

static void plan(struct objects *o, unsigned at, unsigned from, bool proposes)
{
    static const char *const take[] = {"13001", NULL};
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;
    hypothesis.id = "P1";
    hypothesis.take = take;
    if (proposes) {
        cpts_proposal_free(o->proposals[at]);
        cpts_proposal_options asked = CPTS_PROPOSAL_OPTIONS_INIT;
        asked.objective = (cpts_objective)(at % CPTS_OBJECTIVE_COUNT);
        check_message(o->context, cpts_propose(&o->proposals[at], o->regions[from], &asked, NULL));
    } else {
        cpts_simulation_free(o->simulations[at]);
        check_message(o->context,
                      cpts_simulate(&o->simulations[at], o->regions[from], &hypothesis, NULL));
    }
}

static void compare(struct objects *o, unsigned at, unsigned from)
{
    cpts_compared sides[2] = {CPTS_COMPARED_INIT, CPTS_COMPARED_INIT};
    sides[0].report = o->reports[at];
    sides[1].report = o->reports[from];
    cpts_comparison_free(o->comparisons[at]);
    check_message(o->context, cpts_compare(&o->comparisons[at], o->context, &sides[0], &sides[1]));
}

static void write_all(struct objects *o, unsigned at, cpts_format format)
{
    cpts_context *context = o->context;
    if (o->reports[at]) /* of a context that may be gone: its message is not ours to read */
        cpts_report_write(o->reports[at], format, "/dev/null");
    if (o->simulations[at])
        check_message(context, cpts_simulation_write(o->simulations[at], format, "/dev/null"));
    if (o->proposals[at])
        check_message(context, cpts_proposal_write(o->proposals[at], format, "/dev/null"));
    if (o->comparisons[at])
        check_message(context, cpts_comparison_write(o->comparisons[at], format, "/dev/null"));
}

static const char *store_path(void)
{
    static char path[64];
    if (!*path)
        snprintf(path, sizeof path, "%s/cpts-fuzz-calls-%ld.sqlite",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    return path;
}

static void keep(struct objects *o, unsigned at, unsigned kind)
{
    cpts_acceptance acceptance = CPTS_ACCEPTANCE_INIT;
    const cpts_finding *finding = o->reports[at] ? cpts_report_finding(o->reports[at], 0) : NULL;
    acceptance.id = finding ? finding->id : "none";
    acceptance.reason = "why";
    acceptance.by = "who";
    if (!o->history)
        check_message(o->context, cpts_history_open(&o->history, o->context, store_path(), 0));
    else if (kind == 0)
        cpts_history_close(o->history), o->history = NULL;
    else if (kind == 1)
        check_message(o->context, cpts_history_commit(o->history));
    else if (kind == 2)
        check_message(o->context, cpts_history_accept(o->history, &acceptance));
    else if (o->reports[at])
        cpts_history_record(o->history, o->reports[at]);
    if (o->reports[at])
        cpts_report_accept(o->reports[at], &acceptance);
}

static void let_go(struct objects *o, unsigned at, unsigned kind)
{
    if (kind == 0)
        cpts_region_free(o->regions[at]), o->regions[at] = NULL;
    else if (kind == 1)
        cpts_report_free(o->reports[at]), o->reports[at] = NULL;
    else if (kind == 2)
        cpts_simulation_free(o->simulations[at]), o->simulations[at] = NULL;
    else if (kind == 3)
        cpts_proposal_free(o->proposals[at]), o->proposals[at] = NULL;
    else
        cpts_comparison_free(o->comparisons[at]), o->comparisons[at] = NULL;
}

/* Bits of a call: four for what, two and two for the objects. */
static void call(struct objects *o, uint8_t what, uint8_t more)
{
    static const cpts_format formats[] = {CPTS_FORMAT_TEXT, CPTS_FORMAT_JSON, CPTS_FORMAT_GEOJSON,
                                          CPTS_FORMAT_HTML};
    const unsigned at = (what >> 4 & 3) % PLACES, from = (unsigned)(what >> 6) % PLACES;
    const unsigned kind = what & 15;
    const bool has_region = o->regions[from];
    if (kind == 0)
        make_region(o, at);
    else if (kind == 1)
        copy_region(o, at, from);
    else if (kind <= 5 && o->regions[at])
        add(o, at, more % 6, more / 6 % 8);
    else if (kind <= 7 && has_region)
        check(o, at, from);
    else if (kind == 8 && has_region)
        check_elsewhere(o, at, from);
    else if (kind <= 10 && has_region)
        plan(o, at, from, kind == 10);
    else if (kind == 11 && o->reports[at] && o->reports[from])
        compare(o, at, from);
    else if (kind == 12)
        write_all(o, at, formats[more % 4]);
    else if (kind == 13)
        keep(o, at, more % 4);
    else if (kind == 14)
        let_go(o, at, more % 5);
    else if (more % 4 == 0)
        cpts_context_interrupt(o->context);
    else if (more % 4 == 1)
        cpts_context_resume(o->context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes bytes = {data, size};
    struct objects o = {.context = fuzz_context()};
    for (unsigned i = 0; i < 5; i++) { /* something to work on */
        if (!i)
            make_region(&o, 0);
        add(&o, 0, i, 0);
        add(&o, 0, i, i < 3 ? 5 : 3);
    }
    for (int i = 0; i < CALLS_MOST && bytes.left > 1; i++) {
        const uint8_t what = fuzz_byte(&bytes);
        call(&o, what, fuzz_byte(&bytes));
    }
    /* The context first: what was made with it holds it. */
    cpts_context_free(o.context);
    for (unsigned at = 0; at < PLACES; at++)
        for (unsigned kind = 0; kind < 5; kind++)
            let_go(&o, at, kind);
    cpts_history_close(o.history);
    unlink(store_path());
    return 0;
}
