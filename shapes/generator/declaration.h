/*
 * The declaration: what the CPTS of the region say they cover, drawn or listed, and the base
 * layer that it is drawn over.
 */
#ifndef DEMO_DECLARATION_H
#define DEMO_DECLARATION_H

#include "land.h"

enum { CPTS_COUNT = 15 };

#define DEMO_INTENT "lettre d'intention" /* the status of those that are not firm */

struct perimeter {
    char id[24];
    const char *name, *status;
    bool *claims;           /* by unit */
    GEOSGeometry *geometry; /* as declared, valid or not; NULL when it is declared without one */
};

/* A defect without an area, as the check must report it. */
struct plant {
    const char *rule;
    int perimeter;    /* index, or -1 */
    int unit;         /* index, or -1 */
    const char *code; /* declared, or NULL */
};

/* A commune that took in another, whose code some still use. */
struct merger {
    int unit; /* NO_UNIT: none */
    const char *former_code, *former_name, *date;
};

/* A line of a list of codes that no claim accounts for. */
struct row {
    int perimeter;
    const char *code;
};

struct declaration {
    const struct land *land;
    GEOSContextHandle_t geos;
    GEOSGeometry **units; /* as published: valid or not */
    struct perimeter *perimeters;
    int perimeter_count;
    struct plant *plants;
    int plant_count;
    struct row *rows; /* lists: those beside the claims */
    int row_count;
    struct row annex;     /* the CPTS that has one, and the unit that it lacks */
    struct merger merger; /* lists: the unit is listed under the former code alone */
};

enum declared_as {
    CLEAN,     /* polygons that share the region out, over a base without defect */
    DRAWN,     /* polygons with every defect, over a base with defects */
    TABULATED, /* lists of unit codes with every defect, over the same base as DRAWN */
    NAMED,     /* the same by names; one of the two of a name gives no département */
};

void demo_declare(struct declaration *declaration, const struct land *land, enum declared_as how,
                  GEOSContextHandle_t geos);
/* A DRAWN declaration again, with the list annexed to the contract of one CPTS, from which one unit
 * of its polygon is missing. */
void demo_annex(struct declaration *declaration);
void demo_declaration_free(struct declaration *declaration);

#endif
