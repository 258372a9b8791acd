/* Spreadsheets: what stands beside the values of their cells. */
#include <cpl_conv.h>
#include <stdlib.h>
#include <string.h>

#include "input_fixture.h"
#include "suites.h"

struct member {
    const char *name, *text;
};

static void write_zip(const char *path, const struct member *members, size_t count)
{
    void *zip = CPLCreateZip(path, NULL);
    ck_assert_ptr_nonnull(zip);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(CPLCreateFileInZip(zip, members[i].name, NULL), CE_None);
        ck_assert_int_eq(CPLWriteFileInZip(zip, members[i].text, (int)strlen(members[i].text)),
                         CE_None);
        CPLCloseFileInZip(zip);
    }
    CPLCloseZip(zip);
}

/* ---- ODS ----------------------------------------------------------------------------------- */

#define ODS_HEAD                                                                                   \
    "<?xml version='1.0'?><office:document-content "                                               \
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                             \
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                               \
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                               \
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:automatic-styles>"        \
    "<style:style style:name='t1' style:family='table'><style:table-properties "                   \
    "table:display='false'/></style:style><style:style style:name='ce1' "                          \
    "style:family='table-cell'><style:text-properties style:text-line-through-style='solid'/>"     \
    "</style:style><style:style style:name='ce2' style:family='table-cell'>"                       \
    "<style:text-properties style:text-line-through-style='none'/></style:style>"                  \
    "</office:automatic-styles>"                                                                   \
    "<office:body><office:spreadsheet>"
#define ODS_TAIL      "</office:spreadsheet></office:body></office:document-content>"
#define ODS_ROW(a, b) "<table:table-row>" a b "</table:table-row>"
#define ODS_CELL(text)                                                                             \
    "<table:table-cell office:value-type='string'><text:p>" text "</text:p></table:table-cell>"
#define ODS_HEADER      ODS_ROW(ODS_CELL("CPTS"), ODS_CELL("Code INSEE"))
#define ODS_SHEET(rows) "<table:table table:name='Liste'>" ODS_HEADER rows "</table:table>"
#define NORTH           ODS_ROW(ODS_CELL("CPTS Nord"), ODS_CELL("13001"))
#define NORTH_2         ODS_ROW(ODS_CELL("CPTS Nord"), ODS_CELL("13002"))
#define SOUTH           ODS_ROW(ODS_CELL("CPTS Sud"), ODS_CELL("13003"))
#define SOUTH_2         ODS_ROW(ODS_CELL("CPTS Sud"), ODS_CELL("13004"))

#define FOUR NORTH NORTH_2 SOUTH SOUTH_2

/* ---- XLSX ---------------------------------------------------------------------------------- */

#define XLSX_TYPE           "application/vnd.openxmlformats-officedocument.spreadsheetml"
#define XLSX_NS             "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define XLSX_CELL(at, text) "<c r='" at "' t='inlineStr'><is><t>" text "</t></is></c>"
#define XLSX_ROW(line, a, b)                                                                       \
    "<row r='" line "'>" XLSX_CELL("A" line, a) XLSX_CELL("B" line, b) "</row>"
#define XLSX_CODE(line, b) "<row r='" line "'>" XLSX_CELL("B" line, b) "</row>"
#define XLSX_SHEET(rows, after)                                                                    \
    "<?xml version='1.0'?><worksheet " XLSX_NS "><sheetData>" rows "</sheetData>" after            \
    "</worksheet>"
#define XLSX_HEADER XLSX_ROW("1", "CPTS", "Code INSEE")
#define XLSX_FOUR                                                                                  \
    XLSX_HEADER XLSX_ROW("2", "CPTS Nord", "13001") XLSX_ROW("3", "CPTS Nord", "13002")            \
        XLSX_ROW("4", "CPTS Sud", "13003") XLSX_ROW("5", "CPTS Sud", "13004")

/* Formats 0 and 2 are plain, 1 is struck through; so is the second shared text. */
#define XLSX_STYLES                                                                                \
    "<?xml version='1.0'?><styleSheet " XLSX_NS "><fonts><font/><font><strike/></font>"            \
    "<font><strike val='0'/></font></fonts><cellStyleXfs><xf fontId='1'/></cellStyleXfs>"          \
    "<cellXfs><xf fontId='0'/><xf fontId='1'/><xf fontId='2'/></cellXfs>"                          \
    "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
#define XLSX_TEXTS                                                                                 \
    "<?xml version='1.0'?><sst " XLSX_NS "><si><t>13002</t></si>"                                  \
    "<si><r><rPr><strike/></rPr><t>13002</t></r></si></sst>"

/* `comment`: of B3 of the first sheet; NULL: none. */
static void write_book(const char *path, const char *properties, const char *state,
                       const char *first, const char *second, const char *comment)
{
    static const char office[] = "http://schemas.openxmlformats.org/officeDocument/2006/"
                                 "relationships";
    static const char package[] = "http://schemas.openxmlformats.org/package/2006/";
    char book[1024], links[2048], root[512], types[2048], notes[512], note_links[512];
    snprintf(notes, sizeof notes,
             "<?xml version='1.0'?><comments " XLSX_NS "><commentList><comment ref='B3'><text>"
             "<r><t>%s</t></r></text></comment></commentList></comments>",
             comment ? comment : "");
    snprintf(note_links, sizeof note_links,
             "<?xml version='1.0'?><Relationships xmlns='%srelationships'>"
             "<Relationship Id='r1' Type='%s/comments' Target='../comments1.xml'/></Relationships>",
             package, office);
    snprintf(book, sizeof book,
             "<?xml version='1.0'?><workbook " XLSX_NS " xmlns:r='%s'><workbookPr%s/><sheets>"
             "<sheet name='2025' sheetId='1' r:id='r1' state='%s'/>"
             "<sheet name='2026' sheetId='2' r:id='r2'/></sheets></workbook>",
             office, properties, state);
    snprintf(links, sizeof links,
             "<?xml version='1.0'?><Relationships xmlns='%srelationships'>"
             "<Relationship Id='r1' Type='%s/worksheet' Target='worksheets/sheet1.xml'/>"
             "<Relationship Id='r2' Type='%s/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
             "<Relationship Id='r3' Type='%s/styles' Target='styles.xml'/>"
             "<Relationship Id='r4' Type='%s/sharedStrings' Target='sharedStrings.xml'/>"
             "</Relationships>",
             package, office, office, office, office);
    snprintf(types, sizeof types,
             "<?xml version='1.0'?><Types xmlns='%scontent-types'>"
             "<Override PartName='/xl/workbook.xml' ContentType='" XLSX_TYPE ".sheet.main+xml'/>"
             "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='" XLSX_TYPE
             ".worksheet+xml'/><Override PartName='/xl/styles.xml' ContentType='" XLSX_TYPE
             ".styles+xml'/><Override PartName='/xl/sharedStrings.xml' ContentType='" XLSX_TYPE
             ".sharedStrings+xml'/></Types>",
             package);
    snprintf(root, sizeof root,
             "<?xml version='1.0'?><Relationships xmlns='%srelationships'><Relationship Id='r1' "
             "Type='%s/officeDocument' Target='xl/workbook.xml'/></Relationships>",
             package, office);
    const struct member members[] = {
        {"[Content_Types].xml", types},      {"_rels/.rels", root},
        {"xl/workbook.xml", book},           {"xl/_rels/workbook.xml.rels", links},
        {"xl/worksheets/sheet1.xml", first}, {"xl/worksheets/sheet2.xml", second},
        {"xl/styles.xml", XLSX_STYLES},      {"xl/sharedStrings.xml", XLSX_TEXTS},
        {"xl/comments1.xml", notes},         {"xl/worksheets/_rels/sheet1.xml.rels", note_links}};
    write_zip(path, members, sizeof members / sizeof *members - (comment ? 0 : 2));
}

static void write_commented(const char *path, const char *state, const char *first,
                            const char *second, const char *comment)
{
    write_book(path, "", state, first, second, comment);
}

static void write_xlsx(const char *path, const char *state, const char *first, const char *second)
{
    write_commented(path, state, first, second, NULL);
}

/* ---- what is read of each -------------------------------------------------------------------- */

#define ALL "CPTS Nord=13001+13002;CPTS Sud=13003+13004"

static const struct {
    const char *rows, *claims, *log;
} ods[] = {
    {ODS_SHEET(FOUR), ALL, NULL},
    {ODS_SHEET(NORTH ODS_ROW(ODS_CELL("CPTS Nord"),
                             "<table:table-cell office:value-type='string'><office:annotation>"
                             "<text:p>et 13004</text:p></office:annotation><text:p>13002</text:p>"
                             "</table:table-cell>") SOUTH SOUTH_2),
     ALL, "comments"},
    {ODS_SHEET("<table:table-row><table:table-cell office:value-type='string' "
               "table:number-rows-spanned='2'><text:p>CPTS "
               "Nord</text:p></table:table-cell>" ODS_CELL("13001") "</table:table-row>" ODS_ROW(
                   "<table:covered-table-cell><text:p>CPTS Sud</text:p>"
                   "</table:covered-table-cell>",
                   ODS_CELL("13002")) SOUTH SOUTH_2),
     ALL, NULL},
    {ODS_SHEET(FOUR) "<table:table table:name='2025' table:style-name='t1'>" ODS_HEADER ODS_ROW(
         ODS_CELL("CPTS Est"), ODS_CELL("13001")) "</table:table>",
     ALL, "'2025' is hidden"},
    {ODS_SHEET("<table:table-row table:number-rows-repeated='70000'><table:table-cell "
               "table:number-columns-repeated='16384'/></table:table-row>" FOUR
               "<table:table-row table:number-rows-repeated='900000'><table:table-cell "
               "table:number-columns-repeated='16384'/></table:table-row>"),
     ALL, NULL},
    /* Figures that are shown as codes; cells beside covered ones that are repeated. */
    {"<table:table table:name='Liste'><table:table-row>" ODS_CELL("CPTS") ODS_CELL("") ODS_CELL("")
         ODS_CELL("Code INSEE") "</table:table-row><table:table-row><table:table-cell "
                                "office:value-type='string' table:number-columns-spanned='3'>"
                                "<text:p>CPTS <text:span>Nord</text:span></text:p>"
                                "</table:table-cell><table:covered-table-cell "
                                "table:number-columns-repeated='2'/><table:table-cell "
                                "office:value-type='float' office:value='13001'><text:p>13 001"
                                "</text:p></table:table-cell></table:table-row></table:table>",
     "CPTS Nord=13001", NULL},
};

START_TEST(an_ods_is_read_for_what_it_shows)
{
    char text[8192];
    struct loaded loaded;
    snprintf(text, sizeof text, "%s%s%s", ODS_HEAD, ods[_i].rows, ODS_TAIL);
    const struct member member = {"content.xml", text};
    input_write_communes("region.gpkg");
    write_zip("liste.ods", &member, 1);
    input_must_load_list(&loaded, "liste.ods");
    ck_assert_str_eq(input_claims(&loaded), ods[_i].claims);
    if (ods[_i].log)
        ck_assert_msg(strstr(loaded.log, ods[_i].log) != NULL, "%s", loaded.log);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *rows, *message;
} refused_ods[] = {
    {"<table:table", "damaged"},
    {ODS_SHEET("<table:table-row table:number-rows-repeated='9000000'>" ODS_CELL("13001")
                   ODS_CELL("13001") "</table:table-row>"),
     "unpack"},
    {ODS_SHEET(
         "<table:table-row><table:table-cell office:value-type='string' "
         "table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell>" ODS_CELL(
             "y") "</table:table-row>"),
     "columns"},
};

START_TEST(an_ods_that_multiplies_is_refused)
{
    char text[4096];
    struct loaded loaded;
    snprintf(text, sizeof text, "%s%s%s", ODS_HEAD, refused_ods[_i].rows, ODS_TAIL);
    const struct member member = {"content.xml", text};
    input_write_communes("region.gpkg");
    write_zip("liste.ods", &member, 1);
    input_load_list(&loaded, "liste.ods");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, refused_ods[_i].message, "liste.ods", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_document_type_is_refused)
{
    struct loaded loaded;
    const struct member member = {
        "content.xml", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaa'>]><x>&a;</x>"};
    input_write_communes("region.gpkg");
    write_zip("liste.ods", &member, 1);
    input_load_list(&loaded, "liste.ods");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "document type", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(nesting_without_end_is_refused)
{
    static char text[4000];
    struct loaded loaded;
    const struct member member = {"content.xml", text};
    strcpy(text, "<?xml version='1.0'?>");
    for (int i = 0; i < 400; i++)
        strcat(text, "<a>");
    input_write_communes("region.gpkg");
    write_zip("liste.ods", &member, 1);
    input_load_list(&loaded, "liste.ods");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "levels deep", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(merged_cells_of_an_xlsx_hold_for_their_rows)
{
    struct loaded loaded;
    /* In the order of the units: without the merged cells the reading would be a guess. */
    write_xlsx("liste.xlsx", "visible",
               XLSX_SHEET(XLSX_HEADER XLSX_ROW("2", "CPTS Nord", "13001") XLSX_CODE("3", "13002")
                              XLSX_ROW("4", "CPTS Sud", "13003") XLSX_CODE("5", "13004"),
                          "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='A4:A5'/>"
                          "<mergeCell ref='A9:XFD1048576'/><mergeCell ref='nonsense'/>"
                          "</mergeCells>"),
               XLSX_SHEET("", ""));
    input_write_communes("region.gpkg");
    input_must_load_list(&loaded, "liste.xlsx");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    input_free(&loaded);
    ck_assert_int_eq(system("zip -q liste.zip liste.xlsx"), 0);
    input_must_load_list(&loaded, "liste.zip");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    input_free(&loaded);
}
END_TEST

#define XLSX_WIDE(line, a, b, c)                                                                   \
    "<row r='" line "'>" XLSX_CELL("A" line, a) XLSX_CELL("B" line, b) c "</row>"
#define XLSX_FORMULA(line) "<c r='C" line "'><f>X()</f><v></v></c>"
#define XLSX_DATED(heading, two, three, four, five)                                                \
    XLSX_SHEET(XLSX_WIDE("1", "CPTS", "Code INSEE", XLSX_CELL("C1", heading))                      \
                   XLSX_WIDE("2", "CPTS Nord", "13001", two)                                       \
                       XLSX_WIDE("3", "CPTS Nord", "13002", three)                                 \
                           XLSX_WIDE("4", "CPTS Sud", "13003", four)                               \
                               XLSX_WIDE("5", "CPTS Sud", "13004", five),                          \
               "")
#define XLSX_COLUMN(heading)                                                                       \
    XLSX_DATED(heading, XLSX_FORMULA("2"), XLSX_FORMULA("3"), XLSX_FORMULA("4"), "")

START_TEST(a_column_of_formulas_without_values_may_be_that_of_another_cpts)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    write_xlsx("liste.xlsx", "visible", XLSX_COLUMN("CPTS 2"), XLSX_SHEET("", ""));
    input_load_list(&loaded, "liste.xlsx");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "formulas that no program has computed yet",
                         "line 2, column 3", NULL);
    input_free(&loaded);
    write_xlsx("liste.xlsx", "visible", XLSX_COLUMN("Population 2023"), XLSX_SHEET("", ""));
    input_must_load_list(&loaded, "liste.xlsx");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    input_free(&loaded);
}
END_TEST

START_TEST(days_counted_from_1904_are_refused_where_dates_are_read)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    write_book("liste.xlsx", " date1904='1'", "visible",
               XLSX_DATED("Date de fin", "", "", XLSX_CELL("C4", "2031-12-31"),
                          XLSX_CELL("C5", "2031-12-31")),
               XLSX_SHEET("", ""), NULL);
    input_load_list(&loaded, "liste.xlsx");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "counts its dates from 1904", NULL);
    input_free(&loaded);
    write_book("liste.xlsx", " date1904='1'", "visible", XLSX_SHEET(XLSX_FOUR, ""),
               XLSX_SHEET("", ""), NULL);
    input_must_load_list(&loaded, "liste.xlsx");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    input_free(&loaded);
}
END_TEST

#define XLSX_PHONETIC(line)                                                                        \
    "<c r='C" line "' t='inlineStr'><is><t>x</t><rPh sb='0' eb='1'><t>13001</t></rPh></is></c>"

START_TEST(phonetic_guides_are_not_read_as_texts)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    write_xlsx("liste.xlsx", "visible", XLSX_DATED("Note", XLSX_PHONETIC("2"), "", "", ""),
               XLSX_SHEET("", ""));
    input_load_list(&loaded, "liste.xlsx");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "liste.xlsx holds phonetic guides", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(hidden_sheets_of_an_xlsx_are_read_when_they_are_named)
{
    struct loaded loaded;
    write_xlsx("liste.xlsx", "veryHidden",
               XLSX_SHEET(XLSX_HEADER XLSX_ROW("2", "CPTS Est", "13001"), ""),
               XLSX_SHEET(XLSX_FOUR, ""));
    input_write_communes("region.gpkg");
    input_must_load_list(&loaded, "liste.xlsx");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    ck_assert_msg(strstr(loaded.log, "'2025' is hidden") != NULL, "%s", loaded.log);
    input_free(&loaded);
    input_must_load_list(&loaded, "liste.xlsx|layername=2025");
    ck_assert_str_eq(input_claims(&loaded), "CPTS Est=13001");
    input_free(&loaded);
}
END_TEST

/* ---- what is hidden -------------------------------------------------------------------------- */

/* Of each row, its attributes beside the number. */
#define XLSX_HIDING(before, third, after)                                                          \
    "<?xml version='1.0'?><worksheet " XLSX_NS ">" before "<sheetData>" XLSX_HEADER XLSX_ROW(      \
        "2", "CPTS Nord", "13001") "<row r='3' " third ">" XLSX_CELL("A3", "CPTS Nord")            \
        XLSX_CELL("B3", "13002") "</row>" XLSX_ROW("4", "CPTS Sud", "13003")                       \
            XLSX_ROW("5", "CPTS Sud", "13004") "</sheetData>" after "</worksheet>"
#define XLSX_HIDDEN_COLUMN(number)                                                                 \
    XLSX_HIDING("<cols><col min='" number "' max='" number "' hidden='1'/></cols>", "", "")

static const struct {
    const char *sheet, *doubt;
} hiding_xlsx[] = {
    {XLSX_HIDING("", "hidden='1'", ""), "hidden row"},
    {XLSX_HIDING("", "hidden='0'", ""), NULL},
    {XLSX_HIDING("", "hidden='1' outlineLevel='1'", ""), NULL},
    {XLSX_HIDING("", "hidden='1'",
                 "<autoFilter ref='A1:B5'><filterColumn colId='1'/></autoFilter>"),
     NULL},
    {XLSX_HIDING("", "hidden='1'", "<autoFilter ref='A1:B5'/>"), "hidden row"},
    {XLSX_HIDING("", "hidden='1'", "<tableParts count='1'><tablePart/></tableParts>"), NULL},
    {XLSX_HIDING("<sheetPr filterMode='1'/>", "hidden='1'", ""), NULL},
    {XLSX_HIDDEN_COLUMN("1"), "column 'CPTS' of liste.xlsx|layername=2025 is hidden"},
    {XLSX_HIDDEN_COLUMN("2"), NULL},
};

static void expect_hidden(const char *list, const char *doubt)
{
    struct loaded loaded;
    input_must_load_list(&loaded, list);
    ck_assert_str_eq(input_claims(&loaded), ALL);
    if (doubt)
        input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, doubt);
    else
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNREAD), 0);
    input_free(&loaded);
}

START_TEST(what_someone_has_hidden_is_in_doubt_and_what_a_filter_hides_is_not)
{
    write_xlsx("liste.xlsx", "visible", hiding_xlsx[_i].sheet, XLSX_SHEET("", ""));
    input_write_communes("region.gpkg");
    expect_hidden("liste.xlsx", hiding_xlsx[_i].doubt);
}
END_TEST

#define ODS_HIDDEN(visibility)                                                                     \
    "<table:table-row table:visibility='" visibility "'>" ODS_CELL("CPTS Nord")                    \
        ODS_CELL("13002") "</table:table-row>"

static const struct {
    const char *row, *doubt;
} hiding_ods[] = {
    {ODS_HIDDEN("collapse"), "hidden row"},
    {ODS_HIDDEN("filter"), NULL},
    {ODS_HIDDEN("visible"), NULL},
    {"<table:table-row-group>" ODS_HIDDEN("collapse") "</table:table-row-group>", NULL},
};

START_TEST(rows_of_an_ods_are_hidden_likewise)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s%s%s%s", ODS_HEAD,
             "<table:table table:name='Liste'>" ODS_HEADER NORTH, hiding_ods[_i].row,
             SOUTH SOUTH_2 "</table:table>", ODS_TAIL);
    const struct member member = {"content.xml", text};
    write_zip("liste.ods", &member, 1);
    input_write_communes("region.gpkg");
    expect_hidden("liste.ods", hiding_ods[_i].doubt);
}
END_TEST

/* ---- what is struck through ------------------------------------------------------------------ */

static const struct {
    const char *cell;
    bool is_struck;
} struck_xlsx[] = {
    {"<c r='B3' s='0' t='inlineStr'><is><t>13002</t></is></c>", false},
    {"<c r='B3' s='1' t='inlineStr'><is><t>13002</t></is></c>", true},
    {"<c r='B3' s='1'><v>13002</v></c>", true},
    {"<c r='B3' s='2' t='inlineStr'><is><t>13002</t></is></c>", false},
    {"<c r='B3' s='9' t='inlineStr'><is><t>13002</t></is></c>", false},
    {"<c r='B3' t='inlineStr'><is><r><rPr><strike/></rPr><t>13002</t></r></is></c>", true},
    {"<c r='B3' t='s'><v>0</v></c>", false},
    {"<c r='B3' t='s'><v>1</v></c>", true},
    {"<c r='B3' s='0' t='inlineStr'><is><t>13002</t></is></c><c r='C3' s='1'/>", false},
};

START_TEST(a_cell_that_is_struck_through_is_not_silently_a_claim)
{
    char sheet[4096];
    snprintf(sheet, sizeof sheet, "%s%s%s",
             "<?xml version='1.0'?><worksheet " XLSX_NS "><sheetData>" XLSX_HEADER XLSX_ROW(
                 "2", "CPTS Nord", "13001") "<row r='3'>" XLSX_CELL("A3", "CPTS Nord"),
             struck_xlsx[_i].cell,
             "</row>" XLSX_ROW("4", "CPTS Sud", "13003")
                 XLSX_ROW("5", "CPTS Sud", "13004") "</sheetData></worksheet>");
    write_xlsx("liste.xlsx", "visible", sheet, XLSX_SHEET("", ""));
    input_write_communes("region.gpkg");
    input_expect_struck("liste.xlsx", struck_xlsx[_i].is_struck);
}
END_TEST

#define ODS_STYLED(style, text)                                                                    \
    "<table:table-cell table:style-name='" style "' office:value-type='string'><text:p>" text      \
    "</text:p></table:table-cell>"

static const struct {
    const char *cell;
    bool is_struck;
} struck_ods[] = {
    {ODS_STYLED("ce1", "13002"), true},
    {ODS_STYLED("ce2", "13002"), false},
    {ODS_STYLED("ce2", "<text:span text:style-name='ce1'>13002</text:span>"), true},
};

START_TEST(a_cell_that_is_struck_through_in_an_ods_is_not_silently_a_claim)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s%s%s%s", ODS_HEAD,
             "<table:table table:name='Liste'>" ODS_HEADER NORTH
             "<table:table-row>" ODS_CELL("CPTS Nord"),
             struck_ods[_i].cell, "</table:table-row>" SOUTH SOUTH_2 "</table:table>", ODS_TAIL);
    const struct member member = {"content.xml", text};
    write_zip("liste.ods", &member, 1);
    input_write_communes("region.gpkg");
    input_expect_struck("liste.ods", struck_ods[_i].is_struck);
}
END_TEST

/* ---- comments of cells -------------------------------------------------------------------- */

static const struct {
    const char *comment;
    bool takes_back;
} comments[] = {{"retirée en 2025", true}, {"partie nord seulement", true}, {"Dr Martin", false}};

static void expect_comment(const char *list, bool takes_back)
{
    struct loaded loaded;
    input_must_load_list(&loaded, list);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 4);
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNREAD), takes_back);
    input_free(&loaded);
}

START_TEST(a_comment_of_a_cell_may_take_its_row_back)
{
    char text[8192];
    const char *comment = comments[_i].comment;
    snprintf(text, sizeof text, "%s%s%s%s%s", ODS_HEAD,
             "<table:table table:name='Liste'>" ODS_HEADER NORTH
             "<table:table-row>" ODS_CELL("CPTS Nord") "<table:table-cell><office:annotation>"
                                                       "<text:p>",
             comment,
             "</text:p></office:annotation><text:p>13002</text:p></table:table-cell>"
             "</table:table-row>" SOUTH SOUTH_2 "</table:table>",
             ODS_TAIL);
    const struct member member = {"content.xml", text};
    write_zip("liste.ods", &member, 1);
    input_write_communes("region.gpkg");
    expect_comment("liste.ods", comments[_i].takes_back);
    write_commented("liste.xlsx", "visible", XLSX_SHEET(XLSX_FOUR, ""), XLSX_SHEET("", ""),
                    comment);
    expect_comment("liste.xlsx", comments[_i].takes_back);
}
END_TEST

/* ---- several sheets -------------------------------------------------------------------------- */

#define SHEET(name, rows) "<table:table table:name='" name "'>" ODS_HEADER rows "</table:table>"
#define CODES(name, rows)                                                                          \
    "<table:table table:name='" name "'><table:table-row>" ODS_CELL("Code INSEE")                  \
        ODS_CELL("Commune") "</table:table-row>" rows "</table:table>"

static const struct {
    const char *sheets, *claims; /* NULL: refused */
} several[] = {
    /* A département a sheet, and a sheet that repeats another. */
    {SHEET("Est", NORTH NORTH_2) SHEET("Ouest", SOUTH SOUTH_2), ALL},
    {SHEET("Liste", FOUR) SHEET("Copie", FOUR), ALL},
    /* One CPTS in both, a claim of it in each. */
    {SHEET("Est", NORTH) SHEET("Ouest", NORTH_2 SOUTH SOUTH_2), ALL},
    /* Its seats. */
    {SHEET("Liste", FOUR) SHEET("Sièges", NORTH SOUTH), ALL},
    /* A commune that a CPTS gave up; a CPTS that is gone. */
    {SHEET("2025", FOUR) SHEET("2026", NORTH NORTH_2 SOUTH), NULL},
    {SHEET("ancien", NORTH NORTH_2 SOUTH) SHEET("nouveau", NORTH NORTH_2), NULL},
    {SHEET("2025", NORTH NORTH_2 SOUTH)
         SHEET("2026", NORTH NORTH_2 ODS_ROW(ODS_CELL("CPTS Est"), ODS_CELL("13004"))),
     NULL},
};

static void write_sheets(const char *sheets)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s%s", ODS_HEAD, sheets, ODS_TAIL);
    const struct member member = {"content.xml", text};
    input_write_communes("region.gpkg");
    write_zip("liste.ods", &member, 1);
}

START_TEST(two_editions_are_not_united)
{
    struct loaded loaded;
    write_sheets(several[_i].sheets);
    input_load_list(&loaded, "liste.ods");
    if (several[_i].claims) {
        input_expect_loaded(&loaded);
        ck_assert_str_eq(input_claims(&loaded), several[_i].claims);
    } else {
        input_expect_failure(&loaded, CPTS_ERROR_INPUT, "two editions",
                             "liste.ods|layername=", NULL);
    }
    input_free(&loaded);
}
END_TEST

/* A sheet without a name of its own, under a title. */
#define TITLED(name, title, rows)                                                                  \
    "<table:table table:name='" name "'><table:table-row>" title "</table:table-row>"              \
    "<table:table-row>" ODS_CELL("Code INSEE") ODS_CELL("Commune") "</table:table-row>" rows       \
                                                                   "</table:table>"
#define AIX     ODS_ROW(ODS_CELL("13001"), ODS_CELL("Aix"))
#define ALLAUCH ODS_ROW(ODS_CELL("13002"), ODS_CELL("Allauch"))
#define ALLEINS ODS_ROW(ODS_CELL("13003"), ODS_CELL("Alleins"))

static const struct {
    const char *sheets, *claims; /* NULL: refused */
} titled[] = {
    {TITLED("Feuil1", ODS_CELL("CPTS Ouest"), AIX ALLAUCH)
         TITLED("Feuil2", ODS_CELL("CPTS :") ODS_CELL("Sud"), ALLEINS),
     "CPTS Ouest=13001+13002;Sud=13003"},
    /* That of a list of all, of one alone, of a département. */
    {TITLED("Feuil1", ODS_CELL("CPTS de la région"), AIX)
         TITLED("Feuil2", ODS_CELL("CPTS de la région"), ALLEINS),
     NULL},
    {TITLED("Feuil1", ODS_CELL("CPTS Ouest"), AIX ALLAUCH), NULL},
    {TITLED("Feuil1", ODS_CELL("CPTS Var"), AIX) TITLED("Feuil2", ODS_CELL("CPTS Gard"), ALLEINS),
     NULL},
};

START_TEST(titles_name_the_cpts_of_sheets_that_have_no_name)
{
    struct loaded loaded;
    write_sheets(titled[_i].sheets);
    input_load_list(&loaded, "liste.ods");
    if (titled[_i].claims) {
        input_expect_loaded(&loaded);
        ck_assert_str_eq(input_claims(&loaded), titled[_i].claims);
        ck_assert_uint_eq(loaded.region->notice_count, 0);
    } else {
        ck_assert_int_eq(loaded.status, CPTS_ERROR_INPUT);
    }
    input_free(&loaded);
}
END_TEST

START_TEST(sheets_that_are_named_both_hold)
{
    struct loaded loaded;
    const char *const units[] = {"region.gpkg", NULL};
    const char *const lists[] = {"liste.ods|layername=2025", "liste.ods|layername=2026", NULL};
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    options.units = units;
    options.perimeters = lists;
    write_sheets(SHEET("2025", FOUR) SHEET("2026", NORTH NORTH_2 SOUTH));
    input_must_load(&loaded, &options);
    ck_assert_str_eq(input_claims(&loaded), ALL);
    ck_assert_msg(strstr(loaded.log, "both are counted") != NULL, "%s", loaded.log);
    input_free(&loaded);
}
END_TEST

START_TEST(two_files_of_two_years_are_not_united)
{
    struct loaded loaded;
    const char *const units[] = {"region.gpkg", NULL};
    const char *const lists[] = {"cpts-2025.csv", "cpts-2026.csv", NULL};
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    options.units = units;
    options.perimeters = lists;
    input_write_communes("region.gpkg");
    input_text("cpts-2025.csv", "cpts;insee\nA;13001\nA;13002\nB;13003\nB;13004\n");
    input_text("cpts-2026.csv", "cpts;insee\nA;13001\nA;13002\nB;13003\n");
    input_load(&loaded, &options);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cpts-2025.csv and cpts-2026.csv",
                         "3 claims are in both", "13004", NULL);
    input_free(&loaded);
    input_text("cpts-2026.csv", "cpts;insee\nC;13001\n");
    input_must_load(&loaded, &options);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *sheet;
    bool is_error;
} unread[] = {
    {CODES("Feuil2", ODS_ROW(ODS_CELL("13004"), ODS_CELL("x"))), true},
    {CODES("CPTS Sud",
           ODS_ROW(ODS_CELL("13003"), ODS_CELL("x")) ODS_ROW(ODS_CELL("13004"), ODS_CELL("x"))),
     true},
    /* All communes of the place, to be looked up. */
    {CODES("Communes",
           ODS_ROW(ODS_CELL("13001"), ODS_CELL("x")) ODS_ROW(ODS_CELL("13002"), ODS_CELL("x"))
               ODS_ROW(ODS_CELL("13003"), ODS_CELL("x")) ODS_ROW(ODS_CELL("13004"), ODS_CELL("x"))),
     false},
    {"<table:table table:name='Contacts'>" ODS_ROW(ODS_CELL("CPTS Nord"),
                                                   ODS_CELL("Mme X")) "</table:table>",
     false},
};

START_TEST(a_sheet_of_units_that_is_not_read_is_an_error)
{
    struct loaded loaded;
    char sheets[4096];
    snprintf(sheets, sizeof sheets, "%s%s", SHEET("Liste", FOUR), unread[_i].sheet);
    write_sheets(sheets);
    input_must_load_list(&loaded, "liste.ods");
    ck_assert_str_eq(input_claims(&loaded), ALL);
    if (unread[_i].is_error)
        input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "liste.ods|layername=SHEET");
    else
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNREAD), 0);
    input_free(&loaded);
    input_load_list(&loaded, "liste.ods|layername=Liste");
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNREAD), 0);
    input_free(&loaded);
}
END_TEST

/* A file a CPTS, where all are called so; one alone may be a list of all that CPTS cover. */
START_TEST(files_of_units_alone_are_called_by_their_cpts)
{
    static const char *const names[][3] = {{"CPTS_Nord.csv", "CPTS Sud.csv", NULL},
                                           {"CPTS_Nord.csv", NULL, NULL},
                                           {"CPTS_Nord.csv", "liste.csv", NULL},
                                           {"CPTS_Nord.csv", "cpts-2026.csv", NULL},
                                           {"CPTS_Nord.csv", "CPTS communes.csv", NULL}};
    const char *const units[] = {"region.gpkg", NULL};
    input_write_communes("region.gpkg");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct loaded loaded;
        cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
        options.units = units;
        options.perimeters = names[i];
        input_text(names[i][0], "Code INSEE;Commune\n13001;x\n13002;x\n");
        if (names[i][1])
            input_text(names[i][1], "Code INSEE;Commune\n13003;x\n13004;x\n");
        input_load(&loaded, &options);
        if (i == 0)
            ck_assert_str_eq(input_claims(&loaded), ALL);
        else
            ck_assert_int_eq(loaded.status, CPTS_ERROR_INPUT);
        input_free(&loaded);
    }
}
END_TEST

/* Its one unit goes under among other texts. */
START_TEST(a_sheet_like_others_that_is_not_understood_is_an_error)
{
    struct loaded loaded;
    write_sheets(
        CODES("CPTS Nord",
              ODS_ROW(ODS_CELL("13001"), ODS_CELL("x")) ODS_ROW(ODS_CELL("13002"), ODS_CELL("x")))
            CODES(
                "CPTS Sud",
                ODS_ROW(ODS_CELL("13003"), ODS_CELL("x")) ODS_ROW(
                    ODS_CELL("13002"),
                    ODS_CELL("x"))) "<table:table table:name='CPTS Est'>" ODS_ROW(ODS_CELL("Fiche"),
                                                                                  ODS_CELL(""))
                ODS_ROW(ODS_CELL("Nom"), ODS_CELL("CPTS Est"))
                    ODS_ROW(ODS_CELL("Date"), ODS_CELL("2025"))
                        ODS_ROW(ODS_CELL("Code INSEE"), ODS_CELL("Commune"))
                            ODS_ROW(ODS_CELL("13004"), ODS_CELL("x")) "</table:table>");
    input_load_list(&loaded, "liste.ods");
    input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "'CPTS Est' of liste.ods");
    input_free(&loaded);
}
END_TEST

Suite *workbook_suite(void)
{
    Suite *suite = suite_create("workbook");
    TCase *tcase = tests_of(suite, "all");
    tcase_add_checked_fixture(tcase, input_begin, input_end);
    tcase_add_loop_test(tcase, an_ods_is_read_for_what_it_shows, 0, COUNT(ods));
    tcase_add_loop_test(tcase, an_ods_that_multiplies_is_refused, 0, COUNT(refused_ods));
    tcase_add_test(tcase, a_document_type_is_refused);
    tcase_add_test(tcase, nesting_without_end_is_refused);
    tcase_add_test(tcase, merged_cells_of_an_xlsx_hold_for_their_rows);
    tcase_add_test(tcase, a_column_of_formulas_without_values_may_be_that_of_another_cpts);
    tcase_add_test(tcase, days_counted_from_1904_are_refused_where_dates_are_read);
    tcase_add_test(tcase, phonetic_guides_are_not_read_as_texts);
    tcase_add_test(tcase, hidden_sheets_of_an_xlsx_are_read_when_they_are_named);
    tcase_add_loop_test(tcase, what_someone_has_hidden_is_in_doubt_and_what_a_filter_hides_is_not,
                        0, COUNT(hiding_xlsx));
    tcase_add_loop_test(tcase, rows_of_an_ods_are_hidden_likewise, 0, COUNT(hiding_ods));
    tcase_add_loop_test(tcase, a_comment_of_a_cell_may_take_its_row_back, 0, COUNT(comments));
    tcase_add_loop_test(tcase, a_cell_that_is_struck_through_is_not_silently_a_claim, 0,
                        COUNT(struck_xlsx));
    tcase_add_loop_test(tcase, a_cell_that_is_struck_through_in_an_ods_is_not_silently_a_claim, 0,
                        COUNT(struck_ods));
    tcase_add_loop_test(tcase, two_editions_are_not_united, 0, COUNT(several));
    tcase_add_loop_test(tcase, titles_name_the_cpts_of_sheets_that_have_no_name, 0, COUNT(titled));
    tcase_add_test(tcase, sheets_that_are_named_both_hold);
    tcase_add_test(tcase, two_files_of_two_years_are_not_united);
    tcase_add_loop_test(tcase, a_sheet_of_units_that_is_not_read_is_an_error, 0, COUNT(unread));
    tcase_add_test(tcase, files_of_units_alone_are_called_by_their_cpts);
    tcase_add_test(tcase, a_sheet_like_others_that_is_not_understood_is_an_error);
    return suite;
}
