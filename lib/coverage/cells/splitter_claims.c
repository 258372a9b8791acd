/*
 * Who claims each cell: crossing a chord changes the claims by the chord's perimeters, and each
 * chord knows which side its perimeter is on. The two must agree round every cell.
 */
#include <string.h>

#include "coverage/cells/splitter_graph.h"

static uint64_t *claims_of(const struct splitter *s, uint32_t cell)
{
    return s->claims + cell * s->claim_words;
}

static void flip_claims(const struct splitter *s, uint32_t from, uint32_t to,
                        const struct edge *edge)
{
    memcpy(claims_of(s, to), claims_of(s, from), s->claim_words * sizeof *s->claims);
    for (uint32_t t = 0; t < edge->toggle_count; t++) {
        uint32_t cutter = s->toggles[edge->first_toggle + t].perimeter;
        claims_of(s, to)[cutter / 64] ^= (uint64_t)1 << cutter % 64;
    }
}

/* Spreads claims from cell to cell relative to the first; lists edges by cell to do it. */
static enum split_result spread_claims(struct splitter *s)
{
    size_t cells = s->cell_count, edges = s->edge_count;
    if (!cpts_array_reserve(&s->queue, &s->queue_capacity, 3 * cells + 2 + 2 * edges,
                            sizeof *s->queue))
        return SPLIT_NO_MEMORY;
    uint32_t *first = s->queue, *list = first + cells + 2, *queue = list + 2 * edges;
    uint8_t *seen = cpts_array_new(cells, 1);
    if (!seen)
        return SPLIT_NO_MEMORY;
    memset(first, 0, (cells + 2) * sizeof *first);
    for (size_t w = 0; w < 2 * edges; w++)
        first[cpts_cell_left_of(s, w) + 2]++;
    for (size_t c = 2; c < cells + 2; c++)
        first[c] += first[c - 1];
    for (uint32_t w = 0; w < 2 * edges; w++)
        list[first[cpts_cell_left_of(s, w) + 1]++] = w;
    size_t head = 0, tail = 0;
    queue[tail++] = 0;
    seen[0] = 1;
    while (head < tail) {
        uint32_t cell = queue[head++];
        for (uint32_t i = first[cell]; i < first[cell + 1]; i++) {
            uint32_t way = list[i], other = cpts_cell_left_of(s, way ^ 1);
            if (seen[other])
                continue;
            seen[other] = 1;
            flip_claims(s, cell, other, &s->edges[way / 2]);
            queue[tail++] = other;
        }
    }
    cpts_array_free(seen);
    return tail == cells ? SPLIT_DONE : SPLIT_DISAGREES;
}

/* Marks, after the claims of all cells, the cutters whose chords bound each cell. */
static void note_bounds(const struct splitter *s)
{
    uint64_t *bounds = s->claims + s->cell_count * s->claim_words;
    memset(bounds, 0, s->cell_count * s->claim_words * sizeof *bounds);
    for (size_t w = 0; w < 2 * s->edge_count; w++) {
        const struct edge *edge = &s->edges[w / 2];
        uint64_t *of_cell = bounds + cpts_cell_left_of(s, w) * s->claim_words;
        for (uint32_t t = 0; t < edge->toggle_count; t++) {
            uint32_t cutter = s->toggles[edge->first_toggle + t].perimeter;
            of_cell[cutter / 64] |= (uint64_t)1 << cutter % 64;
        }
    }
}

/* Each chord knows which side its perimeter is on: that settles the first cell, then all. */
enum split_result cpts_splitter_settle_claims(struct splitter *s)
{
    s->claim_words = (s->cutter_count + 63) / 64;
    size_t words = s->cell_count * s->claim_words;
    if (!cpts_array_reserve(&s->claims, &s->claims_capacity, 2 * words + s->claim_words,
                            sizeof *s->claims))
        return SPLIT_NO_MEMORY;
    memset(s->claims, 0, (words + s->claim_words) * sizeof *s->claims);
    enum split_result result = spread_claims(s);
    if (result != SPLIT_DONE)
        return result;
    uint64_t *reference = s->claims + words;
    for (size_t e = 0; e < s->edge_count; e++)
        for (uint32_t t = 0; t < s->edges[e].toggle_count; t++) {
            const struct toggle *toggle = &s->toggles[s->edges[e].first_toggle + t];
            uint64_t bit = (uint64_t)1 << toggle->perimeter % 64;
            bool flip = cpts_cell_has_cutter(s, cpts_cell_left_of(s, 2 * e), toggle->perimeter) !=
                        (toggle->sign > 0);
            if (flip)
                reference[toggle->perimeter / 64] |= bit;
        }
    for (size_t i = 0; i < words; i++)
        s->claims[i] ^= reference[i % s->claim_words];
    for (size_t e = 0; e < s->edge_count; e++)
        for (uint32_t t = 0; t < s->edges[e].toggle_count; t++) {
            const struct toggle *toggle = &s->toggles[s->edges[e].first_toggle + t];
            bool left = cpts_cell_has_cutter(s, cpts_cell_left_of(s, 2 * e), toggle->perimeter);
            bool right =
                cpts_cell_has_cutter(s, cpts_cell_left_of(s, 2 * e + 1), toggle->perimeter);
            if (toggle->sign * toggle->sign != 1 || left != (toggle->sign > 0) || left == right)
                return SPLIT_DISAGREES;
        }
    note_bounds(s);
    return SPLIT_DONE;
}
