/*
 * The symbols of what is printed: those of the QGIS styles, shapes/styles, read from them when the
 * program is built, so that a map on paper and the layers look alike. The colours of territories
 * are the only ones of our own: QGIS draws their borders alone.
 */
#ifndef CPTS_OUTPUT_PRINT_SYMBOLS_H
#define CPTS_OUTPUT_PRINT_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum symbol_kind { SYMBOL_FILL, SYMBOL_LINE, SYMBOL_HATCH };

/* One layer of a symbol. Colours are 0xRRGGBBAA, lengths millimetres on paper. */
struct symbol {
    const char *style, *value; /* "conflicts", "white-zone"; "*": all the rest */
    enum symbol_kind kind;
    uint32_t colour, outline; /* outline: of a fill */
    double width_mm;          /* of the line or of the outline */
    bool is_dashed;
    double angle, distance_mm; /* of a hatch: degrees anticlockwise, from line to line */
};

/* The layers of a symbol, to be drawn in this order. */
const struct symbol *cpts_symbol(size_t *count, const char *style, const char *value);

/* Fills for neighbouring territories: distinct with any kind of colour vision, and light enough for
 * black letters. */
#define CPTS_FILL_COUNT 8
extern const uint32_t cpts_fills[CPTS_FILL_COUNT];

#endif
