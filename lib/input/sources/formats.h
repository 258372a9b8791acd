/*
 * Files of formats that are not read, by their name, with what to do.
 */
#ifndef CPTS_INPUT_SOURCES_FORMATS_H
#define CPTS_INPUT_SOURCES_FORMATS_H

#include <stdbool.h>

/* "a 7z archive: unpack it"; NULL when neither the first bytes nor the extension are known.
 * `is_document`, or NULL: whether it goes with what declares and declares nothing, such as a PDF.
 */
const char *cpts_format_advice(const char *path, bool *is_document);

/* Whether it is one of these, "shp dbf", in any case; "": any, or none. */
bool cpts_has_extension(const char *path, const char *extensions);

#endif
