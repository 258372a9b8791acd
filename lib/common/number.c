/*
 * printf finds the digits of a double in 300 ns, and %.17g writes 0.1 as 0.10000000000000001; a
 * report has hundreds of thousands of them. Nearly all of ours have a fraction that fits 64 bits
 * exactly: then the shortest decimal that reads back as the same double is found with one exact
 * 128-bit product for each decimal tried. The rest goes through printf.
 */
#include "common/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/context.h"

__extension__ typedef unsigned __int128 uint128;

/* ---- for machines ------------------------------------------------------------------------ */

/* Two digits for each division: divisions are what writing a number costs. */
static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233"
                            "34353637383940414243444546474849505152535455565758596061626364656667"
                            "6869707172737475767778798081828384858687888990919293949596979899";

/* The last `count` digits of value, ending before `end`. */
static void put_digits(char *end, uint64_t value, int count)
{
    for (; count >= 2; count -= 2) {
        end -= 2;
        memcpy(end, pairs + 2 * (value % 100), 2);
        value /= 100;
    }
    if (count)
        end[-1] = (char)('0' + value % 10);
}

size_t cpts_number_unsigned(char *out, uint64_t value)
{
    int count = 1;
    for (uint64_t limit = 10; count < 20 && value >= limit; limit *= 10)
        count++;
    put_digits(out + count, value, count);
    return (size_t)count;
}

size_t cpts_number_signed(char *out, int64_t value)
{
    if (value >= 0)
        return cpts_number_unsigned(out, (uint64_t)value);
    out[0] = '-';
    return 1 + cpts_number_unsigned(out + 1, 0u - (uint64_t)value);
}

/* `digits` decimals of value, final zeros left out, with the point before them. */
static size_t put_decimals(char *out, uint64_t value, int digits)
{
    if (!value)
        return 0;
    out[0] = '.';
    put_digits(out + digits + 1, value, digits);
    while (out[digits] == '0')
        digits--;
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

#define MOST_DECIMALS 19
static const uint64_t powers_of_ten[MOST_DECIMALS + 1] = {1,
                                                          10,
                                                          100,
                                                          1000,
                                                          10000,
                                                          100000,
                                                          1000000,
                                                          10000000,
                                                          100000000,
                                                          1000000000,
                                                          10000000000,
                                                          100000000000,
                                                          1000000000000,
                                                          10000000000000,
                                                          100000000000000,
                                                          1000000000000000,
                                                          10000000000000000,
                                                          100000000000000000,
                                                          1000000000000000000,
                                                          10000000000000000000u};

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

/* As printf writes it: from 0.0001 on without an exponent. */
static size_t put_scientific(char *out, uint64_t digits, int count, int exponent)
{
    char text[CPTS_NUMBER_ROOM] = "0.000";
    const bool is_plain = exponent >= -4;
    const size_t zeros = is_plain ? (size_t)(1 - exponent) : 0;
    while (digits % 10 == 0) {
        digits /= 10;
        count--;
    }
    put_digits(text + zeros + count, digits, count);
    if (is_plain) {
        memcpy(out, text, zeros + (size_t)count);
        return zeros + (size_t)count;
    }
    size_t length = 1;
    out[0] = text[0];
    if (count > 1) {
        out[length++] = '.';
        memcpy(out + length, text + 1, (size_t)count - 1);
        length += (size_t)count - 1;
    }
    memcpy(out + length, "e-", 2);
    put_digits(out + length + 4, (uint64_t)-exponent, 2);
    return length + 4;
}

/* A fraction below 2^-9 with the fewest digits from 15 on that read back, as put_by_printf finds
 * them. Down to 2^-30 the products fit 128 bits; what is smaller goes through printf. */
static size_t put_small(char *out, double value)
{
    int binary, decimal = -3;
    const uint64_t mantissa = (uint64_t)(frexp(value, &binary) * 0x1p53);
    for (double limit = 1e-3; value < limit; limit /= 10)
        decimal--;
    for (int count = 15; value >= 0x1p-30 && count <= 17; count++) {
        const int scale = count - 1 - decimal, shift = 53 - binary - scale;
        uint64_t fives = 1;
        for (int i = 0; i < scale; i++)
            fives *= 5;
        const uint128 exact = (uint128)mantissa * fives;
        const uint64_t rest = (uint64_t)exact & (((uint64_t)1 << shift) - 1);
        const uint64_t half = (uint64_t)1 << (shift - 1);
        uint64_t digits = (uint64_t)(exact >> shift);
        digits += rest > half || (rest == half && digits % 2 == 1);
        if (digits < powers_of_ten[count - 1] || digits >= powers_of_ten[count])
            break;
        const uint128 rounded = (uint128)digits << shift;
        const bool is_below = rounded < exact;
        const uint128 off = is_below ? exact - rounded : rounded - exact;
        /* The double before a power of two is half as far away. */
        if (off * (is_below && mantissa == (uint64_t)1 << 52 ? 4 : 2) < fives)
            return put_scientific(out, digits, count, decimal);
    }
    return put_by_printf(out, value);
}

/* The fraction, of 2^-64, rounded to `digits` decimals; false when it is not within `reach`. */
static bool round_fraction(uint64_t *decimals, uint64_t fraction, uint64_t reach, int digits)
{
    const uint64_t scale = powers_of_ten[digits];
    const uint128 product = (uint128)fraction * scale;
    const uint64_t rest = (uint64_t)product;
    const bool is_up = rest >> 63;
    *decimals = (uint64_t)(product >> 64) + is_up;
    return (is_up ? 0 - rest : rest) < (uint128)reach * scale;
}

/* When so many decimals read back, more do too: the fewest are found by halving. */
static int fewest_decimals(uint64_t fraction, uint64_t reach)
{
    uint64_t decimals;
    int too_few = -1, enough = MOST_DECIMALS;
    while (enough - too_few > 1) {
        const int middle = (enough + too_few) / 2;
        if (round_fraction(&decimals, fraction, reach, middle))
            enough = middle;
        else
            too_few = middle;
    }
    return enough;
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
    const double scaled = (value - (double)whole) * 0x1p64;
    if (scaled == 0)
        return sign + cpts_number_unsigned(out + sign, whole);
    /* The last bit of the double is worth 2^(exponent-53), which must be at least 2^-64. A
     * decimal reads back when it is nearer than half of that; a quarter, below a power of two. */
    int exponent;
    const bool is_power_of_two = frexp(value, &exponent) == 0.5;
    if (exponent < -9)
        return sign + put_small(out + sign, value);
    const uint64_t fraction = (uint64_t)scaled; /* of 2^-64 */
    const uint64_t reach = (uint64_t)1 << (exponent + (is_power_of_two ? 9 : 10));

    uint64_t decimals;
    const int digits = fewest_decimals(fraction, reach);
    if (!round_fraction(&decimals, fraction, reach, digits))
        return sign + put_by_printf(out + sign, value);
    if (decimals == powers_of_ten[digits]) {
        whole++;
        decimals = 0;
    }
    size_t length = sign + cpts_number_unsigned(out + sign, whole);
    return length + put_decimals(out + length, decimals, digits);
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

/* Appends what fits whole. */
static void put_text(char *out, size_t size, size_t *used, const char *text, size_t length)
{
    if (length >= size - *used)
        return;
    memcpy(out + *used, text, length);
    *used += length;
}

/* What "%.*f" prints, exact and half to even; with a point, or the comma of the host's locale. */
static size_t put_fixed(char *out, size_t size, double value, int decimals)
{
    const uint64_t whole = value < 0x1p53 ? (uint64_t)value : 0;
    const double scaled = (value - (double)whole) * 0x1p64;
    const uint64_t fraction = scaled < 0x1p64 ? (uint64_t)scaled : 0; /* of 2^-64 */
    if ((double)fraction != scaled || decimals > MOST_DECIMALS)
        return (size_t)snprintf(out, size, "%.*f", decimals, value);
    const uint128 product = (uint128)fraction * powers_of_ten[decimals];
    const uint64_t rest = (uint64_t)product, half = (uint64_t)1 << 63;
    uint64_t digits = (uint64_t)(product >> 64);
    digits += rest > half || (rest == half && (decimals ? digits : whole) % 2 == 1);
    const bool is_carried = digits == powers_of_ten[decimals];
    size_t length = cpts_number_unsigned(out, whole + is_carried);
    if (decimals) {
        out[length++] = '.';
        put_digits(out + length + decimals, is_carried ? 0 : digits, decimals);
    }
    return length + (size_t)decimals;
}

char *cpts_number_text(char *out, size_t size, const struct number_style *style, double value,
                       int decimals)
{
    char plain[352];
    const size_t length = put_fixed(plain, sizeof plain, fabs(value), decimals);
    plain[length] = '\0';
    const size_t digits = strspn(plain, "0123456789");
    const size_t thousands = strlen(style->thousands);
    size_t used = 0;
    if (value < 0 && strspn(plain, "0.,") < length)
        put_text(out, size, &used, "-", 1);
    for (size_t i = 0; i < digits; i++) {
        if (i && (digits - i) % 3 == 0)
            put_text(out, size, &used, style->thousands, thousands);
        put_text(out, size, &used, plain + i, 1);
    }
    if (digits < length) {
        put_text(out, size, &used, style->decimal, strlen(style->decimal));
        put_text(out, size, &used, plain + digits + 1, length - digits - 1);
    }
    out[used] = 0;
    return out;
}

bool cpts_number_read(double *out, const char *text)
{
    char plain[128];
    const char *point = localeconv()->decimal_point;
    const size_t length = strlen(text), width = strlen(point);
    size_t used = 0;
    if (!length || text[strspn(text, "0123456789+-.eE")] || length + width >= sizeof plain)
        return false;
    for (const char *c = text; *c; c++) {
        if (*c == '.' && used + width < sizeof plain) {
            memcpy(plain + used, point, width);
            used += width;
        } else if (used + 1 < sizeof plain) {
            plain[used++] = *c;
        }
    }
    plain[used < sizeof plain ? used : sizeof plain - 1] = '\0';
    char *end = plain;
    *out = strtod(plain, &end);
    return end != plain && !*end && isfinite(*out);
}
