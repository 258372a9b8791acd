/*
 * Geometry for programs that embed the library: what the layers of the GeoPackage draw, as WKB.
 */
#include "geometry/wkb.h"

#include "output/map/features.h"
#include "output/map/wgs84.h"

/* Gives the bytes to the caller, of several territories in degrees. */
static cpts_status hand_over(void **out, size_t *size, struct bytes *bytes,
                             const struct cpts_region *region)
{
    if (bytes->is_short) {
        cpts_bytes_free(bytes);
        return cpts_fail_memory(region->context);
    }
    if (region->lands) {
        struct wgs84 way;
        struct box box;
        cpts_status status = cpts_wgs84_open(&way, region);
        if (status == CPTS_OK)
            status = cpts_wgs84_wkb(&way, bytes->data, &box);
        cpts_wgs84_close(&way);
        if (status != CPTS_OK) {
            cpts_bytes_free(bytes);
            return status;
        }
    }
    *out = bytes->data;
    *size = bytes->used;
    return CPTS_OK;
}

static void begin(void **out, size_t *size, const struct cpts_report *report)
{
    *out = NULL;
    *size = 0;
    cpts_begin(report->region->context);
}

cpts_status cpts_report_finding_wkb(void **out, size_t *size, const cpts_report *report,
                                    size_t index)
{
    struct bytes bytes = {.data = NULL};
    cpts_context *context = report->region->context;
    begin(out, size, report);
    if (index >= report->finding_count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no finding %zu"), index);
    const struct finding_shape shape = report->finding_shapes[index];
    if (!shape.part_count)
        return CPTS_OK;
    cpts_wkb_begin(&bytes, shape.part_count);
    for (uint32_t p = 0; p < shape.part_count; p++)
        cpts_wkb_part(&bytes, &report->shapes, shape.first_part + p);
    return hand_over(out, size, &bytes, report->region);
}

/* What `draw` draws of a unit or of a perimeter. */
static cpts_status drawn(void **out, size_t *size, const struct cpts_report *report,
                         cpts_draw_fn *draw, size_t index)
{
    struct bytes bytes = {.data = NULL};
    struct features features;
    struct drawing drawing;
    cpts_status status = cpts_features_new(&features, report);
    if (status == CPTS_OK)
        status = draw(&drawing, &features, (uint32_t)index);
    if (status == CPTS_OK && drawing.count) {
        cpts_wkb_begin(&bytes, (uint32_t)drawing.count);
        for (size_t p = 0; p < drawing.count; p++)
            cpts_wkb_part(&bytes, drawing.shapes, drawing.parts[p]);
        status = hand_over(out, size, &bytes, report->region);
    }
    cpts_features_free(&features);
    return status;
}

cpts_status cpts_report_unit_wkb(void **out, size_t *size, const cpts_report *report, size_t index)
{
    begin(out, size, report);
    if (index >= report->region->units.count)
        return cpts_fail(report->region->context, CPTS_ERROR_ARGUMENT, _("there is no unit %zu"),
                         index);
    return drawn(out, size, report, cpts_draw_unit, index);
}

cpts_status cpts_report_perimeter_wkb(void **out, size_t *size, const cpts_report *report,
                                      size_t index)
{
    begin(out, size, report);
    if (index >= report->region->perimeters.count)
        return cpts_fail(report->region->context, CPTS_ERROR_ARGUMENT,
                         _("there is no perimeter %zu"), index);
    return drawn(out, size, report, cpts_draw_perimeter, index);
}

void cpts_free(void *memory)
{
    cpts_array_free(memory);
}
