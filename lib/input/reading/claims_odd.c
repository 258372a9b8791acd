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
    " rang ",       " mouvement", " phase ",  " statut",     " etat ",      " situation ",
    " position ",   " type ",     " nature ", " evolution",  " changement", " modification",
    " avancement ", " stade ",    " etape ",  " decision",   " suivi ",     " cpts ",
    " rattach",     " adhesion ", " appart",  " perimetre ", " couleur",    " color",
    " colour",      " feu ",      " code ",   " categorie ", " qualite ",   " lien ",
    " relation ",   " role ",     " degre ",  " priorite ",  " certitude ", " fiabilite ",
    " rank ",       " status ",   " stage ",  " state ",     " movement ",  " validation ",
    " niveau ",     " mode ",     " action ", " operation ", " classement "};

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
                                           " planned ",
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

static const char *const under_way[] = {" en cours "};

/* Headings of what is said in one letter, and letters that say no: inactive, no, partial, refused,
 * left. */
static const char *const of_states[] = {" statut",   " etat ",  " situation ", " validation ",
                                        " adhesion", " status", " state "};
static const char letters_of_no[] = "INPRS";

static const char *const of_changes[] = {" mouvement",    " evolution",  " changement",
                                         " modification", " operation ", " action ",
                                         " movement "};
static const char *const of_colours[] = {" couleur", " color", " colour", " feu "};
static const char *const stops[] = {" rouge ", " red ", " noir ", " black "};

static const char *const minuses[] = {"-", "\xe2\x88\x92", "\xe2\x80\x93", "\xe2\x80\x94", "(-)"};
static const char *const other_signs[] = {"", "+", "=", "(+)", "+/-"};

#define IS_ONE(text, list) cpts_text_is_any(text, list, sizeof(list) / sizeof *(list))

struct odd_column {
    int column;
    bool of_colours, of_signs;
    char letter; /* the rarer of two, where no cell has more than one; NUL */
};

static const char *cell_of(const struct claims_reader *reader, const struct odd_column *odd,
                           size_t row)
{
    return reader->table->rows[row].cells[odd->column];
}

static bool is_not_in_force(const struct odd_column *odd, const char *cell)
{
    char words[64];
    if (odd->of_signs && IS_ONE(cell, minuses))
        return true;
    if (!*cell || strlen(cell) >= sizeof words / 2)
        return false;
    if (odd->letter)
        return toupper((unsigned char)*cell) == odd->letter;
    cpts_text_words(words, sizeof words, cell);
    return IS_ONE(words, not_in_force) ||
           cpts_text_begins_with_any(words, under_way, sizeof under_way / sizeof *under_way) ||
           (odd->of_colours && IS_ONE(words, stops));
}

/* Whether all cells are signs: "+" for a unit that comes, "-" for one that goes. */
static bool are_signs(const struct claims_reader *reader, const struct odd_column *odd)
{
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = cell_of(reader, odd, i);
        if (!IS_ONE(cell, minuses) && !IS_ONE(cell, other_signs))
            return false;
    }
    return true;
}

/* "A/I", "Entière (E) / Partielle (P)": whether a heading names the two letters of its cells, the
 * rarer of which says no. "U/R" is of towns and the country. */
static bool names_letters(const char *heading, char usual, char rare)
{
    const char one[] = {' ', (char)tolower((unsigned char)usual), ' ', '\0'};
    const char other[] = {' ', (char)tolower((unsigned char)rare), ' ', '\0'};
    char words[128];
    cpts_text_words(words, sizeof words, heading);
    return strstr(words, one) && strstr(words, other) && strchr(letters_of_no, rare) &&
           usual != 'U';
}

/* The rarer of two letters that make up a column, where its heading says what they are; NUL. */
static char rare_letter(const struct claims_reader *reader, int column)
{
    size_t counts[2] = {0, 0};
    char letters[2] = {'\0', '\0'};
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = reader->table->rows[i].cells[column];
        if (!*cell)
            continue;
        const char letter = (char)toupper((unsigned char)*cell);
        const int which = !letters[0] || letters[0] == letter ? 0 : 1;
        if (cell[1] || letter < 'A' || letter > 'Z' || (letters[which] && letters[which] != letter))
            return '\0';
        letters[which] = letter;
        counts[which]++;
    }
    const int rare = counts[0] <= counts[1] ? 0 : 1;
    return letters[1] && (CPTS_HEADING_HAS(reader, column, of_states) ||
                          names_letters(reader->plan->headings.names[column], letters[!rare],
                                        letters[rare]))
               ? letters[rare]
               : '\0';
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
    odd.letter = rare_letter(reader, odd.column);
    if ((!odd.letter && !CPTS_HEADING_HAS(reader, odd.column, of_standing)) ||
        cpts_heading_is_of_facilities(reader->plan->headings.names[odd.column]))
        return CPTS_OK;
    odd.of_colours = CPTS_HEADING_HAS(reader, odd.column, of_colours);
    odd.of_signs = CPTS_HEADING_HAS(reader, odd.column, of_changes) && are_signs(reader, &odd);
    if (!are_few(reader, &odd))
        return CPTS_OK;
    bool *is_usual = cpts_array_new(reader->region->perimeters.count + 1, sizeof *is_usual);
    if (!is_usual)
        return cpts_fail_memory(reader->region->context);
    note_odd(taken, reader, &odd, is_usual);
    cpts_array_free(is_usual);
    return CPTS_OK;
}
