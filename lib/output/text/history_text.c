#include "output/text/history_text.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "compare/conflicts.h"
#include "output/text/place_title.h"

#define MOVED_SHOWN 10 /* of each state */

const char *cpts_state_label(cpts_state state)
{
    static const char *const labels[CPTS_STATE_COUNT] = {
        [CPTS_STATE_NONE] = "",
        [CPTS_STATE_NEW] = N_("new"),
        [CPTS_STATE_PERSISTING] = N_("as before"),
        [CPTS_STATE_GROWN] = N_("grown"),
        [CPTS_STATE_SHRUNK] = N_("shrunk"),
        [CPTS_STATE_SPLIT] = N_("split off"),
        [CPTS_STATE_MERGED] = N_("merged"),
        [CPTS_STATE_REOPENED] = N_("back"),
        [CPTS_STATE_RESOLVED] = N_("resolved"),
    };
    return *labels[state] ? _(labels[state]) : "";
}

cpts_state cpts_state_named(const char *name)
{
    for (int s = CPTS_STATE_NEW; s < CPTS_STATE_COUNT; s++)
        if (strcmp(name, cpts_state_name((cpts_state)s)) == 0)
            return (cpts_state)s;
    return CPTS_STATE_NONE;
}

const char *cpts_moved_label(char cell[CPTS_CELL_BYTES], cpts_state state, size_t split_count)
{
    if (!split_count)
        return cpts_state_label(state);
    if (state == CPTS_STATE_PERSISTING)
        return _("split");
    /* TRANSLATORS: %s is a state, such as "shrunk" */
    snprintf(cell, CPTS_CELL_BYTES, _("%s and split"), cpts_state_label(state));
    return cell;
}

struct finding_list cpts_findings_in_state(const struct cpts_report *report, cpts_state state)
{
    const struct past *past = &report->past;
    if (!cpts_state_is_gone(state))
        return (struct finding_list){report->findings, report->finding_count};
    return (struct finding_list){past->resolved, past->resolved_count + past->merged_count};
}

bool cpts_state_is_good(cpts_state state)
{
    return state == CPTS_STATE_SHRUNK || state == CPTS_STATE_RESOLVED;
}

/* "2 new", "1 grown". */
static const struct plural count_words[CPTS_STATE_COUNT] = {
    [CPTS_STATE_NEW] = NP_("%s new", "%s new"),
    [CPTS_STATE_GROWN] = NP_("%s grown", "%s grown"),
    [CPTS_STATE_SHRUNK] = NP_("%s shrunk", "%s shrunk"),
    [CPTS_STATE_SPLIT] = NP_("%s split off", "%s split off"),
    [CPTS_STATE_MERGED] = NP_("%s merged", "%s merged"),
    [CPTS_STATE_REOPENED] = NP_("%s back", "%s back"),
    [CPTS_STATE_RESOLVED] = NP_("%s resolved", "%s resolved"),
};

static void put_counts(struct prose *prose, const struct past *past)
{
    char moment[128];
    size_t kinds = 0;
    /* TRANSLATORS: %s is a date and a time */
    cpts_prose_put(prose, _("Since the run of %s: "),
                   cpts_moment_words(moment, sizeof moment, past->previous_at));
    for (int i = 0; i < CPTS_MOVED_STATES; i++) {
        const cpts_state state = cpts_moved_states[i];
        if (!past->states[state])
            continue;
        cpts_prose_put(prose, "%s", kinds++ ? ", " : "");
        cpts_prose_counted(prose, count_words[state].one, count_words[state].many,
                           past->states[state]);
    }
    cpts_prose_put(prose, "%s.\n", kinds ? "" : _("nothing new"));
}

static const char *name_of(const struct cpts_report *report, const char *perimeter)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct past *past = &report->past;
    for (size_t p = 0; p < perimeters->count; p++)
        if (strcmp(perimeters->id[p], perimeter) == 0)
            return perimeters->name[p];
    for (size_t i = 0; i < past->change_count; i++)
        if (strcmp(past->changes[i].perimeter, perimeter) == 0)
            return past->changes[i].name;
    return perimeter;
}

/* A CPTS may have joined or left an overlap that has not moved. */
static bool is_as_large(const cpts_finding *finding)
{
    return fabs(finding->area_m2 - finding->area_before_m2) < 1 &&
           (!isfinite(finding->population_before) ||
            round(finding->population) == round(finding->population_before));
}

/* " (was 1.00 km², 1,000 inhabitants)", of what grew or shrank. */
static void put_before(struct prose *prose, const cpts_finding *finding)
{
    char area[CPTS_CELL_BYTES];
    if (!(finding->area_before_m2 > 0) || is_as_large(finding))
        return;
    /* As many decimals as in the sentence of what it is now. */
    const int decimals = finding->area_before_m2 >= 1e8 ? 0 : 2;
    cpts_prose_put(prose, _(" (was %s km²"),
                   decimals ? cpts_prose_area(prose, area, finding->area_before_m2)
                            : cpts_prose_number(prose, area, finding->area_before_m2 / 1e6, 0));
    if (isfinite(finding->population_before)) {
        const unsigned long n = (unsigned long)fmax(round(finding->population_before), 0);
        cpts_prose_counted(prose, ", %s inhabitant", ", %s inhabitants", n);
    }
    cpts_prose_put(prose, ")");
}

static void put_finding(struct prose *prose, const struct cpts_report *report,
                        const cpts_finding *finding)
{
    /* TRANSLATORS: before a sentence; %s is a state */
    cpts_prose_put(prose, _("  - %s: "), cpts_state_label(finding->state));
    cpts_prose_name(prose, finding->message);
    put_before(prose, finding);
    if (finding->acceptance)
        cpts_prose_put(prose, "%s", _(" (accepted)"));
    for (size_t i = 0; i < finding->cause_count; i++) {
        cpts_prose_put(prose, "%s", i ? ", " : _("; changed by "));
        cpts_prose_name(prose, name_of(report, finding->causes[i]));
    }
    cpts_prose_put(prose, "\n");
}

static void put_state(struct prose *prose, const struct cpts_report *report, cpts_state state)
{
    const struct finding_list list = cpts_findings_in_state(report, state);
    const cpts_finding *findings = list.items;
    const size_t count = list.count;
    size_t shown = 0;
    for (size_t i = 0; i < count && shown < MOVED_SHOWN; i++)
        if (findings[i].state == state && !findings[i].sliver) {
            put_finding(prose, report, &findings[i]);
            shown++;
        }
    const size_t more = report->past.states[state] - shown;
    char cell[CPTS_CELL_BYTES];
    if (more)
        cpts_prose_put(prose, _("    (%s: %s more)\n"), cpts_state_label(state),
                       cpts_prose_count(prose, cell, more));
}

void cpts_prose_moved(struct prose *prose, const struct cpts_report *report)
{
    const struct past *past = &report->past;
    if (!past->is_kept)
        return;
    if (!past->previous_at) {
        cpts_prose_put(
            prose, "%s\n\n",
            _("This is the first run of the history: the next ones will be compared with it."));
        return;
    }
    put_counts(prose, past);
    for (int i = 0; i < CPTS_MOVED_STATES; i++)
        put_state(prose, report, cpts_moved_states[i]);
    cpts_prose_put(prose, "\n");
}

/* ---- acceptances ------------------------------------------------------------------------- */

#define SOON_DAYS 30

/* Days from today to the day of an ISO date. */
static long days_until(const struct cpts_report *report, const char *day)
{
    struct tm date = {.tm_isdst = 0};
    if (!strptime(day, "%Y-%m-%d", &date))
        return LONG_MAX;
    return (long)(timegm(&date) / 86400 - cpts_output_seconds(report->region->context) / 86400);
}

static bool ends_soon(const struct cpts_report *report, const struct accepted *accepted)
{
    return accepted->state == ACCEPTANCE_HOLDS && *accepted->acceptance.until &&
           days_until(report, accepted->acceptance.until) <= SOON_DAYS;
}

/* What it is about in words, then what became of it. */
static void put_acceptance(struct prose *prose, const struct cpts_report *report,
                           const struct accepted *accepted)
{
    char day[128];
    const char *until = cpts_date_words(day, sizeof day, accepted->acceptance.until);
    cpts_prose_put(prose, "  - ");
    if (accepted->finding != SIZE_MAX) {
        cpts_prose_name(prose, report->findings[accepted->finding].message);
        cpts_prose_put(prose, " (");
    }
    cpts_prose_name(prose, accepted->acceptance.id);
    cpts_prose_put(prose, "%s", accepted->finding != SIZE_MAX ? ")" : "");
    switch (accepted->state) {
    case ACCEPTANCE_HOLDS:
        cpts_prose_put(prose, _(": the acceptance ends on %s\n"), until);
        break;
    case ACCEPTANCE_EXPIRED:
        cpts_prose_put(prose, _(": the acceptance ended on %s; the finding counts again\n"), until);
        break;
    case ACCEPTANCE_OUTGROWN:
        cpts_prose_put(prose, "%s",
                       _(": larger than what was accepted; the finding counts again\n"));
        break;
    case ACCEPTANCE_IDLE:
        cpts_prose_put(prose, "%s",
                       _(": accepted, and no longer found; the acceptance can be removed\n"));
        break;
    }
}

void cpts_prose_accepted(struct prose *prose, const struct cpts_report *report)
{
    size_t held = 0;
    if (!report->accepted_count)
        return;
    for (size_t i = 0; i < report->accepted_count; i++)
        held += report->accepted[i].state == ACCEPTANCE_HOLDS;
    cpts_prose_counted(prose, "%s finding is accepted and does not count.\n",
                       "%s findings are accepted and do not count.\n", held);
    for (size_t i = 0; i < report->accepted_count; i++)
        if (report->accepted[i].state != ACCEPTANCE_HOLDS ||
            ends_soon(report, &report->accepted[i]))
            put_acceptance(prose, report, &report->accepted[i]);
    cpts_prose_put(prose, "\n");
}
