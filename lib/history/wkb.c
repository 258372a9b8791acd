/*
 * Shapes as the Well-Known Binary that SpatiaLite reads.
 */
#include "history/record.h"

enum { WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

static void add_head(struct bytes *out, uint32_t type, uint32_t count)
{
    const unsigned char little_endian = 1; /* as every machine this is built for */
    cpts_bytes_add(out, &little_endian, 1);
    cpts_bytes_add(out, &type, sizeof type);
    cpts_bytes_add(out, &count, sizeof count);
}

const struct bytes *cpts_record_wkb(struct record *record, size_t finding)
{
    const struct shapes *shapes = &record->report->shapes;
    const struct finding_shape shape = record->report->finding_shapes[finding];
    struct bytes *out = &record->wkb;
    if (!shape.part_count)
        return NULL;
    out->used = 0;
    add_head(out, WKB_MULTIPOLYGON, shape.part_count);
    for (uint32_t p = 0; p < shape.part_count; p++) {
        const struct part *part = &shapes->parts[shape.first_part + p];
        add_head(out, WKB_POLYGON, part->ring_count);
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &shapes->rings[part->first_ring + r];
            const uint32_t count = ring->count + 1;
            cpts_bytes_add(out, &count, sizeof count);
            cpts_bytes_add(out, shapes->points + ring->first, count * sizeof *shapes->points);
        }
    }
    return out;
}
