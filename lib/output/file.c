/*
 * A new file grows without a name (O_TMPFILE): a killed process leaves nothing behind. When it
 * is whole and on the disk, it gets its name: at once if that name is free, else through a
 * temporary name and a rename, since a link cannot replace a file. File systems without nameless
 * files get a temporary name from the start.
 *
 * A final name that is a symbolic link is followed, and the file is replaced beside the link's
 * target: people link `latest.json` to an archive or another disk, and `>` would follow it too.
 * place.c does that, and refuses a link planted in a shared folder such as /tmp.
 */
#include "output/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/memory.h"
#include "common/place.h"
#include "output/set.h"

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

/* A place that a link led to is named by where it is. */
static int set_place(struct output_file *file, struct place *place, const char *path)
{
    char *there = place->is_followed ? cpts_place_path(place) : NULL;
    const int error = split_path(file, there ? there : path);
    cpts_array_free(there);
    if (error)
        return error;
    cpts_array_free(file->name);
    file->name = place->name;
    place->name = NULL;
    file->folder_fd = place->folder_fd;
    place->folder_fd = -1;
    return 0;
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

/* What replaces a file is read by those who could read it, and by nobody else: it has its mode and
 * its group, or, when the group cannot be given, lets that group do what everybody may. */
static int keep_access(const struct output_file *file, const struct stat *before)
{
    mode_t mode = (before->st_mode & 0777) | S_IRUSR | S_IWUSR;
    struct stat made;
    if (fstat(file->fd, &made) != 0)
        return errno;
    if (made.st_gid != before->st_gid && fchown(file->fd, (uid_t)-1, before->st_gid) != 0)
        mode = (mode & ~(mode_t)S_IRWXG) | ((mode & S_IRWXO) << 3);
    return (made.st_mode & 0777) == mode || fchmod(file->fd, mode) == 0 ? 0 : errno;
}

static int open_unfinished(struct output_file *file, enum file_naming naming)
{
    return naming != FILE_NAMED && open_nameless(file) == 0 ? 0 : open_named(file);
}

static int open_beside(struct output_file *file, enum file_naming naming)
{
    struct stat before;
    const bool is_there = fstatat(file->folder_fd, file->name, &before, AT_SYMLINK_NOFOLLOW) == 0;
    if (faccessat(file->folder_fd, file->name, W_OK, AT_EACCESS) != 0 && errno != ENOENT)
        return errno; /* a file made read-only is kept, though a rename could replace it */
    file->is_new = naming == FILE_NEW;
    const int error = open_unfinished(file, naming);
    return !error && is_there ? keep_access(file, &before) : error;
}

/* A device, a pipe: it cannot, and must not, be replaced. */
static int open_stream(struct output_file *file, const struct place *place)
{
    file->in_place = true;
    file->fd =
        place->is_stream
            ? openat(place->folder_fd, place->name, O_WRONLY | O_NOCTTY | O_CLOEXEC)
            : openat(place->folder_fd, place->name, O_WRONLY | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
    return file->fd >= 0 ? 0 : errno;
}

static int open_place(struct output_file *file, struct place *place, const char *path,
                      enum file_naming naming)
{
    struct stat info;
    const int flags = place->is_stream ? 0 : AT_SYMLINK_NOFOLLOW;
    const bool is_there = fstatat(place->folder_fd, place->name, &info, flags) == 0;
    if (is_there && S_ISDIR(info.st_mode))
        return EISDIR;
    if (is_there && !S_ISREG(info.st_mode))
        return open_stream(file, place);
    const int error = set_place(file, place, path);
    return error ? error : open_beside(file, naming);
}

static int open_path(struct output_file *file, const char *path, enum file_naming naming)
{
    struct place place;
    int error = cpts_place_find(&place, path);
    if (!error)
        error = open_place(file, &place, path, naming);
    cpts_place_close(&place);
    return error;
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
    struct place place;
    int fd = -1, error = cpts_place_folder(&fd, folder);
    if (fd >= 0)
        close(fd);
    if (error != ENOENT)
        return error ? cpts_file_fail(context, folder, error) : CPTS_OK;
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    char *bare = copy_text(folder, length);
    error = bare ? cpts_place_find(&place, bare) : ENOMEM;
    if (!error && mkdirat(place.folder_fd, place.name, 0777) != 0)
        error = errno == EEXIST ? ENOTDIR : errno;
    if (bare)
        cpts_place_close(&place);
    cpts_array_free(bare);
    return error ? cpts_file_fail(context, folder, error) : CPTS_OK;
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

cpts_status cpts_file_end(struct output_file *file, cpts_status status)
{
    if (status == CPTS_OK)
        return cpts_file_commit(file);
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
