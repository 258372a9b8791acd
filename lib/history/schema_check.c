/*
 * Whether the schema of a store is ours. A trigger or a computed column of somebody else would run
 * when a run is recorded, with all that SpatiaLite can do. So the schema is looked through before
 * SpatiaLite is there, and our tables, their indexes and their triggers must be, word for word,
 * those that this program makes. Tables of others (QGIS keeps its styles in a base) are left alone:
 * no statement of ours meets them.
 */
#include <string.h>

#include "history/schema.h"
#include "input/sources/base_schema.h"
#include "input/sources/guard.h"

/* What our statements meet: our tables, their spatial indexes, and what SpatiaLite's triggers note
 * about them. */
#define OBJECTS                                                                                    \
    "SELECT type,name,tbl_name,sql FROM main.sqlite_schema WHERE tbl_name COLLATE NOCASE "         \
    "IN('runs','inputs','rules','findings','events','units','perimeters','claims',"                \
    "'acceptances') OR tbl_name LIKE 'idx\\_%' ESCAPE '\\' OR "                                    \
    "(type='trigger' AND tbl_name LIKE 'geometry\\_columns%' ESCAPE '\\')"

/* Whether all such objects of one store are in the other. */
static bool is_within(struct store *one, struct store *other, char *missing, size_t size)
{
    struct query objects = cpts_query(one, OBJECTS);
    struct query same = cpts_query(other, "SELECT count(*) FROM main.sqlite_schema WHERE type=? "
                                          "AND name=? AND tbl_name=? AND sql IS ?");
    bool found = true;
    while (found && cpts_query_row(&objects)) {
        for (int i = 0; i < 3; i++)
            cpts_query_text(&same, cpts_query_text_at(&objects, i));
        cpts_query_text(&same,
                        cpts_query_null_at(&objects, 3) ? NULL : cpts_query_text_at(&objects, 3));
        found = cpts_query_row(&same) && cpts_query_integer_at(&same, 0) == 1;
        if (!found)
            snprintf(missing, size, "%s", cpts_query_text_at(&objects, 1));
        cpts_query_again(&same);
    }
    cpts_query_end(&same);
    cpts_query_end(&objects);
    return found;
}

static void compare(struct store *store)
{
    struct store reference;
    char name[128] = "";
    cpts_store_open_memory(&reference, store->context);
    if (reference.status == CPTS_OK)
        cpts_store_trust(&reference);
    if (reference.status == CPTS_OK)
        cpts_schema_reference(&reference, (int)cpts_store_number(store, "PRAGMA user_version"));
    const bool same = is_within(store, &reference, name, sizeof name) &&
                      is_within(&reference, store, name, sizeof name);
    if (store->status == CPTS_OK)
        store->status = reference.status;
    cpts_store_close(&reference);
    if (store->status == CPTS_OK && !same)
        store->status = cpts_fail(
            store->context, CPTS_ERROR_INPUT,
            _("the history %s is not as this program creates it ('%s' was added, changed or "
              "removed); it was left as it is: put a copy of it back, or name another file"),
            store->path, name);
}

cpts_status cpts_schema_admit(struct store *store)
{
    struct base_doubt doubt;
    const enum schema_state state = cpts_schema_state(store);
    if (state == SCHEMA_REFUSED)
        return store->status;
    if (!cpts_base_examine(store->db, &doubt)) {
        if (*doubt.object)
            store->status = cpts_base_refuse(store->context, &doubt, store->path);
        else
            cpts_store_fail(store, doubt.code);
        return store->status;
    }
    if (state == SCHEMA_OURS)
        compare(store);
    return store->status;
}
