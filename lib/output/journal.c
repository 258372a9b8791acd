#include "output/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/memory.h"
#include "output/file.h"

#define JOURNAL      ".cpts-coverage.journal"
#define FIRST_LINE   "cpts-coverage journal 1\n"
#define LAST_LINE    "end\n"
#define JOURNAL_MOST ((size_t)4 << 20)
#define NAP_MS       50
#define WAIT_S       60

/* ---- its lines ------------------------------------------------------------------------------- */

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

void cpts_journal_add(struct bytes *text, const char *temporary, const char *name)
{
    cpts_bytes_text(text, text->used ? "" : FIRST_LINE);
    cpts_bytes_text(text, temporary);
    cpts_bytes_text(text, " ");
    add_name(text, name);
    cpts_bytes_text(text, "\n");
}

int cpts_journal_write(int journal, struct bytes *text)
{
    cpts_bytes_text(text, LAST_LINE);
    const int error =
        text->is_short ? ENOMEM : cpts_file_write_all(journal, text->data, text->used);
    return !error && fsync(journal) != 0 ? errno : error;
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

/* A journal of somebody else could have anything renamed: it is refused. */
cpts_status cpts_journal_open(int *out, cpts_context *context, int folder_fd, const char *folder,
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

void cpts_journal_end(int folder_fd, int journal)
{
    if (journal < 0)
        return;
    unlinkat(folder_fd, JOURNAL, 0);
    close(journal);
}
