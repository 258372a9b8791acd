/*
 * Facts that show whether a file is still the one that was opened: a report must not give the
 * SHA-256 of one file and the findings of another.
 */
#ifndef CPTS_INPUT_SOURCES_FILE_FACTS_H
#define CPTS_INPUT_SOURCES_FILE_FACTS_H

#include <stdbool.h>
#include <sys/stat.h>

struct file_facts {
    bool known; /* else it cannot be checked: not a plain file, or written to by its readers too */
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec modified;
};

static inline struct file_facts cpts_file_facts(const char *path)
{
    struct stat facts;
    if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
        return (struct file_facts){.known = false};
    return (struct file_facts){true, facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtim};
}

#endif
