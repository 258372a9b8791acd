#include "input/reading/remarks.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "common/context.h"
#include "input/reading/remark_headings.h"
#include "input/sources/text.h"

enum { WORDS_ROOM = 1024, LEAST_CODE = 4 }; /* digits of a code that lost its zero */

/* Anywhere in a cell: the unit, or the CPTS, has left. */
static const char *const leaving[] = {" quitte ",
                                      " quittee ",
                                      " quitter ",
                                      " retire ",
                                      " retiree ",
                                      " retirer ",
                                      " sorti ",
                                      " sortie le ",
                                      " sortie d",
                                      " exclu ",
                                      " exclue ",
                                      " supprime ",
                                      " supprimee ",
                                      " desiste ",
                                      " desistee ",
                                      " radie ",
                                      " radiee ",
                                      " resilie ",
                                      " resiliee ",
                                      " dissoute ",
                                      " abandonnee ",
                                      " abandonne ",
                                      " plus partie ",
                                      " plus membre ",
                                      " plus rattache ",
                                      " plus rattachee ",
                                      " plus adherente ",
                                      " has left ",
                                      " left the cpts ",
                                      " withdrawn ",
                                      " excluded ",
                                      " removed ",
                                      " no longer ",
                                      " retrait ",
                                      " transferee ",
                                      " fait pas partie ",
                                      " font pas partie ",
                                      " non rattache",
                                      " autre cpts ",
                                      " autres cpts ",
                                      " abandon ",
                                      " plus concerne",
                                      " rattachement annule",
                                      " adhesion annulee ",
                                      " conteste",
                                      " dispute",
                                      " revendique",
                                      " voir cpts ",
                                      " voir la cpts "};

/* A whole cell: it is not a member, not all of it, or not yet. */
static const char *const qualifying[] = {
    " partiel ",         " partielle ",      " partiellement ",  " en partie ",
    " limitrophe ",      " voisin ",         " voisine ",        " partenaire ",
    " observateur ",     " observatrice ",   " invite ",         " invitee ",
    " non membre ",      " non adherent ",   " non adherente ",  " non rattache ",
    " non rattachee ",   " non retenue ",    " a confirmer ",    " a valider ",
    " a verifier ",      " en attente ",     " en discussion ",  " incertain ",
    " incertaine ",      " hors cpts ",      " hors perimetre ", " hors territoire ",
    " sans cpts ",       " zone sans cpts ", " zone blanche ",   " pas de cpts ",
    " non couvert ",     " non couverte ",   " aucune cpts ",    " neighbour ",
    " to be confirmed ", " pending ",        " struck through ", " texte barre ",
    " pour partie ",     " defavorable ",    " contre ",         " refus ",
    " refuse ",          " refusee ",        " en reflexion ",   " nulle ",
    " archivee ",        " archive ",        " inactive ",       " inactif ",
    " partly ",          " partial ",        " non signataire ", " sortie ",
    " suppression ",     " exclusion ",      " obsolete ",       " caduc ",
    " caduque ",         " perime ",         " perimee ",        " annule ",
    " annulee ",         " non signe ",      " non signee ",     " hidden row ",
    " ligne masquee ",   " supprimer ",      " retirer ",        " enlever ",
    " a enlever "};

const char *cpts_remark_struck(void)
{
    return _(" (struck through)");
}

const char *cpts_remark_hidden(void)
{
    return _("hidden row");
}

/* Anywhere in a remark of its own, or in brackets behind a name: not all of it, not surely, not any
 * more. */
static const char *const limiting[] = {
    " sauf ",        " hors ",        " excepte",       " exception ", " exclusion ",  " moins ",
    " uniquement ",  " seulement ",   " partie ",       " partiel",    " moitie ",     " pp ",
    " secteur",      " quartier",     " hameau",        " iris ",      " rive ",       " bourg ",
    " pas ",         " non ",         " a confirmer ",  " a valider ", " a verifier ", " a voir ",
    " a supprimer ", " a retirer ",   " a preciser ",   " a definir ", " en attente ", " en cours ",
    " en suspens ",  " en projet ",   " sous reserve ", " provisoire", " litige ",     " conflit ",
    " refus",        " opposition ",  " erreur ",       " doublon ",   " blanche ",    " demande ",
    " partagee ",    " rattachee a ", " passe a ",      " depart ",    " transfere ",  " sortie ",
    " contre ",      " arbitr",       " revoir ",       " attendu",    " double ",     " prevu",
    " annexe ",      " limitrophe ",  " only ",         " except ",    " not ",        " partly ",
    " pending ",     " disputed ",    " souhaite ",     " rejoint ",   " rejoindre "};

/* Anywhere behind or before the name of a unit: no name of a commune has these words. */
static const char *const excepting[] = {
    " sauf ",           " hors de ",    " moins ",      " excepte", " exception ",
    " uniquement ",     " seulement ",  " en partie ",  " partie ", " partiel",
    " a confirmer ",    " a valider ",  " a verifier ", " moitie ", " non compris",
    " en attente ",     " limitrophe ", " except ",     " partly ", " pending ",
    " to be confirmed "};

/* Before or behind the name of a CPTS: it was that of the unit, or is not yet, or another is. */
static const char *const past_or_next[] = {
    " ex cpts ",         " ancienne cpts ", " jusqu ",      " puis ",        " sortie de ",
    " discussion avec ", " former ",        " formerly ",   " future cpts ", " futur cpts ",
    " projet de cpts ",  " candidate ",     " candidature "};

/* Of a note below a list. */
static const char *const of_whole_lists[] = {" sauf ",
                                             " excepte",
                                             " exception ",
                                             " non rattach",
                                             " zone blanche ",
                                             " zones blanches ",
                                             " non adherentes ",
                                             " non couvertes ",
                                             " provisoire",
                                             " document de travail ",
                                             " non exhaustive ",
                                             " est partage",
                                             " sont partage",
                                             " plus couvert",
                                             " working document "};

/* Names of sheets and layers whose units are not those of a CPTS, not yet, or not any more. */
static const char *const of_layers[] = {
    " sorti",   " retir",   " retrait",    " exclu ",  " exclus ", " exclue",  " exclusion",
    " desist",  " supprim", " limitrophe", " voisin",  " ancien",  " archive", " brouillon",
    " abandon", " hors ",   " sans ",      " non ",    " blanche", " annexe",  " draft ",
    " former ", " projet ", " projets ",   " candidat"};
static const char *const of_health_projects[] = {" de sante ", " valide"};

/* Names of sheets that are there to be looked up. */
static const char *const of_references[] = {" referentiel", " liste des ", " insee ", " comment"};

/* Names of files likewise, of which many more are lists of what is declared. */
static const char *const of_files[] = {
    " retrait",  " retir",     " sorties ",    " exclu",         " desist",
    " supprim",  " abandon",   " hors cpts ",  " zone blanche ", " zones blanches ",
    " limitrop", " withdrawn", " non rattach", " non couver",    " sans cpts "};

/* Titles of tables that declare nothing, or nothing yet, or not any more. "Annule et remplace" says
 * that another version does not. */
static const char *const of_titles[] = {" abandon",
                                        " sorti",
                                        " retire",
                                        " exclu ",
                                        " exclus ",
                                        " exclue",
                                        " exclusion",
                                        " brouillon ",
                                        " draft ",
                                        " refuse",
                                        " caduc",
                                        " caduque",
                                        " obsolete",
                                        " perime ",
                                        " perimee ",
                                        " exemple ",
                                        " modele a ",
                                        " simulation",
                                        " hypothese",
                                        " annule",
                                        " ancien perim",
                                        " anciens perim",
                                        " ancienne cpts ",
                                        " anciennes cpts ",
                                        " ne pas tenir ",
                                        " ne pas utiliser ",
                                        " non valide",
                                        " non retenu",
                                        " not valid",
                                        " not approved ",
                                        " abandoned ",
                                        " document de trav",
                                        " scenario ",
                                        " provisoire",
                                        " proposition",
                                        " projet de decoup",
                                        " projet de perim",
                                        " projets de perim",
                                        " projet de territ",
                                        " projet de carte ",
                                        " projet de zonage ",
                                        " ancien decoupage ",
                                        " ancienne liste ",
                                        " ancienne version ",
                                        " quittant ",
                                        " quittent ",
                                        " en attente ",
                                        " a valider ",
                                        " en cours d",
                                        " projete",
                                        " futur perim",
                                        " futurs perim",
                                        " working doc",
                                        " provisional "};

static const char *const replacing[] = {" remplace "};
/* The same, unless the title names what is declared too: "CPTS et zones blanches". */
static const char *const of_others[] = {
    " zone blanche ", " zones blanches ", " hors cpts ",   " hors perimetre ", " sans cpts ",
    " non couvert",   " non rattach",     " limitrophe",   " voisine",         " white zone",
    " not covered ",  " outside cpts ",   " without cpts "};

static bool has_left(const char *words)
{
    return CPTS_HAS_ANY(words, leaving);
}

bool cpts_remark_takes_back(const char *text)
{
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, text);
    return CPTS_IS_ANY(words, qualifying) || has_left(words);
}

bool cpts_remark_limits(const char *text)
{
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, text);
    return (CPTS_HAS_ANY(words, limiting) && !cpts_words_are_of_facility(words)) ||
           has_left(words) || strcmp(words, " n ") == 0 || strpbrk(text, "?%") != NULL;
}

bool cpts_remark_in_note(const char *text)
{
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, text);
    /* A mark and what it stands for. */
    if (strchr("*([", *text) && *text && cpts_remark_limits(text))
        return true;
    return CPTS_HAS_ANY(words, qualifying) || has_left(words) ||
           CPTS_HAS_ANY(words, of_whole_lists);
}

bool cpts_remark_is_of_others(const char *text)
{
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, text);
    return CPTS_HAS_ANY(words, of_others) && !strstr(words, " et ") && !strstr(words, " and ");
}

bool cpts_remark_in_title(const char *text)
{
    return cpts_remark_is_of_others(text) ||
           (CPTS_SAYS_ANY(text, of_titles) && !CPTS_SAYS_ANY(text, replacing));
}

bool cpts_remark_names_layer(const char *name)
{
    return (CPTS_SAYS_ANY(name, of_layers) && !CPTS_SAYS_ANY(name, of_health_projects)) ||
           CPTS_SAYS_ANY(name, leaving);
}

bool cpts_remark_names_sheet(const char *name)
{
    return cpts_remark_names_layer(name) || CPTS_SAYS_ANY(name, of_references);
}

bool cpts_remark_names_file(const char *name)
{
    return CPTS_SAYS_ANY(name, of_files);
}

/* Question or exclamation marks after a space, a digit or a bracket; behind a letter it may be one
 * that an encoding lost. */
static bool ends_in_doubt(const char *piece)
{
    size_t length = strlen(piece);
    if (length == 0 || !strchr("?!", piece[length - 1]))
        return false;
    while (length > 0 && strchr("?!", piece[length - 1]))
        length--;
    return length > 0 && (strchr(" )", piece[length - 1]) ||
                          (piece[length - 1] >= '0' && piece[length - 1] <= '9'));
}

/* "(nord)", "(centre)": one side of a unit; "Lille (Nord)" names its département. */
static bool is_a_side(const char *remark)
{
    static const char *const sides[] = {
        " nord ",      " sud ",        " est ",     " ouest ", " centre ", " centre ville ",
        " nord est ",  " nord ouest ", " sud est ", " haut ",  " bas ",    " littoral ",
        " sud ouest ", " village ",    " north ",   " south ", " east ",   " west "};
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, remark);
    return CPTS_IS_ANY(words, sides) && strcmp(remark, "Nord") != 0;
}

/* "1/2 Le Cannet", and not "04111/04112" */
static bool begins_with_share(const char *piece)
{
    const size_t digits = strspn(piece, "0123456789");
    const size_t whole = strspn(piece + digits + (piece[digits] != '\0'), "0123456789");
    return digits > 0 && digits < LEAST_CODE && piece[digits] == '/' && whole > 0 &&
           whole < LEAST_CODE;
}

/* "Toulon 2", of the halves of a city; Marseille has arrondissements. */
static bool is_numbered_part(const char *piece)
{
    static const char *const cities[] = {" paris ", " lyon ", " marseille "};
    const size_t length = strlen(piece);
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, piece);
    return length > 2 && isdigit((unsigned char)piece[length - 1]) && piece[length - 2] == ' ' &&
           !strpbrk(piece, "([-:") && !strcasestr(piece, "cedex") &&
           strcspn(piece, "0123456789") == length - 1 &&
           !cpts_text_begins_with_any(words, cities, sizeof cities / sizeof *cities);
}

/* "(2027)", "(jusqu'en 2024)", "(CPTS Sud)", "(KO)", "(P)" of a part */
static bool is_of_another_day_or_cpts(const char *remark)
{
    static const char *const others[] = {" jusqu", " a partir d", " cpts ", " sortant", " until "};
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, remark);
    return CPTS_HAS_ANY(words, others) || strcmp(words, " ko ") == 0 || strcmp(words, " p ") == 0 ||
           (strncmp(words, " 20", 3) == 0 && strspn(words + 1, "0123456789") == 4 && !words[6]);
}

/* "(50 %)", "[à confirmer]", "(?)": what stands in brackets anywhere in a text. */
static bool has_brackets_that_limit(const char *text)
{
    for (const char *open = strpbrk(text, "(["); open; open = strpbrk(open + 1, "([")) {
        char remark[WORDS_ROOM];
        snprintf(remark, sizeof remark, "%.*s", (int)strcspn(open + 1, ")]"), open + 1);
        if (strcmp(remark, "x") == 0 || strcmp(remark, "-") == 0 || is_a_side(remark) ||
            begins_with_share(remark) || is_of_another_day_or_cpts(remark) ||
            cpts_remark_limits(remark) || cpts_remark_takes_back(remark))
            return true;
    }
    return false;
}

/* "(Tende)", "[Tende]", "~~Tende~~", "✗ Tende", letters struck through: as people put aside what
 * they do not want to lose. */
static bool is_put_aside(const char *piece)
{
    static const char *const marks[] = {"✗", "✘", "✖", "❌", "⛔", "~~", "\xcc\xb6"};
    const size_t length = strlen(piece);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strstr(piece, marks[i]) && length > strlen(marks[i]))
            return true;
    /* As programs have lines put aside; "#N/A" is a value. */
    const char *rest = piece + strspn(piece, "#~/");
    if (rest > piece && (*piece == '/' ? rest - piece == 2 : true) &&
        isalpha((unsigned char)*rest) && !strchr("/!?", piece[length - 1]) && !strstr(piece, "N/"))
        return true;
    /* One pair around all of a name; not "(La) Garde (83)", nor a list of codes, "(13001)". */
    return length > 2 && strchr("([", *piece) && !strchr("0123456789\"'", piece[1]) &&
           strcspn(piece, ")]") == length - 1;
}

/* "Tende - non adhérente": what a dash sets apart from the name. */
static bool limits_behind_dash(const char *piece)
{
    const char *remark = strstr(piece, " - ");
    if (!remark)
        remark = strstr(piece, " \xe2\x80\x93 ");
    return remark && (cpts_remark_limits(remark + 1) || cpts_remark_takes_back(remark + 1));
}

/* "Allauch sud", "Allauch centre-ville": no commune has these behind a space, and "Nord" may be its
 * département. */
static bool ends_in_side(const char *piece)
{
    static const char *const sides[] = {" nord",   " sud",          " est",         " ouest",
                                        " centre", " centre-ville", " Sud",         " Est",
                                        " Ouest",  " Centre",       " Centre-ville"};
    const size_t length = strlen(piece);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const size_t size = strlen(sides[i]);
        if (length > size && piece[length - size - 1] != '-' &&
            strcmp(piece + length - size, sides[i]) == 0)
            return true;
    }
    return false;
}

/* "84108 à 84110": what lies between is not written. */
static bool is_range(const char *piece)
{
    static const char *const to[] = {" à ", " a ", " au ", " to ", " .. "};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        const char *at = strstr(piece, to[i]);
        if (at > piece && isdigit((unsigned char)at[-1]) &&
            isdigit((unsigned char)at[strlen(to[i])]))
            return true;
    }
    return false;
}

/* "hors Rocheville", and not Saint-Loup-Hors; "NON Le Cannet"; "Arles...", and what is not written.
 */
static bool is_piece_remarked(const char *piece)
{
    static const char *const beginnings[] = {
        " hors ",      " ex ",      " non ",      " sans le ", " sans la ",
        " sans l ",    " pas le ",  " pas la ",   " pas l ",   " quartier ",
        " quartiers ", " hameau ",  " hameaux ",  " exclus ",  " exclues ",
        " retraits ",  " retires ", " retirees ", " sorties ", " sortantes "};
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, piece);
    return cpts_text_begins_with_any(words, beginnings, sizeof beginnings / sizeof *beginnings) ||
           has_left(words) || CPTS_HAS_ANY(words, excepting) || strstr(piece, " hors ") ||
           (strstr(words, " ne ") && strstr(words, " pas ")) || is_range(piece) ||
           strstr(piece, "...") || strstr(piece, "\xe2\x80\xa6") || strstr(piece, " ? ") ||
           strstr(piece, "/!") || strchr(piece, '%') || strstr(piece, "\xe2\x86\x92") ||
           strstr(piece, "->") || ends_in_doubt(piece) || begins_with_share(piece) ||
           is_numbered_part(piece) || is_put_aside(piece) || limits_behind_dash(piece) ||
           has_brackets_that_limit(piece) || ends_in_side(piece);
}

bool cpts_remark_on_unit(const char *cell)
{
    while (*cell) {
        char piece[512];
        const size_t length = strcspn(cell, ";,|\r\n");
        snprintf(piece, sizeof piece, "%.*s", (int)length, cell);
        for (size_t end = strlen(piece); end > 0 && piece[end - 1] == ' '; end--)
            piece[end - 1] = '\0';
        if (is_piece_remarked(piece + strspn(piece, " ")))
            return true;
        cell += length + (cell[length] != '\0');
    }
    return false;
}

/* "(50 %)", "(partie sud)", "(sauf le centre)" */
static bool is_partial(const char *remark)
{
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, remark);
    static const char *const partial[] = {" partie ", " sauf ", " moins ",     " sortie ",
                                          " pas ",    " non ",  " refus",      " erreur ",
                                          " depart ", " plus ", " seulement ", " uniquement "};
    return strchr(remark, '%') || CPTS_HAS_ANY(words, partial);
}

static bool ends_in_brackets(const char *text)
{
    const char *remark = strrchr(text, '(');
    return remark &&
           (cpts_remark_takes_back(remark) || is_partial(remark) || strncmp(remark, "(?)", 3) == 0);
}

bool cpts_remark_on_cpts(const char *cell)
{
    const size_t length = strlen(cell);
    char words[WORDS_ROOM];
    cpts_text_words(words, sizeof words, cell);
    return ends_in_brackets(cell) || is_put_aside(cell) || strstr(cell, " ou ") ||
           strstr(cell, "/ou ") || strstr(cell, "\xe2\x86\x92") || strstr(cell, "->") ||
           has_left(words) || CPTS_HAS_ANY(words, qualifying) ||
           CPTS_HAS_ANY(words, past_or_next) || strncmp(words, " ex ", 4) == 0 ||
           (length > 1 && cell[length - 1] == '?');
}

bool cpts_remark_has_star(const char *cell)
{
    static const char *const stars[] = {"*", "†", "‡"};
    for (size_t i = 0; i < sizeof stars / sizeof *stars; i++)
        for (const char *at = cell; (at = strstr(at, stars[i])) != NULL;) {
            const bool is_behind = at > cell;
            at += strlen(stars[i]);
            if (is_behind && (!*at || strchr(",;/|\n", *at)))
                return true;
        }
    return false;
}

bool cpts_remark_is_set_apart(const char *cell)
{
    const size_t length = strlen(cell);
    return length > 2 && ((*cell == '-' && cell[1] != '-') ||
                          (strchr("([", *cell) && strcspn(cell, ")]") == length - 1));
}
