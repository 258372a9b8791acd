#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"

/* A file must never be opened on the number of a closed standard stream: what is printed would
 * land in it. A closed standard output stays one that cannot be written. */
static void fill_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            (void)!open("/dev/null", fd == 2 ? O_WRONLY : O_RDONLY);
}

/* Otherwise malloc keeps more and more of what is freed, the larger the blocks were; large ones
 * come one stage after another, each of other sizes. */
static void give_freed_memory_back(void)
{
    enum { LARGE_BYTES = 1 << 20 };
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    mallopt(M_TRIM_THRESHOLD, LARGE_BYTES);
}

/* Shells and service managers want to see a stopped program die of the signal it was sent. */
static void die_of(int signal_number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    signal(signal_number, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(signal_number);
}

int main(int argc, char **argv)
{
    fill_standard_streams();
    give_freed_memory_back();
    /* SQLite then takes no lock to count each allocation: GDAL, PROJ and the GeoPackage make a
     * hundred thousand, and nobody asks for the sum. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    /* A line in one write: a journal shared with others keeps it whole. */
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    signal(SIGXFSZ, SIG_IGN); /* a file over the limit is an error to report, not a death */
    const int status = cli_run(argc, argv, stdout, stderr);
    if (status > SIGNALLED)
        die_of(status - SIGNALLED);
    return status;
}
