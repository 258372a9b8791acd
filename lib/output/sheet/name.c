#include "output/sheet/name.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "common/utf8.h"

static bool is_plain(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
           (code >= '0' && code <= '9') || code == '-' || code == '.';
}

/* The letters that stand for a character: itself, or what it is without its accents. */
static const char *letters_of(char one[2], uint32_t code)
{
    utf8proc_int32_t parts[8] = {0};
    if (code == 0x153 || code == 0x152)
        return code == 0x153 ? "oe" : "OE";
    int kind = 0;
    if (utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8, UTF8PROC_DECOMPOSE, &kind) > 0 &&
        is_plain((uint32_t)parts[0]))
        one[0] = (char)parts[0];
    return one;
}

void cpts_sheet_name(char name[CPTS_SHEET_NAME_BYTES], const char *id, size_t perimeter)
{
    char said[81] = "";
    size_t used = 0;
    while (*id) {
        char one[2] = "_";
        uint32_t code = 0;
        const size_t length = cpts_utf8_read(&code, id);
        const char *letters = length ? letters_of(one, code) : one;
        if (used + strlen(letters) >= sizeof said)
            break;
        memcpy(said + used, letters, strlen(letters) + 1);
        used += strlen(letters);
        id += length ? length : 1;
    }
    snprintf(name, CPTS_SHEET_NAME_BYTES, "%04zu-%s.html", perimeter + 1, said);
}
