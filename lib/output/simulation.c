#include "output/simulation.h"

#include "compare/conflicts.h"
#include "output/map/degrees.h"

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_territory(struct json *json, const char *key, const struct units *units,
                          const struct territory *territory)
{
    cpts_json_key_open(json, key, '{');
    cpts_json_key_open(json, "units", '[');
    for (size_t u = 0; territory->units && u < units->count; u++)
        if (territory->units[u])
            cpts_json_string(json, units->code[u]);
    cpts_json_close(json, ']');
    cpts_json_key_count(json, "polygons", territory->feature_count);
    cpts_json_close(json, '}');
}

static void put_hypothesis(struct json *json, const struct cpts_simulation *simulation, size_t h)
{
    const struct hypothesis *hypothesis = &simulation->hypotheses.items[h];
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "perimeter", hypothesis->id);
    cpts_json_key_string(json, "name", simulation->perimeters[h].name);
    cpts_json_key_bool(json, "is_new", hypothesis->is_new);
    cpts_json_key_bool(json, "replace", hypothesis->replace);
    put_territory(json, "take", &simulation->copy->units, &hypothesis->take);
    put_territory(json, "release", &simulation->copy->units, &hypothesis->release);
    cpts_json_close(json, '}');
}

/* `hypothesis` is the first of `hypotheses`: what is read where there is one. */
static void put_hypotheses(struct json *json, const struct cpts_simulation *simulation)
{
    double before_eur, after_eur;
    cpts_json_line(json);
    cpts_json_key(json, "hypothesis");
    put_hypothesis(json, simulation, 0);
    cpts_json_line_open(json, "hypotheses", '[');
    for (size_t h = 0; h < simulation->hypotheses.count; h++) {
        cpts_json_line(json);
        put_hypothesis(json, simulation, h);
    }
    cpts_json_close(json, ']');
    cpts_json_line(json);
    cpts_json_key_string(json, "verdict_before", cpts_verdict_word(simulation->before->verdict));
    cpts_simulation_ceilings(simulation, &before_eur, &after_eur);
    cpts_json_key_open(json, "ceilings", '{');
    cpts_json_key_number(json, "before_eur", before_eur);
    cpts_json_key_number(json, "after_eur", after_eur);
    cpts_json_close(json, '}');
}

static void put_state(struct json *json, const char *key, const cpts_perimeter_state *state)
{
    cpts_json_key(json, key);
    if (!state) {
        cpts_json_null(json);
        return;
    }
    cpts_json_open(json, '{');
    cpts_json_key_number(json, "area_m2", state->area_m2);
    cpts_json_key_number(json, "contested_area_m2", state->contested_area_m2);
    cpts_json_key_number(json, "population", state->population);
    cpts_json_key_number(json, "contested_population", state->contested_population);
    cpts_json_key_nonzero(json, "size_class", (double)state->size_class);
    cpts_json_key_number(json, "ceiling_eur", state->ceiling_eur);
    cpts_json_key_count(json, "parts", state->parts);
    cpts_json_key_count(json, "unknown_population_units", state->unknown_units);
    cpts_json_close(json, '}');
}

static void put_perimeters(struct json *json, const struct cpts_simulation *simulation)
{
    cpts_json_line_open(json, "perimeters", '[');
    for (size_t i = 0; i < simulation->perimeter_count; i++) {
        const cpts_perimeter_effect *effect = &simulation->perimeters[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "id", effect->id);
        cpts_json_key_string(json, "name", effect->name);
        put_state(json, "before", effect->before);
        put_state(json, "after", effect->after);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_finding(struct json *json, const char *key, const cpts_finding *finding)
{
    cpts_json_key(json, key);
    if (!finding) {
        cpts_json_null(json);
        return;
    }
    cpts_json_open(json, '{');
    cpts_json_finding(json, finding);
    cpts_json_close(json, '}');
}

static void put_changes(struct json *json, const struct cpts_simulation *simulation)
{
    cpts_json_line_open(json, "changes", '[');
    for (size_t i = 0; i < simulation->conflict_count; i++) {
        const cpts_conflict_change *conflict = &simulation->conflicts[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "state", cpts_state_name(conflict->state));
        cpts_json_key_count(json, "split_count", conflict->split_count);
        put_finding(json, "before", conflict->before);
        put_finding(json, "after", conflict->after);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_pieces(struct json *json, const struct cpts_simulation *simulation)
{
    cpts_json_line_open(json, "detached", '[');
    for (size_t i = 0; i < simulation->piece_count; i++) {
        const cpts_detached_piece *piece = &simulation->pieces[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "perimeter", piece->perimeter);
        cpts_json_key_strings(json, "units", piece->units, piece->unit_count);
        cpts_json_key_strings(json, "unit_names", piece->unit_names, piece->unit_count);
        cpts_json_key_number(json, "area_m2", piece->area_m2);
        cpts_json_key_number(json, "population", piece->population);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* simulation.json; shapes/simulation.schema.json describes it. */
cpts_status cpts_simulation_json(const struct cpts_simulation *simulation, struct output_file *file)
{
    struct json json = {.file = file};
    const cpts_status status = cpts_json_open_report(&json, simulation->after);
    if (status != CPTS_OK)
        return status;
    put_hypotheses(&json, simulation);
    cpts_json_totals(&json, "before", simulation->before);
    cpts_json_totals(&json, "after", simulation->after);
    put_perimeters(&json, simulation);
    put_changes(&json, simulation);
    put_pieces(&json, simulation);
    cpts_json_end(&json);
    return CPTS_OK;
}

/* ---- GeoJSON ----------------------------------------------------------------------------- */

/* What is resolved or merged is drawn as it was, the rest as it would be. */
cpts_status cpts_simulation_geojson(const struct cpts_simulation *simulation,
                                    struct output_file *file)
{
    struct json json = {.file = file};
    struct map before = {0}, after = {0};
    cpts_status status = cpts_map_new(&before, simulation->before);
    if (status == CPTS_OK)
        status = cpts_map_new(&after, simulation->after);
    if (status == CPTS_OK) {
        cpts_geojson_begin(&json, simulation->copy->context);
        cpts_json_key_open(&json, "features", '[');
        for (size_t i = 0; i < simulation->conflict_count; i++) {
            const cpts_conflict_change *conflict = &simulation->conflicts[i];
            const bool is_gone = cpts_state_is_gone(conflict->state);
            const cpts_finding *finding = is_gone ? conflict->before : conflict->after;
            const cpts_finding *all =
                is_gone ? simulation->before->findings : simulation->after->findings;
            cpts_geojson_feature(&json, is_gone ? &before : &after, (size_t)(finding - all),
                                 finding, cpts_state_name(conflict->state));
        }
        cpts_geojson_end(&json);
    }
    cpts_map_free(&before);
    cpts_map_free(&after);
    return status;
}
