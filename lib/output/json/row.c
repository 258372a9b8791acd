#include "output/json/row.h"

#include <string.h>

static void put_member(struct json *json, struct query *row, int column, char kind, const char *key)
{
    if (kind == 's')
        cpts_json_key_string(json, key, cpts_query_text_at(row, column));
    else if (kind == 'o')
        cpts_json_key_optional(json, key, cpts_query_text_at(row, column));
    else if (kind == 'n')
        cpts_json_key_number(json, key, cpts_query_number_at(row, column));
    else if (kind == 'w')
        cpts_json_key_whole(json, key, cpts_query_number_at(row, column));
    else if (kind == 'c')
        cpts_json_key_count(json, key, (size_t)cpts_query_integer_at(row, column));
    else if (kind == 'b')
        cpts_json_key_bool(json, key, cpts_query_integer_at(row, column));
    else
        cpts_json_key_raw(json, key, cpts_query_text_at(row, column));
}

void cpts_json_row(struct json *json, struct query *row, int first, const char *members)
{
    for (int column = first; *members; column++) {
        const size_t length = strcspn(members, " ");
        char key[64];
        snprintf(key, sizeof key, "%.*s", (int)length - 2, members + 2);
        put_member(json, row, column, *members, key);
        members += length + (members[length] == ' ');
    }
}
