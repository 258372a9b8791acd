/*
 * loop THREADS: a fixed amount of arithmetic, shared among threads that never wait for each other.
 * Its wall time with one thread, as a multiple of that with two, is the most that any program can
 * gain on the machine as it is now.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "common.h"

#define ROUNDS       400000000L
#define MOST_THREADS 64

struct share {
    pthread_t thread;
    long rounds;
    double sum;
};

static void *work(void *data)
{
    struct share *share = data;
    double sum = 0; /* on the thread's own stack: sums of a shared cache line are waited for */
    for (long i = 0; i < share->rounds; i += 8)
        sum += bench_noise((uint64_t)i);
    share->sum = sum;
    return NULL;
}

int main(int argc, char **argv)
{
    static struct share shares[MOST_THREADS];
    const long threads = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (threads < 1 || threads > MOST_THREADS)
        bench_fail("usage: loop THREADS");
    for (long t = 0; t < threads; t++) {
        shares[t].rounds = ROUNDS / threads;
        if (pthread_create(&shares[t].thread, NULL, work, &shares[t]) != 0)
            bench_fail("no thread");
    }
    double sum = 0;
    for (long t = 0; t < threads; t++) {
        pthread_join(shares[t].thread, NULL);
        sum += shares[t].sum;
    }
    return sum > (double)ROUNDS; /* never: each number is less than 1 */
}
