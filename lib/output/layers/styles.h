/*
 * QGIS styles of the layers, from shapes/styles/: built into the library, so that it needs no
 * file at run time. `@{Text}` in a style is replaced by its translation.
 */
#ifndef CPTS_OUTPUT_LAYERS_STYLES_H
#define CPTS_OUTPUT_LAYERS_STYLES_H

#include "common/bytes.h"
#include "common/context.h"

/* Adds the style shapes/styles/NAME.qml to `out`, in the language of the run and ended by a zero;
 * false when memory is short. The style must exist. */
bool cpts_style(struct bytes *out, const char *name);

/* Adds text as it may stand in an attribute of XML. */
void cpts_style_text(struct bytes *out, const char *text);

#endif
