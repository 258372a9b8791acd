/*
 * Which encoding a file of texts is in. What is valid UTF-8 is UTF-8, line by line: people paste
 * lines of one file into another. The lines that are not are in one of three sets of French
 * programs, of Windows, of the Macintosh and of DOS: the one that makes the most names of communes
 * and the most words as French spells them. iconv was left aside: it fails on the five bytes that
 * Windows-1252 leaves undefined, which real files hold, and needs its converters installed.
 */
#include "input/sources/encoding.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "common/utf8.h"
#include "input/declarations/communes.h"
#include "input/sources/text.h"

/* Characters from 0x80 on; 0xfffd where there is none. */
static const uint16_t windows_1252[128] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178, 0x00a0, 0x00a1, 0x00a2, 0x00a3,
    0x00a4, 0x00a5, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x00aa, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af,
    0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7, 0x00b8, 0x00b9, 0x00ba, 0x00bb,
    0x00bc, 0x00bd, 0x00be, 0x00bf, 0x00c0, 0x00c1, 0x00c2, 0x00c3, 0x00c4, 0x00c5, 0x00c6, 0x00c7,
    0x00c8, 0x00c9, 0x00ca, 0x00cb, 0x00cc, 0x00cd, 0x00ce, 0x00cf, 0x00d0, 0x00d1, 0x00d2, 0x00d3,
    0x00d4, 0x00d5, 0x00d6, 0x00d7, 0x00d8, 0x00d9, 0x00da, 0x00db, 0x00dc, 0x00dd, 0x00de, 0x00df,
    0x00e0, 0x00e1, 0x00e2, 0x00e3, 0x00e4, 0x00e5, 0x00e6, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb,
    0x00ec, 0x00ed, 0x00ee, 0x00ef, 0x00f0, 0x00f1, 0x00f2, 0x00f3, 0x00f4, 0x00f5, 0x00f6, 0x00f7,
    0x00f8, 0x00f9, 0x00fa, 0x00fb, 0x00fc, 0x00fd, 0x00fe, 0x00ff};

static const uint16_t mac_roman[128] = {
    0x00c4, 0x00c5, 0x00c7, 0x00c9, 0x00d1, 0x00d6, 0x00dc, 0x00e1, 0x00e0, 0x00e2, 0x00e4, 0x00e3,
    0x00e5, 0x00e7, 0x00e9, 0x00e8, 0x00ea, 0x00eb, 0x00ed, 0x00ec, 0x00ee, 0x00ef, 0x00f1, 0x00f3,
    0x00f2, 0x00f4, 0x00f6, 0x00f5, 0x00fa, 0x00f9, 0x00fb, 0x00fc, 0x2020, 0x00b0, 0x00a2, 0x00a3,
    0x00a7, 0x2022, 0x00b6, 0x00df, 0x00ae, 0x00a9, 0x2122, 0x00b4, 0x00a8, 0x2260, 0x00c6, 0x00d8,
    0x221e, 0x00b1, 0x2264, 0x2265, 0x00a5, 0x00b5, 0x2202, 0x2211, 0x220f, 0x03c0, 0x222b, 0x00aa,
    0x00ba, 0x03a9, 0x00e6, 0x00f8, 0x00bf, 0x00a1, 0x00ac, 0x221a, 0x0192, 0x2248, 0x2206, 0x00ab,
    0x00bb, 0x2026, 0x00a0, 0x00c0, 0x00c3, 0x00d5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201c, 0x201d,
    0x2018, 0x2019, 0x00f7, 0x25ca, 0x00ff, 0x0178, 0x2044, 0x20ac, 0x2039, 0x203a, 0xfb01, 0xfb02,
    0x2021, 0x00b7, 0x201a, 0x201e, 0x2030, 0x00c2, 0x00ca, 0x00c1, 0x00cb, 0x00c8, 0x00cd, 0x00ce,
    0x00cf, 0x00cc, 0x00d3, 0x00d4, 0xf8ff, 0x00d2, 0x00da, 0x00db, 0x00d9, 0x0131, 0x02c6, 0x02dc,
    0x00af, 0x02d8, 0x02d9, 0x02da, 0x00b8, 0x02dd, 0x02db, 0x02c7};

static const uint16_t cp850[128] = {
    0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea, 0x00eb, 0x00e8, 0x00ef,
    0x00ee, 0x00ec, 0x00c4, 0x00c5, 0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
    0x00ff, 0x00d6, 0x00dc, 0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192, 0x00e1, 0x00ed, 0x00f3, 0x00fa,
    0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1, 0x00c2, 0x00c0, 0x00a9, 0x2563, 0x2551, 0x2557,
    0x255d, 0x00a2, 0x00a5, 0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
    0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4, 0x00f0, 0x00d0, 0x00ca, 0x00cb,
    0x00c8, 0x0131, 0x00cd, 0x00ce, 0x00cf, 0x2518, 0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580,
    0x00d3, 0x00df, 0x00d4, 0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe, 0x00de, 0x00da, 0x00db, 0x00d9,
    0x00fd, 0x00dd, 0x00af, 0x00b4, 0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6, 0x00a7, 0x00f7, 0x00b8,
    0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2, 0x25a0, 0x00a0};

static const struct {
    const char *name, *in_part;
    const uint16_t *characters;
} sets[] = {
    {"Windows-1252", "UTF-8, Windows-1252", windows_1252}, /* the default */
    {"Mac Roman", "UTF-8, Mac Roman", mac_roman},
    {"CP850", "UTF-8, CP850", cp850},
};
enum { SETS = sizeof sets / sizeof *sets, MAC_ROMAN = 1 };

static size_t put(char *out, uint32_t c)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

static uint32_t character(int set, unsigned char byte)
{
    return byte < 0x80 ? byte : sets[set].characters[byte - 0x80];
}

/* `out` has room for three bytes a byte read. */
static size_t decode(char *out, int set, const char *text, size_t size)
{
    size_t written = 0;
    for (size_t i = 0; i < size; i++)
        written += put(out + written, character(set, (unsigned char)text[i]));
    return written;
}

/* ---- letters ----------------------------------------------------------------------------- */

/* How usual a character is in French names, in hundredths of accents; negative: not seen there. */
static int weight_of(uint32_t c)
{
    static const struct {
        uint16_t character;
        int8_t weight;
    } weights[] = {{0xe9, 60}, {0xe8, 20}, {0xea, 8},   {0xe7, 6},   {0xf4, 6},   {0xe2, 5},
                   {0xee, 5},  {0xe0, 5},  {0xfb, 3},   {0xef, 2},   {0xeb, 2},   {0xfc, 2},
                   {0xf9, 2},  {0xff, 1},  {0x153, 2},  {0xc9, 20},  {0xc8, 8},   {0xca, 4},
                   {0xc7, 4},  {0xd4, 3},  {0xc2, 3},   {0xce, 3},   {0xc0, 4},   {0xdb, 2},
                   {0xcf, 2},  {0xcb, 2},  {0xdc, 1},   {0x152, 2},  {0x2019, 5}, {0xb0, 3},
                   {0xab, 2},  {0xbb, 2},  {0x2013, 2}, {0x20ac, 2}, {0xa0, 2},   {0xf6, 0},
                   {0xe4, 0},  {0xd6, 0},  {0xc4, 0}};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        if (weights[i].character == c)
            return weights[i].weight;
    return -30;
}

static bool is_small(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7) || c == 0x153;
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || c == 0x152;
}

static bool is_mark(uint32_t c)
{
    return c >= 0x80 && !is_small(c) && !is_capital(c);
}

/* One character between its neighbours: capitals stand at the beginning of words or in words of
 * capitals, marks of punctuation not within them, except the apostrophe. */
static int judge_character(uint32_t before, uint32_t c, uint32_t after)
{
    int score = weight_of(c);
    if (is_capital(c) && (is_small(before) || (is_capital(before) && is_small(after))))
        score -= 40;
    if (is_small(c) && is_capital(before) && is_capital(after))
        score -= 40;
    if (is_mark(c) && c != 0x2019 && (is_small(before) || is_capital(before)) &&
        (is_small(after) || is_capital(after)))
        score -= 40;
    return score;
}

static long judge_letters(int set, const char *text, size_t size)
{
    long score = 0;
    for (size_t i = 0; i < size; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x80)
            score += judge_character(
                i > 0 ? character(set, (unsigned char)text[i - 1]) : ' ', character(set, byte),
                i + 1 < size ? character(set, (unsigned char)text[i + 1]) : ' ');
    }
    return score;
}

/* ---- lines ------------------------------------------------------------------------------- */

static size_t line_length(const char *text, size_t left)
{
    size_t length = 0;
    while (length < left && text[length] != '\n' && text[length] != '\r')
        length++;
    return length;
}

/* What the lines of a file that are not UTF-8 say for each set. */
struct evidence {
    long score[SETS];
    char **cells[SETS]; /* that hold a character of the set, decoded */
    size_t cell_count;
    struct arena arena;
    size_t utf8; /* lines that are, and not plain ASCII */
};

enum { MAX_CELLS = 4096, LONGEST_NAME = 64, NAME_SCORE = 200 };

static bool is_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* The cells of a line, as each set reads them. */
static bool add_cells(struct evidence *evidence, const char *line, size_t length)
{
    static const char ends[] = ";,|\t\"";
    for (size_t at = 0, end; at < length; at = end + 1) {
        for (end = at; end < length && !strchr(ends, line[end]); end++)
            ;
        if (evidence->cell_count >= MAX_CELLS || end - at > LONGEST_NAME ||
            is_ascii(line + at, end - at))
            continue;
        for (int set = 0; set < SETS; set++) {
            char *cell = cpts_arena_alloc(&evidence->arena, (end - at) * 3 + 1);
            if (!cell)
                return false;
            cell[decode(cell, set, line + at, end - at)] = '\0';
            evidence->cells[set][evidence->cell_count] = cell;
        }
        evidence->cell_count++;
    }
    return true;
}

static bool gather(struct evidence *evidence, const char *text, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        const size_t length = line_length(text + at, size - at);
        const char *line = text + at;
        if (!is_ascii(line, length)) {
            const bool is_utf8 = cpts_text_is_utf8(line, length);
            evidence->utf8 += is_utf8;
            for (int set = 0; set < SETS && !is_utf8; set++)
                evidence->score[set] += judge_letters(set, line, length);
            if (!is_utf8 && !add_cells(evidence, line, length))
                return false;
        }
        at += length;
    }
    return true;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Names of communes among the cells, each of them once a name. */
static void look_for_names(struct evidence *evidence)
{
    struct commune commune;
    size_t at = 0;
    for (int set = 0; set < SETS; set++)
        qsort(evidence->cells[set], evidence->cell_count, sizeof(char *), compare_texts);
    while (cpts_commune_next(&commune, &at)) {
        const char *name = commune.name;
        if (is_ascii(name, strlen(name)))
            continue;
        for (int set = 0; set < SETS; set++)
            if (bsearch(&name, evidence->cells[set], evidence->cell_count, sizeof(char *),
                        compare_texts))
                evidence->score[set] += NAME_SCORE;
    }
}

/* The set in which lines that are not UTF-8 are written; -1 when memory is short. */
static int choose_set(struct evidence *evidence, const char *text, size_t size)
{
    bool done = true;
    for (int set = 0; set < SETS && done; set++) {
        evidence->cells[set] = cpts_array_new(MAX_CELLS, sizeof(char *));
        done = evidence->cells[set] != NULL;
    }
    done = done && gather(evidence, text, size);
    if (done && evidence->cell_count)
        look_for_names(evidence);
    int best = done ? 0 : -1;
    for (int set = 1; set < SETS && done; set++)
        if (evidence->score[set] > evidence->score[best])
            best = set;
    for (int set = 0; set < SETS; set++)
        cpts_array_free(evidence->cells[set]);
    cpts_arena_free(&evidence->arena);
    return best;
}

static size_t decode_lines(char *out, int set, const char *text, size_t size)
{
    size_t written = 0;
    for (size_t at = 0; at < size;) {
        size_t length = line_length(text + at, size - at);
        if (at + length < size)
            length++; /* its end */
        if (cpts_text_is_utf8(text + at, length)) {
            memcpy(out + written, text + at, length);
            written += length;
        } else {
            written += decode(out + written, set, text + at, length);
        }
        at += length;
    }
    return written;
}

/* ---- UTF-16 ------------------------------------------------------------------------------ */

static bool is_control(const char *text)
{
    return (unsigned char)text[0] == 0xc2 && (unsigned char)text[1] >= 0x80 &&
           (unsigned char)text[1] < 0xa0;
}

bool cpts_text_has_controls(const char *text)
{
    while (*text && !is_control(text))
        text++;
    return *text != '\0';
}

char *cpts_text_unlatin(struct arena *arena, const char *text)
{
    char *out = cpts_arena_alloc(arena, 2 * strlen(text) + 1), *end = out;
    if (!out)
        return NULL;
    while (*text) {
        if (is_control(text)) {
            end += put(end, windows_1252[(unsigned char)text[1] - 0x80]);
            text += 2;
        } else {
            *end++ = *text++;
        }
    }
    *end = '\0';
    return out;
}

/* ---- UTF-8 twice ------------------------------------------------------------------------- */

/* The byte that a character is in Windows-1252; 0 for a plain letter, and for one of elsewhere. */
static unsigned char byte_of(uint32_t c)
{
    if (c >= 0x80 && c <= 0xff)
        return (unsigned char)c;
    for (size_t i = 0; c > 0xff && i < 32; i++)
        if (windows_1252[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* The character of UTF-8 that characters at `text` are the bytes of; returns how many bytes of
 * `text` it takes, 0 for none. */
static size_t read_twice(char out[4], const char *text)
{
    uint32_t c = 0;
    size_t taken = cpts_utf8_read(&c, text);
    const unsigned char first = byte_of(c);
    /* What French writes beyond ASCII begins with one of these. */
    const size_t size = first >= 0xc2 && first <= 0xc5 ? 2 : first == 0xe2 ? 3 : 0;
    out[0] = (char)first;
    for (size_t i = 1; i < size; i++) {
        const size_t more = text[taken] ? cpts_utf8_read(&c, text + taken) : 0;
        const unsigned char byte = more ? byte_of(c) : 0;
        if (byte < 0x80 || byte > 0xbf)
            return 0;
        out[i] = (char)byte;
        taken += more;
    }
    return size ? taken : 0;
}

const char *cpts_text_read_twice(struct arena *arena, const char *text)
{
    char *out = NULL, *end = NULL, read[4];
    for (const char *at = text; *at;) {
        const size_t taken = (unsigned char)*at < 0x80 ? 0 : read_twice(read, at);
        if (taken && !out) {
            out = cpts_arena_alloc(arena, strlen(text) + 1);
            if (!out)
                return NULL;
            memcpy(out, text, (size_t)(at - text));
            end = out + (at - text);
        }
        if (taken) {
            const size_t size = read[0] == (char)0xe2 ? 3 : 2;
            memcpy(end, read, size);
            end += size;
        } else if (out) {
            *end++ = *at;
        }
        at += taken ? taken : 1;
    }
    if (out)
        *end = '\0';
    return out ? out : text;
}

size_t cpts_text_from_utf16(char *out, const unsigned char *text, size_t size, bool is_big)
{
    size_t written = 0;
    for (size_t at = 0; at + 1 < size; at += 2) {
        uint32_t c = (uint32_t)text[at + !is_big] << 8 | text[at + is_big];
        if (c >= 0xd800 && c < 0xdc00 && at + 3 < size) {
            uint32_t low = (uint32_t)text[at + 2 + !is_big] << 8 | text[at + 2 + is_big];
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        if (c >= 0xd800 && c < 0xe000)
            c = 0xfffd;
        written += put(out + written, c);
    }
    return written;
}

/* UTF-16 without a mark: one byte in two of a text of our letters is 0, always the same one. */
static bool looks_like_utf16(const unsigned char *bytes, size_t size, bool *is_big)
{
    enum { SAMPLE = 4096 };
    size_t zeros[2] = {0, 0};
    const size_t looked_at = size < SAMPLE ? size & ~(size_t)1 : SAMPLE;
    for (size_t i = 0; i < looked_at; i++)
        zeros[i & 1] += bytes[i] == 0;
    *is_big = zeros[0] > zeros[1];
    const size_t most = zeros[*is_big ? 0 : 1], least = zeros[*is_big ? 1 : 0];
    return looked_at >= 4 && size % 2 == 0 && most * 10 >= looked_at / 2 * 8 &&
           least * 50 <= looked_at;
}

/* ---- all --------------------------------------------------------------------------------- */

char *cpts_text_decode(const char *bytes, size_t size, size_t *decoded_size, const char **encoding)
{
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        bytes += 3, size -= 3;
    const unsigned char *raw = (const unsigned char *)bytes;
    bool is_big = size >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0;
    const bool is_marked = is_big || (size >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0);
    const bool is_wide = is_marked || looks_like_utf16(raw, size, &is_big);
    const bool is_utf8 = !is_wide && cpts_text_is_utf8(bytes, size);
    struct evidence evidence = {.cell_count = 0};
    const int set = is_wide || is_utf8 ? 0 : choose_set(&evidence, bytes, size);
    if (size > SIZE_MAX / 4 || set < 0)
        return NULL;
    char *out = cpts_array_raw((is_utf8 ? size : size * 3) + 1, 1);
    if (!out)
        return NULL;
    if (is_wide)
        *decoded_size = cpts_text_from_utf16(out, raw + (is_marked ? 2 : 0),
                                             size - (is_marked ? 2 : 0), is_big);
    else if (is_utf8)
        memcpy(out, bytes, *decoded_size = size);
    else
        *decoded_size = decode_lines(out, set, bytes, size);
    out[*decoded_size] = '\0';
    *encoding = is_wide         ? "UTF-16"
                : is_utf8       ? "UTF-8"
                : evidence.utf8 ? sets[set].in_part
                                : sets[set].name;
    return out;
}

/* A single name says too little for Mac Roman, and nobody has databases of a Macintosh. */
size_t cpts_text_decode_one(char *out, const char *text, size_t size)
{
    int best = 0;
    for (int set = 1; set < SETS; set++)
        if (set != MAC_ROMAN && judge_letters(set, text, size) > judge_letters(best, text, size))
            best = set;
    return decode(out, best, text, size);
}
