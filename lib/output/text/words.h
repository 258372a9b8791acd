/*
 * The names of rules, severities and classes of life as people read them.
 */
#ifndef CPTS_OUTPUT_TEXT_WORDS_H
#define CPTS_OUTPUT_TEXT_WORDS_H

#include "cpts.h"

const char *cpts_rule_words(cpts_rule rule);             /* "overlaps" */
const char *cpts_rule_title(cpts_rule rule);             /* "Overlap": of one finding */
const char *cpts_life_words(cpts_life life);             /* "by signed CPTS" */
const char *cpts_life_title(cpts_life life);             /* "contract signed"; "" when unknown */
const char *cpts_severity_words(cpts_severity severity); /* "error" */

#endif
