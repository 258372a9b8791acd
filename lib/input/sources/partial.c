#include "input/sources/partial.h"

#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "input/sources/gdal_session.h"

/* What is said of a collection stands before its features or after them. */
enum { BLOCK = 16384 };

/* The value of a member, past its colon; NULL: it is not there. */
static const char *member(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    if (!at)
        return NULL;
    at += strlen(name);
    at += strspn(at, " \t\r\n");
    if (*at != ':')
        return NULL;
    at++;
    return at + strspn(at, " \t\r\n");
}

/* Whether any member of this name has this value. */
static bool is_said(const char *text, const char *name, const char *value)
{
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
        const char *found = member(at, name);
        if (found && strncmp(found, value, strlen(value)) == 0)
            return true;
    }
    return false;
}

/* OGC API and pygeoapi link to the page that follows, Esri and Koop say that they stopped. */
static bool says_more(const char *text)
{
    return is_said(text, "\"exceededTransferLimit\"", "true") ||
           is_said(text, "\"limitExceeded\"", "true") || is_said(text, "\"rel\"", "\"next\"");
}

/* How many features the server has: GeoServer, MapServer, OGC API. 0: it does not say. */
static long long all_features(const char *text)
{
    static const char *const names[] = {"\"numberMatched\"", "\"totalFeatures\""};
    long long most = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = member(text, names[i]);
        const long long count = value ? strtoll(value, NULL, 10) : 0;
        most = count > most ? count : most;
    }
    return most;
}

static bool read_block(char *out, VSILFILE *file, vsi_l_offset from)
{
    if (VSIFSeekL(file, from, SEEK_SET) != 0)
        return false;
    const size_t size = VSIFReadL(out, 1, BLOCK, file);
    out[size] = '\0';
    return true;
}

/* Of the two ends of a file, what is outside its features. */
static void look_at(char *head, char *tail, const char *path)
{
    VSILFILE *file = VSIFOpenL(path, "rb");
    head[0] = tail[0] = '\0';
    if (!file)
        return;
    if (read_block(head, file, 0) && VSIFSeekL(file, 0, SEEK_END) == 0) {
        const vsi_l_offset size = VSIFTellL(file);
        if (!read_block(tail, file, size > BLOCK ? size - BLOCK : 0))
            tail[0] = '\0';
    }
    VSIFCloseL(file);
    char *features = strstr(head, "\"features\"");
    if (features)
        *features = '\0';
    /* Features end with the last "]" that stands behind a brace; links have one of their own. */
    char *end = NULL;
    for (char *at = tail; (at = strchr(at, '}')); at++) {
        const char *next = at + 1 + strspn(at + 1, " \t\r\n");
        if (*next == ']' && (!end || !strstr(end, "\"links\"")))
            end = at;
    }
    if (end)
        memmove(tail, end, strlen(end) + 1);
}

cpts_status cpts_partial_refuse(cpts_context *context, const struct opened *source)
{
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(source->dataset));
    if (!driver || strcmp(driver, "GeoJSON") != 0 || GDALDatasetGetLayerCount(source->dataset) != 1)
        return CPTS_OK;
    char *head = cpts_array_raw(BLOCK + 1, 1), *tail = cpts_array_raw(BLOCK + 1, 1);
    cpts_status status = head && tail ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK) {
        look_at(head, tail, source->path);
        const long long in_head = all_features(head), in_tail = all_features(tail);
        const long long all = in_head > in_tail ? in_head : in_tail;
        const long long here =
            all > 0 ? OGR_L_GetFeatureCount(GDALDatasetGetLayer(source->dataset, 0), TRUE) : 0;
        if (here < 0)
            status = cpts_gdal_cut_short(context, source->file);
        else if (all > here)
            status = cpts_fail(context, CPTS_ERROR_INPUT,
                               _("%s holds %lld features of %lld: its server sent a part; download "
                                 "the others too, or its whole file"),
                               source->file, here, all);
        else if (all == 0 && (says_more(head) || says_more(tail)))
            status = cpts_fail(context, CPTS_ERROR_INPUT,
                               _("%s says that there are more features than it holds: its server "
                                 "sent a part; download the others too, or its whole file"),
                               source->file);
    }
    cpts_array_free(head);
    cpts_array_free(tail);
    return status;
}
