/*
 * Text as it comes in files: of doubtful encoding, padded, accented. All that leaves the input
 * stage is valid UTF-8.
 */
#ifndef CPTS_INPUT_SOURCES_TEXT_H
#define CPTS_INPUT_SOURCES_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/memory.h"

bool cpts_text_is_utf8(const char *text, size_t size);

/* The text as UTF-8, without surrounding white space, in the arena: bytes that are not UTF-8 are
 * taken for Windows-1252 or CP850. NULL when memory is short. */
char *cpts_text_clean(struct arena *arena, const char *text);

/* A name without case, accents, spaces or punctuation, to compare names of fields and layers:
 * "Département" gives "departement", "code_INSEE" gives "codeinsee". Cut at `size`. */
void cpts_text_fold(char *out, size_t size, const char *text);

/* A text as words to be looked for in others: " aci signe " for "ACI signé". Cut at `size`. */
void cpts_text_words(char *out, size_t size, const char *text);

/* Whether such words hold one of several others: " signe ", or the beginning " sign". */
bool cpts_text_has_any(const char *words, const char *const *others, size_t count);
bool cpts_text_says_any(const char *text, const char *const *others, size_t count); /* its words */

/* Whether a text is one of others, or begins with one of them. */
bool cpts_text_is_any(const char *text, const char *const *others, size_t count);

/* The same of a list that is an array. */
#define CPTS_HAS_ANY(words, list) cpts_text_has_any(words, list, sizeof(list) / sizeof *(list))
#define CPTS_SAYS_ANY(text, list) cpts_text_says_any(text, list, sizeof(list) / sizeof *(list))
#define CPTS_IS_ANY(text, list)   cpts_text_is_any(text, list, sizeof(list) / sizeof *(list))
bool cpts_text_begins_with_any(const char *text, const char *const *others, size_t count);

/* The last component of a path, for messages. */
const char *cpts_text_file_name(const char *path);

#endif
