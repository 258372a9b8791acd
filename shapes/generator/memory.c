#include "memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void demo_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("demo: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

void *demo_alloc(size_t count, size_t item_size)
{
    void *memory = calloc(count > 0 ? count : 1, item_size);
    if (memory == NULL) {
        demo_fail("out of memory (%zu items of %zu bytes)", count, item_size);
    }
    return memory;
}

void *demo_grow(void *array, size_t count, size_t item_size)
{
    void *memory =
        item_size > 0 && count <= SIZE_MAX / item_size ? realloc(array, count * item_size) : NULL;
    if (memory == NULL) {
        demo_fail("out of memory (%zu items of %zu bytes)", count, item_size);
    }
    return memory;
}

char *demo_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        demo_fail("out of memory (a string)");
    }
    return text;
}
