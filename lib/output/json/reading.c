/*
 * reading.json: how each source was read. shapes/reading.schema.json describes it.
 */
#include <math.h>
#include <string.h>

#include "common/clock.h"
#include "output/json/stream.h"
#include "output/reading.h"

static void put_column(struct json *json, const struct understood_column *column)
{
    cpts_json_item(json);
    cpts_json_key_count(json, "column", (size_t)column->number);
    cpts_json_key_optional(json, "heading", column->heading);
    cpts_json_key_optional(json, "role", column->role ? column->role : "");
    cpts_json_key_number(json, "cells_that_say_so", column->filled ? (double)column->hits : NAN);
    cpts_json_key_nonzero(json, "cells_looked_at", (double)column->filled);
    cpts_json_key_bool(json, "seems_to_hold_claims", column->is_unread);
    cpts_json_close(json, '}');
}

static void put_counts(struct json *json, const struct claims_count *counts)
{
    cpts_json_line_open(json, "counts", '{');
    cpts_json_key_count(json, "rows", counts->rows);
    cpts_json_key_count(json, "in_no_cpts", counts->nones);
    cpts_json_key_count(json, "totals", counts->totals);
    cpts_json_key_count(json, "notes", counts->notes);
    cpts_json_key_count(json, "joined_cells", counts->joined);
    cpts_json_key_count(json, "cpts_in_several_spellings", counts->spellings);
    cpts_json_close(json, '}');
}

/* One option line an item. */
static void put_options(struct json *json, const char *options)
{
    cpts_json_line_open(json, "options", '[');
    while (*options) {
        char line[4096];
        const size_t length = strcspn(options, "\n");
        const size_t kept = length < sizeof line ? length : sizeof line - 1;
        memcpy(line, options, kept);
        line[kept] = '\0';
        cpts_json_string(json, line);
        options += length;
        options += *options == '\n';
    }
    cpts_json_close(json, ']');
}

static void put_layer(struct json *json, const struct understood_layer *layer)
{
    cpts_json_item(json);
    cpts_json_key_string(json, "path", layer->path);
    cpts_json_key_optional(json, "layer", layer->name);
    cpts_json_key_optional(json, "role", layer->role ? layer->role : "");
    cpts_json_key_optional(json, "shape", layer->shape);
    cpts_json_key_optional(json, "encoding", layer->encoding);
    cpts_json_key_optional(json, "separator", layer->separator);
    cpts_json_key_nonzero(json, "header_line", (double)layer->header_line);
    cpts_json_key_number(json, "features", layer->rows >= 0 ? (double)layer->rows : NAN);
    cpts_json_key_bool(json, "names_hold_below", layer->fills_down);
    cpts_json_key_optional(json, "refusal", layer->refusal);
    cpts_json_line_open(json, "columns", '[');
    for (size_t i = 0; i < layer->column_count; i++)
        put_column(json, &layer->columns[i]);
    cpts_json_close(json, ']');
    cpts_json_line_open(json, "none_words", '[');
    for (size_t i = 0; i < layer->none_count; i++) {
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "text", layer->nones[i].text);
        cpts_json_key_count(json, "rows", layer->nones[i].rows);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    put_counts(json, &layer->counts);
    put_options(json, layer->options);
    cpts_json_close(json, '}');
}

static void put_head(struct json *json, const struct cpts_reading *reading)
{
    static const char *const states[] = {[CPTS_READING_SURE] = "understood",
                                         [CPTS_READING_DOUBTFUL] = "doubts",
                                         [CPTS_READING_REFUSED] = "refused"};
    char time[32];
    cpts_output_time(reading->context, time, sizeof time);
    cpts_json_tool(json);
    cpts_json_line(json);
    cpts_json_key_string(json, "generated_at", time);
    cpts_json_line(json);
    cpts_json_key_string(json, "state", states[cpts_reading_state_of(reading)]);
    cpts_json_key_optional(json, "failure", reading->failure ? reading->failure : "");
    cpts_json_line(json);
    cpts_json_key_count(json, "units", reading->units);
    cpts_json_key_count(json, "perimeters", reading->perimeters);
    cpts_json_key_count(json, "declared_units", reading->declared_rows);
    cpts_json_key_count(json, "understood_units", reading->understood_rows);
}

static void put_repairs(struct json *json, const struct cpts_reading *reading)
{
    cpts_json_line_open(json, "repairs", '[');
    for (size_t i = 0; i < reading->repair_count; i++) {
        const struct understood_repair *repair = &reading->repairs[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "how", repair->how);
        cpts_json_key_count(json, "count", repair->count);
        cpts_json_key_open(json, "first", '{');
        cpts_json_key_optional(json, "file", repair->file);
        cpts_json_key_nonzero(json, "line", (double)repair->line);
        cpts_json_key_string(json, "text", repair->text);
        cpts_json_key_optional(json, "unit", repair->unit);
        cpts_json_close(json, '}');
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

cpts_status cpts_reading_json(const struct cpts_reading *reading, struct output_file *file)
{
    struct json json = {.file = file};
    cpts_json_open(&json, '{');
    put_head(&json, reading);
    cpts_json_line_open(&json, "sources", '[');
    for (size_t i = 0; i < reading->layer_count; i++)
        put_layer(&json, &reading->layers[i]);
    cpts_json_close(&json, ']');
    put_repairs(&json, reading);
    cpts_json_line_open(&json, "doubts", '[');
    for (size_t i = 0; i < reading->doubt_count; i++) {
        cpts_json_item(&json);
        cpts_json_key_string(&json, "rule", reading->doubts[i].rule);
        cpts_json_key_string(&json, "message", reading->doubts[i].message);
        cpts_json_close(&json, '}');
    }
    cpts_json_close(&json, ']');
    cpts_json_end(&json);
    return CPTS_OK;
}
