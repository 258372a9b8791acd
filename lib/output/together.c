/*
 * Several outputs of one report, each by whichever thread is free. Writers only read; what they do
 * write to is the context and the region's arena, of which each output has its own until all are
 * done: messages and files then reach the caller in the order of the outputs, whatever the threads
 * did.
 */
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "common/parallel.h"
#include "input/region/unit_words.h"
#include "output/output.h"
#include "output/run_id.h"
#include "output/set.h"

struct line {
    struct line *next;
    cpts_verbosity level;
    const char *text;
};

/* One output, and what its writer takes for the report. */
struct task {
    const cpts_output *output;
    struct cpts_report report;
    struct cpts_region region;
    cpts_context context;
    struct arena arena;
    struct line *first, **last; /* logged meanwhile */
    cpts_status status;
};

struct together {
    const struct cpts_report *report;
    struct task *tasks;
    size_t count;
    size_t *begun;        /* tasks, those that take long first */
    atomic_size_t failed; /* the first task that did */
};

/* Streams, databases and what is drawn or copied by libraries with a state of their own. */
static bool is_alone(const cpts_output *output)
{
    switch (output->format) {
    case CPTS_FORMAT_SHEETS:
    case CPTS_FORMAT_MAP:
    case CPTS_FORMAT_ATLAS:
    case CPTS_FORMAT_POSTGIS:
    case CPTS_FORMAT_LAYERS:
        return true;
    default:
        return strcmp(output->path, "-") == 0;
    }
}

static void keep_line(void *user, cpts_verbosity level, const char *message)
{
    struct task *task = user;
    struct line *line = cpts_arena_alloc(&task->arena, sizeof *line);
    char *text = line ? cpts_arena_string(&task->arena, message) : NULL;
    if (!text)
        return;
    *line = (struct line){NULL, level, text};
    *task->last = line;
    task->last = &line->next;
}

static cpts_status open_task(struct task *task, const struct cpts_report *report,
                             const cpts_output *output)
{
    cpts_context *context = report->region->context;
    task->output = output;
    task->last = &task->first;
    task->report = *report;
    task->region = *report->region;
    task->report.region = &task->region;
    task->region.context = &task->context;
    task->region.arena = (struct arena){NULL};
    cpts_context_fork(&task->context, context);
    if (context->log)
        cpts_context_set_log(&task->context, keep_line, task);
    return cpts_set_fork(&task->context, context);
}

/* Hands on what a task logged and wrote. */
static cpts_status close_task(struct task *task, cpts_context *context, cpts_status status)
{
    for (const struct line *line = task->first; line && status == CPTS_OK; line = line->next)
        context->log(context->log_user, line->level, line->text);
    if (status == CPTS_OK && task->status != CPTS_OK)
        status = cpts_fail(context, task->status, "%s", task->context.message);
    const cpts_status joined = cpts_set_join(context, &task->context, status == CPTS_OK);
    cpts_arena_free(&task->region.arena);
    cpts_arena_free(&task->arena);
    return status == CPTS_OK ? joined : status;
}

/* Begun last, one that takes long would leave the other threads without work. */
static bool takes_long(const cpts_output *output)
{
    return output->format == CPTS_FORMAT_GPKG || output->format == CPTS_FORMAT_HTML;
}

static void order_tasks(struct together *together)
{
    size_t count = 0;
    for (int is_long = 1; is_long >= 0; is_long--)
        for (size_t i = 0; i < together->count; i++)
            if (takes_long(together->tasks[i].output) == is_long)
                together->begun[count++] = i;
}

static void note_failure(struct together *together, size_t task)
{
    size_t first = atomic_load(&together->failed);
    while (task < first && !atomic_compare_exchange_weak(&together->failed, &first, task))
        ;
}

/* When an output fails, those after it are left, and all before it are written or fail too. */
static bool write_tasks(void *user, int worker, size_t first, size_t last)
{
    struct together *together = user;
    cpts_context *context = together->report->region->context;
    for (size_t i = first; i < last; i++) {
        const size_t index = together->begun[i];
        struct task *task = &together->tasks[index];
        if (index > atomic_load(&together->failed))
            continue;
        /* The caller is called back by its own thread alone. */
        if (worker == 0 && context->progress)
            context->progress(context->progress_user, _("writing"),
                              (double)i / (double)together->count);
        task->status = cpts_report_write(&task->report, task->output->format, task->output->path);
        if (task->status != CPTS_OK)
            note_failure(together, index);
    }
    return true;
}

/* What a writer would look up once and keep in the region. */
static cpts_status look_up(const struct cpts_report *report)
{
    struct cpts_region *region = report->region;
    struct size_classes classes;
    cpts_status status = cpts_size_classes_in_force(&classes, region);
    for (size_t i = 0; i < region->source_count && status == CPTS_OK; i++)
        status = cpts_source_digest(region, &region->sources[i]);
    region->context->map_unit_kinds = cpts_unit_kinds(&region->units);
    return status == CPTS_OK ? cpts_run_identify(report) : status;
}

static cpts_status write_by_threads(const struct cpts_report *report, const cpts_output *outputs,
                                    size_t count)
{
    cpts_context *context = report->region->context;
    struct together together = {.report = report};
    cpts_status status = look_up(report);
    together.tasks = cpts_array_new(count, sizeof *together.tasks);
    together.begun = cpts_array_new(count, sizeof *together.begun);
    atomic_init(&together.failed, SIZE_MAX);
    if (!together.tasks || !together.begun)
        status = cpts_fail_memory(context);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (!is_alone(&outputs[i]))
            status = open_task(&together.tasks[together.count++], report, &outputs[i]);
    if (status == CPTS_OK)
        order_tasks(&together);
    const bool done =
        status == CPTS_OK && cpts_parallel(context, together.count, 1, write_tasks, &together);
    for (size_t i = 0; i < together.count; i++)
        status = close_task(&together.tasks[i], context, status);
    cpts_array_free(together.tasks);
    cpts_array_free(together.begun);
    /* Stopped before an output was begun: none of them says so. */
    return status == CPTS_OK && !done
               ? cpts_fail(context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"))
               : status;
}

cpts_status cpts_report_write_all(const cpts_report *report, const cpts_output *outputs,
                                  size_t count)
{
    cpts_begin(report->region->context);
    cpts_status status = CPTS_OK;
    const bool has_one = count == 1;
    if (!has_one)
        status = write_by_threads(report, outputs, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (has_one || is_alone(&outputs[i]))
            status = cpts_report_write(report, outputs[i].format, outputs[i].path);
    return status;
}
