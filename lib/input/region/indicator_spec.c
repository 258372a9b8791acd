#include "input/region/indicator_spec.h"

#include <stdlib.h>
#include <string.h>

#include "common/number.h"

/* Cells of fewer people are kept secret by French statistics. */
#define SECRET_BELOW 6

enum key { KEY_NONE, KEY_SUM, KEY_MEAN, KEY_WEIGHT, KEY_CODE, KEY_NAME, KEY_SECRET };

struct parsing {
    struct indicator_spec *out;
    cpts_context *context;
    const char *text; /* the whole, for messages */
    enum key key;
    const char *means[SPEC_COLUMNS_AT_MOST]; /* set aside until the sums are all known */
};

static const char *const keys[] = {
    [KEY_SUM] = "sum=",   [KEY_MEAN] = "mean=", [KEY_WEIGHT] = "weight=",
    [KEY_CODE] = "code=", [KEY_NAME] = "name=", [KEY_SECRET] = "secret=",
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static enum key key_of(const char *word)
{
    for (enum key k = KEY_SUM; k < KEY_COUNT; k++)
        if (strncmp(word, keys[k], strlen(keys[k])) == 0)
            return k;
    return KEY_NONE;
}

static cpts_status refuse(const struct parsing *parsing, const char *word)
{
    return cpts_fail(parsing->context, CPTS_ERROR_ARGUMENT,
                     _("--indicators '%s': '%s' is not understood; write FILE,sum=COLUMN,COLUMN,"
                       "mean=COLUMN,weight=COLUMN,code=COLUMN,name=LABEL,secret=N"),
                     parsing->text, word);
}

static cpts_status add_value(struct parsing *parsing, const char *value)
{
    struct indicator_spec *out = parsing->out;
    if (!*value || out->sum_count + out->mean_count == SPEC_COLUMNS_AT_MOST)
        return refuse(parsing, value);
    switch (parsing->key) {
    case KEY_SUM:
        out->columns[out->sum_count++] = value;
        return CPTS_OK;
    case KEY_MEAN:
        parsing->means[out->mean_count++] = value;
        return CPTS_OK;
    case KEY_WEIGHT:
        out->weight = value;
        break;
    case KEY_CODE:
        out->code = value;
        break;
    case KEY_NAME:
        out->name = value;
        break;
    case KEY_SECRET:
        if (!cpts_number_read(&out->secret_below, value) ||
            !(out->secret_below >= 0 && out->secret_below <= 1000))
            return refuse(parsing, value);
        break;
    case KEY_NONE:
        return refuse(parsing, value);
    }
    parsing->key = KEY_NONE; /* these have one value */
    return CPTS_OK;
}

/* Where the source ends: at the first comma with a key after it. */
static char *end_of_source(char *text)
{
    for (char *comma = strchr(text, ','); comma; comma = strchr(comma + 1, ','))
        if (key_of(comma + 1) != KEY_NONE)
            return comma;
    return text + strlen(text);
}

cpts_status cpts_indicator_spec_parse(struct indicator_spec *out, cpts_context *context,
                                      struct arena *arena, const char *text)
{
    struct parsing parsing = {.out = out, .context = context, .text = text};
    char *copy = cpts_arena_string(arena, text);
    *out = (struct indicator_spec){.secret_below = SECRET_BELOW};
    if (!copy)
        return cpts_fail_memory(context);
    char *rest = end_of_source(copy), *word;
    out->source = copy;
    if (*rest)
        *rest++ = '\0';
    cpts_status status = *copy ? CPTS_OK : refuse(&parsing, text);
    while (status == CPTS_OK && *rest && (word = strsep(&rest, ","))) {
        const enum key key = key_of(word);
        if (key != KEY_NONE) {
            parsing.key = key;
            word += strlen(keys[key]);
        }
        status = add_value(&parsing, word);
        if (!rest)
            break;
    }
    for (size_t i = 0; i < out->mean_count && status == CPTS_OK; i++)
        out->columns[out->sum_count + i] = parsing.means[i];
    return status;
}
