#include "input/reading/none_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "input/sources/table.h"
#include "input/sources/text.h"

/* shapes/none-words.csv as it ships; a test holds the two together. */
static const char *const shipped[] = {
    "-",
    "--",
    "---",
    "/",
    ".",
    "0",
    "n/a",
    "na",
    "n.a.",
    "nc",
    "nd",
    "néant",
    "aucun",
    "aucune",
    "aucune CPTS",
    "aucun CPTS",
    "aucun périmètre",
    "aucun territoire",
    "sans",
    "sans CPTS",
    "sans territoire",
    "sans objet",
    "hors",
    "hors CPTS",
    "hors périmètre",
    "hors périmètre CPTS",
    "hors territoire",
    "hors territoire CPTS",
    "hors zone",
    "zone blanche",
    "zones blanches",
    "commune blanche",
    "territoire blanc",
    "blanc",
    "non",
    "non couvert",
    "non couverte",
    "non couvert par une CPTS",
    "non couverte par une CPTS",
    "commune non couverte",
    "territoire non couvert",
    "zone non couverte",
    "non concerné",
    "non concernée",
    "non rattaché",
    "non rattachée",
    "commune non rattachée",
    "non attribué",
    "non attribuée",
    "non affecté",
    "non affectée",
    "non défini",
    "non définie",
    "pas de CPTS",
    "pas de territoire",
    "vide",
    "rien",
    "none",
    "no",
    "null",
    "nil",
    "nan",
    "no CPTS",
    "not covered",
    "not applicable",
    "uncovered",
    "unassigned",
    "not assigned",
    "outside CPTS",
    "without CPTS",
    "white zone",
    "blank",
    "empty",
    "#N/A",
    "#N/D",
    "#NA",
    "#REF!",
    "#VALEUR!",
    "#VALUE!",
    "#NOM?",
    "#NAME?",
    "#DIV/0!",
    "#NUL!",
    "#NULL!",
    "#NOMBRE!",
    "#NUM!",
    "Err:502",
    "Err:504",
};

/* Words by which a name may deny that there is a CPTS, or say that nothing is known. */
static const char *const doubtful[] = {
    " hors ",           " sans ",        " aucun ",       " aucune ",     " pas de ",
    " pas d ",          " non ",         " none ",        " neant ",      " zone blanche ",
    " zones blanches ", " zone blanc ",  " inconnu ",     " inconnue ",   " unknown ",
    " attente ",        " definir ",     " preciser ",    " determiner ", " indetermine ",
    " indeterminee ",   " renseigne ",   " renseignee ",  " renseigner ", " vacant ",
    " vacante ",        " autre ",       " autres ",      " other ",      " others ",
    " reste ",          " restant ",     " restante ",    " restantes ",  " carence ",
    " orphelin ",       " orpheline ",   " orphelines ",  " isolee ",     " isolees ",
    " divers ",         " not ",         " without ",     " outside ",    " uncovered ",
    " unassigned ",     " missing ",     " todo ",        " tbd ",        " rattacher ",
    " attribuer ",      " affecter ",    " completer ",   " test ",       " vide ",
    " couvrir ",        " nr ",          " ras ",         " voir ",       " prononce ",
    " pas encore ",     " nsp ",         " ne sait pas ", " creer ",      " disponible ",
    " disponibles ",    " prospection ", " pourvoir ",    " trouver ",
};

/* What such a word may deny instead: "Communes sans EPCI" are not without a CPTS. */
static const char *const other_things[] = {
    "epci",    "scot", "metropole", "agglomeration", "communaute", "ght",  "msp",    "maison",
    "hopital", "gare", "medecin",   "medecins",      "littoral",   "pays", "canton", "interco"};

enum { WORDS_ROOM = 256 };

/* What a word is looked up by: its letters and digits, without case or accents; signs as they are
 * when there is nothing else. */
static void fold_word(char out[WORDS_ROOM], const char *text)
{
    cpts_text_words(out, WORDS_ROOM, text);
    if (strspn(out, " ") == strlen(out)) {
        size_t size = 0;
        for (; *text && size + 1 < WORDS_ROOM; text++)
            if (*text != ' ')
                out[size++] = *text;
        out[size] = '\0';
    }
}

/* Words that add nothing to a denial: "Pas de CPTS à ce jour". */
static const char *const fillers[] = {
    "a",         "actuelle", "actuellement", "au",         "aujourd", "ce",      "cette",
    "d",         "date",     "de",           "en",         "encore",  "est",     "et",
    "existante", "hui",      "identifie",    "identifiee", "il",      "instant", "jour",
    "l",         "la",       "le",           "moment",     "n",       "ne",      "par",
    "pour",      "qui",      "sur",          "un",         "une",     "y"};

/* Words of the life of a CPTS: alone they may be that of one, or of several communes in none. */
static const char *const of_lives[] = {
    "abandonne",     "abandonnee", "aci",           "amorcage",    "constitution", "construction",
    "cours",         "couvert",    "couverte",      "creation",    "discussion",   "dissous",
    "dissoute",      "dossier",    "emergence",     "emergent",    "emergente",    "etude",
    "existant",      "existe",     "futur",         "future",      "gele",         "gelee",
    "instruction",   "intention",  "lettre",        "libre",       "negociation",  "oui",
    "partiel",       "partielle",  "partiellement", "preparation", "prevu",        "prevue",
    "prochainement", "projet",     "projets",       "refus",       "refuse",       "refusee",
    "reflexion",     "resilie",    "resiliee",      "signature",   "signe",        "signee",
    "structuration", "suspendu",   "suspendue",     "valide",      "validee",      "venir"};

/* What a single word may say of a CPTS. */
enum {
    SAYS_NONE = 1,    /* it is in a text of the table */
    SAYS_LIFE = 2,    /* of_lives */
    SAYS_NOTHING = 4, /* fillers */
    MAY_DENY = 8      /* it begins one of `doubtful` */
};

static bool add_word(struct none_words *words, const char *word, uint32_t says)
{
    uint32_t *known = cpts_name_index_value(&words->parts, word);
    if (known)
        *known |= says;
    return known || cpts_name_index_add(&words->parts, word, says);
}

static bool add_parts(struct none_words *words, const char *folded)
{
    char *copy = cpts_arena_string(&words->arena, folded), *rest = NULL;
    bool done = copy != NULL;
    for (char *word = done ? strtok_r(copy, " ", &rest) : NULL; word && done;
         word = strtok_r(NULL, " ", &rest))
        done = add_word(words, word, SAYS_NONE);
    return done;
}

static bool add_vocabulary(struct none_words *words)
{
    bool done = true;
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers && done; i++)
        done = add_word(words, fillers[i], SAYS_NOTHING);
    for (size_t i = 0; i < sizeof of_lives / sizeof *of_lives && done; i++)
        done = add_word(words, of_lives[i], SAYS_LIFE);
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful && done; i++) {
        const char *word = doubtful[i] + 1;
        word = cpts_arena_slice(&words->arena, word, strcspn(word, " "));
        done = word && add_word(words, word, MAY_DENY);
    }
    return done;
}

static bool add(struct none_words *words, const char *text, enum none_meaning meaning)
{
    char folded[WORDS_ROOM];
    fold_word(folded, text);
    if (!*folded || cpts_name_index_value(&words->words, folded))
        return true;
    const char *kept = cpts_arena_string(&words->arena, folded);
    return kept && cpts_name_index_add(&words->words, kept, (uint32_t)meaning) &&
           (meaning != MEANS_NONE || add_parts(words, folded));
}

static cpts_status add_table(struct none_words *out, cpts_context *context, const char *path)
{
    struct table table;
    cpts_status status = cpts_table_read(&table, context, path, "--none-words", ROLE_NONE_WORDS);
    if (status != CPTS_OK)
        return status;
    struct columns columns;
    cpts_schema_match(&columns, &table.headings, ROLE_NONE_WORDS);
    const int word = columns.at[FIELD_NAME], means = columns.at[FIELD_STATUS];
    for (size_t i = 0; i < table.count && status == CPTS_OK; i++) {
        const char *const *cells = table.rows[i].cells;
        const bool is_name = means >= 0 && strcmp(cells[means], "name") == 0;
        if (means >= 0 && *cells[means] && !is_name && strcmp(cells[means], "none") != 0)
            status = cpts_fail(context, CPTS_ERROR_INPUT,
                               _("--none-words: line %ld of %s: a word means 'none' or 'name', not "
                                 "'%s'"),
                               table.rows[i].line, path, cells[means]);
        else if (!add(out, cells[word], is_name ? MEANS_CPTS : MEANS_NONE))
            status = cpts_fail_memory(context);
    }
    cpts_table_free(&table);
    return status;
}

cpts_status cpts_none_words_load(struct none_words *out, cpts_context *context, const char *path)
{
    *out = (struct none_words){.arena = {NULL}};
    cpts_status status = add_vocabulary(out) ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK && path)
        status = add_table(out, context, path);
    for (size_t i = 0; !path && i < sizeof shipped / sizeof *shipped && status == CPTS_OK; i++)
        if (!add(out, shipped[i], MEANS_NONE))
            status = cpts_fail_memory(context);
    if (status != CPTS_OK)
        cpts_none_words_free(out);
    return status;
}

/* What the words of a text say together. */
struct said {
    uint32_t any;
    bool is_empty; /* none of them names anything */
};

static struct said read_words(const struct none_words *words, const char *folded)
{
    struct said said = {.is_empty = true};
    char copy[WORDS_ROOM], *rest = NULL;
    memcpy(copy, folded, strlen(folded) + 1);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        const size_t length = strlen(word);
        uint32_t says = cpts_name_index_find(&words->parts, word);
        if (says == UINT32_MAX && length > 3 && word[length - 1] == 's') { /* "communes" */
            word[length - 1] = '\0';
            says = cpts_name_index_find(&words->parts, word);
        }
        says = says == UINT32_MAX ? 0 : says;
        if (says & SAYS_NOTHING || strcmp(word, "cpts") == 0)
            says &= ~(uint32_t)SAYS_NONE;
        said.any |= says;
        said.is_empty &= (says & ~(uint32_t)MAY_DENY) != 0 || strcmp(word, "cpts") == 0;
    }
    return said;
}

/* -1, 999, 9999: what databases have where there is no number. */
static bool is_sentinel(const char *text)
{
    const size_t nines = strspn(text, "9");
    return (*text == '-' && text[1] && !text[1 + strspn(text + 1, "0123456789")]) ||
           (nines >= 3 && !text[nines]);
}

/* "Commune non couverte à ce jour"; "Le Blanc" is the name of one. */
static bool is_known_before_fillers(const struct none_words *words, const char *folded)
{
    char copy[WORDS_ROOM];
    bool is_cut = false;
    memcpy(copy, folded, strlen(folded) + 1);
    for (size_t length = strlen(copy); length > 2 && copy[length - 1] == ' ';
         length = strlen(copy)) {
        copy[length - 1] = '\0';
        char *last = strrchr(copy, ' ');
        const uint32_t says = last ? cpts_name_index_find(&words->parts, last + 1) : UINT32_MAX;
        if (says == UINT32_MAX || !(says & SAYS_NOTHING)) {
            copy[length - 1] = ' ';
            break;
        }
        last[1] = '\0';
        is_cut = true;
    }
    return is_cut && cpts_name_index_find(&words->words, copy) == MEANS_NONE;
}

enum none_meaning cpts_none_meaning(const struct none_words *words, const char *text)
{
    char folded[WORDS_ROOM];
    if (!*text)
        return MEANS_NONE;
    fold_word(folded, text);
    const uint32_t known = cpts_name_index_find(&words->words, folded);
    if (known != UINT32_MAX)
        return (enum none_meaning)known;
    if (is_sentinel(text))
        return MEANS_DOUBT;
    if (is_known_before_fillers(words, folded))
        return MEANS_NONE;
    const struct said said = read_words(words, folded);
    /* "Projet de CPTS", "CPTS" */
    if (said.is_empty && (said.any & SAYS_LIFE || !(said.any & (SAYS_NONE | SAYS_NOTHING))))
        return MEANS_DOUBT;
    if (said.any & MAY_DENY && CPTS_HAS_ANY(folded, doubtful))
        return said.is_empty ? MEANS_NONE : MEANS_DOUBT;
    /* Dashes of any length, in brackets or not. */
    if (*folded && folded[strspn(folded, "-()\xe2\x80\x92\x93\x94\x95\x91\x90")] == '\0')
        return MEANS_NONE;
    /* Signs alone: "?", "...", "x". */
    size_t letters = 0;
    for (const char *c = folded; *c; c++)
        letters += isalnum((unsigned char)*c) ? 1 : 0;
    return letters == 0 || strcmp(folded, " x ") == 0 ? MEANS_DOUBT : MEANS_CPTS;
}

bool cpts_none_is_settled(const struct none_words *words, const char *text)
{
    char folded[WORDS_ROOM];
    fold_word(folded, text);
    return cpts_name_index_find(&words->words, folded) == MEANS_CPTS;
}

bool cpts_none_is_word(const struct none_words *words, const char *text)
{
    return cpts_none_meaning(words, text) == MEANS_NONE;
}

/* Whether one of the things begins a text, as a word of its own. */
static bool begins_with_thing(const char *text)
{
    for (size_t i = 0; i < sizeof other_things / sizeof *other_things; i++) {
        const size_t length = strlen(other_things[i]);
        if (strncmp(text, other_things[i], length) == 0 && text[length] == ' ')
            return true;
    }
    return false;
}

bool cpts_none_denies_other(const char *text)
{
    char folded[WORDS_ROOM];
    bool any = false;
    fold_word(folded, text);
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++)
        for (const char *at = folded; (at = strstr(at, doubtful[i])); at++) {
            if (!begins_with_thing(at + strlen(doubtful[i])))
                return false;
            any = true;
        }
    return any;
}

void cpts_none_words_free(struct none_words *words)
{
    cpts_name_index_free(&words->words);
    cpts_name_index_free(&words->parts);
    cpts_arena_free(&words->arena);
    memset(words, 0, sizeof *words);
}
