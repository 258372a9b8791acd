/*
 * Which fill each territory gets: neighbours different ones. Colours are given to the territory
 * whose neighbours use most of them first (Brélaz, "New methods to color the vertices of a graph",
 * 1979), each time the one used least so far, so that a map is not mostly of one colour.
 */
#include <stdlib.h>

#include "common/grouping.h"
#include "output/print/scene.h"
#include "output/print/symbols.h"

#define CLAIMANTS_LOOKED_AT 8 /* of one unit: more of them overlap, whatever their colours */

/* Neighbours of perimeter p: others[first[p] .. first[p + 1]]. */
struct graph {
    struct edge {
        uint32_t from, to;
    } * edges;
    size_t count, capacity;
    size_t *first;
};

static bool add_edge(struct graph *graph, uint32_t from, uint32_t to)
{
    if (from == to)
        return true;
    if (!cpts_array_reserve(&graph->edges, &graph->capacity, graph->count + 2,
                            sizeof *graph->edges))
        return false;
    graph->edges[graph->count++] = (struct edge){from, to};
    graph->edges[graph->count++] = (struct edge){to, from};
    return true;
}

static bool join_claimants(struct graph *graph, const struct cpts_report *report, uint32_t a,
                           uint32_t b)
{
    const struct unit_result *one = &report->units[a], *two = &report->units[b];
    for (size_t i = 0; i < one->claim_count && i < CLAIMANTS_LOOKED_AT; i++)
        for (size_t j = 0; j < two->claim_count && j < CLAIMANTS_LOOKED_AT; j++)
            if (!add_edge(graph, report->claims[one->first_claim + i].perimeter,
                          report->claims[two->first_claim + j].perimeter))
                return false;
    return true;
}

static int by_ends(const void *a, const void *b)
{
    const struct edge *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    return (one->to > two->to) - (one->to < two->to);
}

static bool make_graph(struct graph *graph, const struct scene *scene, const uint32_t *sides)
{
    const struct cpts_report *report = scene->report;
    const size_t perimeters = report->region->perimeters.count;
    for (uint32_t unit = 0; unit < report->region->units.count; unit++)
        if (!join_claimants(graph, report, unit, unit))
            return false;
    for (size_t arc = 0; arc < scene->topology.arc_count; arc++) {
        const uint32_t left = sides[2 * arc], right = sides[2 * arc + 1];
        if (left != CPTS_NONE && right != CPTS_NONE && left != right &&
            !join_claimants(graph, report, left, right))
            return false;
    }
    graph->first = cpts_array_new(CPTS_GROUP_ROOM(perimeters), sizeof *graph->first);
    if (!graph->first)
        return false;
    if (graph->count)
        qsort(graph->edges, graph->count, sizeof *graph->edges, by_ends);
    size_t kept = 0;
    for (size_t i = 0; i < graph->count; i++)
        if (!kept || by_ends(&graph->edges[kept - 1], &graph->edges[i]) != 0)
            graph->edges[kept++] = graph->edges[i];
    graph->count = kept;
    for (size_t i = 0; i < kept; i++)
        cpts_group_count(graph->first, graph->edges[i].from);
    cpts_group_sum(graph->first, perimeters);
    for (size_t i = 0; i < kept; i++) /* sorted already: each stays where it is */
        cpts_group_place(graph->first, graph->edges[i].from);
    return true;
}

/* How often the neighbours use each fill; the number of fills that they use. */
static int count_fills(size_t counts[CPTS_FILL_COUNT], const struct graph *graph,
                       const unsigned char *fills, size_t perimeter)
{
    int different = 0;
    for (int f = 0; f < CPTS_FILL_COUNT; f++)
        counts[f] = 0;
    for (size_t i = graph->first[perimeter]; i < graph->first[perimeter + 1]; i++) {
        const unsigned char fill = fills[graph->edges[i].to];
        if (fill < CPTS_FILL_COUNT && counts[fill]++ == 0)
            different++;
    }
    return different;
}

static unsigned char best_fill(const size_t counts[CPTS_FILL_COUNT],
                               const size_t totals[CPTS_FILL_COUNT])
{
    unsigned char best = 0;
    for (unsigned char f = 1; f < CPTS_FILL_COUNT; f++)
        if (counts[f] < counts[best] || (counts[f] == counts[best] && totals[f] < totals[best]))
            best = f;
    return best;
}

/* The territory without a fill whose neighbours use most of them, then the one with most
 * neighbours, then the first. */
static size_t hardest(const struct graph *graph, const unsigned char *fills,
                      const unsigned char *different, size_t perimeters)
{
    size_t found = perimeters;
    for (size_t p = 0; p < perimeters; p++) {
        if (fills[p] < CPTS_FILL_COUNT)
            continue;
        if (found == perimeters || different[p] > different[found] ||
            (different[p] == different[found] &&
             graph->first[p + 1] - graph->first[p] > graph->first[found + 1] - graph->first[found]))
            found = p;
    }
    return found;
}

static void give_fills(const struct graph *graph, unsigned char *fills, unsigned char *different,
                       size_t perimeters)
{
    size_t totals[CPTS_FILL_COUNT] = {0}, counts[CPTS_FILL_COUNT];
    for (size_t p = 0; p < perimeters; p++)
        fills[p] = CPTS_FILL_COUNT;
    for (size_t done = 0; done < perimeters; done++) {
        const size_t p = hardest(graph, fills, different, perimeters);
        (void)count_fills(counts, graph, fills, p);
        fills[p] = best_fill(counts, totals);
        totals[fills[p]]++;
        for (size_t i = graph->first[p]; i < graph->first[p + 1]; i++)
            different[graph->edges[i].to] =
                (unsigned char)count_fills(counts, graph, fills, graph->edges[i].to);
    }
}

bool cpts_scene_colour(struct scene *scene, const uint32_t *sides)
{
    const size_t perimeters = scene->report->region->perimeters.count;
    struct graph graph = {.edges = NULL};
    unsigned char *different = cpts_array_new(perimeters, sizeof *different);
    const bool done = different && make_graph(&graph, scene, sides);
    if (done)
        give_fills(&graph, scene->fills, different, perimeters);
    cpts_array_free(graph.edges);
    cpts_array_free(graph.first);
    cpts_array_free(different);
    return done;
}
