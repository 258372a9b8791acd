#include "input/reading/cpts_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/reading/totals.h"
#include "input/sources/text.h"

/* ---- keys -------------------------------------------------------------------------------- */

static const char *skip_word(const char *key, const char *word)
{
    const size_t length = strlen(word);
    return strncmp(key, word, length) == 0 && key[length] ? key + length - 1 : key;
}

void cpts_name_key(char out[CPTS_KEY_ROOM], const char *name)
{
    char words[CPTS_KEY_ROOM];
    cpts_text_words(words, sizeof words, name);
    const char *key = words;
    static const char *const heads[] = {
        " la ", " communaute professionnelle territoriale de sante ", " cpts ", " cpts "};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        key = skip_word(key, heads[i]);
    /* A name of signs, or of another alphabet, is itself. */
    if (key[strspn(key, " ")] == '\0')
        key = name;
    const size_t length = strlen(key);
    const size_t kept = length < CPTS_KEY_ROOM ? length : CPTS_KEY_ROOM - 1;
    memmove(out, key, kept);
    out[kept] = '\0';
}

static struct cpts_entry *find_entry(const struct cpts_names *names, const char *name)
{
    char key[CPTS_KEY_ROOM];
    cpts_name_key(key, name);
    const uint32_t at = cpts_name_index_find(&names->by_key, key);
    return at == CPTS_NONE ? NULL : &names->entries[at];
}

/* ---- what the rows say ------------------------------------------------------------------- */

static struct cpts_entry *open_entry(struct cpts_names *names, const char *name)
{
    struct cpts_entry *entry = find_entry(names, name);
    if (entry)
        return entry;
    char key[CPTS_KEY_ROOM];
    cpts_name_key(key, name);
    if (!CPTS_ARRAY_MORE(names->entries, names->count, names->capacity))
        return NULL;
    const char *kept = cpts_arena_string(&names->arena, key);
    if (!kept || !cpts_name_index_add(&names->by_key, kept, (uint32_t)names->count))
        return NULL;
    entry = &names->entries[names->count++];
    *entry = (struct cpts_entry){.key = kept, .id = ""};
    return entry;
}

static bool add_spelling(struct cpts_entry *entry, const char *text)
{
    for (size_t i = 0; i < entry->spelling_count; i++)
        if (strcmp(entry->spellings[i].text, text) == 0) {
            entry->spellings[i].count++;
            return true;
        }
    if (!CPTS_ARRAY_MORE(entry->spellings, entry->spelling_count, entry->spelling_capacity))
        return false;
    entry->spellings[entry->spelling_count++] = (struct cpts_spelling){.text = text, .count = 1};
    return true;
}

static bool add_id(struct cpts_names *names, struct cpts_entry *entry, const char *id)
{
    const uint32_t at = (uint32_t)(entry - names->entries);
    if (entry->ids == 0) {
        entry->id = id;
        entry->ids = 1;
    } else if (entry->ids == 1 && strcmp(entry->id, id) != 0) {
        entry->ids = 2;
        names->shared_names++;
    }
    const uint32_t first = cpts_name_index_find(&names->id_names, id);
    if (first == CPTS_NONE) {
        names->id_count++;
        return cpts_name_index_add(&names->id_names, id, at);
    }
    names->split_ids += first != at;
    return true;
}

bool cpts_names_add(struct cpts_names *names, const char *id, const char *name)
{
    const char *named = *name ? name : id;
    if (!*named || cpts_none_meaning(names->none, named) == MEANS_NONE)
        return true;
    struct cpts_entry *entry = open_entry(names, named);
    if (!entry || !add_spelling(entry, named))
        return false;
    entry->rows++;
    names->rows++;
    if (!*id || !*name)
        return true;
    names->both++;
    return add_id(names, entry, id);
}

enum { SHORT_NAME = 3, LEAST_NAMES = 5 };

static size_t letter_count(const char *text)
{
    size_t letters = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        letters += isalpha(*c) || *c >= 0x80;
    return letters;
}

/* "Apt" is a word, "ZB" is not. */
static bool is_word(const char *name)
{
    return isupper((unsigned char)*name) && islower((unsigned char)name[1]) &&
           islower((unsigned char)name[2]);
}

/* Initials of three; those of a CPTS, such as H3VE, have more. */
static bool is_short(const char *key)
{
    size_t length = 0;
    for (const char *c = key; *c; c++)
        length += *c != ' ';
    return length <= SHORT_NAME;
}

bool cpts_name_says_cpts(const char *text)
{
    char words[16];
    cpts_text_words(words, sizeof words, text);
    return strncmp(words, " cpts ", 6) == 0;
}

/* "MSP seule", "à voir": hardly names, whose words begin with capitals except short ones. */
static bool reads_like_prose(const char *text)
{
    static const char between[] = " de du des d la le les l et sur en au aux ";
    size_t capitals = 0, plain = 0;
    for (const char *c = text; *c;) {
        const size_t length = strcspn(c, " -'/()");
        char word[16];
        snprintf(word, sizeof word, " %.*s ", length < 12 ? (int)length : 12, c);
        if (length && (isupper((unsigned char)*c) || (unsigned char)*c >= 0x80))
            capitals++;
        else if (length && isalpha((unsigned char)*c) && !strstr(between, word))
            plain++;
        c += length + (c[length] != '\0');
    }
    return capitals == 0 || (capitals == 1 && plain > 0);
}

/* Where all others are called CPTS or have longer names, "RAS", "ZB" and "à voir" are hardly one of
 * them; "Drôme Provençale Enclave des Papes" is. */
static bool is_unlike(const struct cpts_names *names, const char *name)
{
    char key[CPTS_KEY_ROOM];
    if (names->count < LEAST_NAMES || cpts_name_says_cpts(name) ||
        cpts_none_is_settled(names->none, name))
        return false;
    cpts_name_key(key, name);
    return (names->called * 10 >= (names->count - 1) * 9 && reads_like_prose(name)) ||
           (is_short(key) && !is_word(name) &&
            (names->short_ones == 1 || names->short_ones * 10 <= names->count));
}

/* One id of several names (0 everywhere, a département) is not a key; nor is one that is another on
 * nearly every row, though names come again. */
void cpts_names_settle(struct cpts_names *names)
{
    const bool too_few = names->count * 2 >= names->id_count * 3;
    const bool row_numbers = names->id_count * 10 >= names->both * 9 && names->shared_names > 0 &&
                             names->id_count * 2 >= names->count * 3;
    names->counts_rows = row_numbers;
    for (size_t i = 0; i < names->count; i++) {
        names->called += cpts_name_says_cpts(names->entries[i].spellings[0].text);
        names->short_ones += is_short(names->entries[i].key);
    }
    names->id_is_key = names->id_count > 0 && !too_few && !row_numbers;
    if (names->id_count == 1 && names->count == 1)
        names->id_is_key = true;
    for (size_t i = 0; i < names->count; i++) {
        struct cpts_entry *entry = &names->entries[i];
        for (size_t j = 1; j < entry->spelling_count; j++)
            if (entry->spellings[j].count > entry->spellings[0].count) {
                const struct cpts_spelling most = entry->spellings[j];
                entry->spellings[j] = entry->spellings[0];
                entry->spellings[0] = most;
            }
    }
}

/* ---- several in a cell ------------------------------------------------------------------- */

static const struct {
    const char *sign;
    bool is_hard; /* never part of a name */
    bool is_soft; /* often part of one */
} signs[] = {{"\n", true, false},   {"\r", true, false},   {";", true, false},
             {"|", true, false},    {" / ", false, false}, {"/", false, false},
             {" + ", false, false}, {"+", false, false},   {", ", false, false},
             {",", false, false},   {" & ", false, true},  {" et ", false, true},
             {" - ", false, true},  {" and ", false, true}};
enum { SIGN_COUNT = sizeof signs / sizeof *signs };

static bool looks_like_name(const char *text)
{
    return letter_count(text) >= SHORT_NAME;
}

/* Cuts a cell by a sign; 0: into too many. */
static size_t cut(struct cpts_names *names, const char *cell, const char *sign,
                  const char *parts[64])
{
    size_t count = 0;
    for (const char *at = cell; at && count < 64;) {
        const char *end = strstr(at, sign);
        const size_t length = end ? (size_t)(end - at) : strlen(at);
        const char *text = cpts_arena_format(&names->arena, "%.*s", (int)length, at);
        text = text ? cpts_text_clean(&names->arena, text) : NULL;
        if (!text)
            return SIZE_MAX;
        if (*text)
            parts[count++] = text;
        at = end ? end + strlen(sign) : NULL;
    }
    return count < 64 ? count : 0;
}

/* "(Dr Martin)" on the line below a name is a remark on it, and "CPTS" the beginning of the next.
 */
static bool is_remark(const char *part)
{
    return part[0] == '(' && part[strlen(part) - 1] == ')';
}

static bool is_beginning(const char *part)
{
    char words[16];
    cpts_text_words(words, sizeof words, part);
    return strcmp(words, " cpts ") == 0;
}

/* Puts together what no sign parts, and leaves out what counts inhabitants. False when memory is
 * short. */
static bool join_bits(struct cpts_names *names, const char **parts, size_t *count)
{
    size_t kept = *count > 0;
    for (size_t i = 1; i < *count; i++) {
        if (cpts_total_is_inhabitants(parts[i]))
            continue;
        if (!is_remark(parts[i]) && !is_beginning(parts[kept - 1])) {
            parts[kept++] = parts[i];
            continue;
        }
        parts[kept - 1] = cpts_arena_format(&names->arena, "%s %s", parts[kept - 1], parts[i]);
        if (!parts[kept - 1])
            return false;
    }
    *count = kept;
    return true;
}

/* "CPTS Nord et Collines et CPTS Sud" is two: what does not begin with CPTS goes on the name before
 * it. False when memory is short. */
static bool rejoin(struct cpts_names *names, const char **parts, size_t *count, const char *sign)
{
    size_t kept = 1;
    for (size_t i = 1; i < *count && cpts_name_says_cpts(parts[0]); i++) {
        if (cpts_name_says_cpts(parts[i]) || find_entry(names, parts[i])) {
            parts[kept++] = parts[i];
            continue;
        }
        parts[kept - 1] =
            cpts_arena_format(&names->arena, "%s%s%s", parts[kept - 1], sign, parts[i]);
        if (!parts[kept - 1])
            return false;
    }
    *count = kept > 1 ? kept : *count;
    return true;
}

/* Whether what a sign parts are CPTS, and not the halves of one name. */
static bool are_cpts(const struct cpts_names *names, const char *const *parts, size_t count,
                     size_t sign)
{
    size_t known = 0, called = 0, likely = 0;
    for (size_t i = 0; i < count; i++) {
        const bool is_none = cpts_none_meaning(names->none, parts[i]) == MEANS_NONE;
        /* "CPTS Allauch - Plan" is one name, though there is a "CPTS Plan": that would be said. */
        const struct cpts_entry *entry = find_entry(names, parts[i]);
        const bool is_half = i > 0 && cpts_name_says_cpts(parts[0]) &&
                             !cpts_name_says_cpts(parts[i]) && entry && entry->spelling_count &&
                             cpts_name_says_cpts(entry->spellings[0].text);
        const bool is_known = is_none || (!is_half && entry != NULL);
        known += is_known;
        called += is_known || cpts_name_says_cpts(parts[i]);
        likely += is_known || looks_like_name(parts[i]);
    }
    if (count < 2)
        return false;
    if (called == count && (known > 0 || cpts_name_says_cpts(parts[0])))
        return true;
    if (signs[sign].is_soft || (cpts_name_says_cpts(parts[0]) && !signs[sign].is_hard))
        return known == count;
    return likely == count && (known > 0 || signs[sign].is_hard);
}

static const char *id_of(const struct cpts_names *names, const char *id, const char *name)
{
    const struct cpts_entry *entry = find_entry(names, name);
    if (!names->id_is_key || !*id)
        return "";
    /* An id that two names share belongs to the first; the other goes by its name. */
    const uint32_t first = cpts_name_index_find(&names->id_names, id);
    return first == CPTS_NONE || !entry || &names->entries[first] == entry ? id : "";
}

/* A name that denies something else denies no CPTS, when its id says that it is one. */
static bool is_vouched_for(const char *id, const char *name)
{
    return strncasecmp(id, "CPTS", 4) == 0 && cpts_none_denies_other(name);
}

static void put_part(struct cpts_parts *out, const struct cpts_names *names, const char *id,
                     const char *name)
{
    const enum none_meaning meaning = cpts_none_meaning(names->none, name);
    if (meaning == MEANS_NONE || out->count == 64)
        return;
    const struct cpts_entry *entry = find_entry(names, name);
    const char *usual = entry && entry->spelling_count ? entry->spellings[0].text : name;
    out->items[out->count++] =
        (struct cpts_part){.id = *id ? id : usual,
                           .name = usual,
                           .is_doubtful = (meaning == MEANS_DOUBT && !is_vouched_for(id, name)) ||
                                          is_unlike(names, usual)};
}

/* A name that its cell wraps is written on one line. False when memory is short. */
static bool put_on_one_line(struct cpts_names *names, struct cpts_part *part)
{
    if (!strpbrk(part->name, "\r\n"))
        return true;
    char *line = cpts_arena_format(&names->arena, "%s", part->name);
    for (char *c = line; c && *c; c++)
        *c = *c == '\r' || *c == '\n' ? ' ' : *c;
    part->id = part->id == part->name ? line : part->id;
    part->name = line;
    return line != NULL;
}

/* The parts of a joined cell; each takes the id that its name has elsewhere. */
static void put_parts(struct cpts_parts *out, const struct cpts_names *names,
                      const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct cpts_entry *entry = find_entry(names, parts[i]);
        const char *id = entry && names->id_is_key ? entry->id : "";
        put_part(out, names, id, parts[i]);
    }
}

bool cpts_names_read(struct cpts_parts *out, struct cpts_names *names, const char *id,
                     const char *name)
{
    /* The number of a row or a polygon without a name names nothing. */
    const bool names_nothing = !*name && names->counts_rows;
    const char *named = *name ? name : names_nothing ? "" : id;
    out->count = 0;
    for (size_t i = 0; i < SIGN_COUNT && *named; i++) {
        const char *parts[64];
        if (!strstr(named, signs[i].sign))
            continue;
        size_t count = cut(names, named, signs[i].sign, parts);
        if (count == SIZE_MAX || !join_bits(names, parts, &count) ||
            (signs[i].is_soft && count > 1 && !rejoin(names, parts, &count, signs[i].sign)))
            return false;
        if (are_cpts(names, parts, count, i)) {
            put_parts(out, names, parts, count);
            return true;
        }
        named = count == 1 ? parts[0] : named;
    }
    if (*named)
        put_part(out, names, *name ? id_of(names, id, named) : id, named);
    return out->count == 0 || put_on_one_line(names, &out->items[0]);
}

bool cpts_names_may_join(const struct cpts_names *names, const char *name)
{
    for (size_t i = 0; i < SIGN_COUNT; i++)
        for (const char *at = signs[i].is_soft ? strstr(name, signs[i].sign) : NULL; at;
             at = strstr(at + 1, signs[i].sign)) {
            char first[CPTS_KEY_ROOM];
            const char *second = at + strlen(signs[i].sign);
            snprintf(first, sizeof first, "%.*s", (int)(at - name), name);
            if (find_entry(names, first) && find_entry(names, second))
                return true;
        }
    return false;
}

void cpts_names_free(struct cpts_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        cpts_array_free(names->entries[i].spellings);
    cpts_array_free(names->entries);
    cpts_name_index_free(&names->by_key);
    cpts_name_index_free(&names->id_names);
    cpts_arena_free(&names->arena);
    memset(names, 0, sizeof *names);
}
