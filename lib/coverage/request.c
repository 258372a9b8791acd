/*
 * A check as other programs ask for it: its options are looked at, the stages run, the profile is
 * added.
 */
#include "coverage/check.h"
#include "coverage/profile.h"

cpts_status cpts_check(cpts_report **out, cpts_region *region, const cpts_check_options *options)
{
    cpts_context *context = region->context;
    const cpts_check_options defaults = CPTS_CHECK_OPTIONS_INIT;
    cpts_check_options kept;
    *out = NULL;
    cpts_begin(context);
    cpts_status status = cpts_options_take(context, &kept, sizeof kept,
                                           CPTS_SIZE_THROUGH(cpts_check_options, fail_on),
                                           options ? options : &defaults);
    if (status != CPTS_OK)
        return status;
    if (!(kept.sliver_width_m >= 0))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the sliver width must be zero or more metres"));
    const double snap = kept.snap_to_units;
    if (snap != 0 && !(snap >= CPTS_SNAP_LEAST && snap <= 1))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the share from which a unit is whole must be between 0.5 and 1"));
    if (!kept.fail_on)
        kept.fail_on = defaults.fail_on;
    struct cpts_report *report;
    cpts_digests_begin(region, region->sources, region->source_count);
    status = cpts_report_make(&report, region, &kept);
    if (status == CPTS_OK)
        status = cpts_profile_build(report);
    if (status == CPTS_OK)
        *out = report;
    else
        cpts_report_free(report);
    return status;
}
