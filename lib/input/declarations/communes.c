/*
 * The table is searched as it stands, rows in order of their codes: an index of 35,000 communes
 * would cost every run more than the few codes that are looked for.
 */
#include "input/declarations/communes.h"

#include <stdio.h>
#include <string.h>

#include "communes.inc"

enum { CODE_LENGTH = 5, TABLE_SIZE = sizeof table - 1 };

/* The first row that begins at `at` or later. */
static size_t row_from(size_t at)
{
    while (at > 0 && at < TABLE_SIZE && table[at - 1] != '\n')
        at++;
    return at;
}

static size_t row_after(size_t at)
{
    return row_from(at + 1);
}

static int compare_code(size_t at, const char *code, size_t length)
{
    return strncmp((const char *)table + at, code, length);
}

/* The first row whose code is not before `code`, of which `length` characters count. */
static size_t first_row(const char *code, size_t length)
{
    size_t low = 0, high = TABLE_SIZE; /* both begin a row, or end the table */
    while (low < high) {
        size_t middle = row_from(low + (high - low) / 2);
        if (middle == high) /* the last row of what is left, or the only one */
            middle = low;
        if (compare_code(middle, code, length) < 0)
            low = row_after(middle);
        else
            high = middle;
    }
    return low;
}

static void read_row(struct commune *out, size_t at)
{
    const char *row = (const char *)table + at;
    const char *name = row + CODE_LENGTH + 1;
    snprintf(out->code, sizeof out->code, "%.*s", CODE_LENGTH, row);
    snprintf(out->name, sizeof out->name, "%.*s", (int)strcspn(name, "\n"), name);
}

bool cpts_commune_find(struct commune *out, const char *code)
{
    size_t at = first_row(code, CODE_LENGTH);
    if (strlen(code) != CODE_LENGTH || at == TABLE_SIZE || compare_code(at, code, CODE_LENGTH) != 0)
        return false;
    read_row(out, at);
    return true;
}

bool cpts_commune_named(struct commune *out, const struct place_key *name, const char *department)
{
    const size_t length = strlen(department);
    size_t found = 0;
    if (!length)
        return false;
    for (size_t at = first_row(department, length);
         at < TABLE_SIZE && compare_code(at, department, length) == 0; at = row_after(at)) {
        struct commune commune;
        struct place_key key;
        read_row(&commune, at);
        cpts_place_key(&key, commune.name);
        if (strcmp(key.whole, name->whole) == 0) {
            *out = commune;
            found++;
        }
    }
    return found == 1;
}

static const struct department {
    char code[4];
    const char *name;
} departments[] = {
    {"01", "Ain"},
    {"02", "Aisne"},
    {"03", "Allier"},
    {"04", "Alpes-de-Haute-Provence"},
    {"05", "Hautes-Alpes"},
    {"06", "Alpes-Maritimes"},
    {"07", "Ardèche"},
    {"08", "Ardennes"},
    {"09", "Ariège"},
    {"10", "Aube"},
    {"11", "Aude"},
    {"12", "Aveyron"},
    {"13", "Bouches-du-Rhône"},
    {"14", "Calvados"},
    {"15", "Cantal"},
    {"16", "Charente"},
    {"17", "Charente-Maritime"},
    {"18", "Cher"},
    {"19", "Corrèze"},
    {"21", "Côte-d'Or"},
    {"22", "Côtes-d'Armor"},
    {"23", "Creuse"},
    {"24", "Dordogne"},
    {"25", "Doubs"},
    {"26", "Drôme"},
    {"27", "Eure"},
    {"28", "Eure-et-Loir"},
    {"29", "Finistère"},
    {"2A", "Corse-du-Sud"},
    {"2B", "Haute-Corse"},
    {"30", "Gard"},
    {"31", "Haute-Garonne"},
    {"32", "Gers"},
    {"33", "Gironde"},
    {"34", "Hérault"},
    {"35", "Ille-et-Vilaine"},
    {"36", "Indre"},
    {"37", "Indre-et-Loire"},
    {"38", "Isère"},
    {"39", "Jura"},
    {"40", "Landes"},
    {"41", "Loir-et-Cher"},
    {"42", "Loire"},
    {"43", "Haute-Loire"},
    {"44", "Loire-Atlantique"},
    {"45", "Loiret"},
    {"46", "Lot"},
    {"47", "Lot-et-Garonne"},
    {"48", "Lozère"},
    {"49", "Maine-et-Loire"},
    {"50", "Manche"},
    {"51", "Marne"},
    {"52", "Haute-Marne"},
    {"53", "Mayenne"},
    {"54", "Meurthe-et-Moselle"},
    {"55", "Meuse"},
    {"56", "Morbihan"},
    {"57", "Moselle"},
    {"58", "Nièvre"},
    {"59", "Nord"},
    {"60", "Oise"},
    {"61", "Orne"},
    {"62", "Pas-de-Calais"},
    {"63", "Puy-de-Dôme"},
    {"64", "Pyrénées-Atlantiques"},
    {"65", "Hautes-Pyrénées"},
    {"66", "Pyrénées-Orientales"},
    {"67", "Bas-Rhin"},
    {"68", "Haut-Rhin"},
    {"69", "Rhône"},
    {"70", "Haute-Saône"},
    {"71", "Saône-et-Loire"},
    {"72", "Sarthe"},
    {"73", "Savoie"},
    {"74", "Haute-Savoie"},
    {"75", "Paris"},
    {"76", "Seine-Maritime"},
    {"77", "Seine-et-Marne"},
    {"78", "Yvelines"},
    {"79", "Deux-Sèvres"},
    {"80", "Somme"},
    {"81", "Tarn"},
    {"82", "Tarn-et-Garonne"},
    {"83", "Var"},
    {"84", "Vaucluse"},
    {"85", "Vendée"},
    {"86", "Vienne"},
    {"87", "Haute-Vienne"},
    {"88", "Vosges"},
    {"89", "Yonne"},
    {"90", "Territoire de Belfort"},
    {"91", "Essonne"},
    {"92", "Hauts-de-Seine"},
    {"93", "Seine-Saint-Denis"},
    {"94", "Val-de-Marne"},
    {"95", "Val-d'Oise"},
    {"971", "Guadeloupe"},
    {"972", "Martinique"},
    {"973", "Guyane"},
    {"974", "La Réunion"},
    {"975", "Saint-Pierre-et-Miquelon"},
    {"976", "Mayotte"},
    {"977", "Saint-Barthélemy"},
    {"978", "Saint-Martin"},
};

const char *cpts_department_name(const char *department)
{
    for (size_t i = 0; i < sizeof departments / sizeof *departments; i++)
        if (strcmp(departments[i].code, department) == 0)
            return departments[i].name;
    return "";
}
