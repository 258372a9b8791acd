/*
 * Output files that are either the old one or the whole new one, never a part.
 *
 * Errors stick: writing after one does nothing, and cpts_file_commit returns the first. So the
 * writers of formats need not check each call.
 */
#ifndef CPTS_OUTPUT_FILE_H
#define CPTS_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "common/context.h"

#define CPTS_FILE_BUFFER ((size_t)256 * 1024)
#define CPTS_FILE_ROOM   ((size_t)4096) /* the most cpts_file_room gives at once */

/* Zero-initialise; cpts_file_discard is then always safe. */
struct output_file {
    cpts_context *context;
    const char *shown;   /* the name for messages, borrowed: as the user wrote it */
    FILE *stream;        /* when set, bytes go there and nothing is renamed */
    cpts_write_fn write; /* likewise, with `user` */
    void *user;
    char *folder, *name; /* the final place, links followed; the folder for messages */
    int folder_fd, fd;   /* -1 when closed */
    char temporary[64];  /* name of the unfinished file in the folder; "" when it has none */
    bool in_place;       /* a device or a pipe: written directly */
    bool is_new;         /* its name must be free */
    int error;           /* errno of the first failure */
    bool interrupted;
    char *buffer;
    size_t used;
};

/* Ways of keeping the unfinished file: without any name, so that nothing is left of it even when
 * the process is killed, or, where the file system cannot do that, under a temporary name. A new
 * file replaces none: when another has its name by then, it fails. */
enum file_naming { FILE_NAMELESS_IF_POSSIBLE, FILE_NAMED, FILE_NEW };

/* Opens `path`, "-" for standard output. The folder must exist. */
cpts_status cpts_file_open(struct output_file *file, cpts_context *context, const char *path,
                           enum file_naming naming);

/* A stream of the caller's, neither closed nor renamed. */
cpts_status cpts_file_wrap(struct output_file *file, cpts_context *context, FILE *stream);

/* A function of the caller's, shown as `shown`. */
cpts_status cpts_file_call(struct output_file *file, cpts_context *context, const char *shown,
                           cpts_write_fn write, void *user);

void cpts_file_bytes(struct output_file *file, const void *bytes, size_t size);
void cpts_file_text(struct output_file *file, const char *text);
void cpts_file_flush(struct output_file *file);

/* Room for `size` bytes (at most CPTS_FILE_ROOM) of the buffer; add what was filled to `used`. */
static inline char *cpts_file_room(struct output_file *file, size_t size)
{
    if (file->used + size > CPTS_FILE_BUFFER)
        cpts_file_flush(file);
    return file->buffer + file->used;
}

static inline void cpts_file_char(struct output_file *file, char c)
{
    *cpts_file_room(file, 1) = c;
    file->used++;
}

/* All that can fail before the final name: the last bytes, and the disk. For several files that
 * go together, prepare all, then commit all. */
cpts_status cpts_file_prepare(struct output_file *file);

/* Brings the file under its final name. On failure the old file is still there, untouched. Frees
 * the file in all cases. */
cpts_status cpts_file_commit(struct output_file *file);

/* What files and sets of them are made of, in disk.c: the message of a failure; a temporary name; a
 * name, and a temporary one, for a nameless file; and write() to the end. errno, or 0. */
cpts_status cpts_file_fail(cpts_context *context, const char *path, int error);
int cpts_file_temporary(char *name, size_t size, const char *ending);
int cpts_file_give_name(int folder_fd, int fd, const char *name);
int cpts_file_link(int folder_fd, int fd, char temporary[64]);
int cpts_file_write_all(int fd, const char *bytes, size_t size);

/* Commits a file whose writing went well so far, else forgets it. */
cpts_status cpts_file_end(struct output_file *file, cpts_status status);

/* Forgets an unfinished file and removes what was written of it. */
void cpts_file_discard(struct output_file *file);

/* Creates `folder` if it is missing and its parent exists. */
cpts_status cpts_folder_make(cpts_context *context, const char *folder);

#endif
