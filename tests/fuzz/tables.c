/*
 * Lists in the formats of spreadsheets and databases: XLSX and ODS, whose sheet is the input and
 * whose zip is put around it, so that what is fuzzed is not the checksum; XLS, DBF, a plain CSV
 * given as a text of another encoding, and a zip of any bytes, as they are. The first byte chooses.
 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "fuzz.h"

#define OFFICE "application/vnd.openxmlformats-officedocument.spreadsheetml"
#define TYPES                                                                                      \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"               \
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                                 \
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" OFFICE ".sheet.main+xml\"/>"          \
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" OFFICE                       \
    ".worksheet+xml\"/></Types>"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONS(id, type, target)                                                                \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"       \
    "<Relationship Id=\"" id "\" Type=\"" RELATION type "\" Target=\"" target                      \
    "\"/></Relationships>"
#define BOOK                                                                                       \
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "               \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"     \
    "<sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define STRINGS                                                                                    \
    "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>id</t></si>"  \
    "<si><t>nom</t></si><si><t>insee</t></si><si><t>13001</t></si></sst>"

struct member {
    const char *name, *text; /* a NULL text: the input */
};

static const struct member workbook[] = {
    {"[Content_Types].xml", TYPES},
    {"_rels/.rels", RELATIONS("rId1", "officeDocument", "xl/workbook.xml")},
    {"xl/workbook.xml", BOOK},
    {"xl/_rels/workbook.xml.rels", RELATIONS("rId1", "worksheet", "worksheets/sheet1.xml")},
    {"xl/sharedStrings.xml", STRINGS},
    {"xl/worksheets/sheet1.xml", NULL},
    {NULL, NULL},
};

static const struct member document[] = {
    {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
    {"content.xml", NULL},
    {NULL, NULL},
};

static void put_zip(const char *path, const struct member *members, const struct fuzz_bytes *bytes)
{
    char **options = CSLSetNameValue(NULL, "COMPRESSED", "NO");
    void *zip = CPLCreateZip(path, NULL);
    fuzz_promise(zip, "a zip in memory");
    for (const struct member *member = members; member->name; member++) {
        const char *text = member->text ? member->text : (const char *)bytes->data;
        const size_t size = member->text ? strlen(member->text) : bytes->left;
        fuzz_promise(CPLCreateFileInZip(zip, member->name, options) == CE_None &&
                         CPLWriteFileInZip(zip, text, (int)size) == CE_None &&
                         CPLCloseFileInZip(zip) == CE_None,
                     "a member of the zip");
    }
    fuzz_promise(CPLCloseZip(zip) == CE_None, "a zip in memory");
    CSLDestroy(options);
}

static const char *put_table(struct fuzz_bytes *bytes)
{
    static const char *const plain[] = {"/vsimem/codes.dbf", "/vsimem/codes.xlsx",
                                        "/vsimem/codes.ods", "/vsimem/codes.csv",
                                        "/vsimem/codes.xls"};
    const uint8_t kind = fuzz_byte(bytes);
    if (kind % 7 == 0) {
        put_zip(plain[1], workbook, bytes);
        return plain[1];
    }
    if (kind % 7 == 1) {
        put_zip(plain[2], document, bytes);
        return plain[2];
    }
    fuzz_file(plain[kind % 7 - 2], bytes->data, bytes->left);
    return plain[kind % 7 - 2];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    const char *const path = put_table(&bytes);
    const cpts_load_options load = fuzz_load(&sources, path);
    fuzz_run(&load, &check, false);
    VSIUnlink(path);
    return 0;
}
