#include "outputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "files_read.h"

/* What the folder of CPTS_FORMAT_CSV receives. */
static const char *const csv_tables[] = {"units.csv", "perimeters.csv", "groups.csv",
                                         "indicators.csv", "against.csv"};

static char *join(const char *folder, const char *between, const char *name)
{
    const size_t size = strlen(folder) + strlen(between) + strlen(name) + 1;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s%s", folder, between, name);
    return path;
}

static bool add(struct outputs *outputs, cpts_format format, const char *folder,
                const char *between, const char *name)
{
    char *path = join(folder, between, name);
    if (!path)
        return false;
    outputs->items[outputs->count++] = (struct output){format, path};
    return true;
}

static bool list_files(struct outputs *outputs, const struct options *options)
{
    for (int f = CPTS_FORMAT_TEXT + 1; f < CPTS_FORMAT_COUNT; f++) {
        const cpts_format format = (cpts_format)f;
        const char *schema = format == CPTS_FORMAT_POSTGIS ? options->schema : NULL;
        if (options->files[f] && !add(outputs, format, options->files[f], schema ? "|schema=" : "",
                                      schema ? schema : ""))
            return false;
        const char *name = options->folder ? outputs->product->standard_name(format) : NULL;
        if (name && !add(outputs, format, options->folder, *name ? "/" : "", name))
            return false;
    }
    outputs->folder = options->folder;
    return true;
}

static bool is_stdout(const struct output *output)
{
    return strcmp(output->path, "-") == 0;
}

static bool check_stdout(struct outputs *outputs, const struct command *command,
                         const struct options *options, FILE *err)
{
    size_t takers = 0;
    if (options->folder && strcmp(options->folder, "-") == 0)
        return cli_usage_error(err, command, _("-o writes several files; name a folder, not -"));
    for (size_t i = 0; i < outputs->count; i++) {
        if (!is_stdout(&outputs->items[i]))
            continue;
        if (outputs->items[i].format == CPTS_FORMAT_CSV)
            return cli_usage_error(err, command,
                                   _("--csv writes several files; name a folder, not -"));
        if (outputs->items[i].format == CPTS_FORMAT_SHEETS)
            return cli_usage_error(err, command,
                                   _("--sheets writes several files; name a folder, not -"));
        takers++;
    }
    if (takers > 1)
        return cli_usage_error(err, command,
                               _("two outputs on standard output; name a file for one of them"));
    outputs->on_stdout = takers == 1;
    return true;
}

/* ---- what would be overwritten ---------------------------------------------------------- */

static bool is_database(const struct output *output)
{
    return output->format == CPTS_FORMAT_POSTGIS;
}

/* What a conflict map has beside it. */
#define MAP_STYLE ".qml"

static const char *source_of(const struct output *output, const struct command *command,
                             const struct options *options)
{
    const char *source = cli_file_read(command, options, output->path);
    for (size_t i = 0;
         !source && output->format == CPTS_FORMAT_CSV && i < sizeof csv_tables / sizeof *csv_tables;
         i++) {
        char *table = join(output->path, "/", csv_tables[i]);
        source = table ? cli_file_read(command, options, table) : NULL;
        free(table);
    }
    if (!source && output->format == CPTS_FORMAT_GEOJSON) {
        const char *name = strrchr(output->path, '/'),
                   *dot = strrchr(name ? name : output->path, '.');
        const size_t stem = dot ? (size_t)(dot - output->path) : strlen(output->path);
        char *style = malloc(stem + sizeof MAP_STYLE);
        if (style) {
            memcpy(style, output->path, stem);
            memcpy(style + stem, MAP_STYLE, sizeof MAP_STYLE);
            source = cli_file_read(command, options, style);
        }
        free(style);
    }
    return source;
}

/* In a folder that is there, what has a name of a layer is replaced. */
static const char *source_in_folder(const char *folder, const struct command *command,
                                    const struct options *options)
{
    const char *source = NULL;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && !source && (entry = readdir(entries));) {
        char *path = entry->d_name[0] == '.' ? NULL : join(folder, "/", entry->d_name);
        source = path ? cli_file_read(command, options, path) : NULL;
        free(path);
    }
    if (entries)
        closedir(entries);
    return source;
}

/* The end of the name says what layers are, and whether they are a folder. */
static bool check_layers(const struct command *command, const struct options *options, FILE *err)
{
    const char *path = options->files[CPTS_FORMAT_LAYERS], *source = NULL;
    bool is_folder;
    if (!path)
        return true;
    if (!cpts_layers_find(&is_folder, path))
        return cli_usage_error(err, command,
                               _("--layers: '%s' must end in .fgb, .shp, .sqlite or .gpkg"), path);
    if (is_folder)
        source = source_in_folder(path, command, options);
    return !source || cli_usage_error(err, command,
                                      _("writing '%s' would overwrite the source '%s'; choose "
                                        "another name"),
                                      path, source);
}

/* The end of the name says what a map is; it is looked at here, before anything is read. */
static bool check_printed(const struct outputs *outputs, const struct command *command, FILE *err)
{
    static const char *const ends[] = {".pdf", ".svg", ".png"};
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *output = &outputs->items[i];
        const size_t length = strlen(output->path);
        const char *end = output->path + (length > 4 ? length - 4 : length);
        bool is_known = false;
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
            is_known = is_known || strcasecmp(end, ends[e]) == 0;
        if (output->format == CPTS_FORMAT_MAP && !is_known)
            return cli_usage_error(err, command, _("--map: '%s' must end in .pdf, .svg or .png"),
                                   output->path);
    }
    return true;
}

static bool check_collisions(const struct outputs *outputs, const struct command *command,
                             const struct options *options, FILE *err)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *output = &outputs->items[i];
        for (size_t j = 0; j < i; j++)
            if (outputs->items[j].format != output->format &&
                cli_same_place(outputs->items[j].path, output->path))
                return cli_usage_error(err, command,
                                       _("two outputs would be written in '%s'; name another "
                                         "file for one of them"),
                                       output->path);
        if (is_stdout(output) || is_database(output))
            continue;
        const char *source = source_of(output, command, options);
        if (source)
            return cli_usage_error(
                err, command,
                _("writing '%s' would overwrite the source '%s'; choose another name"),
                output->path, source);
    }
    return true;
}

static bool check_database(const struct command *command, const struct options *options, FILE *err)
{
    const char *connection = options->files[CPTS_FORMAT_POSTGIS];
    if (connection && !cpts_postgis_find(connection))
        return cli_usage_error(err, command,
                               _("--postgis takes a connection as GDAL writes it, for example "
                                 "PG:service=ars or PG:dbname=region"));
    if (options->schema && !connection)
        return cli_usage_error(err, command, _("--schema is of --postgis, which is missing"));
    if (options->schema && !*options->schema)
        return cli_usage_error(err, command, _("--schema is empty; name a schema"));
    return true;
}

int cli_outputs_plan(struct outputs *outputs, const struct product *product,
                     const struct command *command, const struct options *options, FILE *err)
{
    *outputs =
        (struct outputs){.product = product, .tables = "units.csv, perimeters.csv, groups.csv"};
    if (!list_files(outputs, options)) {
        fprintf(err, "%s: %s\n", PROGRAM, _("out of memory"));
        return NOT_CHECKED;
    }
    const bool is_good =
        check_database(command, options, err) && check_stdout(outputs, command, options, err) &&
        check_printed(outputs, command, err) && check_layers(command, options, err) &&
        check_collisions(outputs, command, options, err);
    return is_good ? COMPLIANT : WRONG_USAGE;
}

int cli_outputs_run(struct outputs *outputs, const struct product *product,
                    const struct command *command, const struct options *options, FILE *out,
                    FILE *err, int (*work)(struct session *session, void *user), void *user)
{
    int ended = cli_outputs_plan(outputs, product, command, options, err);
    if (ended == COMPLIANT)
        ended = cli_session_run(options, out, err, work, user);
    cli_outputs_free(outputs);
    return ended;
}

/* ---- writing ---------------------------------------------------------------------------- */

static bool make_folder(const char *folder, struct console *console)
{
    if (mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    const char *reason = strerror(errno);
    cli_console_clear(console);
    fprintf(console->err, PROGRAM ": ");
    fprintf(console->err,
            _("cannot create the folder '%s': check that its parent folder exists, and that you "
              "may write to it (%s)\n"),
            folder, reason);
    return false;
}

static cpts_status write_style(const struct outputs *outputs, const struct output *output,
                               cpts_context *context)
{
    return outputs->product->has_style && output->format == CPTS_FORMAT_GEOJSON
               ? cpts_style_write(context, output->path)
               : CPTS_OK;
}

/* How long a file takes to write, next to reading and checking: of France, on one core. */
static double weight_of(const struct output *output)
{
    switch (output->format) {
    case CPTS_FORMAT_GPKG:
    case CPTS_FORMAT_LAYERS:
    case CPTS_FORMAT_HTML:
        return 0.4;
    case CPTS_FORMAT_GEOJSON:
    case CPTS_FORMAT_JSON:
        return 0.07;
    default:
        return 0.02;
    }
}

static double weight_before(const struct outputs *outputs, size_t end)
{
    double weight = 0;
    for (size_t i = 0; i < end; i++)
        weight += weight_of(&outputs->items[i]);
    return weight;
}

static cpts_status write_some(const struct outputs *outputs, const void *result,
                              cpts_context *context, struct console *console, bool on_stdout)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < outputs->count && status == CPTS_OK; i++) {
        const struct output *output = &outputs->items[i];
        if (!on_stdout)
            cli_console_writing(console, weight_before(outputs, i), weight_of(output),
                                weight_before(outputs, outputs->count));
        if (is_stdout(output) == on_stdout)
            status = outputs->product->write(result, output->format, output->path);
        if (is_stdout(output) == on_stdout && status == CPTS_OK)
            status = write_style(outputs, output, context);
    }
    return status;
}

static cpts_status write_by_threads(const struct outputs *outputs, const void *report,
                                    cpts_context *context, struct console *console)
{
    cpts_output files[sizeof outputs->items / sizeof *outputs->items];
    size_t count = 0;
    for (size_t i = 0; i < outputs->count; i++)
        if (!is_stdout(&outputs->items[i]))
            files[count++] = (cpts_output){outputs->items[i].format, outputs->items[i].path};
    cli_console_writing(console, 0, 1, 1);
    cpts_status status = cpts_report_write_all(report, files, count);
    for (size_t i = 0; i < outputs->count && status == CPTS_OK; i++)
        if (!is_stdout(&outputs->items[i]))
            status = write_style(outputs, &outputs->items[i], context);
    return status;
}

/* A run that dies between two names leaves the rest to the next one: signals wait. */
static cpts_status name_all(struct session *session)
{
    atomic_store(&session->watch.is_naming, true);
    const cpts_status status = cpts_outputs_commit(session->context);
    atomic_store(&session->watch.is_naming, false);
    return status;
}

int cli_outputs_write(const struct outputs *outputs, const void *result, struct session *session)
{
    cpts_context *context = session->context;
    struct console *console = &session->console;
    if (outputs->folder && !make_folder(outputs->folder, console))
        return NOT_CHECKED;
    cpts_status status = cpts_outputs_begin(context);
    if (status == CPTS_OK)
        status = outputs->product->is_report ? write_by_threads(outputs, result, context, console)
                                             : write_some(outputs, result, context, console, false);
    if (status == CPTS_OK)
        status = name_all(session);
    if (status == CPTS_OK) {
        cli_console_clear(console);
        status = write_some(outputs, result, context, console, true);
    }
    const int ended = status == CPTS_OK ? COMPLIANT : cli_session_fail(session, status);
    cpts_outputs_discard(context);
    return ended;
}

/* ---- what was written ------------------------------------------------------------------- */

/* The name in the folder of -o; NULL of what is elsewhere. */
static const char *name_in_folder(const struct outputs *outputs, const struct output *output)
{
    const size_t length = outputs->folder ? strlen(outputs->folder) : 0;
    if (!outputs->folder || strncmp(output->path, outputs->folder, length) != 0)
        return NULL;
    if (!output->path[length])
        return output->format == CPTS_FORMAT_CSV ? outputs->tables : NULL;
    return output->path[length] == '/' ? output->path + length + 1 : NULL;
}

void cli_outputs_say(const struct outputs *outputs, FILE *out)
{
    size_t inside = 0, elsewhere = 0;
    for (size_t i = 0; i < outputs->count; i++) {
        const char *name = name_in_folder(outputs, &outputs->items[i]);
        if (!name)
            continue;
        if (!inside++)
            fprintf(out, _("Written in %s: "), outputs->folder);
        fprintf(out, "%s%s", inside > 1 ? ", " : "", name);
    }
    fputs(inside ? "\n" : "", out);
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *output = &outputs->items[i];
        if (is_stdout(output) || name_in_folder(outputs, output))
            continue;
        /* A connection may hold a password. */
        const char *schema = is_database(output) ? strstr(output->path, "|schema=") : NULL;
        fprintf(out, "%s%s%s", elsewhere++ ? ", " : _("Written: "),
                is_database(output) ? _("PostgreSQL, schema ") : "",
                schema                ? schema + strlen("|schema=")
                : is_database(output) ? "cpts"
                                      : output->path);
    }
    fputs(elsewhere ? "\n" : "", out);
}

int cli_outputs_deliver(const struct outputs *outputs, const void *result, int found,
                        struct session *session)
{
    if (cli_session_interrupted(session))
        return NOT_CHECKED;
    const int written = cli_outputs_write(outputs, result, session);
    if (written != COMPLIANT)
        return written;
    cli_console_clear(&session->console);
    if (!outputs->on_stdout && session->options->verbosity != CPTS_QUIET) {
        const cpts_status status = outputs->product->print(result, session->out);
        if (status != CPTS_OK)
            return cli_session_fail(session, status);
        if (!outputs->count && outputs->product->hint)
            fprintf(session->out, "%s\n", _(outputs->product->hint));
        if (!outputs->product->is_unsaid)
            cli_outputs_say(outputs, session->out);
    }
    return cli_finish(session->out, session->console.err, found);
}

bool cli_outputs_settle(const struct outputs *outputs, cpts_context *context,
                        struct console *console)
{
    cli_console_will_write(console, weight_before(outputs, outputs->count));
    for (size_t i = 0; i < outputs->count; i++) {
        const char *path = outputs->items[i].path, *slash = strrchr(path, '/');
        if (is_database(&outputs->items[i]))
            continue;
        char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
        const bool good = folder && cpts_outputs_settle(context, folder) == CPTS_OK &&
                          cpts_outputs_settle(context, path) == CPTS_OK;
        free(folder);
        if (!good) {
            cli_console_error(console, folder ? cpts_context_message(context) : _("out of memory"));
            return false;
        }
    }
    return true;
}

void cli_outputs_free(struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        free(outputs->items[i].path);
    outputs->count = 0;
}
