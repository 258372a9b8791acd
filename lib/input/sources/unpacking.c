/*
 * A few kilobytes can unpack to terabytes. GDAL unpacks no more than the sizes that a zip archive
 * announces, so they can be trusted for a limit.
 */
#include "input/sources/unpacking.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>
#include <string.h>

/* Coordinates written as text shrink to a tenth, at most to a fiftieth. */
#define MAX_EXPANSION        100
#define ALWAYS_ALLOWED_BYTES ((vsi_l_offset)256 << 20)

/* Bytes of all members; 0 for what is not an archive. */
static vsi_l_offset unpacked_bytes(const char *root)
{
    char **members = VSIReadDirRecursive(root);
    vsi_l_offset bytes = 0;
    for (int i = 0; members && members[i]; i++) {
        char path[4096];
        VSIStatBufL facts;
        const int length = snprintf(path, sizeof path, "%s/%s", root, members[i]);
        if (length > 0 && (size_t)length < sizeof path && VSIStatL(path, &facts) == 0 &&
            !VSI_ISDIR(facts.st_mode))
            bytes += (vsi_l_offset)facts.st_size;
    }
    CSLDestroy(members);
    return bytes;
}

cpts_status cpts_unpacking_refuse(cpts_context *context, const char *shown,
                                  unsigned long long bytes)
{
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s would unpack to %llu MiB, far more than a table or layer of its size "
                       "should; unpack it yourself if you know where it comes from"),
                     shown, bytes >> 20);
}

cpts_status cpts_unpacking_check_spreadsheet(cpts_context *context, const char *path,
                                             const char *shown)
{
    char root[4096];
    const int length = snprintf(root, sizeof root, "/vsizip/{%s}", path);
    if (length < 0 || (size_t)length >= sizeof root)
        return CPTS_OK; /* no file has so long a name */
    const vsi_l_offset bytes = unpacked_bytes(root);
    return bytes > CPTS_MAX_SPREADSHEET_BYTES ? cpts_unpacking_refuse(context, shown, bytes)
                                              : CPTS_OK;
}

/* By a password: to OGR its files would seem damaged. */
static bool is_locked(const char *archive)
{
    static const char member[] = "PK\x03\x04";
    char head[8];
    VSILFILE *file = VSIFOpenL(archive, "rb");
    const bool is = file && VSIFReadL(head, 1, sizeof head, file) == sizeof head &&
                    memcmp(head, member, 4) == 0 && (head[6] & 1) != 0;
    if (file)
        VSIFCloseL(file);
    return is;
}

cpts_status cpts_unpacking_check_archive(cpts_context *context, const char *root, const char *shown)
{
    const char *file = root + strlen("/vsizip/");
    VSIStatBufL facts;
    if (is_locked(file))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s is protected by a password: unpack it, and name the files in it"),
                         shown);
    const vsi_l_offset bytes = unpacked_bytes(root);
    if (bytes <= ALWAYS_ALLOWED_BYTES || VSIStatL(file, &facts) != 0)
        return CPTS_OK;
    return bytes / MAX_EXPANSION > (vsi_l_offset)facts.st_size
               ? cpts_unpacking_refuse(context, shown, bytes)
               : CPTS_OK;
}
