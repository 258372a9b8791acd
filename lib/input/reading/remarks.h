/*
 * Remarks by which a list takes back what it declares: "a quitté la CPTS", "partielle",
 * "Digne (limitrophe)", "13007 ?".
 */
#ifndef CPTS_INPUT_READING_REMARKS_H
#define CPTS_INPUT_READING_REMARKS_H

#include <stdbool.h>

/* Whether a text says that what is declared has left, or is not declared wholly, or not yet. */
bool cpts_remark_takes_back(const char *text);

/* The same of a note below a table: "* commune non membre". */
bool cpts_remark_in_note(const char *text);

/* Whether a remark of its own, in a column of remarks or behind a row, limits what the row
 * declares: "sauf le hameau", "demande de rattachement en cours". */
bool cpts_remark_limits(const char *text);

/* Whether a title above a table says so of all that it lists: "Communes hors CPTS", "Brouillon". */
bool cpts_remark_in_title(const char *text);

/* Whether it says that they are in no CPTS, or in another: "Zones blanches". */
bool cpts_remark_is_of_others(const char *text);

/* Whether the name of a sheet, or of a layer of polygons, says so of all that it holds: "Sorties",
 * "Communes limitrophes", "projet_perimetres". */
bool cpts_remark_names_sheet(const char *name);
bool cpts_remark_names_layer(const char *name);
bool cpts_remark_names_file(const char *name);

/* Whether the cell that names a unit, or a CPTS, bears such a remark or a question mark; of
 * several units in the cell, any. */
bool cpts_remark_on_unit(const char *cell);
bool cpts_remark_on_cpts(const char *cell);

/* "-06163", "(06163)": set apart where most others are not. */
bool cpts_remark_is_set_apart(const char *cell);

/* "Tende*", "CPTS Sud†"; of several units in the cell, any. */
bool cpts_remark_has_star(const char *cell);

/* What a reader of spreadsheets adds to the text of a cell that is struck through, for that is how
 * people take a line back: a remark like the others. In the language of messages. */
const char *cpts_remark_struck(void);

/* Likewise behind a row that is hidden, though no filter hides it. */
const char *cpts_remark_hidden(void);

#endif
