#include "mesh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tiles.h"

/* How the nodes are rounded, how the edges between them are drawn. */
struct style {
    double rounding_m; /* 0: raw doubles */
    size_t edge_points;
    double roughness; /* displacement of edge points, as a share of the edge's length */
    uint64_t seed;
};

static double rounded(double value, double step)
{
    return step > 0 ? round(value / step) * step : value;
}

static size_t add_node(struct mesh *mesh, double x, double y)
{
    for (size_t i = 0; i < mesh->node_count; i++)
        if (hypot(mesh->nodes[i].x - x, mesh->nodes[i].y - y) < 1e-3)
            return i;
    mesh->nodes = need(realloc(mesh->nodes, (mesh->node_count + 1) * sizeof *mesh->nodes));
    mesh->nodes[mesh->node_count] = (struct node){x, y};
    return mesh->node_count++;
}

static struct atom *add_atom(struct mesh *mesh)
{
    mesh->atoms = need(realloc(mesh->atoms, (mesh->atom_count + 1) * sizeof *mesh->atoms));
    struct atom *atom = &mesh->atoms[mesh->atom_count++];
    memset(atom, 0, sizeof *atom);
    return atom;
}

/* Quadrangles whose nodes may be moved; axis-aligned squares when they are not. */
static void make_grid(struct mesh *mesh, struct random *random, double rounding_m)
{
    const size_t columns = 2 + random_below(random, 6), rows = 2 + random_below(random, 6);
    const double wobble = random_chance(random, 0.4) ? 0 : random_between(random, 0.05, 0.3);
    for (size_t r = 0; r <= rows; r++)
        for (size_t c = 0; c <= columns; c++) {
            double dx = wobble * random_between(random, -1, 1);
            double dy = wobble * random_between(random, -1, 1);
            add_node(mesh, rounded(mesh->min_x + ((double)c + dx) * mesh->cell_m, rounding_m),
                     rounded(mesh->min_y + ((double)r + dy) * mesh->cell_m, rounding_m));
        }
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            struct atom *atom = add_atom(mesh);
            const size_t corner = r * (columns + 1) + c;
            const size_t nodes[4] = {corner, corner + 1, corner + columns + 2,
                                     corner + columns + 1};
            memcpy(atom->nodes, nodes, sizeof nodes);
            atom->node_count = 4;
        }
    mesh->kind = wobble > 0 ? "wobbly grid" : "grid";
}

static GEOSGeometry *random_sites(const struct mesh *mesh, struct random *random, size_t count,
                                  double extent_m)
{
    GEOSGeometry **points = need(calloc(count, sizeof(GEOSGeometry *)));
    for (size_t i = 0; i < count; i++)
        points[i] = need(GEOSGeom_createPointFromXY(mesh->min_x + random_unit(random) * extent_m,
                                                    mesh->min_y + random_unit(random) * extent_m));
    GEOSGeometry *sites = need(GEOSGeom_createCollection(GEOS_MULTIPOINT, points, (unsigned)count));
    free(points);
    return sites;
}

/* Takes the polygons of a collection as atoms, those inside the extent only. */
static void take_polygons(struct mesh *mesh, const GEOSGeometry *cells, double extent_m,
                          double rounding_m)
{
    for (int i = 0; i < GEOSGetNumGeometries(cells); i++) {
        const GEOSCoordSequence *ring =
            GEOSGeom_getCoordSeq(GEOSGetExteriorRing(GEOSGetGeometryN(cells, i)));
        unsigned size;
        GEOSCoordSeq_getSize(ring, &size);
        struct atom atom = {.node_count = 0};
        bool wanted = size > 3 && size - 1 <= sizeof atom.nodes / sizeof *atom.nodes;
        char anticlockwise = 1;
        GEOSCoordSeq_isCCW(ring, &anticlockwise);
        for (unsigned p = 0; wanted && p + 1 < size; p++) {
            double x, y;
            GEOSCoordSeq_getXY(ring, anticlockwise ? p : size - 1 - p, &x, &y);
            wanted = x >= mesh->min_x - 1 && x <= mesh->min_x + extent_m + 1 &&
                     y >= mesh->min_y - 1 && y <= mesh->min_y + extent_m + 1;
            if (!wanted)
                break;
            const size_t node = add_node(mesh, rounded(x, rounding_m), rounded(y, rounding_m));
            if (!atom.node_count || atom.nodes[atom.node_count - 1] != node)
                atom.nodes[atom.node_count++] = node;
        }
        while (atom.node_count > 1 && atom.nodes[0] == atom.nodes[atom.node_count - 1])
            atom.node_count--;
        if (wanted && atom.node_count >= 3)
            *add_atom(mesh) = atom;
    }
}

static void make_from_sites(struct mesh *mesh, struct random *random, double rounding_m,
                            bool voronoi)
{
    const size_t count = voronoi ? 16 + random_below(random, 40) : 6 + random_below(random, 24);
    const double extent_m = mesh->cell_m * sqrt((double)count);
    GEOSGeometry *sites = random_sites(mesh, random, count, extent_m);
    GEOSGeometry *cells = need(voronoi ? GEOSVoronoiDiagram(sites, NULL, 0, 0)
                                       : GEOSDelaunayTriangulation(sites, 0, 0));
    take_polygons(mesh, cells, extent_m, rounding_m);
    GEOSGeom_destroy(cells);
    GEOSGeom_destroy(sites);
    mesh->kind = voronoi ? "voronoi" : "triangles";
}

/* Appends node `a` and the points of the edge towards `b`, the same from both sides. */
static size_t draw_edge(const struct mesh *mesh, const struct style *style, size_t a, size_t b,
                        struct node *out)
{
    out[0] = mesh->nodes[a];
    const size_t low = a < b ? a : b, high = a < b ? b : a;
    const struct node from = mesh->nodes[low], to = mesh->nodes[high];
    const double dx = to.x - from.x, dy = to.y - from.y;
    const uint64_t key = (uint64_t)low << 32 | high;
    const size_t count = style->edge_points;
    for (size_t i = 0; i < count; i++) {
        const size_t step = a < b ? i : count - 1 - i;
        const double t = (double)(step + 1) / (double)(count + 1);
        const double shift = style->roughness * (random_keyed(style->seed, key, step) - 0.5) * 2 *
                             (t < 0.5 ? t : 1 - t);
        out[1 + i] = (struct node){rounded(from.x + t * dx - shift * dy, style->rounding_m),
                                   rounded(from.y + t * dy + shift * dx, style->rounding_m)};
    }
    return 1 + count;
}

static void draw_atom(const struct mesh *mesh, const struct style *style, struct atom *atom)
{
    struct node ring[32 * 8 + 1];
    size_t count = 0;
    for (size_t i = 0; i < atom->node_count; i++)
        count += draw_edge(mesh, style, atom->nodes[i], atom->nodes[(i + 1) % atom->node_count],
                           ring + count);
    ring[count++] = ring[0];
    GEOSCoordSequence *points =
        need(GEOSCoordSeq_copyFromBuffer(&ring[0].x, (unsigned)count, 0, 0));
    GEOSGeom_destroy(atom->shape);
    atom->shape = need(GEOSGeom_createPolygon(need(GEOSGeom_createLinearRing(points)), NULL, 0));
}

static double area_of(const GEOSGeometry *shape)
{
    double area_m2 = 0;
    GEOSArea(shape, &area_m2);
    return area_m2;
}

/* Atoms must tile: all valid, and their areas adding up to the area of their union. */
static bool tiles(const struct mesh *mesh)
{
    const GEOSGeometry **shapes = need(calloc(mesh->atom_count + 1, sizeof *shapes));
    double sum_m2 = 0;
    bool valid = true;
    for (size_t i = 0; i < mesh->atom_count; i++) {
        const double area_m2 = area_of(shapes[i] = mesh->atoms[i].shape);
        valid =
            valid && GEOSisValid(shapes[i]) == 1 && area_m2 > mesh->cell_m * mesh->cell_m * 1e-3;
        sum_m2 += area_m2;
    }
    GEOSGeometry *united = valid ? tiles_union(shapes, mesh->atom_count) : NULL;
    valid = valid && GEOSisValid(united) == 1 && fabs(sum_m2 - area_of(united)) < 1e-9 * sum_m2;
    GEOSGeom_destroy(united);
    free(shapes);
    return valid;
}

/* Atoms too thin to be a unit are left out: a hole or a notch in the region. */
static void drop_thin_atoms(struct mesh *mesh)
{
    size_t kept = 0;
    for (size_t i = 0; i < mesh->atom_count; i++) {
        double area = 0, length = 0;
        GEOSArea(mesh->atoms[i].shape, &area);
        GEOSLength(mesh->atoms[i].shape, &length);
        if (GEOSisValid(mesh->atoms[i].shape) == 1 && area / length > mesh->cell_m * 0.02)
            mesh->atoms[kept++] = mesh->atoms[i];
        else
            GEOSGeom_destroy(mesh->atoms[i].shape);
    }
    mesh->atom_count = kept;
}

static void draw_all(struct mesh *mesh, const struct style *style)
{
    for (size_t i = 0; i < mesh->atom_count; i++)
        draw_atom(mesh, style, &mesh->atoms[i]);
}

static bool has_twin(const struct mesh *mesh, size_t from, size_t to)
{
    for (size_t a = 0; a < mesh->atom_count; a++) {
        const struct atom *atom = &mesh->atoms[a];
        for (size_t i = 0; i < atom->node_count; i++)
            if (atom->nodes[i] == to && atom->nodes[(i + 1) % atom->node_count] == from)
                return true;
    }
    return false;
}

/* How many edges of the outer border end at each node. */
static size_t *border_edges(const struct mesh *mesh)
{
    size_t *ends = need(calloc(mesh->node_count + 1, sizeof *ends));
    for (size_t a = 0; a < mesh->atom_count; a++) {
        const struct atom *atom = &mesh->atoms[a];
        for (size_t i = 0; i < atom->node_count; i++) {
            const size_t from = atom->nodes[i], to = atom->nodes[(i + 1) % atom->node_count];
            if (!has_twin(mesh, from, to)) {
                ends[from]++;
                ends[to]++;
            }
        }
    }
    return ends;
}

/* Where the border comes back to a node, "outside" and "hole" are a matter of opinion. */
static bool is_pinched(const struct mesh *mesh)
{
    size_t *ends = border_edges(mesh);
    bool pinched = false;
    for (size_t i = 0; i < mesh->node_count; i++)
        pinched = pinched || ends[i] > 2;
    free(ends);
    return pinched;
}

struct mesh *mesh_make(struct random *random, uint64_t seed)
{
    static const double roundings_m[] = {0, 0, 0.001, 0.01, 1.0 / 1024, 1};
    struct mesh *mesh = need(calloc(1, sizeof *mesh));
    mesh->cell_m = random_chance(random, 0.2) ? 100 : random_between(random, 80, 3000);
    mesh->min_x = 650000 + (double)random_below(random, 100000);
    mesh->min_y = 6200000 + (double)random_below(random, 400000);
    struct style style = {.seed = seed,
                          .rounding_m = roundings_m[random_below(random, 6)],
                          .edge_points = random_chance(random, 0.4) ? 0 : random_below(random, 7)};
    style.roughness = random_chance(random, 0.4) ? 0 : random_between(random, 0.05, 0.5);
    switch (random_below(random, 3)) {
    case 0:
        make_grid(mesh, random, style.rounding_m);
        break;
    case 1:
        make_from_sites(mesh, random, style.rounding_m, true);
        break;
    default:
        make_from_sites(mesh, random, style.rounding_m, false);
    }
    draw_all(mesh, &style);
    if (!tiles(mesh)) {
        style.roughness = 0;
        style.rounding_m = 0;
        draw_all(mesh, &style);
        drop_thin_atoms(mesh);
    }
    if (mesh->atom_count < 2 || is_pinched(mesh) ||
        !tiles(mesh)) { /* rarely: start again from the next number */
        mesh_free(mesh);
        return mesh_make(random, seed);
    }
    mesh->max_x = mesh->min_x, mesh->max_y = mesh->min_y;
    for (size_t i = 0; i < mesh->node_count; i++) {
        mesh->max_x = fmax(mesh->max_x, mesh->nodes[i].x);
        mesh->max_y = fmax(mesh->max_y, mesh->nodes[i].y);
    }
    return mesh;
}

void mesh_free(struct mesh *mesh)
{
    if (!mesh)
        return;
    for (size_t i = 0; i < mesh->atom_count; i++)
        GEOSGeom_destroy(mesh->atoms[i].shape);
    free(mesh->atoms);
    free(mesh->nodes);
    free(mesh);
}

bool mesh_adjacent(const struct mesh *mesh, size_t a, size_t b)
{
    const struct atom *p = &mesh->atoms[a], *q = &mesh->atoms[b];
    for (size_t i = 0; i < p->node_count; i++)
        for (size_t j = 0; j < q->node_count; j++)
            if (p->nodes[i] == q->nodes[(j + 1) % q->node_count] &&
                p->nodes[(i + 1) % p->node_count] == q->nodes[j])
                return true;
    return false;
}

bool mesh_on_border(const struct mesh *mesh, size_t atom)
{
    size_t *ends = border_edges(mesh);
    bool on_border = false;
    for (size_t i = 0; i < mesh->atoms[atom].node_count; i++)
        on_border = on_border || ends[mesh->atoms[atom].nodes[i]] > 0;
    free(ends);
    return on_border;
}

GEOSGeometry *mesh_union(const struct mesh *mesh, const size_t *owner_of_atom, size_t owner)
{
    const GEOSGeometry **shapes = need(calloc(mesh->atom_count + 1, sizeof *shapes));
    size_t count = 0;
    for (size_t i = 0; i < mesh->atom_count; i++)
        if (owner_of_atom[i] == owner)
            shapes[count++] = mesh->atoms[i].shape;
    GEOSGeometry *united = count ? tiles_union(shapes, count) : NULL;
    free(shapes);
    return united;
}
