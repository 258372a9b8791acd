#include "names.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* A grammar: in a pattern, a digit stands for one word of that class, drawn by lot. */
static const char *const PATTERNS[] = {
    "01",   "01",   "01",    "021",      "021",     "021",          "31",        "321",
    "01-6", "01-7", "021-6", "Saint-4",  "Saint-4", "Saint-4-7",    "Saint-4-6", "Sainte-5",
    "La 8", "Le 9", "L'31",  "Les 021s", "La 8-01", "Le 9-Saint-4", NULL};

static const char *const ONSETS[] = {
    "Bra", "Ché", "Mon", "Cour", "Ser", "Ro",  "Fau", "Lan",  "Tré", "Vi",  "Gar", "Dou",
    "Pra", "Mar", "Clé", "Bour", "Sau", "Ver", "Ca",  "Plou", "Gré", "Ta",  "Fon", "Bel",
    "Cha", "Mé",  "Lou", "Nan",  "Ri",  "Sou", "Val", "Per",  "Cor", "Bré", "Mu",  "Tour",
    "Lé",  "Jar", "Thé", "Pui",  "Gou", "Cau", "Né",  "Fle",  NULL};
static const char *const ENDINGS[] = {"ville", "nac",   "gny",   "lières", "zeaux", "ray",  "vres",
                                      "lac",   "mont",  "court", "dan",    "sson",  "toux", "rges",
                                      "bœuf",  "stère", "jac",   "lès",    "mare",  "nès",  "vert",
                                      "thou",  "cy",    "nay",   NULL};
static const char *const MIDDLES[] = {"li",  "ma", "re", "vo", "di",  "ne", "chi", "ber",
                                      "lan", "ti", "ço", "zé", "gue", "sa", NULL};
static const char *const VOWEL_ONSETS[] = {"Au", "É", "Ar", "Ou", "Al", "Es", "Or", "Î", NULL};
static const char *const SAINTS[] = {"Aubran", "Clérice", "Dorvin", "Élian",  "Fulcrin",
                                     "Gélase", "Honoré",  "Jorin",  "Léger",  "Maxens",
                                     "Ovin",   "Prosper", "Romard", "Sernin", "Théogène",
                                     "Ulphe",  "Véran",   "Ysarn",  NULL};
static const char *const SAINTES[] = {"Aurélie", "Colombe", "Égline",   "Florine", "Mélaine",
                                      "Odile",   "Rustice", "Ségolène", NULL};
static const char *const RIVERS[] = {"sur-Lombrèze", "sur-Aune",     "sur-Vézolle", "lès-Eaux",
                                     "sur-l'Orbiel", "sur-Douvenne", "sur-l'Isse",  NULL};
static const char *const LANDS[] = {"en-Orvain", "sous-Bois",  "les-Bains", "d'Auvray",
                                    "la-Forêt",  "le-Château", "en-Marche", "du-Gué",
                                    "l'Abbaye",  "aux-Moines", NULL};
static const char *const SHE_THINGS[] = {"Roche", "Garde", "Motte", "Chapelle", "Combe",
                                         "Forêt", "Ferté", "Bâtie", NULL};
static const char *const HE_THINGS[] = {"Bois",     "Mesnil", "Châtelard", "Puech",
                                        "Thoronet", "Fresne", "Plessis",   NULL};

static const char *const *const CLASSES[] = {ONSETS,  ENDINGS, MIDDLES, VOWEL_ONSETS, SAINTS,
                                             SAINTES, RIVERS,  LANDS,   SHE_THINGS,   HE_THINGS};

static const char *pick(struct chance *chance, const char *const *words)
{
    unsigned count = 0;
    while (words[count] != NULL) {
        count++;
    }
    return words[demo_chance_below(chance, count)];
}

static char *place_name(struct chance *chance)
{
    char name[96] = "";
    for (const char *at = pick(chance, PATTERNS); *at != '\0'; at++) {
        const size_t length = strlen(name);
        if (*at >= '0' && *at <= '9') {
            snprintf(name + length, sizeof name - length, "%s", pick(chance, CLASSES[*at - '0']));
        } else {
            snprintf(name + length, sizeof name - length, "%c", *at);
        }
    }
    return demo_format("%s", name);
}

static bool is_taken(char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

void demo_names(struct chance *chance, char **out, int count)
{
    for (int i = 0; i < count; i++) {
        char *name = place_name(chance);
        while (is_taken(out, i, name)) {
            free(name);
            name = place_name(chance);
        }
        out[i] = name;
    }
}
