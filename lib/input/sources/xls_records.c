#include "input/sources/xls_records.h"

#include <string.h>

#include "input/sources/encoding.h"

enum { HEAD_BYTES = 4 };

bool cpts_xls_next(struct xls_feed *feed)
{
    feed->at += feed->left;
    feed->left = 0;
    if (feed->at + HEAD_BYTES > feed->size)
        return false;
    feed->type = cpts_xls_u16(feed->bytes + feed->at);
    feed->left = cpts_xls_u16(feed->bytes + feed->at + 2);
    feed->at += HEAD_BYTES;
    if (feed->left > feed->size - feed->at)
        feed->left = feed->size - feed->at;
    return true;
}

const unsigned char *cpts_xls_take(struct xls_feed *feed, size_t size)
{
    if (feed->left < size)
        return NULL;
    const unsigned char *at = feed->bytes + feed->at;
    feed->at += size;
    feed->left -= size;
    return at;
}

bool cpts_xls_go_on(struct xls_feed *feed)
{
    if (feed->left || feed->at + HEAD_BYTES > feed->size ||
        cpts_xls_u16(feed->bytes + feed->at) != CONTINUE)
        return feed->left > 0;
    const uint32_t type = feed->type;
    const bool is_there = cpts_xls_next(feed);
    feed->type = type;
    return is_there && feed->left > 0;
}

static bool skip(struct xls_feed *feed, size_t size)
{
    while (size > 0) {
        if (!cpts_xls_go_on(feed))
            return false;
        const size_t step = size < feed->left ? size : feed->left;
        cpts_xls_take(feed, step);
        size -= step;
    }
    return true;
}

/* `count` characters of one or two bytes; where a record continues, it says again which. */
static const char *read_characters(struct xls_feed *feed, size_t count, bool is_wide)
{
    unsigned char *wide = cpts_array_new(count * 2 + 2, 1);
    size_t done = 0;
    bool goes_on = wide != NULL;
    while (goes_on && done < count) {
        if (!feed->left) {
            const unsigned char *flags = cpts_xls_go_on(feed) ? cpts_xls_take(feed, 1) : NULL;
            goes_on = flags != NULL;
            is_wide = flags && (*flags & 1);
            continue;
        }
        const unsigned char *at = cpts_xls_take(feed, is_wide ? 2 : 1);
        goes_on = at != NULL;
        if (at) {
            wide[done * 2] = at[0];
            wide[done * 2 + 1] = is_wide ? at[1] : 0;
            done++;
        }
    }
    char *text = wide ? cpts_arena_alloc(feed->arena, done * 3 + 1) : NULL;
    if (text)
        text[cpts_text_from_utf16(text, wide, done * 2, false)] = '\0';
    cpts_array_free(wide);
    return text;
}

const char *cpts_xls_text(struct xls_feed *feed, size_t count)
{
    enum { WIDE = 1, FAR_EAST = 4, RICH = 8 };
    const unsigned char *flags = cpts_xls_go_on(feed) ? cpts_xls_take(feed, 1) : NULL;
    const unsigned char *runs = flags && *flags & RICH ? cpts_xls_take(feed, 2) : NULL;
    const unsigned char *more = flags && *flags & FAR_EAST ? cpts_xls_take(feed, 4) : NULL;
    if (!flags)
        return "";
    const char *text = read_characters(feed, count, *flags & WIDE);
    skip(feed, (runs ? cpts_xls_u16(runs) * 4 : 0) + (more ? (size_t)cpts_xls_u32(more) : 0));
    return text;
}

const char *cpts_xls_label(struct xls_feed *feed, size_t length_bytes)
{
    const unsigned char *at = cpts_xls_take(feed, length_bytes);
    if (!at)
        return "";
    const size_t length = length_bytes == 1 ? at[0] : cpts_xls_u16(at);
    if (feed->version == BIFF_8)
        return cpts_xls_text(feed, length);
    const size_t held = length < feed->left ? length : feed->left;
    const unsigned char *letters = cpts_xls_take(feed, held);
    char *text = letters ? cpts_arena_alloc(feed->arena, held + 1) : NULL;
    if (text)
        memcpy(text, letters, held);
    return text;
}
