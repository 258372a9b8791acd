/*
 * What --snap-to-units filled and emptied of a perimeter, for programs.
 */
#include "output/output.h"

static void put_list(struct json *json, const struct cpts_report *report, const char *key,
                     size_t first, size_t last, bool filled)
{
    cpts_json_key_open(json, key, '[');
    for (size_t i = first; i < last; i++) {
        const struct unit_snap *snap = &report->snaps[i];
        if (snap->unit == CPTS_NONE || (snap->moved_m2 > 0) != filled)
            continue;
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "code", report->region->units.code[snap->unit]);
        cpts_json_key_number(json, "share", snap->share);
        cpts_json_key_number(json, "moved_m2", snap->moved_m2);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

void cpts_json_snapped(struct json *json, const struct cpts_report *report, size_t perimeter,
                       size_t *at)
{
    const size_t first = *at;
    double outside_m2 = 0;
    for (; *at < report->snap_count && report->snaps[*at].perimeter == perimeter; ++*at)
        if (report->snaps[*at].unit == CPTS_NONE)
            outside_m2 -= report->snaps[*at].moved_m2;
    put_list(json, report, "units_filled", first, *at, true);
    put_list(json, report, "units_emptied", first, *at, false);
    cpts_json_key_number(json, "outside_emptied_m2", outside_m2);
}
