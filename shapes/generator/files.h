/* The files of the demo: GeoPackages, a list of codes, and the truth about them. */
#ifndef DEMO_FILES_H
#define DEMO_FILES_H

#include "declaration.h"

/* Layers `communes` (insee, nom, population, dep, epci) and `cpts` (id, nom, statut). */
void demo_write_region(const struct declaration *declaration, const char *path);

/* id;nom;code;statut, one line a CPTS and unit. */
void demo_write_codes(const struct declaration *declaration, const char *path);

/* As an agency keeps its list: titles first, Windows-1252, identifiant;CPTS;statut;commune; names
 * without their articles, "St" for "Saint" in some; the département or the code where two bear a
 * name. */
void demo_write_names(const struct declaration *declaration, const char *path);

/* id;insee: the list annexed to the contract of one CPTS. */
void demo_write_annex(const struct declaration *declaration, const char *path);

/* The merger behind an obsolete code, in the form of INSEE's v_mvt_commune. */
void demo_write_moves(const struct declaration *declaration, const char *path);

void demo_write_truth(const struct declaration *declaration, const char *path);

#endif
