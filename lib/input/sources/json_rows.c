#include "input/sources/json_rows.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <string.h>

#include "common/bytes.h"

enum { MOST_BYTES = 1 << 28 };

static const char white[] = " \t\r\n", mark[] = "\xef\xbb\xbf";

/* Behind the object that begins here; NULL: it does not end. */
static const char *after_object(const char *at)
{
    size_t depth = 0;
    bool is_in_text = false;
    for (; *at; at++) {
        if (is_in_text && *at == '\\' && at[1])
            at++;
        else if (*at == '"')
            is_in_text = !is_in_text;
        else if (!is_in_text && strchr("{[", *at))
            depth++;
        else if (!is_in_text && strchr("}]", *at) && --depth == 0)
            return at + 1;
    }
    return NULL;
}

/* All that the array holds; false where anything else follows: what is not read may declare. */
static bool write_rows(struct bytes *out, const char *at)
{
    static const char head[] = "{\"type\":\"FeatureCollection\",\"features\":[";
    static const char before[] = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":";
    cpts_bytes_add(out, head, sizeof head - 1);
    for (bool is_first = true; at; is_first = false) {
        at += strspn(at, white);
        const char *end = *at == '{' ? after_object(at) : NULL;
        if (!end)
            return false;
        cpts_bytes_add(out, ",", !is_first);
        cpts_bytes_add(out, before, sizeof before - 1);
        cpts_bytes_add(out, at, (size_t)(end - at));
        cpts_bytes_add(out, "}", 1);
        at = end + strspn(end, white);
        if (*at == ']')
            break;
        at = *at == ',' ? at + 1 : NULL;
    }
    cpts_bytes_add(out, "]}", 2);
    return at && !at[1 + strspn(at + 1, white)] && !out->is_short;
}

const char *cpts_json_rows(struct arena *arena, const char *path)
{
    GByte *text = NULL;
    vsi_l_offset size = 0;
    struct bytes out = {0};
    const char *made = NULL;
    if (!VSIIngestFile(NULL, path, &text, &size, MOST_BYTES))
        return NULL;
    const char *first = (const char *)text;
    first += strncmp(first, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
    first += strspn(first, white);
    if (*first == '[' && strlen((const char *)text) == size && write_rows(&out, first + 1))
        made = cpts_arena_format(arena, "/vsimem/cpts-%p/%s.geojson", (const void *)path,
                                 CPLGetBasename(path));
    VSILFILE *file = made ? VSIFOpenL(made, "wb") : NULL;
    bool is_written = file && VSIFWriteL(out.data, 1, out.used, file) == out.used;
    if (file)
        is_written = VSIFCloseL(file) == 0 && is_written;
    if (made && !is_written)
        VSIUnlink(made);
    CPLFree(text);
    cpts_bytes_free(&out);
    return is_written ? made : NULL;
}
