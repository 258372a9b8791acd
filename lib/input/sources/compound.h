/*
 * The compound file of old Office programs: a small file system, of which one stream is wanted.
 */
#ifndef CPTS_INPUT_SOURCES_COMPOUND_H
#define CPTS_INPUT_SOURCES_COMPOUND_H

#include <stdbool.h>
#include <stddef.h>

bool cpts_is_compound(const unsigned char *bytes, size_t size);

/* The stream of this name (ASCII), in memory of its own, to be freed with cpts_array_free; `size`
 * is its length. NULL when there is none, the file is damaged, or memory is short: then `is_short`
 * is set. */
unsigned char *cpts_compound_stream(const unsigned char *bytes, size_t size, const char *name,
                                    size_t *stream_size, bool *is_short);

#endif
