/* Spreadsheets of old, XLS: records in a compound file. */
#include <string.h>

#include "input_fixture.h"
#include "suites.h"

struct bytes {
    unsigned char at[32768];
    size_t size;
};

static void put(struct bytes *bytes, size_t size, unsigned long value)
{
    for (size_t i = 0; i < size; i++, value >>= 8)
        bytes->at[bytes->size++] = (unsigned char)value;
}

static void put_record(struct bytes *to, unsigned type, const struct bytes *data)
{
    put(to, 2, type);
    put(to, 2, data->size);
    memcpy(to->at + to->size, data->at, data->size);
    to->size += data->size;
}

/* A record of 16-bit numbers, up to a negative one. */
static void put_numbers(struct bytes *to, unsigned type, const int *numbers)
{
    struct bytes data = {.size = 0};
    for (; *numbers >= 0; numbers++)
        put(&data, 2, (unsigned long)*numbers);
    put_record(to, type, &data);
}
#define RECORD(to, type, ...) put_numbers(to, type, (const int[]){__VA_ARGS__, -1})

static void put_letters(struct bytes *to, const char *text)
{
    for (; *text; text++)
        put(to, 1, (unsigned char)*text);
}

/* Shared texts: the first one in Latin-1, the second cut by the end of the record and goes on in
 * two bytes a letter, the third as a code. */
static void put_strings(struct bytes *to)
{
    struct bytes data = {.size = 0};
    put(&data, 4, 6);
    put(&data, 4, 6);
    put(&data, 3, 4), put_letters(&data, "CPTS");
    put(&data, 3, 10), put_letters(&data, "Code INSEE");
    put(&data, 3, 11), put_letters(&data, "CPTS \xc9toil\xe9");
    put(&data, 3, 8), put_letters(&data, "CPTS");
    put_record(to, 0xfc, &data);
    data.size = 0;
    put(&data, 1, 1), put(&data, 2, ' '), put(&data, 2, 'S'), put(&data, 2, 'u'),
        put(&data, 2, 'd');
    put(&data, 3, 5), put_letters(&data, "13002");
    put(&data, 3, 8), put_letters(&data, "CPTS Est");
    put_record(to, 0x3c, &data);
}

/* The records of a sheet: names merged over two rows, codes as texts and numbers of three kinds. */
static void put_list(struct bytes *to)
{
    RECORD(to, 0x809, 0x600, 0x10, 0, 0, 0, 0, 0, 0);
    RECORD(to, 0xfd, 0, 0, 0, 0, 0), RECORD(to, 0xfd, 0, 1, 0, 1, 0);
    RECORD(to, 0xfd, 1, 0, 0, 2, 0), RECORD(to, 0xfd, 3, 0, 0, 3, 0);
    RECORD(to, 0xfd, 2, 1, 0, 4, 0);
    RECORD(to, 0x27e, 1, 1, 0, (13001 << 2 | 2) & 0xffff, 13001 >> 14);
    RECORD(to, 0x203, 3, 1, 0, 0, 0, 0x6580, 0x40c9); /* 13003.0 */
    RECORD(to, 0x06, 4, 1, 0, 0, 0, 0, 0xffff, 0, 0, 0),
        RECORD(to, 0x207, 5, '1' << 8, '3' | '0' << 8, '0' | '4' << 8);
    RECORD(to, 0xe5, 2, 1, 2, 0, 0, 3, 4, 0, 0);
    RECORD(to, 0x0a, -1);
}

/* Its code is struck through. */
static void put_hidden(struct bytes *to)
{
    RECORD(to, 0x809, 0x600, 0x10, 0, 0, 0, 0, 0, 0);
    RECORD(to, 0xfd, 0, 0, 0, 0, 0), RECORD(to, 0xfd, 0, 1, 0, 1, 0);
    RECORD(to, 0xfd, 1, 0, 0, 5, 0), RECORD(to, 0xfd, 1, 1, 1, 4, 0);
    RECORD(to, 0x0a, -1);
}

static void put_sheet(struct bytes *to, const char *name, unsigned long offset, unsigned state)
{
    struct bytes data = {.size = 0};
    put(&data, 4, offset), put(&data, 2, state);
    put(&data, 2, strlen(name)), put_letters(&data, name);
    put_record(to, 0x85, &data);
}

/* The workbook, in a compound file of one table of sectors. `offset`: where the first sheet says
 * that it begins; 0: where it does. */
static void write_xls(const char *path, unsigned long offset)
{
    static struct bytes globals, sheets, file;
    unsigned long first = 0, second = 0;
    for (int pass = 0; pass < 2; pass++) { /* the second time it is known where sheets begin */
        globals.size = sheets.size = 0;
        RECORD(&globals, 0x809, 0x600, 0x05, 0, 0, 0, 0, 0, 0);
        for (int font = 0; font < 6; font++)
            RECORD(&globals, 0x31, 200, font == 4 ? 8 : 0, 0, 0);
        RECORD(&globals, 0xe0, 0, 0), RECORD(&globals, 0xe0, 5, 0); /* 5 is the fifth */
        put_sheet(&globals, "2026", offset ? offset : first, 0);
        put_sheet(&globals, "2025", second, 1);
        put_strings(&globals);
        RECORD(&globals, 0x0a, -1);
        first = globals.size;
        put_list(&sheets);
        second = globals.size + sheets.size;
        put_hidden(&sheets);
    }
    enum { SECTOR = 512, STREAM_SECTORS = 9 };
    const size_t size = STREAM_SECTORS * SECTOR; /* short ones lie elsewhere */
    file.size = 0;
    put_letters(&file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    memset(file.at + file.size, 0, SECTOR);
    file.size = 0x1e, put(&file, 2, 9), put(&file, 2, 6);
    file.size = 0x2c, put(&file, 4, 1), put(&file, 4, 1);
    file.size = 0x38, put(&file, 4, 4096), put(&file, 4, 0xfffffffe);
    file.size = 0x44, put(&file, 4, 0xfffffffe);
    file.size = 0x4c, put(&file, 4, 0);
    while (file.size < SECTOR)
        put(&file, 4, 0xffffffff);
    put(&file, 4, 0xfffffffd), put(&file, 4, 0xfffffffe); /* the table, the directory */
    for (unsigned long i = 0; i < STREAM_SECTORS; i++)
        put(&file, 4, i + 1 < STREAM_SECTORS ? i + 3 : 0xfffffffe);
    while (file.size < 2 * SECTOR)
        put(&file, 4, 0xffffffff);
    memset(file.at + file.size, 0, SECTOR);
    file.at[file.size + 0x42] = 5;
    file.size += 128;
    const size_t entry = file.size;
    for (const char *c = "Workbook"; *c; c++)
        put(&file, 2, (unsigned char)*c);
    file.size = entry + 0x40, put(&file, 2, 18), put(&file, 1, 2);
    file.size = entry + 0x74, put(&file, 4, 2), put(&file, 4, size);
    file.size = 3 * SECTOR;
    memset(file.at + file.size, 0, size);
    memcpy(file.at + file.size, globals.at, globals.size);
    memcpy(file.at + file.size + globals.size, sheets.at, sheets.size);
    file.size += size;
    input_bytes(path, file.at, file.size);
}

START_TEST(an_old_spreadsheet_is_read)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    write_xls("liste.xls", 0);
    input_must_load_list(&loaded, "liste.xls");
    ck_assert_str_eq(input_claims(&loaded), "CPTS Sud=13003+13004;CPTS Étoilé=13001+13002");
    ck_assert_msg(strstr(loaded.log, "'2025' is hidden") != NULL, "%s", loaded.log);
    input_free(&loaded);
    input_must_load_list(&loaded, "liste.xls|layername=2025");
    ck_assert_str_eq(input_claims(&loaded), "CPTS Est=13002");
    input_free(&loaded);
    input_expect_struck("liste.xls", false);
    input_expect_struck("liste.xls|layername=2025", true);
}
END_TEST

START_TEST(an_old_spreadsheet_that_is_damaged_is_refused)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_text("liste.xls", "id;nom\n");
    input_load_list(&loaded, "liste.xls");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "liste.xls is not read", ".csv", NULL);
    input_free(&loaded);
    write_xls("liste.xls", 1UL << 30);
    input_load_list(&loaded, "liste.xls");
    ck_assert_int_eq(loaded.status, CPTS_ERROR_INPUT);
    input_free(&loaded);
}
END_TEST

Suite *xls_suite(void)
{
    Suite *suite = suite_create("xls");
    TCase *tcase = tests_of(suite, "all");
    tcase_add_checked_fixture(tcase, input_begin, input_end);
    tcase_add_test(tcase, an_old_spreadsheet_is_read);
    tcase_add_test(tcase, an_old_spreadsheet_that_is_damaged_is_refused);
    return suite;
}
