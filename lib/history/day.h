/*
 * A day of the past, as the store keeps it: the last run up to its end, and what held then.
 */
#ifndef CPTS_HISTORY_DAY_H
#define CPTS_HISTORY_DAY_H

#include "coverage/report.h"
#include "history/history.h"

struct day {
    cpts_history *history;
    struct store *store;
    int64_t run;
    char asked[16]; /* the day asked for, ISO 8601 */
    char checked_at[32];
    bool is_compliant;
};

/* Finds the day, in local time. Fails with CPTS_ERROR_ARGUMENT for an invalid day; with
 * CPTS_ERROR_INPUT when the history begins later, or holds no declaration of that run. */
cpts_status cpts_day_find(struct day *out, cpts_history *history, const char *date);

/* Checks again what was claimed, over units that are read: see cpts_history_check_at. */
cpts_status cpts_day_check(cpts_report **out, const struct day *day, const cpts_load_options *units,
                           const cpts_check_options *options);

/* A condition on the run ?1, of a row of units, perimeters or claims: it held then. */
#define CPTS_HELD_THEN "since_run<=?1 AND(until_run IS NULL OR until_run>?1)"

/* Each unit with what was claimed of it: code, name, population, area, how many claims, the share
 * in no CPTS and in several; null where two parts of a unit may or may not overlap. */
#define CPTS_UNITS_THEN                                                                            \
    "SELECT u.code,u.name,u.population,u.area_m2,count(c.perimeter),"                              \
    "CASE WHEN count(c.perimeter)=0 THEN 1.0 WHEN total(c.share>=1)>0 THEN 0.0 "                   \
    "WHEN count(c.perimeter)=1 THEN 1-max(c.share)END,"                                            \
    "CASE WHEN count(c.perimeter)<2 THEN 0.0 WHEN total(c.share>=1)>1 THEN 1.0 "                   \
    "WHEN total(c.share>=1)=1 AND count(c.perimeter)=2 THEN min(c.share)END "                      \
    "FROM(SELECT * FROM units WHERE " CPTS_HELD_THEN ")u "                                         \
    "LEFT JOIN(SELECT * FROM claims WHERE " CPTS_HELD_THEN ")c ON c.unit=u.code "                  \
    "GROUP BY u.code ORDER BY u.code"
enum {
    UNIT_THEN_CODE,
    UNIT_THEN_NAME,
    UNIT_THEN_POPULATION,
    UNIT_THEN_AREA,
    UNIT_THEN_CLAIMS,
    UNIT_THEN_WHITE_SHARE,
    UNIT_THEN_OVERLAP_SHARE
};

/* Each perimeter with what it claimed: id, name, status, area, inhabitants (null when those of a
 * unit are not known), whole units, parts of units. */
#define CPTS_PERIMETERS_THEN                                                                       \
    "SELECT p.id,p.name,p.status,total(c.share*u.area_m2),"                                        \
    "CASE WHEN count(c.unit)=count(u.population)THEN total(c.share*u.population)END,"              \
    "total(c.share>=1),total(c.share<1)"                                                           \
    "FROM(SELECT * FROM perimeters WHERE " CPTS_HELD_THEN ")p "                                    \
    "LEFT JOIN(SELECT * FROM claims WHERE " CPTS_HELD_THEN ")c ON c.perimeter=p.id "               \
    "LEFT JOIN(SELECT * FROM units WHERE " CPTS_HELD_THEN ")u ON u.code=c.unit "                   \
    "GROUP BY p.id ORDER BY p.id"
enum {
    PERIMETER_THEN_ID,
    PERIMETER_THEN_NAME,
    PERIMETER_THEN_STATUS,
    PERIMETER_THEN_AREA,
    PERIMETER_THEN_POPULATION,
    PERIMETER_THEN_WHOLE,
    PERIMETER_THEN_PARTIAL
};

/* Each claim: id and name of the perimeter, its status, code and name of the unit, share. */
#define CPTS_CLAIMS_THEN                                                                           \
    "SELECT c.perimeter,p.name,p.status,c.unit,u.name,c.share "                                    \
    "FROM(SELECT * FROM claims WHERE " CPTS_HELD_THEN ")c "                                        \
    "LEFT JOIN(SELECT * FROM perimeters WHERE " CPTS_HELD_THEN ")p ON p.id=c.perimeter "           \
    "LEFT JOIN(SELECT * FROM units WHERE " CPTS_HELD_THEN ")u ON u.code=c.unit "
#define CPTS_CLAIMS_THEN_BY_PERIMETER CPTS_CLAIMS_THEN "ORDER BY 1,4"
enum {
    CLAIM_THEN_ID,
    CLAIM_THEN_NAME,
    CLAIM_THEN_STATUS,
    CLAIM_THEN_CODE,
    CLAIM_THEN_UNIT_NAME,
    CLAIM_THEN_SHARE
};

/* A query of the above, bound to the day. */
struct query cpts_day_query(const struct day *day, const char *sql);

#endif
