/*
 * Rows that declare nothing: totals, titles, notes, headers.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"
#include "input/reading/claims_reader.h"
#include "input/reading/remarks.h"
#include "input/reading/totals.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

const char *cpts_claims_first_text(const struct table_row *row, int columns, int *filled)
{
    const char *first = "";
    *filled = 0;
    for (int i = 0; i < columns; i++)
        if (*row->cells[i]) {
            first = *first ? first : row->cells[i];
            ++*filled;
        }
    return first;
}

/* Whether all CPTS that have units are called "CPTS Nord" and the like: looked at once. */
static bool are_called_cpts(struct claims_reader *reader)
{
    const int name = reader->plan->columns.at[FIELD_NAME];
    if (reader->called != CALLED_UNKNOWN)
        return reader->called == CALLED_CPTS;
    reader->called = name >= 0 ? CALLED_CPTS : CALLED_OTHERWISE;
    for (size_t i = 0; i <= reader->last_unit_row && reader->called == CALLED_CPTS; i++) {
        char words[160];
        const char *cell = reader->table->rows[i].cells[name];
        cpts_text_words(words, sizeof words, cell);
        if (*cell && strncmp(words, " cpts ", 6) != 0)
            reader->called = CALLED_OTHERWISE;
    }
    return reader->called == CALLED_CPTS;
}

/* What people write under a table, and not the name of a CPTS without units. */
static bool is_note(struct claims_reader *reader, const char *text)
{
    static const char *const words[] = {
        " source",     " note ",      " notes ",       " nb ",         " n b ",   " remarque",
        " legende",    " mise a ",    " maj ",         " date ",       " liste ", " document",
        " fichier",    " contact",    " donnees",      " attention",   " edite",  " extrait",
        " observat",   " ars ",       " page ",        " updated",     " last ",  " produced",
        " export",     " mis a jour", " fait ",        " imprim",      " realis", " cartograph",
        " copyright ", " licence ",   " tous droits ", " pour toute ", " fin ",   " effectu",
        " etabli ",    " direction ", " recap",        " synthese "};
    char folded[160];
    cpts_text_words(folded, sizeof folded, text);
    if (strncmp(folded, " cpts ", 6) == 0)
        return false;
    return cpts_text_begins_with_any(folded, words, sizeof words / sizeof *words) ||
           strlen(text) > 70 || strstr(text, " : ") || text[strlen(text) - 1] == '.' ||
           *text == '*' || *text == '(' || strncmp(text, "†", strlen("†")) == 0 ||
           strncmp(text, "©", strlen("©")) == 0 || strchr(text, '@') || strstr(text, "http") ||
           are_called_cpts(reader);
}

/* "Page 3", "3 / 12" between the rows. */
static bool is_page_number(const char *text)
{
    char words[64];
    cpts_text_words(words, sizeof words, text);
    const char *figures = strncmp(words, " page ", 6) == 0 ? words + 6 : words;
    return (figures != words || strchr(text, '/')) && strpbrk(figures, "0123456789") &&
           !figures[strspn(figures, "0123456789 ")];
}

/* The header again, as pages have it. */
static bool is_header_again(const struct claims_reader *reader, const struct table_row *row)
{
    const struct headings *headings = &reader->plan->headings;
    int same = 0;
    for (int i = 0; i < headings->count; i++) {
        if (*row->cells[i] && strcmp(row->cells[i], headings->names[i]) != 0)
            return false;
        same += *row->cells[i] != '\0';
    }
    return same > 1;
}

/* Whether a cell in a column of units holds a unit. */
static bool holds_unit(struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    const int columns[] = {plan->columns.at[FIELD_CODE], plan->columns.at[FIELD_UNIT]};
    struct arena scratch = {NULL};
    bool found = false;
    for (int i = 0; i < 2 + plan->unit_count && !found; i++) {
        const int column = i < 2 ? columns[i] : plan->unit_columns[i - 2];
        if (column >= 0 && *row->cells[column] &&
            cpts_unit_pieces_read(&reader->pieces, &scratch, reader->known, row->cells[column]))
            found = reader->pieces.units > 0 || reader->pieces.codes > 0;
    }
    cpts_arena_free(&scratch);
    return found;
}

bool cpts_claims_is_total(struct claims_reader *reader, const struct table_row *row)
{
    int filled;
    const char *first = cpts_claims_first_text(row, reader->table->headings.count, &filled);
    /* The name of a CPTS may have been filled in before "162 488 hab." below its communes. */
    return (cpts_total_is_one(first) ||
            cpts_total_is_inhabitants(cpts_claims_cell(reader, row, FIELD_UNIT))) &&
           !holds_unit(reader, row);
}

bool cpts_claims_has_unit_text(const struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    bool has =
        *cpts_claims_cell(reader, row, FIELD_CODE) || *cpts_claims_cell(reader, row, FIELD_UNIT);
    for (int i = 0; i < plan->unit_count && !has; i++)
        has = *row->cells[plan->unit_columns[i]] != '\0';
    return has;
}

/* A letter heads the communes that it begins, where no CPTS is called by a letter. */
static bool is_initial(const struct claims_reader *reader, const char *text)
{
    if (cpts_utf8_columns(text) != 1 || isdigit((unsigned char)*text))
        return false;
    for (size_t i = 0; i < reader->names.count; i++) {
        const char *key = reader->names.entries[i].key;
        if (strlen(key + strspn(key, " ")) <= 2) /* a letter and the space after it */
            return false;
    }
    return reader->names.count > 0;
}

/* Whether a note "(1) en attente" is meant for some rows: they bear its number. Stars that
 * some bear are looked for where remarks on units are. */
static bool is_referred_to(const struct claims_reader *reader, const char *note)
{
    char mark[8] = "*";
    if (*note != '(' && *note != '*')
        return true;
    if (*note == '(')
        snprintf(mark, sizeof mark, "%.*s)", (int)strcspn(note, ")"), note);
    for (size_t i = 0; i < reader->table->count; i++)
        for (int c = 0; c < reader->table->headings.count; c++) {
            const char *cell = reader->table->rows[i].cells[c];
            if (strcmp(cell, note) != 0 && strstr(cell, mark))
                return *note == '(';
        }
    return *note == '*';
}

/* The first cell of a row that declares nothing and says something of those that do; NULL. */
static const char *note_of(struct claims_reader *reader, const struct table_row *row)
{
    int filled;
    const char *first = cpts_claims_first_text(row, reader->table->headings.count, &filled);
    const bool is_alone = filled == 1 && !holds_unit(reader, row);
    return is_alone && cpts_remark_in_note(first) && is_referred_to(reader, first) ? first : NULL;
}

cpts_status cpts_claims_report_notes(struct claims_reader *reader)
{
    struct cpts_region *region = reader->region;
    const char *text = NULL;
    size_t at = 0;
    for (; at < reader->table->count && !text; at++)
        text = at == reader->white_title ? NULL : note_of(reader, &reader->table->rows[at]);
    if (!text)
        return CPTS_OK;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/note", reader->file),
        _("line %ld of %s is a note that may take back what rows declare ('%s'): take out of the "
          "list what is not declared; if all of it is, name the columns that declare: "
          "--perimeter-fields name=COLUMN,code=COLUMN"),
        reader->table->rows[at - 1].line, reader->file, text);
}

/* Whether any cell names a unit. */
static bool has_unit_anywhere(struct claims_reader *reader, const struct table_row *row)
{
    struct arena scratch = {NULL};
    bool found = false;
    for (int i = 0; i < reader->table->headings.count && !found; i++)
        found = *row->cells[i] &&
                (!cpts_unit_pieces_read(&reader->pieces, &scratch, reader->known, row->cells[i]) ||
                 reader->pieces.units > 0);
    cpts_arena_free(&scratch);
    return found;
}

/* "CPTS", "Nb communes", "Population" below the rows: what follows adds them up. */
static bool heads_summary(const struct claims_reader *reader, const struct table_row *row)
{
    int known = 0, filled = 0;
    for (int i = 0; i < reader->table->headings.count; i++) {
        filled += *row->cells[i] != '\0';
        known += *row->cells[i] && cpts_schema_is_heading(row->cells[i]);
    }
    return filled > 1 && known * 2 >= filled && !is_header_again(reader, row);
}

enum { MOST_AROUND = 4 }; /* title, header and totals */

/* The title and the header of a summary, and its rows as long as they hold no unit. */
static bool is_of_summary(struct claims_reader *reader, const struct table_row *row, size_t at)
{
    const struct table *table = reader->table;
    int filled;
    /* It has a row a CPTS; more may be declared below a header that comes again. */
    if (!reader->has_summary &&
        (!reader->plan->header_line || table->count - at > reader->names.count + MOST_AROUND))
        return false;
    cpts_claims_first_text(row, table->headings.count, &filled);
    const bool is_title =
        filled == 1 && at + 1 < table->count && heads_summary(reader, &table->rows[at + 1]);
    const bool is_head = at > 0 && heads_summary(reader, row);
    if ((!is_title && !is_head && !reader->has_summary) || has_unit_anywhere(reader, row))
        return false;
    reader->has_summary |= is_head;
    return true;
}

/* Totals, notes and headers between or below the rows. */
bool cpts_claims_is_aside(struct claims_reader *reader, const struct table_row *row, size_t at)
{
    int filled;
    const char *first = cpts_claims_first_text(row, reader->table->headings.count, &filled);
    if (is_header_again(reader, row)) {
        reader->count->notes++;
        return true;
    }
    if (is_of_summary(reader, row, at)) {
        reader->count->notes++;
        return true;
    }
    if (cpts_claims_is_total(reader, row)) {
        reader->count->totals++;
        return true;
    }
    /* A département or a letter alone on its row stands above its communes. */
    char department[4];
    if (filled == 1 && !holds_unit(reader, row) && cpts_cell_department(department, first))
        memcpy(reader->department, department, sizeof reader->department);
    if (filled == 1 && (is_page_number(first) ||
                        (at > reader->last_unit_row && !cpts_claims_has_unit_text(reader, row) &&
                         is_note(reader, first)) ||
                        ((cpts_cell_department(department, first) || is_initial(reader, first)) &&
                         !holds_unit(reader, row)))) {
        reader->count->notes++;
        return true;
    }
    return false;
}
