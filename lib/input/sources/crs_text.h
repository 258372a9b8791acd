/*
 * Coordinate reference systems that name files: grids, init files, files of parameters. PROJ opens
 * what they name, wherever it is, and waits for ever when it is a pipe. No published CRS needs
 * one, so a source that brings one is refused.
 */
#ifndef CPTS_INPUT_SOURCES_CRS_TEXT_H
#define CPTS_INPUT_SOURCES_CRS_TEXT_H

#include "common/context.h"

/* Whether a definition, a PROJ string or WKT, names a file. "@null", which names none, is said by
 * many a web map. */
bool cpts_crs_names_file(const char *text);

/* Looks through the bytes of a file for PROJ strings that name files, before any reader meets them:
 * some are opened as soon as they are read. Text of JSON may be escaped. `path` is one of GDAL's; a
 * missing file that is optional is not a failure. */
cpts_status cpts_crs_scan(cpts_context *context, const char *path, const char *shown,
                          bool must_exist);

/* The refusal. */
cpts_status cpts_crs_refuse(cpts_context *context, const char *shown);

#endif
