#include "output/layers/styles.h"

#include <sys/stat.h>

#include "output/file.h"
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

static void add_line(struct bytes *out, const char *line)
{
    for (const char *open; (open = strstr(line, "@{"));) {
        const size_t length = strcspn(open + 2, "}");
        char message[128];
        snprintf(message, sizeof message, "%.*s", (int)length, open + 2);
        cpts_bytes_add(out, line, (size_t)(open - line));
        cpts_style_text(out, _(message));
        line = open + 2 + length + 1;
    }
    cpts_bytes_text(out, line);
}

bool cpts_style(struct bytes *out, const char *name)
{
    for (size_t s = 0; s < sizeof styles / sizeof *styles; s++)
        for (const char *const *line = styles[s].lines; strcmp(styles[s].name, name) == 0 && *line;
             line++)
            add_line(out, *line);
    cpts_bytes_add(out, "", 1);
    return !out->is_short;
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
    if (path.is_short || !cpts_style(&qml, "conflicts"))
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
