#include "common/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

#define WORKERS_MOST 64

struct loop {
    const cpts_context *context;
    cpts_work_fn work;
    void *user;
    size_t count, chunk;
    atomic_size_t next;
    atomic_bool failed;
};

struct worker {
    struct loop *loop;
    int number;
    pthread_t thread;
    bool started;
};

static void *run(void *argument)
{
    const struct worker *worker = argument;
    struct loop *loop = worker->loop;
    while (!atomic_load(&loop->failed)) {
        size_t first = atomic_fetch_add(&loop->next, loop->chunk);
        if (first >= loop->count)
            break;
        size_t last = loop->count - first < loop->chunk ? loop->count : first + loop->chunk;
        if (cpts_is_interrupted(loop->context) ||
            !loop->work(loop->user, worker->number, first, last))
            atomic_store(&loop->failed, true);
    }
    return NULL;
}

bool cpts_parallel(const cpts_context *context, size_t count, size_t chunk, cpts_work_fn work,
                   void *user)
{
    struct loop loop = {
        .context = context, .work = work, .user = user, .count = count, .chunk = chunk ? chunk : 1};
    struct worker all[WORKERS_MOST];
    const int workers = context->jobs < WORKERS_MOST ? context->jobs : WORKERS_MOST;
    for (int w = 0; w < workers || w == 0; w++)
        all[w] = (struct worker){.loop = &loop, .number = w};
    /* A thread is not worth starting for one chunk. */
    for (int w = 1; w < workers && (size_t)w * loop.chunk < count; w++)
        all[w].started = pthread_create(&all[w].thread, NULL, run, &all[w]) == 0;
    run(&all[0]);
    for (int w = 1; w < workers; w++)
        if (all[w].started)
            pthread_join(all[w].thread, NULL);
    return !atomic_load(&loop.failed);
}
