/* Entries for the defects of the base, and for what was noticed when the sources were read. */
#include "coverage/findings/findings_work.h"

/* An entry drawn with parts of `from`. */
static struct entry *add_defect(struct findings_work *work, cpts_rule rule,
                                const struct shapes *from, uint32_t first, uint32_t count)
{
    struct measure m = {0};
    struct drawer *drawer = &work->drawers[0];
    const uint32_t first_part = (uint32_t)drawer->shapes.part_count;
    if (!cpts_shapes_append_turned(&drawer->shapes, from, first, count, 0) ||
        !cpts_findings_measure(drawer, first_part, work->report->sliver_width_m, &m))
        return NULL;
    struct entry *entry = cpts_entry_new(work, rule, m.sliver);
    if (!entry)
        return NULL;
    for (uint32_t p = first_part; p < drawer->shapes.part_count; p++)
        entry->draft.area_m2 += drawer->shapes.parts[p].area_m2;
    entry->draft.width_m = m.width_m;
    entry->draft.border_m = m.border_m;
    entry->draft.pieces = m.part_count;
    entry->first_span = (uint32_t)work->span_count;
    entry->span_count = 1;
    work->spans[work->span_count++] = (struct span){m.shapes, m.first_part, m.part_count};
    return entry;
}

static bool add_unit_overlaps(struct findings_work *work)
{
    for (size_t i = 0; i < work->base->overlap_count; i++) {
        const struct unit_overlap *overlap = &work->base->overlaps[i];
        struct entry *entry = add_defect(work, CPTS_RULE_UNIT_OVERLAP, &work->base->overlap_shapes,
                                         overlap->first_part, overlap->part_count);
        if (!entry ||
            !cpts_entry_touches(work, entry, overlap->keeper, entry->draft.area_m2, true) ||
            !cpts_entry_touches(work, entry, overlap->loser, entry->draft.area_m2, true))
            return false;
        cpts_entry_merge_touched(work, entry);
        entry->draft.anchor = overlap->loser;
    }
    return true;
}

static bool add_gaps(struct findings_work *work)
{
    const struct base *base = work->base;
    for (uint32_t gap = base->unit_part_count; gap < base->exterior; gap++) {
        struct entry *entry = add_defect(work, CPTS_RULE_UNIT_GAP, base->shapes, gap, 1);
        if (!entry)
            return false;
        for (size_t i = base->neighbour_first[gap]; i < base->neighbour_first[gap + 1]; i++) {
            uint32_t unit = base->shapes->parts[base->neighbours[i]].feature;
            if (unit != CPTS_NONE && !cpts_entry_touches(work, entry, unit, 0, true))
                return false;
        }
        cpts_entry_merge_touched(work, entry);
        entry->draft.anchor =
            entry->draft.touched_count ? work->touched[entry->first_touched].unit : CPTS_NONE;
    }
    return true;
}

static bool add_notices(struct findings_work *work)
{
    const struct cpts_region *region = work->report->region;
    for (size_t i = 0; i < region->notice_count; i++) {
        const struct notice *notice = &region->notices[i];
        struct entry *entry = cpts_entry_new(work, notice->rule, false);
        if (!entry)
            return false;
        entry->draft.severity = notice->severity;
        entry->message = notice->message;
        entry->draft.area_m2 = notice->area_m2;
        entry->draft.anchor = notice->unit;
        entry->draft.claimants = &notice->perimeter;
        entry->draft.claimant_count = notice->perimeter != CPTS_NONE;
        if (notice->unit != CPTS_NONE && !cpts_entry_touches(work, entry, notice->unit, 0, true))
            return false;
        entry->hash = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(notice->rule));
        if (notice->perimeter != CPTS_NONE)
            entry->hash = cpts_hash_text(entry->hash, region->perimeters.id[notice->perimeter]);
        entry->hash = cpts_hash_text(entry->hash, notice->key ? notice->key : "");
    }
    return true;
}

bool cpts_findings_add_defects(struct findings_work *work)
{
    return add_unit_overlaps(work) && add_gaps(work) && add_notices(work);
}
