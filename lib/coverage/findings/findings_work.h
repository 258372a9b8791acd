/*
 * What the files of the findings share. findings_draw.c draws and measures components,
 * findings_narrow.c says in which units they are narrow, findings_gather.c makes entries of them,
 * findings_defects.c adds what needs no component, findings.c orders, names and hands them to the
 * report.
 */
#ifndef CPTS_COVERAGE_FINDINGS_FINDINGS_WORK_H
#define CPTS_COVERAGE_FINDINGS_FINDINGS_WORK_H

#include "coverage/findings/components.h"
#include "coverage/findings/finding_outline.h"
#include "coverage/findings/findings.h"
#include "geometry/width.h"

/* One finding in the making. Its claimants are those of a claim set, or of a notice: once all is
 * drawn, none is added. */
struct entry {
    struct draft draft;
    size_t first_touched; /* in the pool, until it stops growing */
    uint32_t first_span, span_count;
    uint64_t hash;
    const char *message; /* given by a notice */
};

struct findings_work {
    struct cpts_report *report;
    struct ledger *ledger;
    const struct base *base;
    struct components components;
    struct drawer {
        struct finding_outline *outline;
        struct width_scratch width;
        struct shapes shapes; /* of components; of defects too, in the first one's */
        uint32_t *places;     /* of the component at hand, by unit */
        size_t place_capacity;
    } * drawers; /* one a thread */
    int drawer_count;
    struct measure {
        const struct shapes *shapes; /* the drawer's */
        uint32_t first_part, part_count;
        uint32_t key; /* claim set: claimants, or who is beside a white sliver */
        double area_m2, width_m, border_m;
        bool sliver;
    } * measures; /* by component */
    struct span {
        const struct shapes *shapes;
        uint32_t first_part, part_count;
    } * spans; /* what entries are drawn with, until it is copied into the report */
    size_t span_count;
    bool *narrow; /* by place: its finding is no wider than a sliver in its unit */
    struct entry *entries;
    size_t entry_count, entry_capacity;
    struct touched *touched;
    size_t touched_count, touched_capacity;
    uint32_t *beside;
    size_t beside_count, beside_capacity;
};

/* All of these are false, or NULL, when memory is short or the caller asked to stop. */

/* Draws and measures all components. */
bool cpts_findings_draw(struct findings_work *work);
void cpts_findings_free_drawers(struct findings_work *work);

/* Measures the parts a drawer has drawn from part `first` on. */
bool cpts_findings_measure(struct drawer *drawer, uint32_t first, double sliver_width_m,
                           struct measure *m);

/* Marks where a component that is not a sliver is no wider than one. */
bool cpts_findings_mark_narrow(struct findings_work *work, struct drawer *drawer, size_t component);

/* Makes entries of the components; then of the defects of the base and of what was noticed. */
bool cpts_findings_gather(struct findings_work *work);
bool cpts_findings_add_defects(struct findings_work *work);

/* A new last entry; units touched are added to the last one alone. */
struct entry *cpts_entry_new(struct findings_work *work, cpts_rule rule, bool sliver);
bool cpts_entry_touches(struct findings_work *work, struct entry *entry, uint32_t unit,
                        double area_m2, bool narrow);

/* Once all are added: one for each unit. */
void cpts_entry_merge_touched(struct findings_work *work, struct entry *entry);

/* Population, whole units and anchor of an entry, from the units touched. */
void cpts_entry_weigh(struct findings_work *work, struct entry *entry);

#endif
