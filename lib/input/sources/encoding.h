/*
 * Encodings of texts, recognised by the words that each would give.
 */
#ifndef CPTS_INPUT_SOURCES_ENCODING_H
#define CPTS_INPUT_SOURCES_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/memory.h"

/* A whole file as UTF-8, NUL-terminated, without byte order mark. It is read as UTF-8 or UTF-16, or
 * as Windows-1252, Mac Roman or CP850. To be freed with cpts_array_free; `encoding` says which;
 * NULL when memory is short. */
char *cpts_text_decode(const char *bytes, size_t size, size_t *decoded_size, const char **encoding);

/* A text that is not UTF-8, of a database that does not say what it is: Windows-1252 or CP850.
 * `out` has room for three bytes a byte; returns how many. */
size_t cpts_text_decode_one(char *out, const char *text, size_t size);

/* UTF-8 with control characters from U+0080 to U+009F, which nobody writes: Windows-1252 that was
 * taken for Latin-1, as DBF drivers do. What was meant, in the arena; NULL when memory is short. */
char *cpts_text_unlatin(struct arena *arena, const char *text);
bool cpts_text_has_controls(const char *text);

/* "HÃ©rault" is Hérault: the bytes of its UTF-8 were taken for Windows-1252 and written as UTF-8
 * once more. What was meant, in the arena, or the text itself; NULL when memory is short. */
const char *cpts_text_read_twice(struct arena *arena, const char *text);

/* UTF-16 as UTF-8, without a final zero; `out` has room for three bytes for two. Returns how many.
 */
size_t cpts_text_from_utf16(char *out, const unsigned char *text, size_t size, bool is_big);

#endif
