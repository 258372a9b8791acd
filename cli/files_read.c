#include "files_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli.h"

/* ---- the same file -------------------------------------------------------------------------- */

static bool same_inode(const char *a, const char *b)
{
    struct stat one, two;
    return stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

/* "folder/" of a path; "./" of a bare name. False when it is too long to be a path. */
static bool folder_of(char folder[PATH_MAX], const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t length = slash ? (size_t)(slash - path) + 1 : 2;
    if (length >= PATH_MAX)
        return false;
    memcpy(folder, slash ? path : "./", length);
    folder[length] = '\0';
    return true;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_plain(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

/* Whether what is written as `path` lands in the folder of `beside`. */
static bool same_folder(const char *path, const char *beside)
{
    char one[PATH_MAX], two[PATH_MAX];
    return folder_of(one, path) && folder_of(two, beside) && same_inode(one, two);
}

bool cli_same_place(const char *one, const char *other)
{
    if (strcmp(one, other) == 0)
        return true;
    if (is_plain(one) && is_plain(other))
        return same_inode(one, other);
    struct stat facts;
    return stat(one, &facts) != 0 && stat(other, &facts) != 0 &&
           strcmp(name_of(one), name_of(other)) == 0 && same_folder(one, other);
}

/* ---- side files ----------------------------------------------------------------------------- */

/* Whether `name` is `stem` (of `length`) and one of these endings, letter case aside. */
static bool has_ending(const char *name, const char *stem, size_t length,
                       const char *const *endings)
{
    if (strncmp(name, stem, length) != 0)
        return false;
    for (; *endings; endings++)
        if (strcasecmp(name + length, *endings) == 0)
            return true;
    return false;
}

static bool is_shape_file(const char *path)
{
    static const char *const parts[] = {".shp", ".shx", ".dbf", NULL};
    const char *dot = strrchr(name_of(path), '.');
    return dot && has_ending(dot, dot, 0, parts);
}

/* Side files are looked for beside the name as written, and beside what a link leads to. */
static bool is_beside(const char *source, const char *path)
{
    static const char *const of_shape[] = {".shp", ".shx", ".dbf", ".prj",     ".cpg",
                                           ".qix", ".sbn", ".sbx", ".idm",     ".ind",
                                           ".qpj", ".qmd", ".cst", ".shp.xml", NULL};
    static const char *const of_base[] = {"-wal", "-shm", "-journal", ".aux.xml", NULL};
    const char *name = name_of(source), *other = name_of(path), *dot = strrchr(name, '.');
    if (!same_folder(path, source))
        return false;
    return has_ending(other, name, strlen(name), of_base) ||
           (is_shape_file(source) && has_ending(other, name, (size_t)(dot - name), of_shape));
}

/* ---- sources -------------------------------------------------------------------------------- */

/* A folder is read whole. */
static bool is_inside(const char *source, const char *path)
{
    struct stat facts;
    char folder[PATH_MAX];
    return stat(source, &facts) == 0 && S_ISDIR(facts.st_mode) && folder_of(folder, path) &&
           same_inode(folder, source) && (is_plain(path) || is_shape_file(path));
}

static bool is_of(const char *source, const char *path)
{
    if (!*source)
        return false;
    if (cli_same_place(source, path) || is_beside(source, path) || is_inside(source, path))
        return true;
    char target[PATH_MAX], written[PATH_MAX];
    return realpath(source, target) && is_beside(target, realpath(path, written) ? written : path);
}

/* "/vsizip/folder/archive.zip/member": the longest start that is a file. */
static bool is_of_archive(const char *source, const char *path)
{
    static const char prefix[] = "/vsizip/";
    if (strncasecmp(source, prefix, sizeof prefix - 1) != 0)
        return false;
    source += sizeof prefix - 1;
    source += *source == '{';
    char archive[PATH_MAX];
    bool same = false;
    for (size_t end = strnlen(source, PATH_MAX - 1); end > 0 && !same; end--) {
        if (source[end] && source[end] != '/' && source[end] != '}')
            continue;
        memcpy(archive, source, end);
        archive[end] = '\0';
        same = is_of(archive, path);
    }
    return same;
}

/* PATH, PATH|layername=LAYER, PATH,sum=COLUMN and NAME=PATH: what may be a path is looked at as
 * one. */
bool cli_belongs_to_source(const char *source, const char *path)
{
    static const char *const ends[] = {"", "|", ",", "|,"};
    const char *starts[] = {source, source + strcspn(source, "=")};
    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++)
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
            const char *start = starts[s] + (s && *starts[s]);
            const size_t length = strcspn(start, ends[e]);
            char name[PATH_MAX];
            if (length >= sizeof name)
                continue;
            memcpy(name, start, length);
            name[length] = '\0';
            if (is_of(name, path) || is_of_archive(name, path))
                return true;
        }
    return false;
}

/* ---- the list ------------------------------------------------------------------------------- */

/* An option that reads says so by what it takes: a SOURCE, a FILE, PLACES, a STORE. Among the
 * outputs, the logo is read. */
static bool reads(const struct option_spec *option)
{
    static const char *const words[] = {"SOURCE", "FILE", "PLACES", "STORE"};
    const bool is_written =
        option->group == GROUP_OUTPUTS && option->target != offsetof(struct options, print.logo);
    for (size_t i = 0; option->argument && !is_written && i < sizeof words / sizeof *words; i++)
        if (strstr(option->argument, words[i]))
            return true;
    return false;
}

static const char *found_in(const char *const *sources, const char *path)
{
    for (; sources && *sources; sources++)
        if (cli_belongs_to_source(*sources, path))
            return *sources;
    return NULL;
}

static const char *found_in_environment(const char *path)
{
    static const char *const variables[] = {"CPTS_SIZE_CLASSES", "CPTS_LIFE_CLASSES"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *table = getenv(variables[i]);
        if (table && cli_belongs_to_source(table, path))
            return table;
    }
    return NULL;
}

const char *cli_file_read(const struct command *command, const struct options *options,
                          const char *path)
{
    const char *found = found_in(options->load.sources, path);
    for (size_t i = 0; i < cli_option_count && !found; i++) {
        const struct option_spec *option = &cli_options[i];
        const void *value = (const char *)options + option->target;
        if (!reads(option) || !(option->commands & command->bit))
            continue;
        if (option->kind == OPTION_LIST) {
            found = found_in(*(const char *const *const *)value, path);
        } else if (option->kind == OPTION_TEXT) {
            const char *const one[] = {*(const char *const *)value, NULL};
            found = found_in(one, path);
        }
    }
    return found ? found : found_in_environment(path);
}
