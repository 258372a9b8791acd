#include "coverage/ledger/ledger.h"

/* Merges two increasing lists; members of both once. */
static size_t merge(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                    uint32_t *out)
{
    size_t i = 0, j = 0, count = 0;
    while (i < a_count || j < b_count) {
        bool take_a = j == b_count || (i < a_count && a[i] <= b[j]);
        bool both = take_a && j < b_count && a[i] == b[j];
        out[count++] = take_a ? a[i] : b[j];
        i += take_a;
        j += !take_a || both;
    }
    return count;
}

static bool intern_places(struct ledger *ledger)
{
    const struct claims *claims = ledger->claims;
    const struct cells *cells = ledger->cells;
    uint32_t *merged = cpts_array_raw(ledger->base->region->perimeters.count, sizeof *merged);
    bool done = merged != NULL;
    for (uint32_t part = 0; done && part < ledger->part_count; part++) {
        const uint32_t *whole = claims->whole + claims->whole_first[part];
        size_t whole_count = claims->whole_first[part + 1] - claims->whole_first[part];
        if (!cpts_part_is_cut(ledger, part)) {
            done = cpts_claim_sets_intern(&ledger->sets, whole, whole_count, &ledger->set_of[part]);
            continue;
        }
        uint32_t first, last;
        cpts_places_of_part(ledger, part, &first, &last);
        for (uint32_t place = first; done && place < last; place++) {
            const struct cell *cell = &cells->cells[place - ledger->part_count];
            size_t count = merge(whole, whole_count, cells->claims + cell->first_claim,
                                 cell->claim_count, merged);
            done = cpts_claim_sets_intern(&ledger->sets, merged, count, &ledger->set_of[place]);
        }
    }
    cpts_array_free(merged);
    return done;
}

cpts_status cpts_ledger_build(struct ledger *ledger, const struct residual *residual,
                              const struct cells *cells, const struct claims *claims)
{
    const struct base *base = residual->base;
    *ledger = (struct ledger){.residual = residual,
                              .base = base,
                              .cells = cells,
                              .claims = claims,
                              .part_count = base->shapes->part_count};
    ledger->place_count = ledger->part_count + cells->cell_count;
    ledger->set_of = cpts_array_new(ledger->place_count, sizeof *ledger->set_of);
    const bool done =
        ledger->set_of && cpts_claim_sets_open(&ledger->sets) && intern_places(ledger);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

void cpts_ledger_free(struct ledger *ledger)
{
    cpts_claim_sets_free(&ledger->sets);
    cpts_array_free(ledger->set_of);
    cpts_array_free(ledger->snapped);
    *ledger = (struct ledger){0};
}
