/*
 * Names of communes as the post writes them: "04100 Manosque", "Manosque (04100)", "F-75001 PARIS",
 * "MANOSQUE CEDEX 9".
 */
#ifndef CPTS_INPUT_DECLARATIONS_POSTAL_NAMES_H
#define CPTS_INPUT_DECLARATIONS_POSTAL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* The name alone, "Manosque" or "Paris 1", with the département that its postal code says; false
 * for a name that is not written so, or is longer than `size`. A code of the INSEE is one of five
 * figures too: what it means is looked for first. */
bool cpts_postal_name(char *out, size_t size, char department[4], const char *name);

#endif
