#include "geometry/wkb.h"

enum { WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

static void add_head(struct bytes *out, uint32_t type, uint32_t count)
{
    const unsigned char little_endian = 1; /* as every machine this is built for */
    cpts_bytes_add(out, &little_endian, 1);
    cpts_bytes_add(out, &type, sizeof type);
    cpts_bytes_add(out, &count, sizeof count);
}

void cpts_wkb_begin(struct bytes *out, uint32_t count)
{
    add_head(out, WKB_MULTIPOLYGON, count);
}

void cpts_wkb_part(struct bytes *out, const struct shapes *shapes, uint32_t part)
{
    const struct ring *ring = shapes->rings + shapes->parts[part].first_ring;
    const struct ring *end = ring + shapes->parts[part].ring_count;
    add_head(out, WKB_POLYGON, shapes->parts[part].ring_count);
    for (; ring < end; ring++) {
        const uint32_t count = ring->count + 1;
        cpts_bytes_add(out, &count, sizeof count);
        cpts_bytes_add(out, shapes->points + ring->first, count * sizeof *shapes->points);
    }
}
