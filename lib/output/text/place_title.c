/*
 * Names of the régions and départements of France, from INSEE's code officiel géographique of 2026.
 * They are proper names: no language translates them.
 */
#include "output/text/place_title.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMED_MOST 3 /* départements named one by one in a title */

static const char *const regions[] = {
    "Auvergne-Rhône-Alpes",
    "Bourgogne-Franche-Comté",
    "Bretagne",
    "Centre-Val de Loire",
    "Corse",
    "Grand Est",
    "Hauts-de-France",
    "Île-de-France",
    "Normandie",
    "Nouvelle-Aquitaine",
    "Occitanie",
    "Pays de la Loire",
    "Provence-Alpes-Côte d’Azur",
    "Guadeloupe",
    "Martinique",
    "Guyane",
    "La Réunion",
    "Mayotte",
};
#define REGION_COUNT (sizeof regions / sizeof *regions)

struct department {
    const char *code, *name;
    int region;
};

/* In order of code. */
static const struct department departments[] = {
    {"01", "Ain", 0},
    {"02", "Aisne", 6},
    {"03", "Allier", 0},
    {"04", "Alpes-de-Haute-Provence", 12},
    {"05", "Hautes-Alpes", 12},
    {"06", "Alpes-Maritimes", 12},
    {"07", "Ardèche", 0},
    {"08", "Ardennes", 5},
    {"09", "Ariège", 10},
    {"10", "Aube", 5},
    {"11", "Aude", 10},
    {"12", "Aveyron", 10},
    {"13", "Bouches-du-Rhône", 12},
    {"14", "Calvados", 8},
    {"15", "Cantal", 0},
    {"16", "Charente", 9},
    {"17", "Charente-Maritime", 9},
    {"18", "Cher", 3},
    {"19", "Corrèze", 9},
    {"21", "Côte-d’Or", 1},
    {"22", "Côtes-d’Armor", 2},
    {"23", "Creuse", 9},
    {"24", "Dordogne", 9},
    {"25", "Doubs", 1},
    {"26", "Drôme", 0},
    {"27", "Eure", 8},
    {"28", "Eure-et-Loir", 3},
    {"29", "Finistère", 2},
    {"2A", "Corse-du-Sud", 4},
    {"2B", "Haute-Corse", 4},
    {"30", "Gard", 10},
    {"31", "Haute-Garonne", 10},
    {"32", "Gers", 10},
    {"33", "Gironde", 9},
    {"34", "Hérault", 10},
    {"35", "Ille-et-Vilaine", 2},
    {"36", "Indre", 3},
    {"37", "Indre-et-Loire", 3},
    {"38", "Isère", 0},
    {"39", "Jura", 1},
    {"40", "Landes", 9},
    {"41", "Loir-et-Cher", 3},
    {"42", "Loire", 0},
    {"43", "Haute-Loire", 0},
    {"44", "Loire-Atlantique", 11},
    {"45", "Loiret", 3},
    {"46", "Lot", 10},
    {"47", "Lot-et-Garonne", 9},
    {"48", "Lozère", 10},
    {"49", "Maine-et-Loire", 11},
    {"50", "Manche", 8},
    {"51", "Marne", 5},
    {"52", "Haute-Marne", 5},
    {"53", "Mayenne", 11},
    {"54", "Meurthe-et-Moselle", 5},
    {"55", "Meuse", 5},
    {"56", "Morbihan", 2},
    {"57", "Moselle", 5},
    {"58", "Nièvre", 1},
    {"59", "Nord", 6},
    {"60", "Oise", 6},
    {"61", "Orne", 8},
    {"62", "Pas-de-Calais", 6},
    {"63", "Puy-de-Dôme", 0},
    {"64", "Pyrénées-Atlantiques", 9},
    {"65", "Hautes-Pyrénées", 10},
    {"66", "Pyrénées-Orientales", 10},
    {"67", "Bas-Rhin", 5},
    {"68", "Haut-Rhin", 5},
    {"69", "Rhône", 0},
    {"70", "Haute-Saône", 1},
    {"71", "Saône-et-Loire", 1},
    {"72", "Sarthe", 11},
    {"73", "Savoie", 0},
    {"74", "Haute-Savoie", 0},
    {"75", "Paris", 7},
    {"76", "Seine-Maritime", 8},
    {"77", "Seine-et-Marne", 7},
    {"78", "Yvelines", 7},
    {"79", "Deux-Sèvres", 9},
    {"80", "Somme", 6},
    {"81", "Tarn", 10},
    {"82", "Tarn-et-Garonne", 10},
    {"83", "Var", 12},
    {"84", "Vaucluse", 12},
    {"85", "Vendée", 11},
    {"86", "Vienne", 9},
    {"87", "Haute-Vienne", 9},
    {"88", "Vosges", 5},
    {"89", "Yonne", 1},
    {"90", "Territoire de Belfort", 1},
    {"91", "Essonne", 7},
    {"92", "Hauts-de-Seine", 7},
    {"93", "Seine-Saint-Denis", 7},
    {"94", "Val-de-Marne", 7},
    {"95", "Val-d’Oise", 7},
    {"971", "Guadeloupe", 13},
    {"972", "Martinique", 14},
    {"973", "Guyane", 15},
    {"974", "La Réunion", 16},
    {"976", "Mayotte", 17},
};
#define DEPARTMENT_COUNT (sizeof departments / sizeof *departments)

static int by_code(const void *code, const void *department)
{
    return strcmp(code, ((const struct department *)department)->code);
}

static const struct department *find(const char *code)
{
    return bsearch(code, departments, DEPARTMENT_COUNT, sizeof *departments, by_code);
}

const char *cpts_department_name(const char *code)
{
    const struct department *department = find(code);
    return department ? department->name : NULL;
}

/* A title made of what the groups are: all of one région, one to three départements, the country.
 * Nothing when some group is no département, or when they are some of several régions. */
static const char *deduced(const struct cpts_report *report, char *out)
{
    size_t in_region[REGION_COUNT] = {0}, size_of[REGION_COUNT] = {0}, whole = 0, met = 0;
    const struct department *found[DEPARTMENT_COUNT];
    for (size_t d = 0; d < DEPARTMENT_COUNT; d++)
        size_of[departments[d].region]++;
    for (size_t g = 0; g < report->group_count; g++) {
        const struct department *department = find(report->groups[g].group);
        if (!department || g == DEPARTMENT_COUNT)
            return NULL;
        found[g] = department;
        in_region[department->region]++;
    }
    for (size_t r = 0; r < REGION_COUNT; r++) {
        met += in_region[r] > 0;
        whole += in_region[r] == size_of[r];
    }
    if (!report->group_count)
        return NULL;
    if (met == 1 && whole == 1)
        return regions[found[0]->region];
    if (whole >= 13) /* those of the mainland and Corse, or all */
        return "France";
    if (report->group_count > NAMED_MOST)
        return NULL;
    size_t used = 0;
    for (size_t g = 0; g < report->group_count && used < CPTS_TITLE_BYTES; g++)
        used += (size_t)snprintf(out + used, CPTS_TITLE_BYTES - used, "%s%s", g ? ", " : "",
                                 found[g]->name);
    return out;
}

const char *cpts_place_title(const struct cpts_report *report, char *out)
{
    const char *title = report->title && *report->title ? report->title : deduced(report, out);
    return title ? title : _("Coverage by the CPTS");
}

const char *cpts_date_words(char *out, size_t size, const char *iso)
{
    static const char *const months[] = {N_("January"), N_("February"), N_("March"),
                                         N_("April"),   N_("May"),      N_("June"),
                                         N_("July"),    N_("August"),   N_("September"),
                                         N_("October"), N_("November"), N_("December")};
    int year, month, day;
    char number[16];
    if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12) {
        snprintf(out, size, "%.10s", iso);
        return out;
    }
    snprintf(number, sizeof number, "%d", day);
    /* TRANSLATORS: a date: the day, "1" or what your language says on the first; the month; the
     * year */
    snprintf(out, size, _("%s %s %d"), day == 1 ? _("1") : number, _(months[month - 1]),
             year);
    return out;
}
