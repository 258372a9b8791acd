#include "declaration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "redraw.h"

/* ---- the plan: what is planted, and where, in kilometres from the origin of the mesh ---------
 * Defects stand far enough from each other that none hides another. A place that no longer suits
 * (the land was changed) stops the generator. */

struct place {
    double x, y;
};

static const struct place WHITE_ALONE = {13.0, 52.0}, WHITE_WITH_ISLET = {18.8, 26.6};
static const struct place WHITE_TOGETHER[] = {{87.0, 63.5}, {91.0, 63.0}, {92.0, 60.5}};
static const struct place CLAIMED_BY_TWO = {26.5, 22.8}, CLAIMED_BY_THREE = {55.0, 44.5};
static const struct place DISC = {71.0, 20.5}, JOINED_BY_DISC = {65.0, 18.0};
static const double DISC_RADIUS_M = 5500.0;
static const struct place MOVED = {85.0, 50.0};
static const struct position MOVE_M = {3.0, -2.0};
static const struct place SIMPLIFIED = {27.0, 68.0}, SIMPLIFIED_FROM = {24.0, 62.0},
                          SIMPLIFIED_TO = {32.0, 61.0};
static const double SIMPLIFY_M = 60.0;
static const struct place BOW_TIE = {21.5, 23.0}, BOW_TIE_SHORE = {21.5, 21.0};
static const struct place DUPLICATED = {72.0, 60.0};
static const char *const UNKNOWN_CODES[] = {"96998", "99997"};
static const struct place MERGED = {30.0, 52.0};
static const struct merger MERGER = {NO_UNIT, "96395", "Vieux-Moulin-d'Auvray", "2025-01-01"};
static const struct place ANNEXED = {48.0, 46.0};
static const struct place UNIT_OVERLAP = {30.0, 45.0}, UNIT_GAP = {35.0, 50.0};

static const char *const NAMES[CPTS_COUNT] = {
    "CPTS Valmèze Rive Gauche",
    "CPTS Valmèze Nord et Plateau",
    "CPTS du Haut-Orvain",
    "CPTS des Marches d'Auvray",
    "CPTS Presqu'île et Îles du Couchant",
    "CPTS du Levant",
    "CPTS Cœur d'Orvain",
    "CPTS du Pays de la Lombrèze",
    "CPTS L'Étang et la Mer",
    "CPTS Côte des Aiguilles",
    "CPTS Val d'Isse",
    "CPTS Entre Aune et Vézolle",
    "CPTS de l'Ouest lombréçois",
    "CPTS Sud-Estuaire",
    "CPTS de la Haute-Douvenne",
};
static const char *const STATUSES[] = {"ACI signé", "ACI signé", "projet validé", DEMO_INTENT};

enum { EPCI_BORDER_COST = 4, NOWHERE = -1 };

static struct position position_of(const struct land *land, struct place place)
{
    return demo_mesh_centre(&land->mesh, demo_land_cell_at(land, place.x, place.y));
}

static int unit_at(const struct land *land, struct place place)
{
    const int unit = land->unit_of[demo_land_cell_at(land, place.x, place.y)];
    if (unit == NO_UNIT) {
        demo_fail("the plan expects land at %g, %g", place.x, place.y);
    }
    return unit;
}

/* What sets the defective base apart from the clean one. */
struct base_defects {
    int gap_cell;                   /* belongs to no unit any more */
    int overlap_cell, overlap_unit; /* the unit claims this cell of its neighbour as well */
};

static GEOSGeometry *trace_claims(const struct declaration *declaration, const bool *claims,
                                  int gap_cell)
{
    const struct land *land = declaration->land;
    const int count = demo_mesh_cell_count(&land->mesh);
    bool *member = demo_alloc((size_t)count, sizeof *member);
    for (int cell = 0; cell < count; cell++) {
        member[cell] =
            land->unit_of[cell] != NO_UNIT && claims[land->unit_of[cell]] && cell != gap_cell;
    }
    GEOSGeometry *geometry = demo_mesh_trace(&land->mesh, member, declaration->geos);
    free(member);
    return geometry;
}

/* The cell nearest to a place that lies on a border of two units of the same CPTS and has land all
 * around, so that what happens to it concerns the base alone. */
static int border_cell(const struct land *land, const int *cpts, struct place place, int *across)
{
    const struct mesh *mesh = &land->mesh;
    const struct position wanted = position_of(land, place);
    int best = NOWHERE;
    double best2 = 1e300;
    for (int cell = 0; cell < demo_mesh_cell_count(mesh); cell++) {
        const double d2 = demo_distance2(demo_mesh_centre(mesh, cell), wanted);
        const int unit = land->unit_of[cell];
        if (unit == NO_UNIT || d2 >= best2) {
            continue;
        }
        int neighbour = NO_UNIT;
        bool suits = true;
        for (int side = 0; side < CELL_SIDES && suits; side++) {
            const int other = land->unit_of[demo_mesh_neighbour(mesh, cell, side)];
            suits = other != NO_UNIT && cpts[other] == cpts[unit];
            neighbour = suits && other != unit ? other : neighbour;
        }
        if (suits && neighbour != NO_UNIT) {
            best = cell;
            best2 = d2;
            *across = neighbour;
        }
    }
    if (best == NOWHERE) {
        demo_fail("the plan finds no border near %g, %g", place.x, place.y);
    }
    return best;
}

static GEOSGeometry *unit_geometry(const struct declaration *declaration, int unit,
                                   const struct base_defects *defects)
{
    const struct land *land = declaration->land;
    const int count = demo_mesh_cell_count(&land->mesh);
    bool *member = demo_alloc((size_t)count, sizeof *member);
    for (int cell = 0; cell < count; cell++) {
        member[cell] = land->unit_of[cell] == unit && cell != defects->gap_cell;
    }
    if (unit == defects->overlap_unit) {
        member[defects->overlap_cell] = true;
    }
    GEOSGeometry *geometry = demo_mesh_trace(&land->mesh, member, declaration->geos);
    free(member);
    return geometry;
}

static void add_plant(struct declaration *declaration, struct plant plant)
{
    declaration->plants = demo_grow(declaration->plants, (size_t)declaration->plant_count + 1,
                                    sizeof *declaration->plants);
    declaration->plants[declaration->plant_count++] = plant;
}

static void publish_units(struct declaration *declaration, const struct base_defects *defects)
{
    const struct land *land = declaration->land;
    declaration->units = demo_alloc((size_t)land->unit_count, sizeof(GEOSGeometry *));
    for (int unit = 0; unit < land->unit_count; unit++) {
        declaration->units[unit] = unit_geometry(declaration, unit, defects);
    }
    if (defects->gap_cell == NOWHERE) {
        return;
    }
    GEOSGeometry **keyhole = &declaration->units[land->keyhole_unit];
    GEOSGeometry *drawn = demo_with_keyhole(*keyhole, declaration->geos);
    GEOSGeom_destroy_r(declaration->geos, *keyhole);
    *keyhole = drawn;
    add_plant(
        declaration,
        (struct plant){.rule = "invalid-unit", .perimeter = NOWHERE, .unit = land->keyhole_unit});
}

/* ---- perimeters ---------------------------------------------------------------------------- */

/* Shares the units out to the CPTS: mostly whole EPCI; the city is split between two. */
static void share_out(const struct land *land, int *cpts)
{
    int seeds[CPTS_COUNT] = {0};
    int *epci = demo_alloc((size_t)land->unit_count, sizeof *epci);
    int last = 0;
    for (int unit = 0; unit < land->unit_count; unit++) {
        const int arrondissement = land->units[unit].arrondissement;
        epci[unit] = land->units[unit].epci_index;
        if (arrondissement == 1) {
            seeds[0] = unit;
        }
        if (arrondissement > last) {
            last = arrondissement;
            seeds[1] = unit;
        }
    }
    demo_land_spread(land, seeds, 2, CPTS_COUNT);
    demo_land_group(land, seeds, CPTS_COUNT, epci, EPCI_BORDER_COST, cpts);
    free(epci);
}

static struct perimeter *add_perimeter(struct declaration *declaration, const char *department,
                                       const char *name, const char *status)
{
    const int index = declaration->perimeter_count++;
    declaration->perimeters =
        demo_grow(declaration->perimeters, (size_t)index + 1, sizeof *declaration->perimeters);
    struct perimeter *perimeter = &declaration->perimeters[index];
    *perimeter = (struct perimeter){.name = name, .status = status};
    snprintf(perimeter->id, sizeof perimeter->id, "CPTS-%s-%02d", department, index + 1);
    perimeter->claims =
        demo_alloc((size_t)declaration->land->unit_count, sizeof *perimeter->claims);
    return perimeter;
}

static void drop(struct declaration *declaration, const int *cpts, struct place place)
{
    const int unit = unit_at(declaration->land, place);
    declaration->perimeters[cpts[unit]].claims[unit] = false;
}

/* The unit is claimed by `more` CPTS next door as well. */
static void claim_again(struct declaration *declaration, const int *cpts, struct place place,
                        int more)
{
    const struct land *land = declaration->land;
    const int unit = unit_at(land, place);
    for (int other = 0; other < land->unit_count && more > 0; other++) {
        bool *claims = declaration->perimeters[cpts[other]].claims;
        if (demo_land_adjacent(land, unit, other) && !claims[unit]) {
            claims[unit] = true;
            more--;
        }
    }
    if (more > 0) {
        demo_fail("the unit at %g, %g has too few CPTS next door", place.x, place.y);
    }
}

/* Replaces the geometry of the perimeter that a unit belongs to; takes `geometry`. */
static void redraw(struct perimeter *perimeter, GEOSGeometry *geometry, GEOSContextHandle_t geos)
{
    GEOSGeom_destroy_r(geos, perimeter->geometry);
    perimeter->geometry = demo_as_multipolygon(geometry, geos);
}

static void redraw_perimeters(struct declaration *declaration, const int *cpts)
{
    const struct land *land = declaration->land;
    const GEOSContextHandle_t geos = declaration->geos;
    struct perimeter *all = declaration->perimeters;

    struct perimeter *joined = &all[cpts[unit_at(land, JOINED_BY_DISC)]];
    const struct position centre = position_of(land, DISC);
    GEOSGeometry *round = demo_disc(centre, DISC_RADIUS_M, geos);
    redraw(joined, demo_made(GEOSUnion_r(geos, joined->geometry, round), "a union"), geos);
    GEOSGeom_destroy_r(geos, round);

    struct perimeter *moved = &all[cpts[unit_at(land, MOVED)]];
    redraw(moved, demo_moved(moved->geometry, MOVE_M, geos), geos);
    add_plant(declaration, (struct plant){.rule = "other-edition",
                                          .perimeter = cpts[unit_at(land, MOVED)],
                                          .unit = NOWHERE});

    struct perimeter *simplified = &all[cpts[unit_at(land, SIMPLIFIED)]];
    redraw(simplified,
           demo_with_simplified(simplified->geometry, position_of(land, SIMPLIFIED_FROM),
                                position_of(land, SIMPLIFIED_TO), SIMPLIFY_M, geos),
           geos);

    const int slipped = cpts[unit_at(land, BOW_TIE)];
    const struct position shore = position_of(land, BOW_TIE_SHORE);
    redraw(&all[slipped], demo_with_bow_tie(all[slipped].geometry, shore, geos), geos);
    add_plant(declaration,
              (struct plant){.rule = "invalid-perimeter", .perimeter = slipped, .unit = NOWHERE});
}

/* The same perimeter twice, and one that is only a name. */
static void add_odd_perimeters(struct declaration *declaration, const int *cpts)
{
    const struct land *land = declaration->land;
    const int twice = cpts[unit_at(land, DUPLICATED)];
    struct perimeter *copy = add_perimeter(declaration, "", declaration->perimeters[twice].name,
                                           declaration->perimeters[twice].status);
    const struct perimeter *original = &declaration->perimeters[twice];
    memcpy(copy->id, original->id, sizeof copy->id);
    memcpy(copy->claims, original->claims, (size_t)land->unit_count * sizeof *copy->claims);
    copy->geometry = demo_made(GEOSGeom_clone_r(declaration->geos, original->geometry), "a copy");
    add_plant(declaration,
              (struct plant){.rule = "duplicate-perimeter", .perimeter = twice, .unit = NOWHERE});
    add_perimeter(declaration, land->units[0].department, "CPTS du Grand Large", DEMO_INTENT);
    add_plant(declaration, (struct plant){.rule = "empty-perimeter",
                                          .perimeter = declaration->perimeter_count - 1,
                                          .unit = NOWHERE});
}

/* What is wrong in the list beside the claims: a code of nowhere, a line given twice, a CPTS whose
 * only code is of nowhere, and a code of before a merger. */
static void add_odd_rows(struct declaration *declaration, const int *cpts)
{
    const struct land *land = declaration->land;
    const struct perimeter *second = &declaration->perimeters[1];
    int twice = 0;
    while (!second->claims[twice]) {
        twice++;
    }
    add_perimeter(declaration, land->units[0].department, "CPTS du Grand Large", DEMO_INTENT);
    const int empty = declaration->perimeter_count - 1;
    const struct row rows[] = {
        {0, UNKNOWN_CODES[0]}, {1, land->units[twice].code}, {empty, UNKNOWN_CODES[1]}};
    declaration->row_count = sizeof rows / sizeof rows[0];
    declaration->rows = demo_alloc(sizeof rows / sizeof rows[0], sizeof rows[0]);
    memcpy(declaration->rows, rows, sizeof rows);
    add_plant(declaration, (struct plant){"unknown-code", 0, NOWHERE, UNKNOWN_CODES[0]});
    add_plant(declaration, (struct plant){"unknown-code", empty, NOWHERE, UNKNOWN_CODES[1]});
    add_plant(declaration, (struct plant){"duplicate-code", 1, twice, land->units[twice].code});
    add_plant(declaration, (struct plant){"empty-perimeter", empty, NOWHERE, NULL});
    declaration->merger = MERGER;
    declaration->merger.unit = unit_at(land, MERGED);
    add_plant(declaration, (struct plant){"obsolete-code", cpts[declaration->merger.unit], NOWHERE,
                                          MERGER.former_code});
}

/* The first of the two units that bear a name. */
static int twin(const struct land *land)
{
    for (int unit = 0; unit < land->unit_count; unit++) {
        if (strcmp(land->units[unit].name, DEMO_TWIN_NAME) == 0) {
            return unit;
        }
    }
    demo_fail("no unit is called %s", DEMO_TWIN_NAME);
}

/* The same in a list of names: nobody is called so, one row is there twice, a name is that of two
 * communes, and a commune of the past is called by its name. */
static void add_odd_names(struct declaration *declaration, const int *cpts)
{
    static const char *const NOBODY[] = {"Val-de-Nulle-Part", "Outre-Monde"};
    const struct land *land = declaration->land;
    int twice = 0;
    while (!declaration->perimeters[1].claims[twice]) {
        twice++;
    }
    const int ambiguous = cpts[twin(land)];
    declaration->perimeters[ambiguous].claims[twin(land)] = false;
    add_perimeter(declaration, land->units[0].department, "CPTS du Grand Large", DEMO_INTENT);
    const int empty = declaration->perimeter_count - 1;
    const struct row rows[] = {{0, NOBODY[0]},
                               {1, land->units[twice].name},
                               {empty, NOBODY[1]},
                               {ambiguous, DEMO_TWIN_NAME}};
    declaration->row_count = sizeof rows / sizeof rows[0];
    declaration->rows = demo_alloc(sizeof rows / sizeof rows[0], sizeof rows[0]);
    memcpy(declaration->rows, rows, sizeof rows);
    add_plant(declaration, (struct plant){"unknown-code", 0, NOWHERE, NOBODY[0]});
    add_plant(declaration, (struct plant){"unknown-code", empty, NOWHERE, NOBODY[1]});
    add_plant(declaration, (struct plant){"duplicate-code", 1, twice, land->units[twice].code});
    add_plant(declaration, (struct plant){"empty-perimeter", empty, NOWHERE, NULL});
    /* The list leaves articles out. */
    add_plant(declaration, (struct plant){"ambiguous-name", ambiguous, NOWHERE, "'Garde'"});
    declaration->merger = MERGER;
    declaration->merger.unit = unit_at(land, MERGED);
    add_plant(declaration, (struct plant){"obsolete-code", cpts[declaration->merger.unit], NOWHERE,
                                          MERGER.former_code});
}

/* Each CPTS claims its own units, except what is dropped and claimed again. */
static void claim_units(struct declaration *declaration, const int *cpts, bool defects)
{
    const struct land *land = declaration->land;
    for (int i = 0; i < CPTS_COUNT; i++) {
        int seat = 0;
        while (cpts[seat] != i) {
            seat++;
        }
        struct perimeter *perimeter =
            add_perimeter(declaration, land->units[seat].department, NAMES[i],
                          STATUSES[(size_t)i % (sizeof STATUSES / sizeof STATUSES[0])]);
        for (int unit = 0; unit < land->unit_count; unit++) {
            perimeter->claims[unit] = cpts[unit] == i;
        }
    }
    if (!defects) {
        return;
    }
    drop(declaration, cpts, WHITE_ALONE);
    drop(declaration, cpts, WHITE_WITH_ISLET);
    for (size_t i = 0; i < sizeof WHITE_TOGETHER / sizeof WHITE_TOGETHER[0]; i++) {
        drop(declaration, cpts, WHITE_TOGETHER[i]);
    }
    claim_again(declaration, cpts, CLAIMED_BY_TWO, 1);
    claim_again(declaration, cpts, CLAIMED_BY_THREE, 2);
}

void demo_declare(struct declaration *declaration, const struct land *land, enum declared_as how,
                  GEOSContextHandle_t geos)
{
    *declaration = (struct declaration){.land = land, .geos = geos, .merger = {.unit = NO_UNIT}};
    int *cpts = demo_alloc((size_t)land->unit_count, sizeof *cpts);
    share_out(land, cpts);
    struct base_defects base = {NOWHERE, NOWHERE, NOWHERE};
    if (how != CLEAN) {
        int across = NO_UNIT;
        base.gap_cell = border_cell(land, cpts, UNIT_GAP, &across);
        base.overlap_cell = border_cell(land, cpts, UNIT_OVERLAP, &base.overlap_unit);
    }
    publish_units(declaration, &base);
    claim_units(declaration, cpts, how != CLEAN);
    if (how == NAMED) {
        add_odd_names(declaration, cpts);
    }
    for (int i = 0; i < CPTS_COUNT; i++) {
        struct perimeter *perimeter = &declaration->perimeters[i];
        perimeter->geometry = trace_claims(declaration, perimeter->claims, base.gap_cell);
    }
    if (how == DRAWN) {
        redraw_perimeters(declaration, cpts);
        add_odd_perimeters(declaration, cpts);
    } else if (how == TABULATED) {
        add_odd_rows(declaration, cpts);
    }
    free(cpts);
}

void demo_annex(struct declaration *declaration)
{
    const struct land *land = declaration->land;
    const int unit = unit_at(land, ANNEXED);
    int annexed = 0;
    while (!declaration->perimeters[annexed].claims[unit]) {
        annexed++;
    }
    declaration->annex = (struct row){annexed, land->units[unit].code};
    add_plant(declaration,
              (struct plant){"list-polygon-mismatch", annexed, NOWHERE, land->units[unit].code});
}

void demo_declaration_free(struct declaration *declaration)
{
    for (int i = 0; i < declaration->perimeter_count; i++) {
        GEOSGeom_destroy_r(declaration->geos, declaration->perimeters[i].geometry);
        free(declaration->perimeters[i].claims);
    }
    for (int i = 0; i < declaration->land->unit_count; i++) {
        GEOSGeom_destroy_r(declaration->geos, declaration->units[i]);
    }
    free(declaration->perimeters);
    free(declaration->units);
    free(declaration->plants);
    free(declaration->rows);
    *declaration = (struct declaration){0};
}
