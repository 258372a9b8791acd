#include "output/proposal.h"

#include <math.h>
#include <string.h>

#include "common/size_class.h"

/* ---- perimeters that change -------------------------------------------------------------- */

static double population_of(const struct cpts_report *report, size_t perimeter)
{
    return perimeter == SIZE_MAX ? NAN : report->perimeters[perimeter].population;
}

static bool differ(double a, double b)
{
    return isnan(a) != isnan(b) || fabs(a - b) >= 0.5;
}

/* Both reports have their perimeters in order of id, and none is new. */
cpts_status cpts_proposal_changes(const struct cpts_proposal *proposal, struct class_change **out,
                                  size_t *count)
{
    const struct perimeters *before = &proposal->before->region->perimeters;
    const struct perimeters *after = &proposal->after->region->perimeters;
    struct size_classes classes;
    *count = 0;
    *out = NULL;
    const cpts_status status = cpts_size_classes_in_force(&classes, proposal->copy);
    if (status != CPTS_OK)
        return status;
    *out = cpts_array_new(before->count, sizeof **out);
    if (!*out)
        return cpts_fail_memory(proposal->copy->context);
    for (size_t b = 0, a = 0; b < before->count; b++) {
        const bool is_there = a < after->count && strcmp(before->id[b], after->id[a]) == 0;
        const double was = population_of(proposal->before, b);
        const double is = population_of(proposal->after, is_there ? a : SIZE_MAX);
        const size_t units = is_there ? proposal->after->perimeters[a].claim_count : 0;
        const size_t unknown_was = proposal->before->perimeters[b].unknown_units;
        const size_t unknown_is = is_there ? proposal->after->perimeters[a].unknown_units : 0;
        if (differ(was, is) || units != proposal->before->perimeters[b].claim_count)
            (*out)[(*count)++] =
                (struct class_change){.id = before->id[b],
                                      .name = before->name[b],
                                      .before = was,
                                      .after = is,
                                      .class_before = cpts_size_class(&classes, was, unknown_was),
                                      .class_after = cpts_size_class(&classes, is, unknown_is),
                                      .units = units,
                                      .unknown_before = unknown_was,
                                      .unknown_after = unknown_is};
        a += is_there;
    }
    return CPTS_OK;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_facts(struct json *json, const char *key, const cpts_candidate_facts *facts)
{
    cpts_json_key_open(json, key, '{');
    cpts_json_key_number(json, "border_m", facts->border_m);
    cpts_json_key_number(json, "border_share", facts->border_share);
    cpts_json_key_count(json, "epci_units", facts->epci_units);
    cpts_json_key_count(json, "epci_held", facts->epci_held);
    cpts_json_key_bool(json, "same_group", facts->same_group);
    cpts_json_key_bool(json, "contiguous", facts->is_contiguous);
    cpts_json_key_number(json, "population", facts->population);
    cpts_json_key_nonzero(json, "size_class", (double)facts->size_class);
    cpts_json_key_number(json, "ceiling_eur", facts->ceiling_eur);
    cpts_json_key_count(json, "unknown_population_units", facts->unknown_units);
    cpts_json_close(json, '}');
}

static void put_candidate(struct json *json, const cpts_candidate *candidate)
{
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "perimeter", candidate->perimeter);
    cpts_json_key_string(json, "name", candidate->name);
    cpts_json_key_optional(json, "status", candidate->status);
    cpts_json_key_number(json, "share", candidate->share);
    cpts_json_key_bool(json, "proposed", candidate->is_proposed);
    put_facts(json, "today", &candidate->today);
    put_facts(json, "after", &candidate->after);
    cpts_json_key_bool(json, "near_threshold", candidate->near_threshold);
    cpts_json_key_number(json, "compactness", candidate->compactness);
    cpts_json_key_optional(json, "lost_on", cpts_loss_name(candidate->lost_on));
    cpts_json_key_number(json, "lost_by", candidate->lost_by);
    cpts_json_close(json, '}');
}

static void put_choices(struct json *json, const struct cpts_proposal *proposal)
{
    cpts_json_line_open(json, "choices", '[');
    for (size_t i = 0; i < proposal->choice_count; i++) {
        const cpts_choice *choice = &proposal->choices[i];
        const bool is_given = choice->candidate_count && choice->candidates[0].is_proposed;
        cpts_json_item(json);
        cpts_json_key_string(json, "question", cpts_question_name(choice->question));
        cpts_json_key_string(json, "unit", choice->unit);
        cpts_json_key_string(json, "name", choice->name);
        cpts_json_key_number(json, "population", choice->population);
        cpts_json_key_optional(json, "proposed", is_given ? choice->candidates[0].perimeter : NULL);
        cpts_json_key_bool(json, "exact", choice->is_exact);
        cpts_json_key_bool(json, "open", choice->is_open);
        cpts_json_key_open(json, "candidates", '[');
        for (size_t c = 0; c < choice->candidate_count; c++)
            put_candidate(json, &choice->candidates[c]);
        cpts_json_close(json, ']');
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* ---- zones in JSON ----------------------------------------------------------------------- */

static void put_part(struct json *json, const cpts_zone_part *part)
{
    cpts_json_open(json, '{');
    cpts_json_key_optional(json, "perimeter", part->perimeter);
    cpts_json_key_optional(json, "name", part->name);
    cpts_json_key_strings(json, "units", part->units, part->unit_count);
    cpts_json_key_number(json, "border_m", part->border_m);
    cpts_json_key_number(json, "population_before", part->population_before);
    cpts_json_key_number(json, "population_after", part->population_after);
    cpts_json_key_nonzero(json, "class_before", (double)part->class_before);
    cpts_json_key_nonzero(json, "class_after", (double)part->class_after);
    cpts_json_key_number(json, "ceiling_before_eur", part->ceiling_before_eur);
    cpts_json_key_number(json, "ceiling_after_eur", part->ceiling_after_eur);
    cpts_json_key_count(json, "pieces_before", part->pieces_before);
    cpts_json_key_count(json, "pieces_after", part->pieces_after);
    cpts_json_key_count(json, "unknown_population_units_before", part->unknown_before);
    cpts_json_key_count(json, "unknown_population_units_after", part->unknown_after);
    cpts_json_close(json, '}');
}

static void put_alternatives(struct json *json, const cpts_zone *zone)
{
    cpts_json_key_open(json, "alternatives", '[');
    for (size_t i = 0; i < zone->alternative_count; i++) {
        const cpts_alternative *alternative = &zone->alternatives[i];
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "way", cpts_way_name(alternative->way));
        cpts_json_key_bool(json, "proposed", alternative->is_proposed);
        cpts_json_key_count(json, "epci_whole", alternative->epci_whole);
        cpts_json_key_number(json, "ceiling_before_eur", alternative->ceiling_before_eur);
        cpts_json_key_number(json, "ceiling_after_eur", alternative->ceiling_after_eur);
        cpts_json_key_open(json, "parts", '[');
        for (size_t p = 0; p < alternative->part_count; p++)
            put_part(json, &alternative->parts[p]);
        cpts_json_close(json, ']');
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_zones(struct json *json, const struct cpts_proposal *proposal)
{
    cpts_json_line_open(json, "zones", '[');
    for (size_t i = 0; i < proposal->zone_count; i++) {
        const cpts_zone *zone = &proposal->zones[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "id", zone->id);
        cpts_json_key_string(json, "name", zone->name);
        cpts_json_key_string(json, "question", cpts_question_name(zone->question));
        cpts_json_key_bool(json, "open", zone->is_open);
        cpts_json_key_number(json, "population", zone->population);
        cpts_json_key_count(json, "unknown_population_units", zone->unknown_units);
        cpts_json_key_number(json, "area_m2", zone->area_m2);
        cpts_json_key_strings(json, "units", zone->units, zone->unit_count);
        cpts_json_key_strings(json, "unit_names", zone->unit_names, zone->unit_count);
        cpts_json_key_strings(json, "groups", zone->groups, zone->group_count);
        cpts_json_key_strings(json, "epci", zone->epci, zone->epci_count);
        cpts_json_key_strings(json, "findings", zone->findings, zone->finding_count);
        put_alternatives(json, zone);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* ---- the proposal in JSON ---------------------------------------------------------------- */

static cpts_status put_perimeters(struct json *json, const struct cpts_proposal *proposal)
{
    struct class_change *changes;
    size_t count;
    const cpts_status status = cpts_proposal_changes(proposal, &changes, &count);
    if (status != CPTS_OK)
        return status;
    cpts_json_line_open(json, "perimeters", '[');
    for (size_t i = 0; i < count; i++) {
        cpts_json_item(json);
        cpts_json_key_string(json, "id", changes[i].id);
        cpts_json_key_string(json, "name", changes[i].name);
        cpts_json_key_count(json, "units", changes[i].units);
        cpts_json_key_number(json, "population_before", changes[i].before);
        cpts_json_key_number(json, "population_after", changes[i].after);
        cpts_json_key_count(json, "unknown_population_units_before", changes[i].unknown_before);
        cpts_json_key_count(json, "unknown_population_units_after", changes[i].unknown_after);
        cpts_json_key_nonzero(json, "class_before", (double)changes[i].class_before);
        cpts_json_key_nonzero(json, "class_after", (double)changes[i].class_after);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_array_free(changes);
    return CPTS_OK;
}

/* proposal.json; shapes/proposal.schema.json describes it. */
cpts_status cpts_proposal_json(const struct cpts_proposal *proposal, struct output_file *file)
{
    struct json json = {.file = file};
    cpts_status status = cpts_json_open_report(&json, proposal->before);
    if (status != CPTS_OK)
        return status;
    cpts_json_line(&json);
    cpts_json_key_string(&json, "objective", cpts_objective_name(proposal->asked.objective));
    cpts_json_key_string(&json, "verdict_after", cpts_verdict_word(proposal->after->verdict));
    cpts_json_key_bool(&json, "settle_shared", proposal->asked.settle_shared);
    cpts_json_key_bool(&json, "compliant_but_open", proposal->is_compliant_apart);
    cpts_json_key_bool(&json, "exact", proposal->unproved == 0);
    cpts_json_key_open(&json, "counts", '{');
    for (int question = 0; question < CPTS_QUESTION_COUNT; question++)
        cpts_json_key_count(&json, cpts_question_name((cpts_question)question),
                            proposal->by_question[question]);
    cpts_json_key_count(&json, "left", proposal->left);
    cpts_json_key_count(&json, "open", proposal->open);
    cpts_json_close(&json, '}');
    cpts_json_totals(&json, "before", proposal->before);
    cpts_json_totals(&json, "after", proposal->after);
    status = put_perimeters(&json, proposal);
    if (status != CPTS_OK)
        return status;
    put_zones(&json, proposal);
    put_choices(&json, proposal);
    cpts_json_end(&json);
    return CPTS_OK;
}
