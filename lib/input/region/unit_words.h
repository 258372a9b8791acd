/*
 * What the units are called: communes, arrondissements (of Paris, Lyon and Marseille) or IRIS, as
 * their codes say, or several of these. They are "units" only where nothing better is true. What
 * they are grouped by has its word too: départements unless something else was asked for.
 *
 * A text with a word for them has it in braces, the same in all languages, so that languages which
 * elide or decline have their own forms:
 *   {units} {Units}   communes          Communes
 *   {of units}        of communes       (d'arrondissements)
 *   {unit} {Unit}     commune           Commune
 *   {of the unit}     of the commune    (de l'IRIS)
 *   {group} {Group}   département       Département
 *   {groups} {Groups} départements      Départements
 */
#ifndef CPTS_INPUT_REGION_UNIT_WORDS_H
#define CPTS_INPUT_REGION_UNIT_WORDS_H

#include <stddef.h>

struct units;

/* The kinds of some units are a sum of these. */
enum { UNIT_COMMUNE = 1, UNIT_ARRONDISSEMENT = 2, UNIT_IRIS = 4, UNIT_OTHER = 8 };

/* By what they are grouped, in the same sum: one of these, or 0 when nothing was asked. */
enum { GROUPED_BY_DEPARTMENT = 16, GROUPED_BY_REGION = 32, GROUPED_BY_FIELD = 64 };

unsigned cpts_unit_kind(const char *code);
unsigned cpts_unit_kinds(const struct units *units);

/* `text`, already translated, with its words in braces made those of these kinds, in `out`, cut to
 * `room` bytes. Braces around anything else stay. */
const char *cpts_unit_words(char *out, size_t room, unsigned kinds, const char *text);

#endif
