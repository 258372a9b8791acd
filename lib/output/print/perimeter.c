/*
 * One CPTS in words: its figures, indicators, units.
 */
#include <math.h>

#include "output/print/print.h"
#include "output/text/words.h"

void cpts_flow_perimeter(struct flow *flow, uint32_t perimeter)
{
    const struct printing *printing = flow->printing;
    const struct prose *prose = &printing->prose;
    const struct perimeter_result *result = &printing->report->perimeters[perimeter];
    const size_t size_class =
        cpts_size_class(&printing->classes, result->population, result->unknown_units);
    char figure[CPTS_CELL_BYTES], words[CPTS_CLASS_BYTES], said[CPTS_SAID_BYTES];
    cpts_flow_heading(flow, _("Key figures"));
    if (isfinite(result->population))
        cpts_flow_figure(flow, cpts_prose_number(prose, figure, round(result->population), 0),
                         _("inhabitants"));
    if (isfinite(result->population) && result->unknown_units)
        cpts_flow_figure(flow, "?", cpts_unknown_class_words(prose, words, result->unknown_units));
    else if (size_class)
        cpts_flow_figure(flow, cpts_prose_count(prose, figure, size_class),
                         cpts_size_class_words(prose, words, &printing->classes, size_class));
    cpts_flow_figure(flow, cpts_prose_count(prose, figure, result->claim_count),
                     cpts_said(said, prose, result->claim_count == 1 ? _("{unit}") : _("{units}")));
    cpts_flow_figure(flow, cpts_prose_area(prose, figure, result->area_m2), "km²");
    if (isfinite(result->population) && result->area_m2 > 0)
        cpts_flow_figure(
            flow, cpts_prose_number(prose, figure, result->population / (result->area_m2 / 1e6), 1),
            _("inhabitants per km²"));
    cpts_flow_figure(flow, cpts_prose_count(prose, figure, result->parts),
                     P_("separate piece", "separate pieces", result->parts));
    if (result->contested_area_m2 > 0) {
        cpts_flow_figure(flow, cpts_prose_area(prose, figure, result->contested_area_m2),
                         _("km² shared with other CPTS"));
        if (isfinite(result->contested_population))
            cpts_flow_figure(
                flow, cpts_prose_number(prose, figure, round(result->contested_population), 0),
                _("inhabitants in overlaps"));
    }
    if (result->outside_area_m2 > 0)
        cpts_flow_figure(flow, cpts_prose_area(prose, figure, result->outside_area_m2),
                         _("km² outside the region"));
}

void cpts_flow_kept(struct flow *flow, uint32_t perimeter, enum kept_output output)
{
    const struct cpts_region *region = flow->printing->report->region;
    bool is_headed = false;
    for (size_t i = 0; i < region->kept_count && region->kept_in & (unsigned)output; i++) {
        const char *text = cpts_kept_text(region, perimeter, i);
        if (!*text)
            continue;
        if (!is_headed)
            cpts_flow_heading(flow, _("From the sources"));
        is_headed = true;
        cpts_flow_item(flow, region->kept_names[i], text);
    }
}

void cpts_flow_indicators(struct flow *flow, uint32_t perimeter)
{
    const struct printing *printing = flow->printing;
    const struct profile *profile = &printing->report->profile;
    char figure[CPTS_CELL_BYTES];
    if (!profile->indicator_count)
        return;
    cpts_flow_heading(flow, _("Indicators"));
    for (size_t i = 0; i < profile->indicator_count; i++) {
        const struct indicator *indicator = &printing->report->region->indicators[i];
        const struct indicator_value *value =
            &profile->perimeters[perimeter * profile->indicator_count + i];
        const bool is_whole =
            indicator->kind != INDICATOR_MEAN && fabs(value->value - round(value->value)) <= 1e-9;
        cpts_flow_figure(flow,
                         value->is_secret ? _("secret")
                                          : cpts_prose_number(&printing->prose, figure,
                                                              value->value, is_whole ? 0 : 1),
                         indicator->name);
    }
}
