#include "coverage/findings/finding_order.h"

#include <stdlib.h>
#include <string.h>

/* A finding and its polygons, which go together. */
struct placed {
    cpts_finding finding;
    struct finding_shape shape;
};

static double known_population(const cpts_finding *finding)
{
    return finding->population >= 0 ? finding->population : 0;
}

static int by_importance(const void *a, const void *b)
{
    const cpts_finding *l = &((const struct placed *)a)->finding;
    const cpts_finding *r = &((const struct placed *)b)->finding;
    if (l->severity != r->severity)
        return l->severity < r->severity ? -1 : 1;
    if (known_population(l) != known_population(r))
        return known_population(l) > known_population(r) ? -1 : 1;
    return strcmp(l->id, r->id);
}

cpts_status cpts_findings_sort(struct cpts_report *report)
{
    const size_t count = report->finding_count;
    struct placed *placed = cpts_array_raw(count, sizeof *placed);
    if (!placed)
        return cpts_fail_memory(report->region->context);
    for (size_t i = 0; i < count; i++)
        placed[i] = (struct placed){report->findings[i], report->finding_shapes[i]};
    if (count > 1)
        qsort(placed, count, sizeof *placed, by_importance);
    for (size_t i = 0; i < count; i++) {
        const struct finding_shape shape = placed[i].shape;
        report->findings[i] = placed[i].finding;
        report->finding_shapes[i] = shape;
        for (uint32_t p = 0; p < shape.part_count; p++)
            report->shapes.parts[shape.first_part + p].feature = (uint32_t)i;
    }
    cpts_array_free(placed);
    return CPTS_OK;
}
