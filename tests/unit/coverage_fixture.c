#include "coverage_fixture.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "coverage/cells/cutting.h"
#include "coverage/matching/chords.h"
#include "coverage/matching/noding.h"
#include "geometry/predicates.h"
#include "geometry_fixture.h"

/* WKB of a WKT, to be freed with GEOSFree_r. */
static unsigned char *wkb_of(GEOSContextHandle_t handle, const char *wkt, size_t *size)
{
    GEOSWKTReader *reader = GEOSWKTReader_create_r(handle);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(handle, reader, wkt);
    ck_assert_msg(geometry != NULL, "not a WKT: %s", wkt);
    unsigned char *wkb = GEOSGeomToWKB_buf_r(handle, geometry, size);
    ck_assert_ptr_nonnull(wkb);
    GEOSGeom_destroy_r(handle, geometry);
    GEOSWKTReader_destroy_r(handle, reader);
    return wkb;
}

void add_unit_wkt(cpts_region *region, const char *code, const char *wkt, double population)
{
    GEOSContextHandle_t handle = quiet_geos();
    size_t size;
    unsigned char *wkb = wkb_of(handle, wkt, &size);
    char name[64];
    snprintf(name, sizeof name, "Unit %s", code);
    ck_assert_int_eq(cpts_region_add_unit(region, code, name, code[0] == 'w' ? "west" : "east",
                                          population > 0 ? population : NAN, wkb, size),
                     CPTS_OK);
    GEOSFree_r(handle, wkb);
    GEOS_finish_r(handle);
}

void add_perimeter_wkt(cpts_region *region, const char *id, const char *wkt)
{
    GEOSContextHandle_t handle = quiet_geos();
    size_t size;
    unsigned char *wkb = wkb_of(handle, wkt, &size);
    char name[64];
    snprintf(name, sizeof name, "CPTS %s", id);
    ck_assert_int_eq(cpts_region_add_perimeter(region, id, name, wkb, size), CPTS_OK);
    GEOSFree_r(handle, wkb);
    GEOS_finish_r(handle);
}

void region_of(struct checked *out, const struct drawing *drawing)
{
    *out = (struct checked){0};
    ck_assert_int_eq(cpts_context_new(&out->context), CPTS_OK);
    ck_assert_int_eq(cpts_region_new(&out->region, out->context, "EPSG:2154"), CPTS_OK);
    for (const struct unit_row *u = drawing->units; u < drawing->units + ROWS && u->code; u++)
        add_unit_wkt(out->region, u->code, u->wkt, u->population);
    for (const struct perimeter_row *p = drawing->perimeters;
         p < drawing->perimeters + ROWS && p->id; p++)
        if (p->code)
            ck_assert_int_eq(cpts_region_declare_unit(out->region, p->id, p->id, p->code), CPTS_OK);
        else
            add_perimeter_wkt(out->region, p->id, p->wkt);
}

void check_again(struct checked *checked, const cpts_check_options *options)
{
    cpts_report_free(checked->report);
    checked->report = NULL;
    checked->status = cpts_check(&checked->report, checked->region, options);
    ck_assert_int_eq(checked->report != NULL, checked->status == CPTS_OK);
}

void check_drawing(struct checked *out, const struct drawing *drawing)
{
    region_of(out, drawing);
    check_again(out, NULL);
    ck_assert_msg(out->status == CPTS_OK, "%s: %s", drawing->what,
                  cpts_context_message(out->context));
}

void checked_free(struct checked *checked)
{
    cpts_report_free(checked->report);
    cpts_region_free(checked->region);
    cpts_context_free(checked->context);
    *checked = (struct checked){0};
}

/* ---- what was found ----------------------------------------------------------------------- */

const cpts_finding *only_finding(const struct checked *checked, cpts_rule rule, bool sliver)
{
    const cpts_finding *only = NULL;
    for (size_t i = 0; i < cpts_report_finding_count(checked->report); i++) {
        const cpts_finding *finding = cpts_report_finding(checked->report, i);
        if (finding->rule != rule || finding->sliver != sliver)
            continue;
        ck_assert_msg(only == NULL, "several %s: %s", cpts_rule_name(rule), finding->message);
        only = finding;
    }
    ck_assert_msg(only != NULL, "no %s", cpts_rule_name(rule));
    return only;
}

size_t count_findings(const struct checked *checked, cpts_rule rule)
{
    size_t count = 0;
    for (size_t i = 0; i < cpts_report_finding_count(checked->report); i++)
        count += cpts_report_finding(checked->report, i)->rule == rule;
    return count;
}

static void expect_books(const struct cpts_report *report)
{
    const cpts_totals *totals = &report->totals;
    const double tolerance_m2 = totals->area_m2 * 1e-9;
    double area_m2 = 0, claimed_m2 = 0, perimeters_m2 = 0;
    for (size_t k = 0; k < report->multiplicity_count; k++) {
        area_m2 += report->area_by_multiplicity_m2[k];
        claimed_m2 += (double)k * report->area_by_multiplicity_m2[k];
    }
    for (size_t p = 0; p < report->region->perimeters.count; p++)
        perimeters_m2 += report->perimeters[p].area_m2;
    ck_assert_double_eq_tol(area_m2, totals->area_m2, tolerance_m2);
    ck_assert_double_eq_tol(claimed_m2, perimeters_m2, tolerance_m2);
    ck_assert_double_eq_tol(totals->covered_area_m2 + totals->white_area_m2, totals->area_m2,
                            tolerance_m2);
    if (totals->population >= 0)
        ck_assert_double_eq_tol(totals->covered_population + totals->white_population,
                                totals->population, totals->population * 1e-9);
}

/* By severity, then decreasing population, then id. */
static void expect_order(const cpts_finding *before, const cpts_finding *after)
{
    const double more = before->population >= 0 ? before->population : 0;
    const double less = after->population >= 0 ? after->population : 0;
    ck_assert_int_le(before->severity, after->severity);
    if (before->severity == after->severity)
        ck_assert_msg(more > less || (more == less && strcmp(before->id, after->id) < 0),
                      "%s should not come before %s", before->id, after->id);
}

void expect_sound(const struct checked *checked)
{
    const struct cpts_report *report = checked->report;
    expect_books(report);
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        const struct finding_shape *shape = &report->finding_shapes[i];
        ck_assert_msg(parts_are_valid(&report->shapes, shape->first_part, shape->part_count),
                      "%s is drawn invalidly", finding->id);
        double drawn_m2 = 0;
        for (uint32_t p = 0; p < shape->part_count; p++)
            drawn_m2 += report->shapes.parts[shape->first_part + p].area_m2;
        if (shape->part_count)
            ck_assert_double_eq_tol(drawn_m2, finding->area_m2, 1e-5 + 1e-9 * drawn_m2);
        ck_assert_msg(finding->message && *finding->message, "%s says nothing", finding->id);
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(report->findings[j].id, finding->id);
        for (uint32_t p = 0; p < shape->part_count; p++)
            ck_assert_uint_eq(report->shapes.parts[shape->first_part + p].feature, i);
        if (i)
            expect_order(&report->findings[i - 1], finding);
    }
}

uint32_t perimeter_index(const struct cpts_region *region, const char *id)
{
    for (uint32_t p = 0; p < region->perimeters.count; p++)
        if (strcmp(region->perimeters.id[p], id) == 0)
            return p;
    ck_abort_msg("no perimeter %s", id);
    return 0;
}

static uint32_t unit_index(const struct cpts_region *region, const char *code)
{
    for (uint32_t u = 0; u < region->units.count; u++)
        if (strcmp(region->units.code[u], code) == 0)
            return u;
    ck_abort_msg("no unit %s", code);
    return 0;
}

const struct perimeter_result *result_of(const struct checked *checked, const char *id)
{
    return &checked->report->perimeters[perimeter_index(checked->region, id)];
}

const struct unit_result *unit_result_of(const struct checked *checked, const char *code)
{
    return &checked->report->units[unit_index(checked->region, code)];
}

double claim_share(const struct checked *checked, const char *code, const char *id)
{
    const struct unit_result *unit = unit_result_of(checked, code);
    const uint32_t perimeter = perimeter_index(checked->region, id);
    for (size_t i = unit->first_claim; i < unit->first_claim + unit->claim_count; i++)
        if (checked->report->claims[i].perimeter == perimeter)
            return checked->report->claims[i].share;
    return 0;
}

/* ---- stage by stage ----------------------------------------------------------------------- */

void run_base(struct stages *stages, const struct drawing *drawing)
{
    memset(stages, 0, sizeof *stages);
    region_of(&stages->in, drawing);
    struct cpts_region *region = stages->in.region;
    ck_assert_int_eq(cpts_region_finish(region), CPTS_OK);
    struct box box = CPTS_EMPTY_BOX;
    for (size_t p = 0; p < region->perimeters.shapes.part_count; p++)
        box = cpts_box_join(box, region->perimeters.shapes.parts[p].box);
    ck_assert_int_eq(cpts_base_build(&stages->base, region, box), CPTS_OK);
}

void run_residual(struct stages *stages, const struct drawing *drawing)
{
    run_base(stages, drawing);
    ck_assert_int_eq(cpts_residual_build(&stages->residual, &stages->base), CPTS_OK);
    ck_assert_int_eq(cpts_noding_run(&stages->residual), CPTS_OK);
    ck_assert_int_eq(cpts_chords_build(&stages->residual), CPTS_OK);
}

void run_claims(struct stages *stages, const struct drawing *drawing)
{
    run_residual(stages, drawing);
    ck_assert_int_eq(cpts_cells_cut(&stages->cells, &stages->residual), CPTS_OK);
    ck_assert_int_eq(cpts_claims_build(&stages->claims, &stages->residual, &stages->cells),
                     CPTS_OK);
}

void stages_free(struct stages *stages)
{
    cpts_claims_free(&stages->claims);
    cpts_cells_free(&stages->cells);
    cpts_residual_free(&stages->residual);
    if (stages->base.redrawn.points)
        cpts_shapes_free(&stages->base.redrawn);
    cpts_base_free(&stages->base);
    checked_free(&stages->in);
}

uint32_t part_of_unit(const struct stages *stages, const char *code)
{
    const uint32_t unit = unit_index(stages->in.region, code);
    const struct base *base = &stages->base;
    ck_assert_uint_eq(base->unit_first[unit + 1] - base->unit_first[unit], 1);
    return base->unit_parts[base->unit_first[unit]];
}
