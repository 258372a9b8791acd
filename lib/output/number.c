/*
 * printf finds the digits of a double in 300 ns, and %.17g writes 0.1 as 0.10000000000000001; a
 * report has hundreds of thousands of them. Nearly all of ours have a fraction that fits 64 bits
 * exactly: then the shortest decimal that reads back as the same double is found with one exact
 * 128-bit product for each decimal tried. The rest goes through printf.
 */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/context.h"

__extension__ typedef unsigned __int128 uint128;

/* ---- for machines ------------------------------------------------------------------------ */

size_t cpts_number_unsigned(char *out, uint64_t value)
{
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    for (size_t i = 0; i < count; i++)
        out[i] = digits[count - 1 - i];
    return count;
}

/* `digits` decimals of value, final zeros left out, with the point before them. */
static size_t put_decimals(char *out, uint64_t value, int digits)
{
    while (digits && value % 10 == 0) {
        value /= 10;
        digits--;
    }
    if (!digits)
        return 0;
    out[0] = '.';
    for (int i = digits; i > 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return (size_t)digits + 1;
}

size_t cpts_number_e7(char *out, int32_t value)
{
    uint32_t magnitude = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    size_t length = 0;
    if (value < 0)
        out[length++] = '-';
    length += cpts_number_unsigned(out + length, magnitude / 10000000);
    return length + put_decimals(out + length, magnitude % 10000000, 7);
}

/* A decimal that reads back exactly, of any size. */
static size_t put_by_printf(char *out, double value)
{
    char text[CPTS_NUMBER_ROOM];
    int length = 0;
    for (int digits = 15; digits <= 17; digits++) {
        length = snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    for (int i = 0; i < length; i++) /* the host program may have set a locale with a comma */
        out[i] = text[i] == ',' ? '.' : text[i];
    return (size_t)length;
}

size_t cpts_number_double(char *out, double value)
{
    const double exact_below = 9007199254740992.0; /* 2^53 */
    size_t sign = 0;
    if (signbit(value)) {
        value = -value;
        out[0] = '-';
        sign = value > 0 ? 1 : 0; /* zero has no sign for the reader */
    }
    if (value >= exact_below)
        return sign + put_by_printf(out + sign, value);

    uint64_t whole = (uint64_t)value;
    double scaled = (value - (double)whole) * 0x1p64;
    uint64_t fraction = (uint64_t)scaled; /* of 2^-64 */
    if (scaled == 0)
        return sign + cpts_number_unsigned(out + sign, whole);
    /* The last bit of the double is worth 2^(exponent-53), which must be at least 2^-64. A
     * decimal reads back when it is nearer than half of that; a quarter, below a power of two. */
    int exponent;
    bool is_power_of_two = frexp(value, &exponent) == 0.5;
    if (exponent < -9)
        return sign + put_by_printf(out + sign, value);
    uint64_t reach = (uint64_t)1 << (exponent + (is_power_of_two ? 9 : 10));

    uint64_t scale = 1;
    for (int digits = 0; digits < 19; digits++, scale *= 10) {
        uint128 product = (uint128)fraction * scale;
        uint64_t decimals = (uint64_t)(product >> 64), rest = (uint64_t)product;
        uint64_t error = rest;
        if (rest >> 63) {
            decimals++;
            error = 0 - rest;
        }
        if (error >= (uint128)reach * scale)
            continue;
        if (decimals == scale) {
            whole++;
            decimals = 0;
        }
        size_t length = sign + cpts_number_unsigned(out + sign, whole);
        return length + put_decimals(out + length, decimals, digits);
    }
    return sign + put_by_printf(out + sign, value);
}

/* ---- for people -------------------------------------------------------------------------- */

static void take_separator(char *out, size_t size, const char *from, const char *to)
{
    size_t length = to > from ? (size_t)(to - from) : 0;
    if (length >= size)
        length = 0;
    memcpy(out, from, length);
    out[length] = '\0';
}

struct number_style cpts_number_style(void)
{
    struct number_style style = {",", "."};
    /* TRANSLATORS: write this sample number as your language does; only its separators are used */
    const char *sample = _("number format: 1,234.5");
    const char *one = strchr(sample, '1');
    const char *two = one ? strchr(one, '2') : NULL;
    const char *four = two ? strchr(two, '4') : NULL;
    const char *five = four ? strchr(four, '5') : NULL;
    if (five) {
        take_separator(style.thousands, sizeof style.thousands, one + 1, two);
        take_separator(style.decimal, sizeof style.decimal, four + 1, five);
    }
    return style;
}

char *cpts_number_text(char *out, size_t size, const struct number_style *style, double value,
                       int decimals)
{
    char plain[352];
    int length = snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    size_t digits = strspn(plain, "0123456789");
    bool is_zero = strspn(plain, "0.,") == (size_t)length;
    size_t used = 0;
    for (size_t i = 0; i < (size_t)length; i++) {
        const char *before = "";
        if (i == 0)
            before = value < 0 && !is_zero ? "-" : "";
        else if (i < digits && (digits - i) % 3 == 0)
            before = style->thousands;
        bool is_point = i == digits;
        int written = snprintf(out + used, size - used, "%s%.*s",
                               is_point ? style->decimal : before, is_point ? 0 : 1, plain + i);
        if (written < 0 || (size_t)written >= size - used)
            break;
        used += (size_t)written;
    }
    return out;
}
