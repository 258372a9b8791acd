#include "planning/proposal.h"

#include <string.h>

#include "input/region/region_copy.h"
#include "planning/solve.h"

/* Units left open stay declared by all who claim them. */
static cpts_status redeclare(struct cpts_proposal *proposal, const struct problem *problem)
{
    const struct cpts_report *report = problem->report;
    struct declared *also = NULL;
    size_t count = 0, capacity = 0;
    bool done = true;
    for (size_t i = 0; i < problem->open_count && done; i++) {
        const struct unit_result *result = &report->units[problem->open[i]];
        const struct claim *claims = report->claims + result->first_claim;
        done = cpts_array_reserve(&also, &capacity, count + result->claim_count, sizeof *also);
        for (size_t c = 0; c < result->claim_count && done; c++)
            if (cpts_problem_holds(problem, problem->open[i], claims[c].perimeter))
                also[count++] = (struct declared){claims[c].perimeter, problem->open[i], true};
    }
    const cpts_status status =
        done ? cpts_region_redeclare(proposal->copy, problem->holder, also, count)
             : cpts_fail_memory(report->region->context);
    cpts_array_free(also);
    return status;
}

static cpts_status list(struct cpts_proposal *proposal, struct problem *problem)
{
    struct facts facts;
    const bool done = cpts_facts_open(&facts, problem) &&
                      cpts_choices_list(proposal, problem, &facts) &&
                      cpts_zones_list(proposal, problem, &facts);
    cpts_facts_free(&facts);
    return done ? CPTS_OK : cpts_fail_memory(problem->report->region->context);
}

static cpts_status solve(struct cpts_proposal *proposal, struct cpts_region *region)
{
    struct adjacency adjacency = {0};
    struct problem problem = {0};
    cpts_status status = cpts_adjacency_build(&adjacency, &proposal->before->map);
    if (status == CPTS_OK)
        status = cpts_problem_build(&problem, proposal->before, &adjacency,
                                    proposal->asked.objective, proposal->asked.settle_shared);
    if (status == CPTS_OK)
        status = cpts_problem_solve(&problem);
    if (status == CPTS_OK)
        status = list(proposal, &problem);
    if (status == CPTS_OK)
        status = cpts_region_share(&proposal->copy, region);
    if (status == CPTS_OK)
        status = redeclare(proposal, &problem);
    cpts_problem_free(&problem);
    cpts_adjacency_free(&adjacency);
    return status;
}

/* Advice that leaves a perimeter out must say so: the report of what is proposed does not. */
static void warn_left_out(const struct cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (finding->rule == CPTS_RULE_INVALID_PERIMETER &&
            finding->severity == CPTS_SEVERITY_ERROR)
            cpts_log(report->region->context, CPTS_NORMAL, _("warning: %s"), finding->message);
    }
}

static bool is_open(const struct cpts_proposal *proposal, const char *unit)
{
    for (size_t i = 0; i < proposal->choice_count; i++)
        if (proposal->choices[i].is_open && strcmp(proposal->choices[i].unit, unit) == 0)
            return true;
    return false;
}

/* Whether all that makes the proposed declaration fail is overlaps of units left open. */
static bool is_compliant_apart(const struct cpts_proposal *proposal)
{
    const struct cpts_report *report = proposal->after;
    bool apart = true;
    for (size_t i = 0; i < report->finding_count && apart; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (finding->severity != CPTS_SEVERITY_ERROR)
            continue;
        apart = finding->rule == CPTS_RULE_OVERLAP && finding->unit_count > 0;
        for (size_t u = 0; u < finding->unit_count && apart; u++)
            apart = is_open(proposal, finding->units[u]);
    }
    return apart;
}

static cpts_status propose(struct cpts_proposal *proposal, struct cpts_region *region,
                           const cpts_check_options *options)
{
    cpts_status status = cpts_check(&proposal->before, region, options);
    if (status == CPTS_OK) {
        warn_left_out(proposal->before);
        status = solve(proposal, region);
    }
    if (status == CPTS_OK)
        status = cpts_check(&proposal->after, proposal->copy, options);
    proposal->is_compliant_apart = status == CPTS_OK && is_compliant_apart(proposal);
    return status;
}

cpts_status cpts_propose(cpts_proposal **out, cpts_region *region,
                         const cpts_proposal_options *asked, const cpts_check_options *options)
{
    const cpts_proposal_options defaults = CPTS_PROPOSAL_OPTIONS_INIT;
    *out = NULL;
    cpts_begin(region->context);
    cpts_proposal_options kept;
    cpts_status status = cpts_options_take(region->context, &kept, sizeof kept,
                                           CPTS_SIZE_THROUGH(cpts_proposal_options, settle_shared),
                                           asked ? asked : &defaults);
    if (status != CPTS_OK)
        return status;
    asked = &kept;
    if ((unsigned)asked->objective >= CPTS_OBJECTIVE_COUNT)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("there is no objective %d"),
                         (int)asked->objective);
    struct cpts_proposal *proposal = cpts_array_new(1, sizeof *proposal);
    if (!proposal)
        return cpts_fail_memory(region->context);
    proposal->asked = *asked;
    status = propose(proposal, region, options);
    if (status == CPTS_OK)
        *out = proposal;
    else
        cpts_proposal_free(proposal);
    return status;
}

void cpts_proposal_free(cpts_proposal *proposal)
{
    if (!proposal)
        return;
    cpts_report_free(proposal->after);
    cpts_region_free(proposal->copy);
    cpts_report_free(proposal->before);
    cpts_array_free(proposal->choices);
    cpts_array_free(proposal->zones);
    cpts_arena_free(&proposal->arena);
    cpts_array_free(proposal);
}

const cpts_report *cpts_proposal_before(const cpts_proposal *proposal)
{
    return proposal->before;
}

const cpts_report *cpts_proposal_after(const cpts_proposal *proposal)
{
    return proposal->after;
}

size_t cpts_proposal_choice_count(const cpts_proposal *proposal)
{
    return proposal->choice_count;
}

const cpts_choice *cpts_proposal_choice(const cpts_proposal *proposal, size_t index)
{
    return index < proposal->choice_count ? &proposal->choices[index] : NULL;
}

const cpts_candidate *cpts_choice_candidate(const cpts_choice *choice, size_t index)
{
    return index < choice->candidate_count ? &choice->candidates[index] : NULL;
}

const cpts_alternative *cpts_zone_alternative(const cpts_zone *zone, size_t index)
{
    return index < zone->alternative_count ? &zone->alternatives[index] : NULL;
}

const cpts_zone_part *cpts_alternative_part(const cpts_alternative *alternative, size_t index)
{
    return index < alternative->part_count ? &alternative->parts[index] : NULL;
}

size_t cpts_proposal_zone_count(const cpts_proposal *proposal)
{
    return proposal->zone_count;
}

const cpts_zone *cpts_proposal_zone(const cpts_proposal *proposal, size_t index)
{
    return index < proposal->zone_count ? &proposal->zones[index] : NULL;
}
