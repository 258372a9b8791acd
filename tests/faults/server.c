/*
 * The program, in which any call to memory, files or a library can be made to fail. A run is a
 * fork of this process: libraries are loaded once, and a crash ends the fork alone.
 *
 * Reads one request a line, words separated by tabs, and answers each with a line:
 *   calls                                   a line `NAME GROUP FAILURES` each, then an empty one
 *   trace FILE ARGUMENT...                  runs the program; FILE receives a record a call
 *   fail INDEX FAILURE once|ever ARGUMENT...
 *                                           runs it, the INDEX-th call failing in this of its ways;
 *                                           `ever`: and all later calls of the same name
 * Answers: STATUS COUNT NAME: the exit status or minus the signal, calls made, the one that failed
 * or `-`. What a run prints goes to the files stdout and stderr of the working directory.
 *
 * --wrap catches the calls of our own objects; those of files are defined here, in front of the C
 * library's, so that those of GDAL and SQLite are caught as well.
 */
#include "headers.h"

#include <execinfo.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/wait.h>

#include "../../cli/cli.h"

enum { WORDS_MOST = 100, LINE_MOST = 16384, FRAMES_MOST = 14, RUN_MOST_S = 120 };

struct call {
    const char *name, *group;
    int failures;
};

/* A call in a trace: which one, and where it was made. */
struct record {
    uint32_t call, thread;
    uint64_t place;
};

#define TRACE_MOST ((size_t)1 << 24)

/* Shared by the fork and the server. There is no other way to reach the functions below. */
static struct state {
    atomic_uint_fast64_t count;
    uint64_t target;
    atomic_int hit; /* the call that failed, from 1 */
    int failure;
    bool is_armed, fails_ever;
    struct record *trace;
} * state;

static void find_real(void *function, const char *name);
static _Thread_local bool is_looking; /* where a call came from */

/* Of the returns on the stack: a call from one place by two ways is two places. */
static uint64_t place(void)
{
    void *frames[FRAMES_MOST];
    is_looking = true;
    const int count = backtrace(frames, FRAMES_MOST);
    is_looking = false;
    uint64_t hash = 14695981039346656037u;
    for (int i = 2; i < count; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
    return hash;
}

/* Whether this call is to fail: 0, or which of its failures. */
static int fault_here(uint32_t call)
{
    if (!state || !state->is_armed || is_looking)
        return 0;
    const int error = errno;
    const uint64_t index = atomic_fetch_add(&state->count, 1) + 1;
    if (state->trace && index <= TRACE_MOST)
        state->trace[index - 1] = (struct record){call, (uint32_t)gettid(), place()};
    errno = error;
    if (index == state->target)
        atomic_store(&state->hit, (int)call + 1);
    else if (!state->fails_ever || index < state->target ||
             atomic_load(&state->hit) != (int)call + 1)
        return 0;
    return state->failure;
}

#define E(code, value) (errno = (code), (value))
/* As the C library notes an error in a stream, so that ferror returns it. */
#define IN(stream, value) ((stream)->_flags |= _IO_ERR_SEEN, (value))
#define CPL(value)        (CPLError(CE_Failure, CPLE_FileIO, "a failure made on purpose"), (value))

static void free_all(GEOSContextHandle_t handle, GEOSGeometry **geometries, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        GEOSGeom_destroy_r(handle, geometries[i]);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-value"
#include "calls.inc"
#pragma GCC diagnostic pop

static void find_real(void *function, const char *name)
{
    void *const found = __real_dlsym(RTLD_NEXT, name); /* ours is one that can fail */
    if (!found)
        abort();
    memcpy(function, &found, sizeof found);
}

enum { CALLS = sizeof calls / sizeof *calls };

/* ---- runs -------------------------------------------------------------------------------- */

static void redirect(FILE *stream, const char *path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || dup2(fd, fileno(stream)) < 0)
        _exit(127);
    close(fd);
}

static void run(int argc, char **argv)
{
    redirect(stdout, "stdout");
    redirect(stderr, "stderr");
    alarm(RUN_MOST_S);
    signal(SIGXFSZ, SIG_IGN);
    state->is_armed = true;
    const int status = cli_run(argc, argv, stdout, stderr);
    state->is_armed = false;
    exit(status); /* which looks for leaks, where there is who can */
}

static void answer(int argc, char **argv)
{
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0)
        run(argc, argv);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        exit(EXIT_FAILURE);
    const int hit = atomic_load(&state->hit);
    printf("%d\t%llu\t%s\n", WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
           (unsigned long long)state->count, hit ? calls[hit - 1].name : "-");
}

static void *share(const char *path, size_t size)
{
    const int fd = path ? open(path, O_RDWR | O_CREAT | O_TRUNC, 0666) : -1;
    if (path && (fd < 0 || ftruncate(fd, (off_t)size) != 0))
        return NULL;
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_NORESERVE | (path ? 0 : MAP_ANONYMOUS), fd, 0);
    if (path)
        close(fd);
    return shared == MAP_FAILED ? NULL : shared;
}

static bool trace(char **words, int count)
{
    const size_t size = TRACE_MOST * sizeof(struct record);
    state->trace = count > 2 ? share(words[1], size) : NULL;
    if (!state->trace)
        return false;
    answer(count - 2, words + 2);
    munmap(state->trace, size);
    const uint64_t made = state->count < TRACE_MOST ? state->count : TRACE_MOST;
    return truncate(words[1], (off_t)(made * sizeof(struct record))) == 0;
}

static bool fail(char **words, int count)
{
    if (count < 5)
        return false;
    state->target = strtoull(words[1], NULL, 10);
    state->failure = (int)strtol(words[2], NULL, 10);
    state->fails_ever = strcmp(words[3], "ever") == 0;
    answer(count - 4, words + 4);
    return true;
}

static bool list(void)
{
    for (size_t i = 0; i < CALLS; i++)
        printf("%s\t%s\t%d\n", calls[i].name, calls[i].group, calls[i].failures);
    return puts("") >= 0;
}

int main(void)
{
    static char line[LINE_MOST];
    char *words[WORDS_MOST + 1];
    void *frames[2];
    state = share(NULL, sizeof *state);
    if (!state)
        return EXIT_FAILURE;
    backtrace(frames, 2); /* loads what it needs */
    while (fgets(line, sizeof line, stdin)) {
        int count = 0;
        line[strcspn(line, "\n")] = '\0';
        for (char *rest = line, *word; count < WORDS_MOST && (word = strsep(&rest, "\t"));)
            words[count++] = word;
        words[count] = NULL;
        *state = (struct state){.target = 0};
        const bool good = strcmp(words[0], "calls") == 0   ? list()
                          : strcmp(words[0], "trace") == 0 ? trace(words, count)
                          : strcmp(words[0], "fail") == 0  ? fail(words, count)
                                                           : false;
        fflush(stdout);
        if (!good)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
