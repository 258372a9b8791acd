/*
 * Pages that open offline, from the attachment of a mail: report.html, and what a hypothesis or a
 * proposal changes. Their frames are in page/, where @{Text} is translated and @[mark] is replaced
 * by what the function of that name writes. What does not need a script (verdict, figures, tables)
 * is written here, so that a mail program that runs none still shows it; in report.html the map,
 * the table of findings and the what-if mode are drawn by the scripts of page/ from the data at the
 * end.
 *
 * To add a section: a function, its row in the table of sections of its page, its @[mark] in the
 * frame.
 */
#ifndef CPTS_OUTPUT_PAGE_PAGE_H
#define CPTS_OUTPUT_PAGE_PAGE_H

#include "common/bytes.h"
#include "common/size_class.h"
#include "coverage/report.h"
#include "output/text/prose.h"
#include "output/text/words.h"

struct page {
    const struct cpts_report *report;
    const struct page_change *change; /* of a page of what changes: see page_change.h */
    bool has_scripts, is_french;
    cpts_context *context;
    struct output_file *file;
    struct prose prose; /* of numbers */
    struct size_classes classes;
    bool has_population;
    bool has_ids, has_status, has_dates; /* some perimeter has */
    struct bytes sheet, leaflet, script; /* what <style> and <script> hold, to the byte */
};

typedef cpts_status page_section_fn(struct page *page);

/* What is written for a @[mark]. */
struct page_section {
    const char *mark;
    page_section_fn *put;
};

/* Writes a page: a frame of page/, its marks found among `sections`, ended by a NULL one, and those
 * that every page has. Everything of the page is filled in except its file, report, change and
 * has_scripts. */
cpts_status cpts_page_write(struct page *page, const char *frame_name,
                            const struct page_section *sections);

/* Whether a finding is of something in a list that was not understood. */
bool cpts_page_is_riddle(const cpts_finding *finding);

page_section_fn cpts_page_verdict, cpts_page_figures;                /* page_summary.c */
page_section_fn cpts_page_groups, cpts_page_perimeters;              /* page_tables.c */
page_section_fn cpts_page_past, cpts_page_past_links;                /* page_past.c */
page_section_fn cpts_page_profile, cpts_page_profile_links;          /* page_profile.c */
page_section_fn cpts_page_place;                                     /* page.c */
page_section_fn cpts_page_made, cpts_page_reading, cpts_page_footer; /* page_reading.c */
page_section_fn cpts_page_paper;                                     /* paper.c */
page_section_fn cpts_page_data;                                      /* data.c */

/* How a source was understood, in its cell; what declared units were taken for. */
void cpts_page_source_decisions(struct page *page, const struct source *source);
void cpts_page_readings(struct page *page);

/* Writes markup as it is, and a text with what HTML would take for markup escaped. A name that
 * comes from a file goes between <bdi> and </bdi>: it may be written from right to left. Those that
 * end in _in write one between two pieces of markup. */
void cpts_page_put(struct page *page, const char *markup);
void cpts_page_text(struct page *page, const char *text);
void cpts_page_text_in(struct page *page, const char *before, const char *text, const char *after);
void cpts_page_name_in(struct page *page, const char *before, const char *name, const char *after);
void cpts_page_words(struct page *page, const char *words); /* ours: units in braces are named */

/* The key of the size classes, below a table with those of CPTS; nothing when there are no
 * inhabitants. */
void cpts_page_size_classes(struct page *page);
void cpts_page_name(struct page *page, const char *name);
void cpts_page_sentence(struct page *page, const char *text); /* of ours, with names in it */

/* A number as people read it; a dash when it is unknown. */
void cpts_page_number(struct page *page, double value, int decimals);

/* "98.06%" in `cell`, of CPTS_CELL_BYTES. */
const char *cpts_page_percent(const struct page *page, char *cell, double part, double whole);

/* A text made as by printf, escaped. */
void cpts_page_say(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Likewise for one or for many, whose "%s" is the count; both are found by `make pot`. */
void cpts_page_counted(struct page *page, const char *one, const char *many, size_t count);

/* Bytes in base 64. */
void cpts_page_base64(struct page *page, const struct bytes *bytes);

#endif
