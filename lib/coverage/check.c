/*
 * The check: one stage after another, each on the outcome of those before.
 */
#include <string.h>

#include "coverage/cells/cutting.h"
#include "coverage/check.h"
#include "coverage/findings/findings.h"
#include "coverage/invariants.h"
#include "coverage/ledger/totals.h"
#include "coverage/ledger/unit_snap.h"
#include "coverage/matching/chords.h"
#include "coverage/matching/noding.h"
#include "coverage/notices/mismatch.h"
#include "coverage/notices/other_edition.h"
#include "coverage/notices/shared_unit.h"
#include "coverage/verdict.h"
#include "geometry/predicates.h"

/* ---- the region as it was ----------------------------------------------------------------- */

/* A check mends and nodes the shapes in place: points are added, rings and parts change. What is
 * needed to undo that is small, so a region can be checked again, with other options. */
struct snapshot {
    struct ring *rings;
    struct part *parts;
    size_t point_count, ring_count, part_count;
};

static bool take(struct snapshot *snapshot, const struct shapes *shapes)
{
    *snapshot = (struct snapshot){.point_count = shapes->point_count,
                                  .ring_count = shapes->ring_count,
                                  .part_count = shapes->part_count};
    snapshot->rings = cpts_array_raw(shapes->ring_count, sizeof *snapshot->rings);
    snapshot->parts = cpts_array_raw(shapes->part_count, sizeof *snapshot->parts);
    if (!snapshot->rings || !snapshot->parts)
        return false;
    if (shapes->ring_count)
        memcpy(snapshot->rings, shapes->rings, shapes->ring_count * sizeof *snapshot->rings);
    if (shapes->part_count)
        memcpy(snapshot->parts, shapes->parts, shapes->part_count * sizeof *snapshot->parts);
    return true;
}

static void give_back(struct snapshot *snapshot, struct shapes *shapes)
{
    if (snapshot->rings && snapshot->parts) {
        shapes->point_count = snapshot->point_count;
        shapes->ring_count = snapshot->ring_count;
        shapes->part_count = snapshot->part_count;
        if (shapes->ring_count)
            memcpy(shapes->rings, snapshot->rings, shapes->ring_count * sizeof *shapes->rings);
        if (shapes->part_count)
            memcpy(shapes->parts, snapshot->parts, shapes->part_count * sizeof *shapes->parts);
    }
    cpts_array_free(snapshot->rings);
    cpts_array_free(snapshot->parts);
}

/* ---- stages ------------------------------------------------------------------------------- */

struct stages {
    struct base base;
    struct residual residual;
    struct cells cells;
    struct claims claims;
    struct ledger ledger;
};

static struct box box_of_perimeters(const struct cpts_region *region)
{
    struct box box = CPTS_EMPTY_BOX;
    const struct shapes *shapes = &region->perimeters.shapes;
    for (size_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count)
            box = cpts_box_join(box, shapes->parts[p].box);
    return box;
}

/* The ledger and the findings read parts, cells and claims; what led there would stand beside them.
 */
static void forget_drawings(struct stages *s)
{
    cpts_residual_forget(&s->residual);
    cpts_segment_index_free(&s->base.index);
}

static cpts_status run_stages(struct stages *s, struct cpts_report *report)
{
    struct cpts_region *region = report->region;
    cpts_context *context = region->context;
    cpts_status status = cpts_advance(context, _("base layer"), 0.25);
    if (status == CPTS_OK)
        status = cpts_base_build(&s->base, region, box_of_perimeters(region));
    if (status == CPTS_OK)
        status = cpts_unit_map_build(&report->map, &s->base);
    if (status == CPTS_OK)
        status = cpts_advance(context, _("borders of perimeters"), 0.4);
    if (status == CPTS_OK)
        status = cpts_residual_build(&s->residual, &s->base);
    if (status == CPTS_OK)
        status = cpts_noding_run(&s->residual);
    if (status == CPTS_OK)
        status = cpts_chords_build(&s->residual);
    if (status == CPTS_OK)
        status = cpts_cells_cut(&s->cells, &s->residual);
    if (status == CPTS_OK)
        status = cpts_claims_build(&s->claims, &s->residual, &s->cells);
    if (status == CPTS_OK)
        status = cpts_interrupted(context);
    if (status == CPTS_OK)
        status = cpts_mismatch_report(&s->residual, &s->cells, &s->claims, report->sliver_width_m);
    if (status == CPTS_OK)
        status = cpts_other_edition_report(&s->residual, report);
    forget_drawings(s);
    if (status == CPTS_OK)
        status = cpts_advance(context, _("statistics"), 0.75);
    if (status == CPTS_OK)
        status = cpts_ledger_build(&s->ledger, &s->residual, &s->cells, &s->claims);
    if (status == CPTS_OK && report->snap_to_units > 0)
        status = cpts_units_snap(&s->ledger, report);
    if (status == CPTS_OK)
        status = cpts_totals_keep(&s->ledger, report);
    if (status == CPTS_OK)
        status = cpts_shared_units_notice(report);
    if (status == CPTS_OK)
        status = cpts_advance(context, _("findings"), 0.8);
    if (status == CPTS_OK) {
        cpts_invariant(cpts_base_broken(&s->base));
        cpts_invariant(cpts_cells_broken(&s->cells, &s->base));
        cpts_invariant(cpts_claims_broken(&s->claims, &s->base));
        cpts_invariant(cpts_ledger_broken(&s->ledger));
        status = cpts_findings_build(report, &s->ledger);
    }
    if (status == CPTS_OK && s->cells.by_geos)
        cpts_log(context, CPTS_VERBOSE, _("divided by GEOS: %zu"), s->cells.by_geos);
    return status;
}

static void free_stages(struct stages *s)
{
    cpts_ledger_free(&s->ledger);
    cpts_claims_free(&s->claims);
    cpts_cells_free(&s->cells);
    cpts_residual_free(&s->residual);
    cpts_base_free(&s->base);
}

/* Runs the stages on the region and leaves the region as it was. */
static cpts_status run_and_restore(struct cpts_report *report)
{
    struct cpts_region *region = report->region;
    struct snapshot units, perimeters = {0};
    struct stages stages = {0};
    size_t notice_count = region->notice_count;
    cpts_status status = CPTS_ERROR_MEMORY;
    if (take(&units, &region->units.shapes) && take(&perimeters, &region->perimeters.shapes))
        status = run_stages(&stages, report);
    else
        cpts_fail_memory(region->context);
    if (stages.base.redrawn.points) {
        cpts_unit_map_own(&report->map, &region->units.shapes);
        cpts_shapes_free(&region->units.shapes);
        region->units.shapes = stages.base.redrawn;
    }
    for (size_t i = stages.residual.snapped_count; i-- > 0;)
        region->perimeters.shapes.points[stages.residual.snapped[i].index] =
            stages.residual.snapped[i].was;
    give_back(&units, &region->units.shapes);
    give_back(&perimeters, &region->perimeters.shapes);
    region->notice_count = notice_count;
    free_stages(&stages);
    return status;
}

static cpts_status refuse_empty(const struct cpts_region *region)
{
    if (region->units.shapes.part_count == 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT, "%s",
                         _("there is nothing to check: the layer of units holds no polygon"));
    if (region->perimeters.count == 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT, "%s",
                         _("nothing is declared: the perimeter layer is empty"));
    return CPTS_OK;
}

cpts_status cpts_report_make(struct cpts_report **out, struct cpts_region *region,
                             const cpts_check_options *options)
{
    cpts_context *context = region->context;
    struct fail_on fail_on;
    *out = NULL;
    cpts_status status = cpts_fail_on_read(&fail_on, context, options->fail_on);
    if (status == CPTS_OK)
        status = cpts_region_finish(region);
    if (status == CPTS_OK)
        status = refuse_empty(region);
    if (status != CPTS_OK)
        return status;
    struct cpts_report *report = cpts_array_new(1, sizeof *report);
    if (!report)
        return cpts_fail_memory(context);
    report->region = region;
    cpts_region_hold(region);
    region->report_count++;
    atomic_init(&report->holders, 1);
    report->totals.size = sizeof report->totals;
    report->sliver_width_m = options->sliver_width_m;
    report->snap_to_units = options->snap_to_units;
    report->fail_on = cpts_arena_string(&report->arena, options->fail_on);
    report->title = cpts_arena_string(&report->arena, options->title ? options->title : "");
    status = report->fail_on && report->title ? run_and_restore(report) : cpts_fail_memory(context);
    if (status == CPTS_OK)
        status = cpts_report_judge(report);
    if (status != CPTS_OK) {
        cpts_report_free(report);
        return status;
    }
    *out = report;
    return CPTS_OK;
}
