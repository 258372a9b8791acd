/*
 * Opening. A GeoPackage in WAL mode makes SQLite create files beside it, even for a reader:
 *   no change pending, nobody has it open   opened as immutable: nothing is created
 *   a program has it open (FILE-shm exists) opened as usual: the files are there already
 *   changes left by a program that died     a copy is read, in the temporary folder
 */
#include "input/sources/opened.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ctype.h>
#include <gdal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "input/sources/connection.h"
#include "input/sources/formats.h"
#include "input/sources/gdal_session.h"
#include "input/sources/guard.h"
#include "input/sources/json_rows.h"
#include "input/sources/partial.h"
#include "input/sources/refusal.h"
#include "input/sources/text.h"
#include "input/sources/unpacking.h"
#include "input/sources/workbook.h"

static const char *const file_drivers[] = {"GPKG",           "GeoJSON", "GeoJSONSeq", "FlatGeobuf",
                                           "ESRI Shapefile", "SQLite",  "XLSX",       NULL};
static const char *const server_drivers[] = {"PostgreSQL", NULL};

enum { MAX_ZIP_MEMBERS = 64 };

static bool has_prefix(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* GDAL's own names for what is not a plain file: of the network, of archives, of subfiles. A folder
 * that is merely called so, /srv/vsigeo/, is a folder. */
static bool is_virtual(const char *path)
{
    if (!has_prefix(path, "/vsi"))
        return false;
    char **prefixes = VSIGetFileSystemsPrefixes();
    bool found = false;
    for (int i = 0; prefixes && prefixes[i] && !found; i++) {
        const size_t length = strcspn(prefixes[i] + 1, "/?") + 1; /* "/vsicurl/" and "/vsicurl?" */
        const unsigned char next = (unsigned char)path[length];
        found = strncasecmp(path, prefixes[i], length) == 0 && !isalnum(next) && next != '_';
    }
    CSLDestroy(prefixes);
    return found;
}

/* Past "GeoJSON:", "file:" and the like, with which drivers let another name begin; NULL: past
 * nothing. */
static const char *after_prefix(const char *path)
{
    const size_t length = strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789_- ");
    return length && path[length] == ':' ? path + length + 1 : NULL;
}

/* A path of the local file system, or into an archive of it: nothing else, whatever GDAL can. */
static bool is_local(const char *path)
{
    if (has_prefix(path, "/vsimem/"))
        return true;
    if (strstr(path, "://") || path[0] == '{')
        return false;
    if (has_prefix(path, "/vsizip/"))
        path += strlen("/vsizip/");
    for (const char *rest = path; rest; rest = after_prefix(rest))
        if (is_virtual(rest + strspn(rest, "\"'{ ")))
            return false;
    return true;
}

/* PATH|layername=LAYER. */
static cpts_status split(struct opened *source, cpts_context *context, struct arena *arena,
                         const char *spec)
{
    char *path = cpts_arena_string(arena, spec), *shown = cpts_source_shown(arena, spec);
    if (!path || !shown)
        return cpts_fail_memory(context);
    char *bar = cpts_is_connection(path) ? strstr(path, "|layername=") : strchr(path, '|');
    if (bar) {
        *bar = '\0';
        if (!has_prefix(bar + 1, "layername=") || !bar[1 + strlen("layername=")])
            return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                             _("'%s': after the bar, layername=LAYER is expected"), shown);
        source->wanted_layer = bar + 1 + strlen("layername=");
    }
    source->spec = spec;
    source->path = path;
    source->file = cpts_source_shown(arena, path);
    return source->file ? CPTS_OK : cpts_fail_memory(context);
}

static cpts_status check_file(const struct opened *source, cpts_context *context)
{
    VSIStatBufL facts;
    if (!*source->path)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("a source has an empty name"));
    if (!is_local(source->path))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: sources are files on this machine or a PostgreSQL database "
                           "(PG:...); download it first"),
                         source->file);
    if (strcmp(source->path, "-") == 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("the standard input cannot be a source: name a file"));
    if (VSIStatL(source->path, &facts) != 0)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s does not exist, or its folder cannot be read"), source->file);
    bool is_ours = is_virtual(source->path); /* in an archive, or in memory */
    if (!is_ours && !VSI_ISDIR(facts.st_mode) && !S_ISREG(facts.st_mode))
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s is not a file"), source->file);
    if (!VSI_ISDIR(facts.st_mode) && facts.st_size == 0)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s is an empty file"), source->file);
    if (is_ours)
        return CPTS_OK;
    if (access(source->path, R_OK) != 0)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s may not be read by this user; change its permissions"),
                         source->file);
    return CPTS_OK;
}

static bool copy_file(const char *from, const char *folder, const char *name)
{
    const char *to = CPLFormFilename(folder, name, NULL);
    return CPLCopyFile(to, from) == 0;
}

/* See the head of the file. */
static cpts_status settle_wal(struct opened *source, cpts_context *context, struct arena *arena)
{
    char head[20] = "";
    VSILFILE *file = VSIFOpenL(source->path, "rb");
    size_t read = file ? VSIFReadL(head, 1, sizeof head, file) : 0;
    if (file)
        VSIFCloseL(file);
    if (read < sizeof head || memcmp(head, "SQLite format 3", 16) != 0 || head[18] != 2)
        return CPTS_OK;
    const char *wal = cpts_arena_format(arena, "%s-wal", source->path);
    const char *shared = cpts_arena_format(arena, "%s-shm", source->path);
    if (!wal || !shared)
        return cpts_fail_memory(context);
    VSIStatBufL facts;
    if (VSIStatL(shared, &facts) == 0) {
        /* The other program may move its changes into the file at any time; what is read here is
         * one state of it all the same. */
        source->facts.known = false;
        return CPTS_OK;
    }
    if (VSIStatL(wal, &facts) != 0 || facts.st_size == 0) {
        source->immutable = true;
        return CPTS_OK;
    }
    const char *base = getenv("TMPDIR");
    char *folder = cpts_arena_format(arena, "%s/cpts-XXXXXX", base && *base ? base : "/tmp");
    if (!folder)
        return cpts_fail_memory(context);
    if (!mkdtemp(folder))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s holds changes that another program has not finished writing, and "
                           "no temporary folder can be made to read a copy; open and close it in "
                           "QGIS"),
                         source->file);
    source->copy_folder = folder;
    const char *name = cpts_text_file_name(source->path);
    const char *copy = cpts_arena_format(arena, "%s/%s", folder, name);
    if (!copy)
        return cpts_fail_memory(context);
    if (!copy_file(source->path, folder, name) || !copy_file(wal, folder, cpts_text_file_name(wal)))
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be copied to %s for reading"),
                         source->file, folder);
    cpts_log(context, CPTS_VERBOSE,
             _("%s: another program left unfinished changes beside it; a copy is read"),
             source->file);
    source->path = copy;
    return CPTS_OK;
}

static bool is_json(const struct opened *source)
{
    const char *extension = CPLGetExtension(source->path);
    return strcasecmp(extension, "geojson") == 0 || strcasecmp(extension, "json") == 0;
}

static GDALDatasetH open_dataset(const struct opened *source)
{
    /* GDAL leaves out the tables without geometry, which lists of codes are. */
    static const char *const all_tables[] = {"LIST_ALL_TABLES=YES", NULL};
    /* {"cpts": {"nom": ...}} becomes a field of its own, cpts_nom. */
    static const char *const flat[] = {"FLATTEN_NESTED_ATTRIBUTES=YES", NULL};
    /* Of a GeoPackage too, as soon as one of them is registered and another is not. */
    static const char *const of_base[] = {"LIST_ALL_TABLES=YES", "IMMUTABLE=YES", NULL};
    const bool server = cpts_is_connection(source->path);
    const char *extension = CPLGetExtension(source->path);
    return GDALOpenEx(source->path, GDAL_OF_VECTOR | GDAL_OF_READONLY,
                      server ? server_drivers : file_drivers,
                      source->immutable                              ? of_base
                      : server || strcasecmp(extension, "gpkg") == 0 ? all_tables
                      : is_json(source)                              ? flat
                                                                     : NULL,
                      NULL);
}

/* OGR reads a workbook that is in an archive only once it is a file. */
static cpts_status unpack_spreadsheet(struct opened *source, cpts_context *context,
                                      struct arena *arena)
{
    if (!has_prefix(source->path, "/vsizip/"))
        return CPTS_OK;
    const char *from = source->path;
    source->made = cpts_arena_format(arena, "/vsimem/cpts-%p/%s", (const void *)from,
                                     cpts_text_file_name(from));
    if (!source->made)
        return cpts_fail_memory(context);
    source->path = source->made;
    return CPLCopyFile(source->made, from) == 0
               ? CPTS_OK
               : cpts_source_cannot_open(source, context, cpts_gdal_failure());
}

/* What OGR does not open may be rows of JSON other than GeoJSON. */
static void open_rows(struct opened *source, struct arena *arena)
{
    source->made = is_json(source) ? cpts_json_rows(arena, source->path) : NULL;
    if (!source->made)
        return;
    source->path = source->made;
    source->dataset = open_dataset(source);
}

/* The layers and tables read, among the files of an archive or a folder. */
static const char source_extensions[] =
    "gpkg geojson json geojsonl fgb shp sqlite db csv tsv txt xlsx xlsm ods xls";

/* What macOS puts beside each file of an archive, under the same extension. */
static bool is_of_finder(const char *member)
{
    return strncmp(cpts_text_file_name(member), "._", 2) == 0;
}

/* The text that describes the other files: it would be taken for a table that declares nothing. */
static bool is_read_me(const char *member)
{
    static const char *const names[] = {" lisezmoi ",    " lisez moi ", " a lire ",
                                        " readme ",      " read me ",   " licen",
                                        " metadonnees ", " metadata ",  " notice "};
    char words[64];
    cpts_text_words(words, sizeof words, cpts_text_file_name(member));
    return cpts_has_extension(member, "txt") &&
           cpts_text_begins_with_any(words, names, sizeof names / sizeof *names);
}

/* A .dbf without its .shp is a table. */
static bool is_table(const char *path)
{
    VSIStatBufL facts;
    return cpts_has_extension(path, "dbf") &&
           VSIStatL(CPLResetExtension(path, "shp"), &facts) != 0 &&
           VSIStatL(CPLResetExtension(path, "SHP"), &facts) != 0;
}

/* Whether a file of an archive is read. */
static bool is_source(const char *path)
{
    return is_table(path) || (cpts_has_extension(path, source_extensions) && !is_read_me(path));
}

/* What an archive holds beside what is read, such as KML, would be taken for nothing. */
static cpts_status refuse_unread(const struct opened *archive, cpts_context *context,
                                 const char *root, const char *member, const char *path)
{
    bool is_document = true;
    const char *advice = is_read_me(member) ? "" : cpts_format_advice(path, &is_document);
    if (advice && !is_document)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s holds %s, which is not read: it is %s; to read a file without the "
                           "others, name it: %s/FILE"),
                         archive->file, member, advice, root);
    if (advice)
        cpts_log(context, CPTS_NORMAL, _("%s: %s is not read"), archive->file, member);
    return CPTS_OK;
}

/* OGR reads the Shapefiles of a folder, and would leave out what stands beside them. */
static cpts_status check_folder(const struct opened *source, cpts_context *context,
                                struct arena *arena)
{
    char **members = VSIReadDir(source->path);
    bool has_shapes = false;
    for (int i = 0; members && members[i]; i++)
        has_shapes |= cpts_has_extension(members[i], "shp");
    cpts_status status = CPTS_OK;
    for (int i = 0; has_shapes && members[i] && status == CPTS_OK; i++) {
        const char *path = cpts_arena_format(arena, "%s/%s", source->path, members[i]);
        bool is_document = false;
        if (!path)
            status = cpts_fail_memory(context);
        else if (!is_of_finder(path) && !cpts_has_extension(path, "shp txt") &&
                 (cpts_has_extension(path, source_extensions) || is_table(path) ||
                  (cpts_format_advice(path, &is_document) && !is_document)))
            status = cpts_fail(context, CPTS_ERROR_INPUT,
                               _("of the folder %s only Shapefiles are read, and %s stands beside "
                                 "them: name the files to read"),
                               source->file, members[i]);
    }
    CSLDestroy(members);
    return status;
}

/* "/vsizip/" archives come here member by member. */
static cpts_status open_one(struct opened *source, cpts_context *context, struct arena *arena,
                            opened_fn each, void *user)
{
    bool server = cpts_is_connection(source->path);
    source->facts = cpts_file_facts(source->path);
    cpts_status status = server ? CPTS_OK : check_file(source, context);
    if (status == CPTS_OK && !server)
        status = check_folder(source, context, arena);
    source->is_csv = !server && cpts_has_extension(source->path, "csv tsv txt");
    source->is_spreadsheet = !server && cpts_has_extension(source->path, "xlsx xlsm ods xls");
    if (status == CPTS_OK && source->is_spreadsheet)
        status = cpts_source_check_spreadsheet(source, context);
    if (status == CPTS_OK && source->is_spreadsheet)
        status = cpts_unpacking_check_spreadsheet(context, source->path, source->file);
    if (status == CPTS_OK && source->is_spreadsheet)
        status = unpack_spreadsheet(source, context, arena);
    if (status == CPTS_OK && !server && !source->is_csv)
        status = settle_wal(source, context, arena);
    if (status == CPTS_OK && !server)
        status = cpts_source_guard(context, arena, source);
    if (status == CPTS_OK && source->is_spreadsheet)
        status = cpts_workbook_read(&source->book, context, source->path, source->file);
    if (status == CPTS_OK && !source->is_csv && !(source->book && source->book->holds_rows)) {
        cpts_gdal_clear();
        source->dataset = open_dataset(source);
        if (!source->dataset)
            open_rows(source, arena);
        if (!source->dataset)
            status = cpts_source_cannot_open(source, context, cpts_gdal_failure());
        else if (!server)
            status = cpts_partial_refuse(context, source);
    }
    if (status == CPTS_OK)
        status = each(user, source);
    else
        cpts_close(source);
    return status;
}

static cpts_status open_archive(const struct opened *archive, cpts_context *context,
                                struct arena *arena, opened_fn each, void *user)
{
    const char *root = has_prefix(archive->path, "/vsizip/")
                           ? archive->path
                           : cpts_arena_format(arena, "/vsizip/%s", archive->path);
    char **members = root ? VSIReadDirRecursive(root) : NULL;
    cpts_status status = root ? cpts_unpacking_check_archive(context, root, archive->file)
                              : cpts_fail_memory(context);
    int opened = 0;
    for (int i = 0; status == CPTS_OK && members && members[i]; i++) {
        if (is_of_finder(members[i]))
            continue;
        struct opened member = *archive;
        member.path = cpts_arena_format(arena, "%s/%s", root, members[i]);
        member.file = member.path;
        if (!member.path) {
            status = cpts_fail_memory(context);
            break;
        }
        if (!is_source(member.path)) {
            status = refuse_unread(archive, context, root, members[i], member.path);
            continue;
        }
        if (++opened > MAX_ZIP_MEMBERS) {
            status = cpts_fail(context, CPTS_ERROR_INPUT,
                               _("%s holds over %d files; name one: /vsizip/%s/FILE"),
                               archive->file, MAX_ZIP_MEMBERS, archive->file);
            break;
        }
        status = open_one(&member, context, arena, each, user);
    }
    CSLDestroy(members);
    if (status == CPTS_OK && opened == 0)
        status =
            cpts_fail(context, CPTS_ERROR_INPUT,
                      _("%s is not a zip archive, or holds no file in a supported format (%s)"),
                      archive->file, CPTS_FORMATS);
    return status;
}

cpts_status cpts_source_open(cpts_context *context, struct arena *arena, const char *spec,
                             enum role given, opened_fn each, void *user)
{
    struct opened source = {.given = given};
    cpts_status status = split(&source, context, arena, spec);
    if (status != CPTS_OK)
        return status;
    if (!cpts_is_connection(source.path) && cpts_has_extension(source.path, "zip")) {
        status = check_file(&source, context);
        return status == CPTS_OK ? open_archive(&source, context, arena, each, user) : status;
    }
    return open_one(&source, context, arena, each, user);
}

void cpts_close(struct opened *source)
{
    if (source->dataset)
        GDALClose(source->dataset);
    source->dataset = NULL;
    if (source->made)
        VSIUnlink(source->made);
    source->made = NULL;
    cpts_workbook_free(source->book);
    source->book = NULL;
    if (source->copy_folder)
        CPLUnlinkTree(source->copy_folder);
    source->copy_folder = NULL;
}
