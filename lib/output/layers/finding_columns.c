/*
 * The columns of findings, for the layers and for the style beside a conflict map.
 */
#include "output/layers/gpkg.h"

const struct gpkg_column cpts_finding_columns[] = {
    {"id", "TEXT", N_("Identifier")},
    {"rule", "TEXT", N_("Rule")},
    {"severity", "TEXT", N_("Severity")},
    {"sliver", "BOOLEAN", N_("Sliver")},
    {"perimeters", "TEXT", N_("CPTS (identifiers)")},
    {"perimeter_names", "TEXT", N_("CPTS")},
    {"units", "TEXT", N_("{Units} (codes)")},
    {"unit_names", "TEXT", N_("{Units}")},
    {"unit_count", "INTEGER", N_("Number {of units}")},
    {"whole_unit_count", "INTEGER", N_("Whole {units}")},
    {"area_m2", "REAL", N_("Area (m²)")},
    {"width_m", "REAL", N_("Width (m)")},
    {"border_m", "REAL", N_("Border (m)")},
    {"population", "INTEGER", N_("Inhabitants")},
    {"population_basis", "TEXT", N_("Inhabitants: how counted")},
    {"message", "TEXT", N_("Message")},
    {"state", "TEXT", N_("State")},
    {"first_seen", "TEXT", N_("First seen")},
    {"caused_by", "TEXT", N_("Caused by (identifiers)")},
    {"accepted", "TEXT", N_("Accepted: reason")},
    {"accepted_by", "TEXT", N_("Accepted by")},
    {"accepted_until", "TEXT", N_("Accepted until")},
    {"place", "TEXT", N_("Place: its most populous {units}")},
    {.name = NULL},
};
