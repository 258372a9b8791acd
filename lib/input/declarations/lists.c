/*
 * Lists that declare the same CPTS twice: the sheets of two years, last month's file beside the new
 * one. United, they would claim what one of them has given up, and hide a white zone. They are
 * recognised by a claim that stands in two lists while other claims of the same CPTS stand in only
 * one of them. In the sheets of départements or of CPTS, each claim stands in one list.
 */
#include <string.h>

#include "input/region/builder.h"

enum { MAX_LISTS = 1024 };

struct comparing {
    struct cpts_region *region;
    size_t lists;          /* and those given from memory, number 0 */
    size_t *claims, *most; /* of each list: all claims, and those of the CPTS that has most */
    size_t *both;          /* of each two: claims in both */
    bool *differs;         /* of each two: a CPTS is in both, with other units */
    /* Of the perimeter at hand. */
    size_t *own, *shared;
    uint32_t *listed; /* lists that name it */
    size_t listed_count;
};

cpts_status cpts_list_begin(struct cpts_region *region, const char *shown, bool is_named)
{
    struct builder *builder = region->builder;
    if (!CPTS_ARRAY_MORE(builder->lists, builder->list_count, builder->list_capacity))
        return cpts_fail_memory(region->context);
    struct declared_list *list = &builder->lists[builder->list_count++];
    *list = (struct declared_list){cpts_arena_string(&region->arena, shown), is_named};
    builder->list = (uint32_t)builder->list_count;
    return list->shown ? CPTS_OK : cpts_fail_memory(region->context);
}

void cpts_list_end(struct cpts_region *region)
{
    struct builder *builder = region->builder;
    builder->list = 0;
}

/* ---- counting ---------------------------------------------------------------------------- */

static size_t *pair(const struct comparing *comparing, size_t *counts, size_t a, size_t b)
{
    return &counts[(a < b ? a : b) * comparing->lists + (a < b ? b : a)];
}

/* The same unit declared by the same perimeter: once in each list that says so. */
static void count_group(struct comparing *comparing, const struct declaration *first, size_t count)
{
    uint32_t lists[MAX_LISTS];
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t list = first[i].list;
        bool is_new = list != 0;
        for (size_t j = 0; j < found && is_new; j++)
            is_new = lists[j] != list;
        if (is_new)
            lists[found++] = list;
    }
    for (size_t i = 0; i < found; i++) {
        comparing->claims[lists[i]]++;
        if (comparing->own[lists[i]]++ == 0)
            comparing->listed[comparing->listed_count++] = lists[i];
        for (size_t j = 0; j < i; j++) {
            ++*pair(comparing, comparing->both, lists[i], lists[j]);
            ++*pair(comparing, comparing->shared, lists[i], lists[j]);
        }
    }
}

/* Two claims of a CPTS in common, at least half of the shorter list of them, and others besides. */
static void close_perimeter(struct comparing *comparing)
{
    enum { LEAST_IN_COMMON = 2 };
    for (size_t i = 0; i < comparing->listed_count; i++) {
        const size_t a = comparing->listed[i], own = comparing->own[a];
        comparing->most[a] = own > comparing->most[a] ? own : comparing->most[a];
        for (size_t j = 0; j < i; j++) {
            const size_t b = comparing->listed[j], other = comparing->own[b];
            size_t *shared = pair(comparing, comparing->shared, a, b);
            if (*shared >= LEAST_IN_COMMON && *shared * 2 >= (own < other ? own : other) &&
                own + other != *shared * 2)
                comparing->differs[(a < b ? a : b) * comparing->lists + (a < b ? b : a)] = true;
            *shared = 0;
        }
    }
    for (size_t i = 0; i < comparing->listed_count; i++)
        comparing->own[comparing->listed[i]] = 0;
    comparing->listed_count = 0;
}

static void count_all(struct comparing *comparing)
{
    const struct builder *builder = comparing->region->builder;
    const struct declaration *all = builder->declarations;
    for (size_t first = 0, end; first < builder->declaration_count; first = end) {
        for (end = first + 1;
             end < builder->declaration_count && all[end].perimeter == all[first].perimeter &&
             strcmp(all[end].code, all[first].code) == 0;
             end++)
            ;
        count_group(comparing, &all[first], end - first);
        if (end == builder->declaration_count || all[end].perimeter != all[first].perimeter)
            close_perimeter(comparing);
    }
}

/* ---- judging ----------------------------------------------------------------------------- */

/* A table of addresses names one commune a CPTS, of those that it declares elsewhere. */
static bool lists_seats(const struct comparing *comparing, size_t a, size_t b)
{
    return comparing->most[a] == 1 && comparing->most[b] > 1 &&
           *pair(comparing, comparing->both, a, b) == comparing->claims[a];
}

static bool are_two_editions(const struct comparing *comparing, size_t a, size_t b)
{
    const size_t both = *pair(comparing, comparing->both, a, b);
    const size_t of_a = comparing->claims[a], of_b = comparing->claims[b];
    if (both == 0 || of_a + of_b == both * 2 || lists_seats(comparing, a, b) ||
        lists_seats(comparing, b, a))
        return false;
    return both * 2 >= (of_a < of_b ? of_a : of_b) || comparing->differs[a * comparing->lists + b];
}

static bool is_in(const struct declaration *first, size_t count, size_t list)
{
    for (size_t i = 0; i < count; i++)
        if (first[i].list == list)
            return true;
    return false;
}

/* A claim that stands in one of two lists alone. */
static const struct declaration *find_difference(const struct builder *builder, size_t a, size_t b)
{
    const struct declaration *all = builder->declarations;
    for (size_t first = 0, end; first < builder->declaration_count; first = end) {
        for (end = first + 1;
             end < builder->declaration_count && all[end].perimeter == all[first].perimeter &&
             strcmp(all[end].code, all[first].code) == 0;
             end++)
            ;
        const bool in_a = is_in(&all[first], end - first, a);
        if (in_a != is_in(&all[first], end - first, b))
            return &all[first];
    }
    return NULL;
}

static cpts_status report_editions(const struct comparing *comparing, size_t a, size_t b)
{
    struct cpts_region *region = comparing->region;
    const struct builder *builder = region->builder;
    const struct declared_list *lists = builder->lists;
    const char *first = lists[a - 1].shown, *second = lists[b - 1].shown;
    const struct declaration *other = find_difference(builder, a, b);
    if (lists[a - 1].is_named && lists[b - 1].is_named) {
        cpts_log(region->context, CPTS_NORMAL,
                 _("%s and %s declare the same CPTS, with differences; both are counted, since "
                   "each was named"),
                 first, second);
        return CPTS_OK;
    }
    return cpts_fail(region->context, CPTS_ERROR_INPUT,
                     _("%s and %s declare the same CPTS with differences (%zu claims are in both, "
                       "%s and %s in only one of them), as two editions would: give only the valid "
                       "one (a sheet is named by 'FILE|layername=SHEET'). If both are valid, name "
                       "each sheet this way, or put them in one table"),
                     first, second, *pair(comparing, comparing->both, a, b),
                     other ? region->perimeters.name[other->perimeter] : "",
                     other ? other->text : "");
}

static bool begin(struct comparing *comparing)
{
    const size_t lists = comparing->lists;
    comparing->claims = cpts_array_new(lists, sizeof *comparing->claims);
    comparing->most = cpts_array_new(lists, sizeof *comparing->most);
    comparing->own = cpts_array_new(lists, sizeof *comparing->own);
    comparing->listed = cpts_array_new(lists, sizeof *comparing->listed);
    comparing->both = cpts_array_new(lists * lists, sizeof *comparing->both);
    comparing->shared = cpts_array_new(lists * lists, sizeof *comparing->shared);
    comparing->differs = cpts_array_new(lists * lists, sizeof *comparing->differs);
    return comparing->claims && comparing->most && comparing->own && comparing->listed &&
           comparing->both && comparing->shared && comparing->differs;
}

static void end(struct comparing *comparing)
{
    cpts_array_free(comparing->claims);
    cpts_array_free(comparing->most);
    cpts_array_free(comparing->own);
    cpts_array_free(comparing->listed);
    cpts_array_free(comparing->both);
    cpts_array_free(comparing->shared);
    cpts_array_free(comparing->differs);
}

cpts_status cpts_lists_compare(struct cpts_region *region)
{
    const struct builder *builder = region->builder;
    struct comparing comparing = {.region = region, .lists = builder->list_count + 1};
    if (builder->list_count < 2)
        return CPTS_OK;
    if (comparing.lists > MAX_LISTS)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("over %d tables declare perimeters; put them in fewer"),
                         (int)MAX_LISTS - 1);
    cpts_status status = begin(&comparing) ? CPTS_OK : cpts_fail_memory(region->context);
    if (status == CPTS_OK)
        count_all(&comparing);
    for (size_t b = 2; b < comparing.lists && status == CPTS_OK; b++)
        for (size_t a = 1; a < b && status == CPTS_OK; a++)
            if (are_two_editions(&comparing, a, b))
                status = report_editions(&comparing, a, b);
    end(&comparing);
    return status;
}
