#include "geometry/snapping.h"

#include <string.h>

#include "common/memory.h"
#include "geometry/predicates.h"

#define CELL_M (4 * CPTS_COINCIDENCE_M)

static uint64_t hash_cell(int64_t column, int64_t row)
{
    uint64_t hash = (uint64_t)column * 0x9E3779B97F4A7C15U + (uint64_t)row * 0xC2B2AE3D27D4EB4FU;
    return hash ^ hash >> 31;
}

static int64_t cell(double metres)
{
    return (int64_t)floor(metres / CELL_M);
}

static void chain(struct snapper *snapper, uint32_t index)
{
    struct point p = snapper->points[index];
    size_t slot = hash_cell(cell(p.x), cell(p.y)) & (snapper->slot_count - 1);
    snapper->next[index] = snapper->slots[slot];
    snapper->slots[slot] = index;
}

static bool grow(struct snapper *snapper)
{
    if (snapper->count < snapper->slot_count)
        return true;
    size_t count = snapper->slot_count ? snapper->slot_count * 2 : 1024;
    if (!cpts_array_resize(&snapper->slots, count, sizeof *snapper->slots))
        return false;
    snapper->slot_count = count;
    memset(snapper->slots, 0xFF, count * sizeof *snapper->slots);
    for (size_t i = 0; i < snapper->count; i++)
        chain(snapper, (uint32_t)i);
    return true;
}

static uint32_t nearest(const struct snapper *snapper, struct point p)
{
    const double limit = CPTS_COINCIDENCE_M;
    uint32_t best = CPTS_NONE;
    double best_m2 = limit * limit;
    for (int64_t column = cell(p.x - limit); column <= cell(p.x + limit); column++)
        for (int64_t row = cell(p.y - limit); row <= cell(p.y + limit); row++) {
            size_t slot = hash_cell(column, row) & (snapper->slot_count - 1);
            for (uint32_t i = snapper->slots[slot]; i != CPTS_NONE; i = snapper->next[i]) {
                struct point d = cpts_vector(p, snapper->points[i]);
                double distance_m2 = d.x * d.x + d.y * d.y;
                if (distance_m2 < best_m2 || (distance_m2 == best_m2 && i < best)) {
                    best = i;
                    best_m2 = distance_m2;
                }
            }
        }
    return best;
}

bool cpts_snapper_place(struct snapper *snapper, struct point p, struct point *snapped)
{
    if (!grow(snapper))
        return false;
    uint32_t known = nearest(snapper, p);
    if (known != CPTS_NONE) {
        *snapped = snapper->points[known];
        return true;
    }
    if (!CPTS_ARRAY_MORE(snapper->points, snapper->count, snapper->capacity) ||
        !CPTS_ARRAY_MORE(snapper->next, snapper->count, snapper->next_capacity))
        return false;
    snapper->points[snapper->count] = p;
    chain(snapper, (uint32_t)snapper->count++);
    *snapped = p;
    return true;
}

void cpts_snapper_free(struct snapper *snapper)
{
    cpts_array_free(snapper->points);
    cpts_array_free(snapper->slots);
    cpts_array_free(snapper->next);
    *snapper = (struct snapper){0};
}
