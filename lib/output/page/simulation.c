/*
 * simulation.html: what a hypothesis changes, as a page to hand round: the map, the figures and
 * the CPTS before and after, the conflicts, the pieces that come off.
 */
#include "output/simulation.h"
#include "input/region/largest.h"
#include "input/region/region_copy.h"
#include "output/page/cells.h"
#include "output/page/change.h"

#define UNITS_SHOWN 12

static const struct cpts_simulation *simulation_of(const struct page *page)
{
    return page->change->source;
}

static void put_list(struct page *page, const char *title, const struct territory *territory)
{
    const struct units *units = &page->report->region->units;
    struct largest first = {.most = UNITS_SHOWN};
    size_t listed = 0;
    if (!territory->unit_count && !territory->feature_count)
        return;
    cpts_page_put(page, "<p>");
    cpts_page_text(page, title);
    for (uint32_t u = 0; territory->units && u < units->count; u++)
        if (territory->units[u])
            cpts_largest_enter(&first, units, u);
    for (; listed < first.count; listed++) {
        cpts_page_put(page, listed ? ", " : " ");
        cpts_page_name(page, units->name[first.units[listed]]);
        cpts_page_name_in(page, " (", units->code[first.units[listed]], ")");
    }
    if (territory->unit_count > listed)
        cpts_page_counted(page, " and %s more {unit}", " and %s more {units}",
                          territory->unit_count - listed);
    if (territory->feature_count) {
        cpts_page_put(page, listed ? ", " : " ");
        cpts_page_counted(page, "%s polygon", "%s polygons", territory->feature_count);
    }
    cpts_page_put(page, "</p>\n");
}

static cpts_status put_title(struct page *page)
{
    const struct cpts_simulation *simulation = simulation_of(page);
    const size_t more = simulation->hypotheses.count - 1;
    cpts_page_name(page, simulation->name);
    if (simulation->hypotheses.items[0].is_new)
        cpts_page_text(page, _(" (new)"));
    if (more)
        cpts_page_counted(page, " and %s more CPTS", " and %s more CPTS", more);
    return CPTS_OK;
}

static void put_moves(struct page *page, const struct hypothesis *hypothesis)
{
    put_list(page, hypothesis->replace ? _("is made of:") : _("takes:"), &hypothesis->take);
    put_list(page, _("releases:"), &hypothesis->release);
}

/* What each of several would do, a card each. */
static void put_hypotheses(struct page *page, const struct cpts_simulation *simulation)
{
    cpts_page_put(page, "\n<ul class=\"list cards\">\n");
    for (size_t h = 0; h < simulation->hypotheses.count; h++) {
        cpts_page_name_in(page, "<li class=\"decision\"><p><strong>",
                          simulation->perimeters[h].name, "</strong></p>\n");
        put_moves(page, &simulation->hypotheses.items[h]);
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>");
}

static cpts_status put_verdict(struct page *page)
{
    const struct cpts_simulation *simulation = simulation_of(page);
    cpts_page_begin_verdict(page, simulation->after->verdict, cpts_simulation_verdict(simulation));
    cpts_page_put(page, "</p>\n");
    if (simulation->hypotheses.count == 1)
        put_moves(page, simulation->hypotheses.items);
    cpts_page_put(page, "</div>\n</div>");
    if (simulation->hypotheses.count > 1)
        put_hypotheses(page, simulation);
    return CPTS_OK;
}

static cpts_status put_pieces(struct page *page)
{
    const struct cpts_simulation *simulation = simulation_of(page);
    const struct cpts_region *region = simulation->copy;
    if (!simulation->piece_count)
        return CPTS_OK;
    cpts_page_section(page, "pieces", _("Pieces that split off"));
    cpts_page_put(page, "<ul>\n");
    for (size_t i = 0; i < simulation->piece_count; i++) {
        const cpts_detached_piece *piece = &simulation->pieces[i];
        const uint32_t perimeter = cpts_perimeter_of_id(region, piece->perimeter);
        cpts_page_name_in(page, "<li><strong>", region->perimeters.name[perimeter], "</strong>");
        cpts_page_text(page, _(": "));
        for (size_t u = 0; u < piece->unit_count && u < UNITS_SHOWN; u++) {
            cpts_page_put(page, u ? ", " : "");
            cpts_page_name(page, piece->unit_names[u]);
        }
        if (piece->unit_count > UNITS_SHOWN)
            cpts_page_counted(page, " and %s more {unit}", " and %s more {units}",
                              piece->unit_count - UNITS_SHOWN);
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n</section>");
    return CPTS_OK;
}

cpts_status cpts_simulation_html(const struct cpts_simulation *simulation, struct output_file *file)
{
    static const struct page_section sections[] = {
        {"title", put_title},
        {"verdict", put_verdict},
        {"figures", cpts_page_change_figures},
        {"map", cpts_page_change_map},
        {"perimeters", cpts_page_change_perimeters},
        {"findings", cpts_page_change_conflicts},
        {"units", cpts_page_change_units},
        {"pieces", put_pieces},
        {.mark = NULL},
    };
    const struct page_change change = {.before = simulation->before,
                                       .after = simulation->after,
                                       .difference = &simulation->difference,
                                       .subject = simulation->id,
                                       .source = simulation};
    struct page page = {.report = simulation->after, .change = &change, .file = file};
    return cpts_page_write(&page, "simulation.html", sections);
}
