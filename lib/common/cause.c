#include "common/cause.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/context.h"

static const char *words_for(int error)
{
    switch (error) {
    case ENOENT:
        return _("there is no such file or folder");
    case EACCES:
    case EPERM:
        return _("you may not open or change it");
    case EISDIR:
        return _("it is a folder");
    case ENOTDIR:
        return _("part of its path is a file, not a folder");
    case ENOSPC:
        return _("the disk is full");
    case EDQUOT:
        return _("your disk quota is used up");
    case EFBIG:
        return _("it would exceed the largest file size allowed there");
    case EROFS:
        return _("the disk cannot be written to");
    case EMFILE:
    case ENFILE:
        return _("too many files are open");
    case ENAMETOOLONG:
        return _("its name is too long");
    case ELOOP:
        return _("links in its path form a loop");
    case EEXIST:
        return _("one of that name already exists");
    case EPIPE:
        return _("the program reading it has ended");
    case EIO:
        return _("the disk, or the network it is on, reports an error");
    default:
        return _("the system refuses it");
    }
}

const char *cpts_cause(char room[static CPTS_CAUSE_ROOM], int error)
{
    char theirs[160];
    snprintf(room, CPTS_CAUSE_ROOM, "%.150s (%s)", words_for(error),
             strerror_r(error, theirs, sizeof theirs));
    return room;
}
