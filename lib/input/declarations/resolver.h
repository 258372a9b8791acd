/*
 * Finding the units of declarations: what is searched, and the runs that are reported.
 */
#ifndef CPTS_INPUT_DECLARATIONS_RESOLVER_H
#define CPTS_INPUT_DECLARATIONS_RESOLVER_H

#include "input/declarations/communes.h"
#include "input/declarations/place_names.h"
#include "input/declarations/unit_groups.h"
#include "input/region/builder.h"

struct resolver {
    struct cpts_region *region;
    struct builder *builder;
    struct place_names names;      /* of units, and of communes whose parts are units: 13055 */
    struct place_names old_names;  /* of the moves; value: the move */
    struct unit_groups parts;      /* arrondissements and IRIS, by the code of their commune */
    struct name_index departments; /* of the units */
    struct arena arena;            /* the keys of `parts` and of `departments` */
    /* The declarations of the perimeter at hand, once all are in order. */
    size_t perimeter_first, perimeter_count;
    bool ignores_articles; /* the lists drop the articles of some names: of any, then */
    size_t nearest_left;   /* names for which the nearest are still looked for */
    size_t repaired, bent; /* codes and names written otherwise than the units' */
    const char *repaired_from, *repaired_to, *bent_from, *bent_to;
};

/* Declarations of one code by one perimeter: most often a single one. */
struct run {
    const struct declaration *first;
    size_t count;
};

cpts_status cpts_resolver_begin(struct resolver *resolver, struct cpts_region *region);
void cpts_resolver_end(struct resolver *resolver);

/* Whether a code is a unit, or stands for units. */
bool cpts_resolver_explains(struct resolver *resolver, const char *code);

bool cpts_resolver_has_unit(const struct resolver *resolver, const char *code);

/* The commune that a code means, alive or of the past, when it lies in a département of which no
 * unit is: it is rightly written, and outside. */
bool cpts_resolver_elsewhere(const struct resolver *resolver, const char *code,
                             struct commune *out);

/* The same for a name in the département that its row gives. */
bool cpts_resolver_named_elsewhere(const struct resolver *resolver, const char *name,
                                   const char *department, struct commune *out);

/* Fills in what a declaration was taken for: its code, or a name that no single unit bears. */
cpts_status cpts_declaration_settle(struct resolver *resolver, struct declaration *declaration);

/* The units that a name or a former name may be; the code of each is `code[i]`. */
struct candidates {
    const char *code[PLACE_MATCH_MOST], *name[PLACE_MATCH_MOST];
    size_t count; /* may be more than there is room for */
    enum place_match match;
    bool ignores_article;
};
void cpts_resolver_candidates(const struct resolver *resolver, const char *name,
                              const char *department, struct candidates *out);

/* The findings of a run, in resolver_notices.c. `unit`: the unit claimed, or CPTS_NONE. */
cpts_status cpts_notice_duplicate(struct resolver *resolver, const struct run *run, uint32_t unit);
cpts_status cpts_notice_doubtful(struct resolver *resolver, const struct run *run, uint32_t unit);
cpts_status cpts_notice_successor(struct resolver *resolver, const struct run *run,
                                  const struct succession *succession, uint32_t unit);
cpts_status cpts_notice_predecessors(struct resolver *resolver, const struct run *run,
                                     const struct succession *succession);
cpts_status cpts_notice_divided(struct resolver *resolver, const struct run *run,
                                const struct succession *succession, size_t listed);
cpts_status cpts_notice_name_for_code(struct resolver *resolver,
                                      const struct declaration *declaration, uint32_t unit);
cpts_status cpts_notice_name(struct resolver *resolver, const struct run *run);
cpts_status cpts_notice_elsewhere(struct resolver *resolver, const struct run *run,
                                  const struct commune *commune);
cpts_status cpts_notice_unknown(struct resolver *resolver, const struct run *run);

#endif
