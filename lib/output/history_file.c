/*
 * The end of a recorded run. A store that was there is changed in place, by SQLite; a new one was
 * made in memory and becomes a file as any output does, whole or not at all.
 */
#include "history/history.h"
#include "output/file.h"

static cpts_status write_new(const cpts_history *history)
{
    struct output_file file = {0};
    sqlite3_int64 size = 0;
    unsigned char *image = sqlite3_serialize(history->store.db, "main", &size, 0);
    if (!image)
        return cpts_fail_memory(history->context);
    cpts_status status = cpts_file_open(&file, history->context, history->path, FILE_NEW);
    if (status == CPTS_OK) {
        cpts_file_bytes(&file, image, (size_t)size);
        status = cpts_file_commit(&file);
    }
    sqlite3_free(image);
    return status;
}

cpts_status cpts_history_commit(cpts_history *history)
{
    struct store *store = &history->store;
    cpts_begin(history->context);
    if (!history->is_recorded)
        return cpts_fail(history->context, CPTS_ERROR_ARGUMENT, "%s",
                         _("no run is recorded that could be committed"));
    cpts_store_commit(store);
    if (store->status == CPTS_OK && store->is_new)
        store->status = write_new(history);
    /* The new one is in its file now: what comes reads it there. */
    cpts_history_forget(history);
    return store->status;
}
