/*
 * The line is drawn as SVG by itself, with its description; the table below it gives the same
 * figures. Runs are evenly spaced: a missing night shows in the dates, not as a gap.
 */
#include "output/page/trend.h"

#include <math.h>

#include "output/page/cells.h"

/* Of the drawing, in its own units; the line stays inside the margins. */
#define WIDTH  720.0
#define HEIGHT 170.0
#define LEFT   84.0
#define RIGHT  16.0
#define TOP    14.0
#define BOTTOM 30.0

struct trend {
    struct page *page;
    const struct trend_point *points;
    size_t count, least, most; /* of the lowest and of the highest rate */
    double low, high;          /* of the scale */
};

static double rate(const struct trend *trend, size_t i)
{
    return trend->page->has_population ? trend->points[i].population_rate
                                       : trend->points[i].area_rate;
}

static struct trend trend_of(struct page *page)
{
    const struct past *past = &page->report->past;
    struct trend trend = {.page = page, .points = past->trend, .count = past->trend_count};
    /* From the run on since which inhabitants are known. */
    for (size_t i = past->trend_count; i-- > 0;)
        if (!isfinite(rate(&trend, i))) {
            trend.points += i + 1;
            trend.count -= i + 1;
            break;
        }
    if (!trend.count)
        return trend;
    for (size_t i = 1; i < trend.count; i++) {
        if (rate(&trend, i) < rate(&trend, trend.least))
            trend.least = i;
        if (rate(&trend, i) > rate(&trend, trend.most))
            trend.most = i;
    }
    /* A scale of at least a tenth of a percent: what hardly moves looks level. */
    const double middle = (rate(&trend, trend.least) + rate(&trend, trend.most)) / 2;
    const double half = fmax((rate(&trend, trend.most) - rate(&trend, trend.least)) / 2, 0.0005);
    trend.low = middle - half;
    trend.high = middle + half;
    return trend;
}

/* ---- the drawing ------------------------------------------------------------------------- */

static double x_of(const struct trend *trend, size_t i)
{
    return LEFT + (WIDTH - LEFT - RIGHT) * (double)i / (double)(trend->count - 1);
}

static double y_of(const struct trend *trend, double value)
{
    return TOP + (HEIGHT - TOP - BOTTOM) * (trend->high - value) / (trend->high - trend->low);
}

static void put_line(struct page *page, const char *kind, double x1, double y1, double x2,
                     double y2)
{
    char line[160];
    snprintf(line, sizeof line,
             "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kind, x1, y1,
             x2, y2);
    cpts_page_put(page, line);
}

static void open_label(struct page *page, const char *kind, double x, double y)
{
    char label[96];
    snprintf(label, sizeof label, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", kind, x, y);
    cpts_page_put(page, label);
}

static void put_scale(const struct trend *trend, double value)
{
    struct page *page = trend->page;
    char cell[CPTS_CELL_BYTES];
    const double y = y_of(trend, value);
    put_line(page, "scale", LEFT - 6, y, WIDTH - RIGHT, y);
    open_label(page, "end", LEFT - 10, y + 5);
    cpts_page_text(page, cpts_page_percent(page, cell, value, 1));
    cpts_page_put(page, "</text>");
}

static void put_points(const struct trend *trend)
{
    struct page *page = trend->page;
    char point[96];
    cpts_page_put(page, "<polyline points=\"");
    for (size_t i = 0; i < trend->count; i++) {
        snprintf(point, sizeof point, "%s%.1f,%.1f", i ? " " : "", x_of(trend, i),
                 y_of(trend, rate(trend, i)));
        cpts_page_put(page, point);
    }
    cpts_page_put(page, "\"/>");
    for (size_t i = 0; i < trend->count; i++) {
        snprintf(point, sizeof point, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"/>", x_of(trend, i),
                 y_of(trend, rate(trend, i)), i + 1 == trend->count ? "5" : "2.5");
        cpts_page_put(page, point);
    }
}

static void put_dates(const struct trend *trend)
{
    struct page *page = trend->page;
    open_label(page, "start", LEFT, HEIGHT - 6);
    cpts_page_say(page, "%.10s", trend->points[0].at);
    cpts_page_put(page, "</text>");
    open_label(page, "end", WIDTH - RIGHT, HEIGHT - 6);
    cpts_page_say(page, "%.10s", trend->points[trend->count - 1].at);
    cpts_page_put(page, "</text>");
}

static void put_description(const struct trend *trend)
{
    struct page *page = trend->page;
    char cell[4][CPTS_CELL_BYTES];
    const size_t last = trend->count - 1;
    cpts_page_put(page, "<title id=\"trend-title\">");
    cpts_page_say(page,
                  P_("%zu run, from %s covered on %.10s to %s on %.10s; at least %s, at most %s.",
                     "%zu runs, from %s covered on %.10s to %s on %.10s; at least %s, at most %s.",
                     trend->count),
                  trend->count, cpts_page_percent(page, cell[0], rate(trend, 0), 1),
                  trend->points[0].at, cpts_page_percent(page, cell[1], rate(trend, last), 1),
                  trend->points[last].at,
                  cpts_page_percent(page, cell[2], rate(trend, trend->least), 1),
                  cpts_page_percent(page, cell[3], rate(trend, trend->most), 1));
    cpts_page_put(page, "</title>");
}

static void put_drawing(const struct trend *trend)
{
    struct page *page = trend->page;
    cpts_page_put(page, "<svg class=\"trend\" role=\"img\" aria-labelledby=\"trend-title\" "
                        "viewBox=\"0 0 720 170\">");
    put_description(trend);
    put_scale(trend, trend->high);
    put_scale(trend, trend->low);
    put_points(trend);
    put_dates(trend);
    cpts_page_put(page, "</svg>\n");
}

/* ---- the figures ------------------------------------------------------------------------- */

static void put_run(const struct trend *trend, size_t i)
{
    struct page *page = trend->page;
    const struct trend_point *point = &trend->points[i];
    cpts_page_put(page, "<tr><th scope=\"row\">");
    cpts_page_say(page, _("%.10s at %.5s"), point->at, point->at + 11);
    cpts_page_put(page, "</th>");
    if (page->has_population)
        cpts_page_percent_cell(page, point->population_rate, 1);
    cpts_page_percent_cell(page, point->area_rate, 1);
    cpts_page_whole_cell(page, (double)point->errors);
    cpts_page_put(page, "</tr>\n");
}

static void put_figures(const struct trend *trend)
{
    struct page *page = trend->page;
    cpts_page_text_in(page, "<details><summary>", _("The same in figures"), "</summary>\n");
    cpts_page_table(page, _("Coverage, run after run"));
    cpts_page_heading(page, _("Run (UTC)"), false);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants covered"), true);
    cpts_page_heading(page, _("Area covered"), true);
    cpts_page_heading(page, _("Errors"), true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = trend->count; i-- > 0;)
        put_run(trend, i);
    cpts_page_table_end(page);
    cpts_page_put(page, "</details>\n");
}

void cpts_page_trend(struct page *page)
{
    const struct trend trend = trend_of(page);
    if (trend.count < 2)
        return;
    cpts_page_text_in(page, "<h3>",
                      page->has_population ? _("Inhabitants covered, run after run")
                                           : _("Area covered, run after run"),
                      "</h3>\n");
    put_drawing(&trend);
    put_figures(&trend);
}
