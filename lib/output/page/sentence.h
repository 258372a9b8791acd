/*
 * Sentences as the terminal has them, on a page.
 */
#ifndef CPTS_OUTPUT_PAGE_SENTENCE_H
#define CPTS_OUTPUT_PAGE_SENTENCE_H

#include <stdio.h>

#include "output/page/page.h"

struct page_sentence {
    char *text;
    size_t size;
    FILE *stream;
    struct output_file file;
    struct prose prose; /* what is put into it comes on the page */
};

/* Closed by the other even when it fails; what is closed is written, unless `status` says that
 * something failed. */
cpts_status cpts_sentence_open(struct page_sentence *out, struct page *page);
cpts_status cpts_sentence_close(struct page_sentence *sentence, struct page *page,
                                cpts_status status);

#endif
