#include "coverage/notices/other_edition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/number.h"
#include "common/parallel.h"
#include "coverage/notices/moved.h"
#include "geometry/predicates.h"
#include "input/region/unit_words.h"

/* A border drawn freely comes near those of the units as well, by chance: of the places of a unit,
 * the share within a distance D of its border is at most D times its border over its area. So a
 * border follows the units when it stays near them much more than chance would have it; the
 * distance reported is the one at which both differ most (the statistic of Kolmogorov and Smirnov).
 * No distance has to be chosen: 40 m mean much among villages and nothing among blocks of IRIS. */
#define SAMPLES        100 /* places looked at, evenly along the border that coincides with none */
#define LEAST_FOLLOWED 0.8 /* share of them within the distance reported */
#define LEAST_GAP      0.5 /* that share, less what chance would give */
#define LEAST_OF_ALL   0.5 /* share of the perimeter's whole border that runs so */

/* Moved as a whole: putting it back leaves at most this share of the distance. */
#define MOVED_REST    0.25
#define MOVE_ROUNDS   8
#define MOVE_ENOUGH_M 1e-3

struct sample {
    struct point at;
    double distance_m; /* INFINITY: beyond the reach */
};

/* Of one thread. */
struct search {
    const struct residual *residual;
    struct segment_index *index, fork; /* the base's, or a fork of it */
    double *unit_density;   /* by part of the base: border over area, 0 until it is asked for */
    struct sample *samples; /* SAMPLES of them */
    double reach_m;         /* no use looking farther */
    /* The place looked round at, and the nearest border as yet. */
    struct point from, away;
    double nearest2_m2;
    atomic_size_t *cast; /* votes for moves, by all threads */
};

/* What is found of one perimeter. */
struct course {
    uint32_t perimeter;
    const struct chord *chords;
    size_t chord_count;
    bool follows;                /* the units; all below says how */
    struct moves *moves;         /* where it does not: what it votes for, or NULL */
    double border_m, open_m;     /* all of it, and what coincides with no border */
    double followed, distance_m; /* share of the open border, within this distance */
    bool is_moved;
    struct point move;
    double move_m;
};

/* ---- the nearest border ------------------------------------------------------------------- */

static bool see_segments(void *user, uint32_t first, uint32_t last)
{
    struct search *search = user;
    const struct point *points = search->residual->base->shapes->points;
    for (uint32_t v = first; v < last; v++) {
        const struct point d = cpts_vector(points[v], points[v + 1]);
        const struct point p = cpts_vector(points[v], search->from);
        const double length2 = d.x * d.x + d.y * d.y;
        double along = length2 > 0 ? (p.x * d.x + p.y * d.y) / length2 : 0;
        along = fmin(fmax(along, 0), 1);
        const struct point away = {p.x - along * d.x, p.y - along * d.y};
        const double distance2 = away.x * away.x + away.y * away.y;
        if (distance2 < search->nearest2_m2) {
            search->nearest2_m2 = distance2;
            search->away = away;
        }
    }
    return true;
}

/* Distance to the nearest border of a unit, looked for from about `near_m` outwards; INFINITY
 * beyond the reach, negative when memory is short. */
static double distance_m(struct search *search, struct point from, double near_m)
{
    search->from = from;
    for (double r = fmin(fmax(near_m, 1), search->reach_m);; r = fmin(4 * r, search->reach_m)) {
        const struct box box = {from.x - r, from.y - r, from.x + r, from.y + r};
        search->nearest2_m2 = r * r;
        if (!cpts_segment_index_search(search->index, box, see_segments, search))
            return -1;
        if (search->nearest2_m2 < r * r)
            return sqrt(search->nearest2_m2);
        if (r >= search->reach_m)
            return INFINITY;
    }
}

/* ---- one perimeter ------------------------------------------------------------------------ */

static double length_m(struct point a, struct point b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

static double perimeter_border_m(const struct residual *residual, uint32_t p)
{
    double sum_m = 0;
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++)
        sum_m += cpts_part_border_m(residual->shapes, residual->parts[i]);
    return sum_m;
}

/* Border over area of the units that the chords run through, on the average along them; 0 when
 * they run through none. */
static double density(struct search *search, const struct course *course)
{
    const struct base *base = search->residual->base;
    const struct chord *chords = course->chords;
    const size_t count = course->chord_count;
    double sum = 0, all_m = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t part = chords[i].part;
        const struct part *of = &base->shapes->parts[part];
        if (!cpts_part_is_unit(base, part) || !(of->area_m2 > 0))
            continue;
        if (search->unit_density[part] == 0)
            search->unit_density[part] = cpts_part_border_m(base->shapes, part) / of->area_m2;
        const double long_m = length_m(chords[i].a, chords[i].b);
        sum += long_m * search->unit_density[part];
        all_m += long_m;
    }
    return all_m > 0 ? sum / all_m : 0;
}

/* Puts the samples at even distances along the chords, each in the middle of its stretch. */
static void spread_samples(struct search *search, const struct course *course)
{
    const struct chord *chords = course->chords;
    const size_t count = course->chord_count;
    double before_m = 0;
    size_t placed = 0;
    for (size_t i = 0; i < count; i++) {
        const double long_m = length_m(chords[i].a, chords[i].b);
        for (; placed < SAMPLES; placed++) {
            const double along_m = ((double)placed + 0.5) / SAMPLES * course->open_m - before_m;
            if (along_m > long_m && i + 1 < count)
                break;
            const double t = long_m > 0 ? fmin(along_m / long_m, 1) : 0;
            search->samples[placed].at =
                (struct point){chords[i].a.x + t * (chords[i].b.x - chords[i].a.x),
                               chords[i].a.y + t * (chords[i].b.y - chords[i].a.y)};
        }
        before_m += long_m;
    }
}

static int by_distance(const void *left, const void *right)
{
    const struct sample *a = left, *b = right;
    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m ? -1 : 1;
    return cpts_compare_points(a->at, b->at);
}

/* Measures the samples and sorts them, the nearest first; *count: how many. Once too many are out
 * of reach the others change nothing. */
static bool measure_samples(struct search *search, size_t *count)
{
    double near_m = 0;
    size_t near = 0, i = 0;
    if (cpts_is_interrupted(search->residual->base->region->context))
        return false;
    for (; i < SAMPLES && (double)(i - near) <= (1 - LEAST_FOLLOWED) * SAMPLES; i++) {
        struct sample *sample = &search->samples[i];
        sample->distance_m = distance_m(search, sample->at, 2 * near_m);
        if (sample->distance_m < 0)
            return false;
        near += isfinite(sample->distance_m) ? 1 : 0;
        near_m = isfinite(sample->distance_m) ? sample->distance_m : near_m;
    }
    qsort(search->samples, i, sizeof *search->samples, by_distance);
    *count = i;
    return true;
}

/* Whether the samples stay near the borders more than chance would have it. */
static bool follows(const struct search *search, size_t count, double per_m, struct course *course)
{
    double widest = 0;
    for (size_t i = 0; i < count && isfinite(search->samples[i].distance_m); i++) {
        const double share = (double)(i + 1) / SAMPLES;
        const double gap = share - fmin(1, per_m * search->samples[i].distance_m);
        if (gap < widest)
            continue;
        widest = gap;
        course->followed = share;
        course->distance_m = search->samples[i].distance_m;
    }
    return widest >= LEAST_GAP && course->followed >= LEAST_FOLLOWED &&
           course->followed * course->open_m >= LEAST_OF_ALL * course->border_m;
}

/* ---- moved as a whole --------------------------------------------------------------------- */

/* Least squares: the move whose part across the border is, at each sample, the way to the nearest
 * border; and again from there, until it rests. *explains: whether the first one accounts for most
 * of the ways. */
static bool find_move(struct search *search, size_t count, struct point *move, bool *explains)
{
    *move = (struct point){0, 0};
    for (int round = 0; round < MOVE_ROUNDS; round++) {
        double xx = 0, xy = 0, yy = 0, x = 0, y = 0, squares = 0;
        for (size_t i = 0; i < count; i++) {
            const struct point at = search->samples[i].at;
            const double d = distance_m(search, (struct point){at.x - move->x, at.y - move->y},
                                        2 * search->samples[i].distance_m);
            if (d < 0)
                return false;
            if (!isfinite(d) || d == 0)
                continue;
            const struct point across = {search->away.x / d, search->away.y / d};
            xx += across.x * across.x;
            xy += across.x * across.y;
            yy += across.y * across.y;
            x += search->away.x;
            y += search->away.y;
            squares += d * d;
        }
        const double det = xx * yy - xy * xy;
        if (!(det > 1e-9 * xx * yy))
            return true;
        const struct point more = {(yy * x - xy * y) / det, (xx * y - xy * x) / det};
        move->x += more.x;
        move->y += more.y;
        if (round == 0)
            *explains = more.x * x + more.y * y > 0.5 * squares;
        if (!*explains || hypot(more.x, more.y) < MOVE_ENOUGH_M)
            return true;
    }
    return true;
}

static bool see_move(struct search *search, struct course *course)
{
    const size_t count = (size_t)lround(course->followed * SAMPLES);
    size_t rest = 0;
    bool explains = false;
    if (!find_move(search, count, &course->move, &explains))
        return false;
    if (!explains)
        return true;
    course->move_m = hypot(course->move.x, course->move.y);
    for (size_t i = 0; i < count; i++) {
        const struct point at = search->samples[i].at;
        const double d =
            distance_m(search, (struct point){at.x - course->move.x, at.y - course->move.y},
                       course->distance_m * MOVED_REST);
        if (d < 0)
            return false;
        rest += d <= course->distance_m * MOVED_REST;
    }
    course->is_moved =
        course->move_m <= search->reach_m && (double)rest >= LEAST_FOLLOWED * (double)count;
    return true;
}

/* ---- notices ------------------------------------------------------------------------------ */

static cpts_status put_notice(struct cpts_region *region, uint32_t p, const char *text)
{
    char message[1024];
    cpts_unit_words(message, sizeof message, cpts_unit_kinds(&region->units), text);
    const struct notice notice = {.rule = CPTS_RULE_OTHER_EDITION,
                                  .severity = CPTS_SEVERITY_NOTE,
                                  .perimeter = p,
                                  .unit = CPTS_NONE,
                                  .key = region->perimeters.id[p],
                                  .message = message};
    return cpts_region_notice(region, &notice) ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status report_course(struct cpts_region *region, uint32_t p,
                                 const struct course *course, bool is_snapped)
{
    const struct number_style style = cpts_number_style();
    char distance[64], moved[64], x[64], y[64], message[768];
    const double percent =
        100 * (course->border_m - (1 - course->followed) * course->open_m) / course->border_m;
    const int decimals = course->distance_m < 10 ? 1 : 0;
    const double step = decimals ? 10 : 1; /* rounded up: what is reported must hold */
    cpts_number_text(distance, sizeof distance, &style, ceil(course->distance_m * step) / step,
                     decimals);
    cpts_number_text(moved, sizeof moved, &style, course->move_m, decimals);
    cpts_number_text(x, sizeof x, &style, course->move.x, decimals);
    cpts_number_text(y, sizeof y, &style, course->move.y, decimals);
    int length =
        snprintf(message, sizeof message,
                 _("%.0f %% of the border of %s (%s) runs within %s m of the borders {of units}, "
                   "most of it without coinciding with them"),
                 floor(percent), region->perimeters.name[p], region->perimeters.id[p], distance);
    size_t used =
        length > 0 && (size_t)length < sizeof message ? (size_t)length : sizeof message - 1;
    if (course->is_moved)
        snprintf(message + used, sizeof message - used,
                 _(": it is drawn as if moved by %s m as a whole (x %s m, y %s m); see whether its "
                   "CRS is the right one"),
                 moved, x, y);
    else
        snprintf(message + used, sizeof message - used, "%s",
                 _(": it was drawn on another edition of the {units}, or simplified"));
    used = strlen(message);
    if (!is_snapped)
        snprintf(message + used, sizeof message - used, "%s",
                 _("; --snap-to-units 0.9 reads it as whole {units}"));
    return put_notice(region, p, message);
}

/* Farther away than any border of its own. */
static cpts_status report_moved(struct cpts_region *region, uint32_t p, const struct point *way)
{
    const struct number_style style = cpts_number_style();
    char distance[64], x[64], y[64], message[768];
    cpts_number_text(distance, sizeof distance, &style, hypot(way->x, way->y), 0);
    cpts_number_text(x, sizeof x, &style, way->x, 0);
    cpts_number_text(y, sizeof y, &style, way->y, 0);
    snprintf(message, sizeof message,
             _("the border of %s (%s) has the shape of the borders {of units}, but is drawn as if "
               "moved by %s m as a whole (x %s m, y %s m): its CRS is most likely mislabelled; "
               "give the layer the one it was drawn in (ogr2ogr -a_srs EPSG:CODE)"),
             region->perimeters.name[p], region->perimeters.id[p], distance, x, y);
    return put_notice(region, p, message);
}

static cpts_status report_moves(struct cpts_region *region, struct moves *moves)
{
    const size_t count = region->perimeters.count;
    struct point *ways = cpts_array_new(count, sizeof *ways);
    cpts_status status =
        ways && cpts_moves_settle(moves, ways) ? CPTS_OK : cpts_fail_memory(region->context);
    for (size_t p = 0; p < count && status == CPTS_OK; p++)
        if (ways[p].x != 0 || ways[p].y != 0)
            status = report_moved(region, (uint32_t)p, &ways[p]);
    cpts_array_free(ways);
    return status;
}

/* ---- all perimeters ----------------------------------------------------------------------- */

/* False when memory is short. */
static bool see_perimeter(struct search *search, struct course *course)
{
    const struct residual *residual = search->residual;
    course->border_m = perimeter_border_m(residual, course->perimeter);
    for (size_t i = 0; i < course->chord_count; i++)
        course->open_m += length_m(course->chords[i].a, course->chords[i].b);
    if (course->open_m < LEAST_OF_ALL * course->border_m)
        return true;
    const double per_m = density(search, course);
    if (per_m == 0)
        return true;
    size_t count;
    search->reach_m = (1 - LEAST_GAP) / per_m; /* farther away the gap is too narrow */
    spread_samples(search, course);
    if (!measure_samples(search, &count))
        return false;
    course->follows = follows(search, count, per_m, course);
    search->reach_m = 1 / per_m; /* where chance would have every place */
    if (course->follows)
        return see_move(search, course);
    course->moves = cpts_moves_new(residual, search->cast);
    return course->moves && cpts_moves_add(course->moves, course->perimeter);
}

/* Perimeters that have chords, each looked at by itself. */
struct courses {
    struct course *items;
    size_t count;
    struct search *searches; /* by thread */
    atomic_size_t cast;
};

static bool see_some(void *user, int worker, size_t first, size_t last)
{
    const struct courses *courses = user;
    for (size_t i = first; i < last; i++)
        if (!see_perimeter(&courses->searches[worker], &courses->items[i]))
            return false;
    return true;
}

static bool open_search(struct search *search, struct courses *courses,
                        const struct residual *residual, bool is_first)
{
    struct base *base = residual->base;
    search->residual = residual;
    search->cast = &courses->cast;
    search->index = is_first ? &base->index : &search->fork;
    search->unit_density = cpts_array_new(base->shapes->part_count, sizeof *search->unit_density);
    search->samples = cpts_array_new(SAMPLES, sizeof *search->samples);
    return search->unit_density && search->samples &&
           (is_first || cpts_segment_index_fork(&search->fork, &base->index));
}

static bool see_all(struct courses *courses, const struct residual *residual)
{
    const cpts_context *context = residual->base->region->context;
    const int jobs = context->jobs;
    courses->items = cpts_array_new(residual->chord_count, sizeof *courses->items);
    courses->searches = cpts_array_new((size_t)jobs, sizeof *courses->searches);
    bool done = courses->items && courses->searches;
    for (size_t i = 0; done && i < residual->chord_count; i++) {
        const struct chord *chord = &residual->chords[i];
        if (i == 0 || chord->perimeter != chord[-1].perimeter)
            courses->items[courses->count++] =
                (struct course){.perimeter = chord->perimeter, .chords = chord};
        courses->items[courses->count - 1].chord_count++;
    }
    for (int w = 0; done && w < jobs; w++)
        done = open_search(&courses->searches[w], courses, residual, w == 0);
    done = done && cpts_parallel(context, courses->count, 1, see_some, courses);
    for (int w = 0; courses->searches && w < jobs; w++) {
        cpts_segment_index_free(&courses->searches[w].fork);
        cpts_array_free(courses->searches[w].unit_density);
        cpts_array_free(courses->searches[w].samples);
    }
    return done;
}

static cpts_status report_all(const struct courses *courses, struct moves *moves,
                              const struct cpts_report *report)
{
    struct cpts_region *region = report->region;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < courses->count && status == CPTS_OK; i++) {
        const struct course *course = &courses->items[i];
        if (course->follows)
            status = report_course(region, course->perimeter, course, report->snap_to_units > 0);
        else if (course->moves && !cpts_moves_join(moves, course->moves))
            status = cpts_fail_memory(region->context);
    }
    return status == CPTS_OK ? report_moves(region, moves) : status;
}

cpts_status cpts_other_edition_report(const struct residual *residual,
                                      const struct cpts_report *report)
{
    struct courses courses = {.count = 0};
    atomic_init(&courses.cast, 0);
    if (residual->chord_count == 0)
        return CPTS_OK;
    struct moves *moves = cpts_moves_new(residual, &courses.cast);
    const cpts_status status = moves && see_all(&courses, residual)
                                   ? report_all(&courses, moves, report)
                                   : cpts_fail_memory(report->region->context);
    for (size_t i = 0; i < courses.count; i++)
        cpts_moves_free(courses.items[i].moves);
    cpts_array_free(courses.items);
    cpts_array_free(courses.searches);
    cpts_moves_free(moves);
    return status;
}
