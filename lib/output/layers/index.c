/*
 * The spatial index of a layer, packed: entries sorted into tiles (sort-tile-recursive, Leutenegger
 * et al., 1997), nodes filled one after the other and written as SQLite's R-tree module keeps
 * them. Inserting entries one by one through the module took as long as all the rest of the file.
 *
 * A node is a blob: depth of the tree (2 bytes, root only), count of cells (2), then cells of a
 * row or node number (8) and four single floats (min x, max x, min y, max y); all big-endian.
 */
#include <endian.h>
#include <math.h>
#include <stdlib.h>

#include "output/layers/gpkg.h"

/* What the module chooses for pages of 4096 bytes. */
enum { CELLS = 51, CELL_SIZE = 24, HEAD_SIZE = 4, NODE_SIZE = HEAD_SIZE + CELLS * CELL_SIZE };

struct tree {
    struct gpkg *gpkg;
    sqlite3_stmt *node, *rowid, *parent;
    int64_t next_node;
};

static int by_x(const void *a, const void *b)
{
    const struct gpkg_box *one = a, *two = b;
    const float x = one->min_x + one->max_x, other = two->min_x + two->max_x;
    return x != other ? (x > other) - (x < other) : (one->id > two->id) - (one->id < two->id);
}

static int by_y(const void *a, const void *b)
{
    const struct gpkg_box *one = a, *two = b;
    const float y = one->min_y + one->max_y, other = two->min_y + two->max_y;
    return y != other ? (y > other) - (y < other) : (one->id > two->id) - (one->id < two->id);
}

static void sort_into_tiles(struct gpkg_box *boxes, size_t count)
{
    const double nodes = ceil((double)count / CELLS);
    const size_t slice = (size_t)ceil(sqrt(nodes)) * CELLS;
    if (!count)
        return;
    qsort(boxes, count, sizeof *boxes, by_x);
    for (size_t first = 0; first < count; first += slice)
        qsort(boxes + first, count - first < slice ? count - first : slice, sizeof *boxes, by_y);
}

static void put_float(unsigned char *out, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits = htobe32(bits);
    memcpy(out, &bits, sizeof bits);
}

static struct gpkg_box join(const struct gpkg_box *boxes, size_t count)
{
    struct gpkg_box all = boxes[0];
    for (size_t i = 1; i < count; i++) {
        all.min_x = fminf(all.min_x, boxes[i].min_x);
        all.max_x = fmaxf(all.max_x, boxes[i].max_x);
        all.min_y = fminf(all.min_y, boxes[i].min_y);
        all.max_y = fmaxf(all.max_y, boxes[i].max_y);
    }
    return all;
}

static void put_pair(struct tree *tree, sqlite3_stmt *statement, int64_t key, int64_t value)
{
    cpts_gpkg_expect(tree->gpkg, sqlite3_bind_int64(statement, 1, key));
    cpts_gpkg_expect(tree->gpkg, sqlite3_bind_int64(statement, 2, value));
    cpts_gpkg_step(tree->gpkg, statement);
}

static void put_node(struct tree *tree, int64_t number, uint16_t depth, size_t level,
                     const struct gpkg_box *boxes, size_t count)
{
    unsigned char node[NODE_SIZE] = {0};
    const uint16_t head[2] = {htobe16(depth), htobe16((uint16_t)count)};
    memcpy(node, head, sizeof head);
    for (size_t i = 0; i < count; i++) {
        unsigned char *cell = node + HEAD_SIZE + i * CELL_SIZE;
        const uint64_t id = htobe64((uint64_t)boxes[i].id);
        memcpy(cell, &id, sizeof id);
        put_float(cell + 8, boxes[i].min_x);
        put_float(cell + 12, boxes[i].max_x);
        put_float(cell + 16, boxes[i].min_y);
        put_float(cell + 20, boxes[i].max_y);
        put_pair(tree, level ? tree->parent : tree->rowid, boxes[i].id, number);
    }
    cpts_gpkg_expect(tree->gpkg, sqlite3_bind_int64(tree->node, 1, number));
    cpts_gpkg_expect(tree->gpkg,
                     sqlite3_bind_blob(tree->node, 2, node, sizeof node, SQLITE_TRANSIENT));
    cpts_gpkg_step(tree->gpkg, tree->node);
}

/* Level after level, each the nodes of the one below, until all fit in the root. */
static void put_levels(struct tree *tree, struct gpkg_box *boxes, size_t count)
{
    size_t level = 0;
    for (; count > CELLS; level++) {
        const size_t nodes = (count + CELLS - 1) / CELLS;
        for (size_t n = 0; n < nodes; n++) {
            const size_t first = n * count / nodes, end = (n + 1) * count / nodes;
            const int64_t number = tree->next_node++;
            put_node(tree, number, 0, level, boxes + first, end - first);
            struct gpkg_box all = join(boxes + first, end - first);
            all.id = number;
            boxes[n] = all; /* n <= first: what it replaces has been written */
        }
        count = nodes;
    }
    put_node(tree, 1, (uint16_t)level, level, boxes, count);
}

static sqlite3_stmt *prepare(struct gpkg *gpkg, const char *layer, const char *table)
{
    char sql[160];
    snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO \"rtree_%s_geom_%s\" VALUES(?,?)", layer,
             table);
    return cpts_gpkg_prepare(gpkg, sql);
}

void cpts_gpkg_index(struct gpkg *gpkg, const char *layer)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "CREATE VIRTUAL TABLE \"rtree_%s_geom\" USING rtree(id,minx,maxx,miny,maxy)", layer);
    cpts_gpkg_run(gpkg, sql);
    struct tree tree = {.gpkg = gpkg, .next_node = 2};
    tree.node = prepare(gpkg, layer, "node");
    tree.rowid = prepare(gpkg, layer, "rowid");
    tree.parent = prepare(gpkg, layer, "parent");
    sort_into_tiles(gpkg->boxes, gpkg->box_count);
    if (gpkg->status == CPTS_OK)
        put_levels(&tree, gpkg->boxes, gpkg->box_count);
    sqlite3_finalize(tree.node);
    sqlite3_finalize(tree.rowid);
    sqlite3_finalize(tree.parent);
}
