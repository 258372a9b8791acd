#include "output/json/stream.h"

#include <math.h>
#include <string.h>

#include "common/number.h"
#include "common/utf8.h"

static void before_item(struct json *json)
{
    if (json->has_sibling)
        cpts_file_char(json->file, ',');
    json->has_sibling = true;
}

void cpts_json_open(struct json *json, char bracket)
{
    before_item(json);
    cpts_file_char(json->file, bracket);
    json->has_sibling = false;
}

void cpts_json_close(struct json *json, char bracket)
{
    cpts_file_char(json->file, bracket);
    json->has_sibling = true;
}

void cpts_json_line(struct json *json)
{
    if (json->has_sibling)
        cpts_file_char(json->file, ',');
    cpts_file_char(json->file, '\n');
    json->has_sibling = false;
}

void cpts_json_key(struct json *json, const char *key)
{
    const size_t length = strlen(key);
    before_item(json);
    char *room = cpts_file_room(json->file, length + 3);
    room[0] = '"';
    memcpy(room + 1, key, length);
    room[length + 1] = '"';
    room[length + 2] = ':';
    json->file->used += length + 3;
    json->has_sibling = false;
}

/* Writes what JSON cannot hold as it is; returns the bytes of `text` that it stands for. */
static size_t put_escaped(struct output_file *file, const char *text)
{
    const unsigned char c = (unsigned char)*text;
    if (c >= 0x80) {
        uint32_t code;
        size_t length = cpts_utf8_read(&code, text);
        if (length && cpts_utf8_steers(code)) { /* JSON goes to terminals too */
            char *room = cpts_file_room(file, 8);
            file->used += (size_t)snprintf(room, 8, "\\u%04x", (unsigned)code);
        } else {
            cpts_file_bytes(file, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        }
        return length ? length : 1;
    }
    const char *const special = "\"\\\b\f\n\r\t", *const letters = "\"\\bfnrt";
    const char *found = strchr(special, c);
    if (found) {
        char pair[2] = {'\\', letters[found - special]};
        cpts_file_bytes(file, pair, 2);
    } else {
        char *room = cpts_file_room(file, 8);
        file->used += (size_t)snprintf(room, 8, "\\u%04x", (unsigned)c);
    }
    return 1;
}

/* One bit a byte: from ' ' to '~', but '"', '<' and '\\'. */
static const uint64_t plain[4] = {0xEFFFFFFB00000000, 0x7FFFFFFFEFFFFFFF};

static bool is_plain(char c)
{
    const unsigned char byte = (unsigned char)c;
    return plain[byte / 64] >> byte % 64 & 1;
}

void cpts_json_string(struct json *json, const char *text)
{
    struct output_file *file = json->file;
    before_item(json);
    cpts_file_char(file, '"');
    while (*text) {
        const char *from = text;
        while (is_plain(*text) || (*text == '<' && !json->in_html))
            text++;
        cpts_file_bytes(file, from, (size_t)(text - from));
        if (*text)
            text += put_escaped(file, text);
    }
    cpts_file_char(file, '"');
}

void cpts_json_key_any(struct json *json, const char *key)
{
    cpts_json_string(json, key);
    cpts_file_char(json->file, ':');
    json->has_sibling = false;
}

void cpts_json_number(struct json *json, double value)
{
    if (!isfinite(value)) {
        cpts_json_null(json);
        return;
    }
    before_item(json);
    json->file->used += cpts_number_double(cpts_file_room(json->file, CPTS_NUMBER_ROOM), value);
}

void cpts_json_count(struct json *json, size_t value)
{
    before_item(json);
    json->file->used += cpts_number_unsigned(cpts_file_room(json->file, CPTS_NUMBER_ROOM), value);
}

void cpts_json_whole(struct json *json, double value)
{
    cpts_json_number(json, round(value));
}

static void put_raw(struct json *json, const char *value)
{
    before_item(json);
    cpts_file_text(json->file, value);
}

void cpts_json_null(struct json *json)
{
    put_raw(json, "null");
}

void cpts_json_key_open(struct json *json, const char *key, char bracket)
{
    cpts_json_key(json, key);
    cpts_json_open(json, bracket);
}

void cpts_json_key_string(struct json *json, const char *key, const char *text)
{
    cpts_json_key(json, key);
    cpts_json_string(json, text);
}

void cpts_json_key_optional(struct json *json, const char *key, const char *text)
{
    cpts_json_key(json, key);
    if (text && *text)
        cpts_json_string(json, text);
    else
        cpts_json_null(json);
}

void cpts_json_key_number(struct json *json, const char *key, double value)
{
    cpts_json_key(json, key);
    cpts_json_number(json, value);
}

void cpts_json_key_nonzero(struct json *json, const char *key, double value)
{
    cpts_json_key_number(json, key, value != 0 ? value : NAN);
}

void cpts_json_key_whole(struct json *json, const char *key, double value)
{
    cpts_json_key(json, key);
    cpts_json_whole(json, value);
}

void cpts_json_key_raw(struct json *json, const char *key, const char *value)
{
    cpts_json_key(json, key);
    put_raw(json, *value ? value : "null");
}

void cpts_json_key_count(struct json *json, const char *key, size_t value)
{
    cpts_json_key(json, key);
    cpts_json_count(json, value);
}

void cpts_json_key_bool(struct json *json, const char *key, bool value)
{
    cpts_json_key(json, key);
    put_raw(json, value ? "true" : "false");
}

void cpts_json_key_strings(struct json *json, const char *key, const char *const *texts,
                           size_t count)
{
    cpts_json_key_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        cpts_json_string(json, texts[i]);
    cpts_json_close(json, ']');
}

void cpts_json_item(struct json *json)
{
    cpts_json_line(json);
    cpts_json_open(json, '{');
}

void cpts_json_line_open(struct json *json, const char *key, char bracket)
{
    cpts_json_line(json);
    cpts_json_key_open(json, key, bracket);
}

void cpts_json_end(struct json *json)
{
    cpts_json_close(json, '}');
    cpts_file_char(json->file, '\n');
}

void cpts_json_tool(struct json *json)
{
    cpts_json_key_open(json, "tool", '{');
    cpts_json_key_string(json, "name", "cpts-coverage");
    cpts_json_key_string(json, "version", cpts_version());
    cpts_json_close(json, '}');
    cpts_json_key_count(json, "schema_version", CPTS_FIELDS_VERSION);
}
