#include "planning/subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/region_copy.h"
#include "input/sources/text.h"

#define NAME_ROOM    128
#define NEAREST_MOST 3

/* "CPTS du Pays d'Azur" is called "dupaysdazur". */
static void plain(char out[NAME_ROOM], const char *text)
{
    char folded[NAME_ROOM];
    cpts_text_fold(folded, sizeof folded, text);
    const bool is_prefixed = strncmp(folded, "cpts", 4) == 0 && folded[4];
    snprintf(out, NAME_ROOM, "%s", folded + (is_prefixed ? 4 : 0));
}

/* "PACA-4" and "paca 04" are near: zeros before a number do not count. */
static void plain_number(char out[NAME_ROOM], const char *text)
{
    char letters[NAME_ROOM];
    size_t length = 0;
    plain(letters, text);
    for (const char *c = letters; *c; c++) {
        const bool follows_digit = length && out[length - 1] >= '0' && out[length - 1] <= '9';
        if (*c != '0' || follows_digit)
            out[length++] = *c;
    }
    out[length] = '\0';
}

/* Levenshtein's distance. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_ROOM + 1];
    const size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            const size_t above = row[j], change = corner + (a[i - 1] != b[j - 1]);
            const size_t shift = (above < row[j - 1] ? above : row[j - 1]) + 1;
            corner = above;
            row[j] = change < shift ? change : shift;
        }
    }
    return row[length];
}

struct nearest {
    uint32_t perimeters[NEAREST_MOST];
    size_t distances[NEAREST_MOST], count;
};

static void offer(struct nearest *nearest, uint32_t perimeter, size_t apart)
{
    if (nearest->count == NEAREST_MOST && nearest->distances[NEAREST_MOST - 1] <= apart)
        return;
    size_t at = nearest->count < NEAREST_MOST ? nearest->count++ : NEAREST_MOST - 1;
    for (; at > 0 && nearest->distances[at - 1] > apart; at--) {
        nearest->distances[at] = nearest->distances[at - 1];
        nearest->perimeters[at] = nearest->perimeters[at - 1];
    }
    nearest->distances[at] = apart;
    nearest->perimeters[at] = perimeter;
}

/* How far a perimeter's id or name is from what was written; a part of the name is near. */
static size_t distance_of(const struct perimeters *perimeters, uint32_t p, const char *text)
{
    char wanted[NAME_ROOM], number[NAME_ROOM], id[NAME_ROOM], name[NAME_ROOM];
    plain(wanted, text);
    plain(name, perimeters->name[p]);
    plain_number(number, text);
    plain_number(id, perimeters->id[p]);
    const size_t by_id = distance(number, id), by_name = distance(wanted, name);
    const size_t least = by_id < by_name ? by_id : by_name;
    return strlen(wanted) >= 3 && strstr(name, wanted) && least > 1 ? 1 : least;
}

/* ": the nearest are CPTS Nord (PACA-1), CPTS Sud (PACA-2)" */
static void describe_nearest(const struct cpts_region *region, const char *text, char *out,
                             size_t size)
{
    const struct perimeters *perimeters = &region->perimeters;
    struct nearest nearest = {.count = 0};
    char wanted[NAME_ROOM];
    size_t used;
    plain(wanted, text);
    out[0] = '\0';
    for (uint32_t p = 0; p < perimeters->count; p++) {
        const size_t apart = distance_of(perimeters, p, text);
        if (apart <= strlen(wanted) / 2) /* farther than half its letters, it is another one */
            offer(&nearest, p, apart);
    }
    if (!nearest.count)
        return;
    snprintf(out, size, "%s", _("; the nearest are: "));
    for (size_t i = 0; i < nearest.count && (used = strlen(out)) < size; i++) {
        const char *name = perimeters->name[nearest.perimeters[i]];
        const char *id = perimeters->id[nearest.perimeters[i]];
        /* Of a list of names alone, the id is the name. */
        snprintf(out + used, size - used, strcmp(id, name) != 0 ? "%s%s (%s)" : "%s%s",
                 i ? ", " : "", name, id);
    }
}

/* The perimeter whose id or name is written so; CPTS_NONE. `other`: a second one. */
static uint32_t find(const struct cpts_region *region, const char *text, uint32_t *other)
{
    const struct perimeters *perimeters = &region->perimeters;
    char wanted[NAME_ROOM], id[NAME_ROOM], name[NAME_ROOM];
    uint32_t found = cpts_perimeter_of_id(region, text);
    *other = CPTS_NONE;
    plain(wanted, text);
    if (found != CPTS_NONE || !*wanted)
        return found;
    for (uint32_t p = 0; p < perimeters->count; p++) {
        plain(id, perimeters->id[p]);
        plain(name, perimeters->name[p]);
        if (strcmp(id, wanted) != 0 && strcmp(name, wanted) != 0)
            continue;
        if (found != CPTS_NONE)
            *other = p;
        else
            found = p;
    }
    return found;
}

/* Whether a new CPTS of this name would be taken for one that is there. */
static uint32_t find_look_alike(const struct cpts_region *region, const char *text)
{
    const struct perimeters *perimeters = &region->perimeters;
    uint32_t other;
    const uint32_t found = find(region, text, &other);
    if (found != CPTS_NONE)
        return found;
    for (uint32_t p = 0; p < perimeters->count; p++) {
        char number[NAME_ROOM], id[NAME_ROOM];
        plain_number(number, text);
        plain_number(id, perimeters->id[p]);
        if (*number && strcmp(number, id) == 0)
            return p;
    }
    return CPTS_NONE;
}

static cpts_status find_new(const char **out, const struct cpts_region *region, const char *text,
                            const char *option)
{
    const struct perimeters *perimeters = &region->perimeters;
    const uint32_t like = find_look_alike(region, text);
    if (like != CPTS_NONE)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("%s: '%s' is or looks like a CPTS of the declaration, %s (%s); give the "
                           "new one another name, or use --as if this one is meant"),
                         option, text, perimeters->name[like], perimeters->id[like]);
    *out = text;
    return CPTS_OK;
}

static cpts_status find_known(const char **out, const struct cpts_region *region, const char *text,
                              const char *option, const char *advice)
{
    const struct perimeters *perimeters = &region->perimeters;
    char nearest[600];
    uint32_t other;
    *out = NULL;
    const uint32_t found = find(region, text, &other);
    if (other != CPTS_NONE)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("%s: '%s' is the name of several perimeters, %s and %s; give the "
                           "id of one"),
                         option, text, perimeters->id[found], perimeters->id[other]);
    if (found != CPTS_NONE) {
        *out = perimeters->id[found];
        return CPTS_OK;
    }
    describe_nearest(region, text, nearest, sizeof nearest);
    return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("%s: no CPTS is called '%s'%s%s"),
                     option, text, nearest, advice);
}

cpts_status cpts_subject_find(const char **out, const struct cpts_region *region, const char *text,
                              bool is_new, const char *option)
{
    *out = NULL;
    return is_new ? find_new(out, region, text, option)
                  : find_known(out, region, text, option,
                               _("; for one that does not exist yet, use --new"));
}

cpts_status cpts_subject_of_map(const char **out, const struct cpts_region *region,
                                const char *text)
{
    return find_known(out, region, text, "--map-of", "");
}

cpts_status cpts_region_find_map(const char **id, cpts_region *region, const char *text)
{
    cpts_begin(region->context);
    return cpts_subject_of_map(id, region, text);
}
