#include "output/text/place_title.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/departments.h"
#include "input/declarations/insee.h"

const char *cpts_group_department(const struct cpts_region *region, const char *group)
{
    const struct units *units = &region->units;
    const char *name = cpts_department_name(group);
    char department[4];
    /* The first letter by itself: all units are gone through for each group. */
    for (size_t u = 0; name && u < units->count; u++)
        if (units->group[u][0] == group[0] && strcmp(units->group[u] + 1, group + 1) == 0 &&
            !(cpts_insee_department(department, units->code[u]) && strcmp(department, group) == 0))
            return NULL;
    return name;
}

const char *cpts_group_words(char out[CPTS_GROUP_BYTES], const struct cpts_region *region,
                             const char *group)
{
    const char *name = cpts_group_department(region, group);
    if (!name)
        return *group ? group : "–";
    snprintf(out, CPTS_GROUP_BYTES, "%s (%s)", name, group);
    return out;
}

#define NAMED_MOST 3 /* départements named one by one in a title */

/* Which départements the units lie in, by their codes; false when a code shows none. */
static bool find_departments(bool found[CPTS_DEPARTMENT_COUNT], const struct units *units)
{
    char last[4] = "", code[4];
    for (size_t u = 0; u < units->count; u++) {
        if (!cpts_insee_department(code, units->code[u]))
            return false;
        if (strcmp(code, last) == 0)
            continue;
        const struct department *department = cpts_department_find(code);
        if (!department)
            return false;
        found[department - cpts_departments] = true;
        memcpy(last, code, sizeof last);
    }
    return units->count > 0;
}

/* A title made of where the units lie: all of one région, one to three départements, the country.
 * Nothing when they lie elsewhere, or in some départements of several régions. */
static const char *deduced(const struct cpts_report *report, char *out)
{
    size_t in_region[CPTS_REGION_COUNT] = {0}, size_of[CPTS_REGION_COUNT] = {0};
    size_t whole = 0, met = 0, count = 0, used = 0;
    bool found[CPTS_DEPARTMENT_COUNT] = {false};
    if (!find_departments(found, &report->region->units))
        return NULL;
    for (size_t d = 0; d < CPTS_DEPARTMENT_COUNT; d++) {
        size_of[cpts_departments[d].region]++;
        in_region[cpts_departments[d].region] += found[d];
        count += found[d];
    }
    const char *region = NULL;
    for (size_t r = 0; r < CPTS_REGION_COUNT; r++) {
        region = in_region[r] ? cpts_region_names[r] : region;
        met += in_region[r] > 0;
        whole += in_region[r] == size_of[r];
    }
    if (met == 1 && whole == 1)
        return region;
    if (whole >= 13) /* those of the mainland and Corse, or all */
        return "France";
    if (count > NAMED_MOST)
        return NULL;
    for (size_t d = 0; d < CPTS_DEPARTMENT_COUNT && used < CPTS_TITLE_BYTES; d++)
        if (found[d])
            used += (size_t)snprintf(out + used, CPTS_TITLE_BYTES - used, "%s%s", used ? ", " : "",
                                     cpts_departments[d].name);
    return out;
}

const char *cpts_place_title(const struct cpts_report *report, char *out)
{
    const char *title = report->title && *report->title ? report->title : deduced(report, out);
    return title ? title : _("Coverage by the CPTS");
}

const char *cpts_place_map_title(const struct cpts_report *report, char *out)
{
    char room[CPTS_TITLE_BYTES];
    if (report->title && *report->title)
        return report->title;
    const char *place = deduced(report, room);
    snprintf(out, CPTS_TITLE_BYTES, "%s%s%.80s", _("Territories of the CPTS"), place ? " – " : "",
             place ? place : "");
    return out;
}

const char *cpts_day_words(char *out, size_t size, const struct tm *day)
{
    static const char *const months[] = {N_("January"), N_("February"), N_("March"),
                                         N_("April"),   N_("May"),      N_("June"),
                                         N_("July"),    N_("August"),   N_("September"),
                                         N_("October"), N_("November"), N_("December")};
    char number[16];
    snprintf(number, sizeof number, "%d", day->tm_mday);
    /* TRANSLATORS: a date: the day, "1" or what your language says on the first; the month; the
     * year */
    snprintf(out, size, _("%s %s %d"), day->tm_mday == 1 ? _("1") : number, _(months[day->tm_mon]),
             day->tm_year + 1900);
    return out;
}

const char *cpts_date_words(char *out, size_t size, const char *iso)
{
    struct tm day = {.tm_mday = 0};
    if (strptime(iso, "%Y-%m-%d", &day))
        return cpts_day_words(out, size, &day);
    snprintf(out, size, "%.10s", iso);
    return out;
}

const char *cpts_moment_words(char *out, size_t size, const char *iso)
{
    struct tm utc = {.tm_isdst = 0}, local;
    char day[64];
    if (!strptime(iso, "%Y-%m-%dT%H:%M:%S", &utc))
        return cpts_date_words(out, size, iso);
    const time_t at = timegm(&utc);
    if (!localtime_r(&at, &local))
        return cpts_date_words(out, size, iso);
    /* TRANSLATORS: a day in words, then hours and minutes */
    snprintf(out, size, _("%s at %02d:%02d"), cpts_day_words(day, sizeof day, &local),
             local.tm_hour, local.tm_min);
    return out;
}
