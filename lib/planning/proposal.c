#include "planning/proposal.h"

#include "input/region/region_copy.h"
#include "planning/solve.h"

static cpts_status solve(struct cpts_proposal *proposal, const struct cpts_region *region)
{
    struct adjacency adjacency = {0};
    struct problem problem = {0};
    cpts_status status = cpts_adjacency_build(&adjacency, region);
    if (status == CPTS_OK)
        status = cpts_problem_build(&problem, proposal->before, &adjacency, proposal->objective);
    if (status == CPTS_OK)
        status = cpts_problem_solve(&problem);
    if (status == CPTS_OK && !cpts_choices_list(proposal, &problem))
        status = cpts_fail_memory(region->context);
    if (status == CPTS_OK)
        status = cpts_region_copy(&proposal->copy, region);
    if (status == CPTS_OK)
        status = cpts_region_redeclare(proposal->copy, problem.holder);
    cpts_problem_free(&problem);
    cpts_adjacency_free(&adjacency);
    return status;
}

/* Advice that leaves a perimeter out must say so: the report of what is proposed does not. */
static void tell_left_out(const struct cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (finding->rule == CPTS_RULE_INVALID_PERIMETER &&
            finding->severity == CPTS_SEVERITY_ERROR)
            cpts_log(report->region->context, CPTS_NORMAL, _("warning: %s"), finding->message);
    }
}

static cpts_status propose(struct cpts_proposal *proposal, struct cpts_region *region,
                           const cpts_check_options *options)
{
    cpts_status status = cpts_check(&proposal->before, region, options);
    if (status == CPTS_OK) {
        tell_left_out(proposal->before);
        status = solve(proposal, region);
    }
    return status == CPTS_OK ? cpts_check(&proposal->after, proposal->copy, options) : status;
}

cpts_status cpts_propose(cpts_proposal **out, cpts_region *region, cpts_objective objective,
                         const cpts_check_options *options)
{
    *out = NULL;
    region->context->message[0] = '\0';
    if ((unsigned)objective >= CPTS_OBJECTIVE_COUNT)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("there is no objective %d"),
                         (int)objective);
    struct cpts_proposal *proposal = cpts_array_new(1, sizeof *proposal);
    if (!proposal)
        return cpts_fail_memory(region->context);
    proposal->objective = objective;
    const cpts_status status = propose(proposal, region, options);
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
