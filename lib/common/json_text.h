/*
 * Texts from files, made fit for databases: well-formed UTF-8, and lists as JSON.
 */
#ifndef CPTS_COMMON_JSON_TEXT_H
#define CPTS_COMMON_JSON_TEXT_H

#include "common/bytes.h"

/* Adds `text` with what is not UTF-8 replaced. */
void cpts_bytes_clean(struct bytes *bytes, const char *text);

/* Adds `count` texts as an array of JSON. */
void cpts_bytes_json_list(struct bytes *bytes, const char *const *texts, size_t count);

/* Of the fields of every JSON file: raised when one is renamed or taken away, not when one is
 * added.
 */
#define CPTS_FIELDS_VERSION 1

#endif
