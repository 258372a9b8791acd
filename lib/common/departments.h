/*
 * Régions and départements of France, from INSEE's code officiel géographique of 2026, and the
 * collectivités of the Atlantic, each a département and a région by itself here. Their names are
 * proper names: no language translates them.
 */
#ifndef CPTS_COMMON_DEPARTMENTS_H
#define CPTS_COMMON_DEPARTMENTS_H

enum { CPTS_REGION_COUNT = 21, CPTS_DEPARTMENT_COUNT = 104 };

struct department {
    const char *code, *name;
    int region; /* among cpts_region_names */
};

extern const char *const cpts_region_names[CPTS_REGION_COUNT];
extern const struct department cpts_departments[CPTS_DEPARTMENT_COUNT]; /* by code */

/* NULL for any other code. */
const struct department *cpts_department_find(const char *code);
const char *cpts_department_name(const char *code);

#endif
