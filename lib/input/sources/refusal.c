#include "input/sources/refusal.h"

#include <cpl_vsi.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/sources/compound.h"
#include "input/sources/connection.h"
#include "input/sources/formats.h"

/* libpq takes the end of a password with an unescaped @ for the host, and would show it: its
 * message is left out then. */
static cpts_status cannot_connect(const struct opened *source, cpts_context *context,
                                  const char *why)
{
    const bool is_shown = why && !strchr(why, '@');
    if (!cpts_postgis_find(source->path))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("'%s' is not a connection to PostgreSQL; write it as GDAL does, for "
                           "example PG:service=ars or PG:dbname=region"),
                         source->file);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("cannot connect to %s; check that the server is running, and that psql "
                       "connects to it in the same way%s%s%s"),
                     source->file, is_shown ? " (" : "", is_shown ? why : "", is_shown ? ")" : "");
}

cpts_status cpts_source_cannot_open(const struct opened *source, cpts_context *context,
                                    const char *why)
{
    if (cpts_is_connection(source->path))
        return cannot_connect(source, context, why);
    VSIStatBufL facts;
    char journal[4096];
    int length = snprintf(journal, sizeof journal, "%s-journal", source->path);
    bool fits = length > 0 && (size_t)length < sizeof journal;
    if (why && strstr(why, "is locked"))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s is being written by another program; wait until it has finished, or "
                           "close the file there"),
                         source->file);
    if (why && fits && VSIStatL(journal, &facts) == 0)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s was left half-written by a program that stopped (%s-journal is "
                           "still there); open it once in QGIS, which repairs it, and close it"),
                         source->file, source->file);
    const char *advice = cpts_format_advice(source->path, NULL);
    if (advice)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s is not read: it is %s"), source->file,
                         advice);
    if (VSIStatL(source->path, &facts) == 0 && VSI_ISDIR(facts.st_mode))
        return cpts_fail(
            context, CPTS_ERROR_INPUT,
            _("cannot read %s: it is a folder without Shapefiles; name the files in it"),
            source->file);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("cannot read %s: it is damaged, or not in a supported format (%s)%s%s"),
                     source->file, CPTS_FORMATS, why ? _(": ") : "", why ? why : "");
}

cpts_status cpts_source_check_spreadsheet(const struct opened *source, cpts_context *context)
{
    unsigned char head[512] = "";
    VSILFILE *file = VSIFOpenL(source->path, "rb");
    const size_t size = file ? VSIFReadL(head, 1, sizeof head, file) : 0;
    if (file)
        VSIFCloseL(file);
    const char *dot = strrchr(source->path, '.');
    const bool is_old = dot && strcasecmp(dot, ".xls") == 0;
    if (is_old ? cpts_is_compound(head, size) : memcmp(head, "PK", 2) == 0)
        return CPTS_OK;
    const char *advice = cpts_format_advice(source->path, NULL);
    return cpts_fail(context, CPTS_ERROR_INPUT, _("%s is not read: it is %s"), source->file,
                     advice ? advice
                            : _("not a spreadsheet, whatever its name: it is damaged, or text to "
                                "be renamed to .csv"));
}
