#include "input/declarations/insee.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/sources/text.h"

static const struct {
    const char *code;
    int first, count; /* arrondissements: consecutive codes */
} parents[] = {{"75056", 75101, 20}, {"69123", 69381, 9}, {"13055", 13201, 16}};
enum { PARENT_COUNT = sizeof parents / sizeof *parents };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(const char *text)
{
    for (; *text; text++)
        if (!is_digit(*text))
            return false;
    return true;
}

bool cpts_insee_is_code(const char *code)
{
    size_t length = strlen(code);
    if ((length != 5 && length != 9) || !all_digits(code + 2))
        return false;
    if (code[0] == '2' && (code[1] == 'A' || code[1] == 'B'))
        return true;
    return is_digit(code[0]) && is_digit(code[1]) && strncmp(code, "00", 2) != 0;
}

/* Islands that left their département, under whose code many files still have them; Mayotte before
 * it was one. */
static void renumber(char *code)
{
    static const char *const codes[][2] = {{"97123", "97701"}, {"97127", "97801"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(code, codes[i][0]) == 0)
            memcpy(code, codes[i][1], 5);
    const bool is_of_mayotte = strlen(code) == 5 && strncmp(code, "985", 3) == 0;
    if (is_of_mayotte && strcmp(code, "98501") >= 0 && strcmp(code, "98517") <= 0)
        memcpy(code, "976", 3);
}

bool cpts_insee_repair(char out[INSEE_CODE_ROOM], const char *code)
{
    char text[INSEE_CODE_ROOM] = "";
    size_t length = 0;
    const size_t apart = strcspn(code, "-"); /* "06-001", and not "10-12" */
    const bool is_cut =
        apart == 2 && code[apart] && strspn(code + 3, "0123456789") == 3 && !code[6];
    for (const char *c = code; *c && length + 2 < sizeof text; c++) {
        if (*c == ' ' || *c == '\t' || (is_cut && *c == '-'))
            continue;
        if (*c == '.' && c[1] == '0' && !c[2])
            break;
        text[length++] = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    }
    bool lost_zero = (length == 4 || length == 8) && all_digits(text);
    snprintf(out, INSEE_CODE_ROOM, "%s%.*s", lost_zero ? "0" : "", INSEE_CODE_ROOM - 2, text);
    renumber(out);
    return cpts_insee_is_code(out);
}

bool cpts_insee_department(char out[4], const char *code)
{
    if (!cpts_insee_is_code(code))
        return false;
    const bool is_overseas = code[0] == '9' && (code[1] == '7' || code[1] == '8');
    memcpy(out, code, 3);
    out[is_overseas ? 3 : 2] = '\0';
    return true;
}

bool cpts_insee_read_department(char out[4], const char *text)
{
    size_t length = strlen(text);
    char code[6];
    if (length == 1 && is_digit(*text))
        snprintf(code, sizeof code, "0%s001", text);
    else if (length == 2)
        snprintf(code, sizeof code, "%s001", text);
    else if (length == 3)
        snprintf(code, sizeof code, "%s01", text);
    else
        return false;
    if (code[1] == 'a' || code[1] == 'b')
        code[1] = (char)(code[1] - 'a' + 'A');
    return cpts_insee_department(out, code) && (length < 3) == (strlen(out) < 3);
}

bool cpts_insee_postal_department(char out[4], const char *postal)
{
    char code[INSEE_CODE_ROOM];
    const size_t length = strlen(postal);
    if (length < 4 || length > 5 || postal[strspn(postal, "0123456789")])
        return false;
    snprintf(code, sizeof code, "%s%s", length == 4 ? "0" : "", postal);
    if (strncmp(code, "20", 2) == 0) /* Ajaccio has 200 and 201, Bastia 202 and 206 */
        snprintf(code, sizeof code, "2%c001", postal[2] <= '1' ? 'A' : 'B');
    return cpts_insee_department(out, code);
}

/* Names of the départements as cpts_text_fold leaves them. */
static const struct {
    const char *name, *code;
} departments[] = {{"ain", "01"},
                   {"aisne", "02"},
                   {"allier", "03"},
                   {"alpesdehauteprovence", "04"},
                   {"hautesalpes", "05"},
                   {"alpesmaritimes", "06"},
                   {"ardeche", "07"},
                   {"ardennes", "08"},
                   {"ariege", "09"},
                   {"aube", "10"},
                   {"aude", "11"},
                   {"aveyron", "12"},
                   {"bouchesdurhone", "13"},
                   {"calvados", "14"},
                   {"cantal", "15"},
                   {"charente", "16"},
                   {"charentemaritime", "17"},
                   {"cher", "18"},
                   {"correze", "19"},
                   {"cotedor", "21"},
                   {"cotesdarmor", "22"},
                   {"creuse", "23"},
                   {"dordogne", "24"},
                   {"doubs", "25"},
                   {"drome", "26"},
                   {"eure", "27"},
                   {"eureetloir", "28"},
                   {"finistere", "29"},
                   {"corsedusud", "2A"},
                   {"hautecorse", "2B"},
                   {"gard", "30"},
                   {"hautegaronne", "31"},
                   {"gers", "32"},
                   {"gironde", "33"},
                   {"herault", "34"},
                   {"illeetvilaine", "35"},
                   {"indre", "36"},
                   {"indreetloire", "37"},
                   {"isere", "38"},
                   {"jura", "39"},
                   {"landes", "40"},
                   {"loiretcher", "41"},
                   {"loire", "42"},
                   {"hauteloire", "43"},
                   {"loireatlantique", "44"},
                   {"loiret", "45"},
                   {"lot", "46"},
                   {"lotetgaronne", "47"},
                   {"lozere", "48"},
                   {"maineetloire", "49"},
                   {"manche", "50"},
                   {"marne", "51"},
                   {"hautemarne", "52"},
                   {"mayenne", "53"},
                   {"meurtheetmoselle", "54"},
                   {"meuse", "55"},
                   {"morbihan", "56"},
                   {"moselle", "57"},
                   {"nievre", "58"},
                   {"nord", "59"},
                   {"oise", "60"},
                   {"orne", "61"},
                   {"pasdecalais", "62"},
                   {"puydedome", "63"},
                   {"pyreneesatlantiques", "64"},
                   {"hautespyrenees", "65"},
                   {"pyreneesorientales", "66"},
                   {"basrhin", "67"},
                   {"hautrhin", "68"},
                   {"rhone", "69"},
                   {"hautesaone", "70"},
                   {"saoneetloire", "71"},
                   {"sarthe", "72"},
                   {"savoie", "73"},
                   {"hautesavoie", "74"},
                   {"paris", "75"},
                   {"seinemaritime", "76"},
                   {"seineetmarne", "77"},
                   {"yvelines", "78"},
                   {"deuxsevres", "79"},
                   {"somme", "80"},
                   {"tarn", "81"},
                   {"tarnetgaronne", "82"},
                   {"var", "83"},
                   {"vaucluse", "84"},
                   {"vendee", "85"},
                   {"vienne", "86"},
                   {"hautevienne", "87"},
                   {"vosges", "88"},
                   {"yonne", "89"},
                   {"territoiredebelfort", "90"},
                   {"essonne", "91"},
                   {"hautsdeseine", "92"},
                   {"seinesaintdenis", "93"},
                   {"valdemarne", "94"},
                   {"valdoise", "95"},
                   {"guadeloupe", "971"},
                   {"martinique", "972"},
                   {"guyane", "973"},
                   {"lareunion", "974"},
                   {"mayotte", "976"},
                   {"reunion", "974"}};

bool cpts_insee_department_named(char out[4], const char *name)
{
    char folded[32];
    const unsigned char first = (unsigned char)*name;
    if (!first || (first >= '0' && first <= '9') || strlen(name) >= sizeof folded)
        return false;
    cpts_text_fold(folded, sizeof folded, name);
    for (size_t i = 0; i < sizeof departments / sizeof *departments; i++)
        if (*departments[i].name == *folded && strcmp(departments[i].name, folded) == 0) {
            snprintf(out, 4, "%s", departments[i].code);
            return true;
        }
    return false;
}

bool cpts_insee_prefixed(char out[INSEE_CODE_ROOM], const char *department, const char *text)
{
    size_t length = strlen(text), room = 5 - strlen(department);
    if (room == 2 && length == 3 && *text == department[2]) { /* "976" and "601": 97601 */
        text++;
        length--;
    }
    if (!*department || length == 0 || length > room || !all_digits(text))
        return false;
    snprintf(out, INSEE_CODE_ROOM, "%s%.*s%s", department, (int)(room - length), "000", text);
    return cpts_insee_is_code(out);
}

int cpts_insee_parent(const char *code)
{
    for (int i = 0; i < PARENT_COUNT; i++)
        if (strcmp(parents[i].code, code) == 0)
            return i;
    return -1;
}

const char *cpts_insee_parent_code(int parent)
{
    return parent >= 0 && parent < PARENT_COUNT ? parents[parent].code : NULL;
}

int cpts_insee_arrondissement(const char *code)
{
    for (int i = 0; i < PARENT_COUNT; i++) {
        const char *parent = parents[i].code;
        if (code[0] != parent[0] || code[1] != parent[1]) /* asked for all units */
            continue;
        const long number = strlen(code) == 5 && all_digits(code) ? strtol(code, NULL, 10) : -1;
        if (number >= parents[i].first && number < parents[i].first + parents[i].count)
            return i;
    }
    return -1;
}

bool cpts_insee_arrondissement_code(char out[6], int parent, int number)
{
    if (parent < 0 || parent >= PARENT_COUNT || number < 1 || number > parents[parent].count)
        return false;
    int code = parents[parent].first + number - 1;
    for (int i = 4; i >= 0; i--, code /= 10)
        out[i] = (char)('0' + code % 10);
    out[5] = '\0';
    return true;
}
