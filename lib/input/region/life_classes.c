#include "input/region/life_classes.h"

#include <stdio.h>
#include <string.h>

#include "input/sources/table.h"
#include "input/sources/text.h"

/* shapes/life-classes.csv as it ships; a test holds the two together. */
static const struct {
    cpts_life life;
    const char *words;
} shipped[] = {
    {CPTS_LIFE_VALIDATED, "valide sans aci"},
    {CPTS_LIFE_UNKNOWN, "avenant refuse"},
    {CPTS_LIFE_UNKNOWN, "avenant abandonne"},
    {CPTS_LIFE_UNKNOWN, "non resilie"},
    {CPTS_LIFE_UNKNOWN, "non resiliee"},
    {CPTS_LIFE_UNKNOWN, "non dissoute"},
    {CPTS_LIFE_ENDED, "resilie"},
    {CPTS_LIFE_ENDED, "resiliee"},
    {CPTS_LIFE_ENDED, "resiliation"},
    {CPTS_LIFE_ENDED, "dissoute"},
    {CPTS_LIFE_ENDED, "dissous"},
    {CPTS_LIFE_ENDED, "dissolution"},
    {CPTS_LIFE_ENDED, "abandonne"},
    {CPTS_LIFE_ENDED, "abandonnee"},
    {CPTS_LIFE_ENDED, "abandon"},
    {CPTS_LIFE_ENDED, "refuse"},
    {CPTS_LIFE_ENDED, "refusee"},
    {CPTS_LIFE_ENDED, "rejete"},
    {CPTS_LIFE_ENDED, "rejetee"},
    {CPTS_LIFE_ENDED, "radie"},
    {CPTS_LIFE_ENDED, "radiee"},
    {CPTS_LIFE_ENDED, "termine"},
    {CPTS_LIFE_ENDED, "terminee"},
    {CPTS_LIFE_ENDED, "annule"},
    {CPTS_LIFE_ENDED, "annulee"},
    {CPTS_LIFE_ENDED, "retire"},
    {CPTS_LIFE_ENDED, "retiree"},
    {CPTS_LIFE_ENDED, "denonce"},
    {CPTS_LIFE_ENDED, "denoncee"},
    {CPTS_LIFE_ENDED, "caduc"},
    {CPTS_LIFE_ENDED, "caduque"},
    {CPTS_LIFE_ENDED, "expire"},
    {CPTS_LIFE_ENDED, "expiree"},
    {CPTS_LIFE_ENDED, "echu"},
    {CPTS_LIFE_ENDED, "echue"},
    {CPTS_LIFE_ENDED, "cloture"},
    {CPTS_LIFE_ENDED, "cloturee"},
    {CPTS_LIFE_ENDED, "fermee"},
    {CPTS_LIFE_ENDED, "liquidation"},
    {CPTS_LIFE_ENDED, "cessation"},
    {CPTS_LIFE_ENDED, "arret definitif"},
    {CPTS_LIFE_ENDED, "non renouvele"},
    {CPTS_LIFE_ENDED, "non renouvelee"},
    {CPTS_LIFE_ENDED, "fin de contrat"},
    {CPTS_LIFE_ENDED, "fin d aci"},
    {CPTS_LIFE_ENDED, "inactif"},
    {CPTS_LIFE_ENDED, "inactive"},
    {CPTS_LIFE_ENDED, "non actif"},
    {CPTS_LIFE_ENDED, "non active"},
    {CPTS_LIFE_ENDED, "sans suite"},
    {CPTS_LIFE_ENDED, "non retenu"},
    {CPTS_LIFE_ENDED, "non retenue"},
    {CPTS_LIFE_ENDED, "archive"},
    {CPTS_LIFE_ENDED, "archivee"},
    {CPTS_LIFE_ENDED, "obsolete"},
    {CPTS_LIFE_ENDED, "perime"},
    {CPTS_LIFE_ENDED, "perimee"},
    {CPTS_LIFE_ENDED, "supprime"},
    {CPTS_LIFE_ENDED, "supprimee"},
    {CPTS_LIFE_ENDED, "avorte"},
    {CPTS_LIFE_ENDED, "avortee"},
    {CPTS_LIFE_ENDED, "fusionne"},
    {CPTS_LIFE_ENDED, "fusionnee"},
    {CPTS_LIFE_ENDED, "absorbe"},
    {CPTS_LIFE_ENDED, "absorbee"},
    {CPTS_LIFE_ENDED, "desengage"},
    {CPTS_LIFE_ENDED, "desengagee"},
    {CPTS_LIFE_ENDED, "defavorable"},
    {CPTS_LIFE_ENDED, "n existe plus"},
    {CPTS_LIFE_ENDED, "inexistant"},
    {CPTS_LIFE_ENDED, "inexistante"},
    {CPTS_LIFE_ENDED, "echec"},
    {CPTS_LIFE_ENDED, "a l arret"},
    {CPTS_LIFE_ENDED, "hors cpts"},
    {CPTS_LIFE_ENDED, "sans cpts"},
    {CPTS_LIFE_ENDED, "pas de cpts"},
    {CPTS_LIFE_ENDED, "zone blanche"},
    {CPTS_LIFE_ENDED, "zones blanches"},
    {CPTS_LIFE_ENDED, "non couvert"},
    {CPTS_LIFE_ENDED, "non couverte"},
    {CPTS_LIFE_ENDED, "ended"},
    {CPTS_LIFE_UNKNOWN, "suspendu"},
    {CPTS_LIFE_UNKNOWN, "suspendue"},
    {CPTS_LIFE_UNKNOWN, "suspension"},
    {CPTS_LIFE_UNKNOWN, "en pause"},
    {CPTS_LIFE_UNKNOWN, "en sommeil"},
    {CPTS_LIFE_UNKNOWN, "gele"},
    {CPTS_LIFE_UNKNOWN, "gelee"},
    {CPTS_LIFE_UNKNOWN, "ajourne"},
    {CPTS_LIFE_UNKNOWN, "ajournee"},
    {CPTS_LIFE_UNKNOWN, "reporte"},
    {CPTS_LIFE_UNKNOWN, "reportee"},
    {CPTS_LIFE_UNKNOWN, "prevu"},
    {CPTS_LIFE_UNKNOWN, "prevue"},
    {CPTS_LIFE_UNKNOWN, "previsionnel"},
    {CPTS_LIFE_UNKNOWN, "previsionnelle"},
    {CPTS_LIFE_UNKNOWN, "a venir"},
    {CPTS_LIFE_UNKNOWN, "envisage"},
    {CPTS_LIFE_UNKNOWN, "envisagee"},
    {CPTS_LIFE_UNKNOWN, "pas"},
    {CPTS_LIFE_UNKNOWN, "aucun"},
    {CPTS_LIFE_UNKNOWN, "aucune"},
    {CPTS_LIFE_UNKNOWN, "hors aci"},
    {CPTS_LIFE_UNKNOWN, "sans aci"},
    {CPTS_LIFE_UNKNOWN, "sans contrat"},
    {CPTS_LIFE_UNKNOWN, "non conventionne"},
    {CPTS_LIFE_UNKNOWN, "non conventionnee"},
    {CPTS_LIFE_UNKNOWN, "non contractualise"},
    {CPTS_LIFE_UNKNOWN, "non contractualisee"},
    {CPTS_LIFE_UNKNOWN, "non operationnelle"},
    {CPTS_LIFE_UNKNOWN, "non agree"},
    {CPTS_LIFE_INTENT, "intention validee"},
    {CPTS_LIFE_INTENT, "intention signee"},
    {CPTS_LIFE_INTENT, "li validee"},
    {CPTS_LIFE_VALIDATED, "aci en cours"},
    {CPTS_LIFE_VALIDATED, "en attente d aci"},
    {CPTS_LIFE_VALIDATED, "non signe"},
    {CPTS_LIFE_VALIDATED, "non signee"},
    {CPTS_LIFE_VALIDATED, "a signer"},
    {CPTS_LIFE_VALIDATED, "signature en cours"},
    {CPTS_LIFE_VALIDATED, "en attente de signature"},
    {CPTS_LIFE_INTENT, "non valide"},
    {CPTS_LIFE_INTENT, "non validee"},
    {CPTS_LIFE_INTENT, "a valider"},
    {CPTS_LIFE_INTENT, "validation en cours"},
    {CPTS_LIFE_INTENT, "en attente de validation"},
    {CPTS_LIFE_INTENT, "en cours"},
    {CPTS_LIFE_SIGNED, "signe"},
    {CPTS_LIFE_SIGNED, "signee"},
    {CPTS_LIFE_SIGNED, "aci"},
    {CPTS_LIFE_SIGNED, "signed"},
    {CPTS_LIFE_SIGNED, "conventionnee"},
    {CPTS_LIFE_SIGNED, "contractualisee"},
    {CPTS_LIFE_SIGNED, "en fonctionnement"},
    {CPTS_LIFE_SIGNED, "operationnelle"},
    {CPTS_LIFE_VALIDATED, "valide"},
    {CPTS_LIFE_VALIDATED, "validee"},
    {CPTS_LIFE_VALIDATED, "valides"},
    {CPTS_LIFE_VALIDATED, "validated"},
    {CPTS_LIFE_VALIDATED, "agree"},
    {CPTS_LIFE_INTENT, "intention"},
    {CPTS_LIFE_INTENT, "intent"},
    {CPTS_LIFE_INTENT, "li"},
    {CPTS_LIFE_INTENT, "projet"},
    {CPTS_LIFE_INTENT, "redaction"},
    {CPTS_LIFE_INTENT, "emergence"},
    {CPTS_LIFE_INTENT, "preparation"},
    {CPTS_LIFE_INTENT, "reflexion"},
    {CPTS_LIFE_INTENT, "candidature"},
};

enum { WORDS_ROOM = 256 };

static bool add(struct life_classes *classes, cpts_life life, const char *words)
{
    char folded[WORDS_ROOM];
    cpts_text_words(folded, sizeof folded, words);
    if (!CPTS_ARRAY_MORE(classes->rows, classes->count, classes->capacity))
        return false;
    const char *kept = cpts_arena_string(&classes->arena, folded);
    if (!kept)
        return false;
    classes->rows[classes->count++] = (struct life_row){.life = life, .words = kept};
    return true;
}

static bool add_shipped(struct life_classes *classes)
{
    bool done = true;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped && done; i++)
        done = add(classes, shipped[i].life, shipped[i].words);
    return done;
}

static cpts_status add_row(struct life_classes *classes, cpts_context *context, const char *path,
                           const struct table_row *row, const struct columns *columns)
{
    const char *name = row->cells[columns->at[FIELD_CODE]];
    const char *words = row->cells[columns->at[FIELD_STATUS]];
    if (*name == '#')
        return CPTS_OK;
    for (int life = 0; life <= CPTS_LIFE_ENDED; life++)
        if (strcmp(name, cpts_life_name((cpts_life)life)) == 0 && *words)
            return add(classes, (cpts_life)life, words) ? CPTS_OK : cpts_fail_memory(context);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("--life-classes: line %ld of %s: '%s' with words '%s'; a class is signed, "
                       "validated, intent, ended or unknown, and words are needed"),
                     row->line, path, name, words);
}

cpts_status cpts_life_classes_load(struct life_classes *out, cpts_context *context,
                                   const char *path)
{
    *out = (struct life_classes){.count = 0};
    if (!path) {
        if (add_shipped(out))
            return CPTS_OK;
        cpts_life_classes_free(out);
        return cpts_fail_memory(context);
    }
    struct table table;
    struct columns columns;
    cpts_status status = cpts_table_read(&table, context, path, "--life-classes", ROLE_LIVES);
    if (status != CPTS_OK)
        return status;
    cpts_schema_match(&columns, &table.headings, ROLE_LIVES);
    for (size_t i = 0; i < table.count && status == CPTS_OK; i++)
        status = add_row(out, context, path, &table.rows[i], &columns);
    cpts_table_free(&table);
    if (status != CPTS_OK)
        cpts_life_classes_free(out);
    return status;
}

cpts_life cpts_life_class(const struct life_classes *classes, const char *label)
{
    char folded[WORDS_ROOM];
    cpts_text_words(folded, sizeof folded, label);
    for (size_t i = 0; i < classes->count; i++)
        if (strstr(folded, classes->rows[i].words))
            return classes->rows[i].life;
    return CPTS_LIFE_UNKNOWN;
}

void cpts_life_classes_free(struct life_classes *classes)
{
    cpts_array_free(classes->rows);
    cpts_arena_free(&classes->arena);
    memset(classes, 0, sizeof *classes);
}
