/*
 * What all sections of pages are written with: markup, escaped texts, numbers.
 */
#include <openssl/evp.h>
#include <stdarg.h>

#include "output/markup.h"
#include "output/output.h"
#include "output/page/page.h"
#include "output/text/french.h"

void cpts_page_put(struct page *page, const char *markup)
{
    cpts_file_text(page->file, markup);
}

/* In French with its spaces: every text of a page comes through here, or through the data of the
 * scripts. */
void cpts_page_text(struct page *page, const char *text)
{
    char *spaced = page->is_french ? cpts_french_spaces(text) : NULL;
    cpts_markup_text(page->file, spaced ? spaced : text);
    cpts_array_free(spaced);
}

void cpts_page_words(struct page *page, const char *words)
{
    char said[CPTS_SAID_BYTES];
    cpts_page_text(page, cpts_said(said, &page->prose, words));
}

void cpts_page_name(struct page *page, const char *name)
{
    cpts_page_put(page, "<bdi>");
    cpts_markup_text(page->file, name);
    cpts_page_put(page, "</bdi>");
}

void cpts_page_sentence(struct page *page, const char *text)
{
    cpts_page_text_in(page, "<bdi>", text, "</bdi>");
}

void cpts_page_text_in(struct page *page, const char *before, const char *text, const char *after)
{
    cpts_page_put(page, before);
    cpts_page_text(page, text);
    cpts_page_put(page, after);
}

void cpts_page_name_in(struct page *page, const char *before, const char *name, const char *after)
{
    cpts_page_put(page, before);
    cpts_page_name(page, name);
    cpts_page_put(page, after);
}

void cpts_page_number(struct page *page, double value, int decimals)
{
    char cell[CPTS_CELL_BYTES];
    cpts_page_text(page, cpts_prose_number(&page->prose, cell, value, decimals));
}

const char *cpts_page_percent(const struct page *page, char *cell, double part, double whole)
{
    char share[CPTS_CELL_BYTES];
    const char *words = cpts_prose_percent(&page->prose, share, part, whole);
    if (part == 0 && whole > 0)
        words = "0";
    if (whole > 0)
        /* TRANSLATORS: a percentage, with the space that your language puts before the sign */
        snprintf(cell, CPTS_CELL_BYTES, _("%s%%"), words);
    else
        snprintf(cell, CPTS_CELL_BYTES, "%s", words);
    return cell;
}

void cpts_page_say(struct page *page, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    char said[CPTS_SAID_BYTES];
    va_start(arguments, format);
    vsnprintf(text, sizeof text, cpts_said(said, &page->prose, format), arguments);
    va_end(arguments);
    cpts_page_text(page, text);
}

void cpts_page_counted(struct page *page, const char *one, const char *many, size_t count)
{
    char cell[CPTS_CELL_BYTES];
    cpts_page_say(page, P_(one, many, count), cpts_prose_count(&page->prose, cell, count));
}

void cpts_page_base64(struct page *page, const struct bytes *bytes)
{
    for (size_t i = 0; i < bytes->used; i += 768) {
        unsigned char text[1028];
        const size_t size = bytes->used - i < 768 ? bytes->used - i : 768;
        const int length = EVP_EncodeBlock(text, (const unsigned char *)bytes->data + i, (int)size);
        cpts_file_bytes(page->file, text, (size_t)length);
    }
}
