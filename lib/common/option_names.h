/*
 * Messages name the option that settles something. They are written, and translated, with the
 * arguments of the program; a host that has no command line reads the fields of the structures of
 * options instead.
 */
#ifndef CPTS_COMMON_OPTION_NAMES_H
#define CPTS_COMMON_OPTION_NAMES_H

#include "common/context.h"

/* Gives `text`, in a buffer of `size` bytes, the names that the context wants, as far as there is
 * room for them. */
void cpts_name_options(const cpts_context *context, char *text, size_t size);

#endif
