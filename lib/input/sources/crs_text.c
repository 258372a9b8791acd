#include "input/sources/crs_text.h"

#include <cpl_vsi.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "common/cause.h"
#include "common/memory.h"

/* A definition is a few hundred characters; a longer text is not a definition. */
enum { BLOCK = 1 << 20, LONGEST = 1 << 14 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_key_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The keys of PROJ whose values are files: nadgrids, geoidgrids, xy_grids, z_grids, grids, init,
 * file, model (of deformations). */
static bool is_file_key(const char *key, size_t length)
{
    static const char *const keys[] = {"init", "file", "model"};
    if (length >= 5 && strncasecmp(key + length - 5, "grids", 5) == 0)
        return true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i]) == length && strncasecmp(key, keys[i], length) == 0)
            return true;
    return false;
}

/* "@null", alone or in a list, and init files that PROJ answers from its own table of codes. */
static bool names_nothing(const char *value, size_t length)
{
    static const char *const harmless[] = {"null", "@null"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strlen(harmless[i]) == length && strncasecmp(value, harmless[i], length) == 0)
            return true;
    return length == 0 || (length > 5 && strncasecmp(value, "epsg:", 5) == 0);
}

static bool value_names_file(const char *value, const char *end)
{
    while (value < end) {
        const char *stop = value;
        while (stop < end && *stop != ',')
            stop++;
        if (!names_nothing(value, (size_t)(stop - value)))
            return true;
        value = stop + (stop < end);
    }
    return false;
}

/* Whether a piece of text is a PROJ string that names a file: a key of files, and `proj=` or a
 * leading `init=` that make it a PROJ string rather than an address or a remark. */
static bool proj_names_file(const char *text, const char *end)
{
    bool is_proj = false, names = false;
    for (const char *at = text; at < end; at++) {
        if (*at != '=')
            continue;
        const char *stop = at, *key;
        while (stop > text && is_blank(stop[-1]))
            stop--;
        for (key = stop; key > text && is_key_character(key[-1]); key--)
            ;
        const char *value = at + 1, *value_end;
        while (value < end && is_blank(*value))
            value++;
        for (value_end = value;
             value_end < end && !is_blank(*value_end) && !strchr("\"\\+", *value_end); value_end++)
            ;
        const size_t length = (size_t)(stop - key);
        const char *before = key;
        while (before > text && (is_blank(before[-1]) || before[-1] == '+'))
            before--;
        const bool leads = before == text || before < key;
        if (length == 4 && strncasecmp(key, "proj", 4) == 0 && leads)
            is_proj = true;
        else if (is_file_key(key, length) && value_names_file(value, value_end)) {
            names = true;
            is_proj = is_proj || (length == 4 && strncasecmp(key, "init", 4) == 0 &&
                                  (before == text || (before < key && key[-1] == '+')));
        }
    }
    return is_proj && names;
}

/* Of WKT: PARAMETERFILE["name","file"], and EXTENSION["PROJ4_GRIDS","file"]. */
static bool wkt_names_file(const char *text, const char *word)
{
    for (const char *at = text; (at = strcasestr(at, word));) {
        at += strlen(word);
        const char *value = strstr(at, ",");
        if (!value)
            return true;
        value += 1 + strspn(value + 1, " \t\r\n\"\\");
        if (value_names_file(value, value + strcspn(value, "\"]\\")))
            return true;
    }
    return false;
}

bool cpts_crs_names_file(const char *text)
{
    if (wkt_names_file(text, "PARAMETERFILE") || wkt_names_file(text, "PROJ4_GRIDS"))
        return true;
    /* A PROJ string may stand alone, or between the quotes of WKT. */
    for (const char *at = text;;) {
        const size_t length = strcspn(at, "\"");
        if (proj_names_file(at, at + length))
            return true;
        if (!at[length])
            return false;
        at += length + 1;
    }
}

/* ---- files --------------------------------------------------------------------------------- */

static int hexadecimal(const char *digits)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        const char c = digits[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* Takes the escapes of JSON out of a string, in place: those of ASCII, all that keys and paths
 * are made of matters. A quote within a string keeps its backslash. */
static size_t unescape(char *text, size_t size)
{
    char *out = memchr(text, '\\', size);
    if (!out)
        return size;
    const char *end = text + size;
    for (const char *in = out; in < end; in++) {
        int code = -1;
        if (*in == '\\' && end - in >= 6 && in[1] == 'u')
            code = hexadecimal(in + 2);
        if (code > 0 && code < 0x80 && code != '"') {
            *out++ = (char)code;
            in += 5;
        } else if (*in == '\\' && end - in >= 2 && in[1] == '/') {
            *out++ = *++in;
        } else {
            *out++ = *in;
        }
    }
    return (size_t)(out - text);
}

static bool ends_text(char c)
{
    return c == '"' || c == '\0' || c == '\n' || c == '\r';
}

/* WKT with a word that goes before a file, or BoundCRS as PROJ's JSON writes it, which may hold
 * one anywhere. */
static bool word_names_file(const char *at, const char *end)
{
    static const char *const words[] = {"PARAMETERFILE", "PROJ4_GRIDS", "BoundCRS\"",
                                        "BoundCRS\\\""};
    char text[1024];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i]);
        if ((size_t)(end - at) < length || strncasecmp(at, words[i], length) != 0)
            continue;
        const size_t size = (size_t)(end - at) < sizeof text ? (size_t)(end - at) : sizeof text - 1;
        memcpy(text, at, size);
        text[size] = '\0';
        if (i >= 2 || wkt_names_file(text, words[i]))
            return true;
    }
    return false;
}

static bool words_name_file(const char *block, const char *end)
{
    for (const char *first = "PpB"; *first; first++)
        for (const char *at = block; (at = memchr(at, *first, (size_t)(end - at))); at++)
            if (word_names_file(at, end))
                return true;
    return false;
}

/* Coordinates hold neither '=' nor letters: little but attributes is looked at. */
static bool block_names_file(const char *block, size_t size)
{
    const char *end = block + size;
    if (words_name_file(block, end))
        return true;
    for (const char *at = block; (at = memchr(at, '=', (size_t)(end - at)));) {
        const char *first = at, *last = at;
        while (first > block && at - first < LONGEST && !ends_text(first[-1]))
            first--;
        while (last < end && last - at < LONGEST && !ends_text(*last))
            last++;
        if (proj_names_file(first, last))
            return true;
        at = last;
    }
    return false;
}

cpts_status cpts_crs_scan(cpts_context *context, const char *path, const char *shown,
                          bool must_exist)
{
    /* Blocks overlap, so that none cuts a definition in two. */
    char *block = cpts_array_raw(BLOCK, 1);
    if (!block)
        return cpts_fail_memory(context);
    VSILFILE *file = VSIFOpenL(path, "rb");
    bool is_read = file ? VSIFSeekL(file, 0, SEEK_END) == 0 : !must_exist;
    const vsi_l_offset end = file && is_read ? VSIFTellL(file) : 0;
    is_read = is_read && end != (vsi_l_offset)-1;
    cpts_status status = CPTS_OK;
    for (vsi_l_offset from = 0; is_read && from < end && status == CPTS_OK;
         from += BLOCK - LONGEST) {
        status = cpts_interrupted(context);
        /* Holes say nothing, and there may be terabytes of them. */
        if (VSIFGetRangeStatusL(file, from, BLOCK) == VSI_RANGE_STATUS_HOLE)
            continue;
        is_read = VSIFSeekL(file, from, SEEK_SET) == 0;
        const size_t size = is_read ? VSIFReadL(block, 1, BLOCK, file) : 0;
        is_read = is_read && (size == BLOCK || from + size >= end); /* VSIFEofL fails in archives */
        if (status == CPTS_OK && block_names_file(block, unescape(block, size)))
            status = cpts_crs_refuse(context, shown);
    }
    if (file)
        VSIFCloseL(file);
    cpts_array_free(block);
    char room[CPTS_CAUSE_ROOM];
    if (!is_read && status == CPTS_OK)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read to the end: %s"), shown,
                           cpts_cause(room, errno));
    return status;
}

cpts_status cpts_crs_refuse(cpts_context *context, const char *shown)
{
    return cpts_fail(
        context, CPTS_ERROR_INPUT,
        _("%s: its coordinate reference system names another file (a grid, an init file), and a "
          "source may not read other files; give it a published one, such as EPSG:2154"),
        shown);
}
