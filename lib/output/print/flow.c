/*
 * Texts that flow through the columns of a page, from top to bottom and from left to right.
 */
#include <math.h>

#include "output/print/print.h"

#define AFTER_ITEM    0.35 /* of the size of letters */
#define AROUND_HEAD   0.8
#define FIGURE_COLUMN (19 * CPTS_MM)

struct flow cpts_flow_begin(struct printing *printing, double size, const struct frame *columns,
                            int count)
{
    struct flow flow = {.printing = printing, .count = count, .y = columns[0].y, .size = size};
    for (int i = 0; i < count; i++)
        flow.columns[i] = columns[i];
    return flow;
}

bool cpts_flow_room(struct flow *flow, double height)
{
    while (!flow->is_full) {
        const struct frame *column = &flow->columns[flow->at];
        if (flow->y + height <= column->y + column->height)
            return true;
        if (flow->at + 1 == flow->count)
            flow->is_full = true;
        else
            flow->y = flow->columns[++flow->at].y;
    }
    return false;
}

double cpts_flow_left(const struct flow *flow)
{
    const struct frame *column = &flow->columns[flow->at];
    double left = flow->is_full ? 0 : column->y + column->height - flow->y;
    for (int i = flow->at + 1; i < flow->count; i++)
        left += flow->columns[i].height;
    return left;
}

void cpts_flow_heading(struct flow *flow, const char *text)
{
    struct canvas *canvas = &flow->printing->canvas;
    const struct lettering lettering = {.size = flow->size * 1.25,
                                        .look = FONT_BOLD,
                                        .colour = CPTS_HEAD_COLOUR,
                                        .width = flow->columns[flow->at].width};
    const double height = cpts_canvas_measure(canvas, text, &lettering).height;
    /* A heading is not left alone at the foot of a column. */
    if (!cpts_flow_room(flow, height + 8 * flow->size))
        return;
    const struct frame *column = &flow->columns[flow->at];
    if (flow->y > column->y)
        flow->y += AROUND_HEAD * flow->size;
    cpts_canvas_text(canvas, column->x, flow->y, text, &lettering);
    flow->y += height + 1;
    cairo_move_to(canvas->cairo, column->x, flow->y);
    cairo_line_to(canvas->cairo, column->x + column->width, flow->y);
    cpts_canvas_colour(canvas, 0xB0B8C0FFu);
    cairo_set_line_width(canvas->cairo, 0.5);
    cairo_stroke(canvas->cairo);
    flow->y += 0.5 * flow->size;
}

static bool put_beside(struct flow *flow, double indent, const char *text, uint32_t colour)
{
    struct canvas *canvas = &flow->printing->canvas;
    const struct lettering lettering = {.size = flow->size,
                                        .colour = colour,
                                        .width = flow->columns[flow->at].width - indent,
                                        .most_lines = 6};
    const double height = cpts_canvas_measure(canvas, text, &lettering).height;
    if (!cpts_flow_room(flow, height))
        return false;
    cpts_canvas_text(canvas, flow->columns[flow->at].x + indent, flow->y, text, &lettering);
    flow->y += height + AFTER_ITEM * flow->size;
    return true;
}

bool cpts_flow_text(struct flow *flow, const char *text, uint32_t colour)
{
    return put_beside(flow, 0, text, colour);
}

bool cpts_flow_item(struct flow *flow, const char *mark, const char *text)
{
    struct canvas *canvas = &flow->printing->canvas;
    const struct lettering lettering = {
        .size = flow->size, .look = FONT_BOLD, .colour = CPTS_HEAD_COLOUR};
    const double width = cpts_canvas_measure(canvas, mark, &lettering).width;
    const double indent = ceil((width + 0.5 * flow->size) / flow->size) * flow->size;
    if (!put_beside(flow, indent, text, CPTS_TEXT_COLOUR))
        return false;
    const struct lettering beside = {
        .size = flow->size, .width = flow->columns[flow->at].width - indent, .most_lines = 6};
    const double height = cpts_canvas_measure(canvas, text, &beside).height;
    cpts_canvas_text(canvas, flow->columns[flow->at].x, flow->y - height - AFTER_ITEM * flow->size,
                     mark, &lettering);
    return true;
}

void cpts_flow_figure(struct flow *flow, const char *figure, const char *text)
{
    struct canvas *canvas = &flow->printing->canvas;
    struct lettering large = {
        .size = flow->size * 1.5, .look = FONT_BOLD, .colour = CPTS_HEAD_COLOUR};
    const struct lettering plain = {.size = flow->size,
                                    .colour = CPTS_TEXT_COLOUR,
                                    .width = flow->columns[flow->at].width - FIGURE_COLUMN -
                                             1.5 * CPTS_MM};
    struct extent extent = cpts_canvas_measure(canvas, figure, &large);
    if (extent.width > FIGURE_COLUMN) {
        large.size *= FIGURE_COLUMN / extent.width;
        extent = cpts_canvas_measure(canvas, figure, &large);
    }
    const struct extent words = cpts_canvas_measure(canvas, text, &plain);
    const double height = fmax(extent.height, words.height);
    if (!cpts_flow_room(flow, height))
        return;
    const struct frame *column = &flow->columns[flow->at];
    large.align = ALIGN_RIGHT;
    cpts_canvas_text(canvas, column->x + FIGURE_COLUMN, flow->y + (height - extent.height) / 2,
                     figure, &large);
    cpts_canvas_text(canvas, column->x + FIGURE_COLUMN + 1.5 * CPTS_MM,
                     flow->y + (height - words.height) / 2, text, &plain);
    flow->y += height + AFTER_ITEM * flow->size;
}
