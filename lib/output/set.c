#include "output/set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/bytes.h"
#include "common/memory.h"
#include "common/place.h"

#define JOURNAL      ".cpts-coverage.journal"
#define FIRST_LINE   "cpts-coverage journal 1\n"
#define LAST_LINE    "end\n"
#define JOURNAL_MOST ((size_t)4 << 20)
#define NAP_MS       50
#define WAIT_S       60
#define KEPT_OPEN    256 /* more files than these are named at once, and closed */

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
    if (!shown ||
        !cpts_array_reserve(&set->items, &set->capacity, set->count + 1, sizeof *set->items)) {
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
    if (!cpts_array_reserve(&set->transactions, &set->transaction_capacity,
                            set->transaction_count + 1, sizeof *set->transactions)) {
        (void)end(context, transaction, false);
        return cpts_fail_memory(context);
    }
    set->transactions[set->transaction_count++] = (struct transaction){end, transaction};
    return CPTS_OK;
}

/* ---- the journal ----------------------------------------------------------------------------- */

/* A name on a line of its own: what could end the line is written %XX. */
static void add_name(struct bytes *journal, const char *name)
{
    for (; *name; name++) {
        char escape[4];
        if ((unsigned char)*name > 0x20 && *name != '%') {
            cpts_bytes_add(journal, name, 1);
        } else {
            snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)*name);
            cpts_bytes_text(journal, escape);
        }
    }
}

static void read_name(char *name)
{
    char *out = name;
    for (const char *in = name; *in; in++) {
        char digits[3] = "";
        if (*in == '%' && in[1] && in[2]) {
            memcpy(digits, in + 1, 2);
            *out++ = (char)strtol(digits, NULL, 16);
            in += 2;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
}

static bool is_temporary(const char *name)
{
    static const char start[] = ".cpts-coverage-";
    return strncmp(name, start, sizeof start - 1) == 0 && !strchr(name, '/');
}

/* Files that got a temporary name and no place in a journal. */
static void sweep(int folder_fd)
{
    const int fd = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        const size_t length = strlen(entry->d_name);
        struct stat facts;
        if (is_temporary(entry->d_name) && length > 4 &&
            strcmp(entry->d_name + length - 4, ".new") == 0 &&
            fstatat(folder_fd, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
            facts.st_uid == geteuid())
            unlinkat(folder_fd, entry->d_name, 0);
    }
    closedir(folder);
}

/* Finishes what a journal says; one that was not written to its end renames nothing. */
static int finish(int folder_fd, int journal)
{
    struct stat facts;
    if (fstat(journal, &facts) != 0)
        return errno;
    if (facts.st_size <= 0 || (size_t)facts.st_size > JOURNAL_MOST) {
        sweep(folder_fd);
        return 0;
    }
    const size_t size = (size_t)facts.st_size, last = strlen(LAST_LINE), first = strlen(FIRST_LINE);
    char *text = cpts_array_raw(size + 1, 1);
    if (!text)
        return ENOMEM;
    const ssize_t got = pread(journal, text, size, 0);
    text[got > 0 ? got : 0] = '\0';
    const bool is_whole = got == (ssize_t)size && size >= first + last &&
                          memcmp(text, FIRST_LINE, first) == 0 &&
                          strcmp(text + size - last, LAST_LINE) == 0;
    int error = got < 0 ? errno : 0;
    char *rest = NULL;
    for (char *line = is_whole ? strtok_r(text + first, "\n", &rest) : NULL; line;
         line = strtok_r(NULL, "\n", &rest)) {
        char *name = strchr(line, ' ');
        if (!name)
            continue;
        *name++ = '\0';
        read_name(name);
        if (is_temporary(line) && *name && !strchr(name, '/') &&
            renameat(folder_fd, line, folder_fd, name) != 0 && errno != ENOENT)
            error = errno;
    }
    cpts_array_free(text);
    if (!error)
        sweep(folder_fd);
    return error;
}

/* ---- locks ----------------------------------------------------------------------------------- */

static cpts_status wait_for(cpts_context *context, int journal, const char *folder)
{
    const struct timespec nap = {0, NAP_MS * 1000000L};
    for (int naps = 0; flock(journal, LOCK_EX | LOCK_NB) != 0; naps++) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return CPTS_OK; /* a file system without locks */
        if (naps == 0)
            cpts_log(context, CPTS_NORMAL, _("another run is writing in %s: waiting for it"),
                     folder);
        if (naps * NAP_MS >= WAIT_S * 1000)
            return cpts_fail(context, CPTS_ERROR_OUTPUT,
                             _("another run has been writing in %s for over a minute; let it end, "
                               "or write in another folder"),
                             folder);
        const cpts_status status = cpts_interrupted(context);
        if (status != CPTS_OK)
            return status;
        nanosleep(&nap, NULL);
    }
    return CPTS_OK;
}

/* -1 when it cannot be opened; *made: whether there was none before. */
static int open_or_make(bool *made, int folder_fd, bool make)
{
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int fd = -1;
    *made = false;
    if (!make)
        return openat(folder_fd, JOURNAL, flags);
    do {
        fd = openat(folder_fd, JOURNAL, flags | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST) {
            *made = fd >= 0;
            return fd;
        }
        fd = openat(folder_fd, JOURNAL, flags);
    } while (fd < 0 && errno == ENOENT); /* gone between the two */
    return fd;
}

static cpts_status look_at(struct stat *facts, cpts_context *context, int journal,
                           const char *folder)
{
    if (fstat(journal, facts) != 0)
        return cpts_file_fail(context, folder, errno);
    if (S_ISREG(facts->st_mode) && facts->st_uid == geteuid() &&
        !(facts->st_mode & (S_IWGRP | S_IWOTH)))
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_OUTPUT,
                     _("%s holds %s, which belongs to another user, whose run left it; let that "
                       "run finish, or remove it"),
                     folder, JOURNAL);
}

/* One that this run made and cannot use does not stay behind, unless another run has taken it. */
static void leave_journal(int folder_fd, int fd, bool made)
{
    if (made && flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder_fd, JOURNAL, 0);
    close(fd);
}

/* The journal of a folder, locked, and of an earlier run finished; -1 in *out when there is none
 * and none is to be made. A journal of somebody else could have anything renamed: it is refused. */
static cpts_status open_journal(int *out, cpts_context *context, int folder_fd, const char *folder,
                                bool make)
{
    for (;;) {
        struct stat here, there;
        bool made;
        const int fd = open_or_make(&made, folder_fd, make);
        *out = -1;
        if (fd < 0)
            return !make ? CPTS_OK : cpts_file_fail(context, folder, errno);
        cpts_status status = look_at(&here, context, fd, folder);
        if (status == CPTS_OK)
            status = wait_for(context, fd, folder);
        if (status != CPTS_OK) {
            leave_journal(folder_fd, fd, made);
            return status;
        }
        /* Whoever had it may have removed it meanwhile. */
        if (fstatat(folder_fd, JOURNAL, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
            there.st_ino == here.st_ino && there.st_dev == here.st_dev) {
            const int error = finish(folder_fd, fd);
            if (!error && here.st_size == 0) {
                *out = fd;
                return CPTS_OK;
            }
            /* Finished, it goes; a run that has something to name begins another. */
            const bool is_gone = !error && unlinkat(folder_fd, JOURNAL, 0) == 0;
            const int why = error ? error : errno;
            leave_journal(folder_fd, fd, made && !is_gone);
            if (!is_gone)
                return cpts_file_fail(context, folder, why);
            if (!make)
                return CPTS_OK;
            continue;
        }
        close(fd);
    }
}

static void end_journal(int folder_fd, int journal)
{
    if (journal < 0)
        return;
    unlinkat(folder_fd, JOURNAL, 0);
    close(journal);
}

cpts_status cpts_outputs_settle(cpts_context *context, const char *folder)
{
    int journal = -1;
    cpts_begin(context);
    int fd;
    const int error = cpts_place_folder(&fd, folder);
    if (error)
        return error == CPTS_FOREIGN_LINK ? cpts_file_fail(context, folder, error)
                                          : CPTS_OK; /* nothing was written there */
    const cpts_status status = open_journal(&journal, context, fd, folder, false);
    end_journal(fd, journal);
    close(fd);
    return status;
}

/* ---- all together ---------------------------------------------------------------------------- */

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
    cpts_bytes_text(&text, FIRST_LINE);
    for (size_t i = first; i < set->count && (i == first || !starts_folder(set, i)); i++) {
        cpts_bytes_text(&text, set->items[i].temporary);
        cpts_bytes_text(&text, " ");
        add_name(&text, set->items[i].name);
        cpts_bytes_text(&text, "\n");
    }
    cpts_bytes_text(&text, LAST_LINE);
    int error = text.is_short ? ENOMEM : cpts_file_write_all(journal, text.data, text.used);
    if (!error && fsync(journal) != 0)
        error = errno;
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
            status = open_journal(&journals[i], context, set->items[i].folder_fd,
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
            end_journal(set->items[i].folder_fd, journals[i]);
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
