/*
 * A new file grows without a name (O_TMPFILE): a killed process leaves nothing behind. When it
 * is whole and on the disk, it gets its name: at once if that name is free, else through a
 * temporary name and a rename, since a link cannot replace a file. File systems without nameless
 * files get a temporary name from the start.
 *
 * A final name that is a symbolic link is followed, and the file is replaced beside the link's
 * target: people link `latest.json` to an archive or another disk, and `>` would follow it too.
 * The kernel is asked first whether the link may be followed, so a link planted in a shared
 * folder such as /tmp is refused where the system protects links.
 */
#include "output/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/memory.h"
#include "output/set.h"

#define LINKS_FOLLOWED 40

/* ---- where to ---------------------------------------------------------------------------- */

static char *copy_text(const char *text, size_t length)
{
    char *copy = cpts_array_raw(length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

/* "a/b" is folder "a" and name "b"; "b" is in "."; "/b" is in "/". */
static int split_path(struct output_file *file, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t folder_length = slash ? (size_t)(slash - path) : 0;
    if (!*name)
        return EISDIR;
    file->folder = slash ? copy_text(path, folder_length ? folder_length : 1) : copy_text(".", 1);
    file->name = copy_text(name, strlen(name));
    return file->folder && file->name ? 0 : ENOMEM;
}

/* The path a link leads to, to be freed: its text, taken from the folder the link is in. */
static int read_link(char **out, const char *path)
{
    char target[4096];
    ssize_t length = readlink(path, target, sizeof target);
    if (length < 0)
        return errno ? errno : EIO;
    if ((size_t)length == sizeof target)
        return ENAMETOOLONG;
    const char *slash = strrchr(path, '/');
    size_t prefix = target[0] == '/' || !slash ? 0 : (size_t)(slash - path) + 1;
    *out = cpts_array_raw(prefix + (size_t)length + 1, 1);
    if (!*out)
        return ENOMEM;
    memcpy(*out, path, prefix);
    memcpy(*out + prefix, target, (size_t)length);
    (*out)[prefix + (size_t)length] = '\0';
    return 0;
}

static int follow_links(struct output_file *file, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0 && errno != ENOENT)
        return errno;
    char *current = copy_text(path, strlen(path));
    int error = current ? 0 : ENOMEM;
    for (int links = 0; !error && lstat(current, &info) == 0 && S_ISLNK(info.st_mode); links++) {
        char *next = NULL;
        error = links == LINKS_FOLLOWED ? ELOOP : read_link(&next, current);
        cpts_array_free(current);
        current = next;
    }
    if (!error)
        error = split_path(file, current);
    cpts_array_free(current);
    return error;
}

/* ---- opening ----------------------------------------------------------------------------- */

static int open_nameless(struct output_file *file)
{
    /* The name is given later through /proc; some containers do not have it. */
    if (access("/proc/self/fd", X_OK) != 0)
        return ENOTSUP;
    file->fd = openat(file->folder_fd, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    return file->fd >= 0 ? 0 : errno;
}

static int open_named(struct output_file *file)
{
    char name[sizeof file->temporary];
    int error = cpts_file_temporary(name, sizeof name, "tmp");
    if (error)
        return error;
    file->fd =
        openat(file->folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file->fd < 0)
        return errno;
    memcpy(file->temporary, name, sizeof name);
    return 0;
}

static int open_beside(struct output_file *file, enum file_naming naming)
{
    file->folder_fd = open(file->folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (file->folder_fd < 0)
        return errno;
    if (faccessat(file->folder_fd, file->name, W_OK, AT_EACCESS) != 0 && errno != ENOENT)
        return errno; /* a file made read-only is kept, though a rename could replace it */
    file->is_new = naming == FILE_NEW;
    if (naming != FILE_NAMED && open_nameless(file) == 0)
        return 0;
    return open_named(file);
}

static int open_path(struct output_file *file, const char *path, enum file_naming naming)
{
    struct stat info;
    if (!*path)
        return ENOENT;
    if (stat(path, &info) == 0) {
        if (S_ISDIR(info.st_mode))
            return EISDIR;
        if (!S_ISREG(info.st_mode)) { /* /dev/null, a pipe: cannot, and must not, be replaced */
            file->in_place = true;
            file->fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
            return file->fd >= 0 ? 0 : errno;
        }
    }
    int error = follow_links(file, path);
    return error ? error : open_beside(file, naming);
}

static cpts_status start(struct output_file *file, cpts_context *context, const char *shown)
{
    *file = (struct output_file){.context = context, .shown = shown, .folder_fd = -1, .fd = -1};
    file->buffer = cpts_array_raw(CPTS_FILE_BUFFER, 1);
    return file->buffer ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_file_wrap(struct output_file *file, cpts_context *context, FILE *stream)
{
    cpts_status status = start(file, context, _("the standard output"));
    file->stream = stream;
    return status;
}

cpts_status cpts_file_call(struct output_file *file, cpts_context *context, const char *shown,
                           cpts_write_fn write, void *user)
{
    cpts_status status = start(file, context, shown);
    file->write = write;
    file->user = user;
    return status;
}

cpts_status cpts_file_open(struct output_file *file, cpts_context *context, const char *path,
                           enum file_naming naming)
{
    if (strcmp(path, "-") == 0)
        return cpts_file_wrap(file, context, stdout);
    cpts_status status = start(file, context, path);
    if (status != CPTS_OK)
        return status;
    int error = open_path(file, path, naming);
    if (!error)
        return CPTS_OK;
    cpts_file_discard(file);
    return cpts_file_fail(context, path, error);
}

cpts_status cpts_folder_make(cpts_context *context, const char *folder)
{
    struct stat info;
    if (mkdir(folder, 0777) == 0 ||
        (errno == EEXIST && stat(folder, &info) == 0 && S_ISDIR(info.st_mode)))
        return CPTS_OK;
    int error = errno == EEXIST ? ENOTDIR : errno;
    return cpts_file_fail(context, folder, error);
}

/* ---- writing ----------------------------------------------------------------------------- */

void cpts_file_flush(struct output_file *file)
{
    size_t size = file->used;
    file->used = 0;
    if (cpts_is_interrupted(file->context))
        file->interrupted = true;
    if (!size || file->error || file->interrupted)
        return;
    if (file->write)
        file->error = file->write(file->user, file->buffer, size) ? 0 : ECANCELED;
    else if (!file->stream)
        file->error = cpts_file_write_all(file->fd, file->buffer, size);
    else if (fwrite(file->buffer, 1, size, file->stream) != size)
        file->error = errno ? errno : EIO;
}

void cpts_file_bytes(struct output_file *file, const void *bytes, size_t size)
{
    const char *from = bytes;
    for (size_t room; size > (room = CPTS_FILE_BUFFER - file->used); size -= room, from += room) {
        memcpy(file->buffer + file->used, from, room);
        file->used += room;
        cpts_file_flush(file);
    }
    memcpy(file->buffer + file->used, from, size);
    file->used += size;
}

void cpts_file_text(struct output_file *file, const char *text)
{
    cpts_file_bytes(file, text, strlen(text));
}

/* ---- ending ------------------------------------------------------------------------------ */

static int give_name(struct output_file *file)
{
    if (!file->temporary[0]) {
        int error = cpts_file_give_name(file->folder_fd, file->fd, file->name);
        if (error != EEXIST || file->is_new)
            return error;
        char name[sizeof file->temporary];
        error = cpts_file_temporary(name, sizeof name, "tmp");
        if (!error)
            error = cpts_file_give_name(file->folder_fd, file->fd, name);
        if (error)
            return error;
        memcpy(file->temporary, name, sizeof name);
    }
    if (file->is_new && faccessat(file->folder_fd, file->name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    if (renameat(file->folder_fd, file->temporary, file->folder_fd, file->name) != 0)
        return errno;
    file->temporary[0] = '\0';
    return 0;
}

static int close_checked(struct output_file *file)
{
    const int fd = file->fd;
    file->fd = -1;
    return close(fd) == 0 || errno == EINTR ? 0 : errno;
}

static cpts_status status_of(const struct output_file *file)
{
    if (file->interrupted)
        return cpts_fail(file->context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"));
    if (file->error && file->write)
        return cpts_fail(file->context, CPTS_ERROR_OUTPUT, "%s",
                         _("the function receiving the output refused it"));
    return file->error ? cpts_file_fail(file->context, file->shown, file->error) : CPTS_OK;
}

cpts_status cpts_file_prepare(struct output_file *file)
{
    cpts_file_flush(file);
    if (file->error || file->interrupted)
        return status_of(file);
    if (file->write)
        return CPTS_OK;
    const bool is_bad =
        file->stream ? fflush(file->stream) != 0 : !file->in_place && fsync(file->fd) != 0;
    if (is_bad)
        file->error = errno ? errno : EIO;
    return status_of(file);
}

cpts_status cpts_file_commit(struct output_file *file)
{
    cpts_status status = cpts_file_prepare(file);
    const bool has_name = !file->stream && !file->write;
    if (status == CPTS_OK && file->context->set && has_name && !file->in_place && !file->is_new) {
        status = cpts_set_take(file);
    } else if (status == CPTS_OK && has_name) {
        file->error = file->in_place ? 0 : give_name(file);
        if (!file->error)
            file->error = close_checked(file);
        status = status_of(file);
    }
    cpts_file_discard(file);
    return status;
}

void cpts_file_discard(struct output_file *file)
{
    if (!file->context)
        return; /* never opened */
    if (file->fd >= 0)
        close(file->fd);
    if (file->temporary[0])
        unlinkat(file->folder_fd, file->temporary, 0);
    if (file->folder_fd >= 0)
        close(file->folder_fd);
    cpts_array_free(file->folder);
    cpts_array_free(file->name);
    cpts_array_free(file->buffer);
    *file = (struct output_file){.folder_fd = -1, .fd = -1};
}
