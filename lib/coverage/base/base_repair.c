#include "coverage/base/base_repair.h"

#include <math.h>
#include <stdio.h>

#include "common/number.h"
#include "common/parallel.h"
#include "geometry/validity.h"

static double area_of_feature(const struct shapes *shapes, size_t first_part, uint32_t feature)
{
    double area_m2 = 0;
    for (size_t p = first_part; p < shapes->part_count; p++)
        if (shapes->parts[p].feature == feature)
            area_m2 += shapes->parts[p].area_m2;
    return area_m2;
}

void cpts_repair_message(char *out, size_t size, const char *name, const char *code,
                         const char *reason, double change_m2)
{
    const struct number_style style = cpts_number_style();
    char change[64];
    cpts_number_text(change, sizeof change, &style, change_m2, 2);
    if (fabs(change_m2) < 0.005)
        snprintf(out, size, _("%s (%s): invalid polygon, repaired: %s"), name, code, reason);
    else
        snprintf(out, size, _("%s (%s): invalid polygon, repaired: %s; its area changed by %s m²"),
                 name, code, reason, change);
}

static cpts_status report_repair(struct base *base, uint32_t unit, double change_m2)
{
    const struct units *units = &base->region->units;
    char message[512];
    cpts_repair_message(message, sizeof message, units->name[unit], units->code[unit],
                        base->geos.message, change_m2);
    const struct notice notice = {.rule = CPTS_RULE_INVALID_UNIT,
                                  .severity = CPTS_SEVERITY_WARNING,
                                  .perimeter = CPTS_NONE,
                                  .unit = unit,
                                  .key = units->code[unit],
                                  .message = message,
                                  .area_m2 = fabs(change_m2)};
    return cpts_region_notice(base->region, &notice) ? CPTS_OK
                                                     : cpts_fail_memory(base->region->context);
}

/* Units sifted by several threads, each with scratch of its own. */
struct sieve {
    struct base *base;
    const bool *wanted; /* by unit; NULL: all */
    bool reports;
    bool repaired; /* some unit */
    uint32_t *parts;
    size_t *first;
    struct validity *validity; /* by thread */
    uint8_t *suspect;          /* by unit */
};

static cpts_status repair_unit(struct sieve *sieve, uint32_t unit)
{
    struct base *base = sieve->base;
    if (cpts_is_interrupted(base->region->context))
        return cpts_interrupted(base->region->context);
    const struct units *units = &base->region->units;
    const uint32_t *parts = sieve->parts + sieve->first[unit];
    const size_t count = sieve->first[unit + 1] - sieve->first[unit];
    const size_t before = base->shapes->part_count;
    const double area_m2 = cpts_parts_area_m2(base->shapes, parts, count);
    const enum geos_result result =
        cpts_geos_repair(&base->geos, base->shapes, parts, count, false);
    if (result == GEOS_UNCHANGED)
        return CPTS_OK;
    if (result == GEOS_FAILED && base->geos.no_memory)
        return cpts_fail_memory(base->region->context);
    if (result == GEOS_FAILED)
        return cpts_fail(base->region->context, CPTS_ERROR_INPUT,
                         _("%s (%s): its polygon is invalid and could not be repaired: %s; repair "
                           "it in the source, for instance with 'Fix geometries' of QGIS"),
                         units->code[unit], units->name[unit], base->geos.message);
    sieve->repaired = true;
    return sieve->reports
               ? report_repair(base, unit, area_of_feature(base->shapes, before, unit) - area_m2)
               : CPTS_OK;
}

#define SIFTED_AT_ONCE 256

static bool sift_units(void *user, int worker, size_t first, size_t last)
{
    const struct sieve *sieve = user;
    for (size_t u = first; u < last; u++) {
        sieve->suspect[u] = false;
        if (sieve->wanted && !sieve->wanted[u])
            continue;
        enum validity_result result =
            cpts_validity(&sieve->validity[worker], sieve->base->shapes,
                          sieve->parts + sieve->first[u], sieve->first[u + 1] - sieve->first[u]);
        if (result == VALIDITY_NO_MEMORY)
            return false;
        sieve->suspect[u] = result == VALIDITY_SUSPECT;
    }
    return true;
}

/* Units with a suspect part, and units drawn twice over themselves, are handed to GEOS. */
static cpts_status sift_and_repair(struct sieve *sieve)
{
    struct base *base = sieve->base;
    const size_t unit_count = base->region->units.count;
    const int jobs = base->region->context->jobs;
    sieve->validity = cpts_array_new((size_t)jobs, sizeof *sieve->validity);
    sieve->suspect = cpts_array_raw(unit_count, sizeof *sieve->suspect);
    const bool sifted =
        cpts_shapes_by_feature(base->shapes, base->shapes->part_count, unit_count, &sieve->parts,
                               &sieve->first) &&
        sieve->validity && sieve->suspect &&
        cpts_parallel(base->region->context, unit_count, SIFTED_AT_ONCE, sift_units, sieve);
    cpts_status status = sifted ? CPTS_OK : cpts_fail_memory(base->region->context);
    for (uint32_t u = 0; u < unit_count && status == CPTS_OK; u++)
        if (sieve->suspect[u])
            status = repair_unit(sieve, u);
    for (int w = 0; w < jobs && sieve->validity; w++)
        cpts_validity_free(&sieve->validity[w]);
    cpts_array_free(sieve->validity);
    cpts_array_free(sieve->suspect);
    cpts_array_free(sieve->parts);
    cpts_array_free(sieve->first);
    return status;
}

cpts_status cpts_base_repair(struct base *base)
{
    base->moved = cpts_array_new(base->region->units.count, sizeof *base->moved);
    if (!base->moved)
        return cpts_fail_memory(base->region->context);
    struct sieve sieve = {.base = base, .reports = true};
    return sift_and_repair(&sieve);
}

cpts_status cpts_base_repair_moved(struct base *base, bool *repaired)
{
    const size_t unit_count = base->region->units.count;
    bool any = false;
    for (size_t u = 0; u < unit_count; u++)
        any |= base->moved[u];
    struct sieve sieve = {.base = base, .wanted = base->moved};
    const cpts_status status = any ? sift_and_repair(&sieve) : CPTS_OK;
    for (size_t u = 0; u < unit_count; u++)
        base->moved[u] = false;
    *repaired = sieve.repaired;
    return status;
}
