/*
 * The writers: one for each format and subject (a report, a simulation, a proposal, a comparison),
 * behind the table of output.c. To add a format: a file with its writer, a line here, a line in
 * the table, a cpts_format.
 */
#ifndef CPTS_OUTPUT_OUTPUT_H
#define CPTS_OUTPUT_OUTPUT_H

#include "coverage/report.h"
#include "output/file.h"
#include "output/json/stream.h"

/* Writes the whole of a format. Errors of the file itself stay in the file, for cpts_file_commit to
 * return; the status is for all others. */
typedef cpts_status cpts_writer_fn(const struct cpts_report *report, struct output_file *file);

cpts_writer_fn cpts_write_text, cpts_write_geojson, cpts_write_json, cpts_write_gpkg,
    cpts_write_html, cpts_write_declaration, cpts_write_metrics, cpts_write_junit, cpts_write_mail,
    cpts_write_map, cpts_write_atlas;

/* What was read and how, and the verdict, without figures: the head of report.json. */
cpts_writer_fn cpts_write_json_head;

/* Tables in a folder, made if it is missing and its parent exists. */
cpts_status cpts_write_csv(const struct cpts_report *report, const char *folder);

/* Layers and tables in a schema of PostgreSQL: CONNECTION, or CONNECTION|schema=NAME. */
cpts_status cpts_write_postgis(const struct cpts_report *report, const char *target);

/* Layers and tables in a format of OGR, by the end of the path: a file, or a folder of them. */
cpts_status cpts_write_layers(const struct cpts_report *report, const char *path);

/* The members of a finding, as the contract names them, inside an object already open. */
void cpts_json_finding(struct json *json, const struct cpts_finding *finding);

/* The members "units_filled", "units_emptied" and "outside_emptied_m2" of a perimeter's object.
 * *at: where its units begin in the report's list, moved past them. */
void cpts_json_snapped(struct json *json, const struct cpts_report *report, size_t perimeter,
                       size_t *at);

/* Opens an object with what stands at the head of a report: the tool, the inputs, the options, the
 * verdict. */
cpts_status cpts_json_open_report(struct json *json, const struct cpts_report *report);

/* The totals of a report, as the contract names them, under `key`. */
void cpts_json_totals(struct json *json, const char *key, const struct cpts_report *report);

/* The member "acceptances" of an object already open: each, and whether it holds. */
void cpts_json_accepted(struct json *json, const struct cpts_report *report);

/* The member "history" of an object already open: what moved since the last run. */
void cpts_json_past(struct json *json, const struct past *past);

/* The member `territories`, of a region that spans several. */
void cpts_json_territories(struct json *json, const struct cpts_report *report);

/* The profile, if there is one. */
void cpts_json_profile(struct json *json, const struct cpts_report *report);
const char *cpts_indicator_kind(const struct indicator *indicator); /* "sum" */

/* The territories that a perimeter falls on, largest first; the one that holds at least 99 % of it,
 * else "". */
const struct fall *cpts_falls_of(const struct against *against, size_t perimeter, size_t *count);
const char *cpts_fall_within(const struct fall *falls, size_t count);

/* Units that no perimeter claims any part of. */
size_t cpts_unclaimed_units(const struct cpts_report *report);

#endif
