/*
 * The atlas: a cover with the map and the figures of the region, an index, and a page a CPTS. Its
 * pages are bookmarked, and the index leads to them and they lead back.
 */
#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/print/print.h"

#define POINTS_ON_PAGES 800000 /* of borders: those of a page are a small part of them */
#define TEXT_SHARE      0.34   /* of the height of a page: its texts */
#define INDEX_COLUMNS   3
#define INDEX_SIZE      7.5 /* of its letters */
#define INDEX_LINES     4   /* of a name */
#define INDEX_GAP       2.3 /* between two names */
#define INDEX_NUMBER    22  /* room for the number of a page */
#define INDEX_HEAD      (22 * CPTS_MM)
#define PAGE_COLUMNS    3

struct atlas {
    struct printing printing;
    uint32_t *order;     /* perimeters by name */
    int parent;          /* bookmark of the CPTS */
    size_t page;         /* the one being drawn, from 1 */
    size_t first, pages; /* of the CPTS */
    const char *title;
};

static double page_left(void)
{
    return CPTS_PAGE_MARGIN;
}

static double page_width(const struct atlas *atlas)
{
    return atlas->printing.canvas.width - 2 * CPTS_PAGE_MARGIN;
}

/* ---- places and links -------------------------------------------------------------------- */

static void begin_link(struct atlas *atlas, const char *place)
{
    char attributes[64];
    snprintf(attributes, sizeof attributes, "dest='%s'", place);
    cairo_tag_begin(atlas->printing.canvas.cairo, CAIRO_TAG_LINK, attributes);
}

static void end_link(struct atlas *atlas)
{
    cairo_tag_end(atlas->printing.canvas.cairo, CAIRO_TAG_LINK);
}

static void mark_place(struct atlas *atlas, const char *place)
{
    char attributes[64];
    snprintf(attributes, sizeof attributes, "name='%s' x=0 y=0", place);
    cairo_tag_begin(atlas->printing.canvas.cairo, CAIRO_TAG_DEST, attributes);
    cairo_tag_end(atlas->printing.canvas.cairo, CAIRO_TAG_DEST);
}

static int bookmark(struct atlas *atlas, int parent, const char *name, const char *place)
{
    char attributes[64], safe[1024];
    snprintf(attributes, sizeof attributes, "dest='%s'", place);
    cpts_safe_text(safe, sizeof safe, name);
    return cairo_pdf_surface_add_outline(atlas->printing.canvas.surface, parent, safe, attributes,
                                         CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* The page number in the lower right corner, and the way back to the index. */
static void end_page(struct atlas *atlas)
{
    struct canvas *canvas = &atlas->printing.canvas;
    char number[32];
    const double y = canvas->height - CPTS_PAGE_MARGIN + 4;
    const struct lettering right = {.size = 7, .colour = CPTS_QUIET_COLOUR, .align = ALIGN_RIGHT};
    const struct lettering left = {.size = 7, .colour = CPTS_HEAD_COLOUR};
    snprintf(number, sizeof number, "%zu", atlas->page);
    cpts_canvas_text(canvas, page_left() + page_width(atlas), y, number, &right);
    if (atlas->page > 1) {
        begin_link(atlas, "index");
        cpts_canvas_text(canvas, page_left(), y, _("Index"), &left);
        end_link(atlas);
    }
    cairo_show_page(canvas->cairo);
    atlas->page++;
}

/* ---- cover ------------------------------------------------------------------------------- */

static cpts_status draw_cover(struct atlas *atlas)
{
    struct printing *printing = &atlas->printing;
    struct canvas *canvas = &printing->canvas;
    struct map_view view = {.label_count = 0};
    char day[64];
    cpts_printing_date(day, sizeof day, printing);
    mark_place(atlas, "cover");
    (void)bookmark(atlas, CAIRO_PDF_OUTLINE_ROOT, atlas->title, "cover");
    const double head = cpts_page_head(printing, atlas->title, day);
    const double bottom = canvas->height - CPTS_PAGE_MARGIN - cpts_page_foot(printing, true);
    const double texts = (bottom - head) * TEXT_SHARE;
    const struct frame map = {page_left(), head, page_width(atlas),
                              bottom - head - texts - CPTS_COLUMN_GAP};
    cpts_status status = cpts_map_prepare(&view, canvas, &printing->scene, map, CPTS_NONE);
    if (status == CPTS_OK) {
        struct frame columns[PAGE_COLUMNS];
        const double column =
            (page_width(atlas) - (PAGE_COLUMNS - 1) * CPTS_COLUMN_GAP) / PAGE_COLUMNS;
        for (int i = 0; i < PAGE_COLUMNS; i++)
            columns[i] = (struct frame){page_left() + i * (column + CPTS_COLUMN_GAP),
                                        bottom - texts, column, texts};
        size_t next = 0;
        struct flow flow = cpts_flow_begin(printing, 7, columns, PAGE_COLUMNS);
        cpts_map_draw(&view);
        cpts_page_scale(printing, &view);
        cpts_flow_figures(&flow);
        cpts_flow_legend(&flow, &view);
        const double numbers = cpts_numbers_height(&flow, &view);
        const bool fits = numbers < cpts_flow_left(&flow) * 0.6;
        cpts_flow_decide(&flow, CPTS_NONE, fits ? numbers : 4 * flow.size);
        if (fits)
            cpts_flow_numbers(&flow, &view, &next);
        end_page(atlas);
    }
    cpts_map_view_free(&view);
    return status;
}

/* ---- index ------------------------------------------------------------------------------- */

static void place_of(char out[32], uint32_t perimeter)
{
    snprintf(out, 32, "cpts-%u", perimeter);
}

static struct lettering index_lettering(double width)
{
    return (struct lettering){.size = INDEX_SIZE,
                              .colour = CPTS_HEAD_COLOUR,
                              .width = width - INDEX_NUMBER,
                              .most_lines = INDEX_LINES};
}

static void put_index_line(struct atlas *atlas, size_t line, const struct flow *flow)
{
    struct printing *printing = &atlas->printing;
    const struct frame *column = &flow->columns[flow->at];
    const uint32_t perimeter = atlas->order[line];
    const struct lettering name = index_lettering(column->width);
    const struct lettering right = {
        .size = INDEX_SIZE, .colour = CPTS_QUIET_COLOUR, .align = ALIGN_RIGHT};
    char number[32], place[32];
    snprintf(number, sizeof number, "%zu", atlas->first + line);
    place_of(place, perimeter);
    begin_link(atlas, place);
    cpts_canvas_text(&printing->canvas, column->x, flow->y,
                     printing->report->region->perimeters.name[perimeter], &name);
    cpts_canvas_text(&printing->canvas, column->x + column->width, flow->y, number, &right);
    end_link(atlas);
}

/* The columns of a page of the index, all of them of one height. */
static struct flow index_columns(struct atlas *atlas, double top)
{
    struct frame columns[INDEX_COLUMNS];
    const double width =
        (page_width(atlas) - (INDEX_COLUMNS - 1) * CPTS_COLUMN_GAP) / INDEX_COLUMNS;
    const double height = atlas->printing.canvas.height - 2 * CPTS_PAGE_MARGIN - INDEX_HEAD;
    for (int i = 0; i < INDEX_COLUMNS; i++)
        columns[i] =
            (struct frame){page_left() + i * (width + CPTS_COLUMN_GAP), top, width, height};
    return cpts_flow_begin(&atlas->printing, INDEX_SIZE, columns, INDEX_COLUMNS);
}

/* Draws a page of the index from a name on, or only measures it. Returns the first name of the
 * next page. */
static size_t index_page(struct atlas *atlas, size_t line, bool is_drawn)
{
    struct flow flow =
        index_columns(atlas, is_drawn ? cpts_page_head(&atlas->printing, _("Index"), "") : 0);
    const struct lettering name = index_lettering(flow.columns[0].width);
    const char *const *names = atlas->printing.report->region->perimeters.name;
    for (; line < atlas->pages; line++) {
        const double height =
            cpts_canvas_measure(&atlas->printing.canvas, names[atlas->order[line]], &name).height;
        if (!cpts_flow_room(&flow, height))
            break;
        if (is_drawn)
            put_index_line(atlas, line, &flow);
        flow.y += height + INDEX_GAP;
    }
    return line;
}

static size_t index_pages(struct atlas *atlas)
{
    size_t pages = 1;
    for (size_t line = 0; (line = index_page(atlas, line, false)) < atlas->pages;)
        pages++;
    return pages;
}

static void draw_index(struct atlas *atlas)
{
    size_t line = 0;
    mark_place(atlas, "index");
    (void)bookmark(atlas, CAIRO_PDF_OUTLINE_ROOT, _("Index"), "index");
    do {
        line = index_page(atlas, line, true);
        end_page(atlas);
    } while (line < atlas->pages);
}

/* ---- a page a CPTS ----------------------------------------------------------------------- */

/* "04001 Sisteron, 7,480 hab., 45 %": as many as there is room for. */
static void put_units(struct flow *flow, uint32_t perimeter)
{
    const struct printing *printing = flow->printing;
    const struct cpts_report *report = printing->report;
    const struct units *units = &report->region->units;
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    size_t shown = 0;
    char line[512], number[CPTS_CELL_BYTES], share[CPTS_CELL_BYTES], said[CPTS_SAID_BYTES];
    cpts_flow_heading(flow, cpts_said(said, &printing->prose, _("{Units}")));
    for (; shown < result->claim_count && cpts_flow_left(flow) > 3 * flow->size; shown++) {
        const uint32_t unit = claims[shown].unit;
        snprintf(line, sizeof line, "%.200s", units->name[unit]);
        if (isfinite(units->population[unit]))
            snprintf(line + strlen(line), sizeof line - strlen(line), " · %s",
                     cpts_prose_number(&printing->prose, number, units->population[unit], 0));
        if (claims[shown].share != 1)
            snprintf(line + strlen(line), sizeof line - strlen(line), " · %s %%",
                     cpts_prose_percent(&printing->prose, share, claims[shown].share, 1));
        else if (report->units[unit].claim_count > 1)
            snprintf(line + strlen(line), sizeof line - strlen(line), " · %s", _("shared"));
        if (!cpts_flow_item(flow, units->code[unit], line))
            break;
    }
    if (shown == result->claim_count)
        return;
    const size_t left = result->claim_count - shown;
    snprintf(line, sizeof line, P_("and %s more", "and %s more", left),
             cpts_prose_count(&printing->prose, number, left));
    cpts_flow_text(flow, line, CPTS_QUIET_COLOUR);
}

static void put_texts(struct atlas *atlas, const struct map_view *view, double top, double bottom)
{
    struct frame columns[PAGE_COLUMNS];
    const double width = (page_width(atlas) - (PAGE_COLUMNS - 1) * CPTS_COLUMN_GAP) / PAGE_COLUMNS;
    for (int i = 0; i < PAGE_COLUMNS; i++)
        columns[i] =
            (struct frame){page_left() + i * (width + CPTS_COLUMN_GAP), top, width, bottom - top};
    struct flow flow = cpts_flow_begin(&atlas->printing, 6.5, columns, PAGE_COLUMNS);
    cpts_flow_perimeter(&flow, view->perimeter);
    cpts_flow_kept(&flow, view->perimeter, KEPT_IN_ATLAS);
    cpts_flow_indicators(&flow, view->perimeter);
    cpts_flow_legend(&flow, view);
    cpts_flow_decide(&flow, view->perimeter, (bottom - top) * 0.9);
    put_units(&flow, view->perimeter);
}

static cpts_status draw_perimeter(struct atlas *atlas, uint32_t perimeter)
{
    struct printing *printing = &atlas->printing;
    struct canvas *canvas = &printing->canvas;
    const struct perimeters *perimeters = &printing->report->region->perimeters;
    struct map_view view = {.label_count = 0};
    char place[32], under[512], safe[400];
    place_of(place, perimeter);
    mark_place(atlas, place);
    (void)bookmark(atlas, atlas->parent, perimeters->name[perimeter], place);
    /* Of a list of names alone, the id is the name, which stands above. */
    const bool has_id = strcmp(perimeters->id[perimeter], perimeters->name[perimeter]) != 0;
    const char *status_words = perimeters->status[perimeter];
    cpts_safe_text(safe, sizeof safe, has_id ? perimeters->id[perimeter] : "");
    snprintf(under, sizeof under, "%s%s%.100s", safe, *safe && *status_words ? " · " : "",
             status_words);
    const double head = cpts_page_head(printing, perimeters->name[perimeter], under);
    const double bottom = canvas->height - CPTS_PAGE_MARGIN - 2 * CPTS_MM;
    const double texts = (bottom - head) * 0.42;
    const struct frame map = {page_left(), head, page_width(atlas),
                              bottom - head - texts - CPTS_COLUMN_GAP};
    cpts_status status = cpts_map_prepare(&view, canvas, &printing->scene, map, perimeter);
    if (status == CPTS_OK) {
        cpts_map_draw(&view);
        cpts_page_scale(printing, &view);
        put_texts(atlas, &view, bottom - texts, bottom);
        end_page(atlas);
        status = cpts_canvas_status(canvas);
    }
    cpts_map_view_free(&view);
    return status;
}

/* ---- the whole --------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b, void *names)
{
    const char *const *name = names;
    const uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    const int order = strcasecmp(cpts_map_name(name[one]), cpts_map_name(name[two]));
    return order ? order : (one > two) - (one < two);
}

static cpts_status draw_pages(struct atlas *atlas)
{
    cpts_context *context = atlas->printing.report->region->context;
    const struct output_file *file = atlas->printing.canvas.file;
    atlas->first = 2 + index_pages(atlas);
    cpts_status status = draw_cover(atlas);
    if (status == CPTS_OK) {
        draw_index(atlas);
        atlas->parent =
            atlas->pages ? bookmark(atlas, CAIRO_PDF_OUTLINE_ROOT, _("CPTS"), "index") : 0;
    }
    for (size_t i = 0; i < atlas->pages && status == CPTS_OK && !file->error; i++) {
        status = draw_perimeter(atlas, atlas->order[i]);
        if (status == CPTS_OK)
            status = cpts_advance(context, _("atlas"), (double)(i + 1) / (double)atlas->pages);
    }
    return status;
}

static cpts_status sort_perimeters(struct atlas *atlas)
{
    const struct perimeters *perimeters = &atlas->printing.report->region->perimeters;
    atlas->pages = perimeters->count;
    atlas->order = cpts_array_raw(perimeters->count, sizeof *atlas->order);
    if (!atlas->order)
        return cpts_fail_memory(atlas->printing.report->region->context);
    for (uint32_t p = 0; p < perimeters->count; p++)
        atlas->order[p] = p;
    qsort_r(atlas->order, perimeters->count, sizeof *atlas->order, by_name,
            (void *)perimeters->name);
    return CPTS_OK;
}

cpts_status cpts_write_atlas(const struct cpts_report *report, struct output_file *file)
{
    struct atlas atlas = {.page = 1};
    struct printing *printing = &atlas.printing;
    cpts_status status = cpts_printing_begin(printing, report, file, CANVAS_PDF, POINTS_ON_PAGES);
    const struct extent paper = cpts_paper_size(printing, CPTS_PAPER_A4);
    atlas.title = report->title && *report->title ? report->title : _("Atlas of the CPTS");
    if (status == CPTS_OK)
        status = sort_perimeters(&atlas);
    if (status == CPTS_OK)
        status = cpts_printing_pages(printing, paper.width, paper.height, atlas.title);
    if (status == CPTS_OK)
        status = draw_pages(&atlas);
    cpts_array_free(atlas.order);
    return cpts_printing_finish(printing, status);
}
