#include "output/set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/memory.h"
#include "common/place.h"
#include "output/journal.h"

#define KEPT_OPEN 256 /* more files than these are named at once, and closed */

struct pending {
    char *folder, *name, *shown;
    int folder_fd, fd; /* fd: -1 once it has a temporary name */
    char temporary[64];
    dev_t device;
    ino_t number;
    bool is_renamed;
};

/* In a database. */
struct transaction {
    cpts_end_fn *end;
    void *of; /* NULL once it has ended */
};

struct output_set {
    struct pending *items;
    size_t count, capacity;
    struct transaction *transactions;
    size_t transaction_count, transaction_capacity;
    bool is_kept; /* the transactions are: the files must follow */
};

/* ---- what waits ------------------------------------------------------------------------------ */

static char *copy_text(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = cpts_array_raw(size, 1);
    return copy ? memcpy(copy, text, size) : NULL;
}

static void forget(struct pending *item)
{
    if (item->fd >= 0)
        close(item->fd);
    if (item->temporary[0] && !item->is_renamed)
        unlinkat(item->folder_fd, item->temporary, 0);
    if (item->folder_fd >= 0)
        close(item->folder_fd);
    cpts_array_free(item->folder);
    cpts_array_free(item->name);
    cpts_array_free(item->shown);
}

static void free_set(cpts_context *context)
{
    struct output_set *set = context->set;
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++)
        forget(&set->items[i]);
    for (size_t i = 0; i < set->transaction_count; i++)
        if (set->transactions[i].of)
            (void)set->transactions[i].end(context, set->transactions[i].of, false);
    cpts_array_free(set->transactions);
    cpts_array_free(set->items);
    cpts_array_free(set);
    context->set = NULL;
}

cpts_status cpts_set_take(struct output_file *file)
{
    cpts_context *context = file->context;
    struct output_set *set = context->set;
    struct stat facts;
    if (fstat(file->folder_fd, &facts) != 0)
        return cpts_file_fail(context, file->shown, errno);
    char *shown = copy_text(file->shown);
    if (!shown || !CPTS_ARRAY_MORE(set->items, set->count, set->capacity)) {
        cpts_array_free(shown);
        return cpts_fail_memory(context);
    }
    if (set->count >= KEPT_OPEN && !file->temporary[0]) {
        const int error = cpts_file_link(file->folder_fd, file->fd, file->temporary);
        if (error) {
            cpts_array_free(shown);
            return cpts_file_fail(context, file->shown, error);
        }
    }
    struct pending *item = &set->items[set->count++];
    *item = (struct pending){.folder = file->folder,
                             .name = file->name,
                             .shown = shown,
                             .folder_fd = file->folder_fd,
                             .fd = file->fd,
                             .device = facts.st_dev,
                             .number = facts.st_ino};
    memcpy(item->temporary, file->temporary, sizeof item->temporary);
    file->folder = file->name = NULL;
    file->folder_fd = file->fd = -1;
    file->temporary[0] = '\0';
    if (!item->temporary[0])
        return CPTS_OK;
    const int fd = item->fd;
    item->fd = -1;
    return close(fd) == 0 || errno == EINTR ? CPTS_OK : cpts_file_fail(context, shown, errno);
}

cpts_status cpts_set_take_transaction(cpts_context *context, cpts_end_fn *end, void *transaction)
{
    struct output_set *set = context->set;
    if (!set)
        return end(context, transaction, true);
    if (!CPTS_ARRAY_MORE(set->transactions, set->transaction_count, set->transaction_capacity)) {
        (void)end(context, transaction, false);
        return cpts_fail_memory(context);
    }
    set->transactions[set->transaction_count++] = (struct transaction){end, transaction};
    return CPTS_OK;
}

cpts_status cpts_set_fork(cpts_context *fork, cpts_context *context)
{
    fork->set = context->set ? cpts_array_new(1, sizeof *fork->set) : NULL;
    return fork->set || !context->set ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_set_join(cpts_context *context, cpts_context *fork, bool keep)
{
    struct output_set *set = context->set, *taken = fork->set;
    cpts_status status = CPTS_OK;
    if (taken && keep) {
        if (!cpts_array_reserve(&set->items, &set->capacity, set->count + taken->count,
                                sizeof *set->items)) {
            status = cpts_fail_memory(context);
        } else {
            memcpy(set->items + set->count, taken->items, taken->count * sizeof *set->items);
            set->count += taken->count;
            taken->count = 0;
        }
    }
    free_set(fork);
    return status;
}

/* ---- all together ---------------------------------------------------------------------------- */

cpts_status cpts_outputs_settle(cpts_context *context, const char *folder)
{
    int journal = -1;
    cpts_begin(context);
    int fd;
    const int error = cpts_place_folder(&fd, folder);
    if (error)
        return error == CPTS_FOREIGN_LINK ? cpts_file_fail(context, folder, error)
                                          : CPTS_OK; /* nothing was written there */
    const cpts_status status = cpts_journal_open(&journal, context, fd, folder, false);
    cpts_journal_end(fd, journal);
    close(fd);
    return status;
}

static int by_folder(const void *a, const void *b)
{
    const struct pending *one = a, *two = b;
    if (one->device != two->device)
        return one->device < two->device ? -1 : 1;
    if (one->number != two->number)
        return one->number < two->number ? -1 : 1;
    return strcmp(one->name, two->name);
}

static bool starts_folder(const struct output_set *set, size_t i)
{
    return i == 0 || set->items[i].device != set->items[i - 1].device ||
           set->items[i].number != set->items[i - 1].number;
}

static int write_journal(const struct output_set *set, size_t first, int journal)
{
    struct bytes text = {.data = NULL};
    for (size_t i = first; i < set->count && (i == first || !starts_folder(set, i)); i++)
        cpts_journal_add(&text, set->items[i].temporary, set->items[i].name);
    const int error = cpts_journal_write(journal, &text);
    cpts_bytes_free(&text);
    return error;
}

/* The folder itself to the disk, as far as it may be opened. */
static void sync_folder(int folder_fd)
{
    const int fd = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

static cpts_status name_temporaries(cpts_context *context, struct output_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct pending *item = &set->items[i];
        const int error =
            item->temporary[0] ? 0 : cpts_file_link(item->folder_fd, item->fd, item->temporary);
        if (error)
            return cpts_file_fail(context, item->shown, error);
    }
    return CPTS_OK;
}

static cpts_status rename_all(cpts_context *context, struct output_set *set)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < set->count; i++) {
        struct pending *item = &set->items[i];
        int tries = 0;
        while (renameat(item->folder_fd, item->temporary, item->folder_fd, item->name) != 0 &&
               ++tries < 3)
            ;
        item->is_renamed = tries < 3;
        if (!item->is_renamed && status == CPTS_OK)
            status = cpts_file_fail(context, item->shown, errno);
    }
    return status;
}

static bool some_renamed(const struct output_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].is_renamed)
            return true;
    return false;
}

/* A database can refuse, files hardly: it comes first, and nothing has its name yet when it does.
 */
static cpts_status end_transactions(cpts_context *context, struct output_set *set)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < set->transaction_count && status == CPTS_OK; i++) {
        void *of = set->transactions[i].of;
        set->transactions[i].of = NULL;
        status = set->transactions[i].end(context, of, true);
    }
    set->is_kept = set->transaction_count && status == CPTS_OK;
    return status;
}

static cpts_status commit_locked(cpts_context *context, struct output_set *set, const int *journals)
{
    cpts_status status = name_temporaries(context, set);
    for (size_t i = 0; i < set->count && status == CPTS_OK; i++)
        if (starts_folder(set, i)) {
            const int error = write_journal(set, i, journals[i]);
            sync_folder(set->items[i].folder_fd);
            if (error)
                status = cpts_file_fail(context, set->items[i].folder, error);
        }
    if (status == CPTS_OK)
        status = end_transactions(context, set);
    return status == CPTS_OK ? rename_all(context, set) : status;
}

static cpts_status commit(cpts_context *context, struct output_set *set)
{
    cpts_status status = CPTS_OK;
    qsort(set->items, set->count, sizeof *set->items, by_folder);
    int *journals = cpts_array_new(set->count, sizeof *journals);
    if (!journals)
        return cpts_fail_memory(context);
    for (size_t i = 0; i < set->count; i++)
        journals[i] = -1;
    for (size_t i = 0; i < set->count && status == CPTS_OK; i++)
        if (starts_folder(set, i))
            status = cpts_journal_open(&journals[i], context, set->items[i].folder_fd,
                                       set->items[i].folder, true);
    if (status == CPTS_OK)
        status = commit_locked(context, set, journals);
    /* Half a set is left to the journal, which the next run finishes. */
    const bool is_half = status != CPTS_OK && (set->is_kept || some_renamed(set));
    for (size_t i = 0; i < set->count; i++) {
        if (is_half && !set->items[i].is_renamed)
            set->items[i].temporary[0] = '\0'; /* kept */
        if (journals[i] < 0)
            continue;
        sync_folder(set->items[i].folder_fd);
        if (is_half)
            close(journals[i]);
        else
            cpts_journal_end(set->items[i].folder_fd, journals[i]);
    }
    cpts_array_free(journals);
    return status;
}

cpts_status cpts_outputs_begin(cpts_context *context)
{
    cpts_begin(context);
    free_set(context);
    context->set = cpts_array_new(1, sizeof *context->set);
    return context->set ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_outputs_commit(cpts_context *context)
{
    cpts_begin(context);
    cpts_status status = cpts_interrupted(context);
    if (status == CPTS_OK && context->set && context->set->count)
        status = commit(context, context->set);
    else if (status == CPTS_OK && context->set)
        status = end_transactions(context, context->set);
    free_set(context);
    return status;
}

void cpts_outputs_discard(cpts_context *context)
{
    free_set(context);
}
