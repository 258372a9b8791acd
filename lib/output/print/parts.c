/*
 * What stands round a map: title, foot, scale bar, figures, legend, findings.
 */
#include <math.h>
#include <string.h>

#include "geometry/lands.h"
#include "output/print/print.h"
#include "output/text/place_title.h"
#include "output/text/words.h"

#define LOGO_WIDTH  (42 * CPTS_MM)
#define LOGO_HEIGHT (13 * CPTS_MM)
#define SWATCH      (7 * CPTS_MM)

/* ---- head and foot ----------------------------------------------------------------------- */

/* In the upper right corner; gives its width. */
static double put_logo(struct printing *printing)
{
    cairo_t *cairo = printing->canvas.cairo;
    if (!printing->logo)
        return 0;
    const double width = cairo_image_surface_get_width(printing->logo);
    const double height = cairo_image_surface_get_height(printing->logo);
    const double scale = fmin(LOGO_WIDTH / width, LOGO_HEIGHT / height);
    cairo_save(cairo);
    cairo_translate(cairo, printing->canvas.width - CPTS_PAGE_MARGIN - width * scale,
                    CPTS_PAGE_MARGIN);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, printing->logo, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    return width * scale + CPTS_COLUMN_GAP;
}

double cpts_page_head(struct printing *printing, const char *title, const char *under)
{
    struct canvas *canvas = &printing->canvas;
    const double beside = put_logo(printing);
    const double width = canvas->width - 2 * CPTS_PAGE_MARGIN - beside;
    struct lettering large = {
        .size = 20, .look = FONT_BOLD, .colour = CPTS_HEAD_COLOUR, .width = width, .most_lines = 2};
    const struct lettering plain = {
        .size = 10, .colour = CPTS_QUIET_COLOUR, .width = width, .most_lines = 2};
    /* Two lines of smaller letters rather than one that is cut. */
    while (large.size > 12 && cpts_canvas_measure(canvas, title, &large).height > 1.5 * large.size)
        large.size -= 1;
    double y = CPTS_PAGE_MARGIN;
    y += cpts_canvas_text(canvas, CPTS_PAGE_MARGIN, y, title, &large).height;
    if (*under)
        y += cpts_canvas_text(canvas, CPTS_PAGE_MARGIN, y + 1, under, &plain).height + 1;
    return fmax(y, CPTS_PAGE_MARGIN + (beside > 0 ? LOGO_HEIGHT : 0)) + 3 * CPTS_MM;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* "paca-units.gpkg (12 January 2026)": once a file. */
static const char *sources_line(const struct printing *printing, char *out, size_t size)
{
    const struct cpts_region *region = printing->report->region;
    size_t used = (size_t)snprintf(out, size, "%s", _("Sources: "));
    for (size_t i = 0; i < region->source_count && used < size; i++) {
        const struct source *source = &region->sources[i];
        char day[64] = "";
        if (source->same_file)
            continue;
        if (source->facts.known) {
            struct tm utc;
            cpts_day_words(day, sizeof day, gmtime_r(&source->facts.modified.tv_sec, &utc));
        }
        used += (size_t)snprintf(out + used, size - used, "%s%s%s%s%s", i ? "; " : "",
                                 file_name(source->path), *day ? " (" : "", day, *day ? ")" : "");
    }
    return region->source_count ? out : "";
}

static const char *method_line(const struct printing *printing, char *out, size_t size)
{
    const struct cpts_report *report = printing->report;
    char width[CPTS_CELL_BYTES], systems[CPTS_LANDS_BYTES];
    snprintf(out, size,
             _("Overlap: a place that several CPTS claim. White zone: a place that none claims. "
               "Conflicts at most %s m wide are differences of drawing and are not shown. "
               "Analysis in %s. cpts-coverage %s."),
             cpts_prose_number(&printing->prose, width, report->sliver_width_m,
                               report->sliver_width_m == floor(report->sliver_width_m) ? 0 : 1),
             cpts_region_crs(report->region, systems), cpts_version());
    return out;
}

double cpts_page_foot(struct printing *printing, bool is_drawn)
{
    struct canvas *canvas = &printing->canvas;
    const struct lettering small = {.size = 6.2,
                                    .colour = CPTS_QUIET_COLOUR,
                                    .width = canvas->width - 2 * CPTS_PAGE_MARGIN,
                                    .most_lines = 3};
    char sources[2048], method[1024];
    const char *const lines[] = {sources_line(printing, sources, sizeof sources),
                                 printing->options->credit ? printing->options->credit : "",
                                 method_line(printing, method, sizeof method)};
    double height = 0;
    for (size_t i = 0; i < 3; i++)
        height += *lines[i] ? cpts_canvas_measure(canvas, lines[i], &small).height + 1 : 0;
    double y = canvas->height - CPTS_PAGE_MARGIN - height;
    for (size_t i = 0; i < 3 && is_drawn; i++)
        if (*lines[i])
            y += cpts_canvas_text(canvas, CPTS_PAGE_MARGIN, y, lines[i], &small).height + 1;
    return height + 2 * CPTS_MM;
}

/* ---- scale ------------------------------------------------------------------------------- */

/* The longest of 1, 2, 5 × 10ⁿ metres that fits. */
static double round_length(double most_m)
{
    const double power = pow(10, floor(log10(most_m)));
    return most_m >= 5 * power ? 5 * power : most_m >= 2 * power ? 2 * power : power;
}

#define NORTH_SHOWN (2 * G_PI / 180) /* from here on, the top of the map is not north */

static void put_north(struct printing *printing, double x, double y)
{
    cairo_t *cairo = printing->canvas.cairo;
    const double side = 2.6 * CPTS_MM;
    const struct lettering letter = {
        .size = 6.5, .look = FONT_BOLD, .colour = CPTS_TEXT_COLOUR, .align = ALIGN_CENTRE};
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_rotate(cairo, printing->north);
    cairo_move_to(cairo, 0, -side);
    cairo_line_to(cairo, side * 0.45, side * 0.6);
    cairo_line_to(cairo, 0, side * 0.25);
    cairo_line_to(cairo, -side * 0.45, side * 0.6);
    cairo_close_path(cairo);
    cpts_canvas_colour(&printing->canvas, CPTS_TEXT_COLOUR);
    cairo_fill(cairo);
    cairo_restore(cairo);
    cpts_canvas_text(&printing->canvas, x, y - side - 7.5, _("N"), &letter);
}

void cpts_page_scale(struct printing *printing, const struct map_view *view)
{
    struct canvas *canvas = &printing->canvas;
    const struct frame *frame = &view->frame;
    const double most = frame->width * CPTS_BAR_SHARE - 8 * CPTS_MM;
    const double metres = round_length(fmax(most / view->scale, 1e-3));
    const double length = metres * view->scale, x = frame->x + 4 * CPTS_MM;
    const double y = frame->y + frame->height - 4 * CPTS_MM;
    char text[CPTS_CELL_BYTES], number[CPTS_CELL_BYTES];
    const struct lettering letters = {.size = 6.5, .colour = CPTS_TEXT_COLOUR, .halo = 0.8};
    cairo_t *cairo = canvas->cairo;
    for (int half = 0; half < 2; half++) {
        cairo_rectangle(cairo, x + half * length / 2, y, length / 2, 0.9 * CPTS_MM);
        cpts_canvas_colour(canvas, half ? 0xFFFFFFFFu : CPTS_TEXT_COLOUR);
        cairo_fill_preserve(cairo);
        cpts_canvas_colour(canvas, CPTS_TEXT_COLOUR);
        cairo_set_line_width(cairo, 0.5);
        cairo_stroke(cairo);
    }
    const bool is_km = metres >= 1000;
    snprintf(text, sizeof text, is_km ? "%s km" : "%s m",
             cpts_prose_number(&printing->prose, number, is_km ? metres / 1000 : metres, 0));
    cpts_canvas_text(canvas, x, y - 9, text, &letters);
    if (fabs(printing->north) > NORTH_SHOWN)
        put_north(printing, x + length + 4 * CPTS_MM, y);
}

/* ---- figures ----------------------------------------------------------------------------- */

/* "3 overlaps" with "(536,853 inhabitants)". */
static void put_conflicts(struct flow *flow, size_t count, const char *what, double population,
                          double area_m2)
{
    const struct prose *prose = &flow->printing->prose;
    char text[256], number[CPTS_CELL_BYTES], figure[CPTS_CELL_BYTES];
    if (!count)
        snprintf(text, sizeof text, "%s", what);
    else if (isfinite(population))
        snprintf(text, sizeof text,
                 P_("%s: %s inhabitant", "%s: %s inhabitants", (unsigned long)llround(population)),
                 what, cpts_prose_number(prose, number, round(population), 0));
    else
        snprintf(text, sizeof text, _("%s: %s km²"), what, cpts_prose_area(prose, number, area_m2));
    cpts_flow_figure(flow, cpts_prose_count(prose, figure, count), text);
}

void cpts_flow_figures(struct flow *flow)
{
    const struct cpts_report *report = flow->printing->report;
    const cpts_totals *totals = &report->totals;
    const struct prose *prose = &flow->printing->prose;
    const bool is_counted = isfinite(totals->population) && totals->population > 0;
    char figure[CPTS_CELL_BYTES], rate[CPTS_CELL_BYTES + 8], said[CPTS_SAID_BYTES];
    cpts_flow_heading(flow, _("Key figures"));
    snprintf(rate, sizeof rate, "%s %%",
             is_counted
                 ? cpts_prose_percent(prose, figure, totals->covered_population, totals->population)
                 : cpts_prose_percent(prose, figure, totals->covered_area_m2, totals->area_m2));
    cpts_flow_figure(flow, rate,
                     is_counted ? _("of the inhabitants are in a CPTS")
                                : _("of the area is in a CPTS"));
    cpts_flow_figure(flow, cpts_prose_count(prose, figure, totals->perimeters), _("CPTS"));
    cpts_flow_figure(flow, cpts_prose_count(prose, figure, totals->units),
                     cpts_said(said, prose, _("{units}")));
    if (is_counted)
        cpts_flow_figure(flow, cpts_prose_number(prose, figure, round(totals->population), 0),
                         _("inhabitants"));
    put_conflicts(flow, report->counts.by_rule[CPTS_RULE_OVERLAP], _("overlaps"),
                  totals->overlap_population, totals->overlap_area_m2);
    put_conflicts(flow, report->counts.by_rule[CPTS_RULE_WHITE_ZONE], _("white zones"),
                  totals->white_population, totals->white_area_m2);
}

/* ---- legend ------------------------------------------------------------------------------ */

/* Room for a row; *y is the middle of its swatch, words are written beside it. */
static bool begin_row(struct flow *flow, const char *text, double *x, double *y)
{
    struct canvas *canvas = &flow->printing->canvas;
    const struct lettering plain = {.size = flow->size,
                                    .colour = CPTS_TEXT_COLOUR,
                                    .width = flow->columns[flow->at].width - SWATCH - 2 * CPTS_MM};
    const double height = fmax(cpts_canvas_measure(canvas, text, &plain).height, 4 * CPTS_MM);
    if (!cpts_flow_room(flow, height + 1))
        return false;
    *x = flow->columns[flow->at].x;
    *y = flow->y + height / 2;
    cpts_canvas_text(canvas, *x + SWATCH + 2 * CPTS_MM,
                     *y - cpts_canvas_measure(canvas, text, &plain).height / 2, text, &plain);
    flow->y += height + 1;
    return true;
}

static void put_symbol(struct flow *flow, cpts_rule rule, const char *text)
{
    double x, y;
    struct canvas *canvas = &flow->printing->canvas;
    if (!begin_row(flow, text, &x, &y))
        return;
    cairo_rectangle(canvas->cairo, x + 1, y - 1.6 * CPTS_MM, SWATCH - 2, 3.2 * CPTS_MM);
    cpts_canvas_symbol(canvas, "conflicts", cpts_rule_name(rule), 0.55);
}

static void put_fills(struct flow *flow, const struct map_view *view)
{
    double x, y;
    size_t count;
    struct canvas *canvas = &flow->printing->canvas;
    const struct symbol *border = cpts_symbol(&count, "perimeters", "*");
    const int fills = view->perimeter == CPTS_NONE ? 4 : 1;
    const unsigned char own =
        view->perimeter == CPTS_NONE ? 0 : view->scene->fills[view->perimeter];
    if (!begin_row(flow,
                   view->perimeter == CPTS_NONE
                       ? _("territory of a CPTS (neighbours differ in colour)")
                       : _("territory of the CPTS; its neighbours are paler"),
                   &x, &y))
        return;
    for (int i = 0; i < fills; i++) {
        cairo_rectangle(canvas->cairo, x + 1 + i * (SWATCH - 2) / fills, y - 1.6 * CPTS_MM,
                        (SWATCH - 2) / fills, 3.2 * CPTS_MM);
        cpts_canvas_colour(canvas, cpts_fills[(own + i) % CPTS_FILL_COUNT]);
        cairo_fill(canvas->cairo);
    }
    cairo_rectangle(canvas->cairo, x + 1, y - 1.6 * CPTS_MM, SWATCH - 2, 3.2 * CPTS_MM);
    cpts_canvas_colour(canvas, border[count - 1].colour);
    cairo_set_line_width(canvas->cairo, 0.3 * CPTS_MM);
    cairo_stroke(canvas->cairo);
}

static void put_line(struct flow *flow, const char *text)
{
    double x, y;
    cairo_t *cairo = flow->printing->canvas.cairo;
    if (!begin_row(flow, text, &x, &y))
        return;
    cairo_move_to(cairo, x + 1, y);
    cairo_line_to(cairo, x + SWATCH - 1, y);
    cpts_canvas_colour(&flow->printing->canvas, CPTS_GROUP_BORDER);
    cairo_set_line_width(cairo, 0.3 * CPTS_MM);
    cairo_set_dash(cairo, cpts_group_dash, 4, 0);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, cpts_group_dash, 0, 0);
}

static void put_town(struct flow *flow)
{
    double x, y;
    cairo_t *cairo = flow->printing->canvas.cairo;
    if (!begin_row(flow, _("one of the largest towns"), &x, &y))
        return;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + SWATCH / 2, y, 0.5 * CPTS_MM, 0, 2 * G_PI);
    cpts_canvas_colour(&flow->printing->canvas, 0x202020FFu);
    cairo_fill(cairo);
}

void cpts_flow_legend(struct flow *flow, const struct map_view *view)
{
    const struct cpts_report *report = flow->printing->report;
    char said[CPTS_SAID_BYTES];
    bool has[CPTS_RULE_COUNT] = {false};
    for (size_t f = 0; f < report->finding_count; f++)
        if (!has[report->findings[f].rule] && cpts_map_holds(view, f))
            has[report->findings[f].rule] = true;
    cpts_flow_heading(flow, _("Legend"));
    put_fills(flow, view);
    if (has[CPTS_RULE_OVERLAP])
        put_symbol(flow, CPTS_RULE_OVERLAP, _("overlap: claimed by several CPTS"));
    if (has[CPTS_RULE_WHITE_ZONE])
        put_symbol(flow, CPTS_RULE_WHITE_ZONE, _("white zone: in no CPTS"));
    if (has[CPTS_RULE_OUTSIDE])
        put_symbol(flow, CPTS_RULE_OUTSIDE, _("claimed outside the region"));
    if (report->group_count > 1 && cpts_map_has(view, ARC_GROUP))
        put_line(flow, cpts_said(said, &flow->printing->prose, _("border between {groups}")));
    if (view->town_count)
        put_town(flow);
}

/* ---- findings ---------------------------------------------------------------------------- */

static bool touches(const struct cpts_report *report, size_t finding, uint32_t perimeter)
{
    const cpts_finding *shown = &report->findings[finding];
    if (shown->sliver || perimeter == CPTS_NONE)
        return !shown->sliver;
    for (size_t i = 0; i < shown->perimeter_count; i++)
        if (strcmp(shown->perimeters[i], report->region->perimeters.id[perimeter]) == 0)
            return true;
    return false;
}

/* What somebody has to decide: errors of the region; all that touches one CPTS. */
static bool is_to_decide(const struct cpts_report *report, size_t finding, uint32_t perimeter)
{
    return touches(report, finding, perimeter) && !report->findings[finding].acceptance &&
           (perimeter != CPTS_NONE || report->findings[finding].severity == CPTS_SEVERITY_ERROR);
}

/* What the map of a region counts but does not quote: sentences for those who keep the lists. */
static bool is_of_a_list(const struct cpts_report *report, size_t finding, uint32_t perimeter)
{
    return perimeter == CPTS_NONE && !(report->findings[finding].area_m2 > 0);
}

static void put_count(struct flow *flow, const char *words, size_t count)
{
    char line[192], number[CPTS_CELL_BYTES];
    snprintf(line, sizeof line, words, cpts_prose_count(&flow->printing->prose, number, count));
    cpts_flow_text(flow, line, CPTS_QUIET_COLOUR);
}

void cpts_flow_decide(struct flow *flow, uint32_t perimeter, double reserve)
{
    const struct cpts_report *report = flow->printing->report;
    size_t total = 0, shown = 0, listed = 0;
    for (size_t f = 0; f < report->finding_count; f++)
        if (is_to_decide(report, f, perimeter))
            *(is_of_a_list(report, f, perimeter) ? &listed : &total) += 1;
    cpts_flow_heading(flow, perimeter == CPTS_NONE ? _("To decide") : _("Findings"));
    if (!total && !listed)
        cpts_flow_text(flow, _("nothing"), CPTS_TEXT_COLOUR);
    for (size_t f = 0; f < report->finding_count && shown < total; f++) {
        if (!is_to_decide(report, f, perimeter) || is_of_a_list(report, f, perimeter))
            continue;
        /* Room for a long sentence, and for saying that there are more. */
        if (cpts_flow_left(flow) - reserve < 8 * flow->size ||
            !cpts_flow_item(flow, "•", report->findings[f].message))
            break;
        shown++;
    }
    if (shown < total)
        put_count(flow,
                  P_("and %s more, in the report", "and %s more, in the report", total - shown),
                  total - shown);
    if (listed)
        put_count(flow,
                  P_("%s error in what is declared: see the report",
                     "%s errors in what is declared: see the report", listed),
                  listed);
}

/* ---- names by number --------------------------------------------------------------------- */

double cpts_numbers_height(struct flow *flow, const struct map_view *view)
{
    struct canvas *canvas = &flow->printing->canvas;
    const struct lettering plain = {.size = flow->size,
                                    .width = flow->columns[0].width - 3 * flow->size};
    double height = view->numbered_count ? 5 * flow->size : 0;
    for (size_t i = 0; i < view->numbered_count; i++)
        height +=
            cpts_canvas_measure(
                canvas, view->scene->report->region->perimeters.name[view->numbered[i]], &plain)
                .height +
            0.4 * flow->size;
    return height;
}

void cpts_flow_numbers(struct flow *flow, const struct map_view *view, size_t *next)
{
    const struct perimeters *perimeters = &flow->printing->report->region->perimeters;
    if (*next >= view->numbered_count)
        return;
    cpts_flow_heading(flow, _("CPTS by number"));
    for (; *next < view->numbered_count; ++*next) {
        char number[32];
        snprintf(number, sizeof number, "%zu", *next + 1);
        if (!cpts_flow_item(flow, number, cpts_map_name(perimeters->name[view->numbered[*next]])))
            return;
    }
}
