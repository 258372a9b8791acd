/*
 * SpatiaLite, looked for when a history is asked for and not before. It is not linked: a check
 * without a history should neither need it nor wait for it. mod_spatialite, the usual way in, is
 * another copy of the same library: beside the one that GDAL brings, two of them would share
 * symbols in one process. So the library itself is opened, the copy already there if there is one.
 */
#ifndef CPTS_HISTORY_SPATIALITE_H
#define CPTS_HISTORY_SPATIALITE_H

#include <sqlite3.h>

#include "common/context.h"

/* SpatiaLite on one connection. Zero-initialise. */
struct spatialite {
    void *library; /* kept open: the connection calls into it */
    void *state;
    void (*clean)(const void *state);
};

/* Gives the connection the functions of SpatiaLite. */
cpts_status cpts_spatialite_attach(struct spatialite *spatialite, cpts_context *context,
                                   sqlite3 *db);

/* To be called once the connection is closed. */
void cpts_spatialite_detach(struct spatialite *spatialite);

#endif
