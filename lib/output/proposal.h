/*
 * The writers of a proposal: who could take what. The proposed declaration is a report like any
 * other.
 */
#ifndef CPTS_OUTPUT_PROPOSAL_H
#define CPTS_OUTPUT_PROPOSAL_H

#include "output/output.h"
#include "output/text/prose.h"
#include "planning/proposal.h"

cpts_status cpts_proposal_text(const struct cpts_proposal *proposal, struct output_file *file);
cpts_status cpts_proposal_json(const struct cpts_proposal *proposal, struct output_file *file);

cpts_status cpts_proposal_html(const struct cpts_proposal *proposal, struct output_file *file);

cpts_status cpts_proposal_scenario(const struct cpts_proposal *proposal, struct output_file *file);

/* What it seeks, whether what is proposed is compliant, and how sure it is, for people. */
const char *cpts_objective_words(cpts_objective objective);
/* What the proposal prefers, and before what. */
const char *cpts_objective_order(cpts_objective objective);
const char *cpts_proposal_verdict(const struct cpts_proposal *proposal);
const char *cpts_proposal_certainty(const struct cpts_proposal *proposal);

/* In sentences: see text/decisions.c. A zone, its name and its figures; a way to decide about it,
 * in one sentence or by its parts; what ties a CPTS to a unit in one state; why it is not proposed.
 */
void cpts_zone_heading(struct prose *prose, const cpts_zone *zone);
void cpts_zone_title(struct prose *prose, const cpts_zone *zone);
void cpts_zone_figures(struct prose *prose, const cpts_zone *zone);
void cpts_alternative_open_words(struct prose *prose, const cpts_zone *zone);
void cpts_alternative_part_words(struct prose *prose, const cpts_alternative *alternative,
                                 size_t part);
void cpts_alternative_sum_words(struct prose *prose, const cpts_zone *zone,
                                const cpts_alternative *alternative);
void cpts_alternative_words(struct prose *prose, const cpts_zone *zone,
                            const cpts_alternative *alternative);
void cpts_facts_words(struct prose *prose, const cpts_candidate_facts *facts);
void cpts_loss_words(struct prose *prose, const struct cpts_proposal *proposal,
                     const cpts_candidate *candidate);

/* The perimeters whose population or size class the proposal changes. */
struct class_change {
    const char *id, *name;
    double before, after; /* inhabitants */
    size_t class_before, class_after, units;
    size_t unknown_before, unknown_after; /* units whose inhabitants are not known */
};
cpts_status cpts_proposal_changes(const struct cpts_proposal *proposal, struct class_change **out,
                                  size_t *count);

#endif
