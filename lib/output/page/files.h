/*
 * The files of lib/output/page/ and Leaflet, put into the library when it is built, and the texts
 * their scripts ask for.
 */
#ifndef CPTS_OUTPUT_PAGE_FILES_H
#define CPTS_OUTPUT_PAGE_FILES_H

#include "common/bytes.h"

/* Adds the bytes of a file, then those of all scripts of the page in order of their names. */
void cpts_page_file(struct bytes *out, const char *name);
void cpts_page_scripts(struct bytes *out);

/* The texts of the scripts, in English: of a number of things, `many` is the plural. */
struct page_text {
    const char *one, *many; /* many NULL: no number is shown */
};

/* Ended by a NULL one. */
const struct page_text *cpts_page_texts(void);

#endif
