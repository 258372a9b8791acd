/*
 * Unpacking: how large what is compressed would become, asked before anything is read.
 */
#ifndef CPTS_INPUT_SOURCES_UNPACKING_H
#define CPTS_INPUT_SOURCES_UNPACKING_H

#include "common/context.h"

/* The sheets of the largest lists unpack to some ten megabytes, and are read into five times that.
 */
#define CPTS_MAX_SPREADSHEET_BYTES ((size_t)128 << 20)

/* A spreadsheet is a zip archive that is read whole: an error when that would take too much. */
cpts_status cpts_unpacking_check_spreadsheet(cpts_context *context, const char *path,
                                             const char *shown);

/* `root` is the archive as a folder, /vsizip/PATH: an error when its members expand beyond all
 * that geographic files do, or need a password. */
cpts_status cpts_unpacking_check_archive(cpts_context *context, const char *root,
                                         const char *shown);

/* The error of what would take so many bytes. */
cpts_status cpts_unpacking_refuse(cpts_context *context, const char *shown,
                                  unsigned long long bytes);

#endif
