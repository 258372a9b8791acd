/*
 * The territories of France, each with its legal CRS, and the sheet on which several are laid side
 * by side: each in its own metres, moved as a whole to a place of its own. What is checked on the
 * sheet is checked in the legal CRS of each territory, and what lies between them is sea.
 */
#ifndef CPTS_GEOMETRY_LANDS_H
#define CPTS_GEOMETRY_LANDS_H

#include "geometry/shapes.h"

struct land {
    const char *name, *crs;
    double west, south, east, north; /* where the CRS applies, in degrees */
    struct box metres;               /* the same in its own metres, with room along its borders */
    struct point shift;              /* from its own metres to the sheet */
};

enum { CPTS_LAND_COUNT = 6 };
extern const struct land cpts_lands[CPTS_LAND_COUNT];

/* The name of the sheet, where that of a CRS would be. */
#define CPTS_SHEET_NAME "territories of France, each in its legal CRS"

/* The territory that a box in degrees lies in, or whose CRS has this name; COUNT for none. */
size_t cpts_land_of(struct box degrees);
size_t cpts_land_with(const char *crs);

/* The territory nearest to a place in degrees, and the one whose place on the sheet holds a
 * point; COUNT for none. */
size_t cpts_land_near(struct point degrees);
size_t cpts_land_on_sheet(struct point point);

/* Territories as a set of bits: whether they include one, and how many they are. */
bool cpts_lands_have(unsigned set, size_t territory);
size_t cpts_lands_count(unsigned set);

/* Their CRS: "EPSG:2154, EPSG:2975". */
#define CPTS_LANDS_BYTES 96
const char *cpts_lands_systems(char out[CPTS_LANDS_BYTES], unsigned set);

#endif
