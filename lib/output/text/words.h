/*
 * The names of rules, severities and life-cycle classes as people read them.
 */
#ifndef CPTS_OUTPUT_TEXT_WORDS_H
#define CPTS_OUTPUT_TEXT_WORDS_H

#include "common/size_class.h"
#include "cpts.h"
#include "input/region/region.h"
#include "output/text/prose.h"

const char *cpts_rule_words(cpts_rule rule);             /* "overlaps"; see cpts_said */
const char *cpts_rule_title(cpts_rule rule);             /* "Overlap": of one; see cpts_said */
const char *cpts_life_words(cpts_life life);             /* "by signed CPTS" */
const char *cpts_life_title(cpts_life life);             /* "contract signed"; "" when unknown */
const char *cpts_severity_words(cpts_severity severity); /* "error" */

/* What the size classes are: a line a class, and a blank line. */
void cpts_prose_size_classes(struct prose *prose, const struct size_classes *classes);

/* "size 2: 40,000 to 79,999 inhabitants, at most 287,000 €/year (ACI CPTS, 20 June 2019)", in
 * `line`;
 * "" for class 0. */
#define CPTS_CLASS_BYTES 256
const char *cpts_size_class_words(const struct prose *prose, char line[CPTS_CLASS_BYTES],
                                  const struct size_classes *classes, size_t size_class);

/* "3 communes", "1 IRIS": as the units are called, in `line`; and with "other". */
#define CPTS_UNITS_BYTES CPTS_CLASS_BYTES
const char *cpts_units_words(const struct prose *prose, char line[CPTS_UNITS_BYTES], size_t count);
const char *cpts_other_units_words(const struct prose *prose, char line[CPTS_UNITS_BYTES],
                                   size_t count);

/* Why there is no class: "class and ceiling unknown: the inhabitants of 48 communes are not known".
 */
const char *cpts_unknown_class_words(const struct prose *prose, char line[CPTS_CLASS_BYTES],
                                     size_t unknown_units);

/* "2"; "?" when not everybody is counted; "–" when there is none. `cell` may be what it returns. */
const char *cpts_size_class_cell(const struct prose *prose, char cell[CPTS_CELL_BYTES],
                                 size_t size_class, size_t unknown_units);

#endif
