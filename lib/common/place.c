#include "common/place.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "common/memory.h"

#define LINKS_FOLLOWED 40
#define PATH_ROOM      4096

/* What is still to be walked: at first the path, then where links lead. */
struct walk {
    struct place *place;
    char *rest; /* of `room` */
    char room[2 * PATH_ROOM];
    int links;
};

static int enter(struct place *place, int fd)
{
    if (fd < 0)
        return errno ? errno : EIO;
    if (place->folder_fd >= 0)
        close(place->folder_fd);
    place->folder_fd = fd;
    return 0;
}

/* Puts `path` before what is left, and goes back to the root when it starts there. */
static int set_out(struct walk *walk, const char *path)
{
    char rest[PATH_ROOM];
    const size_t size = strlen(path), left = walk->rest ? strlen(walk->rest) : 0;
    if (!size)
        return ENOENT;
    if (size >= PATH_ROOM || left >= PATH_ROOM)
        return ENAMETOOLONG;
    memcpy(rest, walk->rest ? walk->rest : "", left + 1);
    memcpy(walk->room, path, size);
    memcpy(walk->room + size, rest, left + 1);
    walk->rest = walk->room;
    if (*path != '/' && walk->place->folder_fd >= 0)
        return 0;
    return enter(walk->place, open(*path == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/* The next name, ended in place; `rest` is what comes after it, with its slash. */
static char *next_name(struct walk *walk, char *end)
{
    char *name = walk->rest + strspn(walk->rest, "/");
    char *after = name + strcspn(name, "/");
    *end = *after;
    walk->rest = after;
    return name;
}

static bool is_in_proc(int folder_fd)
{
    struct statfs facts;
    return fstatfs(folder_fd, &facts) == 0 && facts.f_type == PROC_SUPER_MAGIC;
}

/* Where all may write and only owners remove, whoever made a link may not be who is trusted. */
static int may_follow(int folder_fd, const struct stat *link)
{
    struct stat folder;
    if (fstat(folder_fd, &folder) != 0)
        return errno;
    const bool is_shared = (folder.st_mode & S_ISVTX) && (folder.st_mode & S_IWOTH);
    return is_shared && link->st_uid != geteuid() && link->st_uid != folder.st_uid
               ? CPTS_FOREIGN_LINK
               : 0;
}

/* `link_fd` is the link itself: what is read is what was judged. */
static int follow(struct walk *walk, int link_fd, const struct stat *link)
{
    char target[PATH_ROOM];
    int error = may_follow(walk->place->folder_fd, link);
    if (error)
        return error;
    if (walk->links++ == LINKS_FOLLOWED)
        return ELOOP;
    const ssize_t length = readlinkat(link_fd, "", target, sizeof target);
    if (length < 0)
        return errno ? errno : EIO;
    if ((size_t)length == sizeof target)
        return ENAMETOOLONG;
    target[length] = '\0';
    walk->place->is_followed = true;
    return set_out(walk, target);
}

/* Links of /proc lead to what is open, which their text does not always name. */
static int follow_in_proc(struct walk *walk, const char *name, bool is_last, bool *is_found)
{
    struct place *place = walk->place;
    struct stat facts;
    if (!is_last)
        return enter(place, openat(place->folder_fd, name, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (fstatat(place->folder_fd, name, &facts, 0) != 0)
        return errno;
    place->is_stream = *is_found = !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
    return 0;
}

static int keep_name(struct place *place, const char *name)
{
    const size_t size = strlen(name) + 1;
    place->name = cpts_array_raw(size, 1);
    if (!place->name)
        return ENOMEM;
    memcpy(place->name, name, size);
    return 0;
}

/* One name further. *is_found: it was the last, and no link. */
static int step(struct walk *walk, bool *is_found)
{
    struct place *place = walk->place;
    char end, name[PATH_ROOM];
    const char *first = next_name(walk, &end);
    const size_t length = (size_t)(walk->rest - first);
    const bool is_last = !end;
    struct stat facts;
    if (!length)
        return EISDIR; /* the root, or a slash at the end */
    if (length >= sizeof name)
        return ENAMETOOLONG;
    memcpy(name, first, length);
    name[length] = '\0';
    const int fd = openat(place->folder_fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        *is_found = is_last && errno == ENOENT;
        if (*is_found)
            return keep_name(place, name);
        return errno == ENOENT && !walk->rest[1 + strspn(walk->rest + 1, "/")] ? EISDIR : errno;
    }
    int error = fstat(fd, &facts) == 0 ? 0 : errno;
    bool is_link = !error && S_ISLNK(facts.st_mode);
    if (is_link && is_in_proc(place->folder_fd)) {
        error = follow_in_proc(walk, name, is_last, is_found);
        is_link = !error && is_last && !*is_found;
        if (!is_link)
            goto done;
    }
    if (is_link) {
        error = follow(walk, fd, &facts);
    } else if (!error && is_last) {
        *is_found = true;
    } else if (!error) {
        error = S_ISDIR(facts.st_mode) ? enter(place, fd) : ENOTDIR;
        if (!error)
            return 0; /* `fd` is the folder now */
    }
done:
    close(fd);
    return !error && *is_found ? keep_name(place, name) : error;
}

cpts_status cpts_place_refuse(cpts_context *context, const char *path)
{
    return cpts_fail(context, CPTS_ERROR_OUTPUT,
                     _("cannot write %s: a link on the way to it is somebody else's, in a folder "
                       "where all may write; remove it, or write elsewhere"),
                     path);
}

int cpts_place_find(struct place *place, const char *path)
{
    struct walk walk = {.place = place};
    bool is_found = false;
    *place = (struct place){.folder_fd = -1};
    int error = set_out(&walk, path);
    while (!error && !is_found)
        error = step(&walk, &is_found);
    return error;
}

void cpts_place_close(struct place *place)
{
    if (place->folder_fd >= 0)
        close(place->folder_fd);
    cpts_array_free(place->name);
    *place = (struct place){.folder_fd = -1};
}

int cpts_place_folder(int *out, const char *path)
{
    struct place place;
    char inside[PATH_ROOM];
    *out = -1;
    const int length = snprintf(inside, sizeof inside, "%s/.", *path ? path : ".");
    if (length < 0 || (size_t)length >= sizeof inside)
        return ENAMETOOLONG;
    const int error = cpts_place_find(&place, inside);
    if (!error) {
        *out = place.folder_fd;
        place.folder_fd = -1;
    }
    cpts_place_close(&place);
    return error;
}

char *cpts_place_path(const struct place *place)
{
    char self[64], folder[PATH_ROOM];
    snprintf(self, sizeof self, "/proc/self/fd/%d", place->folder_fd);
    const ssize_t length = readlink(self, folder, sizeof folder);
    if (length <= 0 || (size_t)length >= sizeof folder || folder[0] != '/')
        return NULL;
    const size_t name = strlen(place->name);
    char *path = cpts_array_raw((size_t)length + name + 2, 1);
    if (!path)
        return NULL;
    memcpy(path, folder, (size_t)length);
    path[length] = '/';
    memcpy(path + length + 1, place->name, name + 1);
    return path;
}
