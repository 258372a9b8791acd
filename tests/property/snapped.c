#include "snapped.h"

#include <math.h>

#include "coverage/report.h"

static const char *outline_amiss(const cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        const struct finding_shape *shape = &report->finding_shapes[i];
        double drawn_m2 = 0;
        for (uint32_t p = 0; p < shape->part_count; p++)
            drawn_m2 += report->shapes.parts[shape->first_part + p].area_m2;
        if (finding->rule <= CPTS_RULE_OUTSIDE &&
            fabs(drawn_m2 - finding->area_m2) > 1e-9 * finding->area_m2 + 0.01)
            return "snapped: a finding is not drawn as large as it is reported";
    }
    return NULL;
}

/* Snapped, every share is whole or lies between the two limits, and the books still balance, or the
 * check would have failed. */
const char *snapped_amiss(cpts_region *region, const cpts_check_options *plain)
{
    static const double shares[] = {0.5, 0.7};
    const char *why = NULL;
    for (size_t s = 0; s < sizeof shares / sizeof *shares && !why; s++) {
        cpts_check_options options = *plain;
        cpts_report *report = NULL;
        options.snap_to_units = shares[s];
        if (cpts_check(&report, region, &options) != CPTS_OK)
            return cpts_context_message(region->context);
        for (size_t c = 0; c < report->claim_count && !why; c++) {
            const double share = report->claims[c].share;
            if (share != 1 && (share >= shares[s] + 1e-9 || share <= 1 - shares[s] - 1e-9))
                why = "snapped: a share is left that should be whole or nothing";
        }
        why = why ? why : outline_amiss(report);
        cpts_report_free(report);
    }
    return why;
}
