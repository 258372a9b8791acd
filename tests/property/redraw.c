#include "redraw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mesh.h"

struct points {
    struct node *at;
    size_t count, capacity;
};

/* What one way of redrawing needs; `draw` turns an unclosed ring into another. */
struct redrawing {
    void (*draw)(struct redrawing *redrawing, const struct node *ring, size_t count,
                 struct points *out);
    struct random *random;
    uint64_t seed;
    double amount, dx, dy;
    const double (*targets)[2];
    size_t target_count;
};

static void append(struct points *points, double x, double y)
{
    if (points->count == points->capacity) {
        points->capacity = points->capacity ? points->capacity * 2 : 64;
        points->at = need(realloc(points->at, points->capacity * sizeof *points->at));
    }
    points->at[points->count++] = (struct node){x, y};
}

static GEOSGeometry *redraw_ring(const GEOSGeometry *ring, struct redrawing *redrawing)
{
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq(ring);
    unsigned size;
    GEOSCoordSeq_getSize(sequence, &size);
    struct node *old = need(calloc(size + 1, sizeof *old));
    GEOSCoordSeq_copyToBuffer(sequence, &old[0].x, 0, 0);
    struct points drawn = {0};
    redrawing->draw(redrawing, old, size - 1, &drawn);
    append(&drawn, drawn.at[0].x, drawn.at[0].y);
    GEOSCoordSequence *copy =
        need(GEOSCoordSeq_copyFromBuffer(&drawn.at[0].x, (unsigned)drawn.count, 0, 0));
    free(old);
    free(drawn.at);
    return need(GEOSGeom_createLinearRing(copy));
}

static GEOSGeometry *redraw_polygon(const GEOSGeometry *polygon, struct redrawing *redrawing)
{
    const int hole_count = GEOSGetNumInteriorRings(polygon);
    GEOSGeometry **holes = need(calloc((size_t)hole_count + 1, sizeof(GEOSGeometry *)));
    GEOSGeometry *shell = redraw_ring(GEOSGetExteriorRing(polygon), redrawing);
    for (int i = 0; i < hole_count; i++)
        holes[i] = redraw_ring(GEOSGetInteriorRingN(polygon, i), redrawing);
    GEOSGeometry *drawn = need(GEOSGeom_createPolygon(shell, holes, (unsigned)hole_count));
    free(holes);
    return drawn;
}

static GEOSGeometry *redraw(const GEOSGeometry *shape, struct redrawing *redrawing)
{
    if (GEOSisEmpty(shape))
        return need(GEOSGeom_clone(shape));
    if (GEOSGeomTypeId(shape) == GEOS_POLYGON)
        return redraw_polygon(shape, redrawing);
    const int count = GEOSGetNumGeometries(shape);
    GEOSGeometry **parts = need(calloc((size_t)count, sizeof(GEOSGeometry *)));
    for (int i = 0; i < count; i++)
        parts[i] = redraw(GEOSGetGeometryN(shape, i), redrawing);
    GEOSGeometry *drawn =
        need(GEOSGeom_createCollection(GEOSGeomTypeId(shape), parts, (unsigned)count));
    free(parts);
    return drawn;
}

static void denser(struct redrawing *redrawing, const struct node *ring, size_t count,
                   struct points *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct node a = ring[i], b = ring[(i + 1) % count];
        append(out, a.x, a.y);
        if (!random_chance(redrawing->random, redrawing->amount) || hypot(b.x - a.x, b.y - a.y) < 1)
            continue;
        const size_t extra = 1 + random_below(redrawing->random, 3);
        for (size_t k = 1; k <= extra; k++) {
            const double t = (double)k / (double)(extra + 1);
            append(out, a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
        }
    }
}

GEOSGeometry *redraw_denser(const GEOSGeometry *shape, struct random *random, double probability)
{
    return redraw(shape, &(struct redrawing){denser, .random = random, .amount = probability});
}

static uint64_t point_key(struct node point)
{
    uint64_t bits[2];
    memcpy(bits, &point, sizeof bits);
    return bits[0] * UINT64_C(0x9E3779B97F4A7C15) + bits[1];
}

static void denser_alike(struct redrawing *redrawing, const struct node *ring, size_t count,
                         struct points *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct node a = ring[i], b = ring[(i + 1) % count];
        append(out, a.x, a.y);
        const bool forward = a.x < b.x || (a.x == b.x && a.y < b.y);
        const struct node low = forward ? a : b, high = forward ? b : a;
        const uint64_t key = point_key(low) * 31 + point_key(high);
        if (random_keyed(redrawing->seed, key, 0) >= redrawing->amount ||
            hypot(b.x - a.x, b.y - a.y) < 1)
            continue;
        const double t = 0.25 + random_keyed(redrawing->seed, key, 1) / 2;
        append(out, low.x + t * (high.x - low.x), low.y + t * (high.y - low.y));
    }
}

GEOSGeometry *redraw_denser_alike(const GEOSGeometry *shape, uint64_t seed, double probability)
{
    return redraw(shape, &(struct redrawing){denser_alike, .seed = seed, .amount = probability});
}

static void sparser(struct redrawing *redrawing, const struct node *ring, size_t count,
                    struct points *out)
{
    (void)redrawing;
    for (size_t i = 0; i < count; i++) {
        const struct node a = ring[(i + count - 1) % count], b = ring[i], c = ring[(i + 1) % count];
        const double cross = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        const double along = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
        if (fabs(cross) > 1e-6 * hypot(c.x - a.x, c.y - a.y) || along <= 0)
            append(out, b.x, b.y);
    }
}

GEOSGeometry *redraw_sparser(const GEOSGeometry *shape)
{
    return redraw(shape, &(struct redrawing){.draw = sparser});
}

/* The same for each vertex wherever a ring comes back to it, or touching rings would cross. */
static void jittered(struct redrawing *redrawing, const struct node *ring, size_t count,
                     struct points *out)
{
    const double d = 2 * redrawing->amount;
    for (size_t i = 0; i < count; i++) {
        const uint64_t key = point_key(ring[i]);
        append(out, ring[i].x + d * (random_keyed(redrawing->seed, key, 0) - 0.5),
               ring[i].y + d * (random_keyed(redrawing->seed, key, 1) - 0.5));
    }
}

GEOSGeometry *redraw_jittered(const GEOSGeometry *shape, struct random *random, double distance_m)
{
    return redraw(shape,
                  &(struct redrawing){jittered, .seed = random_next(random), .amount = distance_m});
}

static void rounded(struct redrawing *redrawing, const struct node *ring, size_t count,
                    struct points *out)
{
    const double turn = redrawing->amount, c = cos(turn), s = sin(turn);
    for (size_t i = 0; i < count; i++) {
        double x = (c * ring[i].x + s * ring[i].y) / redrawing->dx;
        double y = (c * ring[i].y - s * ring[i].x) / redrawing->dy;
        x = (redrawing->seed ? floor(x) : nearbyint(x)) * redrawing->dx;
        y = (redrawing->seed ? floor(y) : nearbyint(y)) * redrawing->dy;
        append(out, c * x - s * y, c * y + s * x);
    }
}

GEOSGeometry *redraw_rounded(const GEOSGeometry *shape, double step_x_m, double step_y_m, bool down)
{
    return redraw(shape, &(struct redrawing){rounded, .seed = down,
                                             .amount = step_x_m == step_y_m ? 0 : 0.02,
                                             .dx = step_x_m, .dy = step_y_m});
}

static void narrowed(struct redrawing *redrawing, const struct node *ring, size_t count,
                     struct points *out)
{
    (void)redrawing;
    for (size_t i = 0; i < count; i++)
        append(out, (double)(float)ring[i].x, (double)(float)ring[i].y);
}

GEOSGeometry *redraw_narrowed(const GEOSGeometry *shape)
{
    return redraw(shape, &(struct redrawing){.draw = narrowed});
}

static void snapped(struct redrawing *redrawing, const struct node *ring, size_t count,
                    struct points *out)
{
    for (size_t i = 0; i < count; i++) {
        struct node to = ring[i];
        double nearest = redrawing->amount;
        for (size_t t = 0; t < redrawing->target_count; t++) {
            const double *target = redrawing->targets[t];
            const double dx = fabs(target[0] - ring[i].x), dy = fabs(target[1] - ring[i].y);
            if (dx <= nearest && dy <= nearest && hypot(dx, dy) <= nearest) {
                nearest = hypot(dx, dy);
                to = (struct node){target[0], target[1]};
            }
        }
        append(out, to.x, to.y);
    }
}

GEOSGeometry *redraw_snapped(const GEOSGeometry *shape, const double (*points)[2], size_t count,
                             double distance_m)
{
    return redraw(shape, &(struct redrawing){.draw = snapped,
                                             .amount = distance_m,
                                             .targets = points,
                                             .target_count = count});
}

static void moved(struct redrawing *redrawing, const struct node *ring, size_t count,
                  struct points *out)
{
    for (size_t i = 0; i < count; i++)
        append(out, ring[i].x + redrawing->dx, ring[i].y + redrawing->dy);
}

GEOSGeometry *redraw_moved(const GEOSGeometry *shape, double dx, double dy)
{
    return redraw(shape, &(struct redrawing){moved, .dx = dx, .dy = dy});
}

static void rotated(struct redrawing *redrawing, const struct node *ring, size_t count,
                    struct points *out)
{
    const size_t start = random_below(redrawing->random, count);
    const bool backwards = random_chance(redrawing->random, 0.5);
    for (size_t i = 0; i < count; i++) {
        const struct node p = ring[(start + (backwards ? count - i : i)) % count];
        append(out, p.x, p.y);
    }
}

GEOSGeometry *redraw_rotated(const GEOSGeometry *shape, struct random *random)
{
    return redraw(shape, &(struct redrawing){rotated, .random = random});
}
