#include "input/sources/refusal.h"

#include <cpl_vsi.h>
#include <stdio.h>
#include <string.h>

#include "input/sources/connection.h"

/* A password with an @ in it that is written as it is makes libpq tell the end of it as the host:
 * what it tells is left out then. */
static cpts_status cannot_connect(const struct opened *source, cpts_context *context,
                                  const char *why)
{
    const bool is_told = why && !strchr(why, '@');
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s cannot be connected to%s%s; see that the server runs, and that psql "
                       "connects to it in the same way"),
                     source->file, is_told ? ": " : "", is_told ? why : "");
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
        return cpts_fail(
            context, CPTS_ERROR_INPUT,
            _("%s was left half-written by a program that stopped (%s-journal is still "
              "there); open it once in QGIS, which mends it, and close it"),
            source->file, source->file);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s cannot be read: it is damaged, or of none of the formats read (%s)%s%s"),
                     source->file, CPTS_FORMATS, why ? ": " : "", why ? why : "");
}
