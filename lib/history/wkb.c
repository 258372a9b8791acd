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

static void add_finding(struct bytes *out, const struct cpts_report *report, size_t finding)
{
    const struct shapes *shapes = &report->shapes;
    const struct finding_shape shape = report->finding_shapes[finding];
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
}

const struct bytes *cpts_record_wkb(struct record *record, size_t finding)
{
    if (!record->report->finding_shapes[finding].part_count)
        return NULL;
    record->wkb.used = 0;
    add_finding(&record->wkb, record->report, finding);
    return &record->wkb;
}

cpts_status cpts_report_finding_wkb(void **out, size_t *size, const cpts_report *report,
                                    size_t index)
{
    struct bytes bytes = {.data = NULL};
    cpts_context *context = report->region->context;
    *out = NULL;
    *size = 0;
    cpts_begin(context);
    if (index >= report->finding_count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no finding %zu"), index);
    if (!report->finding_shapes[index].part_count)
        return CPTS_OK;
    add_finding(&bytes, report, index);
    if (bytes.is_short) {
        cpts_bytes_free(&bytes);
        return cpts_fail_memory(context);
    }
    *out = bytes.data;
    *size = bytes.used;
    return CPTS_OK;
}

void cpts_free(void *memory)
{
    cpts_array_free(memory);
}
