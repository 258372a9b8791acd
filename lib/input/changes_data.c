/*
 * Mergers of communes, as INSEE's Code officiel géographique gives them (files of commune moves,
 * state of 1 January 2025). Not a complete list: --code-changes reads INSEE's own file.
 */
#include "changes.h"

const struct code_change_fact cpts_code_change_facts[] = {
    {"05120", "05001", "2019-01-01"}, /* Ristolas: Abriès-Ristolas */
};

const size_t cpts_code_change_fact_count =
    sizeof cpts_code_change_facts / sizeof *cpts_code_change_facts;
