/*
 * The files that a run reads: its sources with their side files, the tables that options and the
 * environment name, its history. One list, made of the option table, for all that must not touch
 * them.
 */
#ifndef CPTS_CLI_FILES_READ_H
#define CPTS_CLI_FILES_READ_H

#include "options.h"

/* What the run reads and writing `path` would replace or bring to life; NULL: nothing. The word is
 * the user's. */
const char *cli_file_read(const struct command *command, const struct options *options,
                          const char *path);

/* Whether both are one file, or would be once they are written. */
bool cli_same_place(const char *one, const char *other);

/* Whether `path` is the file of a source, or belongs to it. */
bool cli_belongs_to_source(const char *source, const char *path);

#endif
