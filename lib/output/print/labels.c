#include "output/print/labels.h"

#include <math.h>
#include <string.h>

#include "common/memory.h"

cpts_status cpts_labels_new(struct label_grid *grid, cpts_context *context, double width,
                            double height, size_t field_count)
{
    *grid = (struct label_grid){.width = (int)floor(width / CPTS_CELL),
                                .height = (int)floor(height / CPTS_CELL),
                                .field_count = field_count};
    const size_t cells = (size_t)grid->width * (size_t)grid->height;
    grid->owner = cpts_array_new(cells, sizeof *grid->owner);
    grid->taken = cpts_array_new(cells, sizeof *grid->taken);
    grid->depth = cpts_array_new(cells, sizeof *grid->depth);
    grid->inside = cpts_array_new(cells + (size_t)grid->height, sizeof *grid->inside);
    grid->boxes = cpts_array_new(field_count, sizeof *grid->boxes);
    if (!grid->owner || !grid->taken || !grid->depth || !grid->inside || !grid->boxes)
        return cpts_fail_memory(context);
    grid->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, grid->width, grid->height);
    grid->cairo = cairo_create(grid->surface);
    cairo_set_antialias(grid->cairo, CAIRO_ANTIALIAS_NONE);
    cairo_scale(grid->cairo, 1 / CPTS_CELL, 1 / CPTS_CELL);
    return CPTS_OK;
}

void cpts_labels_free(struct label_grid *grid)
{
    cairo_destroy(grid->cairo);
    cairo_surface_destroy(grid->surface);
    cpts_array_free(grid->owner);
    cpts_array_free(grid->taken);
    cpts_array_free(grid->depth);
    cpts_array_free(grid->inside);
    cpts_array_free(grid->boxes);
    *grid = (struct label_grid){.surface = NULL};
}

void cpts_labels_field(struct label_grid *grid, size_t field)
{
    const uint32_t number = (uint32_t)field + 1;
    cairo_set_source_rgb(grid->cairo, (number >> 16 & 255) / 255.0, (number >> 8 & 255) / 255.0,
                         (number & 255) / 255.0);
    cairo_fill(grid->cairo);
}

void cpts_labels_clear(struct label_grid *grid)
{
    cairo_set_source_rgb(grid->cairo, 0, 0, 0);
    cairo_paint(grid->cairo);
    memset(grid->owner, 0, (size_t)grid->width * (size_t)grid->height * sizeof *grid->owner);
}

/* ---- reading the fields ------------------------------------------------------------------ */

static void read_row(struct label_grid *grid, const unsigned char *row, int y)
{
    for (int x = 0; x < grid->width; x++) {
        uint32_t pixel;
        memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
        const uint32_t number = pixel & 0xFFFFFFu;
        if (!number || number > grid->field_count)
            continue;
        grid->owner[(size_t)y * (size_t)grid->width + (size_t)x] = number;
        struct cell_box *box = &grid->boxes[number - 1];
        box->x1 = x < box->x1 ? x : box->x1;
        box->x2 = x > box->x2 ? x : box->x2;
        box->y1 = y < box->y1 ? y : box->y1;
        box->y2 = y > box->y2 ? y : box->y2;
    }
}

static size_t cell_at(const struct label_grid *grid, int x, int y)
{
    return (size_t)y * (size_t)grid->width + (size_t)x;
}

/* Distances in steps of 3 along rows and 4 across: near enough to choose a middle. `step` is 1 or
 * -1: down and right, then up and left. `area`: where there are fields. */
static void sweep(struct label_grid *grid, struct cell_box area, int step)
{
    const int first_y = step > 0 ? area.y1 : area.y2, first_x = step > 0 ? area.x1 : area.x2;
    for (int y = first_y; y >= area.y1 && y <= area.y2; y += step)
        for (int x = first_x; x >= area.x1 && x <= area.x2; x += step) {
            const size_t cell = cell_at(grid, x, y);
            const int beside[4][3] = {{x - step, y, 3},
                                      {x, y - step, 3},
                                      {x - step, y - step, 4},
                                      {x + step, y - step, 4}};
            for (int i = 0; i < 4; i++) {
                const int bx = beside[i][0], by = beside[i][1];
                const bool is_off = bx < area.x1 || by < area.y1 || bx > area.x2 || by > area.y2;
                const size_t other = is_off ? cell : cell_at(grid, bx, by);
                const int depth = is_off || grid->owner[other] != grid->owner[cell]
                                      ? beside[i][2]
                                      : grid->depth[other] + beside[i][2];
                if (depth < grid->depth[cell])
                    grid->depth[cell] = (uint16_t)depth;
            }
        }
}

cpts_status cpts_labels_ready(struct label_grid *grid, cpts_context *context)
{
    cairo_surface_flush(grid->surface);
    if (cairo_status(grid->cairo) != CAIRO_STATUS_SUCCESS)
        return cpts_fail_memory(context);
    const unsigned char *data = cairo_image_surface_get_data(grid->surface);
    const int stride = cairo_image_surface_get_stride(grid->surface);
    for (size_t f = 0; f < grid->field_count; f++)
        grid->boxes[f] = (struct cell_box){grid->width, grid->height, -1, -1};
    for (int y = 0; y < grid->height; y++)
        read_row(grid, data + (ptrdiff_t)y * stride, y);
    struct cell_box area = {grid->width, grid->height, -1, -1};
    for (size_t f = 0; f < grid->field_count; f++) {
        area.x1 = grid->boxes[f].x1 < area.x1 ? grid->boxes[f].x1 : area.x1;
        area.y1 = grid->boxes[f].y1 < area.y1 ? grid->boxes[f].y1 : area.y1;
        area.x2 = grid->boxes[f].x2 > area.x2 ? grid->boxes[f].x2 : area.x2;
        area.y2 = grid->boxes[f].y2 > area.y2 ? grid->boxes[f].y2 : area.y2;
    }
    memset(grid->depth, 0x7F, (size_t)grid->width * (size_t)grid->height * sizeof *grid->depth);
    sweep(grid, area, 1);
    sweep(grid, area, -1);
    return CPTS_OK;
}

/* ---- placing ----------------------------------------------------------------------------- */

static bool is_free(const struct label_grid *grid, struct cell_box box)
{
    if (box.x1 < 0 || box.y1 < 0 || box.x2 >= grid->width || box.y2 >= grid->height)
        return false;
    const size_t width = (size_t)box.x2 - (size_t)box.x1 + 1;
    for (int y = box.y1; y <= box.y2; y++)
        if (memchr(grid->taken + cell_at(grid, box.x1, y), 1, width))
            return false;
    return true;
}

static void take(struct label_grid *grid, struct cell_box box)
{
    const size_t width = (size_t)box.x2 - (size_t)box.x1 + 1;
    for (int y = box.y1; y <= box.y2; y++)
        memset(grid->taken + cell_at(grid, box.x1, y), 1, width);
}

/* Sums along the rows that words with their middle in the field can touch. */
static void sum_rows(struct label_grid *grid, size_t field, int from, int to)
{
    for (int y = from < 0 ? 0 : from; y <= to && y < grid->height; y++) {
        uint32_t *sums = grid->inside + (size_t)y * (size_t)(grid->width + 1);
        const uint32_t *owner = grid->owner + cell_at(grid, 0, y);
        sums[0] = 0;
        for (int x = 0; x < grid->width; x++)
            sums[x + 1] = sums[x] + (owner[x] == field + 1);
    }
}

static double share_inside(const struct label_grid *grid, struct cell_box box)
{
    uint32_t count = 0;
    for (int y = box.y1; y <= box.y2; y++) {
        const uint32_t *sums = grid->inside + (size_t)y * (size_t)(grid->width + 1);
        count += sums[box.x2 + 1] - sums[box.x1];
    }
    return count / ((double)(box.x2 - box.x1 + 1) * (box.y2 - box.y1 + 1));
}

/* Mostly inside, then deep inside, then near the middle of the field. */
static double score_of(const struct label_grid *grid, const struct cell_box *field, int x, int y,
                       double share, int half_width)
{
    const double depth = grid->depth[cell_at(grid, x, y)] / 3.0;
    const double away = hypot(x - (field->x1 + field->x2) / 2.0, y - (field->y1 + field->y2) / 2.0);
    const double span = hypot(field->x2 - field->x1 + 1, field->y2 - field->y1 + 1);
    return 4 * share + fmin(depth / (half_width + 1), 1) - 0.5 * away / span;
}

bool cpts_labels_place(struct label_grid *grid, size_t field, struct extent size,
                       double least_inside, double *x, double *y)
{
    /* A cell more on each side: words never touch. */
    const int half_width = (int)ceil(size.width / CPTS_CELL / 2) + 1;
    const int half_height = (int)ceil(size.height / CPTS_CELL / 2);
    const struct cell_box around = grid->boxes[field];
    struct cell_box best = {0, 0, -1, -1};
    double most = -INFINITY;
    sum_rows(grid, field, around.y1 - half_height, around.y2 + half_height);
    /* A hundred steps across are enough: names are longer than that. */
    const int step = 1 + (around.x2 - around.x1 + around.y2 - around.y1) / 200;
    for (int cy = around.y1; cy <= around.y2; cy += step)
        for (int cx = around.x1; cx <= around.x2; cx += step) {
            if (grid->owner[cell_at(grid, cx, cy)] != field + 1)
                continue;
            const struct cell_box box = {cx - half_width, cy - half_height, cx + half_width,
                                         cy + half_height};
            if (!is_free(grid, box))
                continue;
            const double share = share_inside(grid, box);
            const double score = score_of(grid, &around, cx, cy, share, half_width);
            if (share >= least_inside && score > most) {
                most = score;
                best = box;
            }
        }
    if (best.x2 < best.x1)
        return false;
    take(grid, best);
    *x = (best.x1 + best.x2 + 1) / 2.0 * CPTS_CELL;
    *y = (best.y1 + best.y2 + 1) / 2.0 * CPTS_CELL;
    return true;
}

bool cpts_labels_take(struct label_grid *grid, double x, double y, struct extent size)
{
    if (!(x >= 0 && y >= 0 && x <= grid->width * CPTS_CELL && y <= grid->height * CPTS_CELL))
        return false;
    const struct cell_box box = {(int)floor((x - size.width / 2) / CPTS_CELL),
                                 (int)floor((y - size.height / 2) / CPTS_CELL),
                                 (int)floor((x + size.width / 2) / CPTS_CELL),
                                 (int)floor((y + size.height / 2) / CPTS_CELL)};
    if (!is_free(grid, box))
        return false;
    take(grid, box);
    return true;
}

#define NEAR_MOST (80 * CPTS_MM)

bool cpts_labels_near(struct label_grid *grid, double to_x, double to_y, struct extent size,
                      double *x, double *y)
{
    for (double away = CPTS_CELL; away < NEAR_MOST; away += 2 * CPTS_CELL) {
        const int steps = (int)ceil(2 * G_PI * away / (3 * CPTS_CELL));
        for (int i = 0; i < steps; i++) {
            *x = to_x + away * cos(2 * G_PI * i / steps);
            *y = to_y + away * sin(2 * G_PI * i / steps);
            if (cpts_labels_take(grid, *x, *y, size))
                return true;
        }
    }
    return false;
}
