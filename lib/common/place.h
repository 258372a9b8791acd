/*
 * Where a path leads: an open folder and a name in it. The path is walked here, one name after the
 * other, by descriptors, so that what was looked at is what is used; links are followed as the
 * kernel would, except those that somebody else has left in a folder where all may write (as
 * fs.protected_symlinks has it, whether or not the system has it so).
 */
#ifndef CPTS_COMMON_PLACE_H
#define CPTS_COMMON_PLACE_H

#include <stdbool.h>

#include "common/context.h"

#define CPTS_FOREIGN_LINK (-1) /* beside the numbers of errno */

struct place {
    int folder_fd;    /* O_PATH; -1 when closed */
    char *name;       /* no link, as far as it is there */
    bool is_followed; /* a link led elsewhere than the path says */
    bool is_stream;   /* of /proc: open or standard, to be opened by following */
};

/* 0, CPTS_FOREIGN_LINK or errno. cpts_place_close in all cases. */
int cpts_place_find(struct place *place, const char *path);
void cpts_place_close(struct place *place);

/* The message for CPTS_FOREIGN_LINK. */
cpts_status cpts_place_refuse(cpts_context *context, const char *path);

/* The folder that a path is, by descriptor: *out is -1 when it fails, as above. */
int cpts_place_folder(int *out, const char *path);

/* The path of a place without links, to be freed; NULL when the system cannot say. */
char *cpts_place_path(const struct place *place);

#endif
