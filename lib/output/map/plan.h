/*
 * A static map in SVG, for what has no script: the report on paper, what changes, the sheets. Its
 * layers are added one by one, then names: none lies on another, the first added has its place.
 * Colours and hatches are those of page.css, by class.
 */
#ifndef CPTS_OUTPUT_MAP_PLAN_H
#define CPTS_OUTPUT_MAP_PLAN_H

#include "coverage/report.h"
#include "output/map/svg.h"

#define CPTS_PLAN_NAMES 160 /* at most */

struct plan_name {
    int x, y, width, height; /* its middle and its size, in the numbers of the drawing */
};

struct plan {
    const struct cpts_report *report;
    struct svg svg;
    struct plan_name names[CPTS_PLAN_NAMES];
    size_t name_count;
};

/* Opens the drawing of a box and what is around it, in at most `width` by `height`; false when
 * there is nothing to see. `label` says what it is. */
bool cpts_plan_open(struct plan *plan, const struct cpts_report *report, struct output_file *file,
                    struct box box, double width, double height, const char *label);
/* With a scale bar. */
void cpts_plan_close(struct plan *plan);

/* The parts of units, each a path of that class. */
void cpts_plan_unit(struct plan *plan, uint32_t part, const char *css);

/* Which of the tints of page.css, t0 to t6, a perimeter has. */
int cpts_plan_tint(const char *id);

/* Perimeters in tints that distinguish them; the one of that id, if any, last and as "subject". */
cpts_status cpts_plan_perimeters(struct plan *plan, const struct cpts_report *report,
                                 const char *subject);

/* The ground of the region, if it has one: its areas, or its lines; its places by name. */
void cpts_plan_ground(struct plan *plan, bool areas);
void cpts_plan_places(struct plan *plan);

/* Overlaps, white zones and what is outside, except slivers; `fate` is added to their class. */
void cpts_plan_finding(struct plan *plan, const struct cpts_report *report, size_t i,
                       const char *fate);
void cpts_plan_findings(struct plan *plan, const struct cpts_report *report);

/* Names of perimeters, where they have room; of the most populous units, with a dot, and of those
 * that `is_named` says, all when it is NULL. */
cpts_status cpts_plan_perimeter_names(struct plan *plan, const struct cpts_report *report);
cpts_status cpts_plan_towns(struct plan *plan, size_t most, const bool *is_named);

/* Numbers from 1, each on one of the units marked: names make room for those that come before them.
 */
cpts_status cpts_plan_marks(struct plan *plan, const uint32_t *marked, size_t count);

void cpts_plan_layer(struct plan *plan, const char *css); /* opens a layer */
void cpts_plan_layer_end(struct plan *plan);

struct box cpts_finding_box(struct box box, const struct cpts_report *report, size_t finding);

#endif
