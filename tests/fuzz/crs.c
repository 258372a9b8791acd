/*
 * The coordinate system of a GeoJSON: the input is its definition, a name or the member as it
 * stands, over coordinates in degrees or metres; or that of the option. PROJ takes names,
 * authorities, WKT of two generations, PROJJSON and strings of its own.
 */
#include <cpl_vsi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define DRAWN "/vsimem/drawn.geojson"

enum { CRS_MOST = 2000, FILE_MOST = 16384 };

static size_t escape(char *out, const char *text)
{
    char *end = out;
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            end += sprintf(end, "\\%c", *text);
        else if ((unsigned char)*text < ' ')
            end += sprintf(end, "\\u%04x", *text);
        else
            *end++ = *text;
    return (size_t)(end - out);
}

static void write_file(const char *crs, bool is_named, bool in_degrees)
{
    static char file[FILE_MOST];
    char *end = file;
    end += sprintf(end, "{\"type\":\"FeatureCollection\",\"crs\":");
    if (is_named) {
        end += sprintf(end, "{\"type\":\"name\",\"properties\":{\"name\":\"");
        end += escape(end, crs);
        end += sprintf(end, "\"}}");
    } else {
        end += sprintf(end, "%s", *crs ? crs : "null");
    }
    const double x = in_degrees ? 5.4 : 900000, y = in_degrees ? 43.3 : 6250000;
    const double side = in_degrees ? 0.02 : 2000;
    sprintf(end,
            ",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":\"A\",\"nom\":\"Sud\"},"
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%g,%.0f],[%g,%.7f],[%g,%.7f],"
            "[%g,%.0f]]]}}]}",
            x, y, x + side, y, x, y + side, x, y);
    fuzz_file(DRAWN, file, strlen(file));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = fuzz_load(&sources, DRAWN);
    const uint8_t kind = fuzz_byte(&bytes);
    char *crs = fuzz_text(&bytes, CRS_MOST);
    const bool as_option = kind & 4;
    write_file(as_option ? "EPSG:2154" : crs, as_option || kind & 1, kind & 2);
    if (kind & 8)
        load.units = sources.perimeters; /* the frame itself is made of it */
    load.crs = as_option ? crs : NULL;
    fuzz_run(&load, &check, true);
    VSIUnlink(DRAWN);
    free(crs);
    return 0;
}
