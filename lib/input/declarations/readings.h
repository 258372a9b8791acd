/*
 * Ways of reading a declared unit that is not written as the unit layer writes it. They stand in
 * report.json: kept.
 */
#ifndef CPTS_INPUT_DECLARATIONS_READINGS_H
#define CPTS_INPUT_DECLARATIONS_READINGS_H

#define READ_CODE_REPAIRED "code-repaired" /* zero, capitals and spaces given back */
#define READ_CODE_PREFIXED "code-prefixed" /* its département put before it */
#define READ_NAME          "name"          /* by name, except case and accents */
#define READ_NAME_ARTICLE  "name-article"  /* except its article */
#define READ_NAME_LETTERS  "name-letters"  /* except its accented letters */
#define READ_NAME_FOR_CODE "name-for-code" /* the code is unknown, the name is not */
#define READ_ALL_PARTS     "all-parts"     /* a commune: its arrondissements or IRIS */
#define READ_WHOLE         "whole"         /* all arrondissements: their commune */
#define READ_POSTAL        "postal"        /* postal code of a city: its arrondissement */
#define READ_SUCCESSOR     "successor"     /* a code that a merger replaced */
#define READ_PREDECESSORS  "predecessors"  /* a code of after a merger */
#define READ_EXPANDED      "expanded"      /* an EPCI, a canton, a département */

#endif
