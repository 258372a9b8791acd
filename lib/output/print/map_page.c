/*
 * The map of the region, or of one CPTS, on one page to be published. When the names that have no
 * room on the map are too many for its margin, a PDF lists them on the pages that follow.
 */
#include <math.h>
#include <string.h>

#include "output/print/print.h"
#include "output/text/place_title.h"
#include "planning/subject.h"

#define POINTS_ON_MAP 250000 /* of borders: what a sheet of A3 can show */
#define LIST_COLUMNS  4

/* The page with the map to the left of the texts, or above them. */
struct layout {
    double width, height; /* of the page */
    bool is_beside;
    double text; /* width, or height, of the texts */
};

static double scale_of(const struct layout *layout, struct box box)
{
    const double across = layout->width - 2 * CPTS_PAGE_MARGIN;
    const double up = layout->height - 2 * CPTS_PAGE_MARGIN - 20 * CPTS_MM;
    return layout->is_beside ? cpts_map_scale(box, across - layout->text - CPTS_COLUMN_GAP, up)
                             : cpts_map_scale(box, across, up - layout->text - CPTS_COLUMN_GAP);
}

/* Upright or across, whichever shows the map larger. */
static struct layout choose_layout(const struct printing *printing, struct box box)
{
    const struct extent paper = cpts_paper_size(printing, CPTS_PAPER_A3);
    const struct layout across = {paper.height, paper.width, true, paper.height * 0.24};
    const struct layout upright = {paper.width, paper.height, false, paper.height * 0.26};
    return scale_of(&upright, box) > scale_of(&across, box) ? upright : across;
}

static const char *title_of(const struct printing *printing, uint32_t perimeter, char *out)
{
    return perimeter == CPTS_NONE ? cpts_place_map_title(printing->report, out)
                                  : printing->report->region->perimeters.name[perimeter];
}

/* The perimeter that the options name; CPTS_NONE when they name none: the region. */
static cpts_status find_perimeter(uint32_t *out, const struct cpts_report *report,
                                  const char *wanted)
{
    const struct cpts_region *region = report->region;
    const char *id = NULL;
    *out = CPTS_NONE;
    const cpts_status status = wanted ? cpts_subject_of_map(&id, region, wanted) : CPTS_OK;
    for (uint32_t p = 0; id && p < region->perimeters.count; p++)
        if (region->perimeters.id[p] == id)
            *out = p;
    return status;
}

static void split_page(const struct layout *layout, double head, double foot, struct frame *map,
                       struct frame columns[CPTS_COLUMNS_OF_PAGE], int *count)
{
    const double left = CPTS_PAGE_MARGIN, width = layout->width - 2 * CPTS_PAGE_MARGIN;
    const double bottom = layout->height - CPTS_PAGE_MARGIN - foot;
    if (layout->is_beside) {
        *map = (struct frame){left, head, width - layout->text - CPTS_COLUMN_GAP, bottom - head};
        columns[0] = (struct frame){left + width - layout->text, head, layout->text, bottom - head};
        *count = 1;
        return;
    }
    *map = (struct frame){left, head, width, bottom - head - layout->text - CPTS_COLUMN_GAP};
    *count = 3;
    const double column = (width - (*count - 1) * CPTS_COLUMN_GAP) / *count;
    for (int i = 0; i < *count; i++)
        columns[i] = (struct frame){left + i * (column + CPTS_COLUMN_GAP), bottom - layout->text,
                                    column, layout->text};
}

/* Pages of the names that the margin has no room for. */
static void list_numbers(struct printing *printing, const struct map_view *view, size_t next)
{
    const struct canvas *canvas = &printing->canvas;
    while (next < view->numbered_count) {
        const size_t first = next;
        struct frame columns[LIST_COLUMNS];
        cairo_show_page(canvas->cairo);
        const double top = CPTS_PAGE_MARGIN, foot = cpts_page_foot(printing, true);
        const double width =
            (canvas->width - 2 * CPTS_PAGE_MARGIN + CPTS_COLUMN_GAP) / LIST_COLUMNS;
        for (int i = 0; i < LIST_COLUMNS; i++)
            columns[i] = (struct frame){CPTS_PAGE_MARGIN + i * width, top, width - CPTS_COLUMN_GAP,
                                        canvas->height - top - CPTS_PAGE_MARGIN - foot};
        struct flow flow = cpts_flow_begin(printing, 7, columns, LIST_COLUMNS);
        cpts_flow_numbers(&flow, view, &next);
        if (next == first)
            return; /* nothing fits: not even on a page of its own */
    }
}

static void put_unnamed(struct flow *flow, size_t count)
{
    char text[256], number[CPTS_CELL_BYTES];
    if (!count)
        return;
    snprintf(text, sizeof text,
             P_("%s CPTS has no room for its name at this size; see the atlas",
                "%s CPTS have no room for their names at this size; see the atlas", count),
             cpts_prose_count(&flow->printing->prose, number, count));
    cpts_flow_text(flow, text, CPTS_QUIET_COLOUR);
}

/* Those that are nowhere on the map: nothing is known of where they are. */
static void put_placeless(struct flow *flow, const struct map_view *view)
{
    const struct perimeters *perimeters = &flow->printing->report->region->perimeters;
    char text[1024];
    size_t count = 0, used = (size_t)snprintf(text, sizeof text, "%s", _("Without a territory: "));
    for (size_t p = 0; p < perimeters->count && used < sizeof text; p++)
        if (!view->scene->perimeters[p].count)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", count++ ? ", " : "",
                                     cpts_map_name(perimeters->name[p]));
    if (count && view->perimeter == CPTS_NONE)
        cpts_flow_text(flow, text, CPTS_QUIET_COLOUR);
}

static void put_texts(struct printing *printing, const struct map_view *view,
                      const struct frame *columns, int count)
{
    struct flow flow = cpts_flow_begin(printing, 7.5, columns, count);
    size_t next = 0;
    if (view->perimeter == CPTS_NONE)
        cpts_flow_figures(&flow);
    else
        cpts_flow_perimeter(&flow, view->perimeter);
    if (view->perimeter != CPTS_NONE)
        cpts_flow_kept(&flow, view->perimeter, KEPT_IN_MAP);
    cpts_flow_legend(&flow, view);
    const double numbers = cpts_numbers_height(&flow, view);
    const bool fits = numbers < cpts_flow_left(&flow) * 0.6;
    const bool is_pdf = printing->canvas.kind == CANVAS_PDF;
    cpts_flow_decide(&flow, view->perimeter, (fits ? numbers : 10 * flow.size) + 6 * flow.size);
    if (fits || !is_pdf)
        cpts_flow_numbers(&flow, view, &next);
    put_placeless(&flow, view);
    put_unnamed(&flow, view->unnamed + (is_pdf ? 0 : view->numbered_count - next));
    if (is_pdf && next < view->numbered_count) {
        cpts_flow_text(&flow, _("The names of the numbers are on the next page."),
                       CPTS_QUIET_COLOUR);
        list_numbers(printing, view, next);
    }
}

static cpts_status draw_page(struct printing *printing, uint32_t perimeter)
{
    const struct box box = cpts_map_box(&printing->scene, perimeter);
    const struct layout layout = choose_layout(printing, box);
    char place[CPTS_TITLE_BYTES];
    const char *title = title_of(printing, perimeter, place);
    struct map_view view = {.label_count = 0};
    struct frame map, columns[CPTS_COLUMNS_OF_PAGE];
    int count;
    char day[64];
    cpts_status status = cpts_printing_pages(printing, layout.width, layout.height, title);
    if (status != CPTS_OK)
        return status;
    cpts_printing_date(day, sizeof day, printing);
    const double head = cpts_page_head(printing, title, day);
    const double foot = cpts_page_foot(printing, true);
    split_page(&layout, head, foot, &map, columns, &count);
    status = cpts_map_prepare(&view, &printing->canvas, &printing->scene, map, perimeter);
    if (status == CPTS_OK) {
        cpts_map_draw(&view);
        cpts_page_scale(printing, &view);
        put_texts(printing, &view, columns, count);
        cairo_show_page(printing->canvas.cairo);
    }
    cpts_map_view_free(&view);
    return status;
}

cpts_status cpts_write_map(const struct cpts_report *report, struct output_file *file)
{
    enum canvas_kind kind;
    uint32_t perimeter;
    struct printing printing = {.logo = NULL};
    if (!cpts_canvas_kind(&kind, file->shown))
        return cpts_fail(report->region->context, CPTS_ERROR_ARGUMENT,
                         _("%s: a map is a PDF, an SVG or a PNG; name a file that ends in .pdf, "
                           ".svg or .png"),
                         file->shown);
    cpts_status status = find_perimeter(&perimeter, report, report->region->context->print.map_of);
    if (status != CPTS_OK)
        return status;
    status = cpts_printing_begin(&printing, report, file, kind, POINTS_ON_MAP);
    if (status == CPTS_OK)
        status = draw_page(&printing, perimeter);
    return cpts_printing_finish(&printing, status);
}
