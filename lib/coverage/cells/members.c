#include "coverage/cells/members.h"

#include <stdlib.h>

int cpts_compare_members(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

size_t cpts_members_order(uint32_t *members, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(members, count, sizeof *members, cpts_compare_members);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || members[i] != members[kept - 1])
            members[kept++] = members[i];
    return kept;
}
