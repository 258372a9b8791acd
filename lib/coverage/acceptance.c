#include "coverage/acceptance.h"

#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "coverage/verdict.h"
#include "input/declarations/dates.h"

const char *cpts_acceptance_state_name(enum acceptance_state state)
{
    static const char *const names[] = {
        [ACCEPTANCE_HOLDS] = "in-force",
        [ACCEPTANCE_EXPIRED] = "expired",
        [ACCEPTANCE_OUTGROWN] = "outgrown",
        [ACCEPTANCE_IDLE] = "idle",
    };
    return names[state];
}

bool cpts_day_read(char out[CPTS_DAY_BYTES], const char *text)
{
    struct date_span date;
    /* A number alone, such as a spreadsheet's 46053, is more likely a slip. */
    if (!strpbrk(text, "-/.") || !cpts_date_read(&date, text) || date.first != date.last)
        return false;
    const unsigned day = (unsigned)date.first;
    snprintf(out, CPTS_DAY_BYTES, "%04u-%02u-%02u", day / 10000 % 10000, day / 100 % 100,
             day % 100);
    return true;
}

cpts_status cpts_acceptance_check(cpts_context *context, const cpts_acceptance *acceptance,
                                  const char *where)
{
    const char *missing = !acceptance->id || !*acceptance->id           ? "id"
                          : !acceptance->reason || !*acceptance->reason ? "reason"
                          : !acceptance->by || !*acceptance->by         ? "by"
                                                                        : NULL;
    if (missing)
        return cpts_fail(
            context, CPTS_ERROR_ARGUMENT,
            _("%s: an acceptance needs an id, a reason and an author; '%s' is missing"), where,
            missing);
    char day[CPTS_DAY_BYTES];
    if (acceptance->until && *acceptance->until && !cpts_day_read(day, acceptance->until))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("%s: '%s' is not a date; write for example 30/06/2027 or 2027-06-30"),
                         where, acceptance->until);
    return CPTS_OK;
}

static size_t find(const struct cpts_report *report, const char *id)
{
    for (size_t i = 0; i < report->finding_count; i++)
        if (strcmp(report->findings[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

static enum acceptance_state state_of(const struct cpts_report *report,
                                      const struct accepted *accepted)
{
    const cpts_acceptance *acceptance = &accepted->acceptance;
    char today[32];
    cpts_output_time(report->region->context, today, sizeof today);
    if (accepted->finding == SIZE_MAX)
        return ACCEPTANCE_IDLE;
    if (*acceptance->until && strncmp(today, acceptance->until, 10) > 0)
        return ACCEPTANCE_EXPIRED;
    if (acceptance->max_area_m2 > 0 &&
        report->findings[accepted->finding].area_m2 > acceptance->max_area_m2)
        return ACCEPTANCE_OUTGROWN;
    return ACCEPTANCE_HOLDS;
}

static bool add(struct cpts_report *report, const cpts_acceptance *acceptance)
{
    struct arena *arena = &report->arena;
    char day[CPTS_DAY_BYTES] = "";
    if (acceptance->until && *acceptance->until)
        cpts_day_read(day, acceptance->until);
    if (!CPTS_ARRAY_MORE(report->accepted, report->accepted_count, report->accepted_capacity))
        return false;
    struct accepted *accepted = &report->accepted[report->accepted_count];
    accepted->acceptance = (cpts_acceptance){.size = sizeof(cpts_acceptance),
                                             .id = cpts_arena_string(arena, acceptance->id),
                                             .reason = cpts_arena_string(arena, acceptance->reason),
                                             .by = cpts_arena_string(arena, acceptance->by),
                                             .until = cpts_arena_string(arena, day),
                                             .max_area_m2 = acceptance->max_area_m2};
    if (!accepted->acceptance.id || !accepted->acceptance.reason || !accepted->acceptance.by ||
        !accepted->acceptance.until)
        return false;
    accepted->finding = find(report, acceptance->id);
    accepted->state = state_of(report, accepted);
    report->accepted_count++;
    return true;
}

cpts_status cpts_report_accept_all(struct cpts_report *report, const cpts_acceptance *acceptances,
                                   size_t count)
{
    cpts_context *context = report->region->context;
    for (size_t i = 0; i < count; i++) {
        char where[64];
        snprintf(where, sizeof where, _("acceptance %zu"), i + 1);
        const cpts_status status = cpts_acceptance_check(context, &acceptances[i], where);
        if (status != CPTS_OK)
            return status;
        if (!add(report, &acceptances[i]))
            return cpts_fail_memory(context);
    }
    /* The array may have moved, so the findings get their pointers again. */
    for (size_t i = 0; i < report->accepted_count; i++)
        if (report->accepted[i].state == ACCEPTANCE_HOLDS)
            report->findings[report->accepted[i].finding].acceptance =
                &report->accepted[i].acceptance;
    return cpts_report_judge(report);
}

cpts_status cpts_report_accept(cpts_report *report, const cpts_acceptance *acceptance)
{
    cpts_context *context = report->region->context;
    cpts_acceptance kept;
    cpts_begin(context);
    const cpts_status status = cpts_options_take(
        context, &kept, sizeof kept, CPTS_SIZE_THROUGH(cpts_acceptance, max_area_m2), acceptance);
    return status == CPTS_OK ? cpts_report_accept_all(report, &kept, 1) : status;
}
