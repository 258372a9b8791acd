/*
 * Text that goes into HTML and SVG: what they would take for markup is escaped.
 */
#ifndef CPTS_OUTPUT_MARKUP_H
#define CPTS_OUTPUT_MARKUP_H

#include "output/file.h"

void cpts_markup_text(struct output_file *file, const char *text);

#endif
