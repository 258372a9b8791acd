/*
 * How the sources were understood: the field of each meaning, the edition of the units, and the
 * declared units that are not written as the unit layer writes them.
 */
#include "input/declarations/readings.h"
#include "output/page/cells.h"

#define MOST_READINGS 500 /* shown; report.json has them all */

/* ---- of one source ------------------------------------------------------------------------ */

static void put_fields(struct page *page, const struct source *source)
{
    cpts_page_put(page, "<br>");
    cpts_page_text(page, _("Fields: "));
    for (size_t i = 0; i < source->field_count; i++) {
        cpts_page_put(page, i ? ", " : "");
        cpts_page_text(page, source->fields[i].field);
        cpts_page_put(page, " = ");
        cpts_page_name(page, source->fields[i].column);
    }
}

void cpts_page_source_decisions(struct page *page, const struct source *source)
{
    if (source->field_count)
        put_fields(page, source);
    if (source->header_line > 1)
        cpts_page_say(page, _("; headings on line %ld"), source->header_line);
    if (source->encoding && *source->encoding)
        cpts_page_say(page, _("; encoding %s"), source->encoding);
    if (source->separator && *source->separator)
        cpts_page_say(page, _("; separator '%s'"),
                      *source->separator == '\t' ? _("tab") : source->separator);
}

/* ---- of the units declared ----------------------------------------------------------------- */

static const char *how_words(const char *how)
{
    static const struct {
        const char *how, *words;
    } kinds[] = {
        {READ_CODE_REPAIRED, N_("code repaired")},
        {READ_CODE_PREFIXED, N_("code completed with its département")},
        {READ_NAME, N_("by its name")},
        {READ_NAME_ARTICLE, N_("by its name, apart from the article")},
        {READ_NAME_LETTERS, N_("by its name, apart from accents")},
        {READ_NAME_FOR_CODE, N_("by its name, the code being unknown")},
        {READ_ALL_PARTS, N_("all the parts of a commune")},
        {READ_POSTAL, N_("postal code of an arrondissement")},
        {READ_WHOLE, N_("the commune of these parts")},
        {READ_SUCCESSOR, N_("the commune that replaced it")},
        {READ_PREDECESSORS, N_("the communes that it replaced")},
        {READ_EXPANDED, N_("the {units} of a group")},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].how, how) == 0)
            return _(kinds[i].words);
    return how;
}

static void put_cell(struct page *page, const char *name)
{
    cpts_page_name_in(page, "<td>", name, "</td>");
}

static void put_reading(struct page *page, const struct unit_reading *reading)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    cpts_page_put(page, "<tr>");
    put_cell(page, reading->text);
    put_cell(page, reading->unit);
    cpts_page_text_in(page, "<td>", how_words(reading->how), "</td>");
    put_cell(page, perimeters->name[reading->perimeter]);
    cpts_page_put(page, "<td class=\"number\">");
    if (reading->line)
        cpts_page_number(page, (double)reading->line, 0);
    cpts_page_put(page, "</td></tr>\n");
}

static void put_heading(struct page *page, const char *title)
{
    cpts_page_text_in(page, "<th scope=\"col\">", title, "</th>");
}

void cpts_page_readings(struct page *page)
{
    const struct cpts_region *region = page->report->region;
    const size_t count = region->reading_count;
    const size_t shown = count < MOST_READINGS ? count : MOST_READINGS;
    if (!count)
        return;
    cpts_page_put(page, "<details><summary>");
    cpts_page_counted(page, "%s declared {unit} is not read literally",
                      "%s declared {units} are not read literally", count);
    cpts_page_put(page, "</summary>\n<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" "
                        "aria-label=\"");
    cpts_page_words(page, _("Declared {units} not read literally"));
    cpts_page_put(page, "\">\n<table><thead><tr>");
    put_heading(page, _("Written"));
    put_heading(page, _("Read as"));
    put_heading(page, _("How"));
    put_heading(page, _("CPTS"));
    put_heading(page, _("Line"));
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < shown; i++)
        put_reading(page, &region->readings[i]);
    cpts_page_put(page, "</tbody></table>\n</div>\n");
    cpts_page_more(page, count - shown);
    cpts_page_put(page, "</details>\n");
}
