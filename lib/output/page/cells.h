/*
 * Sections, tables and cells, as all tables of a page that need no script have them.
 */
#ifndef CPTS_OUTPUT_PAGE_CELLS_H
#define CPTS_OUTPUT_PAGE_CELLS_H

#include "output/page/page.h"

/* Opens a section with its title. To be closed by </section>. */
void cpts_page_section(struct page *page, const char *id, const char *title);

/* Opens the box of a verdict, with its sign and its words, in a paragraph that goes on. To be
 * closed by "</div>\n</div>". */
void cpts_page_begin_verdict(struct page *page, cpts_verdict verdict, const char *words);

/* Opens a table up to its row of headings, to be ended by "</tr></thead>\n<tbody>\n"; closes it. */
void cpts_page_table(struct page *page, const char *caption);
void cpts_page_whole_table(struct page *page, const char *caption); /* never scrolls by height */
void cpts_page_table_end(struct page *page);
void cpts_page_heading(struct page *page, const char *title, bool is_number);
/* What a table leaves out of its rows; nothing for 0. */
void cpts_page_more(struct page *page, size_t left);

/* Opens a cell whose value a script sorts by: `kind` holds its attributes, with a space first. */
void cpts_page_cell(struct page *page, const char *kind, double value);
void cpts_page_whole_cell(struct page *page, double value);
/* A size class: "?" where units are not counted, which the legend of classes explains. */
void cpts_page_class_cell(struct page *page, const char *kind, size_t size_class,
                          size_t unknown_units);
void cpts_page_km2_cell(struct page *page, double area_m2);
void cpts_page_percent_cell(struct page *page, double part, double whole);

/* Why the size class of CPTS is unknown. */
void cpts_page_unknown_classes(struct page *page);

/* The shares of a whole, one beside the other; the cells say them in figures. */
void cpts_page_bar(struct page *page, double single, double overlap, double white, double whole);

/* A sample of a class of static maps. */
void cpts_page_swatch(struct page *page, const char *css);

/* A line of the legend of a static map: a sample of that class, and what it is. */
void cpts_page_key(struct page *page, const char *css, const char *words);

/* Those of the kinds of conflicts that the report has. */
void cpts_page_conflict_keys(struct page *page);

#endif
