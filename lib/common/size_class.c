#include "common/size_class.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cause.h"
#include "common/memory.h"

#define LINE_BYTES 1024

/* shapes/size-classes.csv as it ships; a test holds the two together. */
static const struct size_classes shipped = {
    4, {0, 40000, 80000, 175001}, {220000, 287000, 370000, 450000}, "ACI CPTS", "2019-06-20"};

/* Where the columns that a table may have stand; 0: it has none. */
struct columns {
    size_t ceiling, source, date;
};

static size_t column_of(const char *header, const char *name)
{
    size_t column = 0;
    for (const char *at = header; *at; at += *at == ',', column++) {
        const size_t length = strcspn(at, ",\r\n");
        if (length == strlen(name) && strncmp(at, name, length) == 0)
            return column;
        at += length;
        if (*at != ',')
            break;
    }
    return 0;
}

/* The cell of a column; "" when there is no such column. */
static const char *cell_of(const char *line, size_t column)
{
    for (size_t i = 0; i < column; i++) {
        line += strcspn(line, ",");
        if (!*line++)
            return "";
    }
    return column ? line : "";
}

static void read_text(char *out, size_t size, const char *line, size_t column)
{
    const char *cell = cell_of(line, column);
    snprintf(out, size, "%.*s", (int)strcspn(cell, ",\r\n"), cell);
}

/* The figure of a column, NaN when the cell is empty; false when it is not a figure. */
static bool read_ceiling(double *out, const char *line, size_t column)
{
    *out = NAN;
    line = cell_of(line, column);
    if (strchr(",\r\n", *line))
        return true;
    char *end = NULL;
    *out = (double)strtoull(line, &end, 10);
    return *line >= '0' && *line <= '9' && strchr(",\r\n", *end) && *out <= 1e12;
}

/* "2,40000,…": the class must be the next one, its threshold above the last. */
static bool add_line(struct size_classes *classes, const char *line, const struct columns *at)
{
    char *end = NULL;
    const size_t count = classes->count;
    const unsigned long class_number = strtoul(line, &end, 10);
    if (end == line || *end != ',' || class_number != count + 1 || count == CPTS_SIZE_CLASSES_MOST)
        return false;
    const char *threshold = end + 1;
    const unsigned long long from = strtoull(threshold, &end, 10);
    const bool is_number = *threshold >= '0' && *threshold <= '9';
    if (!is_number || !strchr(",\r\n", *end) || from > 1000000000000ULL ||
        (count && !((double)from > classes->from_inhabitants[count - 1])))
        return false;
    if (!read_ceiling(&classes->yearly_ceiling_eur[count], line, at->ceiling))
        return false;
    if (!count) {
        read_text(classes->source, sizeof classes->source, line, at->source);
        read_text(classes->date, sizeof classes->date, line, at->date);
    }
    classes->from_inhabitants[count] = (double)from;
    classes->count++;
    return true;
}

/* The number of the first line that is wrong; 0 when all are right. */
static size_t read_lines(struct size_classes *classes, FILE *stream)
{
    char line[LINE_BYTES];
    bool has_header = false;
    struct columns at = {0};
    size_t number = 0;
    while (fgets(line, sizeof line, stream)) {
        number++;
        const size_t length = strlen(line);
        if (length + 1 == sizeof line && line[length - 1] != '\n')
            return number;
        if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
            continue;
        if (!has_header)
            at = (struct columns){column_of(line, "yearly_ceiling_eur"), column_of(line, "source"),
                                  column_of(line, "date")};
        else if (!add_line(classes, line, &at))
            return number;
        has_header = true;
    }
    return classes->count ? 0 : number + 1;
}

cpts_status cpts_size_classes_load(struct size_classes *out, cpts_context *context,
                                   const char *path)
{
    if (!path || !*path)
        path = getenv("CPTS_SIZE_CLASSES");
    if (!path || !*path) {
        *out = shipped;
        return CPTS_OK;
    }
    *out = (struct size_classes){0};
    char room[CPTS_CAUSE_ROOM];
    FILE *stream = fopen(path, "re");
    if (!stream)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("cannot read the size classes of %s: %s; correct --size-classes or "
                           "CPTS_SIZE_CLASSES"),
                         path, cpts_cause(room, errno));
    const size_t wrong = read_lines(out, stream);
    const bool is_broken = ferror(stream);
    fclose(stream);
    if (is_broken)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("cannot read the size classes of %s"), path);
    if (wrong)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s, line %zu: not a size class; write class,from_inhabitants with "
                           "classes 1, 2, 3… and rising thresholds"),
                         path, wrong);
    return CPTS_OK;
}

size_t cpts_size_class(const struct size_classes *classes, double population, size_t unknown_units)
{
    if (unknown_units)
        return 0;                                 /* what is known of it may be little */
    const double inhabitants = round(population); /* parts of units give parts of people */
    size_t class_number = 0;
    while (class_number < classes->count && inhabitants >= classes->from_inhabitants[class_number])
        class_number++;
    return class_number;
}

double cpts_size_class_ceiling(const struct size_classes *classes, size_t size_class)
{
    return size_class ? classes->yearly_ceiling_eur[size_class - 1] : NAN;
}
