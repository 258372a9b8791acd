#include "output/page/files.h"

#include "page.inc"

void cpts_page_file(struct bytes *out, const char *name)
{
    for (size_t f = 0; f < sizeof page_files / sizeof *page_files; f++)
        if (strcmp(page_files[f].name, name) == 0)
            cpts_bytes_add(out, page_files[f].bytes, page_files[f].size);
}

void cpts_page_scripts(struct bytes *out)
{
    cpts_bytes_text(out, "\"use strict\";\n");
    for (size_t f = 0; f < sizeof page_files / sizeof *page_files; f++)
        if (page_files[f].is_script)
            cpts_bytes_add(out, page_files[f].bytes, page_files[f].size);
}

const struct page_text *cpts_page_texts(void)
{
    return page_texts;
}
