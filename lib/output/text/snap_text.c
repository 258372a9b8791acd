/*
 * What --snap-to-units changed, said wherever perimeters are listed: figures that do not come from
 * the drawing must not look as if they did.
 */
#include "output/text/snap_text.h"

#include <math.h>

const char *cpts_snap_words(const struct prose *prose, const struct cpts_report *report, char *out,
                            size_t size)
{
    char share[CPTS_CELL_BYTES], filled[CPTS_CELL_BYTES], emptied[CPTS_CELL_BYTES],
        perimeters[CPTS_CELL_BYTES], area[CPTS_CELL_BYTES];
    char said[CPTS_SAID_BYTES];
    size_t filled_count = 0, emptied_count = 0, perimeter_count = 0;
    double moved_m2 = 0;
    for (size_t i = 0; i < report->snap_count; i++) {
        const struct unit_snap *snap = &report->snaps[i];
        filled_count += snap->unit != CPTS_NONE && snap->moved_m2 > 0;
        emptied_count += snap->unit != CPTS_NONE && snap->moved_m2 < 0;
        perimeter_count += i == 0 || snap[-1].perimeter != snap->perimeter;
        moved_m2 += fabs(snap->moved_m2);
    }
    snprintf(
        out, size,
        cpts_said(
            said, prose,
            _("Perimeters are read as whole {units}, from a share of %s on: {units} filled: %s, "
              "emptied: %s; perimeters changed: %s; area moved: %s km².")),
        cpts_prose_number(prose, share, report->snap_to_units, 2),
        cpts_prose_count(prose, filled, filled_count),
        cpts_prose_count(prose, emptied, emptied_count),
        cpts_prose_count(prose, perimeters, perimeter_count),
        cpts_prose_area(prose, area, moved_m2));
    return out;
}
