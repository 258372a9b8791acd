#include "common/json_text.h"

#include <stdio.h>

#include "common/utf8.h"

void cpts_bytes_clean(struct bytes *bytes, const char *text)
{
    while (*text) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, text);
        cpts_bytes_add(bytes, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        text += length ? length : 1;
    }
}

static void add_string(struct bytes *bytes, const char *text)
{
    cpts_bytes_add(bytes, "\"", 1);
    while (*text) {
        char escape[8];
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, text);
        if (*text == '"' || *text == '\\')
            cpts_bytes_add(bytes, "\\", 1);
        if (length && cpts_utf8_steers(code)) {
            snprintf(escape, sizeof escape, "\\u%04x", code);
            cpts_bytes_text(bytes, escape);
        } else {
            cpts_bytes_add(bytes, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        }
        text += length ? length : 1;
    }
    cpts_bytes_add(bytes, "\"", 1);
}

void cpts_bytes_json_list(struct bytes *bytes, const char *const *texts, size_t count)
{
    cpts_bytes_add(bytes, "[", 1);
    for (size_t i = 0; i < count; i++) {
        if (i)
            cpts_bytes_add(bytes, ",", 1);
        add_string(bytes, texts[i]);
    }
    cpts_bytes_add(bytes, "]", 1);
}
