#include "input/sources/guard.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "input/sources/base_schema.h"
#include "input/sources/crs_text.h"
#include "input/sources/refusal.h"

/* ---- side files ----------------------------------------------------------------------------- */

static cpts_status check_plain(cpts_context *context, const char *path)
{
    struct stat facts;
    if (stat(path, &facts) != 0 || S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode))
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s is not a file, but stands where the source keeps one; remove it"), path);
}

/* Pipes and devices where a reader looks for files: beside a Shapefile or a base. */
static cpts_status check_beside(cpts_context *context, struct arena *arena, const char *path)
{
    static const char *const replaced[] = {"shp", "shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx",
                                           "idm", "ind", "SHX", "DBF", "PRJ", "CPG", "QIX"};
    static const char *const added[] = {"-wal", "-shm", "-journal", ".aux.xml"};
    const char *name = strrchr(path, '/'), *dot = strrchr(name ? name : path, '.');
    const int stem = (int)(dot ? (size_t)(dot - path) : strlen(path));
    cpts_status status = CPTS_OK;
    for (size_t i = 0; status == CPTS_OK && i < sizeof replaced / sizeof *replaced; i++) {
        const char *side = cpts_arena_format(arena, "%.*s.%s", stem, path, replaced[i]);
        status = side ? check_plain(context, side) : cpts_fail_memory(context);
    }
    for (size_t i = 0; status == CPTS_OK && i < sizeof added / sizeof *added; i++) {
        const char *side = cpts_arena_format(arena, "%s%s", path, added[i]);
        status = side ? check_plain(context, side) : cpts_fail_memory(context);
    }
    return status;
}

/* ---- bases ---------------------------------------------------------------------------------- */

cpts_status cpts_base_refuse(cpts_context *context, const struct base_doubt *doubt,
                             const char *shown)
{
    if (doubt->is_crs)
        return cpts_crs_refuse(context, shown);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s: '%s' is a virtual table, or a view or table that asks for one or for "
                       "a function that is not allowed; it could read other files, so the base is "
                       "refused%s%s%s; copy what you need into plain tables"),
                     shown, doubt->object, *doubt->reason ? " (" : "", doubt->reason,
                     *doubt->reason ? ")" : "");
}

static bool begins_with(const char *path, const char *start, size_t size)
{
    char head[16] = "";
    VSILFILE *file = VSIFOpenL(path, "rb");
    const size_t read = file ? VSIFReadL(head, 1, sizeof head, file) : 0;
    if (file)
        VSIFCloseL(file);
    return read >= size && memcmp(head, start, size) == 0;
}

static bool is_base(const char *path)
{
    return begins_with(path, "SQLite format 3", sizeof "SQLite format 3");
}

/* As a name in an address of SQLite. */
static const char *address_of(struct arena *arena, const char *path, const char *parameters)
{
    static const char digits[] = "0123456789ABCDEF";
    char *escaped = cpts_arena_alloc(arena, strlen(path) * 3 + 1), *out = escaped;
    if (!escaped)
        return NULL;
    for (; *path; path++) {
        const unsigned char byte = (unsigned char)*path;
        const bool is_special = strchr("%?#", *path) != NULL;
        *out++ = is_special ? '%' : *path;
        if (is_special) {
            *out++ = digits[byte >> 4];
            *out++ = digits[byte & 15];
        }
    }
    *out = '\0';
    return cpts_arena_format(arena, "file:%s?%s", escaped, parameters);
}

/* A base inside an archive is looked at in memory; without its journal of changes, which an
 * archive does not hold. */
static int open_unpacked(sqlite3 **base, const char *path)
{
    enum { WRITE_VERSION = 18, READ_VERSION = 19, HEADER = 100 };
    GByte *bytes = NULL;
    vsi_l_offset size = 0;
    int code = sqlite3_open_v2(":memory:", base, SQLITE_OPEN_READWRITE, NULL);
    if (code != SQLITE_OK)
        return code;
    if (!VSIIngestFile(NULL, path, &bytes, &size, -1) || size < HEADER) {
        VSIFree(bytes);
        return SQLITE_CORRUPT;
    }
    bytes[WRITE_VERSION] = bytes[READ_VERSION] = 1;
    unsigned char *copy = sqlite3_malloc64(size);
    if (copy)
        memcpy(copy, bytes, size);
    VSIFree(bytes);
    return copy ? sqlite3_deserialize(*base, "main", copy, (sqlite3_int64)size, (sqlite3_int64)size,
                                      SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
                : SQLITE_NOMEM;
}

static cpts_status check_base(cpts_context *context, struct arena *arena,
                              const struct opened *source)
{
    sqlite3 *base = NULL;
    struct base_doubt doubt = {.code = SQLITE_OK};
    const bool unpacked = strncasecmp(source->path, "/vsi", 4) == 0;
    const char *address =
        address_of(arena, source->path, source->immutable ? "immutable=1" : "mode=ro");
    if (!address)
        return cpts_fail_memory(context);
    doubt.code =
        unpacked ? open_unpacked(&base, source->path)
                 : sqlite3_open_v2(address, &base, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    const bool good = doubt.code == SQLITE_OK && cpts_base_examine(base, &doubt);
    if (!good && !*doubt.object && !*doubt.reason)
        snprintf(doubt.reason, sizeof doubt.reason, "%s", sqlite3_errstr(doubt.code));
    sqlite3_close(base);
    if (good)
        return CPTS_OK;
    if ((doubt.code & 0xFF) == SQLITE_NOMEM)
        return cpts_fail_memory(context);
    return *doubt.object ? cpts_base_refuse(context, &doubt, source->file)
                         : cpts_source_cannot_open(source, context, doubt.reason);
}

/* ---- all ------------------------------------------------------------------------------------ */

static bool is_folder(const char *path)
{
    VSIStatBufL facts;
    return VSIStatL(path, &facts) == 0 && VSI_ISDIR(facts.st_mode);
}

/* ---- Shapefiles ----------------------------------------------------------------------------- */

enum { SHX_HEADER = 100, SHP_RECORD = 8 };

/* How a file begins, and its size. */
struct head {
    unsigned char bytes[32];
    vsi_l_offset size;
    bool exists;
};

static void read_head(struct head *out, const char *path)
{
    memset(out, 0, sizeof *out);
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        return;
    out->exists = VSIFReadL(out->bytes, 1, sizeof out->bytes, file) == sizeof out->bytes &&
                  VSIFSeekL(file, 0, SEEK_END) == 0;
    out->size = out->exists ? VSIFTellL(file) : 0;
    VSIFCloseL(file);
}

/* The file beside a Shapefile with this extension, in small or capital letters. Its path; NULL when
 * memory is short. */
static const char *read_beside(struct head *out, struct arena *arena, const char *path,
                               const char *lower, const char *upper)
{
    const char *beside = cpts_arena_string(arena, CPLResetExtension(path, lower));
    if (!beside)
        return NULL;
    read_head(out, beside);
    if (out->exists)
        return beside;
    beside = cpts_arena_string(arena, CPLResetExtension(path, upper));
    if (beside)
        read_head(out, beside);
    return beside;
}

static unsigned long big_endian(const unsigned char *bytes)
{
    return (unsigned long)bytes[0] << 24 | (unsigned long)bytes[1] << 16 |
           (unsigned long)bytes[2] << 8 | (unsigned long)bytes[3];
}

/* The header of a record: its number and its length. False at the end of the file. */
static bool read_record(VSILFILE *file, vsi_l_offset at, unsigned long *number,
                        unsigned long *length)
{
    unsigned char bytes[SHP_RECORD];
    if (!file || VSIFSeekL(file, at, SEEK_SET) != 0 ||
        VSIFReadL(bytes, 1, sizeof bytes, file) != sizeof bytes)
        return false;
    *number = big_endian(bytes);
    *length = big_endian(bytes + 4);
    return true;
}

/* Whether the last shape stands where the index says, and is the last one. What GDAL finds wrong
 * with the others it says itself. */
static bool index_fits(const char *shapes, const char *index, unsigned long count)
{
    unsigned long offset = 0, size = 0, number = 0, length = 0, next = 0, rest = 0;
    VSILFILE *entries = VSIFOpenL(index, "rb"), *file = VSIFOpenL(shapes, "rb");
    bool fits = true;
    if (entries && file && count > 0 &&
        read_record(entries, SHX_HEADER + (vsi_l_offset)(count - 1) * SHP_RECORD, &offset, &size) &&
        read_record(file, (vsi_l_offset)offset * 2, &number, &length)) {
        const vsi_l_offset end = ((vsi_l_offset)offset + size) * 2 + SHP_RECORD;
        fits = length == size &&
               !(number == count && read_record(file, end, &next, &rest) && next == count + 1);
    }
    if (entries)
        VSIFCloseL(entries);
    if (file)
        VSIFCloseL(file);
    return fits;
}

/* GDAL reads as many features as the .dbf has records: shapes beyond them are dropped without a
 * word, and those before may have the attributes of others. So are shapes that the .shx does not
 * know; and without a .dbf "HORS CPTS" is a CPTS like others. */
static cpts_status check_shapefile(cpts_context *context, struct arena *arena, const char *path,
                                   const char *shown)
{
    struct head index, table;
    const char *entries = read_beside(&index, arena, path, "shx", "SHX");
    if (!entries || !read_beside(&table, arena, path, "dbf", "DBF"))
        return cpts_fail_memory(context);
    if (!table.exists)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: its .dbf is missing, which holds the attributes of its shapes; "
                           "copy it beside the .shp"),
                         shown);
    if (!index.exists || index.size < SHX_HEADER)
        return CPTS_OK; /* GDAL says what is missing */
    const unsigned char *bytes = table.bytes;
    const unsigned long rows = (unsigned long)bytes[4] | (unsigned long)bytes[5] << 8 |
                               (unsigned long)bytes[6] << 16 | (unsigned long)bytes[7] << 24;
    const unsigned long header = (unsigned long)bytes[8] | (unsigned long)bytes[9] << 8;
    const unsigned long row = (unsigned long)bytes[10] | (unsigned long)bytes[11] << 8;
    const unsigned long shapes = (unsigned long)((index.size - SHX_HEADER) / SHP_RECORD);
    if (rows != shapes)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: the .shp has %lu shapes and the .dbf %lu rows; one of them was "
                           "replaced or cut short: export the layer again"),
                         shown, shapes, rows);
    if (!index_fits(path, entries, shapes))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: its .shx is of another .shp, so shapes would be missed; one of "
                           "them was replaced: export the layer again"),
                         shown);
    if (table.size < (vsi_l_offset)header + (vsi_l_offset)row * rows)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: its .dbf is cut short: it announces %lu rows and has room for %lu; "
                           "copy it again"),
                         shown, rows,
                         row && table.size > header ? (unsigned long)((table.size - header) / row)
                                                    : 0UL);
    return CPTS_OK;
}

/* A file, and the description of the CRS beside a Shapefile. */
static cpts_status check_file(cpts_context *context, struct arena *arena, const char *path,
                              const char *shown)
{
    cpts_status status = check_beside(context, arena, path);
    const bool is_shapefile = begins_with(path, "\0\0\x27\x0a", 4);
    if (status == CPTS_OK && is_shapefile)
        status = check_shapefile(context, arena, path, shown);
    /* The points of a Shapefile hold no text. */
    if (status == CPTS_OK && !is_shapefile)
        status = cpts_crs_scan(context, path, shown, true);
    for (int upper = 0; status == CPTS_OK && upper < 2; upper++)
        status =
            cpts_crs_scan(context, CPLResetExtension(path, upper ? "PRJ" : "prj"), shown, false);
    return status;
}

/* Shapefiles in a folder. */
static cpts_status check_folder(cpts_context *context, struct arena *arena, const char *folder,
                                const char *shown)
{
    char **names = VSIReadDir(folder);
    cpts_status status = CPTS_OK;
    for (int i = 0; status == CPTS_OK && names && names[i]; i++) {
        const char *path = cpts_arena_format(arena, "%s/%s", folder, names[i]);
        const char *extension = CPLGetExtension(names[i]);
        status = path ? check_plain(context, path) : cpts_fail_memory(context);
        if (status == CPTS_OK &&
            (strcasecmp(extension, "prj") == 0 || strcasecmp(extension, "fgb") == 0))
            status = cpts_crs_scan(context, path, shown, false);
        if (status == CPTS_OK && strcasecmp(extension, "shp") == 0)
            status = check_shapefile(context, arena, path, path);
    }
    CSLDestroy(names);
    return status;
}

cpts_status cpts_source_guard(cpts_context *context, struct arena *arena,
                              const struct opened *source)
{
    if (is_folder(source->path))
        return check_folder(context, arena, source->path, source->file);
    if (source->is_csv || source->is_spreadsheet)
        return CPTS_OK;
    if (!is_base(source->path))
        return check_file(context, arena, source->path, source->file);
    const cpts_status status = check_beside(context, arena, source->path);
    return status == CPTS_OK ? check_base(context, arena, source) : status;
}
