#include "output/sheet/name.h"

#include <stdio.h>

void cpts_sheet_name(char name[CPTS_SHEET_NAME_BYTES], const char *id, size_t perimeter)
{
    snprintf(name, CPTS_SHEET_NAME_BYTES, "%04zu-%.80s.html", perimeter + 1, id);
    for (char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
              *c == '-' || *c == '.'))
            *c = '_';
}
