#include "output/layers/styles.h"

#include <sys/stat.h>

#include "input/region/unit_words.h"
#include "output/file.h"
#include "output/layers/gpkg.h"
#include "output/text/history_text.h"
#include "output/text/words.h"
#include "styles.inc"

void cpts_style_text(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            cpts_bytes_text(out, "&amp;");
            break;
        case '<':
            cpts_bytes_text(out, "&lt;");
            break;
        case '"':
            cpts_bytes_text(out, "&quot;");
            break;
        default:
            cpts_bytes_add(out, text, 1);
        }
    }
}

/* ---- words that stand for the values of a column -------------------------------------------- */

static void add_value(struct bytes *out, unsigned unit_kinds, const char *value, const char *words)
{
    char said[CPTS_SAID_BYTES];
    cpts_bytes_text(out, "<Option type=\"Map\"><Option name=\"");
    cpts_style_text(out, cpts_unit_words(said, sizeof said, unit_kinds, words));
    cpts_bytes_text(out, "\" type=\"QString\" value=\"");
    cpts_style_text(out, value);
    cpts_bytes_text(out, "\"/></Option>\n");
}

static void add_rules(struct bytes *out, unsigned unit_kinds)
{
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        add_value(out, unit_kinds, cpts_rule_name((cpts_rule)r), cpts_rule_title((cpts_rule)r));
}

static void add_severities(struct bytes *out, unsigned unit_kinds)
{
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        add_value(out, unit_kinds, cpts_severity_name((cpts_severity)s),
                  cpts_severity_words((cpts_severity)s));
}

static void add_states(struct bytes *out, unsigned unit_kinds)
{
    for (int s = CPTS_STATE_NEW; s < CPTS_STATE_COUNT; s++)
        add_value(out, unit_kinds, cpts_state_name((cpts_state)s), cpts_state_label((cpts_state)s));
}

static void add_lives(struct bytes *out, unsigned unit_kinds)
{
    for (int l = 0; l <= CPTS_LIFE_ENDED; l++) {
        const char *title = cpts_life_title((cpts_life)l);
        add_value(out, unit_kinds, cpts_life_name((cpts_life)l), *title ? title : _("unknown"));
    }
}

static const struct {
    const char *name;
    void (*add)(struct bytes *out, unsigned unit_kinds);
} value_lists[] = {
    {"rules", add_rules},
    {"severities", add_severities},
    {"states", add_states},
    {"lives", add_lives},
};

/* ---- templates ------------------------------------------------------------------------------ */

/* The length of what stands before the brace that closes a text; braces in it are words for units.
 */
static size_t text_length(const char *text)
{
    size_t length = 0;
    for (int depth = 0; text[length] && (depth || text[length] != '}'); length++)
        depth += (text[length] == '{') - (text[length] == '}');
    return length;
}

/* Between apostrophes it is a text of an expression of QGIS, which doubles those inside. */
static void add_text(struct bytes *out, unsigned unit_kinds, const char *text, size_t length,
                     bool is_quoted)
{
    char message[CPTS_SAID_BYTES], said[CPTS_SAID_BYTES];
    snprintf(message, sizeof message, "%.*s", (int)length, text);
    cpts_unit_words(said, sizeof said, unit_kinds, _(message));
    for (const char *at = said; *at;) {
        const size_t plain = is_quoted ? strcspn(at, "'") + (strchr(at, '\'') != NULL) : strlen(at);
        snprintf(message, sizeof message, "%.*s%s", (int)plain, at,
                 is_quoted && at[plain - 1] == '\'' ? "'" : "");
        cpts_style_text(out, message);
        at += plain;
    }
}

static void add_filling(struct bytes *out, unsigned unit_kinds, const struct filling *fillings,
                        const char *name, size_t length)
{
    for (; fillings->name; fillings++)
        if (strlen(fillings->name) == length && memcmp(fillings->name, name, length) == 0)
            cpts_bytes_text(out, fillings->text);
    for (size_t i = 0; i < sizeof value_lists / sizeof *value_lists; i++)
        if (strlen(value_lists[i].name) == length && memcmp(value_lists[i].name, name, length) == 0)
            value_lists[i].add(out, unit_kinds);
}

static void add_line(struct bytes *out, const char *line, unsigned unit_kinds,
                     const struct filling *fillings)
{
    for (const char *at = line; (at = strchr(at, '@'));) {
        const char *inside = at + 2;
        if (at[1] != '{' && at[1] != '[') {
            at++;
            continue;
        }
        cpts_bytes_add(out, line, (size_t)(at - line));
        const size_t length = at[1] == '{' ? text_length(inside) : strcspn(inside, "]");
        if (at[1] == '{')
            add_text(out, unit_kinds, inside, length, at > line && at[-1] == '\'');
        else
            add_filling(out, unit_kinds, fillings, inside, length);
        at = line = inside + length + 1;
    }
    cpts_bytes_text(out, line);
}

static const char *const *lines_of(const char *name)
{
    for (size_t s = 0; s < sizeof styles / sizeof *styles; s++)
        if (strcmp(styles[s].name, name) == 0)
            return styles[s].lines;
    return NULL;
}

bool cpts_template_exists(const char *name)
{
    return lines_of(name) != NULL;
}

bool cpts_template(struct bytes *out, const char *name, unsigned unit_kinds,
                   const struct filling *fillings)
{
    for (const char *const *line = lines_of(name); *line; line++)
        add_line(out, *line, unit_kinds, fillings);
    cpts_bytes_add(out, "", 1);
    return !out->is_short;
}

void cpts_style_alias(struct bytes *out, unsigned unit_kinds, const char *column, const char *title)
{
    char said[CPTS_SAID_BYTES];
    cpts_bytes_text(out, "<alias field=\"");
    cpts_style_text(out, column);
    cpts_bytes_text(out, "\" name=\"");
    cpts_style_text(out, cpts_unit_words(said, sizeof said, unit_kinds, _(title)));
    cpts_bytes_text(out, "\"/>\n");
}

/* ---- beside a conflict map ------------------------------------------------------------------ */

/* The names of its fields are those of the columns of findings. */
static bool add_map_style(struct bytes *out, unsigned unit_kinds)
{
    struct bytes aliases = {.data = NULL};
    for (const struct gpkg_column *column = cpts_finding_columns; column->name; column++)
        cpts_style_alias(&aliases, unit_kinds, column->name, column->title);
    cpts_bytes_add(&aliases, "", 1);
    const bool done =
        !aliases.is_short &&
        cpts_template(out, "conflicts", unit_kinds,
                      (const struct filling[]){{"aliases", aliases.data}, {.name = NULL}});
    cpts_bytes_free(&aliases);
    return done;
}

/* "dir/map.geojson" gives "dir/map.qml": QGIS looks there. */
static void add_path(struct bytes *out, const char *map_path)
{
    const char *slash = strrchr(map_path, '/');
    const char *name = slash ? slash + 1 : map_path;
    const char *dot = strrchr(name, '.');
    const size_t stem = dot && dot > name ? (size_t)(dot - map_path) : strlen(map_path);
    cpts_bytes_add(out, map_path, stem);
    cpts_bytes_add(out, ".qml", sizeof ".qml");
}

cpts_status cpts_style_write(cpts_context *context, const char *map_path)
{
    struct bytes path = {.data = NULL}, qml = {.data = NULL};
    struct output_file file = {.fd = -1};
    struct stat info;
    cpts_status status = CPTS_OK;
    cpts_begin(context);
    /* The map may still wait for its name. */
    if (strcmp(map_path, "-") == 0 || (stat(map_path, &info) == 0 && !S_ISREG(info.st_mode)))
        return CPTS_OK;
    add_path(&path, map_path);
    if (path.is_short || !add_map_style(&qml, context->map_unit_kinds))
        status = cpts_fail_memory(context);
    else if (lstat(path.data, &info) != 0)
        status = cpts_file_open(&file, context, path.data, FILE_NAMELESS_IF_POSSIBLE);
    if (status == CPTS_OK && file.context) {
        cpts_file_bytes(&file, qml.data, qml.used - 1);
        status = cpts_file_commit(&file);
    }
    cpts_bytes_free(&path);
    cpts_bytes_free(&qml);
    return status;
}
