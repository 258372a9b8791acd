#include "output/map/svg.h"

#include <math.h>

#include "geometry/predicates.h"

#define MARGIN 0.06 /* of the size of the box, around it */

bool cpts_svg_fit(struct svg *svg, struct output_file *file, struct box box, double width,
                  double height)
{
    const double east_m = box.max_x - box.min_x, north_m = box.max_y - box.min_y;
    *svg = (struct svg){.file = file, .least = 0.5};
    if (!(east_m > 0 && north_m > 0))
        return false;
    svg->box = cpts_box_grow(box, MARGIN * fmax(east_m, north_m));
    svg->scale =
        fmin(width / (svg->box.max_x - svg->box.min_x), height / (svg->box.max_y - svg->box.min_y));
    return true;
}

int cpts_svg_width(const struct svg *svg)
{
    return (int)lround((svg->box.max_x - svg->box.min_x) * svg->scale * 10);
}

int cpts_svg_height(const struct svg *svg)
{
    return (int)lround((svg->box.max_y - svg->box.min_y) * svg->scale * 10);
}

int cpts_svg_x(const struct svg *svg, struct point point)
{
    return (int)lround((point.x - svg->box.min_x) * svg->scale * 10);
}

int cpts_svg_y(const struct svg *svg, struct point point)
{
    return (int)lround((svg->box.max_y - point.y) * svg->scale * 10);
}

/* In tenths, y going down. */
struct spot {
    int x, y;
};

static struct spot spot_of(const struct svg *svg, struct point point)
{
    return (struct spot){cpts_svg_x(svg, point), cpts_svg_y(svg, point)};
}

/* Steps from spot to spot take half the bytes of places; a minus needs no space before it. */
void cpts_svg_run(struct svg *svg, const struct point *points, size_t count, bool is_ring)
{
    const double least = svg->least / svg->scale;
    struct point last = points[0];
    struct spot at = spot_of(svg, last);
    char text[64];
    bool is_first = true;
    snprintf(text, sizeof text, "M%d %d", at.x, at.y);
    cpts_file_text(svg->file, text);
    for (size_t i = 1; i < count; i++) {
        const struct point point = points[i];
        if (fabs(point.x - last.x) < least && fabs(point.y - last.y) < least)
            continue;
        const struct spot next = spot_of(svg, point);
        const int east = next.x - at.x, south = next.y - at.y;
        snprintf(text, sizeof text, "%s%d%s%d",
                 is_first   ? "l"
                 : east < 0 ? ""
                            : " ",
                 east, south < 0 ? "" : " ", south);
        cpts_file_text(svg->file, text);
        last = point;
        at = next;
        is_first = false;
    }
    if (is_ring)
        cpts_file_char(svg->file, 'z');
}

void cpts_svg_open_path(struct svg *svg, const char *css)
{
    cpts_file_text(svg->file, "<path ");
    if (*css) {
        cpts_file_text(svg->file, "class=\"");
        cpts_file_text(svg->file, css);
        cpts_file_text(svg->file, "\" ");
    }
    cpts_file_text(svg->file, "d=\"");
}

void cpts_svg_close_path(struct svg *svg)
{
    cpts_file_text(svg->file, "\"/>\n");
}

static void put_part(struct svg *svg, const struct shapes *shapes, const struct part *part)
{
    for (uint32_t r = 0; r < part->ring_count; r++)
        cpts_svg_run(svg, shapes->points + shapes->rings[part->first_ring + r].first,
                     shapes->rings[part->first_ring + r].count, true);
}

void cpts_svg_parts(struct svg *svg, const struct shapes *shapes, uint32_t first, uint32_t count,
                    const char *css)
{
    cpts_svg_open_path(svg, css);
    for (uint32_t p = first; p < first + count; p++)
        put_part(svg, shapes, &shapes->parts[p]);
    cpts_svg_close_path(svg);
}

void cpts_svg_path(struct svg *svg, const struct shapes *shapes, const uint32_t *parts,
                   size_t count, const char *css)
{
    cpts_svg_open_path(svg, css);
    for (size_t i = 0; i < count; i++)
        put_part(svg, shapes, &shapes->parts[parts[i]]);
    cpts_svg_close_path(svg);
}
