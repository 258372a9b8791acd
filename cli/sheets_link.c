#include "sheets_link.h"

#include <stdio.h>
#include <string.h>

/* The next part of a path, past slashes and "."; its length, 0 at the end. */
static size_t next_part(const char **path)
{
    size_t length;
    do {
        *path += strspn(*path, "/");
        length = strcspn(*path, "/");
        if (length != 1 || **path != '.')
            return length;
        *path += length;
    } while (length);
    return 0;
}

static bool goes_up(const char *path)
{
    for (size_t length; (length = next_part(&path)) > 0; path += length)
        if (length == 2 && strncmp(path, "..", 2) == 0)
            return true;
    return false;
}

/* From the folder of a file to another folder, both from the same start. */
static bool relative(char link[PATH_MAX], const char *file, const char *folder)
{
    size_t from = next_part(&file), to = next_part(&folder), up = 0;
    /* As long as both go the same way, and what is compared of the file is a folder. */
    while (from && from == to && strncmp(file, folder, from) == 0 && strchr(file, '/')) {
        file += from;
        folder += to;
        from = next_part(&file);
        to = next_part(&folder);
    }
    for (const char *slash = file; (slash = strchr(slash, '/')); slash += strspn(slash, "/"))
        up++;
    if (3 * up + strlen(folder) + 2 > PATH_MAX)
        return false;
    for (size_t i = 0; i < up; i++)
        memcpy(link + 3 * i, "../", 3);
    snprintf(link + 3 * up, PATH_MAX - 3 * up, "%s", *folder ? folder : ".");
    return true;
}

/* A path through ".." or from another start may lead elsewhere: no link is better than a wrong
 * one. */
bool cli_sheets_link(char link[PATH_MAX], const struct options *options)
{
    const char *page = options->files[CPTS_FORMAT_HTML],
               *sheets = options->files[CPTS_FORMAT_SHEETS];
    char standard[PATH_MAX];
    if (!page && options->folder) {
        snprintf(standard, sizeof standard, "%s/report.html", options->folder);
        page = standard;
    }
    return page && sheets && strcmp(page, "-") != 0 && (*page == '/') == (*sheets == '/') &&
           !goes_up(page) && !goes_up(sheets) && relative(link, page, sheets);
}
