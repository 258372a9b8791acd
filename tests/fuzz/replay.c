/*
 * Gives a target the files and folders named on the command line, one input each: what a fuzzer
 * once found, and its corpus, tested by builds that have no fuzzer. Prints TAP.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat facts;
    if (!file || fstat(fileno(file), &facts) != 0)
        return -1;
    const size_t size = (size_t)facts.st_size;
    /* Exactly as large as the input, so that valgrind and the sanitizers see what is read past. */
    uint8_t *data = malloc(size ? size : 1);
    const bool read = data && fread(data, 1, size, file) == size;
    fclose(file);
    if (read)
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    return read ? 1 : -1;
}

static int replay_folder(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort), done = 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        const bool fits =
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name) < (int)sizeof path;
        const int replayed = entries[i]->d_name[0] == '.' ? 0 : fits ? replay(path) : -1;
        done = replayed < 0 || done < 0 ? -1 : done + replayed;
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return count < 0 ? -1 : done;
}

int main(int argc, char **argv)
{
    int failed = 0;
    printf("1..%d\n", argc - 1);
    for (int i = 1; i < argc; i++) {
        struct stat facts;
        const bool is_folder = stat(argv[i], &facts) == 0 && S_ISDIR(facts.st_mode);
        const int count = is_folder ? replay_folder(argv[i]) : replay(argv[i]);
        failed += count <= 0;
        printf("%sok %d - %s: %d inputs\n", count > 0 ? "" : "not ", i, argv[i], count);
        fflush(stdout);
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
