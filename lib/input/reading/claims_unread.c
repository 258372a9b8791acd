/*
 * Columns that are not read, and by which a list takes back what a row declares: "a quitté la CPTS"
 * in a column of remarks, "N" under "Rattachée (O/N)" or "Signataire", "50 %".
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/reading/claims_reader.h"
#include "input/reading/measure.h"
#include "input/reading/remark_headings.h"
#include "input/reading/remarks.h"
#include "input/reading/totals.h"
#include "input/region/builder.h"
#include "input/region/in_force.h"
#include "input/sources/amount.h"
#include "input/sources/text.h"

/* What a heading of yes and no asks when it is about belonging to a CPTS. */
static const char *const belonging[] = {" rattach",
                                        " adher",
                                        " adhesi",
                                        " membre",
                                        " member",
                                        " appart",
                                        " inclu",
                                        " retenu",
                                        " couver",
                                        " cpts ",
                                        " perimetre ",
                                        " actif ",
                                        " active ",
                                        " valid",
                                        " confirm",
                                        " integr",
                                        " existe ",
                                        " du territoire ",
                                        " signataire",
                                        " sign",
                                        " eligib",
                                        " accord",
                                        " avis ",
                                        " vote ",
                                        " deliberat",
                                        " convent",
                                        " particip",
                                        " engag",
                                        " favorable ",
                                        " concern",
                                        " dans le territoire ",
                                        " vigueur ",
                                        " en service ",
                                        " flag "};

/* "Partagée avec", "Nouvelle CPTS", and not "Ancienne CPTS" or "CPTS envisagée". */
static bool heads_other_cpts(const struct claims_reader *reader, int column)
{
    static const char *const linking[] = {" cpts ",  " avec ", " vers ", " transfer",
                                          " partag", " with ", " to "};
    const char *heading = reader->plan->headings.names[column];
    return (!*heading || CPTS_HEADING_HAS(reader, column, linking)) &&
           !cpts_heading_says_another_time(heading);
}

/* Whether a cell names a CPTS of the list that is not the one of its row. */
static bool names_other_cpts(const struct claims_reader *reader, const struct table_row *row,
                             const char *cell)
{
    const uint32_t other = cpts_perimeter_named(reader->region, cell, cell);
    const uint32_t own = other == CPTS_NONE ? CPTS_NONE : cpts_row_perimeter(reader, row);
    return own != CPTS_NONE && own != other;
}

static bool has_gaps(const struct claims_reader *reader, int column)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (!*reader->table->rows[i].cells[column])
            return true;
    return false;
}

/* Yes and no in words, which no count of things is: "1" may be one. */
static bool says_yes(const char *cell)
{
    return cpts_cell_is_cross(cell) && strspn(cell, "01.,") < strlen(cell);
}

typedef bool (*cell_fn)(const char *cell);

/* Whether more than half of the rows that claim have such a cell. */
static bool are_mostly(const struct claims_reader *reader, int column, cell_fn is_so)
{
    size_t so = 0, rows = 0;
    for (size_t i = 0; i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        rows += cpts_row_claims(reader, row);
        so += cpts_row_claims(reader, row) && is_so(row->cells[column]);
    }
    return so * 2 > rows;
}

/* Whether a cell answers something else than yes: "en cours", "non", and not a figure. */
static bool is_other_answer(const char *cell)
{
    return *cell && !cpts_cell_is_cross(cell) &&
           (cpts_cell_is_no_cross(cell) || !cpts_cell_is_number(cell));
}

static bool is_yes_or_no(const char *cell)
{
    return cpts_cell_is_no_cross(cell) || cpts_cell_is_cross(cell);
}

static bool are_all(const struct claims_reader *reader, int column, cell_fn is_so)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (!is_so(reader->table->rows[i].cells[column]))
            return false;
    return true;
}

/* How yes and no under a heading are understood. */
struct question {
    bool of_belonging;  /* whether the unit belongs: all answers but yes take it back */
    bool is_unknown;    /* nobody knows of what, and most say yes: no takes the unit back */
    bool empty_says_no; /* where few have a cross it marks something else, as the seat of a CPTS */
};

static struct question question_of(const struct claims_reader *reader, int column)
{
    const bool mostly = are_mostly(reader, column, cpts_cell_is_cross);
    const bool belongs = CPTS_HEADING_HAS(reader, column, belonging);
    const bool of_belonging = belongs && (mostly || are_all(reader, column, is_yes_or_no));
    return (struct question){
        .of_belonging = of_belonging,
        .is_unknown = !belongs &&
                      !cpts_heading_is_of_facilities(reader->plan->headings.names[column]) &&
                      are_mostly(reader, column, says_yes) && are_all(reader, column, is_yes_or_no),
        .empty_says_no = of_belonging && mostly};
}

static bool answers_no(const struct question *question, const char *cell)
{
    if (!*cell)
        return question->empty_says_no;
    return question->of_belonging ? is_other_answer(cell)
                                  : question->is_unknown && cpts_cell_is_no_cross(cell);
}

/* NaN for what is not a share. */
static double share_of(const char *text, double whole)
{
    char figure[32];
    size_t length = strcspn(text, "%");
    while (length > 0 && text[length - 1] == ' ')
        length--;
    snprintf(figure, sizeof figure, "%.*s", (int)length, text);
    /* "1/2", where the whole is 1. */
    if (text[0] >= '1' && text[0] <= '9' && text[1] == '/' && text[2] > text[0] && !text[3])
        return whole == 1 ? (double)(text[0] - '0') / (text[2] - '0') : NAN;
    return cpts_amount_read(figure, (struct amount_style){false, false}) / whole;
}

/* What stands for the whole of a unit in a column of shares: 100, or 1 when no cell is above. */
static double whole_of(const struct claims_reader *reader, int column)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (share_of(reader->table->rows[i].cells[column], 1) > 1)
            return 100;
    return 1;
}

static bool has_percent(const char *cell)
{
    return strchr(cell, '%') != NULL;
}

/* Whether most rows that claim have the whole, as they have of a unit that is declared, and hardly
 * of anything else. `blank_is_whole`: only parts are written. */
static bool are_mostly_whole(const struct claims_reader *reader, int column, double whole,
                             bool blank_is_whole)
{
    size_t wholes = 0, rows = 0;
    for (size_t i = 0; i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const double share = share_of(row->cells[column], whole);
        rows += cpts_row_claims(reader, row);
        wholes += cpts_row_claims(reader, row) &&
                  ((share >= 0.995 && share <= 1) || (blank_is_whole && !*row->cells[column]));
    }
    return wholes * 2 > rows;
}

/* What stands for the whole where figures say how much of the unit is in the CPTS: NaN where they
 * do not. */
static double asks_for_share(const struct claims_reader *reader, int column)
{
    static const char *const shares[] = {" part ",        " parts ", " pourcentage ", " pct ",
                                         " proportion ",  " taux ",  " quote part ",  " prorata ",
                                         " repartition ", " cle ",   " share ",       " ratio ",
                                         " fraction "};
    static const char *const covers[] = {" couvert", " coverage "};
    static const char *const wholes[] = {" commune",     " territoire", " couver", " surface ",
                                         " superficie ", " perimetre ", " area "};
    const char *heading = reader->plan->headings.names[column];
    const double whole = whole_of(reader, column);
    const bool is_headed = strchr(heading, '%') || CPTS_HEADING_HAS(reader, column, shares);
    char words[64];
    cpts_text_words(words, sizeof words, heading);
    if (cpts_heading_is_of_facilities(heading))
        return NAN;
    if (is_headed && CPTS_HEADING_HAS(reader, column, wholes))
        return whole;
    return (is_headed || !*heading || CPTS_HEADING_HAS(reader, column, covers) ||
            are_mostly(reader, column, has_percent)) &&
                   are_mostly_whole(reader, column, whole,
                                    CPTS_IS_ANY(words, shares) || strcmp(heading, "%") == 0)
               ? whole
               : NAN;
}

/* "Tous", "Entière": a unit of which no part is named. */
static bool is_whole(const char *cell)
{
    static const char *const wholes[] = {" tous ",    " toutes ",   " tout ",     " toute ",
                                         " entier ",  " entiere ",  " total ",    " totale ",
                                         " complet ", " complete ", " totalite ", " all "};
    char words[32];
    cpts_text_words(words, sizeof words, cell);
    return CPTS_IS_ANY(words, wholes);
}

static bool has_wholes(const struct claims_reader *reader, int column)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (is_whole(reader->table->rows[i].cells[column]))
            return true;
    return has_gaps(reader, column);
}

/* Whether a column says which part of a commune is declared, of those that are not whole. Quarters
 * of the policy for towns are there for another reason. */
static bool names_parts(const struct claims_reader *reader, int column)
{
    static const char *const parts[] = {" iris ",     " partie ",  " parties ",
                                        " fraction ", " quartier", " hameau"};
    static const char *const of_policy[] = {" priorit", " qpv ", " nb ", " nombre "};
    return CPTS_HEADING_HAS(reader, column, parts) &&
           !CPTS_HEADING_HAS(reader, column, of_policy) && has_wholes(reader, column);
}

/* Whether a column says which arrondissements or quarters of a city are declared; one that is
 * filled for all rows is that of the départements. */
static bool divides_cities(const struct claims_reader *reader, int column)
{
    static const char *const quarters[] = {" arrondissement", " quartier", " arrdt"};
    return CPTS_HEADING_HAS(reader, column, quarters) && has_gaps(reader, column);
}

/* Whether a row declares Paris, Lyon or Marseille as a whole. */
static bool declares_city(const struct claims_reader *reader, const struct table_row *row)
{
    static const char *const cities[] = {" paris ", " lyon ", " marseille "};
    const char *code = cpts_claims_cell(reader, row, FIELD_CODE);
    char words[64];
    if (cpts_insee_is_code(code))
        return cpts_insee_parent(code) >= 0;
    cpts_text_words(words, sizeof words, *code ? code : cpts_claims_cell(reader, row, FIELD_UNIT));
    return CPTS_IS_ANY(words, cities);
}

/* Whether a column without a heading is filled on some rows only, as remarks behind them are. */
static bool is_sparse(const struct claims_reader *reader, int column)
{
    size_t filled = 0;
    for (size_t i = 0; i < reader->table->count; i++)
        filled += *reader->table->rows[i].cells[column] != '\0';
    return filled * 2 < reader->table->count;
}

/* Whether what a column holds limits the rows that it is filled for. */
static bool holds_remarks(const struct claims_reader *reader, int column)
{
    const char *heading = reader->plan->headings.names[column];
    return *heading ? cpts_heading_is_of_remarks(heading) : is_sparse(reader, column);
}

/* Whether a column has the ends of something, of a contract perhaps: what ended before today may
 * have ended as a whole. */
static bool has_ends(const struct claims_reader *reader, int column)
{
    static const char *const ends[] = {" fin ", " echeance ", " end ", " jusqu"};
    return CPTS_HEADING_HAS(reader, column, ends);
}

/* Headings under which a few rows are marked as not in force, or not surely: "Litige", "À
 * vérifier", "Communes en attente". */
static bool marks_doubts(const struct claims_reader *reader, int column)
{
    static const char *const doubts[] = {
        " en moins ",  " exclure ",   " non adheren",    " en attente ", " en discussion ",
        " doublon",    " conflit",    " litige",         " doute",       " a verifier ",
        " rejet",      " refus",      " opposition ",    " contest",     " suspen",
        " gel ",       " barre ",     " barree",         " radiee ",     " non reten",
        " provisoire", " en projet ", " partagee",       " erreur ",     " a confirmer ",
        " a valider ", " disputed ",  " to be checked ", " double "};
    /* These mean it alone: "Projet de santé" is something else. */
    static const char *const bare[] = {" projet ",     " projets ",    " futur ", " future ",
                                       " hors ",       " partage ",    " non ",   " extension ",
                                       " derogation ", " derogations "};
    size_t marked = 0, rows = 0;
    char words[64];
    cpts_text_words(words, sizeof words, reader->plan->headings.names[column]);
    if ((!CPTS_HEADING_HAS(reader, column, doubts) && !CPTS_IS_ANY(words, bare)) ||
        cpts_heading_is_of_facilities(reader->plan->headings.names[column]))
        return false;
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = reader->table->rows[i].cells[column];
        rows += cpts_row_claims(reader, &reader->table->rows[i]);
        marked += *cell && !cpts_cell_is_no_cross(cell);
    }
    return marked * 2 < rows;
}

static bool is_entire(const char *cell)
{
    static const char *const entire[] = {" entier ",          " entiere ",   " entierement ",
                                         " commune entiere ", " integrale ", " integralement ",
                                         " en totalite ",     " totalite "};
    char words[32];
    cpts_text_words(words, sizeof words, cell);
    return CPTS_IS_ANY(words, entire);
}

/* NaN: not known. */
static double inhabitants_of(const struct claims_reader *reader, const struct table_row *row)
{
    bool is_part;
    const uint32_t unit =
        cpts_known_unit(reader->known, cpts_claims_cell(reader, row, FIELD_CODE),
                        cpts_claims_cell(reader, row, FIELD_DEPARTMENT), &is_part);
    return unit == CPTS_NONE || is_part ? NAN : reader->region->units.population[unit];
}

/* Whether a figure is well below the inhabitants of the unit, more than in another year. */
static bool counts_less(const struct claims_reader *reader, const struct table_row *row,
                        const char *cell)
{
    enum { LEAST = 200 };
    const double all = inhabitants_of(reader, row), figure = cpts_total_figure(cell);
    return figure > 0 && figure < all * 0.7 && all - figure > LEAST;
}

/* Whether a column has the inhabitants of units, nearly those that are known of most. */
static bool counts_inhabitants(const struct claims_reader *reader, int column)
{
    static const char *const words[] = {" popul", " habitant", " hab ", " pop ", " pmun "};
    size_t near = 0, rows = 0;
    if (!CPTS_HEADING_HAS(reader, column, words))
        return false;
    for (size_t i = 0; i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const double all = inhabitants_of(reader, row),
                     figure = cpts_total_figure(row->cells[column]);
        rows += cpts_row_claims(reader, row);
        near += fabs(figure - all) <= all * 0.2;
    }
    return near * 3 > rows * 2;
}

/* What a column that is not read says of the rows that it is filled for. */
struct unread {
    struct question question;
    struct look look;
    double whole; /* see asks_for_share */
    bool of_parts, of_ends, of_cities, of_remarks, of_others, of_wholes, of_inhabitants;
    /* "Date de sortie", "Zone blanche": whatever stands there takes its row back. */
    bool of_leaving;
};

static struct unread unread_of(const struct claims_reader *reader, int column)
{
    return (struct unread){.question = question_of(reader, column),
                           .look = cpts_look_at(reader->region),
                           .whole = asks_for_share(reader, column),
                           .of_parts = names_parts(reader, column),
                           .of_ends = has_ends(reader, column),
                           .of_cities = divides_cities(reader, column),
                           .of_remarks = holds_remarks(reader, column),
                           .of_others = heads_other_cpts(reader, column),
                           .of_wholes = are_mostly(reader, column, is_entire),
                           .of_inhabitants = counts_inhabitants(reader, column),
                           .of_leaving =
                               cpts_heading_is_of_leaving(reader->plan->headings.names[column]) ||
                               marks_doubts(reader, column)};
}

static bool takes_back(const struct claims_reader *reader, const struct unread *unread,
                       const struct table_row *row, const char *cell)
{
    return cpts_remark_takes_back(cell) || share_of(cell, unread->whole) < 0.995 ||
           (unread->of_remarks && cpts_remark_limits(cell)) ||
           (unread->of_leaving && !cpts_cell_is_no_cross(cell)) ||
           (unread->of_ends && cpts_look_is_past(&unread->look, cell)) ||
           (unread->of_cities && declares_city(reader, row)) ||
           (unread->of_others && names_other_cpts(reader, row, cell)) ||
           (unread->of_wholes && !is_entire(cell) && !is_whole(cell)) ||
           (unread->of_inhabitants && counts_less(reader, row, cell)) ||
           (unread->of_parts && !is_whole(cell) && !is_yes_or_no(cell));
}

static cpts_status report_unread(const struct claims_reader *reader, int column)
{
    const struct unread unread = unread_of(reader, column);
    struct taken_back taken = {.column = column};
    for (size_t i = 0; i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *cell = row->cells[column];
        if (((*cell && takes_back(reader, &unread, row, cell)) ||
             answers_no(&unread.question, cell)) &&
            cpts_row_claims(reader, row))
            cpts_taken_note(&taken, row);
    }
    const cpts_status status = taken.count ? CPTS_OK : cpts_claims_note_odd(&taken, reader);
    if (status != CPTS_OK)
        return status;
    return cpts_taken_report(
        reader, &taken,
        P_("column '%s' of %s is not read, and %zu row may declare less than it seems "
           "(line %ld: '%s'): take out of the list what is not declared; if all of it is, "
           "name the columns that declare: --perimeter-fields name=COLUMN,code=COLUMN",
           "column '%s' of %s is not read, and %zu rows may declare less than they seem "
           "(the first is line %ld: '%s'): take out of the list what is not declared; if "
           "all of it is, name the columns that declare: --perimeter-fields "
           "name=COLUMN,code=COLUMN",
           taken.count));
}

/* "Périmètre" may head the id of a CPTS, and what is not its id: total or partial. */
static bool is_no_id(const struct claims_reader *reader, int column)
{
    if (reader->plan->columns.at[FIELD_ID] != column)
        return false;
    if (!reader->is_drawn && !reader->names.id_is_key)
        return true;
    for (size_t i = 0; i < reader->table->count; i++)
        if (cpts_remark_takes_back(reader->table->rows[i].cells[column]))
            return true;
    return false;
}

cpts_status cpts_claims_report_columns(const struct claims_reader *reader)
{
    cpts_status status = CPTS_OK;
    for (int c = 0; c < reader->plan->headings.count && status == CPTS_OK; c++)
        if (!cpts_plan_witness_of(reader->plan, c) || is_no_id(reader, c))
            status = report_unread(reader, c);
    return status;
}
