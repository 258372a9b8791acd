#include "output/sheet/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "output/markup.h"

#define NUMBER_ROOM 64

/* ---- words ------------------------------------------------------------------------------- */

static void put(struct sheet *sheet, const char *markup)
{
    cpts_file_text(sheet->file, markup);
}

void cpts_sheet_text(struct sheet *sheet, const char *text)
{
    cpts_markup_text(sheet->file, text);
}

static void put_element(struct sheet *sheet, const char *name, const char *text)
{
    put(sheet, "<");
    put(sheet, name);
    put(sheet, ">");
    cpts_sheet_text(sheet, text);
    put(sheet, "</");
    put(sheet, name);
    put(sheet, ">");
}

static void put_number(struct sheet *sheet, double value, int decimals)
{
    char text[NUMBER_ROOM];
    put(sheet, "<td class=\"n\">");
    cpts_sheet_text(sheet, isfinite(value)
                               ? cpts_number_text(text, sizeof text, &sheet->style, value, decimals)
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

static void put_heads(struct sheet *sheet, const char *const *heads, size_t count)
{
    put(sheet, "<table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++)
        put_element(sheet, "th", heads[i]);
    put(sheet, "</tr></thead>\n<tbody>\n");
}

/* ---- figures ----------------------------------------------------------------------------- */

static void put_figures(struct sheet *sheet)
{
    const struct perimeter_result *result = &sheet->report->perimeters[sheet->perimeter];
    const size_t size_class = cpts_size_class(&sheet->classes, result->population);
    put_element(sheet, "h2", _("Key figures"));
    put(sheet, "\n<table class=\"key\"><tbody>\n");
    put_row(sheet, _("inhabitants"), round(result->population), 0, "");
    put_row(sheet, _("size class"), size_class ? (double)size_class : NAN, 0, "");
    put_row(sheet, _("area"), result->area_m2 / 1e6, 2, "km²");
    put_row(sheet, _("density"),
            result->area_m2 > 0 ? result->population / (result->area_m2 / 1e6) : NAN, 1,
            _("inhabitants per km²"));
    put_row(sheet, _("units"), (double)result->claim_count, 0, "");
    put_row(sheet, _("separate pieces"), (double)result->parts, 0, "");
    put_row(sheet, _("shared with other CPTS"), result->contested_area_m2 / 1e6, 2, "km²");
    put_row(sheet, _("inhabitants of what is shared"), round(result->contested_population), 0, "");
    put_row(sheet, _("outside the region"), result->outside_area_m2 / 1e6, 2, "km²");
    put(sheet, "</tbody></table>\n");
}

/* ---- indicators -------------------------------------------------------------------------- */

static void put_value(struct sheet *sheet, const struct indicator_value *value, bool is_mean)
{
    const double shown = value->value;
    if (value->is_secret) {
        put(sheet, "<td class=\"n\">");
        cpts_sheet_text(sheet, _("secret"));
        put(sheet, "</td>");
        return;
    }
    put_number(sheet, shown, is_mean || fabs(shown - round(shown)) > 1e-9 ? 1 : 0);
}

/* The row of the group that has most of the perimeter's area. */
static size_t main_group(const struct sheet *sheet)
{
    const struct cpts_report *report = sheet->report;
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

/* What keeps a figure from being whole: told beside it. */
static void put_reserves(struct sheet *sheet, const struct indicator_value *value)
{
    char text[160], number[NUMBER_ROOM];
    put(sheet, "<td>");
    if (value->missing + value->masked) {
        snprintf(text, sizeof text,
                 dngettext("cpts-coverage",
                           "%zu unit unknown; the known ones have %s %% of the "
                           "inhabitants",
                           "%zu units unknown; the known ones have %s %% of the inhabitants",
                           value->missing + value->masked),
                 value->missing + value->masked,
                 cpts_number_text(number, sizeof number, &sheet->style,
                                  isfinite(value->known_share) ? 100 * value->known_share : 0, 0));
        cpts_sheet_text(sheet, text);
    }
    if (value->is_estimate)
        put_element(sheet, "em", _(" estimated by area"));
    put(sheet, "</td>");
}

static void put_indicators(struct sheet *sheet)
{
    const struct profile *profile = &sheet->report->profile;
    const size_t count = profile->indicator_count, group = main_group(sheet);
    if (!count)
        return;
    const char *const heads[] = {
        _("Indicator"), _("here"), _("per 1,000 inhabitants"), sheet->report->groups[group].group,
        _("region"),    ""};
    put_element(sheet, "h2", _("Indicators"));
    put_heads(sheet, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < count; i++) {
        const struct indicator *indicator = &sheet->report->region->indicators[i];
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
    put(sheet, "</tbody></table>\n");
}

/* ---- other territories ------------------------------------------------------------------- */

static void put_against(struct sheet *sheet)
{
    const struct profile *profile = &sheet->report->profile;
    const char *const heads[] = {_("Territory"), _("area (%)"), _("inhabitants (%)"),
                                 _("of that territory (%)")};
    for (size_t a = 0; a < profile->against_count; a++) {
        size_t count;
        const struct fall *falls = cpts_falls_of(&profile->against[a], sheet->perimeter, &count);
        put_element(sheet, "h2", profile->against[a].name);
        put_heads(sheet, heads, sizeof heads / sizeof *heads);
        for (size_t i = 0; i < count; i++) {
            put(sheet, "<tr>");
            put_element(sheet, "th", falls[i].name);
            put_number(sheet, 100 * falls[i].area_share, 1);
            put_number(sheet, 100 * falls[i].population_share, 1);
            put_number(sheet, 100 * falls[i].territory_share, 1);
            put(sheet, "</tr>\n");
        }
        put(sheet, "</tbody></table>\n");
    }
}

/* ---- conflicts and units ----------------------------------------------------------------- */

static bool is_concerned(const struct sheet *sheet, const cpts_finding *finding)
{
    const char *id = sheet->report->region->perimeters.id[sheet->perimeter];
    for (size_t i = 0; i < finding->perimeter_count && !finding->sliver; i++)
        if (strcmp(finding->perimeters[i], id) == 0)
            return true;
    return false;
}

static void put_findings(struct sheet *sheet)
{
    const struct cpts_report *report = sheet->report;
    size_t count = 0;
    put_element(sheet, "h2", _("Findings"));
    put(sheet, "\n<ul>\n");
    for (size_t i = 0; i < report->finding_count; i++) {
        if (!is_concerned(sheet, &report->findings[i]))
            continue;
        put_element(sheet, "li", report->findings[i].message);
        put(sheet, "\n");
        count++;
    }
    if (!count)
        put_element(sheet, "li", _("none"));
    put(sheet, "</ul>\n");
}

static void put_units(struct sheet *sheet)
{
    const struct cpts_report *report = sheet->report;
    const struct units *units = &report->region->units;
    const struct perimeter_result *result = &report->perimeters[sheet->perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    const char *const heads[] = {_("Code"),       _("Name"),      _("Inhabitants"),
                                 _("Area (km²)"), _("share (%)"), _("Claimants")};
    put_element(sheet, "h2", _("Units"));
    put_heads(sheet, heads, sizeof heads / sizeof *heads);
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
    put(sheet, "</tbody></table>\n");
}

/* ---- pages ------------------------------------------------------------------------------- */

static void put_head(struct sheet *sheet, const char *title)
{
    put(sheet, "<!DOCTYPE html>\n<html lang=\"");
    cpts_sheet_text(sheet, _("en")); /* TRANSLATORS: the code of this language, such as fr */
    put(sheet, "\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width\">\n");
    put_element(sheet, "title", title);
    put(sheet,
        "\n<style>\n"
        "body{font:10.5pt/1.4 system-ui,sans-serif;color:#1a1a1a;max-width:46rem;margin:1rem auto;"
        "padding:0 1rem}\n"
        "h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.2rem 0 .4rem;"
        "border-bottom:1px solid #999}\n"
        "p{margin:.2rem 0}table{border-collapse:collapse;width:100%}\n"
        "th,td{padding:.15rem .4rem;text-align:left;vertical-align:top;border-bottom:1px solid "
        "#ddd;font-weight:normal}\nthead th{font-weight:600;border-bottom:1px solid #555}\n"
        ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
        ".key{width:auto}svg{width:100%;height:auto;border:1px solid #ccc;background:#fff}\n"
        "svg path{fill-rule:evenodd;stroke-width:4;stroke:#fff}\n"
        ".beyond{fill:#e8e8e8}.whole{fill:#9cc3e6}.cut{fill:#cfe2f3}\n"
        ".drawn{fill:none;stroke:#1f4e79;stroke-width:14}\n"
        ".overlap{fill:#c0392b;fill-opacity:.55}.white{fill:#fff;stroke:#555;stroke-width:10}\n"
        "@media print{body{margin:0;max-width:none;padding:0}h2{break-after:avoid}"
        "tr,svg{break-inside:avoid}thead{display:table-header-group}}\n"
        "</style>\n</head>\n<body>\n");
}

static void put_foot(struct sheet *sheet)
{
    const struct cpts_region *region = sheet->report->region;
    char when[32];
    cpts_time_told(region->context, when, sizeof when);
    put(sheet, "<hr>\n<p><small>cpts-coverage ");
    cpts_sheet_text(sheet, cpts_version());
    put(sheet, " · ");
    cpts_sheet_text(sheet, when);
    for (size_t i = 0; i < region->source_count; i++) {
        put(sheet, " · ");
        cpts_sheet_text(sheet, region->sources[i].path);
    }
    put(sheet, "</small></p>\n</body>\n</html>\n");
}

static void write_sheet(struct sheet *sheet)
{
    const struct perimeters *perimeters = &sheet->report->region->perimeters;
    const char *id = perimeters->id[sheet->perimeter];
    put_head(sheet, perimeters->name[sheet->perimeter]);
    put(sheet, "<header>\n");
    put_element(sheet, "h1", perimeters->name[sheet->perimeter]);
    put(sheet, "\n<p>");
    cpts_sheet_text(sheet, id);
    if (*perimeters->status[sheet->perimeter]) {
        put(sheet, " · ");
        cpts_sheet_text(sheet, perimeters->status[sheet->perimeter]);
    }
    put(sheet, "</p>\n</header>\n<main>\n");
    cpts_sheet_map(sheet);
    put(sheet, "<p><small>");
    cpts_sheet_text(sheet, _("Blue: its units, pale where they are cut; red: shared with another "
                             "CPTS; white with a line: in no CPTS; grey: beyond."));
    put(sheet, "</small></p>\n");
    put_figures(sheet);
    put_indicators(sheet);
    put_against(sheet);
    put_findings(sheet);
    put_units(sheet);
    put(sheet, "</main>\n");
    put_foot(sheet);
}

/* ---- files ------------------------------------------------------------------------------- */

/* "12-CPTS_Nord.html": the number keeps names apart that differ in what is replaced. */
static char *page_name(struct arena *arena, const char *id, size_t number)
{
    char *name = cpts_arena_format(arena, "%04zu-%.80s.html", number + 1, id);
    for (char *c = name; c && *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
              *c == '-' || *c == '.'))
            *c = '_';
    return name;
}

static void write_index(struct sheet *sheet, char *const *names)
{
    const struct perimeters *perimeters = &sheet->report->region->perimeters;
    put_head(sheet, _("Territories"));
    put_element(sheet, "h1", _("Territories"));
    put(sheet, "\n<ul>\n");
    for (size_t p = 0; p < perimeters->count; p++) {
        put(sheet, "<li><a href=\"");
        cpts_sheet_text(sheet, names[p]);
        put(sheet, "\">");
        cpts_sheet_text(sheet, perimeters->name[p]);
        put(sheet, "</a></li>\n");
    }
    put(sheet, "</ul>\n");
    put_foot(sheet);
}

/* The index comes last: what it names is there. */
static cpts_status write_page(const struct sheet *common, struct arena *arena, const char *folder,
                              char *const *names, size_t page)
{
    cpts_context *context = common->report->region->context;
    const bool is_index = page == common->report->region->perimeters.count;
    const char *path =
        cpts_arena_format(arena, "%s/%s", folder, is_index ? "index.html" : names[page]);
    struct output_file file = {0};
    if (!path)
        return cpts_fail_memory(context);
    const cpts_status status = cpts_file_open(&file, context, path, FILE_NAMELESS_IF_POSSIBLE);
    if (status != CPTS_OK) {
        cpts_file_discard(&file);
        return status;
    }
    struct sheet sheet = *common;
    sheet.file = &file;
    sheet.perimeter = (uint32_t)page;
    if (is_index)
        write_index(&sheet, names);
    else
        write_sheet(&sheet);
    return cpts_file_commit(&file);
}

cpts_status cpts_write_sheets(const struct cpts_report *report, const char *folder)
{
    cpts_context *context = report->region->context;
    const size_t count = report->region->perimeters.count;
    struct sheet sheet = {.report = report, .style = cpts_number_style()};
    struct arena arena = {0};
    if (strcmp(folder, "-") == 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("sheets are several files: name a folder, not standard output"));
    cpts_status status = cpts_size_classes_in_force(&sheet.classes, context);
    if (status == CPTS_OK)
        status = cpts_folder_make(context, folder);
    char **names = cpts_arena_alloc(&arena, (count + 1) * sizeof *names);
    for (size_t p = 0; p < count && names && status == CPTS_OK; p++) {
        names[p] = page_name(&arena, report->region->perimeters.id[p], p);
        status = names[p] ? CPTS_OK : cpts_fail_memory(context);
    }
    if (!names)
        status = cpts_fail_memory(context);
    for (size_t page = 0; page <= count && status == CPTS_OK; page++)
        status = write_page(&sheet, &arena, folder, names, page);
    cpts_arena_free(&arena);
    return status;
}
