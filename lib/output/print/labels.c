#include "output/print/labels.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "common/memory.h"

/* ---- cells ------------------------------------------------------------------------------- */

static const struct cell_box NO_CELLS = {INT_MAX, INT_MAX, -1, -1, 0};

static size_t cell_at(const struct label_grid *grid, int x, int y)
{
    return (size_t)y * (size_t)grid->width + (size_t)x;
}

static struct cell_box join(struct cell_box a, struct cell_box b)
{
    return (struct cell_box){.x1 = a.x1 < b.x1 ? a.x1 : b.x1,
                             .y1 = a.y1 < b.y1 ? a.y1 : b.y1,
                             .x2 = a.x2 > b.x2 ? a.x2 : b.x2,
                             .y2 = a.y2 > b.y2 ? a.y2 : b.y2};
}

static struct cell_box widen(struct cell_box box, int across, int up)
{
    return (struct cell_box){
        .x1 = box.x1 - across, .y1 = box.y1 - up, .x2 = box.x2 + across, .y2 = box.y2 + up};
}

static int cell_of(double place, int cells)
{
    return (int)floor(fmin(fmax(place, 0), cells - 1));
}

static struct cell_box within_grid(const struct label_grid *grid, struct cell_box box)
{
    return (struct cell_box){.x1 = box.x1 > 0 ? box.x1 : 0,
                             .y1 = box.y1 > 0 ? box.y1 : 0,
                             .x2 = box.x2 < grid->width ? box.x2 : grid->width - 1,
                             .y2 = box.y2 < grid->height ? box.y2 : grid->height - 1};
}

cpts_status cpts_labels_new(struct label_grid *grid, cpts_context *context, double width,
                            double height, size_t field_count)
{
    *grid = (struct label_grid){.width = (int)floor(width / CPTS_CELL),
                                .height = (int)floor(height / CPTS_CELL),
                                .drawn = NO_CELLS,
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

/* ---- the grid ---------------------------------------------------------------------------- */

void cpts_labels_field(struct label_grid *grid, size_t field)
{
    const uint32_t number = (uint32_t)field + 1;
    cairo_set_source_rgb(grid->cairo, (number >> 16 & 255) / 255.0, (number >> 8 & 255) / 255.0,
                         (number & 255) / 255.0);
    double x1, y1, x2, y2;
    cairo_fill_extents(grid->cairo, &x1, &y1, &x2, &y2);
    cairo_fill(grid->cairo);
    const struct cell_box box = {.x1 = cell_of(x1 / CPTS_CELL - 1, grid->width),
                                 .y1 = cell_of(y1 / CPTS_CELL - 1, grid->height),
                                 .x2 = cell_of(x2 / CPTS_CELL + 1, grid->width),
                                 .y2 = cell_of(y2 / CPTS_CELL + 1, grid->height)};
    grid->drawn = join(grid->drawn, box);
}

void cpts_labels_clear(struct label_grid *grid)
{
    const struct cell_box drawn = grid->drawn;
    cairo_set_source_rgb(grid->cairo, 0, 0, 0);
    cairo_paint(grid->cairo);
    for (int y = drawn.y1; y <= drawn.y2; y++)
        memset(grid->owner + cell_at(grid, drawn.x1, y), 0,
               (size_t)(drawn.x2 - drawn.x1 + 1) * sizeof *grid->owner);
    grid->drawn = NO_CELLS;
}

/* ---- reading the fields ------------------------------------------------------------------ */

static void read_row(struct label_grid *grid, const unsigned char *row, int y)
{
    for (int x = grid->drawn.x1; x <= grid->drawn.x2; x++) {
        uint32_t pixel;
        memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
        const uint32_t number = pixel & 0xFFFFFFu;
        if (!number || number > grid->field_count)
            continue;
        grid->owner[cell_at(grid, x, y)] = number;
        struct cell_box *box = &grid->boxes[number - 1];
        box->x1 = x < box->x1 ? x : box->x1;
        box->x2 = x > box->x2 ? x : box->x2;
        box->y1 = y < box->y1 ? y : box->y1;
        box->y2 = y > box->y2 ? y : box->y2;
        box->cells++;
    }
}

/* Distances in steps of 3 along rows and 4 across: near enough to choose a middle. `step` is 1 or
 * -1: down and right, then up and left. */
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
        grid->boxes[f] = NO_CELLS;
    for (int y = grid->drawn.y1; y <= grid->drawn.y2; y++) {
        read_row(grid, data + (ptrdiff_t)y * stride, y);
        memset(grid->depth + cell_at(grid, grid->drawn.x1, y), 0x7F,
               (size_t)(grid->drawn.x2 - grid->drawn.x1 + 1) * sizeof *grid->depth);
    }
    sweep(grid, grid->drawn, 1);
    sweep(grid, grid->drawn, -1);
    return CPTS_OK;
}

/* ---- placing ----------------------------------------------------------------------------- */

static bool is_on_grid(const struct label_grid *grid, struct cell_box box)
{
    return box.x1 >= 0 && box.y1 >= 0 && box.x2 < grid->width && box.y2 < grid->height;
}

static bool is_free(const struct label_grid *grid, struct cell_box box)
{
    if (!is_on_grid(grid, box))
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

/* Sums along the rows of what words with their middle in the field can touch. */
static void sum_rows(struct label_grid *grid, size_t field, struct cell_box reach)
{
    reach = within_grid(grid, reach);
    for (int y = reach.y1; y <= reach.y2; y++) {
        uint32_t *sums = grid->inside + (size_t)y * (size_t)(grid->width + 1);
        const uint32_t *owner = grid->owner + cell_at(grid, 0, y);
        sums[reach.x1] = 0;
        for (int x = reach.x1; x <= reach.x2; x++)
            sums[x + 1] = sums[x] + (owner[x] == field + 1);
    }
}

static double cells_in(struct cell_box box)
{
    return (double)(box.x2 - box.x1 + 1) * (box.y2 - box.y1 + 1);
}

static double share_inside(const struct label_grid *grid, struct cell_box box)
{
    uint32_t count = 0;
    for (int y = box.y1; y <= box.y2; y++) {
        const uint32_t *sums = grid->inside + (size_t)y * (size_t)(grid->width + 1);
        count += sums[box.x2 + 1] - sums[box.x1];
    }
    return count / cells_in(box);
}

/* Mostly inside, then deep inside, then near the middle of the field. */
static double score_of(const struct label_grid *grid, const struct cell_box *field, int x, int y,
                       double share, int half_width)
{
    const double depth = grid->depth[cell_at(grid, x, y)] / 3.0;
    const double dx = x - (field->x1 + field->x2) / 2.0, dy = y - (field->y1 + field->y2) / 2.0;
    const double width = field->x2 - field->x1 + 1, height = field->y2 - field->y1 + 1;
    const double away = sqrt((dx * dx + dy * dy) / (width * width + height * height));
    return 4 * share + fmin(depth / (half_width + 1), 1) - 0.5 * away;
}

bool cpts_labels_place(struct label_grid *grid, size_t field, struct extent size,
                       double least_inside, double *x, double *y)
{
    /* A cell more on each side: words never touch. */
    const int half_width = (int)ceil(size.width / CPTS_CELL / 2) + 1;
    const int half_height = (int)ceil(size.height / CPTS_CELL / 2);
    const struct cell_box around = grid->boxes[field];
    struct cell_box best = NO_CELLS;
    double most = -INFINITY;
    if (!around.cells || around.cells < least_inside * (2 * half_width + 1) * (2 * half_height + 1))
        return false;
    sum_rows(grid, field, widen(around, half_width, half_height));
    /* A hundred steps across are enough: names are longer than that. */
    const int step = 1 + (around.x2 - around.x1 + around.y2 - around.y1) / 200;
    for (int cy = around.y1; cy <= around.y2; cy += step)
        for (int cx = around.x1; cx <= around.x2; cx += step) {
            if (grid->owner[cell_at(grid, cx, cy)] != field + 1)
                continue;
            const struct cell_box box =
                widen((struct cell_box){cx, cy, cx, cy, 1}, half_width, half_height);
            if (!is_on_grid(grid, box))
                continue;
            const double share = share_inside(grid, box);
            const double score = score_of(grid, &around, cx, cy, share, half_width);
            if (share >= least_inside && score > most && is_free(grid, box)) {
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
    const struct cell_box box = {.x1 = (int)floor((x - size.width / 2) / CPTS_CELL),
                                 .y1 = (int)floor((y - size.height / 2) / CPTS_CELL),
                                 .x2 = (int)floor((x + size.width / 2) / CPTS_CELL),
                                 .y2 = (int)floor((y + size.height / 2) / CPTS_CELL)};
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
