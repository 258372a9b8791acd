/*
 * Names of places that do not exist, made of syllables, with the accents, articles, apostrophes
 * and hyphens that real lists are full of. A likeness to a real place is chance.
 */
#ifndef DEMO_NAMES_H
#define DEMO_NAMES_H

#include "random.h"

/* Sets out[0 .. count) to names that all differ. */
void demo_names(struct chance *chance, char **out, int count);

#endif
