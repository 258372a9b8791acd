/*
 * The tables of a store, by version. A store of an earlier version is brought up to date in the
 * transaction of the next run; one of a later version is refused.
 */
#ifndef CPTS_HISTORY_SCHEMA_H
#define CPTS_HISTORY_SCHEMA_H

#include "history/store.h"
#include "input/region/region.h"

/* Whether the database is a store, or empty. When it is neither, store->status says so. */
enum schema_state { SCHEMA_EMPTY, SCHEMA_OURS, SCHEMA_REFUSED };
enum schema_state cpts_schema_state(struct store *store);

/* Whether an opened store, which nobody vouches for yet, is ours or empty: nothing that somebody
 * else put into its schema ever runs. To be called before cpts_store_trust. */
cpts_status cpts_schema_admit(struct store *store);

/* The tables of a version in an empty database, to compare with. */
void cpts_schema_reference(struct store *store, int version);

/* Inside a transaction: makes the tables for the region's CRS, or brings them up to date. */
void cpts_schema_create(struct store *store, const struct cpts_region *region);
void cpts_schema_migrate(struct store *store);

/* The present version. */
int cpts_schema_version(void);

/* The SRID of the geometries that a store keeps, and the one of a region. */
int cpts_schema_srid(struct store *store);
int cpts_schema_region_srid(const struct cpts_region *region);
bool cpts_schema_is_sheet(int srid); /* of several territories */

#endif
