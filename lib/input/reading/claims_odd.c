/*
 * Columns in which most rows say one thing and a few say that theirs is not in force: "Projet"
 * under "Phase", "Secondaire" under "Rang", "-" under "Mouvement". What the rows of a whole CPTS
 * say is about the CPTS.
 */
#include <ctype.h>
#include <string.h>

#include "common/memory.h"
#include "input/reading/claims_reader.h"
#include "input/reading/remark_headings.h"
#include "input/region/region.h"
#include "input/sources/text.h"

/* What a heading says when its cells may say whether the unit belongs. */
static const char *const of_standing[] = {
    " rang ",       " mouvement", " phase ",  " statut",     " etat ",       " situation ",
    " position ",   " type ",     " nature ", " evolution",  " changement",  " modification",
    " avancement ", " stade ",    " etape ",  " decision",   " suivi ",      " cpts ",
    " rattach",     " adhesion ", " appart",  " perimetre ", " couleur",     " color",
    " colour",      " feu ",      " code ",   " categorie ", " qualite ",    " lien ",
    " relation ",   " role ",     " degre ",  " priorite ",  " certitude ",  " fiabilite ",
    " rank ",       " status ",   " stage ",  " state ",     " movement ",   " validation ",
    " niveau ",     " mode ",     " action ", " operation ", " classement ", " avis ",
    " accord ",     " couver",    " vote ",   " modif",      " zone ",       " cercle ",
    " vague ",      " zonage "};

/* A whole cell: not in force, not any more, or not in the first place. */
static const char *const not_in_force[] = {" projet ",
                                           " en projet ",
                                           " a l etude ",
                                           " etude ",
                                           " secondaire ",
                                           " provisoire ",
                                           " temporaire ",
                                           " previsionnel ",
                                           " previsionnelle ",
                                           " prevu ",
                                           " prevue ",
                                           " futur ",
                                           " future ",
                                           " a venir ",
                                           " ancien ",
                                           " ancienne ",
                                           " sortant ",
                                           " sortante ",
                                           " potentiel ",
                                           " potentielle ",
                                           " envisage ",
                                           " envisagee ",
                                           " souhaite ",
                                           " souhaitee ",
                                           " candidat ",
                                           " candidate ",
                                           " associe ",
                                           " associee ",
                                           " externe ",
                                           " exterieur ",
                                           " exterieure ",
                                           " rejete ",
                                           " rejetee ",
                                           " decline ",
                                           " declinee ",
                                           " suspendu ",
                                           " suspendue ",
                                           " brouillon ",
                                           " simulation ",
                                           " hypothese ",
                                           " proposition ",
                                           " propose ",
                                           " proposee ",
                                           " ferme ",
                                           " fermee ",
                                           " clos ",
                                           " close ",
                                           " termine ",
                                           " terminee ",
                                           " douteux ",
                                           " douteuse ",
                                           " indecis ",
                                           " indecise ",
                                           " sous reserve ",
                                           " reserve ",
                                           " optionnel ",
                                           " optionnelle ",
                                           " facultatif ",
                                           " facultative ",
                                           " depart ",
                                           " departs ",
                                           " moins ",
                                           " perte ",
                                           " ajourne ",
                                           " ajournee ",
                                           " intention ",
                                           " lettre d intention ",
                                           " candidature ",
                                           " abroge ",
                                           " abrogee ",
                                           " demande ",
                                           " demandee ",
                                           " cible ",
                                           " incomplet ",
                                           " incomplete ",
                                           " reserves ",
                                           " planned ",
                                           " probable ",
                                           " possible ",
                                           " supposee ",
                                           " pressentie ",
                                           " peripherie ",
                                           " peripherique ",
                                           " proposed ",
                                           " draft ",
                                           " provisional ",
                                           " temporary ",
                                           " suspended ",
                                           " former ",
                                           " secondary ",
                                           " project ",
                                           " rejected ",
                                           " declined ",
                                           " outgoing ",
                                           " leaving "};

/* Whether such words begin a text, and a word with this ending comes next. */
static bool leads_to(const char *words, const char *beginning, const char *ending)
{
    const size_t skipped = strlen(beginning), size = strlen(ending);
    if (strncmp(words, beginning, skipped) != 0)
        return false;
    const size_t length = strcspn(words + skipped, " ");
    return length > size && strncmp(words + skipped + length - size, ending, size) == 0;
}

/* "2e cercle", "second rang", "phase 3", beside the first. */
static bool is_second(const char *words)
{
    static const char *const seconds[] = {" 2e ",     " 2eme ",     " 2nd ",      " 2nde ",
                                          " second ", " seconde ",  " deuxieme ", " 3e ",
                                          " 3eme ",   " troisieme "};
    static const char *const ranked[] = {" cercle ", " rang ", " phase ", " vague ", " couronne "};
    const size_t length = strlen(words);
    return CPTS_HAS_ANY(words, ranked) &&
           (cpts_text_begins_with_any(words, seconds, sizeof seconds / sizeof *seconds) ||
            (length > 3 && strchr("23", words[length - 2]) && words[length - 3] == ' '));
}

/* "En cours", "à intégrer", "en négociation", "extension prévue", and not "en fonction". */
static bool is_to_come(const char *words)
{
    return strstr(words, " prevu") || strncmp(words, " en cours ", 10) == 0 ||
           leads_to(words, " a ", "er") ||
           (leads_to(words, " en ", "ion") && !strstr(words, " fonction "));
}

/* Headings of what is said in one letter, and letters that say no: inactive, no, partial, refused,
 * left. */
static const char *const of_states[] = {" statut",      " etat ",    " situation ",
                                        " validation ", " adhesion", " status",
                                        " state ",      " avis ",    " decision "};
static const char letters_of_no[] = "INPRS";
/* "E", "M", "S": of entering, maintained, "sortie", among which S is no longer in; "H", "B", "S"
 * are of what rises and falls. */
static const char letters_of_leaving[] = "SDR", letters_of_staying[] = "EAMN";

static const char *const of_changes[] = {" mouvement",  " evolution", " changement", " modif",
                                         " operation ", " action ",   " movement "};
static const char *const of_ranks[] = {" rang ", " cercle ", " rank "};
static const char *const of_colours[] = {" couleur", " color", " colour", " feu "};
static const char *const stops[] = {" rouge ", " red ", " noir ", " black "};

static const char *const minuses[] = {"-", "\xe2\x88\x92", "\xe2\x80\x93", "\xe2\x80\x94", "(-)"};
static const char *const other_signs[] = {"", "+", "=", "(+)", "+/-"};

struct odd_column {
    int column;
    bool of_colours, of_signs, of_letters, of_ranks;
    const char *code;   /* the rarer of two that make up the column; NULL */
    const char *newest; /* of editions, years or versions; NULL */
};

static const char *cell_of(const struct claims_reader *reader, const struct odd_column *odd,
                           size_t row)
{
    return reader->table->rows[row].cells[odd->column];
}

static bool is_not_in_force(const struct odd_column *odd, const char *cell)
{
    char words[64];
    if (odd->of_signs && CPTS_IS_ANY(cell, minuses))
        return true;
    if (odd->newest)
        return *cell && strcmp(cell, odd->newest) < 0;
    if (odd->of_ranks)
        return *cell == '2' || *cell == '3';
    if (odd->of_letters)
        return strchr(letters_of_leaving, *cell) && *cell;
    if (!*cell || strlen(cell) >= sizeof words / 2)
        return false;
    if (odd->code)
        return strcmp(cell, odd->code) == 0;
    cpts_text_words(words, sizeof words, cell);
    return CPTS_IS_ANY(words, not_in_force) || is_to_come(words) || is_second(words) ||
           strncmp(words, " ex ", 4) == 0 || (odd->of_colours && CPTS_IS_ANY(words, stops));
}

/* Whether all cells are signs: "+" for a unit that comes, "-" for one that goes. */
static bool are_signs(const struct claims_reader *reader, const struct odd_column *odd)
{
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = cell_of(reader, odd, i);
        if (!CPTS_IS_ANY(cell, minuses) && !CPTS_IS_ANY(cell, other_signs))
            return false;
    }
    return true;
}

/* Whether all cells are letters of what comes, stays and goes. */
static bool are_letters(const struct claims_reader *reader, const struct odd_column *odd)
{
    bool stays = false;
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = cell_of(reader, odd, i);
        if (*cell &&
            (cell[1] || (!strchr(letters_of_leaving, *cell) && !strchr(letters_of_staying, *cell))))
            return false;
        stays |= *cell && strchr(letters_of_staying, *cell);
    }
    return stays;
}

/* Whether all cells are 1, 2 or 3: of the numbers of rows there are more. */
static bool are_ranks(const struct claims_reader *reader, const struct odd_column *odd)
{
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = cell_of(reader, odd, i);
        if (*cell && (!strchr("123", *cell) || cell[1]))
            return false;
    }
    return true;
}

/* The last year or version of a column of such; NULL. */
static const char *newest_of(const struct claims_reader *reader, const struct odd_column *odd)
{
    static const char *const bare[] = {" annee ", " millesime ", " version ", " edition "};
    const char *newest = "";
    char words[64];
    cpts_text_words(words, sizeof words, reader->plan->headings.names[odd->column]);
    if (!CPTS_IS_ANY(words, bare))
        return NULL;
    for (size_t i = 0; i < reader->table->count; i++)
        if (strcmp(cell_of(reader, odd, i), newest) > 0)
            newest = cell_of(reader, odd, i);
    return *newest ? newest : NULL;
}

/* "A/I", "Entière (E) / Partielle (P)": whether a heading names the two letters of its cells, the
 * rarer of which says no. "U/R" is of towns and the country. */
static bool names_letters(const char *heading, const char *usual, const char *rare)
{
    char words[128], one[8], other[8];
    cpts_text_words(words, sizeof words, heading);
    cpts_text_words(one, sizeof one, usual);
    cpts_text_words(other, sizeof other, rare);
    return strstr(words, one) && strstr(words, other) && !rare[1] && strchr(letters_of_no, *rare) &&
           strcmp(usual, "U") != 0;
}

static bool is_short_code(const char *cell)
{
    return isupper((unsigned char)*cell) &&
           (!cell[1] || (isupper((unsigned char)cell[1]) && !cell[2]));
}

/* The rarer of two short codes that make up a column, where it denies the other ("R", "NR") or the
 * heading says what they are; NULL. */
static const char *rare_code(const struct claims_reader *reader, int column)
{
    const char *codes[2] = {NULL, NULL};
    size_t counts[2] = {0, 0};
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = reader->table->rows[i].cells[column];
        if (!*cell)
            continue;
        const int which = !codes[0] || strcmp(codes[0], cell) == 0 ? 0 : 1;
        if (!is_short_code(cell) || (codes[which] && strcmp(codes[which], cell) != 0))
            return NULL;
        codes[which] = cell;
        counts[which]++;
    }
    if (!codes[1])
        return NULL;
    const int which = counts[0] <= counts[1] ? 0 : 1;
    const char *rare = codes[which], *usual = codes[!which];
    const bool denies = *rare == 'N' && rare[1] && strcmp(rare + 1, usual) == 0;
    return denies || (!rare[1] && CPTS_HEADING_HAS(reader, column, of_states)) ||
                   names_letters(reader->plan->headings.names[column], usual, rare)
               ? rare
               : NULL;
}

/* Rows that say another thing than others of their CPTS. `is_usual` by perimeter, the last one for
 * rows that name none or several. */
static void note_odd(struct taken_back *taken, const struct claims_reader *reader,
                     const struct odd_column *odd, bool *is_usual)
{
    const size_t count = reader->region->perimeters.count;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < reader->table->count; i++) {
            const struct table_row *row = &reader->table->rows[i];
            const bool is_odd = is_not_in_force(odd, row->cells[odd->column]);
            if ((pass == 0) == is_odd || !cpts_row_claims(reader, row))
                continue;
            const uint32_t p = cpts_row_perimeter(reader, row);
            if (pass == 0)
                is_usual[p < count ? p : count] = true;
            else if (is_usual[p < count ? p : count])
                cpts_taken_note(taken, row);
        }
}

/* What is a note of most rows is not one of a few. */
static bool are_few(const struct claims_reader *reader, const struct odd_column *odd)
{
    size_t apart = 0, rows = 0;
    for (size_t i = 0; i < reader->table->count; i++)
        if (cpts_row_claims(reader, &reader->table->rows[i])) {
            rows++;
            apart += is_not_in_force(odd, cell_of(reader, odd, i));
        }
    return apart > 0 && apart * 3 <= rows;
}

cpts_status cpts_claims_note_odd(struct taken_back *taken, const struct claims_reader *reader)
{
    struct odd_column odd = {.column = taken->column};
    odd.code = rare_code(reader, odd.column);
    odd.newest = newest_of(reader, &odd);
    if ((!odd.code && !odd.newest && !CPTS_HEADING_HAS(reader, odd.column, of_standing)) ||
        cpts_heading_is_of_facilities(reader->plan->headings.names[odd.column]))
        return CPTS_OK;
    odd.of_colours = CPTS_HEADING_HAS(reader, odd.column, of_colours);
    const bool of_changes_alone = CPTS_HEADING_HAS(reader, odd.column, of_changes);
    odd.of_signs = of_changes_alone && are_signs(reader, &odd);
    odd.of_letters = of_changes_alone && !odd.code && are_letters(reader, &odd);
    odd.of_ranks = CPTS_HEADING_HAS(reader, odd.column, of_ranks) && are_ranks(reader, &odd);
    if (!odd.newest && !are_few(reader, &odd))
        return CPTS_OK;
    bool *is_usual = cpts_array_new(reader->region->perimeters.count + 1, sizeof *is_usual);
    if (!is_usual)
        return cpts_fail_memory(reader->region->context);
    note_odd(taken, reader, &odd, is_usual);
    cpts_array_free(is_usual);
    return CPTS_OK;
}
