#include "common/context.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/memory.h"
#include "common/option_names.h"

#define OPTIONS_ROOM ((size_t)65536) /* no structure of options is as large */

const char *cpts_version(void)
{
    return CPTS_VERSION;
}

int cpts_version_number(void)
{
    return CPTS_VERSION_NUMBER;
}

cpts_status cpts_context_new(cpts_context **out)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return CPTS_ERROR_MEMORY;
    (*out)->fixed_seconds = cpts_seconds_fixed();
    atomic_init(&(*out)->holders, 1);
    cpts_context_set_jobs(*out, 0);
    clock_gettime(CLOCK_MONOTONIC, &(*out)->started);
    return CPTS_OK;
}

void cpts_context_hold(cpts_context *context)
{
    atomic_fetch_add(&context->holders, 1);
}

void cpts_context_release(cpts_context *context)
{
    if (atomic_fetch_sub(&context->holders, 1) != 1)
        return;
    free(context);
}

void cpts_context_fork(cpts_context *fork, const cpts_context *context)
{
    *fork = (cpts_context){.jobs = 1,
                           .has_colour = context->has_colour,
                           .print = context->print,
                           .of = context,
                           .started = context->started,
                           .dialect = context->dialect,
                           .names = context->names,
                           .fixed_seconds = context->fixed_seconds};
    memcpy(fork->run, context->run, sizeof fork->run);
    atomic_init(&fork->interrupts, 0);
    atomic_init(&fork->holders, 1);
}

/* What the caller gave to be called may be gone with the context, whose objects may live on. */
void cpts_context_free(cpts_context *context)
{
    if (!context)
        return;
    context->progress = NULL;
    context->log = NULL;
    cpts_context_release(context);
}

const char *cpts_context_message(const cpts_context *context)
{
    return context->message;
}

void cpts_context_set_jobs(cpts_context *context, int jobs)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    context->jobs = jobs > 0 ? jobs : cores > 0 ? (int)cores : 1;
}

void cpts_context_set_progress(cpts_context *context, cpts_progress_fn fn, void *user)
{
    context->progress = fn;
    context->progress_user = user;
}

void cpts_context_set_log(cpts_context *context, cpts_log_fn fn, void *user)
{
    context->log = fn;
    context->log_user = user;
}

double cpts_context_elapsed_s(const cpts_context *context)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - context->started.tv_sec) +
           1e-9 * (double)(now.tv_nsec - context->started.tv_nsec);
}

void cpts_context_set_colour(cpts_context *context, bool colour)
{
    context->has_colour = colour;
}

cpts_status cpts_context_set_csv_dialect(cpts_context *context, cpts_csv_dialect dialect)
{
    cpts_begin(context);
    if ((unsigned)dialect >= CPTS_CSV_DIALECT_COUNT)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no CSV dialect %d"),
                         (int)dialect);
    context->dialect = dialect;
    return CPTS_OK;
}

cpts_status cpts_context_set_option_names(cpts_context *context, cpts_option_names names)
{
    cpts_begin(context);
    if ((unsigned)names >= CPTS_OPTION_NAMES_COUNT)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("options cannot be named in way %d"),
                         (int)names);
    context->names = names;
    return CPTS_OK;
}

void cpts_context_interrupt(cpts_context *context)
{
    atomic_fetch_add(&context->interrupts, 1);
}

void cpts_context_resume(cpts_context *context)
{
    context->answered = context->obeyed = atomic_load(&context->interrupts);
}

bool cpts_is_interrupted(const cpts_context *context)
{
    if (context->of)
        context = context->of;
    return atomic_load_explicit(&context->interrupts, memory_order_relaxed) != context->answered;
}

void cpts_begin(cpts_context *context)
{
    context->message[0] = '\0';
    context->answered = context->obeyed;
}

cpts_status cpts_options_take(cpts_context *context, void *out, size_t size, size_t least,
                              const void *given)
{
    size_t given_size;
    memcpy(&given_size, given, sizeof given_size);
    if (given_size < least || given_size > OPTIONS_ROOM)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("options that were not initialised: begin with their _INIT"));
    const unsigned char *bytes = given;
    for (size_t i = size; i < given_size; i++)
        if (bytes[i])
            return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                             _("an option is newer than this library, version %s"), CPTS_VERSION);
    memset(out, 0, size);
    memcpy(out, given, given_size < size ? given_size : size);
    memcpy(out, &size, sizeof size);
    return CPTS_OK;
}

cpts_status cpts_fail(cpts_context *context, cpts_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(context->message, sizeof context->message, format, arguments);
    va_end(arguments);
    cpts_name_options(context->names, context->message, sizeof context->message);
    if (status == CPTS_ERROR_INTERRUPT)
        context->obeyed = atomic_load(&context->interrupts);
    return status;
}

cpts_status cpts_fail_memory(cpts_context *context)
{
    const cpts_status status = cpts_interrupted(context);
    return status == CPTS_OK ? cpts_fail(context, CPTS_ERROR_MEMORY, "%s", _("out of memory"))
                             : status;
}

void cpts_log(cpts_context *context, cpts_verbosity level, const char *format, ...)
{
    if (!context->log)
        return;
    char message[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    cpts_name_options(context->names, message, sizeof message);
    context->log(context->log_user, level, message);
}

cpts_status cpts_interrupted(cpts_context *context)
{
    return cpts_is_interrupted(context)
               ? cpts_fail(context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"))
               : CPTS_OK;
}

cpts_status cpts_advance(cpts_context *context, const char *stage, double done)
{
    const cpts_status status = cpts_interrupted(context);
    if (status == CPTS_OK && context->progress)
        context->progress(context->progress_user, stage, done);
    return status;
}
