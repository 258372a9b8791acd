#include "geometry/lands.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Source: décret 2000-1276 and arrêté of 5 March 2019 on the national reference system. On the
 * sheet, the Antilles, Guyane, and below them the islands stand in a column west of metropolitan
 * France, which stays where it is; stores of earlier runs are compared with later ones, so a place
 * is never moved. */
const struct land cpts_lands[CPTS_LAND_COUNT] = {
    {"France métropolitaine",
     "EPSG:2154",
     -6.5,
     40.5,
     11.0,
     52.0,
     {0, 6000e3, 1350e3, 7200e3},
     {0, 0}},
    /* with Saint-Barthélemy and Saint-Martin */
    {"Antilles",
     "EPSG:5490",
     -63.5,
     13.5,
     -60.0,
     19.0,
     {400e3, 1500e3, 800e3, 2100e3},
     {-950e3, 5250e3}},
    {"Guyane", "EPSG:2972", -55.5, 1.5, -51.0, 6.5, {0, 150e3, 550e3, 750e3}, {-700e3, 6000e3}},
    {"La Réunion",
     "EPSG:2975",
     54.5,
     -22.0,
     56.5,
     -20.0,
     {240e3, 7550e3, 460e3, 7800e3},
     {-930e3, -1650e3}},
    {"Mayotte",
     "EPSG:4471",
     44.5,
     -13.5,
     45.8,
     -12.0,
     {440e3, 8490e3, 600e3, 8680e3},
     {-910e3, -2590e3}},
    {"Saint-Pierre-et-Miquelon",
     "EPSG:4467",
     -57.0,
     46.3,
     -55.5,
     47.5,
     {480e3, 5120e3, 640e3, 5280e3},
     {-790e3, 780e3}},
};

static struct box slot(const struct land *place)
{
    return (struct box){place->metres.min_x + place->shift.x, place->metres.min_y + place->shift.y,
                        place->metres.max_x + place->shift.x, place->metres.max_y + place->shift.y};
}

size_t cpts_land_of(struct box degrees)
{
    size_t i = 0;
    while (i < CPTS_LAND_COUNT &&
           !(degrees.min_x >= cpts_lands[i].west && degrees.max_x <= cpts_lands[i].east &&
             degrees.min_y >= cpts_lands[i].south && degrees.max_y <= cpts_lands[i].north &&
             degrees.min_x <= degrees.max_x))
        i++;
    return i;
}

size_t cpts_land_with(const char *crs)
{
    size_t i = 0;
    while (i < CPTS_LAND_COUNT && strcmp(cpts_lands[i].crs, crs) != 0)
        i++;
    return i;
}

size_t cpts_land_near(struct point degrees)
{
    size_t nearest = CPTS_LAND_COUNT;
    double least = INFINITY;
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++) {
        const struct land *place = &cpts_lands[i];
        const double x = fmax(fmax(place->west - degrees.x, degrees.x - place->east), 0);
        const double y = fmax(fmax(place->south - degrees.y, degrees.y - place->north), 0);
        if (x + y < least) {
            least = x + y;
            nearest = i;
        }
    }
    return nearest;
}

size_t cpts_land_on_sheet(struct point point)
{
    size_t i = 0;
    for (; i < CPTS_LAND_COUNT; i++) {
        const struct box box = slot(&cpts_lands[i]);
        if (point.x >= box.min_x && point.x <= box.max_x && point.y >= box.min_y &&
            point.y <= box.max_y)
            break;
    }
    return i;
}

bool cpts_lands_have(unsigned set, size_t territory)
{
    return territory < CPTS_LAND_COUNT && (set >> territory & 1U);
}

size_t cpts_lands_count(unsigned set)
{
    size_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

const char *cpts_lands_systems(char out[CPTS_LANDS_BYTES], unsigned set)
{
    size_t used = 0;
    *out = '\0';
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++)
        if (cpts_lands_have(set, i))
            used += (size_t)snprintf(out + used, CPTS_LANDS_BYTES - used, "%s%s", used ? ", " : "",
                                     cpts_lands[i].crs);
    return out;
}
