#include "input/sources/schema.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "input/sources/text.h"

/* For perimeters and for the rows of a list. */
#define STARTS                                                                                     \
    "| datedebut datededebut debut datedebutvalidite debutvalidite from datefrom validfrom "       \
    "dateeffet datedeffet startdate"
#define ENDS                                                                                       \
    "| datefin datedefin fin datefinvalidite datedefindevalidite finvalidite findevalidite to "    \
    "dateto validto enddate"

/* The names of columns, folded (see cpts_text_fold), best first. A name before the bar can hardly
 * mean anything else; one after it is generic. */
static const struct schema_row {
    enum role role;
    enum field field;
    const char *names;
} schema[] = {
    {ROLE_UNITS, FIELD_CODE,
     "codeiris dcomiris inseearm codearm codeinsee inseecom codgeo depcom codecommune codecom "
     "cominsee inseecommune codecommuneinsee codeinseecommune insee com | code codeunite unit "
     "unitcode unite id"},
    {ROLE_UNITS, FIELD_NAME,
     "nomiris libiris nomarm nomofficiel nomcommune nomcom libgeo libcom libellecommune "
     "libcommune | nom name libelle label commune"},
    {ROLE_UNITS, FIELD_POPULATION,
     "population populationmunicipale popmun pmun popmunicipale | pop habitants poptotale ptot"},
    {ROLE_UNITS, FIELD_GROUP,
     "inseedep codeinseedudepartement codedepartement codedep depcode | dep departement dpt dept "
     "group groupe"},

    {ROLE_UNITS, FIELD_EPCI, "sirenepci codessirendesepci codeepci epcicode epci cepci"},
    {ROLE_UNITS, FIELD_CANTON, "codeinseeducanton inseecan codecanton canton can"},

    {ROLE_PERIMETERS, FIELD_ID,
     "idcpts cptsid codecpts cptscode numcpts numerocpts ncpts identifiantcpts | id identifiant "
     "identifier code numero num cpts finess numfiness"},
    {ROLE_PERIMETERS, FIELD_NAME,
     "nomcpts cptsnom libellecpts libcpts cptsname namecpts denominationcpts | denomination nom "
     "name libelle label raisonsociale titre cpts intitule"},
    {ROLE_PERIMETERS, FIELD_STATUS, "statutcpts cptsstatut | statut status etat phase avancement"},
    {ROLE_PERIMETERS, FIELD_FROM, STARTS},
    {ROLE_PERIMETERS, FIELD_TO, ENDS},

    {ROLE_CODES, FIELD_CODE,
     "codeiris dcomiris inseearm codearm codeinsee codeinseecommune codecommuneinsee inseecom "
     "inseecommune cominsee codgeo depcom codecommune codecom insee com iris | codeunite unitcode "
     "unit unite code"},
    {ROLE_CODES, FIELD_ID,
     "idcpts cptsid codecpts cptscode numcpts numerocpts ncpts identifiantcpts | id identifiant "
     "identifier perimeter perimetre perimeterid numero num cpts finess numfiness"},
    {ROLE_CODES, FIELD_NAME,
     "nomcpts cptsnom libellecpts libcpts cptsname namecpts denominationcpts cpts | denomination "
     "nomperimetre perimetername nom name raisonsociale intitule"},
    {ROLE_CODES, FIELD_STATUS, "statutcpts cptsstatut | statut status etat phase avancement"},
    {ROLE_CODES, FIELD_FROM, STARTS},
    {ROLE_CODES, FIELD_TO, ENDS},

    {ROLE_CODES, FIELD_UNIT,
     "nomcommune libellecommune libcommune nomcom libcom libgeo nomarm libiris nomiris nomunite "
     "unitname communes commune | libelle label nom name"},
    {ROLE_CODES, FIELD_DEPARTMENT,
     "inseedep codeinseedudepartement codedepartement codedep depcode numdep "
     "numerodepartement | dep departement dpt dept"},
    {ROLE_CODES, FIELD_POSTAL, "codepostal codespostaux codepost postalcode postcode cp"},

    {ROLE_POPULATIONS, FIELD_POPULATION,
     "pmun populationmunicipale popmun population obsvalue popmunicipale p24pop p23pop p22pop "
     "p21pop p20pop p19pop p18pop p17pop | pop ptot populationtotale poptotale habitants "
     "nombredhabitants"},

    {ROLE_LIVES, FIELD_CODE, "class classe lifeclass"},
    {ROLE_LIVES, FIELD_STATUS, "words mots label libelle statut status"},

    {ROLE_NONE_WORDS, FIELD_NAME, "word mot words mots"},
    {ROLE_NONE_WORDS, FIELD_STATUS, "means sens"},

    {ROLE_MOVES, FIELD_NAME, "libelleav libelleavant nccenrav | oldname"},
    {ROLE_MOVES, FIELD_NEW_NAME, "libelleap libelleapres nccenrap | newname"},
    {ROLE_MOVES, FIELD_CODE, "comav idcommuneavant | oldcode"},
    {ROLE_MOVES, FIELD_NEW_CODE, "comap idcommuneapres | newcode"},
    {ROLE_MOVES, FIELD_DATE, "dateeff | date"},
    {ROLE_MOVES, FIELD_TYPE, "typecomav typecommuneavant"},
    {ROLE_MOVES, FIELD_NEW_TYPE, "typecomap typecommuneapres"},
};

static const struct {
    const char *key;
    enum field field;
} map_keys[] = {
    {"code", FIELD_CODE},     {"name", FIELD_NAME},     {"population", FIELD_POPULATION},
    {"group", FIELD_GROUP},   {"id", FIELD_ID},         {"status", FIELD_STATUS},
    {"from", FIELD_FROM},     {"to", FIELD_TO},         {"unit", FIELD_UNIT},
    {"epci", FIELD_EPCI},     {"canton", FIELD_CANTON}, {"department", FIELD_DEPARTMENT},
    {"postal", FIELD_POSTAL},
};
enum { MAP_KEY_COUNT = sizeof map_keys / sizeof *map_keys };

/* Layer names, folded. '=' asks for the whole name, else the name contains it; first match. */
static const struct {
    const char *name;
    enum layer_kind kind;
} layer_names[] = {
    {"cpts", LAYER_PERIMETERS},
    {"perimetre", LAYER_PERIMETERS},
    {"perimeter", LAYER_PERIMETERS},
    {"declaration", LAYER_PERIMETERS},
    {"arrondissementmunicipal", LAYER_ARRONDISSEMENTS},
    {"arrondissementsmunicipaux", LAYER_ARRONDISSEMENTS},
    {"associee", LAYER_OTHER},
    {"deleguee", LAYER_OTHER},
    {"cheflieu", LAYER_OTHER},
    {"communaute", LAYER_OTHER},
    {"intercommun", LAYER_OTHER},
    {"epci", LAYER_OTHER},
    {"departement", LAYER_OTHER},
    {"region", LAYER_OTHER},
    {"canton", LAYER_OTHER},
    {"arrondissement", LAYER_OTHER},
    {"collectivite", LAYER_OTHER},
    {"bassin", LAYER_OTHER},
    {"commune", LAYER_UNITS},
    {"iris", LAYER_UNITS},
    {"=unit", LAYER_UNITS},
    {"=units", LAYER_UNITS},
    {"=unite", LAYER_UNITS},
    {"=unites", LAYER_UNITS},
};

enum layer_kind cpts_schema_layer_kind(const char *name)
{
    char folded[128];
    cpts_text_fold(folded, sizeof folded, name);
    for (size_t i = 0; i < sizeof layer_names / sizeof *layer_names; i++) {
        const char *wanted = layer_names[i].name;
        if (*wanted == '=' ? strcmp(folded, wanted + 1) == 0 : strstr(folded, wanted) != NULL)
            return layer_names[i].kind;
    }
    return LAYER_NEUTRAL;
}

static int find_folded(const struct headings *headings, const char *name, size_t length)
{
    for (int i = 0; i < headings->count; i++) {
        char folded[128];
        cpts_text_fold(folded, sizeof folded, headings->names[i]);
        if (strlen(folded) == length && memcmp(folded, name, length) == 0)
            return i;
    }
    return -1;
}

/* Shapefiles cut the names of their columns to ten letters: "NOM_COMMUN", "DATE_FIN_V". `folded`:
 * the heading without signs, of which something must be left to go by. */
enum { SHAPEFILE_LETTERS = 10, LEAST_LETTERS = 7 };

static bool is_cut_from(const char *heading, const char *folded, const char *name, size_t length)
{
    const size_t left = strlen(folded);
    return left >= LEAST_LETTERS && left < length &&
           cpts_utf8_columns(heading) == SHAPEFILE_LETTERS && memcmp(folded, name, left) == 0;
}

/* The heading that a name was cut to; -1. */
static int find_cut(const struct headings *headings, const char *name, size_t length)
{
    for (int i = 0; i < headings->count; i++) {
        char folded[128];
        if (cpts_utf8_columns(headings->names[i]) != SHAPEFILE_LETTERS)
            continue; /* most are not folded */
        cpts_text_fold(folded, sizeof folded, headings->names[i]);
        if (is_cut_from(headings->names[i], folded, name, length))
            return i;
    }
    return -1;
}

static void match_row(struct columns *out, const struct headings *headings,
                      const struct schema_row *row)
{
    bool strong = true;
    for (const char *name = row->names; *name;) {
        size_t length = strcspn(name, " ");
        if (*name == '|') {
            strong = false;
        } else {
            int at = find_folded(headings, name, length);
            at = at >= 0 ? at : find_cut(headings, name, length);
            if (at >= 0) {
                out->at[row->field] = at;
                out->strong[row->field] = strong;
                return;
            }
        }
        name += length;
        name += strspn(name, " ");
    }
}

int cpts_schema_says(enum role role, enum field field, const char *heading)
{
    char folded[128];
    cpts_text_fold(folded, sizeof folded, heading);
    const size_t size = strlen(folded);
    for (size_t i = 0; size && i < sizeof schema / sizeof *schema; i++) {
        int says = 2;
        if (schema[i].role != role || schema[i].field != field)
            continue;
        for (const char *name = schema[i].names; *name;) {
            const size_t length = strcspn(name, " ");
            if (*name == '|')
                says = 1;
            else if ((length == size && memcmp(name, folded, size) == 0) ||
                     is_cut_from(heading, folded, name, length))
                return says;
            name += length;
            name += strspn(name, " ");
        }
    }
    return 0;
}

bool cpts_schema_is_heading(const char *text)
{
    bool is = false;
    for (int field = 0; field < FIELD_COUNT && !is; field++)
        is = cpts_schema_says(ROLE_CODES, (enum field)field, text) > 0;
    return is || cpts_schema_says(ROLE_POPULATIONS, FIELD_POPULATION, text) > 0;
}

static void no_columns(struct columns *out)
{
    memset(out, 0, sizeof *out);
    for (int i = 0; i < FIELD_COUNT; i++)
        out->at[i] = -1;
}

/* The same column may be meant by two fields ("cpts", "code"): it goes to the one that needs it. */
static void settle_doubles(struct columns *out, enum role role)
{
    int *at = out->at;
    if (role == ROLE_CODES && at[FIELD_ID] >= 0 && at[FIELD_ID] == at[FIELD_CODE])
        at[FIELD_ID] = -1;
    if (at[FIELD_NAME] >= 0 && (at[FIELD_NAME] == at[FIELD_ID] || at[FIELD_NAME] == at[FIELD_CODE]))
        at[FIELD_NAME] = -1;
    if (at[FIELD_UNIT] >= 0 &&
        (at[FIELD_UNIT] == at[FIELD_ID] || at[FIELD_UNIT] == at[FIELD_CODE] ||
         at[FIELD_UNIT] == at[FIELD_NAME]))
        at[FIELD_UNIT] = -1;
}

void cpts_schema_match(struct columns *out, const struct headings *headings, enum role role)
{
    no_columns(out);
    for (size_t i = 0; i < sizeof schema / sizeof *schema; i++)
        if (schema[i].role == role)
            match_row(out, headings, &schema[i]);
    settle_doubles(out, role);
}

/* One "key=field" of a map. False at its end. */
struct map_entry {
    char key[32], field[128];
};

static bool next_entry(const char **map, struct map_entry *entry)
{
    const char *at = *map + strspn(*map, ", ");
    if (!*at)
        return false;
    size_t length = strcspn(at, ",");
    size_t key = strcspn(at, "=,");
    size_t field = key < length ? length - key - 1 : 0;
    if (key >= sizeof entry->key)
        key = sizeof entry->key - 1;
    if (field >= sizeof entry->field)
        field = sizeof entry->field - 1;
    memcpy(entry->key, at, key);
    entry->key[key] = '\0';
    memcpy(entry->field, at + length - field, field);
    entry->field[field] = '\0';
    *map = at + length;
    return true;
}

static int key_field(const char *key)
{
    for (int i = 0; i < MAP_KEY_COUNT; i++)
        if (strcmp(map_keys[i].key, key) == 0)
            return (int)map_keys[i].field;
    return -1;
}

const char *cpts_schema_key(enum field field)
{
    for (int i = 0; i < MAP_KEY_COUNT; i++)
        if (map_keys[i].field == field)
            return map_keys[i].key;
    return NULL;
}

static bool is_map(const char *text)
{
    struct map_entry entry;
    return strcspn(text, "=") < strcspn(text, ",") && next_entry(&text, &entry) &&
           (key_field(entry.key) >= 0 || strcmp(entry.key, "header") == 0);
}

const char *cpts_schema_find_map(const char *text)
{
    const char *comma = strchr(text, ',');
    while (comma && !is_map(comma + 1))
        comma = strchr(comma + 1, ',');
    return comma;
}

cpts_status cpts_schema_check_map(cpts_context *context, const char *map, const char *option)
{
    struct map_entry entry;
    while (map && next_entry(&map, &entry)) {
        if (strcmp(entry.key, "header") == 0) {
            if (!*entry.field || entry.field[strspn(entry.field, "0123456789")])
                return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                                 _("%s: header=%s: give the number of its line, 0 for none"),
                                 option, entry.field);
            continue;
        }
        if (key_field(entry.key) < 0)
            return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                             _("%s: '%s' is not a field that can be mapped; write for example "
                               "code=insee,name=nom"),
                             option, entry.key);
        if (!*entry.field)
            return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                             _("%s: no column is given for '%s'; write %s=COLUMN"), option,
                             entry.key, entry.key);
    }
    return CPTS_OK;
}

void cpts_schema_list(char *out, size_t size, const struct headings *headings)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < headings->count; i++) {
        size_t length = strlen(headings->names[i]);
        if (used + length + 6 > size) {
            if (used + 6 <= size)
                memcpy(out + used, "...", sizeof "...");
            return;
        }
        if (used) {
            memcpy(out + used, ", ", 2);
            used += 2;
        }
        memcpy(out + used, headings->names[i], length + 1);
        used += length;
    }
}

int cpts_schema_find(const struct headings *headings, const char *name)
{
    for (int i = 0; i < headings->count; i++)
        if (strcmp(headings->names[i], name) == 0)
            return i;
    /* "#3": a column that has no heading, or one of several of the same. */
    if (*name == '#' && name[1] && !name[1 + strspn(name + 1, "0123456789")]) {
        const long number = strtol(name + 1, NULL, 10);
        return number >= 1 && number <= headings->count ? (int)number - 1 : -1;
    }
    char folded[128];
    cpts_text_fold(folded, sizeof folded, name);
    return *folded ? find_folded(headings, folded, strlen(folded)) : -1;
}

void cpts_schema_apply_map(struct columns *out, const struct headings *headings, const char *map)
{
    struct map_entry entry;
    while (map && next_entry(&map, &entry)) {
        int field = key_field(entry.key), at = cpts_schema_find(headings, entry.field);
        if (field >= 0 && at >= 0) {
            out->at[field] = at;
            out->strong[field] = true;
        }
    }
}

cpts_status cpts_schema_check_columns(cpts_context *context, const struct headings *headings,
                                      enum role role, const char *map, const char *option,
                                      const char *where)
{
    struct map_entry entry;
    while (map && next_entry(&map, &entry)) {
        /* A map serves polygon layers and lists of codes alike: the former have no units. */
        int field = key_field(entry.key);
        if (field < 0 ||
            (role == ROLE_PERIMETERS && (field == FIELD_CODE || field == FIELD_UNIT ||
                                         field == FIELD_DEPARTMENT || field == FIELD_POSTAL)))
            continue;
        if (cpts_schema_find(headings, entry.field) >= 0)
            continue;
        char list[512];
        cpts_schema_list(list, sizeof list, headings);
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: %s has no column '%s'; its columns are: %s"), option, where,
                         entry.field, list);
    }
    return CPTS_OK;
}

bool cpts_schema_map_header(const char *map, long *line)
{
    struct map_entry entry;
    while (map && next_entry(&map, &entry))
        if (strcmp(entry.key, "header") == 0) {
            *line = strtol(entry.field, NULL, 10);
            return true;
        }
    return false;
}

/* The year in a heading: its only number, or 0. */
static long only_year(const char *heading)
{
    const char *digits = heading + strcspn(heading, "0123456789");
    const size_t length = strspn(digits, "0123456789");
    const long year = length == 4 ? strtol(digits, NULL, 10) : 0;
    return year >= 1943 && year <= 2100 && !strpbrk(digits + length, "0123456789") ? year : 0;
}

void cpts_schema_editions(struct schema_editions *out, const struct headings *headings)
{
    out->count = 0;
    for (int i = 0; i < headings->count && out->count < SCHEMA_MOST_EDITIONS; i++) {
        const long year = only_year(headings->names[i]);
        if (!year)
            continue;
        int at = out->count++;
        for (; at > 0 && out->items[at - 1].year > year; at--)
            out->items[at] = out->items[at - 1];
        out->items[at] = (struct schema_edition){.year = (int)year, .at = i};
    }
}
