/*
 * What one declaration means, by its code first, else by its name. A code that lists mistype is
 * repaired, a name is looked for among those of the units; nothing is claimed on a doubt.
 */
#include <stdio.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/declarations/insee.h"
#include "input/declarations/readings.h"
#include "input/declarations/resolver.h"
#include "input/sources/text.h"

/* ---- elsewhere --------------------------------------------------------------------------- */

static bool is_of_units(const struct resolver *resolver, const char *code)
{
    char department[4];
    return !cpts_insee_department(department, code) ||
           cpts_name_index_find(&resolver->departments, department) != CPTS_NONE;
}

static bool is_commune(void *user, const char *code)
{
    struct commune commune;
    (void)user;
    return cpts_commune_find(&commune, code);
}

bool cpts_resolver_elsewhere(const struct resolver *resolver, const char *code, struct commune *out)
{
    char commune[6];
    struct succession succession;
    if (!cpts_insee_is_code(code))
        return false;
    snprintf(commune, sizeof commune, "%.5s", code); /* of an IRIS */
    if (cpts_commune_find(out, commune))
        return !is_of_units(resolver, commune);
    cpts_changes_follow(&resolver->builder->changes, commune, is_commune, NULL, &succession);
    return succession.count > 0 && cpts_commune_find(out, succession.codes[0]) &&
           !is_of_units(resolver, out->code);
}

bool cpts_resolver_named_elsewhere(const struct resolver *resolver, const char *name,
                                   const char *department, struct commune *out)
{
    struct place_key key;
    cpts_place_key(&key, name);
    if (*key.department)
        department = key.department;
    return cpts_name_index_find(&resolver->departments, department) == CPTS_NONE &&
           cpts_commune_named(out, &key, department);
}

/* The code is one of another region, and the name on its row, if any, does not say otherwise. */
static bool lies_elsewhere(const struct resolver *resolver, const struct declaration *declaration,
                           const char *code)
{
    struct commune commune;
    struct place_key written, known;
    if (!cpts_resolver_elsewhere(resolver, code, &commune))
        return false;
    if (!*declaration->name)
        return true;
    cpts_place_key(&written, declaration->name);
    cpts_place_key(&known, commune.name);
    return strcmp(written.bare, known.bare) == 0 || strcmp(written.letters, known.letters) == 0;
}

/* ---- codes ------------------------------------------------------------------------------- */

static bool unit_exists(void *resolver, const char *code)
{
    return cpts_resolver_has_unit(resolver, code);
}

/* Whether a code that is not a unit still stands for units, or for a former commune. */
static bool is_explained(struct resolver *resolver, const char *code)
{
    const struct builder *builder = resolver->builder;
    struct succession succession;
    int parent = cpts_insee_arrondissement(code);
    if (cpts_unit_groups_last(&resolver->parts, code) != CPTS_NONE ||
        cpts_unit_groups_last(&builder->wholes, code) != CPTS_NONE ||
        (parent >= 0 && cpts_resolver_has_unit(resolver, cpts_insee_parent_code(parent))))
        return true;
    cpts_changes_follow(&builder->changes, code, unit_exists, resolver, &succession);
    if (succession.count == 0)
        cpts_changes_trace(&builder->changes, code, unit_exists, resolver, &succession);
    return succession.count > 0;
}

bool cpts_resolver_explains(struct resolver *resolver, const char *code)
{
    return cpts_resolver_has_unit(resolver, code) || is_explained(resolver, code);
}

static cpts_status take_code(struct resolver *resolver, struct declaration *declaration,
                             const char *code, const char *how)
{
    const char *kept = cpts_arena_string(&resolver->region->arena, code);
    if (!kept)
        return cpts_fail_memory(resolver->region->context);
    if (how && resolver->repaired++ == 0) {
        resolver->repaired_from = declaration->text;
        resolver->repaired_to = kept;
    }
    declaration->code = kept;
    declaration->how = how;
    return CPTS_OK;
}

/* A commune that is not divided into IRIS is one, called 0000. */
static bool is_whole_iris(char commune[6], const struct resolver *resolver, const char *code)
{
    if (strlen(code) != 9 || strcmp(code + 5, "0000") != 0)
        return false;
    snprintf(commune, 6, "%.5s", code);
    return cpts_resolver_has_unit(resolver, commune);
}

/* The code as the unit layer writes it, or as it should be written. */
static cpts_status interpret_code(struct resolver *resolver, struct declaration *declaration,
                                  bool *understood)
{
    char repaired[INSEE_CODE_ROOM], commune[6];
    const char *code = declaration->code;
    *understood = cpts_resolver_has_unit(resolver, code);
    if (*understood)
        return CPTS_OK;
    if (cpts_insee_prefixed(repaired, declaration->department, code) &&
        (cpts_resolver_has_unit(resolver, repaired) || is_explained(resolver, repaired))) {
        *understood = true;
        return take_code(resolver, declaration, repaired, READ_CODE_PREFIXED);
    }
    if (is_whole_iris(commune, resolver, code)) {
        *understood = true;
        return take_code(resolver, declaration, commune, READ_WHOLE);
    }
    bool is_code = cpts_insee_repair(repaired, code);
    *understood = is_explained(resolver, code) ||
                  (is_code && (cpts_resolver_has_unit(resolver, repaired) ||
                               is_explained(resolver, repaired) ||
                               lies_elsewhere(resolver, declaration, repaired)));
    if (!is_code || strcmp(repaired, code) == 0)
        return CPTS_OK;
    return take_code(resolver, declaration, repaired, READ_CODE_REPAIRED);
}

/* ---- names ------------------------------------------------------------------------------- */

/* A candidate for a value of resolver->names: a unit, or a commune whose parts are units. */
static void add_candidate(const struct resolver *resolver, struct candidates *out, uint32_t value)
{
    static const char *const parents[] = {"Paris", "Lyon", "Marseille"};
    const struct units *units = &resolver->region->units;
    size_t parent = value - units->count;
    bool is_unit = value < units->count;
    out->code[out->count] = is_unit ? units->code[value] : cpts_insee_parent_code((int)parent);
    out->name[out->count] = is_unit ? units->name[value] : parents[parent];
    out->count++;
}

static struct former_name old_name(const struct code_changes *changes, uint32_t value)
{
    if (value >= changes->count)
        return changes->former[value - changes->count];
    return (struct former_name){changes->items[value].old_code, changes->items[value].old_name};
}

static void find_old_name(const struct resolver *resolver, const struct place_key *key,
                          const char *department, struct candidates *out)
{
    struct place_found found;
    cpts_place_names_find(&resolver->old_names, key, department, &found);
    for (size_t i = 0; i < found.count && i < PLACE_MATCH_MOST; i++) {
        const struct former_name old = old_name(&resolver->builder->changes, found.values[i]);
        bool is_known = false; /* one row for each successor */
        for (size_t j = 0; j < out->count && !is_known; j++)
            is_known = strcmp(out->code[j], old.code) == 0;
        if (is_known)
            continue;
        out->code[out->count] = old.code;
        out->name[out->count++] = old.name;
    }
    out->match = out->count ? found.match : PLACE_UNKNOWN;
}

/* "Marseille 14e": the arrondissement when it is a unit, or when its commune is one. */
static bool find_arrondissement(const struct resolver *resolver, const struct place_key *key,
                                struct candidates *out)
{
    if (!*key->code)
        return false;
    uint32_t unit = cpts_name_index_find(&resolver->builder->unit_by_code, key->code);
    int parent = cpts_insee_arrondissement(key->code);
    if (unit == CPTS_NONE && !cpts_resolver_has_unit(resolver, cpts_insee_parent_code(parent)))
        return false;
    char *code = cpts_arena_string(&resolver->region->arena, key->code);
    *out = (struct candidates){.count = 1, .match = PLACE_SAME};
    out->code[0] = code ? code : "";
    out->name[0] = unit == CPTS_NONE ? out->code[0] : resolver->region->units.name[unit];
    return code != NULL;
}

void cpts_resolver_candidates(const struct resolver *resolver, const char *name,
                              const char *department, struct candidates *out)
{
    struct place_key key;
    struct place_found found;
    cpts_place_key(&key, name);
    *out = (struct candidates){.match = PLACE_UNKNOWN};
    if (find_arrondissement(resolver, &key, out))
        return;
    const char *given = *key.department ? key.department : department;
    cpts_place_names_find(&resolver->names, &key, given, &found);
    bool other_article =
        found.ignores_article && resolver->ignores_articles && strcmp(key.whole, key.bare) == 0;
    if (other_article)
        cpts_place_names_find_bare(&resolver->names, &key, given, &found);
    for (size_t i = 0; i < found.count && i < PLACE_MATCH_MOST; i++)
        add_candidate(resolver, out, found.values[i]);
    out->count = found.count;
    out->match = found.match;
    if (found.match == PLACE_UNKNOWN)
        find_old_name(resolver, &key, given, out);
}

static const char *how_of(enum place_match match)
{
    return match == PLACE_ARTICLE   ? READ_NAME_ARTICLE
           : match == PLACE_LETTERS ? READ_NAME_LETTERS
                                    : READ_NAME;
}

/* Of homonyms, those of the EPCI that the row names, where the units have theirs. */
static void bind_to_epci(const struct resolver *resolver, const char *epci,
                         struct candidates *found)
{
    const struct units *units = &resolver->region->units;
    size_t kept = 0;
    if (!*epci || found->count > PLACE_MATCH_MOST)
        return;
    for (size_t i = 0; i < found->count; i++) {
        const uint32_t unit =
            cpts_name_index_find(&resolver->builder->unit_by_code, found->code[i]);
        if (unit != CPTS_NONE && *units->epci[unit] && !strstr(units->epci[unit], epci))
            continue;
        found->code[kept] = found->code[i];
        found->name[kept++] = found->name[i];
    }
    found->count = kept;
}

/* Takes the one unit that bears the name; false when there is none, or several. */
static bool take_name(struct resolver *resolver, struct declaration *declaration, const char *name,
                      const char *how)
{
    struct candidates found;
    struct commune commune;
    if (cpts_resolver_named_elsewhere(resolver, name, declaration->department, &commune))
        return false;
    cpts_resolver_candidates(resolver, name, declaration->department, &found);
    bind_to_epci(resolver, declaration->epci, &found);
    if (found.count != 1)
        return false;
    if (!how && found.match != PLACE_SAME && resolver->bent++ == 0) {
        resolver->bent_from = name;
        resolver->bent_to = found.name[0];
    }
    declaration->text = how ? declaration->text : name;
    declaration->code = found.code[0];
    declaration->how = how ? how : how_of(found.match);
    return true;
}

/* "69001 Lyon" is its first arrondissement, and not Affoux. */
static bool names_arrondissement(const char *piece)
{
    struct place_key key;
    cpts_place_key(&key, piece);
    return *key.code;
}

/* "13001 Aix-en-Provence", "Aix-en-Provence (13001)": what is not a name as a whole. */
static cpts_status interpret_piece(struct resolver *resolver, struct declaration *declaration,
                                   const char *piece)
{
    struct cpts_region *region = resolver->region;
    declaration->text = piece;
    declaration->name = piece;
    size_t length = strlen(piece);
    char *code = NULL;
    if (length > 7 && piece[5] == ' ')
        code = cpts_arena_format(&region->arena, "%.5s", piece);
    else if (length > 7 && piece[length - 7] == '(' && piece[length - 1] == ')')
        code = cpts_arena_format(&region->arena, "%.5s", piece + length - 6);
    bool understood = false;
    if (code && names_arrondissement(piece) && take_name(resolver, declaration, piece, NULL))
        return CPTS_OK;
    declaration->code = code ? code : piece;
    cpts_status status = interpret_code(resolver, declaration, &understood);
    if (status != CPTS_OK || understood)
        return status;
    if (!take_name(resolver, declaration, piece, NULL)) {
        declaration->code = piece;
        declaration->is_name = true;
    }
    return CPTS_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

/* The name of a row that has a code is another unit's. */
static bool contradicts(const struct resolver *resolver, const struct declaration *declaration)
{
    const struct builder *builder = resolver->builder;
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, declaration->code);
    struct place_key written, known;
    struct candidates others;
    if (unit == CPTS_NONE || !*declaration->name)
        return false;
    cpts_place_key(&written, declaration->name);
    cpts_place_key(&known, resolver->region->units.name[unit]);
    if (strcmp(written.bare, known.bare) == 0 || strcmp(written.letters, known.letters) == 0)
        return false;
    struct commune today; /* the units are of an edition before it took the code over */
    if (cpts_commune_find(&today, declaration->code)) {
        cpts_place_key(&known, today.name);
        if (strcmp(written.bare, known.bare) == 0)
            return false;
    }
    cpts_resolver_candidates(resolver, declaration->name, "", &others);
    bool names_whole = false;
    for (size_t i = 0; i < others.count && i < PLACE_MATCH_MOST; i++) {
        int parent = cpts_insee_parent(others.code[i]);
        names_whole |= strcmp(others.code[i], declaration->code) == 0 ||
                       !cpts_resolver_has_unit(resolver, others.code[i]) ||
                       (parent >= 0 && parent == cpts_insee_arrondissement(declaration->code));
    }
    return others.match == PLACE_SAME && !names_whole;
}

/* The arrondissement of a postal code beside the name of its city: "75001" of Paris is 75101. */
static bool is_postal_arrondissement(char out[6], const char *postal, const char *name)
{
    struct place_key key, written;
    char text[PLACE_KEY_ROOM];
    cpts_place_key(&key, name);
    const size_t city = strcspn(key.bare, " ");
    if (strlen(postal) != 5 || (key.bare[city] && !*key.code))
        return false;
    snprintf(text, sizeof text, "%s %.*s", postal, (int)city, key.bare);
    cpts_place_key(&written, text);
    memcpy(out, written.code, 6);
    return *written.code != '\0';
}

/* A city that is divided is meant by its postal code. False when memory is short. */
static bool take_postal_arrondissement(struct resolver *resolver, struct declaration *declaration,
                                       bool *taken)
{
    char code[6];
    const char *postal = *declaration->postal ? declaration->postal : declaration->code;
    *taken = false;
    if (!is_postal_arrondissement(code, postal, declaration->name) ||
        (*declaration->code && declaration->code != postal &&
         strcmp(declaration->code, postal) != 0) ||
        !(cpts_resolver_has_unit(resolver, code) || is_explained(resolver, code)))
        return true;
    const char *kept = cpts_arena_string(&resolver->region->arena, code);
    if (!kept)
        return false;
    declaration->text = postal;
    declaration->code = kept;
    declaration->how = READ_POSTAL;
    *taken = true;
    return true;
}

cpts_status cpts_declaration_settle(struct resolver *resolver, struct declaration *declaration)
{
    bool understood = false;
    if (!take_postal_arrondissement(resolver, declaration, &understood))
        return cpts_fail_memory(resolver->region->context);
    if (understood)
        return CPTS_OK;
    declaration->text = *declaration->code ? declaration->code : declaration->name;
    if (*declaration->code) {
        cpts_status status = interpret_code(resolver, declaration, &understood);
        if (status != CPTS_OK)
            return status;
        if (understood) {
            declaration->is_doubtful = contradicts(resolver, declaration);
            return CPTS_OK;
        }
        if (*declaration->name &&
            take_name(resolver, declaration, declaration->name, READ_NAME_FOR_CODE))
            return CPTS_OK;
        if (cpts_insee_is_code(declaration->code) || *declaration->name)
            return CPTS_OK;
    }
    const char *name = declaration->text;
    bool is_code = !*declaration->code && cpts_insee_is_code(name);
    if (is_code ||
        (!*declaration->code && strlen(name) && name[strspn(name, "0123456789 ")] == 0)) {
        declaration->code = name; /* codes in the column of names */
        return interpret_code(resolver, declaration, &understood);
    }
    if (take_name(resolver, declaration, name, NULL))
        return CPTS_OK;
    return interpret_piece(resolver, declaration, name);
}
