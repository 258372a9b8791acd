/*
 * Bytes put together piece by piece. Errors stick: once memory is short, adding does nothing.
 */
#ifndef CPTS_COMMON_BYTES_H
#define CPTS_COMMON_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "common/memory.h"

/* Initialise with zeros; to begin again, set `used` to 0. */
struct bytes {
    char *data;
    size_t used, capacity;
    bool is_short; /* of memory */
};

static inline void cpts_bytes_add(struct bytes *bytes, const void *data, size_t size)
{
    if (bytes->is_short ||
        (bytes->used + size > bytes->capacity &&
         !cpts_array_reserve(&bytes->data, &bytes->capacity, bytes->used + size, 1))) {
        bytes->is_short = true;
        return;
    }
    memcpy(bytes->data + bytes->used, data, size);
    bytes->used += size;
}

static inline bool cpts_bytes_byte(struct bytes *bytes, unsigned char byte)
{
    cpts_bytes_add(bytes, &byte, 1);
    return !bytes->is_short;
}

/* Whether there is such a byte and it is not 0. */
static inline bool cpts_bytes_is_set(const struct bytes *bytes, size_t index)
{
    return index < bytes->used && bytes->data[index];
}

static inline void cpts_bytes_text(struct bytes *bytes, const char *text)
{
    cpts_bytes_add(bytes, text, strlen(text));
}

static inline void cpts_bytes_free(struct bytes *bytes)
{
    cpts_array_free(bytes->data);
    *bytes = (struct bytes){.data = NULL};
}

#endif
