/*
 * A few mergers of communes that lists still miss, as INSEE's Code officiel géographique gives
 * them (https://www.insee.fr/fr/information/2560452, edition of 1 January 2025). A complete list
 * changes every year: --code-changes reads INSEE's own file.
 */
#include "input/declarations/changes.h"

const struct code_change_fact cpts_code_change_facts[] = {
    {"05120", "05001", "2019-01-01", "Ristolas"},
    {"50173", "50129", "2016-01-01", "Équeurdreville-Hainneville"},
    {"50203", "50129", "2016-01-01", "La Glacerie"},
    {"50416", "50129", "2016-01-01", "Querqueville"},
    {"50602", "50129", "2016-01-01", "Tourlaville"},
    {"74011", "74010", "2017-01-01", "Annecy-le-Vieux"},
    {"74093", "74010", "2017-01-01", "Cran-Gevrier"},
    {"74182", "74010", "2017-01-01", "Meythet"},
    {"74217", "74010", "2017-01-01", "Pringy"},
    {"74268", "74010", "2017-01-01", "Seynod"},
    {"78251", "78551", "2019-01-01", "Fourqueux"},
    {"78524", "78158", "2019-01-01", "Rocquencourt"},
    {"91182", "91228", "2019-01-01", "Courcouronnes"},
    {"93059", "93066", "2025-01-01", "Pierrefitte-sur-Seine"},
};

const size_t cpts_code_change_fact_count =
    sizeof cpts_code_change_facts / sizeof *cpts_code_change_facts;
