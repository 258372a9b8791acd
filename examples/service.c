/*
 * A service: one region is loaded, several requests are answered at once by as many threads, and a
 * client who leaves has his request cancelled. Each thread has a context and a copy of the region.
 *
 *     cc service.c $(pkg-config --cflags --libs libcpts) -pthread -o service
 *     ./service region.gpkg
 */
#include <cpts.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define REQUESTS 6

/* Lets one request signal that it is under way, and wait until its client has left. */
struct leaving {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool has_begun, has_left;
};

struct request {
    const cpts_region *shared;
    cpts_context *context;
    double sliver_width_m;
    struct leaving *leaving; /* NULL: the client stays */
    pthread_t thread;
    cpts_status status;
    size_t findings, bytes;
};

static void wait_for_client(void *user, const char *stage, double done)
{
    struct leaving *leaving = user;
    (void)stage, (void)done;
    pthread_mutex_lock(&leaving->lock);
    leaving->has_begun = true;
    pthread_cond_broadcast(&leaving->moved);
    while (!leaving->has_left)
        pthread_cond_wait(&leaving->moved, &leaving->lock);
    pthread_mutex_unlock(&leaving->lock);
}

static bool count_bytes(void *user, const void *bytes, size_t size)
{
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

/* Any number of threads may copy the region at once. */
static void *answer(void *argument)
{
    struct request *request = argument;
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_region *copy = NULL;
    cpts_report *report = NULL;
    options.sliver_width_m = request->sliver_width_m;
    cpts_context_set_jobs(request->context, 1); /* the requests share the processors */
    if (request->leaving)
        cpts_context_set_progress(request->context, wait_for_client, request->leaving);
    request->status = cpts_region_copy(&copy, request->context, request->shared);
    if (request->status == CPTS_OK)
        request->status = cpts_check(&report, copy, &options);
    if (request->status == CPTS_OK) {
        request->findings = cpts_report_finding_count(report);
        request->status =
            cpts_report_write_to(report, CPTS_FORMAT_JSON, count_bytes, &request->bytes);
    }
    cpts_report_free(report);
    cpts_region_free(copy);
    return NULL;
}

static void leave(struct request *request)
{
    struct leaving *leaving = request->leaving;
    pthread_mutex_lock(&leaving->lock);
    while (!leaving->has_begun)
        pthread_cond_wait(&leaving->moved, &leaving->lock);
    cpts_context_interrupt(request->context); /* from this thread, while the other one checks */
    leaving->has_left = true;
    pthread_cond_broadcast(&leaving->moved);
    pthread_mutex_unlock(&leaving->lock);
}

static bool serve(const cpts_region *region)
{
    struct leaving leaving = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false};
    struct request requests[REQUESTS] = {{0}};
    size_t begun = 0;
    for (; begun < REQUESTS; begun++) {
        struct request *request = &requests[begun];
        request->shared = region;
        request->sliver_width_m = (double)begun;
        request->leaving = begun == 0 ? &leaving : NULL;
        if (cpts_context_new(&request->context) != CPTS_OK ||
            pthread_create(&request->thread, NULL, answer, request) != 0)
            break;
    }
    if (begun)
        leave(&requests[0]);
    bool good = begun == REQUESTS;
    for (size_t i = 0; i < begun; i++) {
        struct request *request = &requests[i];
        pthread_join(request->thread, NULL);
        printf("slivers of %.0f m: %s", request->sliver_width_m, cpts_status_name(request->status));
        if (request->status == CPTS_OK)
            printf(", %zu findings, a report of %zu bytes", request->findings, request->bytes);
        printf("\n");
        good = good && request->status == (i ? CPTS_OK : CPTS_ERROR_INTERRUPT);
    }
    for (size_t i = 0; i < REQUESTS; i++)
        cpts_context_free(requests[i].context);
    return good;
}

int main(int argc, char **argv)
{
    cpts_context *context = NULL;
    cpts_region *region = NULL;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;

    if (argc < 2 || cpts_context_new(&context) != CPTS_OK)
        return 3;
    load.sources = (const char *const *)argv + 1;
    bool good = cpts_region_load(&region, context, &load) == CPTS_OK;
    if (good)
        good = serve(region);
    else
        fprintf(stderr, "%s\n", cpts_context_message(context));
    cpts_region_free(region);
    cpts_context_free(context);
    return good ? 0 : 3;
}
