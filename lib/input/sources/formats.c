#include "input/sources/formats.h"

#include <cpl_vsi.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "common/context.h"

/* What stands at the beginning of a file, and which extensions mean the same. The first match
 * counts.
 */
static const struct {
    const char *start;      /* "": any */
    const char *extensions; /* "": any */
    const char *advice;
    bool is_document; /* it goes with what declares, and does not declare itself */
} formats[] = {
    {"7z\xbc\xaf\x27\x1c", "", N_("a 7z archive: unpack it"), false},
    {"Rar!", "", N_("a RAR archive: unpack it"), false},
    {"\x1f\x8b", "", N_("a gzip archive: unpack it"), false},
    {"BZh", "", N_("a bzip2 archive: unpack it"), false},
    {"\xfd"
     "7zXZ",
     "", N_("an xz archive: unpack it"), false},
    {"\x28\xb5\x2f\xfd", "", N_("a zstd archive: unpack it"), false},
    {"%PDF", "", N_("a PDF: ask for the table or the layer that it was made from"), true},
    {"\xff\xd8\xff", "", N_("a picture: ask for the layer that it shows"), true},
    {"\x89PNG", "", N_("a picture: ask for the layer that it shows"), true},
    {"<!doctype html", "",
     N_("a web page: download the file itself, or open the page with a spreadsheet program and "
        "save it as XLSX"),
     true},
    {"<html", "",
     N_("a web page: download the file itself, or open the page with a spreadsheet program and "
        "save it as XLSX"),
     true},
    {"\xd0\xcf\x11\xe0", "xlsx xlsm ods",
     N_("a spreadsheet protected by a password, or an old one under a new name: save it again as "
        "XLSX, without a password"),
     false},
    {"PK\x03\x04", "xls",
     N_("a newer spreadsheet under the name of an old one: give it the name .xlsx or .ods"), false},
    {"", "doc docx odt rtf",
     N_("a document of a word processor: copy its table to a spreadsheet, saved as XLSX or ODS"),
     true},
    {"", "zip", N_("an archive: unpack it"), false},
    {"", "xlsb", N_("a binary Excel workbook: save it as XLSX"), false},
    {"", "numbers", N_("a Numbers spreadsheet: export it as XLSX or CSV"), false},
    {"", "sxc fods", N_("an OpenDocument of another kind: save it as ODS"), false},
    {"", "mdb accdb", N_("an Access database: export the table as XLSX or CSV"), false},
    {"", "kml kmz", N_("KML: open it in QGIS and export the layer as GeoPackage"), false},
    {"", "tab mif mid map", N_("a MapInfo table: open it in QGIS and export it as GeoPackage"),
     false},
    {"", "gml gpx dxf dwg osm pbf gdbtable topojson",
     N_("a layer of another format: open it in QGIS and export the layer as GeoPackage"), false},
};

bool cpts_has_extension(const char *path, const char *extensions)
{
    const char *dot = strrchr(path, '.');
    const size_t length = dot ? strlen(++dot) : 0;
    for (const char *at = extensions; length && *at; at += strspn(at, " ")) {
        const size_t size = strcspn(at, " ");
        if (size == length && strncasecmp(at, dot, size) == 0)
            return true;
        at += size;
    }
    return !*extensions;
}

/* Without regard to case, nor to a byte order mark or white space before it. */
static bool starts_with(const char *head, size_t size, const char *start)
{
    const size_t length = strlen(start);
    if (size >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
        head += 3, size -= 3;
    for (; size && *start == '<' && isspace((unsigned char)*head); size--)
        head++;
    return size >= length && strncasecmp(head, start, length) == 0;
}

const char *cpts_format_advice(const char *path, bool *is_document)
{
    char head[256];
    VSILFILE *file = VSIFOpenL(path, "rb");
    const size_t size = file ? VSIFReadL(head, 1, sizeof head, file) : 0;
    if (file)
        VSIFCloseL(file);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!starts_with(head, size, formats[i].start) ||
            !cpts_has_extension(path, formats[i].extensions))
            continue;
        if (is_document)
            *is_document = formats[i].is_document;
        return _(formats[i].advice);
    }
    return NULL;
}
