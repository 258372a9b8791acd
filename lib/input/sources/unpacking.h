/*
 * Unpacking: how large what is compressed would become, asked before anything is read.
 */
#ifndef CPTS_INPUT_SOURCES_UNPACKING_H
#define CPTS_INPUT_SOURCES_UNPACKING_H

#include "common/context.h"

/* A spreadsheet is a zip archive that is read whole: an error when that would take too much. */
cpts_status cpts_unpacking_check_spreadsheet(cpts_context *context, const char *path,
                                             const char *shown);

/* `root` is the archive as a folder, /vsizip/PATH: an error when its members expand beyond all
 * that geographic files do. */
cpts_status cpts_unpacking_check_archive(cpts_context *context, const char *root,
                                         const char *shown);

#endif
