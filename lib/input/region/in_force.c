#include "input/region/in_force.h"

#include <string.h>

#include "common/clock.h"
#include "input/declarations/dates.h"

/* A date that cannot be read is reported, and its perimeter is kept: wrongly perhaps, where it is
 * that of an end. */
static cpts_status read_date(struct cpts_region *region, uint32_t p, const char *text, bool is_end,
                             struct date_span *date, bool *is_there)
{
    *is_there = *text && cpts_date_read(date, text);
    if (*is_there || !*text)
        return CPTS_OK;
    const struct notice notice = {.rule = CPTS_RULE_INVALID_PERIMETER,
                                  .severity = is_end ? CPTS_SEVERITY_ERROR : CPTS_SEVERITY_WARNING,
                                  .unit = CPTS_NONE,
                                  .perimeter = p,
                                  .key = text};
    return cpts_notice_add(
        region, &notice,
        _("the date '%s' of %s cannot be read, and it is taken to be in force; write "
          "dates as 2026-01-31"),
        text, region->perimeters.name[p]);
}

struct look cpts_look_at(const struct cpts_region *region)
{
    struct date_span day;
    struct tm today;
    if (cpts_date_read(&day, region->as_of))
        return (struct look){day.first, true};
    const time_t now = cpts_output_seconds(region->context);
    if (!gmtime_r(&now, &today))
        return (struct look){0, false};
    return (struct look){(today.tm_year + 1900) * 10000 + (today.tm_mon + 1) * 100 + today.tm_mday,
                         false};
}

bool cpts_look_is_past(const struct look *look, const char *date)
{
    struct date_span span;
    return cpts_date_read(&span, date) && span.last < look->day;
}

bool cpts_look_is_future(const struct look *look, const char *date)
{
    struct date_span span;
    return cpts_date_read(&span, date) && span.first > look->day;
}

bool cpts_look_is_in_force(const struct look *look, const char *from, const char *to)
{
    return !cpts_look_is_past(look, to) && !(look->is_asked && cpts_look_is_future(look, from));
}

static cpts_status is_in_force(struct cpts_region *region, const struct look *look, uint32_t p,
                               const char *from_text, const char *to_text, bool *in_force)
{
    struct date_span from, to;
    bool has_from = false, has_to = false;
    cpts_status status = CPTS_OK;
    if (look->is_asked)
        status = read_date(region, p, from_text, false, &from, &has_from);
    /* Words such as "indéterminée" are not a date written wrongly. */
    if (status == CPTS_OK && (look->is_asked || strpbrk(to_text, "0123456789")))
        status = read_date(region, p, to_text, true, &to, &has_to);
    if (status == CPTS_OK)
        *in_force = (!has_from || from.first <= look->day) && (!has_to || to.last >= look->day);
    return status;
}

/* Whoever asks for what ended by its status does not want it left out by its date. */
static bool is_asked_for(const struct cpts_region *region, const struct look *look, uint32_t p)
{
    return !look->is_asked && *region->statuses && region->perimeters.life[p] == CPTS_LIFE_ENDED;
}

cpts_status cpts_in_force_rows(struct cpts_region *region, const struct look *look, bool *left,
                               struct gone *gone)
{
    struct builder *builder = region->builder;
    cpts_status status = CPTS_OK;
    size_t kept = 0;
    for (size_t i = 0; i < builder->declaration_count; i++)
        left[builder->declarations[i].perimeter] = true;
    for (size_t i = 0; i < builder->declaration_count && status == CPTS_OK; i++) {
        const struct declaration row = builder->declarations[i];
        const uint32_t p = row.perimeter;
        bool in_force = true;
        if (!is_asked_for(region, look, p))
            status = is_in_force(region, look, p, row.from, row.to, &in_force);
        if (in_force) {
            left[p] = false;
            builder->declarations[kept++] = row;
        } else if (gone[p].count++ == 0) {
            gone[p].to = row.to;
            gone[p].file = row.file;
            gone[p].line = row.line;
        }
    }
    if (status == CPTS_OK && look->is_asked && kept < builder->declaration_count)
        cpts_log(region->context, CPTS_VERBOSE,
                 P_("%zu row of lists is not in force on %s",
                    "%zu rows of lists are not in force on %s", builder->declaration_count - kept),
                 builder->declaration_count - kept, region->as_of);
    builder->declaration_count = kept;
    return status;
}

cpts_status cpts_in_force_perimeter(struct cpts_region *region, const struct look *look, uint32_t p,
                                    struct gone *gone, bool *in_force)
{
    const struct perimeters *perimeters = &region->perimeters;
    *in_force = true;
    if (is_asked_for(region, look, p))
        return CPTS_OK;
    const cpts_status status =
        is_in_force(region, look, p, perimeters->from[p], perimeters->to[p], in_force);
    if (!*in_force && gone->count++ == 0)
        gone->to = perimeters->to[p];
    return status;
}

cpts_status cpts_in_force_report(struct cpts_region *region, const struct look *look, uint32_t p,
                                 const struct gone *gone)
{
    if (look->is_asked || gone->count == 0)
        return CPTS_OK;
    const char *name = region->perimeters.name[p];
    const struct notice notice = {.rule = CPTS_RULE_EMPTY_PERIMETER,
                                  .severity = CPTS_SEVERITY_NOTE,
                                  .unit = CPTS_NONE,
                                  .perimeter = CPTS_NONE,
                                  .key = region->perimeters.id[p]};
    if (gone->line == 0)
        return cpts_notice_add(region, &notice,
                               _("%s ended on %s, as its date says, and claims nothing; --as-of "
                                 "shows what was in force on another day"),
                               name, gone->to);
    return cpts_notice_add(
        region, &notice,
        P_("%zu row of %s has ended by its date and claims nothing (line %ld of %s: %s); "
           "--as-of shows what was in force on another day",
           "%zu rows of %s have ended by their dates and claim nothing (the first is line "
           "%ld of %s: %s); --as-of shows what was in force on another day",
           gone->count),
        gone->count, name, gone->line, gone->file, gone->to);
}
