/*
 * What is asked of a hypothesis, as options and a scenario say it, and what of it makes no sense.
 */
#include <string.h>

#include "planning/hypothesis.h"
#include "planning/scenario.h"
#include "planning/subject.h"

static cpts_status read_list(struct territory *territory, const struct cpts_region *region,
                             const char *const *texts, const char *id, const char *option)
{
    cpts_status status = CPTS_OK;
    for (; texts && *texts && status == CPTS_OK; texts++)
        status = cpts_territory_add(territory, region, *texts, id, option);
    return status;
}

static cpts_status refuse(const struct cpts_region *region, const cpts_hypothesis *asked)
{
    cpts_context *context = region->context;
    const bool takes = asked->take && *asked->take;
    const bool releases = asked->release && *asked->release;
    if (!asked->id || !*asked->id)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the perimeter of the hypothesis is missing; give its id with --as"));
    if (!takes && !releases)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the hypothesis changes nothing; say what the perimeter takes "
                           "(--take) or gives up (--release)"));
    if (asked->replace && !takes)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("--replace leaves the perimeter without territory; say with --take "
                           "what it is made of"));
    if (releases && asked->is_new)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("'%s' is new, so it has nothing to release"), asked->id);
    return CPTS_OK;
}

/* The hypothesis given by itself: joined to the scenario when it is about one of its CPTS. */
static cpts_status read_one(struct hypotheses *out, const struct cpts_region *region,
                            const cpts_hypothesis *asked)
{
    const char *id;
    size_t at = 0;
    cpts_status status = refuse(region, asked);
    if (status == CPTS_OK)
        status = cpts_subject_find(&id, region, asked->id, asked->is_new,
                                   asked->is_new ? "--new" : "--as");
    if (status != CPTS_OK)
        return status;
    while (at < out->count && strcmp(out->items[at].id, id) != 0)
        at++;
    if (at == out->count)
        status = cpts_hypotheses_add(out, region, id, "", asked->is_new);
    if (status != CPTS_OK)
        return status;
    struct hypothesis *one = &out->items[at];
    one->replace = asked->replace;
    status = read_list(&one->take, region, asked->take, one->id, "--take");
    if (status == CPTS_OK)
        status = read_list(&one->release, region, asked->release, one->id, "--release");
    if (status == CPTS_OK && one->release.feature_count)
        status = cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s",
                           _("--release takes codes, not polygons"));
    return status;
}

/* What cannot be meant: a new CPTS that gives up something, a unit both taken and given up. */
static cpts_status refuse_read(const struct hypotheses *all, const struct cpts_region *region)
{
    for (size_t h = 0; h < all->count; h++) {
        const struct hypothesis *one = &all->items[h];
        if (one->is_new && one->release.unit_count)
            return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                             _("'%s' is new, so it has nothing to release"), one->id);
        for (size_t u = 0; u < region->units.count; u++)
            if (one->take.units[u] && one->release.units[u])
                return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                                 _("'%s' would both take and release %s (%s)"), one->id,
                                 region->units.name[u], region->units.code[u]);
    }
    return CPTS_OK;
}

cpts_status cpts_hypotheses_read(struct hypotheses *out, const struct cpts_region *region,
                                 const cpts_hypothesis *asked)
{
    *out = (struct hypotheses){0};
    cpts_status status =
        asked->scenario ? cpts_scenario_read(out, region, asked->scenario) : CPTS_OK;
    if (status == CPTS_OK && (asked->id || !asked->scenario))
        status = read_one(out, region, asked);
    if (status == CPTS_OK)
        status = refuse_read(out, region);
    if (status != CPTS_OK)
        cpts_hypotheses_free(out);
    return status;
}
