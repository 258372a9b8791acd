#include "output/map/svg.h"

#include <math.h>

#include "common/number.h"
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

/* A minus needs no space before it. */
static void put_pair(struct output_file *file, char before, int x, int y)
{
    char *room = cpts_file_room(file, 2 * CPTS_NUMBER_ROOM), *out = room;
    if (before != ' ' || x >= 0)
        *out++ = before;
    out += cpts_number_signed(out, x);
    if (y >= 0)
        *out++ = ' ';
    out += cpts_number_signed(out, y);
    file->used += (size_t)(out - room);
}

/* Steps from spot to spot take half the bytes of places. */
void cpts_svg_run(struct svg *svg, const struct point *points, size_t count, bool is_ring)
{
    const double least = svg->least / svg->scale;
    struct point last = points[0];
    struct spot at = spot_of(svg, last);
    bool is_first = true;
    put_pair(svg->file, 'M', at.x, at.y);
    for (size_t i = 1; i < count; i++) {
        const struct point point = points[i];
        if (fabs(point.x - last.x) < least && fabs(point.y - last.y) < least)
            continue;
        const struct spot next = spot_of(svg, point);
        put_pair(svg->file, is_first ? 'l' : ' ', next.x - at.x, next.y - at.y);
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
