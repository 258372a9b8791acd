/*
 * What outputs ask of the disk, one by one or as a set: bytes written whole, files without a name
 * linked to one, and what to do when the disk refuses.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "common/cause.h"
#include "common/place.h"
#include "output/file.h"

static const char *remedy(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return _("free some space, or write to another disk");
    case EROFS:
    case EACCES:
    case EPERM:
        return _("choose a folder and a file that you may write to");
    case ENOENT:
        return _("create the folder first");
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
        return _("choose another name");
    case EEXIST:
        return _("another program has just made it: run again");
    case EISDIR:
        return _("give the name of a file");
    case EPIPE:
        return _("start both again");
    default:
        return _("check the disk, or write elsewhere");
    }
}

cpts_status cpts_file_fail(cpts_context *context, const char *path, int error)
{
    if (error == ENOMEM)
        return cpts_fail_memory(context);
    if (error == CPTS_FOREIGN_LINK)
        return cpts_place_refuse(context, path);
    char room[CPTS_CAUSE_ROOM];
    return cpts_fail(context, CPTS_ERROR_OUTPUT, _("cannot write %s: %s; %s"), path,
                     cpts_cause(room, error), remedy(error));
}

int cpts_file_temporary(char *name, size_t size, const char *ending)
{
    uint64_t random = 0;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        return errno ? errno : EIO;
    snprintf(name, size, ".cpts-coverage-%016llx.%s", (unsigned long long)random, ending);
    return 0;
}

int cpts_file_write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        bytes += written;
        size -= (size_t)written;
    }
    return 0;
}

int cpts_file_give_name(int folder_fd, int fd, const char *name)
{
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, self, folder_fd, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

int cpts_file_link(int folder_fd, int fd, char temporary[64])
{
    char name[64];
    const int error = cpts_file_temporary(name, sizeof name, "new");
    if (error)
        return error;
    const int linked = cpts_file_give_name(folder_fd, fd, name);
    if (!linked)
        memcpy(temporary, name, sizeof name);
    return linked;
}
