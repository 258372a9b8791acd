#include "output/text/headline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "input/region/largest.h"
#include "output/text/words.h"

/* ---- the verdict ----------------------------------------------------------------------------- */

void cpts_prose_counts(struct prose *prose, const struct cpts_report *report)
{
    static const struct plural counting[CPTS_SEVERITY_COUNT] = {
        [CPTS_SEVERITY_ERROR] = NP_("%s error", "%s errors"),
        [CPTS_SEVERITY_WARNING] = NP_("%s warning", "%s warnings"),
        [CPTS_SEVERITY_NOTE] = NP_("%s note", "%s notes"),
    };
    static const struct plural accepted[CPTS_SEVERITY_COUNT] = {
        [CPTS_SEVERITY_ERROR] = NP_("%s accepted error", "%s accepted errors"),
        [CPTS_SEVERITY_WARNING] = NP_("%s accepted warning", "%s accepted warnings"),
        [CPTS_SEVERITY_NOTE] = NP_("%s accepted note", "%s accepted notes"),
    };
    size_t held[CPTS_SEVERITY_COUNT] = {0};
    for (size_t i = 0; i < report->finding_count; i++)
        held[report->findings[i].severity] += report->findings[i].acceptance != NULL;
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++) {
        const size_t count = report->counts.findings[s] - held[s];
        cpts_prose_put(prose, "%s", s ? ", " : "");
        if (count || !held[s])
            cpts_prose_counted(prose, counting[s].one, counting[s].many, count);
        cpts_prose_put(prose, "%s", count && held[s] ? ", " : "");
        if (held[s])
            cpts_prose_counted(prose, accepted[s].one, accepted[s].many, held[s]);
    }
}

void cpts_prose_verdict(struct prose *prose, const struct cpts_report *report)
{
    const bool is_compliant = report->verdict == CPTS_VERDICT_COMPLIANT;
    cpts_prose_painted(prose, is_compliant ? PAINT_GOOD : PAINT_BAD,
                       is_compliant ? _("COMPLIANT") : _("NOT COMPLIANT"));
    cpts_prose_put(prose, " — ");
    cpts_prose_counts(prose, report);
}

/* ---- the news -------------------------------------------------------------------------------- */

#define GROUPS_SHOWN 3
#define NAME_BYTES   80 /* of a place in the line: a subject is read at a glance */

/* What people have a word of their own for; the rest is "other findings". */
enum kind { KIND_OVERLAP, KIND_WHITE_ZONE, KIND_OUTSIDE, KIND_OTHER, KINDS };

static enum kind kind_of(cpts_rule rule)
{
    return rule == CPTS_RULE_OVERLAP      ? KIND_OVERLAP
           : rule == CPTS_RULE_WHITE_ZONE ? KIND_WHITE_ZONE
           : rule == CPTS_RULE_OUTSIDE    ? KIND_OUTSIDE
                                          : KIND_OTHER;
}

/* A pair that is not given is that of what is resolved. */
static const struct plural *words_of(enum kind kind, cpts_state state)
{
    static const struct plural words[KINDS][CPTS_STATE_COUNT] = {
        [KIND_OVERLAP] =
            {
                [CPTS_STATE_NEW] = NP_("%s new overlap", "%s new overlaps"),
                [CPTS_STATE_REOPENED] = NP_("%s overlap back", "%s overlaps back"),
                [CPTS_STATE_GROWN] = NP_("%s overlap grown", "%s overlaps grown"),
                [CPTS_STATE_SHRUNK] = NP_("%s overlap shrunk", "%s overlaps shrunk"),
                [CPTS_STATE_RESOLVED] = NP_("%s overlap resolved", "%s overlaps resolved"),
            },
        [KIND_WHITE_ZONE] =
            {
                [CPTS_STATE_NEW] = NP_("%s new white zone", "%s new white zones"),
                [CPTS_STATE_REOPENED] = NP_("%s white zone back", "%s white zones back"),
                [CPTS_STATE_GROWN] = NP_("%s white zone grown", "%s white zones grown"),
                [CPTS_STATE_SHRUNK] = NP_("%s white zone shrunk", "%s white zones shrunk"),
                [CPTS_STATE_RESOLVED] = NP_("%s white zone resolved", "%s white zones resolved"),
            },
        [KIND_OUTSIDE] =
            {
                [CPTS_STATE_NEW] =
                    NP_("%s new place outside the region", "%s new places outside the region"),
                [CPTS_STATE_REOPENED] =
                    NP_("%s place outside the region back", "%s places outside the region back"),
                [CPTS_STATE_GROWN] =
                    NP_("%s place outside the region grown", "%s places outside the region grown"),
                [CPTS_STATE_SHRUNK] = NP_("%s place outside the region shrunk",
                                          "%s places outside the region shrunk"),
                [CPTS_STATE_RESOLVED] = NP_("%s place outside the region resolved",
                                            "%s places outside the region resolved"),
            },
        [KIND_OTHER] =
            {
                [CPTS_STATE_NEW] = NP_("%s other new finding", "%s other new findings"),
                [CPTS_STATE_REOPENED] = NP_("%s other finding back", "%s other findings back"),
                [CPTS_STATE_GROWN] = NP_("%s other finding grown", "%s other findings grown"),
                [CPTS_STATE_SPLIT] =
                    NP_("%s conflict split off another", "%s conflicts split off others"),
                [CPTS_STATE_MERGED] =
                    NP_("%s conflict merged into another", "%s conflicts merged into others"),
                [CPTS_STATE_SHRUNK] = NP_("%s other finding shrunk", "%s other findings shrunk"),
                [CPTS_STATE_RESOLVED] =
                    NP_("%s other finding resolved", "%s other findings resolved"),
            },
    };
    return &words[kind][words[kind][state].one ? state : CPTS_STATE_RESOLVED];
}

/* Of other findings that nothing stands before. */
static const struct plural *words_alone(cpts_state state)
{
    static const struct plural words[CPTS_STATE_COUNT] = {
        [CPTS_STATE_NEW] = NP_("%s new finding", "%s new findings"),
        [CPTS_STATE_REOPENED] = NP_("%s finding back", "%s findings back"),
        [CPTS_STATE_GROWN] = NP_("%s finding grown", "%s findings grown"),
        [CPTS_STATE_SHRUNK] = NP_("%s finding shrunk", "%s findings shrunk"),
        [CPTS_STATE_RESOLVED] = NP_("%s finding resolved", "%s findings resolved"),
    };
    return words[state].one ? &words[state] : words_of(KIND_OTHER, state);
}

/* Findings of one kind that moved in one way. */
struct group {
    enum kind kind;
    cpts_state state;
    size_t count;
    bool has_rules;            /* more than one */
    const cpts_finding *worst; /* the gravest, then the largest */
};

static bool is_worse(cpts_state state)
{
    return state == CPTS_STATE_NEW || state == CPTS_STATE_REOPENED || state == CPTS_STATE_GROWN;
}

static double inhabitants(const cpts_finding *finding)
{
    return isfinite(finding->population) ? finding->population : 0;
}

static bool is_graver(const cpts_finding *a, const cpts_finding *b)
{
    if (a->severity != b->severity)
        return a->severity < b->severity;
    if (inhabitants(a) != inhabitants(b))
        return inhabitants(a) > inhabitants(b);
    return a->area_m2 > b->area_m2;
}

static int by_weight(const void *a, const void *b)
{
    const struct group *one = a, *two = b;
    if (!one->count || !two->count)
        return !one->count - !two->count;
    if (is_worse(one->state) != is_worse(two->state))
        return is_worse(one->state) ? -1 : 1;
    if (one->worst->severity != two->worst->severity)
        return one->worst->severity < two->worst->severity ? -1 : 1;
    if ((one->kind == KIND_OTHER) != (two->kind == KIND_OTHER))
        return one->kind == KIND_OTHER ? 1 : -1;
    if (is_graver(one->worst, two->worst) != is_graver(two->worst, one->worst))
        return is_graver(one->worst, two->worst) ? -1 : 1;
    return (int)one->kind - (int)two->kind;
}

/* A group for each kind and state, most of them empty. */
struct groups {
    struct group of[KINDS * CPTS_STATE_COUNT];
};

static void gather(struct groups *groups, const cpts_finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const cpts_finding *finding = &findings[i];
        if (finding->sliver || finding->acceptance || finding->state == CPTS_STATE_NONE ||
            finding->state == CPTS_STATE_PERSISTING)
            continue;
        const bool is_part =
            finding->state == CPTS_STATE_SPLIT || finding->state == CPTS_STATE_MERGED;
        const enum kind kind = is_part ? KIND_OTHER : kind_of(finding->rule);
        struct group *group = &groups->of[kind * CPTS_STATE_COUNT + finding->state];
        group->kind = kind;
        group->state = finding->state;
        group->count++;
        group->has_rules |= group->worst && group->worst->rule != finding->rule;
        if (!group->worst || is_graver(finding, group->worst))
            group->worst = finding;
    }
}

/* The beginning of a name, cut between characters; mailers fold a subject at its spaces, so there
 * is one at a time. */
static void cut_name(char out[NAME_BYTES], const char *name)
{
    size_t used = 0, length;
    bool was_space = true;
    for (; *name; name += length) {
        uint32_t code;
        length = cpts_utf8_read(&code, name);
        const bool is_space = length == 1 && code <= ' ';
        if (!length)
            length = 1;
        if (used + length >= NAME_BYTES)
            break;
        if (!is_space)
            memcpy(out + used, name, length);
        else
            out[used] = ' ';
        used += is_space && was_space ? 0 : length;
        was_space = is_space;
    }
    out[used] = '\0';
}

/* ": Nice, 348,085 inhabitants", after the commune where most of them live. */
static void put_place(struct prose *prose, const struct cpts_report *report,
                      const cpts_finding *finding)
{
    const struct largest first =
        cpts_largest_of(report->region, finding->units, finding->unit_count, 1);
    char name[NAME_BYTES], cell[CPTS_CELL_BYTES];
    if (!finding->unit_count)
        return;
    cut_name(name,
             first.count ? report->region->units.name[first.units[0]] : finding->unit_names[0]);
    cpts_prose_put(prose, "%s", _(": "));
    cpts_prose_name(prose, name);
    if (finding->unit_count > 1)
        cpts_prose_put(prose, _(" and %s more"),
                       cpts_prose_count(prose, cell, finding->unit_count - 1));
    if (!isfinite(finding->population))
        return;
    const unsigned long n = (unsigned long)fmax(round(finding->population), 0);
    cpts_prose_counted(prose, ", %s inhabitant", ", %s inhabitants", n);
}

static void put_group(struct prose *prose, const struct cpts_report *report,
                      const struct group *group, bool is_first)
{
    const bool is_alone = is_first && group->kind == KIND_OTHER;
    const struct plural *words =
        is_alone ? words_alone(group->state) : words_of(group->kind, group->state);
    char said[CPTS_SAID_BYTES];
    cpts_prose_counted(prose, words->one, words->many, group->count);
    if (is_alone && !group->has_rules)
        cpts_prose_put(prose, " (%s)", cpts_said(said, prose, cpts_rule_title(group->worst->rule)));
    if (is_first)
        put_place(prose, report, group->worst);
}

/* Acceptances that have ended since the last run: what they covered counts again. */
static size_t count_ended(const struct cpts_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->accepted_count; i++)
        count += report->accepted[i].state == ACCEPTANCE_EXPIRED && report->past.previous_at &&
                 strncmp(report->accepted[i].acceptance.until, report->past.previous_at, 10) >= 0;
    return count;
}

static bool put_moved(struct prose *prose, const struct cpts_report *report)
{
    struct groups groups = {.of = {{.count = 0}}};
    const size_t room = sizeof groups.of / sizeof *groups.of, ended = count_ended(report);
    size_t shown = 0, more = 0;
    gather(&groups, report->findings, report->finding_count);
    gather(&groups, report->past.resolved, report->past.resolved_count + report->past.merged_count);
    qsort(groups.of, room, sizeof *groups.of, by_weight);
    for (size_t g = 0; g < room && groups.of[g].count; g++) {
        if (shown == GROUPS_SHOWN) {
            more += groups.of[g].count;
            continue;
        }
        cpts_prose_put(prose, "%s", shown ? _("; ") : "");
        put_group(prose, report, &groups.of[g], !shown);
        shown++;
    }
    if (ended) {
        cpts_prose_put(prose, "%s", shown ? _("; ") : "");
        cpts_prose_counted(prose, "%s acceptance ended", "%s acceptances ended", ended);
    }
    if (more) {
        cpts_prose_put(prose, "%s", _("; "));
        cpts_prose_counted(prose, "%s more", "%s more", more);
    }
    return shown || ended;
}

void cpts_prose_news(struct prose *prose, const struct cpts_report *report)
{
    const bool is_compliant = report->verdict == CPTS_VERDICT_COMPLIANT;
    if (report->past.is_kept && report->past.previous_at && put_moved(prose, report))
        return;
    if (report->past.is_kept)
        cpts_prose_put(prose, "%s",
                       report->past.previous_at ? _("nothing new; ") : _("first run; "));
    cpts_prose_put(prose, "%s — ", is_compliant ? _("COMPLIANT") : _("NOT COMPLIANT"));
    cpts_prose_counts(prose, report);
}
