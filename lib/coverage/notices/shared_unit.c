#include "coverage/notices/shared_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/number.h"
#include "coverage/findings/findings.h"
#include "input/region/unit_words.h"

static int by_declared(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static bool is_listed(const struct perimeters *perimeters, uint32_t perimeter, uint32_t unit)
{
    const struct declared key = {.perimeter = perimeter, .unit = unit};
    return perimeters->declared_count &&
           bsearch(&key, perimeters->declared, perimeters->declared_count, sizeof key, by_declared);
}

static bool is_drawn(const struct perimeters *perimeters, uint32_t perimeter)
{
    const struct shapes *shapes = &perimeters->shapes;
    for (size_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count && shapes->parts[p].feature == perimeter)
            return true;
    return false;
}

uint32_t cpts_unit_shared_by(const struct cpts_report *report, uint32_t unit)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct unit_result *result = &report->units[unit];
    const struct claim *claims = report->claims + result->first_claim;
    const double population = report->region->units.population[unit];
    uint32_t heaviest = CPTS_NONE;
    double most = 0.5;
    size_t claimants = 0;
    for (size_t i = 0; i < result->claim_count; i++) {
        if (claims[i].share < CPTS_LEAST_SHARE)
            continue;
        claimants++;
        const double weight = population / report->perimeters[claims[i].perimeter].population;
        if (weight > most) { /* never when a population is unknown */
            most = weight;
            heaviest = claims[i].perimeter;
        }
    }
    if (claimants < 2 || heaviest == CPTS_NONE)
        return CPTS_NONE;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share >= CPTS_LEAST_SHARE &&
            (!is_listed(perimeters, claims[i].perimeter, unit) ||
             is_drawn(perimeters, claims[i].perimeter)))
            return CPTS_NONE;
    return heaviest;
}

const char *cpts_divide_words(const char *code)
{
    return cpts_unit_kind(code) == UNIT_IRIS
               ? _("There is no smaller unit than an IRIS: let one CPTS keep it, or each draw its "
                   "part as a polygon")
               : _("Declare its IRIS or quarters, and add their layer with --units");
}

static cpts_status notice_unit(const struct cpts_report *report, uint32_t unit, uint32_t heaviest)
{
    struct cpts_region *region = report->region;
    const double population = region->units.population[unit];
    const struct number_style style = cpts_number_style();
    char inhabitants[64], share[64], message[800];
    cpts_number_text(inhabitants, sizeof inhabitants, &style, population, 0);
    cpts_number_text(share, sizeof share, &style,
                     100 * population / report->perimeters[heaviest].population, 0);
    const char *name = region->perimeters.name[heaviest];
    const char *article = cpts_perimeter_article(&name);
    size_t used = (size_t)snprintf(
        message, sizeof message,
        report->perimeters[heaviest].unknown_units
            ? _("%s (%s), %s inhabitants, is declared whole by several CPTS, in lists only, and is "
                "%s %% of the known inhabitants of %s%s: it must be divided.")
            : _("%s (%s), %s inhabitants, is declared whole by several CPTS, in lists only, and is "
                "%s %% of the inhabitants of %s%s: it must be divided."),
        region->units.name[unit], region->units.code[unit], inhabitants, share, article, name);
    if (used < sizeof message)
        snprintf(message + used, sizeof message - used, " %s",
                 cpts_divide_words(region->units.code[unit]));
    const struct notice notice = {.rule = CPTS_RULE_SHARED_UNIT,
                                  .severity = CPTS_SEVERITY_NOTE,
                                  .perimeter = heaviest,
                                  .unit = unit,
                                  .key = region->units.code[unit],
                                  .message = message};
    return cpts_region_notice(region, &notice) ? CPTS_OK : cpts_fail_memory(region->context);
}

cpts_status cpts_shared_units_notice(const struct cpts_report *report)
{
    cpts_status status = CPTS_OK;
    for (uint32_t u = 0; u < report->region->units.count && status == CPTS_OK; u++) {
        const uint32_t heaviest =
            report->units[u].claim_count > 1 ? cpts_unit_shared_by(report, u) : CPTS_NONE;
        if (heaviest != CPTS_NONE)
            status = notice_unit(report, u, heaviest);
    }
    return status;
}
