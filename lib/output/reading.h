/*
 * How sources were read, for people and for programs.
 */
#ifndef CPTS_OUTPUT_READING_H
#define CPTS_OUTPUT_READING_H

#include "input/understood.h"
#include "output/file.h"

cpts_status cpts_reading_text(const struct cpts_reading *reading, struct output_file *file);
cpts_status cpts_reading_json(const struct cpts_reading *reading, struct output_file *file);

#endif
