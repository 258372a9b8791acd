#include "output/map/wgs84.h"

#include <math.h>
#include <proj.h>
#include <string.h>

#include "common/memory.h"
#include "geometry/predicates.h"

#define BATCH 1024 /* points handed to PROJ together */

/* The only way that leads straight there; NULL when there is none, or several. Nearly all systems
 * have one. Left to itself, PROJ also searches for ways over a third system, for longer than all
 * the rest takes. */
static PJ *straight_way(PJ_CONTEXT *proj, const PJ *from, const PJ *to)
{
    PJ_OPERATION_FACTORY_CONTEXT *search = proj_create_operation_factory_context(proj, NULL);
    if (!search)
        return NULL;
    proj_operation_factory_context_set_allow_use_intermediate_crs(proj, search,
                                                                  PROJ_INTERMEDIATE_CRS_USE_NEVER);
    proj_operation_factory_context_set_spatial_criterion(
        proj, search, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        proj, search, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    PJ_OBJ_LIST *ways = proj_create_operations(proj, from, to, search);
    PJ *way = ways && proj_list_get_count(ways) == 1 ? proj_list_get(proj, ways, 0) : NULL;
    if (way && proj_coordoperation_has_ballpark_transformation(proj, way)) {
        proj_destroy(way);
        way = NULL;
    }
    proj_list_destroy(ways);
    proj_operation_factory_context_destroy(search);
    return way;
}

/* By PROJ itself: asked for the same, OGR first writes both systems as text, for which PROJ
 * searches its base by name, and that takes three times as long as all the rest. */
static PJ *open_way(struct wgs84 *way, const char *crs)
{
    if (!way->proj) {
        way->proj = proj_context_create();
        if (!way->proj)
            return NULL;
        proj_log_level(way->proj, PJ_LOG_NONE); /* the library never prints */
    }
    PJ *from = proj_create(way->proj, crs);
    PJ *to = from ? proj_create(way->proj, "EPSG:4326") : NULL;
    PJ *found = to ? straight_way(way->proj, from, to) : NULL;
    if (to && !found)
        found = proj_create_crs_to_crs_from_pj(way->proj, from, to, NULL, NULL);
    PJ *east_first = found ? proj_normalize_for_visualization(way->proj, found) : NULL;
    proj_destroy(found);
    proj_destroy(to);
    proj_destroy(from);
    return east_first;
}

static cpts_status no_way(const struct wgs84 *way)
{
    return cpts_fail(way->region->context, CPTS_ERROR_OUTPUT,
                     _("the conflict map cannot be projected from the analysis CRS to WGS 84; "
                       "choose another one with --crs"));
}

static cpts_status out_of_reach(const struct wgs84 *way)
{
    return cpts_fail(way->region->context, CPTS_ERROR_OUTPUT,
                     _("the conflict map cannot be projected to WGS 84: a place is outside the "
                       "reach of the analysis CRS; choose one for this territory with --crs"));
}

cpts_status cpts_wgs84_open(struct wgs84 *way, const struct cpts_region *region)
{
    *way = (struct wgs84){.region = region};
    if (region->lands)
        return CPTS_OK;
    way->to_degrees = open_way(way, region->crs_wkt);
    return way->to_degrees ? CPTS_OK : no_way(way);
}

/* A place out of reach becomes infinite. */
static void transform(PJ *by, double *x, double *y, size_t count)
{
    proj_trans_generic(by, PJ_FWD, x, sizeof *x, count, y, sizeof *y, count, NULL, 0, 0, NULL, 0,
                       0);
}

/* The next points of one land of the sheet, from its place back to its own metres. */
static size_t take_land(double *x, double *y, size_t count, size_t *land)
{
    size_t taken = 0;
    *land = cpts_land_on_sheet((struct point){x[0], y[0]});
    while (*land < CPTS_LAND_COUNT && taken < count &&
           cpts_land_on_sheet((struct point){x[taken], y[taken]}) == *land) {
        x[taken] -= cpts_lands[*land].shift.x;
        y[taken++] -= cpts_lands[*land].shift.y;
    }
    return taken;
}

static cpts_status move_from_sheet(struct wgs84 *way, double *x, double *y, size_t count)
{
    size_t land;
    for (size_t i = 0, taken; i < count; i += taken) {
        taken = take_land(x + i, y + i, count - i, &land);
        if (!taken)
            return out_of_reach(way);
        if (!way->land_to_degrees[land])
            way->land_to_degrees[land] = open_way(way, cpts_lands[land].crs);
        if (!way->land_to_degrees[land])
            return no_way(way);
        transform(way->land_to_degrees[land], x + i, y + i, taken);
    }
    return CPTS_OK;
}

static cpts_status move(struct wgs84 *way, double *x, double *y, size_t count)
{
    cpts_status status = cpts_interrupted(way->region->context);
    if (status == CPTS_OK && way->region->lands)
        status = move_from_sheet(way, x, y, count);
    else if (status == CPTS_OK)
        transform(way->to_degrees, x, y, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (!(fabs(x[i]) <= 180.0 && fabs(y[i]) <= 90.0))
            status = out_of_reach(way);
    return status;
}

static cpts_status move_ring(struct wgs84 *way, char *points, size_t count, struct box *box)
{
    double x[BATCH], y[BATCH];
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count; i++) {
        struct point point;
        memcpy(&point, points + i * sizeof point, sizeof point);
        x[i] = point.x;
        y[i] = point.y;
    }
    status = move(way, x, y, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        const struct point point = {x[i], y[i]};
        memcpy(points + i * sizeof point, &point, sizeof point);
        *box = cpts_box_join(*box, (struct box){x[i], y[i], x[i], y[i]});
    }
    return status;
}

static uint32_t take_count(char **at)
{
    uint32_t count;
    memcpy(&count, *at, sizeof count);
    *at += sizeof count;
    return count;
}

cpts_status cpts_wgs84_wkb(struct wgs84 *way, char *wkb, struct box *box)
{
    enum { KIND = 5 }; /* byte order and type */
    char *at = wkb + KIND;
    cpts_status status = CPTS_OK;
    *box = CPTS_EMPTY_BOX;
    for (uint32_t parts = take_count(&at); parts; parts--) {
        at += KIND;
        for (uint32_t rings = take_count(&at); rings; rings--)
            for (uint32_t left = take_count(&at), batch; left && status == CPTS_OK; left -= batch) {
                batch = left < BATCH ? left : BATCH;
                status = move_ring(way, at, batch, box);
                at += batch * sizeof(struct point);
            }
        if (status != CPTS_OK)
            break;
    }
    return status;
}

void cpts_wgs84_close(struct wgs84 *way)
{
    proj_destroy(way->to_degrees);
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++)
        proj_destroy(way->land_to_degrees[i]);
    if (way->proj) /* NULL would be the context that PROJ shares */
        proj_context_destroy(way->proj);
    *way = (struct wgs84){.region = NULL};
}

static cpts_status round_batch(struct wgs84 *way, struct degrees *out, const struct point *points,
                               size_t count)
{
    double x[BATCH], y[BATCH];
    for (size_t i = 0; i < count; i++) {
        x[i] = points[i].x;
        y[i] = points[i].y;
    }
    const cpts_status status = move(way, x, y, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        out[i] = (struct degrees){(int32_t)lround(x[i] * 1e7), (int32_t)lround(y[i] * 1e7)};
    return status;
}

cpts_status cpts_wgs84_points(struct degrees **out, const struct cpts_region *region,
                              const struct point *points, size_t count)
{
    struct degrees *degrees = cpts_array_raw(count, sizeof *degrees);
    struct wgs84 way;
    *out = NULL;
    if (!degrees)
        return cpts_fail_memory(region->context);
    cpts_status status = cpts_wgs84_open(&way, region);
    for (size_t i = 0; i < count && status == CPTS_OK; i += BATCH)
        status = round_batch(&way, degrees + i, points + i, count - i < BATCH ? count - i : BATCH);
    cpts_wgs84_close(&way);
    if (status == CPTS_OK)
        *out = degrees;
    else
        cpts_array_free(degrees);
    return status;
}
