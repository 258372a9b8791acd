#include "common/utf8.h"

size_t cpts_utf8_read(uint32_t *code, const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x80) {
        *code = byte[0];
        return 1;
    }
    size_t length = byte[0] >= 0xF0 ? 4 : byte[0] >= 0xE0 ? 3 : 2;
    if (byte[0] < 0xC2 || byte[0] > 0xF4)
        return 0;
    uint32_t value = byte[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length;
         i++) { /* a final zero is not a continuation: never read past it */
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return length;
}

size_t cpts_utf8_columns(const char *text)
{
    size_t columns = 0;
    while (*text) {
        uint32_t code;
        size_t length = cpts_utf8_read(&code, text);
        if (length == 0 || code < 0x300 || code > 0x36F)
            columns++;
        text += length ? length : 1;
    }
    return columns;
}

bool cpts_utf8_steers(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C ||
           (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}
