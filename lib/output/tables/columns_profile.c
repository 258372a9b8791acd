/*
 * The columns of the profile: indicators of the region, of each group and of each perimeter; how
 * perimeters fall on territories of other kinds.
 */
#include "output/output.h"
#include "output/tables/columns.h"

#define VALUE(field) .offset = offsetof(struct indicator_value, field)
#define FALL(field)  .offset = offsetof(struct fall, field)

/* ---- indicators -------------------------------------------------------------------------- */

/* The region, then the groups, then the perimeters. */
static size_t count_values(const struct cpts_report *report)
{
    return report->profile.indicator_count *
           (1 + report->group_count + report->region->perimeters.count);
}

static void go_to_value(struct rows *rows)
{
    const struct profile *profile = &rows->report->profile;
    const size_t groups_at = profile->indicator_count;
    const size_t perimeters_at = groups_at + profile->indicator_count * rows->report->group_count;
    rows->record = rows->index < groups_at ? &profile->region[rows->index]
                   : rows->index < perimeters_at
                       ? &profile->groups[rows->index - groups_at]
                       : &profile->perimeters[rows->index - perimeters_at];
}

/* What the row is of: SIZE_MAX, or the index of a group, of a perimeter. */
struct owner {
    size_t group, perimeter;
};

static struct owner owner_of(const struct rows *rows)
{
    const size_t place = rows->index / rows->report->profile.indicator_count;
    const size_t groups = rows->report->group_count;
    if (!place)
        return (struct owner){SIZE_MAX, SIZE_MAX};
    return place <= groups ? (struct owner){place - 1, SIZE_MAX}
                           : (struct owner){SIZE_MAX, place - 1 - groups};
}

static void value_of(struct cell *out, const struct rows *rows)
{
    const struct owner owner = owner_of(rows);
    out->text = owner.group != SIZE_MAX       ? "group"
                : owner.perimeter != SIZE_MAX ? "perimeter"
                                              : "region";
}

static void put_owner(struct cell *out, const struct rows *rows, const char *const *perimeters)
{
    const struct owner owner = owner_of(rows);
    out->text = owner.group != SIZE_MAX       ? rows->report->groups[owner.group].group
                : owner.perimeter != SIZE_MAX ? perimeters[owner.perimeter]
                                              : "";
}

static void value_id(struct cell *out, const struct rows *rows)
{
    put_owner(out, rows, rows->report->region->perimeters.id);
}

static void value_name(struct cell *out, const struct rows *rows)
{
    put_owner(out, rows, rows->report->region->perimeters.name);
}

/* What a table joins to the perimeters by. */
static void value_perimeter(struct cell *out, const struct rows *rows)
{
    const size_t perimeter = owner_of(rows).perimeter;
    out->text = perimeter == SIZE_MAX ? "" : rows->report->region->perimeters.id[perimeter];
}

static const struct indicator *indicator_of(const struct rows *rows)
{
    return &rows->report->region->indicators[rows->index % rows->report->profile.indicator_count];
}

static void value_indicator(struct cell *out, const struct rows *rows)
{
    out->text = indicator_of(rows)->name;
}

static void value_kind(struct cell *out, const struct rows *rows)
{
    out->text = cpts_indicator_kind(indicator_of(rows));
}

static const struct column indicator_columns[] = {
    {"of", COLUMN_TEXT, N_("Of"), .read = value_of},
    {"id", COLUMN_TEXT, N_("Identifier"), .read = value_id},
    {"name", COLUMN_TEXT, N_("Name"), .read = value_name},
    {"perimeter", COLUMN_TEXT, N_("CPTS (identifier)"), .read = value_perimeter,
     .is_left_out_of_csv = true},
    {"indicator", COLUMN_TEXT, N_("Indicator"), .read = value_indicator},
    {"kind", COLUMN_TEXT, N_("Kind"), .read = value_kind},
    {"value", COLUMN_NUMBER, N_("Value"), VALUE(value)},
    {"per_1000", COLUMN_NUMBER, N_("Per 1,000 inhabitants"), VALUE(per_1000)},
    {"known_share", COLUMN_NUMBER, N_("Share that is known"), VALUE(known_share)},
    {"missing", COLUMN_COUNT, N_("{Units} without a value"), VALUE(missing)},
    {"masked", COLUMN_COUNT, N_("{Units} kept secret by the source"), VALUE(masked)},
    {"secret", COLUMN_FLAG, N_("Too few to be published"), VALUE(is_secret)},
    {"estimate", COLUMN_FLAG, N_("Estimated by area"), VALUE(is_estimate)},
    {.name = NULL},
};

const struct record_table cpts_indicators_table = {
    .name = "indicators",
    .title = N_("Indicators"),
    .description = N_("figures and points by CPTS, by group and for the region; join on perimeter"),
    .columns = indicator_columns,
    .count = count_values,
    .go = go_to_value,
};

/* ---- other territories ------------------------------------------------------------------- */

static size_t count_falls(const struct cpts_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < report->profile.against_count; i++)
        count += report->profile.against[i].fall_count;
    return count;
}

static void go_to_fall(struct rows *rows)
{
    size_t index = rows->index;
    rows->against = rows->report->profile.against;
    while (index >= rows->against->fall_count)
        index -= rows->against++->fall_count;
    rows->record = &rows->against->falls[index];
}

static void fall_against(struct cell *out, const struct rows *rows)
{
    out->text = rows->against->name;
}

static void fall_id(struct cell *out, const struct rows *rows)
{
    const struct fall *fall = rows->record;
    out->text = rows->report->region->perimeters.id[fall->perimeter];
}

static void fall_name(struct cell *out, const struct rows *rows)
{
    const struct fall *fall = rows->record;
    out->text = rows->report->region->perimeters.name[fall->perimeter];
}

static const struct column fall_columns[] = {
    {"against", COLUMN_TEXT, N_("Kind of territory"), .read = fall_against},
    {"id", COLUMN_TEXT, N_("CPTS (identifier)"), .read = fall_id},
    {"name", COLUMN_TEXT, N_("CPTS"), .read = fall_name},
    {"territory", COLUMN_TEXT, N_("Territory (identifier)"), FALL(id)},
    {"territory_name", COLUMN_TEXT, N_("Territory"), FALL(name)},
    {"area_m2", COLUMN_NUMBER, N_("Area in common (m²)"), FALL(area_m2)},
    {"population", COLUMN_NUMBER, N_("Inhabitants in common"), FALL(population)},
    {"area_share", COLUMN_NUMBER, N_("Share of the area of the CPTS"), FALL(area_share)},
    {"population_share", COLUMN_NUMBER, N_("Share of the inhabitants of the CPTS"),
     FALL(population_share)},
    {"territory_share", COLUMN_NUMBER, N_("Share of the area of the territory"),
     FALL(territory_share)},
    {"estimate", COLUMN_FLAG, N_("Estimated by area"), FALL(is_estimate)},
    {.name = NULL},
};

const struct record_table cpts_falls_table = {
    .name = "against",
    .title = N_("Other territories"),
    .description = N_("how CPTS fall on territories of other kinds"),
    .columns = fall_columns,
    .count = count_falls,
    .go = go_to_fall,
};
