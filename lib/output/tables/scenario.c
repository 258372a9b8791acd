/*
 * scenario.csv: what a proposal changes, CPTS by CPTS, as `simulate --scenario` reads it and the
 * page's what-if loads it.
 */
#include <string.h>

#include "output/proposal.h"

/* A spreadsheet would take a text that begins so for a formula. */
static void put_text(struct output_file *file, const char *text, char end)
{
    const bool is_quoted = strpbrk(text, "\";\r\n") || *text == ' ' || *text == '\t';
    if (is_quoted)
        cpts_file_char(file, '"');
    if (*text && strchr("=+-@", *text))
        cpts_file_char(file, '\'');
    for (; *text; text++) {
        if (*text == '"')
            cpts_file_char(file, '"');
        cpts_file_char(file, *text);
    }
    if (is_quoted)
        cpts_file_char(file, '"');
    cpts_file_char(file, end);
}

static void put_row(struct output_file *file, const cpts_candidate *candidate, const char *action,
                    const char *unit)
{
    put_text(file, candidate->perimeter, ';');
    put_text(file, candidate->name, ';');
    put_text(file, action, ';');
    put_text(file, unit, '\r');
    cpts_file_char(file, '\n');
}

/* The one proposed takes the unit unless it has it whole; the others give up what they claim. */
cpts_status cpts_proposal_scenario(const struct cpts_proposal *proposal, struct output_file *file)
{
    cpts_file_text(file, "cpts;name;action;unit\r\n");
    for (size_t i = 0; i < proposal->choice_count; i++) {
        const cpts_choice *choice = &proposal->choices[i];
        if (!choice->candidate_count || !choice->candidates[0].is_proposed)
            continue;
        for (size_t c = 0; c < choice->candidate_count; c++) {
            const cpts_candidate *candidate = &choice->candidates[c];
            if (candidate->is_proposed && candidate->share < 1)
                put_row(file, candidate, "take", choice->unit);
            else if (!candidate->is_proposed && candidate->share > 0)
                put_row(file, candidate, "release", choice->unit);
        }
    }
    return CPTS_OK;
}
