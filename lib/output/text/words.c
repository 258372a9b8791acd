#include "output/text/words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/context.h"
#include "output/text/place_title.h"

const char *cpts_rule_words(cpts_rule rule)
{
    static const char *const words[CPTS_RULE_COUNT] = {
        [CPTS_RULE_OVERLAP] = N_("overlaps"),
        [CPTS_RULE_WHITE_ZONE] = N_("white zones"),
        [CPTS_RULE_OUTSIDE] = N_("outside the region"),
        [CPTS_RULE_UNIT_OVERLAP] = N_("overlaps {of units}"),
        [CPTS_RULE_UNIT_GAP] = N_("gaps between {units}"),
        [CPTS_RULE_INVALID_UNIT] = N_("invalid {units}"),
        [CPTS_RULE_UNKNOWN_CODE] = N_("unknown codes"),
        [CPTS_RULE_OBSOLETE_CODE] = N_("obsolete codes"),
        [CPTS_RULE_DUPLICATE_CODE] = N_("duplicate codes"),
        [CPTS_RULE_DUPLICATE_PERIMETER] = N_("duplicate perimeters"),
        [CPTS_RULE_INVALID_PERIMETER] = N_("invalid perimeters"),
        [CPTS_RULE_EMPTY_PERIMETER] = N_("empty perimeters"),
        [CPTS_RULE_AMBIGUOUS_NAME] = N_("ambiguous names"),
        [CPTS_RULE_LIST_POLYGON_MISMATCH] = N_("lists that differ from their polygons"),
        [CPTS_RULE_OTHER_EDITION] = N_("perimeters of another edition"),
        [CPTS_RULE_SHARED_UNIT] = N_("{units} to be divided"),
        [CPTS_RULE_CODE_NAME_MISMATCH] = N_("codes and names that contradict each other"),
        [CPTS_RULE_NO_CLAIM] = N_("names that may mean no CPTS"),
        [CPTS_RULE_UNREAD] = N_("claims that were not read"),
    };
    return _(words[rule]);
}

const char *cpts_rule_title(cpts_rule rule)
{
    static const char *const titles[CPTS_RULE_COUNT] = {
        [CPTS_RULE_OVERLAP] = N_("Overlap"),
        [CPTS_RULE_WHITE_ZONE] = N_("White zone"),
        [CPTS_RULE_OUTSIDE] = N_("Outside the region"),
        [CPTS_RULE_UNIT_OVERLAP] = N_("{Units} that overlap"),
        [CPTS_RULE_UNIT_GAP] = N_("Gap between {units}"),
        [CPTS_RULE_INVALID_UNIT] = N_("Invalid {unit}"),
        [CPTS_RULE_UNKNOWN_CODE] = N_("Unknown code"),
        [CPTS_RULE_OBSOLETE_CODE] = N_("Obsolete code"),
        [CPTS_RULE_DUPLICATE_CODE] = N_("Duplicate code"),
        [CPTS_RULE_DUPLICATE_PERIMETER] = N_("Duplicate perimeter"),
        [CPTS_RULE_INVALID_PERIMETER] = N_("Invalid perimeter"),
        [CPTS_RULE_EMPTY_PERIMETER] = N_("Empty perimeter"),
        [CPTS_RULE_AMBIGUOUS_NAME] = N_("Ambiguous name"),
        [CPTS_RULE_LIST_POLYGON_MISMATCH] = N_("List that differs from its polygon"),
        [CPTS_RULE_OTHER_EDITION] = N_("Perimeter of another edition"),
        [CPTS_RULE_SHARED_UNIT] = N_("{Unit} to be divided"),
        [CPTS_RULE_CODE_NAME_MISMATCH] = N_("Code and name contradict each other"),
        [CPTS_RULE_NO_CLAIM] = N_("Name that may mean no CPTS"),
        [CPTS_RULE_UNREAD] = N_("Claims not read"),
    };
    return _(titles[rule]);
}

const char *cpts_life_words(cpts_life life)
{
    static const char *const words[CPTS_LIFE_COUNT] = {
        [CPTS_LIFE_SIGNED] = N_("by signed CPTS"),
        [CPTS_LIFE_VALIDATED] = N_("with validated projects"),
        [CPTS_LIFE_INTENT] = N_("with letters of intent"),
        [CPTS_LIFE_UNKNOWN] = N_("with all others"),
    };
    return _(words[life]);
}

const char *cpts_life_title(cpts_life life)
{
    static const char *const titles[CPTS_LIFE_ENDED + 1] = {
        [CPTS_LIFE_SIGNED] = N_("contract signed"),
        [CPTS_LIFE_VALIDATED] = N_("project validated"),
        [CPTS_LIFE_INTENT] = N_("letter of intent"),
        [CPTS_LIFE_ENDED] = N_("ended"),
    };
    return titles[life] ? _(titles[life]) : "";
}

const char *cpts_severity_words(cpts_severity severity)
{
    static const char *const words[CPTS_SEVERITY_COUNT] = {
        [CPTS_SEVERITY_ERROR] = N_("error"),
        [CPTS_SEVERITY_WARNING] = N_("warning"),
        [CPTS_SEVERITY_NOTE] = N_("note"),
    };
    return _(words[severity]);
}

static void add(char line[CPTS_CLASS_BYTES], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(char line[CPTS_CLASS_BYTES], const char *format, ...)
{
    const size_t used = strlen(line);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + used, CPTS_CLASS_BYTES - used, format, arguments);
    va_end(arguments);
}

const char *cpts_size_class_words(const struct prose *prose, char line[CPTS_CLASS_BYTES],
                                  const struct size_classes *classes, size_t size_class)
{
    char from[CPTS_CELL_BYTES], to[CPTS_CELL_BYTES];
    char date[64];
    line[0] = '\0';
    if (!size_class || size_class > classes->count)
        return line;
    const bool is_last = size_class == classes->count;
    cpts_prose_number(prose, from, classes->from_inhabitants[size_class - 1], 0);
    cpts_prose_number(prose, to, is_last ? 0 : classes->from_inhabitants[size_class] - 1, 0);
    if (is_last)
        add(line, _("size %zu: from %s inhabitants"), size_class, from);
    else
        add(line, _("size %zu: %s to %s inhabitants"), size_class, from, to);
    const double ceiling_eur = cpts_size_class_ceiling(classes, size_class);
    if (isfinite(ceiling_eur))
        add(line, _(", at most %s €/year"), cpts_prose_number(prose, to, ceiling_eur, 0));
    if (*classes->source)
        add(line, " (%s%s%s)", classes->source, *classes->date ? ", " : "",
            cpts_date_words(date, sizeof date, classes->date));
    return line;
}

static const char *put_count(const struct prose *prose, char line[CPTS_UNITS_BYTES],
                             const char *format, size_t count)
{
    char cell[CPTS_CELL_BYTES], said[CPTS_SAID_BYTES];
    snprintf(line, CPTS_UNITS_BYTES, cpts_said(said, prose, format),
             cpts_prose_count(prose, cell, count));
    return line;
}

const char *cpts_units_words(const struct prose *prose, char line[CPTS_UNITS_BYTES], size_t count)
{
    return put_count(prose, line, P_("%s {unit}", "%s {units}", count), count);
}

const char *cpts_other_units_words(const struct prose *prose, char line[CPTS_UNITS_BYTES],
                                   size_t count)
{
    return put_count(prose, line, P_("%s other {unit}", "%s other {units}", count), count);
}

const char *cpts_unknown_class_words(const struct prose *prose, char line[CPTS_CLASS_BYTES],
                                     size_t unknown_units)
{
    return put_count(prose, line,
                     P_("class and ceiling unknown: the inhabitants of %s {unit} are not "
                        "known",
                        "class and ceiling unknown: the inhabitants of %s {units} are not "
                        "known",
                        unknown_units),
                     unknown_units);
}

const char *cpts_size_class_cell(const struct prose *prose, char cell[CPTS_CELL_BYTES],
                                 size_t size_class, size_t unknown_units)
{
    if (unknown_units)
        return "?";
    return size_class ? cpts_prose_count(prose, cell, size_class) : "–";
}

void cpts_prose_size_classes(struct prose *prose, const struct size_classes *classes)
{
    char line[CPTS_CLASS_BYTES];
    for (size_t c = 1; c <= classes->count; c++)
        cpts_prose_put(prose, "  %s\n", cpts_size_class_words(prose, line, classes, c));
    cpts_prose_put(prose, "\n");
}
