/*
 * The command line: the input is the words after the command, ended by zero bytes. What was
 * understood is used, on fixed sources and without any output: filters, fields, CRS, --fail-on.
 */
#include <stdlib.h>
#include <string.h>

#include "../../cli/cli.h"
#include "fuzz.h"

#define PERIMETERS "/vsimem/perimeters.geojson"

enum { WORDS_MOST = 24, BYTES_MOST = 512 };

static void write_perimeters(void)
{
    static const char text[] =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
        "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[{\"type\":\"Feature\","
        "\"properties\":{\"id\":\"A\",\"nom\":\"Sud\",\"statut\":\"ACI\"},\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[900000,6250000],[902000,6250000],"
        "[902000,6252500],[900000,6252500],[900000,6250000]]]}},{\"type\":\"Feature\","
        "\"properties\":{\"id\":\"B\",\"nom\":\"HORS CPTS\",\"statut\":null},\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[901000,6250000],[903000,6250000],"
        "[903000,6253000],[901000,6253000],[901000,6250000]]]}}]}";
    fuzz_file(PERIMETERS, text, strlen(text));
}

/* Only what stays in memory: the words may name any file. */
static void use(const struct options *options)
{
    struct fuzz_sources sources;
    const cpts_load_options fixed = fuzz_load(&sources, PERIMETERS);
    cpts_load_options load = options->load;
    load.sources = NULL;
    load.units = fixed.units;
    load.perimeters = fixed.perimeters;
    load.code_changes = load.populations = NULL;
    fuzz_run(&load, &options->check, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes bytes = {data, size};
    char *words[WORDS_MOST + 1] = {NULL};
    int count = 0;
    while (bytes.left && count < WORDS_MOST)
        words[count++] = fuzz_text(&bytes, BYTES_MOST);
    FILE *nowhere = fopen("/dev/null", "w");
    fuzz_promise(nowhere, "/dev/null");
    struct options options = OPTIONS_INIT;
    write_perimeters();
    if (cli_options_parse(&options, &cli_commands[0], count, words, nowhere) && !options.help &&
        !options.version)
        use(&options);
    cli_options_free(&options);
    fclose(nowhere);
    for (int i = 0; i < count; i++)
        free(words[i]);
    return 0;
}
