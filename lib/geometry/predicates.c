#include "geometry/predicates.h"

static int half_plane(struct point u)
{
    return u.y < 0 || (u.y == 0 && u.x < 0);
}

int cpts_compare_directions(struct point u, struct point v)
{
    int half = half_plane(u) - half_plane(v);
    return half ? half : -cpts_turn(u, v);
}

static void swap_points(struct point *a, struct point *b)
{
    struct point swap = *a;
    *a = *b;
    *b = swap;
}

/* Points are hashed by their bits: adding zero leaves no zero with a sign. */
static double on_grid(long double metres)
{
    return (double)(rintl(metres / (long double)CPTS_QUANTUM_M) * (long double)CPTS_QUANTUM_M) +
           0.0;
}

bool cpts_segments_cross(struct point a, struct point b, struct point c, struct point d,
                         struct point *crossing)
{
    if (cpts_side(a, b, c) * cpts_side(a, b, d) >= 0 ||
        cpts_side(c, d, a) * cpts_side(c, d, b) >= 0)
        return false;
    if (cpts_compare_points(a, b) > 0)
        swap_points(&a, &b);
    if (cpts_compare_points(c, d) > 0)
        swap_points(&c, &d);
    if (cpts_compare_points(a, c) > 0 || (cpts_same_point(a, c) && cpts_compare_points(b, d) > 0)) {
        swap_points(&a, &c);
        swap_points(&b, &d);
    }
    struct point u = cpts_vector(a, b), v = cpts_vector(c, d), w = cpts_vector(a, c);
    long double across = (long double)u.x * v.y - (long double)u.y * v.x;
    long double along = ((long double)w.x * v.y - (long double)w.y * v.x) / across;
    if (!(along > 0))
        along = 0;
    if (along > 1)
        along = 1;
    crossing->x = on_grid((long double)a.x + along * (long double)u.x);
    crossing->y = on_grid((long double)a.y + along * (long double)u.y);
    return true;
}

bool cpts_point_on_segment(struct point a, struct point b, struct point c)
{
    struct point u = cpts_vector(a, b), v = cpts_vector(a, c);
    const double limit_m2 = CPTS_COINCIDENCE_M * CPTS_COINCIDENCE_M;
    double length_m2 = u.x * u.x + u.y * u.y, along = u.x * v.x + u.y * v.y;
    if (along <= 0 || along >= length_m2)
        return false;
    double cross = u.x * v.y - u.y * v.x;
    return cross * cross <= limit_m2 * length_m2;
}

struct point cpts_foot_on_segment(struct point a, struct point b, struct point c)
{
    if (cpts_compare_points(a, b) > 0)
        swap_points(&a, &b);
    const struct point u = cpts_vector(a, b), v = cpts_vector(a, c);
    const long double along = ((long double)u.x * v.x + (long double)u.y * v.y) /
                              ((long double)u.x * u.x + (long double)u.y * u.y);
    return (struct point){on_grid((long double)a.x + along * u.x),
                          on_grid((long double)a.y + along * u.y)};
}

/* In half quanta the corners of the square are whole numbers, so the sides are exact. */
bool cpts_segment_meets_quantum(struct point a, struct point b, struct point c)
{
    __extension__ typedef __int128 wide;
    const struct point u = cpts_vector(a, b), v = cpts_vector(a, c);
    const double cross = u.x * v.y - u.y * v.x, reach = CPTS_QUANTUM_M * (fabs(u.x) + fabs(u.y));
    if (fabs(cross) > reach + 1e-15 * (fabs(u.x * v.y) + fabs(u.y * v.x)))
        return false;
    const struct box square = {c.x - CPTS_QUANTUM_M / 2, c.y - CPTS_QUANTUM_M / 2,
                               c.x + CPTS_QUANTUM_M / 2, c.y + CPTS_QUANTUM_M / 2};
    if (!cpts_boxes_meet(square, cpts_box_of_segment(a, b)) || cpts_same_point(a, c) ||
        cpts_same_point(b, c))
        return false;
    const wide ux = cpts_quanta(u.x), uy = cpts_quanta(u.y);
    const wide off = 2 * (ux * cpts_quanta(v.y) - uy * cpts_quanta(v.x));
    const wide most = (ux < 0 ? -ux : ux) + (uy < 0 ? -uy : uy);
    return off <= most && -off <= most;
}

int cpts_point_in_ring(const struct point *ring, size_t count, struct point p)
{
    bool inside = false;
    for (size_t i = 0; i < count; i++) {
        struct point a = ring[i], b = ring[i + 1];
        if ((a.y > p.y) == (b.y > p.y)) {
            bool level = a.y == p.y && b.y == p.y;
            if (level && (p.x < a.x) != (p.x < b.x))
                return 0;
            if (cpts_same_point(a, p))
                return 0;
            continue;
        }
        int side = cpts_side(a, b, p);
        if (side == 0)
            return 0;
        if ((side > 0) == (b.y > a.y))
            inside = !inside;
    }
    return inside ? 1 : -1;
}

double cpts_ring_area_m2(const struct point *ring, size_t count)
{
    double twice = 0;
    for (size_t i = 1; i + 1 < count; i++)
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    return twice / 2;
}

double cpts_ring_exact_area_m2(const struct point *ring, size_t count)
{
    __extension__ typedef __int128 wide;
    wide twice = 0;
    for (size_t i = 1; i + 1 < count; i++) {
        const struct point u = cpts_vector(ring[0], ring[i]), v = cpts_vector(ring[0], ring[i + 1]);
        twice +=
            (wide)cpts_quanta(u.x) * cpts_quanta(v.y) - (wide)cpts_quanta(u.y) * cpts_quanta(v.x);
    }
    return (double)twice * (CPTS_QUANTUM_M * CPTS_QUANTUM_M / 2);
}
