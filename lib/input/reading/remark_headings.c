#include "input/reading/remark_headings.h"

#include "input/sources/text.h"

/* They say of each row that it is filled for: it leaves, or is not in. */
static const char *const of_leaving[] = {
    " sortie ",      " sorties ",        " sorti ",        " sortante ",       " sortantes ",
    " retrait ",     " retraits ",       " retirees ",     " quittees ",       " retiree ",
    " retire ",      " a retirer ",      " exclu ",        " exclus ",         " exclue",
    " exclusion",    " desist",          " suppr",         " archive ",        " archivee ",
    " limitrophe",   " fin d ",          " fin adhesion ", " date de depart ", " radiation ",
    " quitte ",      " leaving ",        " left ",         " zone blanche ",   " zone blanc ",
    " zones blan ",  " zones blanches ", " hors cpts ",    " hors perimetre ", " hors territoire ",
    " sans cpts ",   " aucune cpts ",    " non couver",    " non rattac",      " dissou",
    " dissolution ", " abandon",         " cloture",       " resili",          " annul",
    " end date ",    " deleted ",        " removed ",      " white zone ",     " no cpts ",
    " sauf ",        " excepte",         " a l exception "};

static const char *const of_remarks[] = {" legend",    " observ",  " remarq",  " comment",
                                         " precision", " note ",   " notes ",  " situation ",
                                         " mention",   " divers ", " reserve", " obs ",
                                         " rq ",       " remark",  " motif",   " raison "};

/* What a heading of yes and no asks of what stands in a unit, or of what zone it is in. */
static const char *const of_facilities[] = {
    " siege",      " msp ",       " maison",   " pharmac",
    " medecin",    " generalist", " hopita",   " hospital",
    " clinique",   " ehpad",      " zone",     " zip ",
    " zac ",       " zrr ",       " frr ",     " qpv ",
    " quartier",   " montagne",   " rural",    " urbain",
    " littoral",   " chef lieu",  " prefect",  " ecole",
    " college ",   " lycee",      " centre",   " cabinet",
    " infirm",     " ssiad",      " dentist",  " kine",
    " sage femme", " labo",       " gare",     " mail",
    " telephone",  " contact",    " site ",    " fibre",
    " transport",  " maternite",  " urgence",  " smur ",
    " cds ",       " esp ",       " label",    " permanence",
    " pds",        " cls ",       " contrat",  " parc ",
    " pnr ",       " loi ",       " touris",   " acces",
    " internet",   " mairie",     " presence", " point ",
    " coordin",    " president",  " salari",   " poste",
    " recrut",     " astreinte",  " facility", " seat ",
    " office ",    " hospice",    " ville",    " thd ",
    " ftth ",      " numeriq",    " vaccin",   " commune nouvelle"};

static const char *const of_another_time[] = {
    " envisag",   " prevision", " projet", " futur",      " propos", " souhait",
    " pressenti", " prevu",     " cible",  " ancien",     " preced", " avant ",
    " former ",   " previous ", " voisin", " limitrophe", " proche", " demand"};

bool cpts_heading_is_of_leaving(const char *heading)
{
    return CPTS_SAYS_ANY(heading, of_leaving);
}

bool cpts_heading_is_of_remarks(const char *heading)
{
    return CPTS_SAYS_ANY(heading, of_remarks);
}

bool cpts_heading_is_of_facilities(const char *heading)
{
    /* "Zone de montagne", but not "Zone" alone: the heart of a territory, or its edge. */
    static const char *const bare[] = {" zone ", " zones "};
    char words[64];
    cpts_text_words(words, sizeof words, heading);
    return CPTS_SAYS_ANY(heading, of_facilities) && !CPTS_IS_ANY(words, bare);
}

bool cpts_heading_says_another_time(const char *heading)
{
    return CPTS_SAYS_ANY(heading, of_another_time);
}

bool cpts_words_are_of_facility(const char *words)
{
    static const char *const facilities[] = {
        " msp ", " maison de sante ", " cabinet ",       " ehpad ",
        " cls ", " centre de sante ", " projet de msp ", " reunion "};
    static const char *const under_way[] = {" en projet ", " en cours ", " prevu"};
    return CPTS_HAS_ANY(words, under_way) &&
           cpts_text_begins_with_any(words, facilities, sizeof facilities / sizeof *facilities);
}
