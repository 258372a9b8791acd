#include "output/page/sentence.h"

#include <stdlib.h>

cpts_status cpts_sentence_open(struct page_sentence *out, struct page *page)
{
    cpts_context *context = page->report->region->context;
    *out = (struct page_sentence){.file = {.fd = -1}};
    out->stream = open_memstream(&out->text, &out->size);
    if (!out->stream)
        return cpts_fail_memory(context);
    const cpts_status status = cpts_file_wrap(&out->file, context, out->stream);
    out->prose = cpts_prose_begin(&out->file, &page->report->region->units);
    out->prose.has_colour = false;
    return status;
}

cpts_status cpts_sentence_close(struct page_sentence *sentence, struct page *page,
                                cpts_status status)
{
    status = cpts_file_end(&sentence->file, status);
    if (sentence->stream && fclose(sentence->stream) != 0 && status == CPTS_OK)
        status = cpts_fail_memory(page->report->region->context);
    if (status == CPTS_OK)
        cpts_page_text(page, sentence->text);
    free(sentence->text);
    return status;
}
