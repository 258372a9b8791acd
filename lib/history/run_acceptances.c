/*
 * The acceptances that the store keeps, applied to a run.
 */
#include <math.h>

#include "history/acceptance_file.h"
#include "history/record.h"

void cpts_record_acceptances(struct record *record)
{
    struct store *store = record->store;
    struct acceptance_list list = {.items = NULL};
    struct query query =
        cpts_query(store, "SELECT finding,reason,accepted_by,until,max_area_m2 FROM acceptances "
                          "WHERE withdrawn_at IS NULL ORDER BY finding");
    while (cpts_query_row(&query)) {
        if (!CPTS_ARRAY_MORE(list.items, list.count, list.capacity)) {
            store->status = cpts_fail_memory(store->context);
            break;
        }
        list.items[list.count++] = (cpts_acceptance){
            .size = sizeof(cpts_acceptance),
            .id = cpts_arena_string(&list.arena, cpts_query_text_at(&query, 0)),
            .reason = cpts_arena_string(&list.arena, cpts_query_text_at(&query, 1)),
            .by = cpts_arena_string(&list.arena, cpts_query_text_at(&query, 2)),
            .until = cpts_arena_string(&list.arena, cpts_query_text_at(&query, 3)),
            .max_area_m2 = fmax(cpts_query_number_at(&query, 4), 0)};
    }
    cpts_query_end(&query);
    if (store->status == CPTS_OK)
        store->status = cpts_report_accept_all(record->report, list.items, list.count);
    cpts_acceptances_free(&list);
}
