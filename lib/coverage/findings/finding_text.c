#include <math.h>
#include <string.h>

#include "common/number.h"
#include "coverage/findings/findings.h"
#include "input/region/largest.h"
#include "input/region/unit_words.h"

#define NAMES_LISTED 3
#define NUMBER_SIZE  64

uint64_t cpts_hash_text(uint64_t hash, const char *text)
{
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001B3U;
    return (hash ^ 0xFF) * 0x100000001B3U;
}

/* What makes a conflict the same one: its rule, its claimants, and the unit that has most of it.
 * A border that moves a little changes none of them. */
uint64_t cpts_draft_hash(const struct cpts_region *region, const struct draft *draft)
{
    uint64_t hash = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(draft->rule));
    hash = cpts_hash_text(hash, draft->sliver ? "sliver" : "");
    for (size_t i = 0; i < draft->claimant_count; i++)
        hash = cpts_hash_text(hash, region->perimeters.id[draft->claimants[i]]);
    bool anchored = !draft->sliver || draft->claimant_count == 0;
    if (anchored && draft->anchor != CPTS_NONE)
        hash = cpts_hash_text(hash, region->units.code[draft->anchor]);
    return hash;
}

/* A text that grows in a fixed room: a sentence cut short is better than none. */
struct text {
    char bytes[1024];
    size_t length;
};

static void append_bytes(struct text *text, const char *piece, size_t length)
{
    const size_t room = sizeof text->bytes - 1 - text->length;
    if (length > room) {
        length = room;
        while (length && ((unsigned char)piece[length] & 0xC0) == 0x80)
            length--; /* not in the middle of a character */
    }
    memcpy(text->bytes + text->length, piece, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

static void append(struct text *text, const char *piece)
{
    append_bytes(text, piece, strlen(piece));
}

const char *cpts_perimeter_article(const char **name)
{
    if (strncmp(*name, "CPTS ", strlen("CPTS ")) != 0)
        return "";
    *name += strlen("CPTS ");
    /* TRANSLATORS: before the rest of its name, after "declared by" for instance */
    return _("CPTS ");
}

static void append_perimeter(struct text *text, const char *name)
{
    append(text, cpts_perimeter_article(&name));
    append(text, name);
}

/* "A, B and C", the last ones counted when they are many. */
static void append_list(struct text *text, void (*append_name)(struct text *, const char *),
                        const char *const *of, const uint32_t *numbers, size_t count, size_t most)
{
    size_t listed = count <= most + 1 ? count : most;
    for (size_t i = 0; i < listed; i++) {
        if (i)
            append(text, i + 1 == count ? _(" and ") : ", ");
        append_name(text, of[numbers[i]]);
    }
    if (listed < count) {
        char more[64];
        snprintf(more, sizeof more, P_(" and %zu other", " and %zu others", count - listed),
                 count - listed);
        append(text, more);
    }
}

struct figures {
    char area[NUMBER_SIZE], population[NUMBER_SIZE], width[NUMBER_SIZE];
};

static void format_area(char *out, const struct number_style *style, double area_m2)
{
    bool large = area_m2 >= 1e5;
    double shown = large ? area_m2 / 1e6 : area_m2;
    int decimals = large ? (shown < 100 ? 2 : 0) : (shown < 10 ? 2 : 0);
    const char *const unit = large ? " km²" : " m²";
    cpts_number_text(out, NUMBER_SIZE / 2, style, shown, decimals);
    memcpy(out + strlen(out), unit, strlen(unit) + 1);
}

static void format_figures(struct figures *figures, const struct draft *draft)
{
    struct number_style style = cpts_number_style();
    format_area(figures->area, &style, draft->area_m2);
    cpts_number_text(figures->width, NUMBER_SIZE, &style, draft->width_m, 1);
    figures->population[0] = 0;
    if (draft->population >= 0)
        cpts_number_text(figures->population, NUMBER_SIZE, &style, round(draft->population), 0);
}

static void append_units(struct text *text, const struct units *units, const struct draft *draft)
{
    if (draft->touched_count == 1) {
        append(text, units->name[draft->touched[0].unit]);
        append(text, " (");
        append(text, units->code[draft->touched[0].unit]);
        append(text, ")");
        return;
    }
    struct largest first = {.most = NAMES_LISTED + 1};
    for (size_t i = 0; i < draft->touched_count; i++)
        cpts_largest_enter(&first, units, draft->touched[i].unit);
    append_list(text, append, units->name, first.units, draft->touched_count, NAMES_LISTED);
}

static void append_perimeters(struct text *text, const struct perimeters *perimeters,
                              const struct draft *draft)
{
    append_list(text, append_perimeter, perimeters->name, draft->claimants, draft->claimant_count,
                8);
}

/* The words stand where the sentence has %s, or %1$s to %3$s where a language orders them
 * otherwise. printf takes ten times as long, and there are tens of thousands of sentences. */
static void say(struct text *text, const char *sentence, const char *first, const char *second,
                const char *third)
{
    const char *const words[] = {first, second, third};
    size_t next = 0;
    for (const char *mark; (mark = strchr(sentence, '%')); sentence = mark + 2) {
        append_bytes(text, sentence, (size_t)(mark - sentence));
        const bool is_numbered = mark[1] >= '1' && mark[1] <= '3' && mark[2] == '$';
        if (is_numbered)
            next = (size_t)(mark[1] - '1');
        mark += is_numbered ? 2 : 0;
        append(text, mark[1] == 's' && next < 3 ? words[next++] : "%");
    }
    append(text, sentence);
}

static void append_people(struct text *text, const struct figures *figures,
                          const struct draft *draft)
{
    if (!figures->population[0])
        return;
    const unsigned long number = (unsigned long)round(draft->population);
    if (draft->estimate && number == 0) {
        append(text, _(", fewer than one inhabitant"));
        return;
    }
    const char *how = draft->estimate
                          ? P_(", about %s inhabitant", ", about %s inhabitants", number)
                          : P_(", %s inhabitant", ", %s inhabitants", number);
    say(text, how, figures->population, "", "");
}

static void say_sliver(struct text *text, const struct perimeters *perimeters,
                       const struct draft *draft, const struct figures *figures)
{
    struct text who = {0};
    append_perimeters(&who, perimeters, draft);
    char pieces[CPTS_NUMBER_ROOM];
    pieces[cpts_number_unsigned(pieces, draft->pieces)] = '\0';
    switch (draft->rule) {
    case CPTS_RULE_OVERLAP:
        say(text, _("Slivers claimed by %s: pieces: %s, %s in all"), who.bytes, pieces,
            figures->area);
        break;
    case CPTS_RULE_OUTSIDE:
        say(text, _("Slivers of %s outside the region: pieces: %s, %s in all"), who.bytes, pieces,
            figures->area);
        break;
    default:
        if (draft->claimant_count)
            say(text, _("White slivers along %s: pieces: %s, %s in all"), who.bytes, pieces,
                figures->area);
        else
            say(text, _("White slivers: pieces: %s, %s in all%s"), pieces, figures->area, "");
    }
}

static void say_overlap(struct text *text, const struct cpts_region *region,
                        const struct draft *draft, const struct figures *figures)
{
    struct text who = {0}, where = {0};
    append_perimeters(&who, &region->perimeters, draft);
    append_units(&where, &region->units, draft);
    if (!draft->estimate && draft->touched_count == 1)
        say(text, _("%s is declared by %s: %s"), where.bytes, who.bytes, figures->area);
    else if (!draft->estimate)
        say(text, _("%s are declared by %s: %s"), where.bytes, who.bytes, figures->area);
    else
        say(text, _("%s overlap over %s in %s"), who.bytes, figures->area, where.bytes);
    append_people(text, figures, draft);
}

static void say_white(struct text *text, const struct cpts_region *region,
                      const struct draft *draft, const struct figures *figures)
{
    struct text where = {0};
    append_units(&where, &region->units, draft);
    if (!draft->estimate && draft->touched_count == 1)
        say(text, _("%s is in no CPTS: %s%s"), where.bytes, figures->area, "");
    else if (!draft->estimate)
        say(text, _("%s are in no CPTS: %s%s"), where.bytes, figures->area, "");
    else
        say(text, _("%s of %s are in no CPTS%s"), figures->area, where.bytes, "");
    append_people(text, figures, draft);
}

const char *cpts_draft_message(struct arena *arena, const struct cpts_region *region,
                               const struct draft *draft)
{
    struct text text = {0}, who = {0};
    struct figures figures;
    char format[512];
    format_figures(&figures, draft);
    if (draft->sliver && draft->rule <= CPTS_RULE_OUTSIDE) {
        say_sliver(&text, &region->perimeters, draft, &figures);
        return cpts_arena_string(arena, text.bytes);
    }
    switch (draft->rule) {
    case CPTS_RULE_OVERLAP:
        say_overlap(&text, region, draft, &figures);
        break;
    case CPTS_RULE_WHITE_ZONE:
        say_white(&text, region, draft, &figures);
        break;
    case CPTS_RULE_OUTSIDE:
        append_perimeters(&who, &region->perimeters, draft);
        say(&text, _("%s claims %s outside the region%s"), who.bytes, figures.area, "");
        break;
    case CPTS_RULE_UNIT_OVERLAP:
        append_units(&who, &region->units, draft);
        say(&text, _("%s overlap over %s, %s m wide at most; counted once, for the first code"),
            who.bytes, figures.area, figures.width);
        break;
    default:
        append_units(&who, &region->units, draft);
        say(&text,
            cpts_unit_words(format, sizeof format, cpts_unit_kinds(&region->units),
                            _("A gap of %s between {units}, enclosed by %s; not a white zone%s")),
            figures.area, who.bytes, "");
    }
    return cpts_arena_string(arena, text.bytes);
}
