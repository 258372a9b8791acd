/*
 * Files of formats that are not read, by their name, with what to do.
 */
#ifndef CPTS_INPUT_SOURCES_FORMATS_H
#define CPTS_INPUT_SOURCES_FORMATS_H

/* "a 7z archive: unpack it"; NULL when neither the first bytes nor the extension are known. */
const char *cpts_format_advice(const char *path);

#endif
