/*
 * The findings of the declarations: what stands in the list, where, and what was made of it.
 */
#include <stdio.h>
#include <string.h>

#include "common/departments.h"
#include "input/declarations/insee.h"
#include "input/declarations/resolver.h"

/* " (line 12 of list.csv)", " (lines 12, 40 of list.csv)"; "" for what was declared from memory. */
static void describe_place(const struct run *run, char *out, size_t size)
{
    out[0] = '\0';
    if (run->first->line == 0)
        return;
    char lines[160] = "";
    size_t used = 0;
    for (size_t i = 0; i < run->count && used + 32 < sizeof lines; i++)
        used += (size_t)snprintf(lines + used, sizeof lines - used, "%s%ld", i ? ", " : "",
                                 run->first[i].line);
    if (used + 32 >= sizeof lines)
        snprintf(lines + used, sizeof lines - used, "...");
    snprintf(out, size, run->count > 1 ? _(" (lines %s of %s)") : _(" (line %s of %s)"), lines,
             run->first->file);
}

static struct notice run_notice(const struct run *run, cpts_rule rule, cpts_severity severity,
                                uint32_t unit)
{
    return (struct notice){.rule = rule,
                           .severity = severity,
                           .perimeter = run->first->perimeter,
                           .unit = unit,
                           .key = run->first->code};
}

static const char *perimeter_of(const struct resolver *resolver, const struct run *run)
{
    return resolver->region->perimeters.name[run->first->perimeter];
}

cpts_status cpts_notice_duplicate(struct resolver *resolver, const struct run *run, uint32_t unit)
{
    const struct cpts_region *region = resolver->region;
    char place[320];
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_DUPLICATE_CODE, CPTS_SEVERITY_WARNING, unit);
    return cpts_notice_add(resolver->region, &notice, _("%s lists %s %s %zu times%s"),
                           perimeter_of(resolver, run), run->first->code,
                           unit == CPTS_NONE ? "" : region->units.name[unit], run->count, place);
}

cpts_status cpts_notice_doubtful(struct resolver *resolver, const struct run *run, uint32_t unit)
{
    const struct units *units = &resolver->region->units;
    struct run doubtful = {.first = run->first, .count = 1};
    while (!doubtful.first->is_doubtful)
        doubtful.first++;
    char place[320];
    describe_place(&doubtful, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_CODE_NAME_MISMATCH, CPTS_SEVERITY_ERROR, unit);
    return cpts_notice_add(
        resolver->region, &notice,
        _("%s lists %s as '%s'%s, but this is the code of %s; the code is counted until the list "
          "is corrected: check whether it is a postal code"),
        perimeter_of(resolver, run), run->first->code, doubtful.first->name, place,
        units->name[unit]);
}

/* "on 2019-01-01", or "" when the moves give no date. */
static void describe_date(const struct succession *succession, char *out, size_t size)
{
    const char *date = succession->date ? succession->date : "";
    snprintf(out, size, *date ? _(" on %s") : "%s", date);
}

cpts_status cpts_notice_successor(struct resolver *resolver, const struct run *run,
                                  const struct succession *succession, uint32_t unit)
{
    struct cpts_region *region = resolver->region;
    char place[320], date[64];
    describe_place(run, place, sizeof place);
    describe_date(succession, date, sizeof date);
    const struct notice notice =
        run_notice(run, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, unit);
    return cpts_notice_add(region, &notice,
                           _("%s lists %s, which became part of %s %s%s%s; %s is counted instead"),
                           perimeter_of(resolver, run), run->first->code, region->units.code[unit],
                           region->units.name[unit], date, place, region->units.code[unit]);
}

static void list_codes(const struct succession *succession, char *out, size_t size)
{
    const struct headings list = {.names = succession->codes, .count = succession->count};
    cpts_schema_list(out, size, &list);
}

cpts_status cpts_notice_predecessors(struct resolver *resolver, const struct run *run,
                                     const struct succession *succession)
{
    char place[320], date[64], codes[128];
    describe_place(run, place, sizeof place);
    describe_date(succession, date, sizeof date);
    list_codes(succession, codes, sizeof codes);
    const struct notice notice =
        run_notice(run, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, CPTS_NONE);
    return cpts_notice_add(resolver->region, &notice,
                           _("%s lists %s%s, which was formed%s from communes that the layer still "
                             "holds separately: %s; those are counted"),
                           perimeter_of(resolver, run), run->first->code, place, date, codes);
}

cpts_status cpts_notice_divided(struct resolver *resolver, const struct run *run,
                                const struct succession *succession, size_t listed)
{
    char codes[128], place[320], date[64];
    list_codes(succession, codes, sizeof codes);
    describe_place(run, place, sizeof place);
    describe_date(succession, date, sizeof date);
    const struct notice notice =
        listed ? run_notice(run, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, CPTS_NONE)
               : run_notice(run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, CPTS_NONE);
    return cpts_notice_add(
        resolver->region, &notice,
        listed ? _("%s lists %s, which was split%s between %s%s; only those that it lists as well "
                   "are counted")
               : _("%s lists %s, which was split%s between %s%s; list those that are meant"),
        perimeter_of(resolver, run), run->first->code, date, codes, place);
}

/* An IRIS or an arrondissement, whose row has the name of its commune. */
static bool is_part(const char *code, const char *commune)
{
    const int parent = cpts_insee_arrondissement(code);
    return parent >= 0 ? strcmp(cpts_insee_parent_code(parent), commune) == 0
                       : strlen(code) == 9 && cpts_insee_is_code(code) &&
                             strncmp(code, commune, strlen(commune)) == 0;
}

cpts_status cpts_notice_name_for_code(struct resolver *resolver,
                                      const struct declaration *declaration, uint32_t unit)
{
    const struct units *units = &resolver->region->units;
    const struct run run = {.first = declaration, .count = 1};
    char place[320];
    describe_place(&run, place, sizeof place);
    struct notice notice = run_notice(&run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_WARNING, unit);
    notice.key =
        cpts_arena_format(&resolver->region->arena, "%s %s", declaration->text, declaration->code);
    if (is_part(declaration->text, units->code[unit])) {
        notice.severity = CPTS_SEVERITY_ERROR;
        return cpts_notice_add(resolver->region, &notice,
                               _("%s lists %s%s, a part of %s %s, all of which is counted: add the "
                                 "layer of IRIS or of arrondissements"),
                               perimeter_of(resolver, &run), declaration->text, place,
                               units->code[unit], units->name[unit]);
    }
    return cpts_notice_add(resolver->region, &notice,
                           _("%s lists '%s'%s, which is not in the region (a postal code?); its "
                             "name is that of %s %s, which is counted"),
                           perimeter_of(resolver, &run), declaration->text, place,
                           units->code[unit], units->name[unit]);
}

/* ---- names ------------------------------------------------------------------------------- */

/* "La Garde (04092), La Garde (83062)". */
static void list_candidates(const struct candidates *found, char *out, size_t size)
{
    size_t used = 0, shown = found->count < 6 ? found->count : 6;
    out[0] = '\0';
    for (size_t i = 0; i < shown && used < size; i++) {
        int written = snprintf(out + used, size - used, "%s%s (%s)", i ? ", " : "", found->name[i],
                               found->code[i]);
        used += written > 0 ? (size_t)written : 0;
    }
    if (used + 5 < size && shown < found->count)
        snprintf(out + used, size - used, "...");
}

static cpts_status report_ambiguous(struct resolver *resolver, const struct run *run,
                                    const struct candidates *found)
{
    char list[512], place[320];
    list_candidates(found, list, sizeof list);
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_AMBIGUOUS_NAME, CPTS_SEVERITY_ERROR, CPTS_NONE);
    return cpts_notice_add(
        resolver->region, &notice,
        _("%s lists '%s'%s, which may be %s; write the code, or add a column with the "
          "département"),
        perimeter_of(resolver, run), run->first->code, place, list);
}

/* ": the nearest names are A (1), B (2)" */
static void describe_nearest(struct resolver *resolver, const struct declaration *declaration,
                             char *out, size_t size)
{
    const struct units *units = &resolver->region->units;
    struct place_key key;
    uint32_t values[PLACE_NEAREST];
    struct candidates nearest = {.count = 0};
    out[0] = '\0';
    if (resolver->nearest_left == 0)
        return;
    resolver->nearest_left--;
    cpts_place_key(&key, declaration->code);
    const char *department = *key.department ? key.department : declaration->department;
    size_t count = cpts_place_names_nearest(&resolver->names, &key, department, values);
    for (size_t i = 0; i < count; i++)
        if (values[i] < units->count) {
            nearest.code[nearest.count] = units->code[values[i]];
            nearest.name[nearest.count++] = units->name[values[i]];
        }
    if (nearest.count == 0)
        return;
    char list[400];
    list_candidates(&nearest, list, sizeof list);
    snprintf(out, size, _("; the nearest names are: %s"), list);
}

cpts_status cpts_notice_name(struct resolver *resolver, const struct run *run)
{
    struct candidates found;
    cpts_resolver_candidates(resolver, run->first->code, run->first->department, &found);
    if (found.count > 1)
        return report_ambiguous(resolver, run, &found);
    char nearest[480], place[320];
    describe_nearest(resolver, run->first, nearest, sizeof nearest);
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, CPTS_NONE);
    return cpts_notice_add(resolver->region, &notice,
                           _("%s lists '%s'%s, which is neither a code nor a name in the region%s"),
                           perimeter_of(resolver, run), run->first->code, place, nearest);
}

/* ---- codes ------------------------------------------------------------------------------- */

/* La Poste's codes mostly end in 0; INSEE's mostly do not. */
static bool looks_postal(const struct resolver *resolver, const char *code)
{
    char department[4];
    if (strlen(code) != 5 || code[4] != '0' || !cpts_insee_department(department, code))
        return false;
    const struct units *units = &resolver->region->units;
    for (size_t i = 0; i < units->count; i++)
        if (strncmp(units->code[i], department, strlen(department)) == 0)
            return true;
    return false;
}

static const char *reason_of(const struct resolver *resolver, const char *code)
{
    if (cpts_name_index_find(&resolver->builder->lost_units, code) != CPTS_NONE)
        return _("%s lists %s%s, which has no polygon");
    if (cpts_insee_arrondissement(code) >= 0)
        return _("%s lists %s%s, a municipal arrondissement, but the layer holds the whole "
                 "commune: add the layer of arrondissements");
    char commune[6] = "";
    if (strlen(code) == 9)
        memcpy(commune, code, 5);
    if (*commune && cpts_insee_is_code(code) && cpts_resolver_has_unit(resolver, commune))
        return _(
            "%s lists %s%s, an IRIS, but the layer holds the whole commune: add the layer of IRIS");
    if (strlen(code) == 9 && code[strspn(code, "0123456789")] == '\0')
        return _("%s lists %s%s, which is not in the region; if it is an EPCI, --expand epci reads "
                 "it as its communes, where the layer names their EPCI");
    if (looks_postal(resolver, code))
        return _("%s lists %s%s, which is not in the region; it looks like a postal code, which "
                 "several communes may share: write the INSEE code or the name");
    if (cpts_insee_is_code(code))
        return _("%s lists %s%s, which is not in the region");
    return _("%s lists '%s'%s, which is not in the region and does not look like a code");
}

cpts_status cpts_notice_unknown(struct resolver *resolver, const struct run *run)
{
    char place[320];
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, CPTS_NONE);
    return cpts_notice_add(resolver->region, &notice, reason_of(resolver, run->first->code),
                           perimeter_of(resolver, run), run->first->code, place);
}

/* ---- elsewhere --------------------------------------------------------------------------- */

cpts_status cpts_notice_elsewhere(struct resolver *resolver, const struct run *run,
                                  const struct commune *commune)
{
    char place[320], department[4] = "";
    describe_place(run, place, sizeof place);
    cpts_insee_department(department, commune->code);
    const char *named = cpts_department_name(department);
    const struct notice notice =
        run_notice(run, CPTS_RULE_OUTSIDE, CPTS_SEVERITY_WARNING, CPTS_NONE);
    return cpts_notice_add(resolver->region, &notice,
                           _("%s lists %s%s: %s %s, %s (%s), outside the region (communes of %s)"),
                           perimeter_of(resolver, run), run->first->text, place, commune->code,
                           commune->name, named ? named : "–", department, CPTS_COMMUNES_EDITION);
}
