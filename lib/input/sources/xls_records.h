/*
 * The records of an XLS stream, and the texts in them: a text may run on through several records.
 */
#ifndef CPTS_INPUT_SOURCES_XLS_RECORDS_H
#define CPTS_INPUT_SOURCES_XLS_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/memory.h"

enum record {
    FORMULA = 0x06,
    END = 0x0a,
    NOTE = 0x1c,
    DATES_FROM = 0x22,
    PASSWORD = 0x2f,
    FONT = 0x31,
    CONTINUE = 0x3c,
    COLUMNS = 0x7d,
    SHEET = 0x85,
    FILTER_MODE = 0x9b,
    NUMBERS = 0xbd,
    RICH_LABEL = 0xd6,
    FORMAT = 0xe0,
    MERGED = 0xe5,
    STRINGS = 0xfc,
    SHARED_LABEL = 0xfd,
    NUMBER = 0x203,
    LABEL = 0x204,
    TRUTH = 0x205,
    STRING = 0x207,
    ROW = 0x208,
    SHORT_NUMBER = 0x27e,
    BEGIN = 0x809
};

enum { BIFF_5 = 0x500, BIFF_8 = 0x600 };

/* The bytes of a record, and of those that continue it. */
struct xls_feed {
    const unsigned char *bytes;
    size_t size, at, left; /* of the stream; left in the record */
    uint32_t type, version;
    struct arena *arena; /* of the texts */
};

/* To the next record; what is left of this one is passed over. False at the end of the stream. */
bool cpts_xls_next(struct xls_feed *feed);

/* The next `size` bytes of the record; NULL when it does not hold so many. */
const unsigned char *cpts_xls_take(struct xls_feed *feed, size_t size);

/* Into the record that continues this one, if one does. */
bool cpts_xls_go_on(struct xls_feed *feed);

/* A text of Excel 97 and later, with `count` characters; what may follow it is passed over. NULL
 * when memory is short, as below. */
const char *cpts_xls_text(struct xls_feed *feed, size_t count);

/* The text that a record holds, after its length in `length_bytes`. */
const char *cpts_xls_label(struct xls_feed *feed, size_t length_bytes);

static inline uint32_t cpts_xls_u16(const unsigned char *at)
{
    return at[0] | (uint32_t)at[1] << 8;
}

static inline uint32_t cpts_xls_u32(const unsigned char *at)
{
    return cpts_xls_u16(at) | cpts_xls_u16(at + 2) << 16;
}

#endif
