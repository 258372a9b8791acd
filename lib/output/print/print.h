/*
 * What is printed: a page with the map of the region or of one CPTS, and the atlas, one page a
 * CPTS. Pages are composed of a title, a map, texts that flow through columns, and a foot that says
 * where the data come from.
 */
#ifndef CPTS_OUTPUT_PRINT_PRINT_H
#define CPTS_OUTPUT_PRINT_PRINT_H

#include <time.h>

#include "common/size_class.h"
#include "input/region/kept.h"
#include "output/output.h"
#include "output/print/map.h"
#include "output/text/prose.h"

#define CPTS_TEXT_COLOUR  0x1A1A1AFFu
#define CPTS_QUIET_COLOUR 0x555555FFu
#define CPTS_HEAD_COLOUR  0x1F497DFFu

#define CPTS_PAGE_MARGIN (10 * CPTS_MM)
#define CPTS_COLUMN_GAP  (5 * CPTS_MM)

struct printing {
    const struct cpts_report *report;
    const cpts_print_options *options;
    struct canvas canvas;
    struct scene scene;
    struct prose prose; /* for figures */
    struct size_classes classes;
    cairo_surface_t *logo; /* NULL: none */
    double north;          /* radians from the top of the map, to the right */
};

/* Prepares the scene, its borders of about so many points at most. cpts_printing_finish in all
 * cases. Then the size of the pages is chosen, and they begin. */
cpts_status cpts_printing_begin(struct printing *printing, const struct cpts_report *report,
                                struct output_file *file, enum canvas_kind kind,
                                size_t most_points);
cpts_status cpts_printing_pages(struct printing *printing, double width, double height,
                                const char *title);
cpts_status cpts_printing_finish(struct printing *printing, cpts_status status);

/* The size of the paper, upright. */
struct extent cpts_paper_size(const struct printing *printing, cpts_paper otherwise);

/* ---- texts that flow through columns ----------------------------------------------------- */

#define CPTS_COLUMNS_OF_PAGE 4

struct flow {
    struct printing *printing;
    struct frame columns[CPTS_COLUMNS_OF_PAGE];
    int count, at;
    double y;    /* in the column */
    double size; /* of plain letters, points */
    bool is_full;
};

struct flow cpts_flow_begin(struct printing *printing, double size, const struct frame *columns,
                            int count);

/* Room of that height in this column or the next; false: there is none, and nothing more fits. */
bool cpts_flow_room(struct flow *flow, double height);
/* How much there is, all columns taken together. */
double cpts_flow_left(const struct flow *flow);

void cpts_flow_heading(struct flow *flow, const char *text);
bool cpts_flow_text(struct flow *flow, const char *text, uint32_t colour);
bool cpts_flow_item(struct flow *flow, const char *mark, const char *text); /* "1", "•" */
/* A figure to the left, what it is beside it. */
void cpts_flow_figure(struct flow *flow, const char *figure, const char *text);

/* ---- parts of pages ---------------------------------------------------------------------- */

/* The title, what stands under it, the logo; gives the height. */
double cpts_page_head(struct printing *printing, const char *title, const char *under);

/* Sources with their dates, method, credit; gives the height, from the lower margin. With
 * `is_drawn` false, only measured. */
double cpts_page_foot(struct printing *printing, bool is_drawn);

void cpts_page_scale(struct printing *printing, const struct map_view *view);

void cpts_flow_figures(struct flow *flow);
void cpts_flow_legend(struct flow *flow, const struct map_view *view);
/* The gravest findings, as many as leave `reserve` points. `perimeter`: those that touch it. */
void cpts_flow_decide(struct flow *flow, uint32_t perimeter, double reserve);
void cpts_flow_numbers(struct flow *flow, const struct map_view *view, size_t *next);
double cpts_numbers_height(struct flow *flow, const struct map_view *view);
void cpts_flow_perimeter(struct flow *flow, uint32_t perimeter);

/* What the sources say of it in the kept columns, where this output shows them. */
void cpts_flow_kept(struct flow *flow, uint32_t perimeter, enum kept_output output);
void cpts_flow_indicators(struct flow *flow, uint32_t perimeter);

/* The day of the map, in UTC. */
void cpts_printing_date(char *out, size_t size, const struct printing *printing);

#endif
