/*
 * How each source was read, for people: what was taken for what, on which evidence, what is in
 * doubt, and the options that say the same.
 */
#include <string.h>

#include "input/declarations/readings.h"
#include "input/reading/plan.h"
#include "output/reading.h"
#include "output/text/prose.h"

static const char *role_words(const char *role)
{
    const struct {
        const char *role, *words;
    } known[] = {{"code", _("code {of the unit}")},
                 {"unit", _("name {of the unit}")},
                 {"name", _("name")},
                 {"id", _("identifier")},
                 {"department", _("département {of the unit}")},
                 {"postal", _("postal code")},
                 {"epci", _("EPCI {of the unit}")},
                 {"canton", _("canton {of the unit}")},
                 {"status", _("status")},
                 {"from", _("in force from")},
                 {"to", _("in force until")},
                 {"population", _("population")},
                 {"group", _("group")},
                 {"crosses", _("a CPTS: crosses mark its {units}")},
                 {"cpts", _("a CPTS: its {units} are listed below its name")}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].role, role) == 0)
            return known[i].words;
    return role;
}

static const char *layer_words(const struct understood_layer *layer)
{
    if (!layer->role)
        return layer->refusal[0] ? _("not read") : _("not used");
    return strcmp(layer->role, "units") == 0   ? _("{units}")
           : strcmp(layer->role, "codes") == 0 ? _("declared {units}")
                                               : _("perimeters");
}

static const char *shape_words(const char *shape)
{
    return strcmp(shape, "rows") == 0     ? _("{units} and CPTS on each row")
           : strcmp(shape, "matrix") == 0 ? _("one {unit} per row, one CPTS per column, crosses")
           : strcmp(shape, "matrix-across") == 0
               ? _("one CPTS per row, one {unit} per column, crosses")
           : strcmp(shape, "side-by-side") == 0  ? _("the same columns side by side")
           : strcmp(shape, "blocks") == 0        ? _("the name of a CPTS above its {units}")
           : strcmp(shape, "column-a-cpts") == 0 ? _("one CPTS per column, its {units} below")
           : strcmp(shape, "sheet-a-cpts") == 0  ? _("one CPTS per sheet")
                                                 : "";
}

static const char *repair_words(const char *how)
{
    const struct {
        const char *how, *words;
    } known[] = {{READ_CODE_REPAIRED, _("codes whose leading zero or form was restored")},
                 {READ_CODE_PREFIXED, _("codes completed by their département")},
                 {READ_NAME, _("found by their names")},
                 {READ_NAME_ARTICLE, _("found by their names, apart from the article")},
                 {READ_NAME_LETTERS, _("found by their names, apart from lost letters")},
                 {READ_NAME_FOR_CODE, _("found by their names, their codes being unknown")},
                 {READ_ALL_PARTS, _("communes read as all their parts")},
                 {READ_WHOLE, _("parts read as their commune")},
                 {READ_POSTAL, _("postal codes read as arrondissements")},
                 {READ_SUCCESSOR, _("old codes read as their successors")},
                 {READ_PREDECESSORS, _("new codes read as their predecessors")},
                 {READ_EXPANDED, _("groups read as all their {units}")}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].how, how) == 0)
            return known[i].words;
    return how;
}

/* ---- a layer ----------------------------------------------------------------------------- */

static void put_column(struct prose *prose, const struct understood_column *column)
{
    char hits[CPTS_CELL_BYTES], filled[CPTS_CELL_BYTES], said[CPTS_SAID_BYTES];
    cpts_file_text(prose->file, "    ");
    if (*column->heading)
        cpts_prose_name(prose, column->heading);
    else
        cpts_prose_put(prose, _("column %d"), column->number);
    cpts_prose_put(prose, " : %s",
                   cpts_said(said, prose, column->role ? role_words(column->role) : _("not read")));
    if (column->role && column->filled)
        cpts_prose_put(prose, _(" (%s of %s cells)"), cpts_prose_count(prose, hits, column->hits),
                       cpts_prose_count(prose, filled, column->filled));
    if (column->is_unread)
        cpts_file_text(prose->file, _(", though it seems to hold claims"));
    cpts_file_char(prose->file, '\n');
}

/* Columns of a role first; the others, in one line, are seldom of interest. */
static void put_columns(struct prose *prose, const struct understood_layer *layer)
{
    size_t others = 0;
    for (size_t i = 0; i < layer->column_count; i++) {
        const struct understood_column *column = &layer->columns[i];
        if (column->role || column->is_unread)
            put_column(prose, column);
        else
            others += *column->heading != '\0';
    }
    if (!others)
        return;
    cpts_prose_put(prose, "    %s", _("not read: "));
    bool is_first = true;
    for (size_t i = 0; i < layer->column_count; i++) {
        const struct understood_column *column = &layer->columns[i];
        if (column->role || column->is_unread || !*column->heading)
            continue;
        cpts_file_text(prose->file, is_first ? "" : ", ");
        cpts_prose_name(prose, column->heading);
        is_first = false;
    }
    cpts_file_char(prose->file, '\n');
}

static void put_facts(struct prose *prose, const struct understood_layer *layer)
{
    const char *comma = "";
    cpts_file_text(prose->file, "  ");
    if (*layer->encoding) {
        cpts_prose_put(prose, "%s", layer->encoding);
        comma = ", ";
    }
    if (*layer->separator) {
        cpts_prose_put(prose, _("%sseparator %s"), comma,
                       strcmp(layer->separator, "\t") == 0 ? _("tabulation") : layer->separator);
        comma = ", ";
    }
    if (layer->header_line) {
        cpts_prose_put(prose, _("%sheader on line %ld"), comma, layer->header_line);
        comma = ", ";
    }
    if (layer->rows >= 0) {
        char cell[CPTS_CELL_BYTES];
        cpts_prose_put(prose,
                       layer->is_table
                           ? P_("%s%s row", "%s%s rows", (unsigned long)layer->rows)
                           : P_("%s%s feature", "%s%s features", (unsigned long)layer->rows),
                       comma, cpts_prose_count(prose, cell, (size_t)layer->rows));
        comma = ", ";
    }
    char said[CPTS_SAID_BYTES];
    if (*layer->shape && layer->role)
        cpts_prose_put(prose, "%s%s", comma, cpts_said(said, prose, shape_words(layer->shape)));
    if (layer->fills_down)
        cpts_prose_put(prose, ", %s", _("a name holds for the empty cells below it"));
    cpts_file_char(prose->file, '\n');
}

static void put_nones(struct prose *prose, const struct understood_layer *layer)
{
    if (!layer->none_count)
        return;
    cpts_prose_put(prose, "  %s", _("read as no CPTS: "));
    for (size_t i = 0; i < layer->none_count; i++) {
        char cell[CPTS_CELL_BYTES];
        cpts_file_text(prose->file, i ? ", '" : "'");
        cpts_prose_name(prose, layer->nones[i].text);
        cpts_prose_put(prose, "' (%s)", cpts_prose_count(prose, cell, layer->nones[i].rows));
    }
    cpts_file_char(prose->file, '\n');
}

static void put_count(struct prose *prose, const char *words, size_t count)
{
    char cell[CPTS_CELL_BYTES];
    if (count)
        cpts_prose_put(prose, "  %s%s\n", words, cpts_prose_count(prose, cell, count));
}

static void put_layer(struct prose *prose, const struct understood_layer *layer)
{
    char said[CPTS_SAID_BYTES];
    cpts_prose_name(prose, layer->shown);
    cpts_prose_put(prose, " : %s\n", cpts_said(said, prose, layer_words(layer)));
    if (!layer->role && !*layer->refusal)
        return;
    put_facts(prose, layer);
    put_columns(prose, layer);
    put_nones(prose, layer);
    put_count(prose, _("rows in no CPTS: "), layer->counts.nones);
    put_count(prose, _("rows of totals, left out: "), layer->counts.totals);
    put_count(prose, _("notes and repeated headers, left out: "), layer->counts.notes);
    put_count(prose, _("cells that join several CPTS: "), layer->counts.joined);
    put_count(prose, _("CPTS written in several ways: "), layer->counts.spellings);
    if (*layer->refusal) {
        cpts_file_text(prose->file, "  ");
        cpts_file_text(prose->file, _("cannot be read with certainty: "));
        cpts_prose_name(prose, layer->refusal);
        cpts_file_char(prose->file, '\n');
    }
}

/* ---- all --------------------------------------------------------------------------------- */

static void put_repairs(struct prose *prose, const struct cpts_reading *reading)
{
    for (size_t i = 0; i < reading->repair_count; i++) {
        const struct understood_repair *repair = &reading->repairs[i];
        char cell[CPTS_CELL_BYTES], said[CPTS_SAID_BYTES];
        cpts_prose_put(prose, "  %s : %s", cpts_said(said, prose, repair_words(repair->how)),
                       cpts_prose_count(prose, cell, repair->count));
        cpts_file_text(prose->file, " ('");
        cpts_prose_name(prose, repair->text);
        cpts_prose_put(prose, "' → %s)\n", repair->unit);
    }
}

static void put_doubts(struct prose *prose, const struct cpts_reading *reading)
{
    enum { SHOWN = 20 };
    if (!reading->doubt_count)
        return;
    cpts_prose_put(prose, "\n%s\n", _("In doubt"));
    for (size_t i = 0; i < reading->doubt_count && i < SHOWN; i++) {
        cpts_prose_put(prose, "  %s : ", reading->doubts[i].rule);
        cpts_prose_name(prose, reading->doubts[i].message);
        cpts_file_char(prose->file, '\n');
    }
    if (reading->doubt_count > SHOWN)
        cpts_prose_counted(prose, "  … and %s other: see --format json\n",
                           "  … and %s others: see --format json\n", reading->doubt_count - SHOWN);
}

static void put_lines(struct prose *prose, const char *options)
{
    while (*options) {
        char line[CPTS_FILE_ROOM];
        const size_t length = strcspn(options, "\n");
        const size_t kept = length < sizeof line ? length : sizeof line - 1;
        memcpy(line, options, kept);
        line[kept] = '\0';
        cpts_file_text(prose->file, "  ");
        cpts_prose_name(prose, line);
        cpts_file_char(prose->file, '\n');
        options += length;
        options += *options == '\n';
    }
}

/* Those of the layers that were read, or of those that were refused. */
static void put_options(struct prose *prose, const struct cpts_reading *reading, bool is_refused)
{
    bool is_first = true;
    for (size_t i = 0; i < reading->layer_count; i++) {
        const struct understood_layer *layer = &reading->layers[i];
        if (!*layer->options || (*layer->refusal != '\0') != is_refused)
            continue;
        if (is_first)
            cpts_prose_put(prose, "\n%s\n",
                           is_refused
                               ? _("Options that settle it (one of these lines for each doubt)")
                               : _("Equivalent options"));
        is_first = false;
        put_lines(prose, layer->options);
    }
}

cpts_status cpts_reading_text(const struct cpts_reading *reading, struct output_file *file)
{
    struct prose prose = cpts_prose_begin(file, NULL);
    prose.unit_kinds = reading->unit_kinds;
    char cells[4][CPTS_CELL_BYTES];
    for (size_t i = 0; i < reading->layer_count; i++)
        put_layer(&prose, &reading->layers[i]);
    cpts_file_char(file, '\n');
    cpts_prose_put(&prose, _("%s {units}, %s CPTS"),
                   cpts_prose_count(&prose, cells[0], reading->units),
                   cpts_prose_count(&prose, cells[1], reading->perimeters));
    if (reading->declared_rows)
        cpts_prose_put(&prose, _("; %s of %s declared {units} understood"),
                       cpts_prose_count(&prose, cells[2], reading->understood_rows),
                       cpts_prose_count(&prose, cells[3], reading->declared_rows));
    cpts_file_char(file, '\n');
    put_repairs(&prose, reading);
    put_doubts(&prose, reading);
    if (reading->failure) {
        cpts_file_char(file, '\n');
        cpts_prose_painted(&prose, PAINT_BAD, _("A check would refuse this: "));
        cpts_prose_name(&prose, reading->failure);
        cpts_file_char(file, '\n');
    }
    put_options(&prose, reading, true);
    put_options(&prose, reading, false);
    return CPTS_OK;
}
