/*
 * The units that a cell names: one, or a list by any of the signs that people put between them. A
 * sign divides a cell only when the whole of it is not a unit: names hold hyphens, slashes and "et"
 * of their own.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/number.h"
#include "input/declarations/insee.h"
#include "input/reading/cpts_names.h"
#include "input/reading/known.h"
#include "input/reading/unit_texts.h"
#include "input/region/region.h"
#include "input/sources/text.h"

struct pieces_reader {
    struct unit_pieces *out;
    struct arena *arena;
    const struct known *known;
};

/* The signs, hardest first. Words stand between spaces. */
static const char *const between[] = {";|\r\n\t", ",",    "•",   " · ", "<br>",
                                      "<br/>",    " / ",  "/",   " - ", " \xe2\x80\x93 ",
                                      " + ",      " et ", " & ", " "};
enum { LEVELS = sizeof between / sizeof *between, SOFT_LEVEL = 2, SPACES_LEVEL = LEVELS - 1 };

static bool is_set(int level)
{
    return level < SOFT_LEVEL || strcmp(between[level], "/") == 0 || level == SPACES_LEVEL;
}

/* Where the next sign of a level is in a text, and how long; NULL: none. */
static const char *find_sign(const char *text, int level, size_t *length)
{
    *length = is_set(level) ? 1 : strlen(between[level]);
    return is_set(level) ? strpbrk(text, between[level]) : strstr(text, between[level]);
}

/* Without brackets and quotes of JSON, bullets, numbers and spaces. */
static char *trimmed(struct arena *arena, const char *text, size_t length)
{
    char *copy = cpts_arena_slice(arena, text, length);
    if (!copy)
        return NULL;
    copy += strspn(copy, " \t[]\"{}");
    /* "1. Aix", "2) Allauch" */
    const size_t number = strspn(copy, "0123456789");
    if (number > 0 && number < 3 && copy[number] && strchr(".)", copy[number]) &&
        copy[number + 1] == ' ')
        copy += number + 2;
    size_t end = strlen(copy);
    while (end && strchr(" \t[]\"{}.", copy[end - 1]))
        copy[--end] = '\0';
    return cpts_text_clean(arena, copy);
}

/* The code of a unit among the words of a text, and what is left of it as the name. */
static bool find_code(const struct pieces_reader *reader, const char *text,
                      struct unit_piece *piece)
{
    for (const char *c = text; *c;) {
        const size_t length = strspn(c, "0123456789ABab");
        const bool apart = c == text || !isalnum((unsigned char)c[-1]) || length >= 5;
        char word[INSEE_CODE_ROOM], code[INSEE_CODE_ROOM];
        if (length >= 4 && length <= 9 && apart && !isalnum((unsigned char)c[length])) {
            memcpy(word, c, length);
            word[length] = '\0';
            if (cpts_known_code(reader->known, word, code)) {
                const bool first = c == text;
                const char *rest = first ? c + length : text;
                size_t size = first ? strlen(rest) : (size_t)(c - text);
                const size_t skipped = strspn(rest, " -:()_./");
                rest += skipped < size ? skipped : size;
                size -= skipped < size ? skipped : size;
                while (size && strchr(" -:()_./", rest[size - 1]))
                    size--;
                piece->code = cpts_arena_string(reader->arena, code);
                piece->name = cpts_arena_slice(reader->arena, rest, size);
                const bool is_name =
                    piece->name && cpts_known_name(reader->known, piece->name, true);
                /* "pop_2025", "Liste 2025": four figures are a code that lost its zero when they
                 * stand beside its name, else a year. */
                if (length == 4 && !is_name) {
                    piece->code = piece->name = "";
                    c += length;
                    continue;
                }
                /* "INSEE 01001", "FR01001": a sign of what it is, and no name. */
                if (piece->name && !first && size <= 8 && !is_name)
                    piece->name = "";
                return true;
            }
        }
        c += length ? length : 1;
    }
    return false;
}

/* Whether a text holds another code than this one: then it is a list. Beside a name only codes of
 * units count: others may be postal. */
static bool has_other_code(const struct pieces_reader *reader, const char *text, const char *one)
{
    const bool has_name = text[strspn(text, "0123456789ABab ")] != '\0';
    for (const char *c = text; *c;) {
        const size_t length = strspn(c, "0123456789ABab");
        char word[INSEE_CODE_ROOM], code[INSEE_CODE_ROOM];
        if ((length == 4 || length == 5) && (c == text || !isalnum((unsigned char)c[-1])) &&
            !isalnum((unsigned char)c[length])) {
            memcpy(word, c, length);
            word[length] = '\0';
            const bool is_other = cpts_known_code(reader->known, word, code)
                                      ? strcmp(code, one) != 0
                                      : !has_name && cpts_insee_is_code(word);
            if (is_other)
                return true;
        }
        c += length ? length : 1;
    }
    return false;
}

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* "Aix (13001)": the name is that of the code. "69001 Lyon" is Lyon, and not Affoux. */
static bool is_named_by_both(const struct pieces_reader *reader, const struct unit_piece *piece)
{
    bool is_part;
    const uint32_t unit = cpts_known_unit(reader->known, piece->code, "", &is_part);
    struct place_key own, written;
    if (unit == CPTS_NONE || !*piece->name)
        return false;
    cpts_place_key(&own, reader->known->region->units.name[unit]);
    cpts_place_key(&written, piece->name);
    return strcmp(own.bare, written.bare) == 0;
}

/* One unit; `known` is false when the text is not one. */
static bool read_single(const struct pieces_reader *reader, const char *text,
                        struct unit_piece *piece)
{
    *piece = (struct unit_piece){.text = text, .code = "", .name = ""};
    if (has_digit(text)) {
        if (cpts_known_code(reader->known, text, NULL)) {
            piece->code = text;
            piece->is_unit = piece->is_code = true;
            return true;
        }
        if (cpts_insee_is_code(text)) {
            piece->code = text;
            return true;
        }
        const bool has_code = find_code(reader, text, piece);
        if (has_code && !(piece->code && piece->name))
            return false;
        if (!(has_code && is_named_by_both(reader, piece)) &&
            cpts_known_name(reader->known, text, true)) {
            *piece = (struct unit_piece){.text = text, .code = "", .name = text, .is_unit = true};
            return true;
        }
        piece->is_unit = piece->is_code = has_code && !has_other_code(reader, text, piece->code);
        if (piece->is_unit)
            return true;
        piece->code = "";
    } else if (cpts_known_name(reader->known, text, true)) {
        piece->is_unit = true;
    }
    piece->name = text;
    return true;
}

static bool keep(const struct pieces_reader *reader, const struct unit_piece *piece)
{
    struct unit_pieces *out = reader->out;
    if (!CPTS_ARRAY_MORE(out->items, out->count, out->capacity))
        return false;
    out->items[out->count++] = *piece;
    out->units += piece->is_unit ? 1 : 0;
    out->codes += piece->is_code ? 1 : 0;
    return true;
}

static bool part(const struct pieces_reader *reader, const char *text, int level);

/* All pieces between the signs of a level. */
static bool part_at(const struct pieces_reader *reader, const char *text, int level)
{
    size_t length;
    bool done = true;
    while (done && text) {
        const char *sign = find_sign(text, level, &length);
        const char *piece =
            trimmed(reader->arena, text, sign ? (size_t)(sign - text) : strlen(text));
        done = piece && (!*piece || part(reader, piece, level + 1));
        text = sign ? sign + length : NULL;
    }
    return done;
}

/* Soft signs part a text only when most of what comes out are units; spaces, when all of it is
 * codes and some are those of units. */
static bool part_soft(const struct pieces_reader *reader, const char *text, int level,
                      const struct unit_piece *whole)
{
    struct unit_pieces *out = reader->out;
    const size_t count = out->count, units = out->units, codes = out->codes;
    if (!part_at(reader, text, level))
        return false;
    const size_t parts = out->count - count, found = out->units - units;
    size_t coded = 0;
    for (size_t i = count; i < out->count; i++)
        coded += *out->items[i].code != '\0';
    const bool holds =
        level == SPACES_LEVEL ? coded == parts && out->codes > codes : found * 2 > parts;
    if (holds)
        return true;
    out->count = count;
    out->units = units;
    out->codes = codes;
    return keep(reader, whole);
}

static bool part(const struct pieces_reader *reader, const char *text, int level)
{
    struct unit_piece piece;
    size_t length;
    if (!read_single(reader, text, &piece))
        return false;
    /* "CPTS Allauch / Plan" is not a list of communes. */
    if (level >= SOFT_LEVEL && cpts_name_says_cpts(text))
        return keep(reader, &piece);
    while (level < LEVELS && !find_sign(text, level, &length))
        level++;
    if (piece.is_unit || level >= LEVELS || (*piece.code && level >= SOFT_LEVEL))
        return keep(reader, &piece);
    return level < SOFT_LEVEL ? part_at(reader, text, level)
                              : part_soft(reader, text, level, &piece);
}

/* "04001, 04002": the first code must not be taken for a code with a name. */
static bool is_plain_list(const char *text)
{
    return strpbrk(text, ";|\r\n\t,") != NULL;
}

/* "13001,00" and "1,3001E+04": a code that a spreadsheet took for a number, and no list. */
static const char *code_of_number(struct arena *arena, const char *text)
{
    const size_t length = strlen(text);
    char plain[24];
    double value;
    if (length >= sizeof plain || !strpbrk(text, ",.") || text[strspn(text, "0123456789,.eE+")])
        return text;
    for (size_t i = 0; i <= length; i++)
        plain[i] = (char)(text[i] == ',' ? '.' : text[i]);
    if (!cpts_number_read(&value, plain) || !(value >= 1000 && value < 1e9) ||
        value != floor(value))
        return text;
    return cpts_arena_format(arena, "%.0f", value);
}

/* "34 communes : ..." counts those that follow; 0: nothing does. */
static const char *after_count(const char *text, size_t *count)
{
    const size_t digits = strspn(text, "0123456789");
    const char *word = text + digits + strspn(text + digits, " ");
    *count = 0;
    if (!digits || digits > 5 || strncasecmp(word, "commune", 7) != 0)
        return text;
    word += 7 + (word[7] == 's' || word[7] == 'S');
    word += strspn(word, " ");
    if (*word != ':')
        return text;
    *count = (size_t)strtoul(text, NULL, 10);
    return word + 1 + strspn(word + 1, " ");
}

/* "Aix, Allauch..." */
static bool is_cut_short(const char *text)
{
    static const char dots[] = "...", ellipsis[] = "…";
    const size_t size = strlen(text);
    return (size > 3 && strcmp(text + size - 3, dots) == 0) ||
           (size > 3 && strcmp(text + size - (sizeof ellipsis - 1), ellipsis) == 0);
}

/* A list that says that it has more, by dots at its end or by a count before it: what is missing is
 * reported as a unit that is not understood. */
static bool keep_rest(const struct pieces_reader *reader, const char *cell, size_t count)
{
    struct unit_piece rest = {.text = "…", .code = "", .name = "…"};
    if (count > reader->out->count)
        rest.text = rest.name = cpts_arena_format(reader->arena, "%zu communes", count);
    else if (!reader->out->count || !is_cut_short(cell))
        return true;
    return rest.text && keep(reader, &rest);
}

/* "Nîmes" of a département as "Nîmes (30)". False when memory is short. */
static bool bind(const struct pieces_reader *reader, struct unit_piece *piece,
                 const char *department)
{
    struct unit_pieces *out = reader->out;
    if (*piece->code || !*piece->name || strchr(piece->name, '('))
        return true;
    const char *text = cpts_arena_format(reader->arena, "%s (%s)", piece->name, department);
    out->units -= piece->is_unit;
    if (!text || !read_single(reader, text, piece))
        return false;
    out->units += piece->is_unit;
    return true;
}

/* "Nîmes, Gard": the département of the name before it, unless a unit is called so. */
static bool bind_departments(const struct pieces_reader *reader)
{
    struct unit_pieces *out = reader->out;
    size_t kept = 0;
    bool done = true;
    for (size_t i = 0; i < out->count && done; i++) {
        const struct unit_piece piece = out->items[i];
        struct unit_piece *last = kept ? &out->items[kept - 1] : NULL;
        char department[4];
        if (last && *last->name && !*last->code && !strchr(last->name, '(') && !piece.is_unit &&
            cpts_unit_text_is_department(department, piece.text))
            done = bind(reader, last, department);
        else
            out->items[kept++] = piece;
    }
    out->count = kept;
    return done;
}

static bool read_text(const struct pieces_reader *reader, const char *text)
{
    if (is_plain_list(text) && !cpts_known_name(reader->known, text, false)) {
        size_t length;
        const int level = find_sign(text, 0, &length) ? 0 : 1;
        return part_at(reader, text, level);
    }
    return part(reader, text, 0);
}

/* Behind the next "(13001)" of a text; NULL: none. */
static const char *after_code_in_brackets(const struct pieces_reader *reader, const char *text)
{
    for (const char *open = strchr(text, '('); open; open = strchr(open + 1, '(')) {
        char code[INSEE_CODE_ROOM];
        const size_t length = strcspn(open + 1, ")");
        snprintf(code, sizeof code, "%.*s", length < sizeof code ? (int)length : 0, open + 1);
        if (open[1 + length] && cpts_known_code(reader->known, code, NULL))
            return open + length + 2;
    }
    return NULL;
}

/* "Aix (13001) Allauch (13002)": no sign parts them, and each ends in its code. False when memory
 * is short; `is_so`: it was. */
static bool read_by_codes(const struct pieces_reader *reader, const char *text, bool *is_so)
{
    const char *end = after_code_in_brackets(reader, text);
    bool done = true;
    *is_so = !is_plain_list(text) && end && after_code_in_brackets(reader, end);
    for (const char *at = text; *is_so && *at && done; at = end) {
        end = after_code_in_brackets(reader, at);
        end = end ? end : at + strlen(at);
        const char *piece = trimmed(reader->arena, at, (size_t)(end - at));
        done = piece && (!*piece || part(reader, piece, SOFT_LEVEL));
    }
    return done;
}

/* "Gard : Nîmes, Alès ; Hérault : Lunel". False when memory is short; `is_so`: it was. */
static bool read_by_departments(const struct pieces_reader *reader, const char *text, bool *is_so)
{
    static const char signs[] = ";|\r\n\t";
    char department[4];
    bool done = true;
    *is_so = false;
    for (const char *at = text; *at && !*is_so; at += strcspn(at, signs), at += *at != '\0')
        *is_so = cpts_unit_text_behind(department, at) != NULL;
    for (const char *at = text; *is_so && *at && done; at += *at != '\0') {
        const size_t length = strcspn(at, signs), first = reader->out->count;
        const char *piece = trimmed(reader->arena, at, length);
        const char *units = piece ? cpts_unit_text_behind(department, piece) : NULL;
        done = piece && (!*piece || read_text(reader, units ? units : piece));
        for (size_t i = first; units && done && i < reader->out->count; i++)
            done = bind(reader, &reader->out->items[i], department);
        at += length;
    }
    return done;
}

bool cpts_unit_pieces_read(struct unit_pieces *out, struct arena *arena, const struct known *known,
                           const char *cell)
{
    const struct pieces_reader reader = {.out = out, .arena = arena, .known = known};
    bool is_so = false;
    out->count = out->units = out->codes = 0;
    size_t count = 0;
    const char *text = trimmed(arena, cell, strlen(cell));
    text = text ? code_of_number(arena, after_count(text, &count)) : NULL;
    text = text && strchr(text, '(') ? cpts_unit_text_spread(arena, text) : text;
    if (!text)
        return false;
    if (!*text)
        return true;
    if (strchr(text, ':') && !read_by_departments(&reader, text, &is_so))
        return false;
    if (!is_so && strchr(text, '(') && !read_by_codes(&reader, text, &is_so))
        return false;
    return (is_so || (read_text(&reader, text) && (out->count < 2 || bind_departments(&reader)))) &&
           keep_rest(&reader, cell, count);
}

void cpts_unit_pieces_free(struct unit_pieces *pieces)
{
    cpts_array_free(pieces->items);
    memset(pieces, 0, sizeof *pieces);
}
