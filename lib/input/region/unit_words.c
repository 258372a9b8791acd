/* What the units are called. One table a form, so that translators see whole words. */
#include "input/region/unit_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/context.h"
#include "input/declarations/insee.h"
#include "input/region/region.h"

enum { KINDS = UNIT_OTHER };

unsigned cpts_unit_kind(const char *code)
{
    if (cpts_insee_arrondissement(code) >= 0)
        return UNIT_ARRONDISSEMENT;
    if (!cpts_insee_is_code(code))
        return UNIT_OTHER;
    return strlen(code) == 5 ? UNIT_COMMUNE : UNIT_IRIS;
}

static unsigned kinds_of(const char *const *codes, size_t count)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < count; i++)
        kinds |= cpts_unit_kind(codes[i]);
    return kinds;
}

unsigned cpts_unit_kinds(const struct units *units)
{
    return units->kinds ? units->kinds : kinds_of(units->code, units->count) | units->grouping;
}

/* One of a table of KINDS entries, the first for what is called nothing better than a unit. */
static unsigned entry_of(unsigned kinds)
{
    kinds &= 2 * KINDS - 1;
    return kinds < KINDS ? kinds : 0;
}

static const char *const plurals[KINDS] = {
    N_("units"),
    N_("communes"),
    N_("arrondissements"),
    N_("communes and arrondissements"),
    N_("IRIS"),
    N_("communes and IRIS"),
    N_("arrondissements and IRIS"),
    N_("communes, arrondissements and IRIS"),
};

static const char *const of_plurals[KINDS] = {
    N_("of units"),
    N_("of communes"),
    N_("of arrondissements"),
    N_("of communes and arrondissements"),
    N_("of IRIS"),
    N_("of communes and IRIS"),
    N_("of arrondissements and IRIS"),
    N_("of communes, arrondissements and IRIS"),
};

static const char *const singulars[KINDS] = {
    N_("unit"),
    N_("commune"),
    N_("arrondissement"),
    N_("commune or arrondissement"),
    N_("IRIS"),
    N_("commune or IRIS"),
    N_("arrondissement or IRIS"),
    N_("commune, arrondissement or IRIS"),
};

static const char *const of_singulars[KINDS] = {
    N_("of the unit"),
    N_("of the commune"),
    N_("of the arrondissement"),
    N_("of the commune or arrondissement"),
    N_("of the IRIS"),
    N_("of the commune or IRIS"),
    N_("of the arrondissement or IRIS"),
    N_("of the commune, arrondissement or IRIS"),
};

/* By département, région, and anything else. */
static const char *const groups[] = {N_("département"), N_("région"), N_("group")};
static const char *const groups_plural[] = {N_("départements"), N_("régions"), N_("groups")};

static unsigned group_of(unsigned kinds)
{
    return kinds & GROUPED_BY_FIELD ? 2 : kinds & GROUPED_BY_REGION ? 1 : 0;
}

struct brace {
    const char *name;
    const char *const *words;
    bool begins_sentence, is_of_groups;
};

static const struct brace braces[] = {
    {"{units}", plurals, false, false},       {"{Units}", plurals, true, false},
    {"{of units}", of_plurals, false, false}, {"{unit}", singulars, false, false},
    {"{Unit}", singulars, true, false},       {"{of the unit}", of_singulars, false, false},
    {"{group}", groups, false, true},         {"{Group}", groups, true, true},
    {"{groups}", groups_plural, false, true}, {"{Groups}", groups_plural, true, true},
};

/* The brace that `text` begins with; NULL for any other. */
static const struct brace *brace_at(const char *text)
{
    for (size_t i = 0; i < sizeof braces / sizeof *braces; i++)
        if (strncmp(text, braces[i].name, strlen(braces[i].name)) == 0)
            return &braces[i];
    return NULL;
}

const char *cpts_unit_words(char *out, size_t room, unsigned kinds, const char *text)
{
    size_t used = 0;
    while (*text && used + 1 < room) {
        const struct brace *brace = *text == '{' ? brace_at(text) : NULL;
        if (!brace) {
            out[used++] = *text++;
            continue;
        }
        const char *words =
            _(brace->words[brace->is_of_groups ? group_of(kinds) : entry_of(kinds)]);
        const size_t length = strlen(words) < room - 1 - used ? strlen(words) : room - 1 - used;
        memcpy(out + used, words, length);
        if (brace->begins_sentence && length && out[used] >= 'a' && out[used] <= 'z')
            out[used] = (char)(out[used] - 'a' + 'A');
        used += length;
        text += strlen(brace->name);
    }
    out[used] = '\0';
    return out;
}
