#include "output/markup.h"

#include "common/utf8.h"

void cpts_markup_text(struct output_file *file, const char *text)
{
    while (*text) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, text);
        if (*text == '&')
            cpts_file_text(file, "&amp;");
        else if (*text == '<')
            cpts_file_text(file, "&lt;");
        else if (*text == '>')
            cpts_file_text(file, "&gt;");
        else if (*text == '"')
            cpts_file_text(file, "&quot;");
        else if (length && code < 0x20)
            cpts_file_char(file, ' ');
        else
            cpts_file_bytes(file, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        text += length ? length : 1;
    }
}
