#include "input/declarations/place_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "geometry/shapes.h"
#include "input/declarations/insee.h"
#include "input/declarations/postal_names.h"
#include "input/sources/text.h"

/* ---- letters ----------------------------------------------------------------------------- */

/* The plain letters under U+00C0..U+00FF; '.' for what is not a letter. */
static const char latin_letters[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y";

enum { LOST_LETTER = '?' };

/* A character read: what it is compared as. */
struct letter {
    char plain[3];   /* "" for a separator */
    bool is_certain; /* false: accented, or lost by an encoding */
};

/* Reads one character of a name; returns its bytes. */
static size_t read_letter(struct letter *letter, const unsigned char *c)
{
    *letter = (struct letter){.is_certain = true};
    if (*c < 0x80) {
        if (*c >= 'A' && *c <= 'Z')
            letter->plain[0] = (char)(*c - 'A' + 'a');
        else if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            letter->plain[0] = (char)*c;
        return 1;
    }
    size_t size = *c >= 0xf0 ? 4 : *c >= 0xe0 ? 3 : 2;
    letter->is_certain = false;
    if (*c == 0xc3 && latin_letters[c[1] - 0x80] != '.') {
        letter->plain[0] = latin_letters[c[1] - 0x80];
    } else if (*c == 0xc5 && (c[1] == 0x92 || c[1] == 0x93)) { /* œ */
        memcpy(letter->plain, "oe", 3);
    } else if ((*c == 0xc2 && (c[1] == 0xa0 || c[1] == 0xab || c[1] == 0xbb)) ||
               (*c == 0xe2 && c[1] == 0x80)) {
        /* No-break spaces, quotes, typographic hyphens and apostrophes. */
        letter->is_certain = true;
    } else {
        letter->plain[0] = LOST_LETTER;
    }
    if (*c == 0xc3 && (c[1] == 0x86 || c[1] == 0xa6)) /* æ */
        memcpy(letter->plain, "ae", 3);
    return size;
}

/* ---- words ---------------------------------------------------------------------------------- */

enum { MOST_WORDS = 16, WORD_ROOM = 32 };

struct words {
    struct word {
        char plain[WORD_ROOM], letters[WORD_ROOM];
    } items[MOST_WORDS];
    int count;
};

static void put(char *word, const char *text)
{
    size_t length = strlen(word), more = strlen(text);
    if (length + more < WORD_ROOM)
        memcpy(word + length, text, more + 1);
}

static void put_letter(struct word *word, const struct letter *letter)
{
    put(word->plain, letter->plain);
    size_t length = strlen(word->letters);
    if (letter->is_certain)
        put(word->letters, letter->plain);
    else if (!length || word->letters[length - 1] != LOST_LETTER)
        put(word->letters, "?");
}

static void end_word(struct words *words, const char *stop)
{
    struct word *word = &words->items[words->count];
    if (!*word->plain)
        return;
    static const char *const short_forms[][2] = {
        {"st", "saint"}, {"ste", "sainte"}, {"sts", "saints"}, {"stes", "saintes"}};
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
        if (strcmp(word->plain, short_forms[i][0]) == 0) {
            *word = (struct word){{0}, {0}};
            put(word->plain, short_forms[i][1]);
            put(word->letters, short_forms[i][1]);
            break;
        }
    /* "Villeneuve s/ Lot" */
    if (strcmp(word->plain, "s") == 0 && *stop == '/') {
        put(word->plain, "ur");
        put(word->letters, "ur");
    }
    if (words->count + 1 < MOST_WORDS)
        words->count++;
    words->items[words->count] = (struct word){{0}, {0}};
}

static void split(struct words *words, const char *name, size_t size)
{
    words->count = 0;
    words->items[0] = (struct word){{0}, {0}};
    const char *c = name;
    while (c < name + size) {
        struct letter letter;
        size_t step = read_letter(&letter, (const unsigned char *)c);
        /* A question mark inside a word stands for a letter lost. */
        bool is_lost = *c == '?' && *words->items[words->count].plain && c + 1 < name + size;
        if (is_lost)
            letter = (struct letter){.plain = "?", .is_certain = false};
        if (letter.plain[0])
            put_letter(&words->items[words->count], &letter);
        else
            end_word(words, c);
        c += step;
    }
    end_word(words, "");
}

static bool is_article(const char *word)
{
    return strcmp(word, "le") == 0 || strcmp(word, "la") == 0 || strcmp(word, "les") == 0 ||
           strcmp(word, "l") == 0;
}

static void join(char *out, const struct words *words, int first, int last, bool letters)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = first; i < last; i++) {
        const char *word = letters ? words->items[i].letters : words->items[i].plain;
        size_t length = strlen(word);
        if (used + length + 2 > PLACE_KEY_ROOM)
            return;
        if (used)
            out[used++] = ' ';
        memcpy(out + used, word, length + 1);
        used += length;
    }
}

/* ---- arrondissements ------------------------------------------------------------------------- */

/* "14", "14e", "1er", "3eme": a number and its ending. 0 when it is not an ordinal. */
static int ordinal(const char *word)
{
    char *end = NULL;
    word += strlen(word) == 2 && word[0] == '0'; /* "Marseille 04" */
    long number = word[0] >= '1' && word[0] <= '9' ? strtol(word, &end, 10) : 0;
    if (number < 1 || number > 20)
        return 0;
    static const char *const endings[] = {"", "e", "er", "eme", "em", "ieme", "nd", "nde", "ere"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(end, endings[i]) == 0)
            return (int)number;
    return 0;
}

static int city(const char *word)
{
    return strcmp(word, "paris") == 0       ? 0
           : strcmp(word, "lyon") == 0      ? 1
           : strcmp(word, "marseille") == 0 ? 2
                                            : -1;
}

static bool is_filler(const char *word)
{
    static const char *const fillers[] = {"arrondissement",
                                          "arrondissements",
                                          "arrondt",
                                          "arrdts",
                                          "ardts",
                                          "arrdt",
                                          "arrt",
                                          "arr",
                                          "ardt",
                                          "de",
                                          "e",
                                          "er",
                                          "eme"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcmp(word, fillers[i]) == 0)
            return true;
    return false;
}

/* "Marseille 14e Arrondissement", "Paris 1", "3ème arrondissement de Lyon". */
static void find_arrondissement(char code[6], const struct words *words)
{
    int parent = -1, number = 0;
    code[0] = '\0';
    for (int i = 0; i < words->count; i++) {
        const char *word = words->items[i].plain;
        if (parent < 0 && city(word) >= 0)
            parent = city(word);
        else if (!number && ordinal(word))
            number = ordinal(word);
        else if (!is_filler(word))
            return;
    }
    if (parent < 0 || !number || !cpts_insee_arrondissement_code(code, parent, number))
        code[0] = '\0';
}

/* ---- keys -------------------------------------------------------------------------------- */

static bool is_department(const char *text, size_t size)
{
    bool corsica = size == 2 && text[0] == '2' && strchr("ABab", text[1]);
    bool digits = size == 2 || (size == 3 && text[0] == '9' && (text[1] == '7' || text[1] == '8'));
    for (size_t i = 0; i < size; i++)
        digits &= text[i] >= '0' && text[i] <= '9';
    return corsica || digits;
}

/* "Allauch (Bouches-du-Rhône)": likewise; `end`: before the closing parenthesis. */
static size_t split_named(char out[4], const char *name, size_t end)
{
    char inside[40];
    const char *open = strrchr(name, '(');
    const size_t start = open ? (size_t)(open + 1 - name) : 0;
    if (!start || name[end] != ')' || end <= start || end - start >= sizeof inside)
        return strlen(name);
    memcpy(inside, name + start, end - start);
    inside[end - start] = '\0';
    return cpts_insee_department_named(out, inside) ? start - 1 : strlen(name);
}

/* The département that ends a name, in parentheses or after a dash; returns what comes before. */
static size_t split_department(char out[4], const char *name)
{
    size_t size = strlen(name), end = size;
    out[0] = '\0';
    while (end && (name[end - 1] == ' ' || name[end - 1] == ')'))
        end--;
    size_t start = end;
    while (start &&
           ((name[start - 1] >= '0' && name[start - 1] <= '9') || strchr("ABab", name[start - 1])))
        start--;
    bool apart =
        start && (name[start - 1] == '(' || (start > 2 && memcmp(name + start - 3, " - ", 3) == 0));
    if (!apart || !is_department(name + start, end - start))
        return split_named(out, name, end);
    for (size_t i = start; i < end; i++)
        out[i - start] = (char)(name[i] >= 'a' ? name[i] - 'a' + 'A' : name[i]);
    out[end - start] = '\0';
    return start - 1;
}

/* Past "Commune de" and "Ville de"; Ville-d'Avray and Ville-du-Pont keep their own. */
static const char *after_kind(const char *name)
{
    static const char *const kinds[] = {"commune de ", "commune du ", "commune des ", "commune d'",
                                        "ville de "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncasecmp(name, kinds[i], strlen(kinds[i])) == 0)
            return name + strlen(kinds[i]);
    return name;
}

/* Before "(siège)", "(1 234 hab.)", which say something of the unit and limit nothing. */
static size_t before_remark(const char *name, size_t size)
{
    static const char *const remarks[] = {" siege ",           " siege de la cpts ",
                                          " siege social ",    " siege cpts ",
                                          " commune ",         " ville ",
                                          " chef lieu ",       " prefecture ",
                                          " sous prefecture ", " commune nouvelle "};
    size_t open = size;
    while (size && name[size - 1] == ')' && open && name[open - 1] != '(')
        open--;
    if (open < 2 || open == size)
        return size;
    char inside[48], words[64];
    snprintf(inside, sizeof inside, "%.*s", (int)(size - open), name + open);
    cpts_text_words(words, sizeof words, inside);
    const char *figures = words + strspn(words, " 0123456789");
    const bool counts =
        figures > words + 1 && (strcmp(figures, "hab ") == 0 || strcmp(figures, "habitants ") == 0);
    return counts || CPTS_IS_ANY(words, remarks) ? open - 1 : size;
}

void cpts_place_key(struct place_key *key, const char *name)
{
    struct words words;
    char plain[2 * PLACE_KEY_ROOM], postal[4] = "";
    name = after_kind(name);
    if (cpts_postal_name(plain, sizeof plain, postal, name))
        name = plain;
    split(&words, name, before_remark(name, split_department(key->department, name)));
    if (!*key->department)
        memcpy(key->department, postal, sizeof postal);
    int first = 0, last = words.count;
    if (last - first > 1 && is_article(words.items[first].plain))
        first++;
    else if (last - first > 1 && is_article(words.items[last - 1].plain))
        last--;
    /* "Garde (La)" is "La Garde". */
    bool turned = last < words.count;
    char rest[PLACE_KEY_ROOM];
    join(rest, &words, 0, last, false);
    if (turned)
        snprintf(key->whole, sizeof key->whole, "%.3s %.120s", words.items[last].plain, rest);
    else
        memcpy(key->whole, rest, sizeof rest);
    join(key->bare, &words, first, last, false);
    join(key->letters, &words, first, last, true);
    find_arrondissement(key->code, &words);
}

/* ---- the index --------------------------------------------------------------------------- */

static bool chain(struct name_index *index, struct place_names *names, const char *key,
                  uint32_t *next, uint32_t entry)
{
    uint32_t *first = cpts_name_index_value(index, key);
    if (first) {
        *next = *first;
        *first = entry;
        return true;
    }
    *next = CPTS_NONE;
    const char *kept = cpts_arena_string(&names->arena, key);
    return kept && cpts_name_index_add(index, kept, entry);
}

bool cpts_place_names_add(struct place_names *names, const char *name, const char *code,
                          uint32_t value)
{
    struct place_key key;
    cpts_place_key(&key, name);
    if (!*key.bare)
        return true;
    if (names->count >= CPTS_NONE - 1 ||
        !CPTS_ARRAY_MORE(names->entries, names->count, names->capacity))
        return false;
    uint32_t at = (uint32_t)names->count;
    struct place_entry *entry = &names->entries[at];
    char department[4] = "";
    cpts_insee_department(department, code);
    *entry = (struct place_entry){.whole = cpts_arena_string(&names->arena, key.whole),
                                  .bare = cpts_arena_string(&names->arena, key.bare),
                                  .value = value,
                                  .next_bare = CPTS_NONE,
                                  .next_letters = CPTS_NONE};
    memcpy(entry->department, department, sizeof department);
    if (!entry->whole || !entry->bare ||
        !chain(&names->by_bare, names, key.bare, &entry->next_bare, at) ||
        !chain(&names->by_letters, names, key.letters, &entry->next_letters, at))
        return false;
    names->count++;
    return true;
}

static bool is_there(const struct place_entry *entry, const char *department)
{
    /* Corsica was 20, and its postal codes still are. */
    return !*department || strcmp(entry->department, department) == 0 ||
           (strcmp(department, "20") == 0 && *entry->department == '2' &&
            (entry->department[1] == 'A' || entry->department[1] == 'B'));
}

/* Bearers of one name that are looked through: a layer whose units all have the same name must not
 * make a list quadratic. */
enum { CHAIN_MOST = 1000 };

static void keep(struct place_found *out, const struct place_entry *entry, enum place_match match)
{
    if (out->match != match)
        *out = (struct place_found){.match = match};
    /* Chains run backwards: the last ones added come first. */
    if (out->count < PLACE_MATCH_MOST) {
        memmove(&out->values[1], &out->values[0], out->count * sizeof *out->values);
        out->values[0] = entry->value;
    }
    out->count++;
}

void cpts_place_names_find(const struct place_names *names, const struct place_key *key,
                           const char *department, struct place_found *out)
{
    *out = (struct place_found){.match = PLACE_UNKNOWN};
    bool other_article = false;
    int left = CHAIN_MOST;
    for (uint32_t i = cpts_name_index_find(&names->by_bare, key->bare);
         i != CPTS_NONE && left-- > 0; i = names->entries[i].next_bare) {
        const struct place_entry *entry = &names->entries[i];
        if (!is_there(entry, department))
            continue;
        bool same = strcmp(entry->whole, key->whole) == 0;
        other_article |= !same;
        if (same)
            keep(out, entry, PLACE_SAME);
        else if (out->match != PLACE_SAME)
            keep(out, entry, PLACE_ARTICLE);
    }
    out->ignores_article = out->match == PLACE_SAME && other_article;
    if (out->match != PLACE_UNKNOWN)
        return;
    for (uint32_t i = cpts_name_index_find(&names->by_letters, key->letters);
         i != CPTS_NONE && left-- > 0; i = names->entries[i].next_letters)
        if (is_there(&names->entries[i], department))
            keep(out, &names->entries[i], PLACE_LETTERS);
}

void cpts_place_names_find_bare(const struct place_names *names, const struct place_key *key,
                                const char *department, struct place_found *out)
{
    *out = (struct place_found){.match = PLACE_UNKNOWN};
    int left = CHAIN_MOST;
    for (uint32_t i = cpts_name_index_find(&names->by_bare, key->bare);
         i != CPTS_NONE && left-- > 0; i = names->entries[i].next_bare)
        if (is_there(&names->entries[i], department))
            keep(out, &names->entries[i], PLACE_ARTICLE);
}

/* ---- the nearest ------------------------------------------------------------------------- */

/* Levenshtein's distance, or `most` when it is that or more. */
static int distance(const char *a, const char *b, int most)
{
    int rows[2][PLACE_KEY_ROOM + 1];
    int a_length = (int)strlen(a), b_length = (int)strlen(b);
    if (abs(a_length - b_length) >= most)
        return most;
    for (int j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (int i = 1; i <= a_length; i++) {
        const int *above = rows[(i - 1) & 1];
        int *row = rows[i & 1], least = row[0] = i;
        for (int j = 1; j <= b_length; j++) {
            int change = above[j - 1] + (a[i - 1] != b[j - 1]);
            int shift = (above[j] < row[j - 1] ? above[j] : row[j - 1]) + 1;
            row[j] = change < shift ? change : shift;
            least = row[j] < least ? row[j] : least;
        }
        if (least >= most)
            return most;
    }
    int last = rows[a_length & 1][b_length];
    return last < most ? last : most;
}

/* "Digne" for "Digne-les-Bains". */
static bool begins_with(const char *name, const char *start)
{
    const size_t length = strlen(start);
    return length >= 3 && strncmp(name, start, length) == 0;
}

size_t cpts_place_names_nearest(const struct place_names *names, const struct place_key *key,
                                const char *department, uint32_t values[PLACE_NEAREST])
{
    int distances[PLACE_NEAREST] = {0};
    size_t count = 0;
    /* Farther than half its letters, a name is another one. */
    int most = (int)strlen(key->bare) / 2 + 1;
    for (size_t i = 0; i < names->count; i++) {
        const struct place_entry *entry = &names->entries[i];
        int limit = count < PLACE_NEAREST ? most : distances[PLACE_NEAREST - 1];
        int apart = limit;
        if (is_there(entry, department))
            apart =
                begins_with(entry->bare, key->bare) ? 0 : distance(key->bare, entry->bare, limit);
        if (apart >= limit)
            continue;
        size_t at = count < PLACE_NEAREST ? count++ : PLACE_NEAREST - 1;
        for (; at > 0 && distances[at - 1] > apart; at--) {
            distances[at] = distances[at - 1];
            values[at] = values[at - 1];
        }
        distances[at] = apart;
        values[at] = entry->value;
    }
    return count;
}

void cpts_place_names_free(struct place_names *names)
{
    cpts_name_index_free(&names->by_bare);
    cpts_name_index_free(&names->by_letters);
    cpts_array_free(names->entries);
    cpts_arena_free(&names->arena);
    memset(names, 0, sizeof *names);
}
