/*
 * INSEE's codes of communes, municipal arrondissements and IRIS, as lists mistype them.
 */
#ifndef CPTS_INPUT_DECLARATIONS_INSEE_H
#define CPTS_INPUT_DECLARATIONS_INSEE_H

#include <stdbool.h>
#include <stddef.h>

enum { INSEE_CODE_ROOM = 32 };

/* A commune or a municipal arrondissement (5 characters), or an IRIS (9). */
bool cpts_insee_is_code(const char *code);

/* Upper case, without spaces or the ".0" of a spreadsheet, leading zero given back. False when
 * the text cannot be a code; `out` then is what it held, cut. */
bool cpts_insee_repair(char out[INSEE_CODE_ROOM], const char *code);

/* The département of a code: "13", "2A", "974". False when it is not a code. */
bool cpts_insee_department(char out[4], const char *code);

/* The same as people write it: "4", "04", "2a". */
bool cpts_insee_read_department(char out[4], const char *text);

/* The département of that name, whatever its case and accents: "Var" gives "83". */
bool cpts_insee_department_named(char out[4], const char *name);

/* The département of a postal code, with or without its leading zero: "1400" is of 01, "20237" of
 * 2B. False when it is not a postal code. */
bool cpts_insee_postal_department(char out[4], const char *postal);

/* A code written without its département, "19" or "019" in 04: 04019; overseas
 * the last digit of the département may stand in both, "976" and "601": 97601. */
bool cpts_insee_prefixed(char out[INSEE_CODE_ROOM], const char *department, const char *text);

/* The communes made of municipal arrondissements that are units themselves: 0 Paris, 1 Lyon,
 * 2 Marseille; -1 for another code. */
int cpts_insee_parent(const char *code);         /* 13055 gives 2 */
int cpts_insee_arrondissement(const char *code); /* 13201 gives 2 */

const char *cpts_insee_parent_code(int parent); /* 2 gives 13055; NULL past the last */

/* The code of arrondissement `number` (from 1) of a parent; false past its last. */
bool cpts_insee_arrondissement_code(char out[6], int parent, int number);

#endif
