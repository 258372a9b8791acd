/*
 * Messages name the option that settles something. They are written, and translated, with the
 * arguments of the program; a host that has no command line reads the fields of the structures of
 * options instead.
 */
#ifndef CPTS_COMMON_OPTION_NAMES_H
#define CPTS_COMMON_OPTION_NAMES_H

#include <stddef.h>

#include "cpts.h"

/* Gives `text`, in a buffer of `size` bytes, the names that are wanted, as far as there is
 * room for them. */
void cpts_name_options(cpts_option_names wanted, char *text, size_t size);

#endif
