#include "coverage/ledger/parts.h"

struct walk {
    const struct ledger *ledger;
    uint32_t *mark; /* by part: 2 * perimeter + 1 when of its units, + 2 once reached */
    uint32_t *queue;
};

static void reach(struct walk *walk, uint32_t part, uint32_t perimeter)
{
    const struct base *base = walk->ledger->base;
    size_t head = 0, tail = 0;
    walk->mark[part] = 2 * perimeter + 2;
    walk->queue[tail++] = part;
    for (; head < tail; head++) {
        uint32_t at = walk->queue[head];
        for (size_t i = base->neighbour_first[at]; i < base->neighbour_first[at + 1]; i++) {
            uint32_t other = base->neighbours[i];
            if (walk->mark[other] != 2 * perimeter + 1)
                continue;
            walk->mark[other] = 2 * perimeter + 2;
            walk->queue[tail++] = other;
        }
    }
}

/* Pieces that the units of a perimeter declared by codes make, those that share a border together.
 */
static size_t detached_parts(struct walk *walk, const struct cpts_report *report,
                             uint32_t perimeter)
{
    const struct base *base = walk->ledger->base;
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    size_t pieces = 0;
    for (size_t c = 0; c < result->claim_count; c++)
        for (size_t i = base->unit_first[claims[c].unit]; i < base->unit_first[claims[c].unit + 1];
             i++)
            walk->mark[base->unit_parts[i]] = 2 * perimeter + 1;
    for (size_t c = 0; c < result->claim_count; c++)
        for (size_t i = base->unit_first[claims[c].unit]; i < base->unit_first[claims[c].unit + 1];
             i++)
            if (walk->mark[base->unit_parts[i]] == 2 * perimeter + 1) {
                reach(walk, base->unit_parts[i], perimeter);
                pieces++;
            }
    return pieces;
}

/* A drawn perimeter has the parts of its drawing; one with codes, those of its units. */
bool cpts_parts_count(const struct ledger *ledger, struct cpts_report *report)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    struct walk walk = {.ledger = ledger};
    walk.mark = cpts_array_new(ledger->part_count, sizeof *walk.mark);
    walk.queue = cpts_array_raw(ledger->part_count, sizeof *walk.queue);
    bool done = walk.mark && walk.queue;
    for (uint32_t p = 0, declared = 0; done && p < perimeters->count; p++) {
        uint32_t before = declared;
        while (declared < perimeters->declared_count &&
               perimeters->declared[declared].perimeter == p)
            declared++;
        const size_t *first = ledger->residual->part_first + p;
        report->perimeters[p].parts =
            declared > before ? detached_parts(&walk, report, p) : first[1] - first[0];
    }
    cpts_array_free(walk.mark);
    cpts_array_free(walk.queue);
    return done;
}
