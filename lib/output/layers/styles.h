/*
 * QGIS styles of the layers and the project of all of them, from shapes/styles/: built into the
 * library, so that it needs no file at run time. In these templates
 *   @{Text}   is its translation, with the units called what they are,
 *   @[name]   is what the writer of the file fills in under that name, or a list of the words that
 *             stand for the values of a column: rules, severities, states, lives.
 */
#ifndef CPTS_OUTPUT_LAYERS_STYLES_H
#define CPTS_OUTPUT_LAYERS_STYLES_H

#include "common/bytes.h"
#include "common/context.h"

/* What stands for @[name]: XML. */
struct filling {
    const char *name, *text;
};

/* Whether there is a template of that name. */
bool cpts_template_exists(const char *name);

/* Adds a template to `out`, in the language of the run and ended by a zero; false when memory is
 * short. It must exist. The fillings end with a NULL name; nothing stands for one that they lack.
 */
bool cpts_template(struct bytes *out, const char *name, unsigned unit_kinds,
                   const struct filling *fillings);

/* Adds text as it may stand in an attribute of XML. */
void cpts_style_text(struct bytes *out, const char *text);

/* Adds the name that people read of a column. */
void cpts_style_alias(struct bytes *out, unsigned unit_kinds, const char *column,
                      const char *title);

#endif
