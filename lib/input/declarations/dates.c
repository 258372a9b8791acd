#include "input/declarations/dates.h"

#include <stdio.h>
#include <string.h>

static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int days_of(int year, int month)
{
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month_days[month - 1] + (month == 2 && leap);
}

static bool is_month(int year, int month)
{
    return year >= 1900 && year <= 2999 && month >= 1 && month <= 12;
}

static bool set_day(struct date_span *out, int year, int month, int day)
{
    if (!is_month(year, month) || day < 1 || day > days_of(year, month))
        return false;
    out->first = out->last = year * 10000 + month * 100 + day;
    return true;
}

/* Days since 30 December 1899, as spreadsheets count. */
static bool set_serial(struct date_span *out, int days)
{
    int year = 1900, month = 1;
    days -= 2; /* 1 January 1900 is 2 */
    while (days >= 365 + (days_of(year, 2) == 29) && year < 2999)
        days -= 365 + (days_of(year++, 2) == 29);
    while (month < 12 && days >= days_of(year, month))
        days -= days_of(year, month++);
    return set_day(out, year, month, days + 1);
}

/* Numbers parted by '-', '/' or '.', up to a 'T', a space or the end. */
static int read_numbers(const char *text, int numbers[3], int digits[3])
{
    int count = 0;
    while (count < 3) {
        numbers[count] = digits[count] = 0;
        for (; *text >= '0' && *text <= '9' && digits[count] < 5; text++, digits[count]++)
            numbers[count] = numbers[count] * 10 + (*text - '0');
        if (!digits[count++])
            return 0;
        if (!*text || !strchr("-/.", *text))
            break;
        text++;
    }
    bool is_end = !*text || *text == ' ' || *text == 'T';
    /* "46053.0": a number of a spreadsheet. */
    if (count == 2 && digits[0] == 5 && numbers[1] == 0)
        count = 1;
    return is_end ? count : 0;
}

bool cpts_date_read(struct date_span *out, const char *text)
{
    int n[3], digits[3];
    switch (read_numbers(text, n, digits)) {
    case 1:
        if (digits[0] == 5)
            return set_serial(out, n[0]);
        if (digits[0] != 4 || !is_month(n[0], 1))
            return false;
        *out = (struct date_span){n[0] * 10000 + 101, n[0] * 10000 + 1231};
        return true;
    case 2: {
        int year = digits[0] == 4 ? n[0] : n[1], month = digits[0] == 4 ? n[1] : n[0];
        if (!is_month(year, month))
            return false;
        *out = (struct date_span){year * 10000 + month * 100 + 1,
                                  year * 10000 + month * 100 + days_of(year, month)};
        return true;
    }
    case 3:
        return digits[0] == 4 ? set_day(out, n[0], n[1], n[2]) : set_day(out, n[2], n[1], n[0]);
    default:
        return false;
    }
}

bool cpts_date_read_past(struct date_span *out, const char *text)
{
    char whole[16];
    if (strlen(text) != 8 || text[2] != '/' || text[5] != '/')
        return cpts_date_read(out, text);
    snprintf(whole, sizeof whole, "%.6s%s%s", text, strcmp(text + 6, "43") < 0 ? "20" : "19",
             text + 6);
    return cpts_date_read(out, whole);
}
