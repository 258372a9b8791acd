#include "output/page/page.h"

#include <openssl/evp.h>

#include "output/output.h"
#include "output/page/files.h"
#include "output/text/french.h"
#include "output/text/place_title.h"

/* ---- styles and scripts ------------------------------------------------------------------ */

static cpts_status put_language(struct page *page)
{
    /* TRANSLATORS: the code of your language: fr, de, ... */
    cpts_page_text(page, _("en"));
    return CPTS_OK;
}

static bool put_hash(struct page *page, const struct bytes *text)
{
    unsigned char digest[EVP_MAX_MD_SIZE], encoded[2 * EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(text->data, text->used, digest, &size, EVP_sha256(), NULL) != 1)
        return false;
    EVP_EncodeBlock(encoded, digest, (int)size);
    cpts_page_put(page, "'sha256-");
    cpts_page_put(page, (const char *)encoded);
    cpts_page_put(page, "'");
    return true;
}

/* Nothing is fetched, and only these very scripts and this very sheet count. */
static cpts_status put_policy(struct page *page)
{
    cpts_page_put(page, "default-src 'none'; base-uri 'none'; form-action 'none'; style-src ");
    bool done = put_hash(page, &page->sheet);
    if (page->has_scripts) {
        cpts_page_put(page, "; script-src ");
        done = done && put_hash(page, &page->leaflet);
        cpts_page_put(page, " ");
        done = done && put_hash(page, &page->script);
    }
    return done ? CPTS_OK : cpts_fail_memory(page->context);
}

static cpts_status put_bytes(struct page *page, const struct bytes *bytes)
{
    cpts_file_bytes(page->file, bytes->data, bytes->used);
    return CPTS_OK;
}

static cpts_status put_run(struct page *page)
{
    cpts_page_put(page, page->context->run);
    return CPTS_OK;
}

static cpts_status put_sheet(struct page *page)
{
    return put_bytes(page, &page->sheet);
}

static cpts_status put_leaflet(struct page *page)
{
    return put_bytes(page, &page->leaflet);
}

static cpts_status put_script(struct page *page)
{
    return put_bytes(page, &page->script);
}

static cpts_status put_groups_word(struct page *page)
{
    cpts_page_words(page, _("{Groups}"));
    return CPTS_OK;
}

cpts_status cpts_page_place(struct page *page)
{
    char title[CPTS_TITLE_BYTES];
    cpts_page_text(page, cpts_place_title(page->report, title));
    return CPTS_OK;
}

/* "Var – Coverage by the CPTS"; the second alone where there is no place to name. */
static cpts_status put_window_title(struct page *page)
{
    char title[CPTS_TITLE_BYTES];
    const char *place = cpts_place_title(page->report, title), *what = _("Coverage by the CPTS");
    cpts_page_text(page, place);
    if (strcmp(place, what) != 0) {
        cpts_page_put(page, " – ");
        cpts_page_text(page, what);
    }
    return CPTS_OK;
}

/* ---- the frame --------------------------------------------------------------------------- */

/* What every page has. */
static const struct page_section common_sections[] = {
    {"language", put_language},   {"policy", put_policy},     {"style", put_sheet},
    {"made", cpts_page_made},     {"title", cpts_page_place}, {"reading", cpts_page_reading},
    {"footer", cpts_page_footer}, {"run", put_run},           {.mark = NULL},
};

static const struct page_section report_sections[] = {
    {"window-title", put_window_title},
    {"verdict", cpts_page_verdict},
    {"figures", cpts_page_figures},
    {"groups", cpts_page_groups},
    {"groups-word", put_groups_word},
    {"perimeters", cpts_page_perimeters},
    {"past", cpts_page_past},
    {"past-links", cpts_page_past_links},
    {"profile", cpts_page_profile},
    {"profile-links", cpts_page_profile_links},
    {"paper", cpts_page_paper},
    {"data", cpts_page_data},
    {"leaflet", put_leaflet},
    {"script", put_script},
    {.mark = NULL},
};

static cpts_status put_section(struct page *page, const struct page_section *sections,
                               const char *mark, size_t length)
{
    const struct page_section *const lists[] = {sections, common_sections};
    for (size_t l = 0; l < 2; l++)
        for (const struct page_section *section = lists[l]; section->mark; section++)
            if (strlen(section->mark) == length && memcmp(section->mark, mark, length) == 0)
                return section->put(page);
    return cpts_fail(page->context, CPTS_ERROR_INTERNAL, _("the page has no section '%.*s'"),
                     (int)length, mark);
}

/* Writes a frame with its texts and marks replaced. */
static cpts_status put_frame(struct page *page, const struct page_section *sections,
                             const char *frame)
{
    cpts_status status = CPTS_OK;
    for (const char *at; (at = strchr(frame, '@')) && status == CPTS_OK;) {
        const size_t length = strcspn(at + 1, "}]");
        cpts_file_bytes(page->file, frame, (size_t)(at - frame));
        if (at[1] == '[') {
            status = put_section(page, sections, at + 2, length - 1);
        } else {
            char message[256];
            snprintf(message, sizeof message, "%.*s", (int)length - 1, at + 2);
            cpts_page_text(page, _(message));
        }
        frame = at + 1 + length + 1;
    }
    cpts_page_put(page, frame);
    return status;
}

static bool gather(struct page *page, const char *name, struct bytes *frame)
{
    cpts_page_file(frame, name);
    cpts_bytes_add(frame, "", 1);
    if (page->has_scripts) {
        cpts_page_file(&page->sheet, "leaflet.css");
        cpts_page_file(&page->leaflet, "leaflet-licence.js");
        cpts_page_file(&page->leaflet, "leaflet.min.js");
        cpts_page_scripts(&page->script);
    }
    cpts_page_file(&page->sheet, "page.css");
    return !frame->is_short && !page->sheet.is_short && !page->leaflet.is_short &&
           !page->script.is_short;
}

cpts_status cpts_page_write(struct page *page, const char *frame_name,
                            const struct page_section *sections)
{
    struct bytes frame = {.data = NULL};
    page->context = page->report->region->context;
    page->prose = cpts_prose_begin(page->file, &page->report->region->units);
    page->is_french = cpts_is_french();
    page->has_population = page->report->region->units.has_population;
    cpts_status status = cpts_size_classes_in_force(&page->classes, page->report->region);
    if (status == CPTS_OK && !gather(page, frame_name, &frame))
        status = cpts_fail_memory(page->context);
    if (status == CPTS_OK)
        status = put_frame(page, sections, frame.data);
    cpts_bytes_free(&frame);
    cpts_bytes_free(&page->sheet);
    cpts_bytes_free(&page->leaflet);
    cpts_bytes_free(&page->script);
    return status;
}

cpts_status cpts_write_html(const struct cpts_report *report, struct output_file *file)
{
    struct page page = {.report = report, .file = file, .has_scripts = true};
    return cpts_page_write(&page, "page.html", report_sections);
}
