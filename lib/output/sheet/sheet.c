#include "output/sheet/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/kept.h"
#include "output/page/cells.h"
#include "output/sheet/name.h"
#include "output/text/place_title.h"

#define NUMBER_ROOM 64

/* ---- words ------------------------------------------------------------------------------- */

static void put(struct sheet *sheet, const char *markup)
{
    cpts_file_text(sheet->page.file, markup);
}

static void put_element(struct sheet *sheet, const char *name, const char *text)
{
    put(sheet, "<");
    put(sheet, name);
    put(sheet, ">");
    cpts_page_text(&sheet->page, text);
    put(sheet, "</");
    put(sheet, name);
    put(sheet, ">");
}

static void put_number(struct sheet *sheet, double value, int decimals)
{
    char text[NUMBER_ROOM];
    put(sheet, "<td class=\"number\">");
    cpts_page_text(&sheet->page, isfinite(value)
                                     ? cpts_number_text(text, sizeof text, &sheet->page.prose.style,
                                                        value, decimals)
                                     : "–");
    put(sheet, "</td>");
}

static void put_row(struct sheet *sheet, const char *label, double value, int decimals,
                    const char *unit)
{
    put(sheet, "<tr>");
    put_element(sheet, "th", label);
    put_number(sheet, value, decimals);
    put_element(sheet, "td", unit);
    put(sheet, "</tr>\n");
}

/* Scrolls by itself where it is wider than the screen. */
static void open_table(struct sheet *sheet, const char *title, const char *const *heads,
                       size_t count)
{
    put_element(sheet, "h2", title);
    put(sheet, "\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    cpts_page_text(&sheet->page, title);
    put(sheet, "\">\n<table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++)
        put_element(sheet, "th", heads[i]);
    put(sheet, "</tr></thead>\n<tbody>\n");
}

static void close_table(struct sheet *sheet)
{
    put(sheet, "</tbody></table>\n</div>\n");
}

/* ---- figures ----------------------------------------------------------------------------- */

static void put_figures(struct sheet *sheet)
{
    const struct perimeter_result *result = &sheet->page.report->perimeters[sheet->perimeter];
    const size_t size_class =
        cpts_size_class(&sheet->page.classes, result->population, result->unknown_units);
    char line[CPTS_CLASS_BYTES], said[CPTS_SAID_BYTES];
    put_element(sheet, "h2", _("Key figures"));
    put(sheet, "\n<table class=\"key\"><tbody>\n");
    put_row(sheet, _("inhabitants"), round(result->population), 0, "");
    put_row(sheet, _("size class"), size_class ? (double)size_class : NAN, 0, "");
    put_row(sheet, _("area"), result->area_m2 / 1e6, 2, "km²");
    put_row(sheet, _("density"),
            result->area_m2 > 0 ? result->population / (result->area_m2 / 1e6) : NAN, 1,
            _("inhabitants per km²"));
    put_row(sheet, cpts_said(said, &sheet->page.prose, _("{units}")), (double)result->claim_count,
            0, "");
    put_row(sheet, _("separate pieces"), (double)result->parts, 0, "");
    put_row(sheet, _("shared with other CPTS"), result->contested_area_m2 / 1e6, 2, "km²");
    put_row(sheet, _("inhabitants in overlaps"), round(result->contested_population), 0, "");
    put_row(sheet, _("outside the region"), result->outside_area_m2 / 1e6, 2, "km²");
    put(sheet, "</tbody></table>\n");
    if (isfinite(result->population) && result->unknown_units)
        put_element(sheet, "p",
                    cpts_unknown_class_words(&sheet->page.prose, line, result->unknown_units));
    else if (size_class)
        put_element(
            sheet, "p",
            cpts_size_class_words(&sheet->page.prose, line, &sheet->page.classes, size_class));
}

/* ---- columns kept ------------------------------------------------------------------------ */

static void put_kept(struct sheet *sheet)
{
    const struct cpts_region *region = sheet->page.report->region;
    if (!region->kept_count)
        return;
    put_element(sheet, "h2", _("From the sources"));
    put(sheet, "\n<table class=\"kept\"><tbody>\n");
    for (size_t i = 0; i < region->kept_count; i++) {
        const char *text = cpts_kept_text(region, sheet->perimeter, i);
        put(sheet, "<tr>");
        put_element(sheet, "th", region->kept_names[i]);
        put_element(sheet, "td", *text ? text : "–");
        put(sheet, "</tr>\n");
    }
    put(sheet, "</tbody></table>\n");
}

/* ---- indicators -------------------------------------------------------------------------- */

static void put_value(struct sheet *sheet, const struct indicator_value *value, bool is_mean)
{
    const double shown = value->value;
    if (value->is_secret) {
        put(sheet, "<td class=\"number\">");
        cpts_page_text(&sheet->page, _("secret"));
        put(sheet, "</td>");
        return;
    }
    put_number(sheet, shown, is_mean || fabs(shown - round(shown)) > 1e-9 ? 1 : 0);
}

/* The row of the group that has most of the perimeter's area. */
static size_t main_group(const struct sheet *sheet)
{
    const struct cpts_report *report = sheet->page.report;
    const struct perimeter_result *result = &report->perimeters[sheet->perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    const char *const *group = report->region->units.group;
    size_t best = 0;
    double most_m2 = -1;
    for (size_t g = 0; g < report->group_count; g++) {
        double area_m2 = 0;
        for (size_t i = 0; i < result->claim_count; i++)
            if (strcmp(group[claims[i].unit], report->groups[g].group) == 0)
                area_m2 += claims[i].area_m2;
        if (area_m2 > most_m2) {
            most_m2 = area_m2;
            best = g;
        }
    }
    return best;
}

/* What keeps a figure from being complete, printed beside it. */
static void put_reserves(struct sheet *sheet, const struct indicator_value *value)
{
    char text[160], number[NUMBER_ROOM];
    put(sheet, "<td>");
    if (value->missing + value->masked) {
        snprintf(text, sizeof text,
                 P_("%zu {unit} unknown; the known ones have %s %% of the "
                    "inhabitants",
                    "%zu {units} unknown; the known ones have %s %% of the inhabitants",
                    value->missing + value->masked),
                 value->missing + value->masked,
                 cpts_number_text(number, sizeof number, &sheet->page.prose.style,
                                  isfinite(value->known_share) ? 100 * value->known_share : 0, 0));
        cpts_page_text(&sheet->page, text);
    }
    if (value->is_estimate)
        put_element(sheet, "em", _(" estimated by area"));
    put(sheet, "</td>");
}

static void put_indicators(struct sheet *sheet)
{
    const struct profile *profile = &sheet->page.report->profile;
    const size_t count = profile->indicator_count, group = main_group(sheet);
    char words[CPTS_GROUP_BYTES];
    if (!count)
        return;
    const char *const heads[] = {_("Indicator"),
                                 _("here"),
                                 _("per 1,000 inhabitants"),
                                 cpts_group_words(words, sheet->page.report->region,
                                                  sheet->page.report->groups[group].group),
                                 _("region"),
                                 ""};
    open_table(sheet, _("Indicators"), heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < count; i++) {
        const struct indicator *indicator = &sheet->page.report->region->indicators[i];
        const struct indicator_value *here = &profile->perimeters[sheet->perimeter * count + i];
        const struct indicator_value *there = &profile->groups[group * count + i];
        const bool is_mean = indicator->kind == INDICATOR_MEAN;
        put(sheet, "<tr>");
        put_element(sheet, "th", indicator->name);
        put_value(sheet, here, is_mean);
        put_number(sheet, here->per_1000, 2);
        /* Sums of places of different sizes are compared by head, means as they are. */
        put_number(sheet, is_mean ? there->value : there->per_1000, is_mean ? 1 : 2);
        put_number(sheet, is_mean ? profile->region[i].value : profile->region[i].per_1000,
                   is_mean ? 1 : 2);
        put_reserves(sheet, here);
        put(sheet, "</tr>\n");
    }
    close_table(sheet);
}

/* ---- other territories ------------------------------------------------------------------- */

static void put_against(struct sheet *sheet)
{
    const struct profile *profile = &sheet->page.report->profile;
    const char *const heads[] = {_("Territory"), _("area (%)"), _("inhabitants (%)"),
                                 _("of that territory (%)")};
    for (size_t a = 0; a < profile->against_count; a++) {
        size_t count;
        const struct fall *falls = cpts_falls_of(&profile->against[a], sheet->perimeter, &count);
        open_table(sheet, profile->against[a].name, heads, sizeof heads / sizeof *heads);
        for (size_t i = 0; i < count; i++) {
            put(sheet, "<tr>");
            put_element(sheet, "th", falls[i].name);
            put_number(sheet, 100 * falls[i].area_share, 1);
            put_number(sheet, 100 * falls[i].population_share, 1);
            put_number(sheet, 100 * falls[i].territory_share, 1);
            put(sheet, "</tr>\n");
        }
        close_table(sheet);
    }
}

/* ---- conflicts and units ----------------------------------------------------------------- */

static bool is_concerned(const struct sheet *sheet, const cpts_finding *finding)
{
    const char *id = sheet->page.report->region->perimeters.id[sheet->perimeter];
    for (size_t i = 0; i < finding->perimeter_count && !finding->sliver; i++)
        if (strcmp(finding->perimeters[i], id) == 0)
            return true;
    return false;
}

/* Whether a perimeter claims some of a unit. */
static bool holds(const struct cpts_report *report, uint32_t perimeter, uint32_t unit)
{
    const struct unit_result *result = &report->units[unit];
    for (size_t i = 0; i < result->claim_count; i++)
        if (report->claims[result->first_claim + i].perimeter == perimeter)
            return true;
    return false;
}

/* A white zone that shares a border with the territory. */
static bool is_beside(const struct sheet *sheet, const cpts_finding *finding)
{
    const struct cpts_report *report = sheet->page.report;
    const struct adjacency *adjacency = sheet->adjacency;
    if (finding->sliver || finding->rule != CPTS_RULE_WHITE_ZONE)
        return false;
    for (size_t i = 0; i < finding->unit_count; i++) {
        const size_t found = cpts_unit_index(report->region, finding->units[i]);
        if (found == SIZE_MAX)
            continue;
        const uint32_t unit = (uint32_t)found;
        if (holds(report, sheet->perimeter, unit))
            return true;
        for (size_t n = adjacency->first[unit]; n < adjacency->first[unit + 1]; n++)
            if (holds(report, sheet->perimeter, adjacency->neighbours[n].unit))
                return true;
    }
    return false;
}

/* Those that it is in, then the white zones on its border. */
static void put_findings(struct sheet *sheet)
{
    const struct cpts_report *report = sheet->page.report;
    size_t count = 0;
    put_element(sheet, "h2", _("Findings"));
    put(sheet, "\n<ul>\n");
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < report->finding_count; i++) {
            const cpts_finding *finding = &report->findings[i];
            if (pass == 0 ? !is_concerned(sheet, finding) : !is_beside(sheet, finding))
                continue;
            put_element(sheet, "li", finding->message);
            put(sheet, "\n");
            count++;
        }
    if (!count)
        put_element(sheet, "li", _("none"));
    put(sheet, "</ul>\n");
}

static void put_units(struct sheet *sheet)
{
    const struct cpts_report *report = sheet->page.report;
    const struct units *units = &report->region->units;
    const struct perimeter_result *result = &report->perimeters[sheet->perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    char said[CPTS_SAID_BYTES];
    const char *const heads[] = {_("Code"),       _("Name"),      _("Inhabitants"),
                                 _("Area (km²)"), _("share (%)"), _("Claimants")};
    open_table(sheet, cpts_said(said, &sheet->page.prose, _("{Units}")), heads,
               sizeof heads / sizeof *heads);
    for (size_t i = 0; i < result->claim_count; i++) {
        const uint32_t unit = claims[i].unit;
        put(sheet, "<tr>");
        put_element(sheet, "td", units->code[unit]);
        put_element(sheet, "td", units->name[unit]);
        put_number(sheet, units->population[unit], 0);
        put_number(sheet, report->units[unit].area_m2 / 1e6, 2);
        put_number(sheet, 100 * claims[i].share, claims[i].share == 1 ? 0 : 1);
        put_number(sheet, (double)report->units[unit].claim_count, 0);
        put(sheet, "</tr>\n");
    }
    close_table(sheet);
}

/* ---- pages ------------------------------------------------------------------------------- */

static struct sheet *sheet_of(struct page *page)
{
    return (struct sheet *)page; /* its first member */
}

static cpts_status put_title(struct page *page)
{
    const struct sheet *sheet = sheet_of(page);
    cpts_page_text(page, page->report->region->perimeters.name[sheet->perimeter]);
    return CPTS_OK;
}

static cpts_status put_identity(struct page *page)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const uint32_t perimeter = sheet_of(page)->perimeter;
    cpts_page_name(page, perimeters->id[perimeter]);
    if (*perimeters->status[perimeter]) {
        cpts_page_put(page, " · ");
        cpts_page_name(page, perimeters->status[perimeter]);
    }
    return CPTS_OK;
}

static cpts_status put_map(struct page *page)
{
    const cpts_status status = cpts_sheet_map(sheet_of(page));
    char said[CPTS_SAID_BYTES];
    cpts_page_put(page, "<ul class=\"map-keys\">\n");
    cpts_page_key(page, "subject", cpts_said(said, &page->prose, _("its {units}")));
    cpts_page_key(page, "t0", _("other CPTS"));
    cpts_page_conflict_keys(page);
    cpts_page_put(page, "</ul>\n");
    return status;
}

static cpts_status put_body(struct page *page)
{
    struct sheet *sheet = sheet_of(page);
    put_figures(sheet);
    put_kept(sheet);
    put_indicators(sheet);
    put_against(sheet);
    put_findings(sheet);
    put_units(sheet);
    return CPTS_OK;
}

static cpts_status put_list(struct page *page)
{
    const struct cpts_report *report = page->report;
    const struct perimeters *perimeters = &report->region->perimeters;
    cpts_page_whole_table(page, _("Territories"));
    cpts_page_heading(page, _("CPTS"), false);
    if (page->has_population) {
        cpts_page_heading(page, _("Inhabitants"), true);
        cpts_page_heading(page, _("Size"), true);
    }
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < perimeters->count; p++) {
        const double population = report->perimeters[p].population;
        const size_t size_class =
            cpts_size_class(&page->classes, population, report->perimeters[p].unknown_units);
        cpts_page_put(page, "<tr><th scope=\"row\"><a href=\"");
        cpts_page_text(page, sheet_of(page)->names[p]);
        cpts_page_put(page, "\">");
        cpts_page_text(page, perimeters->name[p]);
        cpts_page_put(page, "</a></th>");
        if (page->has_population) {
            cpts_page_whole_cell(page, population);
            cpts_page_class_cell(page, " class=\"number\"", size_class,
                                 report->perimeters[p].unknown_units);
        }
        cpts_page_put(page, "</tr>\n");
    }
    cpts_page_table_end(page);
    return CPTS_OK;
}

static const struct page_section sheet_sections[] = {
    {"title", put_title}, {"place", cpts_page_place}, {"identity", put_identity},
    {"map", put_map},     {"body", put_body},         {.mark = NULL},
};

static const struct page_section index_sections[] = {
    {"place", cpts_page_place},
    {"list", put_list},
    {.mark = NULL},
};

/* ---- files ------------------------------------------------------------------------------- */

/* The index comes last: what it names is there. */
static cpts_status write_page(const struct sheet *common, struct arena *arena, const char *folder,
                              char *const *names, size_t page)
{
    cpts_context *context = common->page.report->region->context;
    const bool is_index = page == common->page.report->region->perimeters.count;
    const char *path =
        cpts_arena_format(arena, "%s/%s", folder, is_index ? "index.html" : names[page]);
    struct output_file file = {0};
    if (!path)
        return cpts_fail_memory(context);
    cpts_status status = cpts_file_open(&file, context, path, FILE_NAMELESS_IF_POSSIBLE);
    struct sheet sheet = *common;
    sheet.page.file = &file;
    sheet.perimeter = (uint32_t)page;
    sheet.names = names;
    if (status == CPTS_OK)
        status = cpts_page_write(&sheet.page, is_index ? "sheets.html" : "sheet.html",
                                 is_index ? index_sections : sheet_sections);
    return cpts_file_end(&file, status);
}

cpts_status cpts_write_sheets(const struct cpts_report *report, const char *folder)
{
    cpts_context *context = report->region->context;
    const size_t count = report->region->perimeters.count;
    struct adjacency adjacency = {0};
    struct sheet sheet = {.page = {.report = report}, .adjacency = &adjacency};
    struct arena arena = {0};
    if (strcmp(folder, "-") == 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("sheets are several files: name a folder, not standard output"));
    cpts_status status = cpts_folder_make(context, folder);
    if (status == CPTS_OK)
        status = cpts_adjacency_build(&adjacency, &report->map);
    char **names = cpts_arena_alloc(&arena, (count + 1) * sizeof *names);
    for (size_t p = 0; p < count && names && status == CPTS_OK; p++) {
        char name[CPTS_SHEET_NAME_BYTES];
        cpts_sheet_name(name, report->region->perimeters.id[p], p);
        names[p] = cpts_arena_string(&arena, name);
        status = names[p] ? CPTS_OK : cpts_fail_memory(context);
    }
    if (!names)
        status = cpts_fail_memory(context);
    for (size_t page = 0; page <= count && status == CPTS_OK; page++)
        status = write_page(&sheet, &arena, folder, names, page);
    cpts_adjacency_free(&adjacency);
    cpts_arena_free(&arena);
    return status;
}
