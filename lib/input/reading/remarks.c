#include "input/reading/remarks.h"

#include <stdio.h>
#include <string.h>

#include "common/context.h"
#include "input/sources/text.h"

/* Anywhere in a cell: the unit, or the CPTS, has left. */
static const char *const leaving[] = {
    " quitte ",         " quittee ",        " quitter ",     " retire ",        " retiree ",
    " retirer ",        " sorti ",          " sortie le ",   " sortie de la ",  " exclu ",
    " exclue ",         " supprime ",       " supprimee ",   " desiste ",       " desistee ",
    " radie ",          " radiee ",         " resilie ",     " resiliee ",      " dissoute ",
    " abandonnee ",     " abandonne ",      " plus partie ", " plus membre ",   " plus rattache ",
    " plus rattachee ", " plus adherente ", " has left ",    " left the cpts ", " withdrawn ",
    " excluded ",       " removed ",        " no longer "};

/* A whole cell: it is not a member, not all of it, or not yet. */
static const char *const qualifying[] = {
    " partiel ",       " partielle ",      " partiellement ",  " en partie ",
    " limitrophe ",    " voisin ",         " voisine ",        " partenaire ",
    " observateur ",   " observatrice ",   " invite ",         " invitee ",
    " non membre ",    " non adherent ",   " non adherente ",  " non rattache ",
    " non rattachee ", " non retenue ",    " a confirmer ",    " a valider ",
    " a verifier ",    " en attente ",     " en discussion ",  " incertain ",
    " incertaine ",    " hors cpts ",      " hors perimetre ", " hors territoire ",
    " partly ",        " partial ",        " neighbour ",      " to be confirmed ",
    " pending ",       " struck through ", " texte barre "};

const char *cpts_remark_struck(void)
{
    return _(" (struck through)");
}

static bool has_left(const char *words)
{
    return cpts_text_has_any(words, leaving, sizeof leaving / sizeof *leaving);
}

bool cpts_remark_takes_back(const char *text)
{
    char words[256];
    cpts_text_words(words, sizeof words, text);
    for (size_t i = 0; i < sizeof qualifying / sizeof *qualifying; i++)
        if (strcmp(words, qualifying[i]) == 0)
            return true;
    return has_left(words);
}

bool cpts_remark_in_note(const char *text)
{
    char words[256];
    cpts_text_words(words, sizeof words, text);
    return cpts_text_has_any(words, qualifying, sizeof qualifying / sizeof *qualifying) ||
           has_left(words);
}

/* "(50 %)", "(partie sud)", "(sauf le centre)" */
static bool is_partial(const char *remark)
{
    char words[256];
    cpts_text_words(words, sizeof words, remark);
    return strchr(remark, '%') || strstr(words, " partie ") || strstr(words, " sauf ") ||
           strstr(words, " moins ");
}

static bool ends_in_brackets(const char *text)
{
    const char *remark = strrchr(text, '(');
    return remark &&
           (cpts_remark_takes_back(remark) || is_partial(remark) || strncmp(remark, "(?)", 3) == 0);
}

/* A question mark within or behind a word is a letter that an encoding lost. */
bool cpts_remark_on_unit(const char *cell)
{
    const size_t length = strlen(cell);
    char words[256];
    cpts_text_words(words, sizeof words, cell);
    return ends_in_brackets(cell) || has_left(words) ||
           (length > 1 && cell[length - 1] == '?' &&
            (cell[length - 2] == ' ' || (cell[length - 2] >= '0' && cell[length - 2] <= '9')));
}

bool cpts_remark_on_cpts(const char *cell)
{
    const size_t length = strlen(cell);
    return ends_in_brackets(cell) || strstr(cell, " ou ") ||
           (length > 1 && cell[length - 1] == '?');
}
