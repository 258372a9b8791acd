/*
 * JSON written as it goes, without a tree. With a json-c object for each record the report of the
 * whole of France took four times as long, more than the check itself, and its allocations could
 * not be made to fail in tests.
 *
 * The caller opens and closes in order, and gives a key before each value of an object.
 */
#ifndef CPTS_OUTPUT_JSON_STREAM_H
#define CPTS_OUTPUT_JSON_STREAM_H

#include "common/json_text.h"
#include "output/file.h"

struct json {
    struct output_file *file;
    bool has_sibling; /* the next key or item follows another: a comma comes first */
    bool in_html;     /* inside <script>, which a '<' could end: it is escaped */
};

void cpts_json_open(struct json *json, char bracket); /* '{' or '[' */
void cpts_json_close(struct json *json, char bracket);
void cpts_json_line(struct json *json);                     /* the next key or item begins a line */
void cpts_json_key(struct json *json, const char *key);     /* short, plain ASCII */
void cpts_json_key_any(struct json *json, const char *key); /* whatever is in it */

void cpts_json_string(struct json *json, const char *text); /* what is not UTF-8 is replaced */
void cpts_json_number(struct json *json, double value);     /* null when not finite */
void cpts_json_count(struct json *json, size_t value);
void cpts_json_whole(struct json *json, double value); /* rounded; null when not finite */
void cpts_json_null(struct json *json);

/* An object in a line of its own; a list or an object whose key begins a line; the end of the
 * whole; which tool wrote it. */
void cpts_json_item(struct json *json);
void cpts_json_line_open(struct json *json, const char *key, char bracket);
void cpts_json_end(struct json *json);
void cpts_json_tool(struct json *json);

/* A key and its value, or the bracket that it begins with. */
void cpts_json_key_open(struct json *json, const char *key, char bracket);
void cpts_json_key_string(struct json *json, const char *key, const char *text);
void cpts_json_key_optional(struct json *json, const char *key, const char *text); /* "": null */
void cpts_json_key_number(struct json *json, const char *key, double value);
void cpts_json_key_nonzero(struct json *json, const char *key, double value); /* 0: null */
void cpts_json_key_whole(struct json *json, const char *key, double value);
void cpts_json_key_raw(struct json *json, const char *key, const char *value); /* "": null */
void cpts_json_key_count(struct json *json, const char *key, size_t value);
void cpts_json_key_bool(struct json *json, const char *key, bool value);
void cpts_json_key_strings(struct json *json, const char *key, const char *const *texts,
                           size_t count);

#endif
