/*
 * A map in a frame of a page: the scene in Cairo, and its names.
 */
#ifndef CPTS_OUTPUT_PRINT_MAP_H
#define CPTS_OUTPUT_PRINT_MAP_H

#include "output/print/canvas.h"
#include "output/print/labels.h"
#include "output/print/scene.h"

struct frame {
    double x, y, width, height; /* points */
};

/* A name that stands on the map, or the number of one that has no room. */
struct map_label {
    char text[16]; /* a number; "": the name itself */
    const char *name;
    double x, y; /* the middle, from the corner of the frame */
    struct lettering lettering;
    struct extent extent;
    struct point target; /* where a line leads, if has_target */
    bool has_target;
};

struct map_view {
    struct canvas *canvas;
    const struct scene *scene;
    struct frame frame;
    uint32_t perimeter;        /* the map is of that one; CPTS_NONE: of the region */
    struct point middle;       /* of the frame, in metres */
    double scale;              /* points a metre */
    bool has_unit_borders;     /* units are large enough to be seen */
    unsigned char *is_claimed; /* by unit: the perimeter claims some of it; NULL for the region */
    unsigned char *is_drawn;   /* by arc: scratch of cpts_map_path_borders */
    struct label_grid grid;
    struct map_label *labels;
    size_t label_count, label_capacity;
    uint32_t *numbered; /* perimeters shown by a number, in order: 1, 2, … */
    size_t numbered_count, numbered_capacity;
    size_t unnamed; /* that have not even room for a number */
    struct point *towns;
    size_t town_count, town_capacity;
    struct arena arena; /* names of towns */
};

/* What the map is to show, and at which scale it does in a frame of that size. */
struct box cpts_map_box(const struct scene *scene, uint32_t perimeter);
double cpts_map_scale(struct box box, double width, double height);

/* Finds the place of every name. cpts_map_view_free in all cases. */
cpts_status cpts_map_prepare(struct map_view *view, struct canvas *canvas,
                             const struct scene *scene, struct frame frame, uint32_t perimeter);
void cpts_map_draw(struct map_view *view);
void cpts_map_view_free(struct map_view *view);

/* Is the finding on the map, and does it touch its perimeter? */
bool cpts_map_holds(const struct map_view *view, size_t finding);

/* Are there lines of one of these roles on it? */
bool cpts_map_has(const struct map_view *view, unsigned char roles);

/* Finds the places of the names: the part of cpts_map_prepare that map_names.c does. */
cpts_status cpts_map_names(struct map_view *view);

/* Adds a name that has its place. */
cpts_status cpts_map_add_label(struct map_view *view, const struct map_label *label);

/* Names beside what they name (map_places.c). The largest towns: which they are, their dots, which
 * other names stay clear of, and their names where there is room. */
enum { CPTS_TOWNS_MOST = 14 };
struct towns {
    struct town {
        char name[160];
        double population;
        struct point place, dot; /* in metres; in points, if has_dot */
        bool has_dot;
    } list[CPTS_TOWNS_MOST];
    size_t count;
};
void cpts_map_find_towns(const struct map_view *view, struct towns *towns);
void cpts_map_take_towns(struct map_view *view, struct towns *towns);
cpts_status cpts_map_name_towns(struct map_view *view, const struct towns *towns);

/* Places of the ground number first .. end - 1, and the territories of a map of several. */
cpts_status cpts_map_name_places(struct map_view *view, size_t first, size_t end);
cpts_status cpts_map_name_lands(struct map_view *view);

/* The lower left corner is kept for the scale bar: this share of the width, this high. */
#define CPTS_BAR_SHARE  0.3
#define CPTS_BAR_HEIGHT (9 * CPTS_MM)

/* The ground of the region, if it has one: its areas, or its lines. */
void cpts_map_draw_ground(struct map_view *view, bool areas);

/* Where a place is, in points from the corner of the frame. */
struct point cpts_map_place(const struct map_view *view, struct point point);

/* What of the region the frame shows. */
struct box cpts_map_seen(const struct map_view *view);

/* Adds an arc of the topology to the path. */
void cpts_map_path_arc(const struct map_view *view, cairo_t *cairo, uint32_t arc);

/* Adds the borders of all perimeters in sight, each once, as lines that are as long as can be. */
void cpts_map_path_borders(const struct map_view *view, double apart);

/* Adds the outline of a perimeter or of a unit to the path, from the corner of the frame. Of a
 * perimeter, points nearer to the last than `apart` are left out: under a border that is wider than
 * that it is not seen. */
void cpts_map_path_perimeter(const struct map_view *view, cairo_t *cairo, uint32_t perimeter,
                             double apart);
void cpts_map_path_unit(const struct map_view *view, cairo_t *cairo, uint32_t unit);

/* What no QGIS style has: the project draws these lines of another layer. */
#define CPTS_GROUP_BORDER 0x303030E0u
extern const double cpts_group_dash[4];

/* "CPTS du Pays d'Aix" is "Pays d'Aix" on a map of CPTS. */
const char *cpts_map_name(const char *name);

#endif
