/*
 * measure REPETITIONS COMMAND... [-- COMMAND...]...: runs the commands in turn, so often, and
 * prints what each cost. Run alternately, they meet the same disturbances of the machine, so that
 * ratios hold where times do not: a ratio is the median of those of the runs made one after the
 * other. A first, unmeasured run of each fills the page cache, unless
 * there is but one repetition: that is for what is slow.
 *
 * One line a command, tab-separated: user+sys CPU in ms, minimum and median; wall time in ms,
 * minimum and median; the largest peak of memory in KiB; the first command's CPU, then wall time,
 * as a multiple of this one's; the exit status. What the commands print is dropped, but not their
 * errors.
 *
 * Not in Python: Linux counts in a process's peak what its parent held when it was forked.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_COMMANDS    8
#define MOST_REPETITIONS 100

struct run {
    double cpu_ms, wall_ms;
};

struct command {
    char **argv;
    struct run runs[MOST_REPETITIONS];
    long peak_kib;
    int status;
};

static _Noreturn void fail(const char *what, const char *why)
{
    fprintf(stderr, "measure: %s: %s\n", what, why);
    exit(3);
}

static double milliseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static struct run run(struct command *command)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    const double start_ms = now_ms();
    pid_t child;
    const int error =
        posix_spawnp(&child, command->argv[0], &actions, NULL, command->argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error)
        fail(command->argv[0], strerror(error));
    int status;
    struct rusage used;
    while (wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR)
            fail(command->argv[0], strerror(errno));
    const double wall_ms = now_ms() - start_ms;
    if (!WIFEXITED(status))
        fail(command->argv[0], "killed by a signal");
    command->status = WEXITSTATUS(status);
    if (used.ru_maxrss > command->peak_kib)
        command->peak_kib = used.ru_maxrss;
    return (struct run){milliseconds(used.ru_utime) + milliseconds(used.ru_stime), wall_ms};
}

static int by_value(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void print(const struct command *first, const struct command *command, size_t repetitions)
{
    double cpu_ms[MOST_REPETITIONS], wall_ms[MOST_REPETITIONS];
    double cpu_ratio[MOST_REPETITIONS], wall_ratio[MOST_REPETITIONS];
    for (size_t i = 0; i < repetitions; i++) {
        cpu_ms[i] = command->runs[i].cpu_ms;
        wall_ms[i] = command->runs[i].wall_ms;
        cpu_ratio[i] = first->runs[i].cpu_ms / cpu_ms[i];
        wall_ratio[i] = first->runs[i].wall_ms / wall_ms[i];
    }
    const double cpu_median_ms = median(cpu_ms, repetitions);
    const double wall_median_ms = median(wall_ms, repetitions);
    printf("%.3f\t%.3f\t%.3f\t%.3f\t%ld\t%.4f\t%.4f\t%d\n", cpu_ms[0], cpu_median_ms, wall_ms[0],
           wall_median_ms, command->peak_kib, median(cpu_ratio, repetitions),
           median(wall_ratio, repetitions), command->status);
}

/* Cuts the arguments at each "--". */
static size_t split(struct command *commands, char **argv)
{
    size_t count = 0;
    for (bool is_new = true; *argv; argv++) {
        if (strcmp(*argv, "--") == 0) {
            *argv = NULL;
            is_new = true;
        } else if (is_new) {
            if (count == MOST_COMMANDS)
                fail(*argv, "too many commands");
            commands[count++].argv = argv;
            is_new = false;
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    static struct command commands[MOST_COMMANDS];
    const long repetitions = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (repetitions < 1 || repetitions > MOST_REPETITIONS)
        fail("usage", "measure REPETITIONS COMMAND... [-- COMMAND...]...");
    const size_t count = split(commands, argv + 2);
    for (size_t c = 0; repetitions > 1 && c < count; c++)
        run(&commands[c]);
    for (long i = 0; i < repetitions; i++)
        for (size_t c = 0; c < count; c++)
            commands[c].runs[i] = run(&commands[c]);
    for (size_t c = 0; c < count; c++)
        print(&commands[0], &commands[c], (size_t)repetitions);
    return 0;
}
