#include "history/spatialite.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY_COUNT (sizeof libraries / sizeof *libraries)

/* The functions used have had the same signatures since SpatiaLite 4. */
static const char *const libraries[] = {"libspatialite.so.7", "libspatialite.so.8",
                                        "libspatialite.so"};

static void *open_library(void)
{
    void *library = NULL;
    for (size_t i = 0; i < LIBRARY_COUNT && !library; i++)
        library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    for (size_t i = 0; i < LIBRARY_COUNT && !library; i++)
        library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* ISO C has no conversion from an object's address to a function's; POSIX has the same bits. */
static bool find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

cpts_status cpts_spatialite_attach(struct spatialite *spatialite, cpts_context *context,
                                   sqlite3 *db)
{
    void *(*new_state)(void) = NULL;
    void (*attach)(sqlite3 *, const void *, int) = NULL;
    spatialite->library = open_library();
    if (!spatialite->library ||
        !find(spatialite->library, "spatialite_alloc_connection", &new_state) ||
        !find(spatialite->library, "spatialite_init_ex", &attach) ||
        !find(spatialite->library, "spatialite_cleanup_ex", &spatialite->clean))
        return cpts_fail(context, CPTS_ERROR_OUTPUT, "%s",
                         _("a history needs the library SpatiaLite, which is not on this system; "
                           "install it (package libspatialite7)"));
    spatialite->state = new_state();
    if (!spatialite->state)
        return cpts_fail(context, CPTS_ERROR_OUTPUT, "%s",
                         _("SpatiaLite accepts no more connections in this process; close a "
                           "history first"));
    attach(db, spatialite->state, 0);
    return CPTS_OK;
}

void cpts_spatialite_detach(struct spatialite *spatialite)
{
    if (spatialite->state)
        spatialite->clean(spatialite->state);
    if (spatialite->library)
        dlclose(spatialite->library);
    *spatialite = (struct spatialite){.library = NULL};
}
