/*
 * What moved in each run of a store: the history as a story.
 */
#ifndef CPTS_OUTPUT_TEXT_STORY_H
#define CPTS_OUTPUT_TEXT_STORY_H

#include "history/store.h"
#include "output/json/stream.h"
#include "output/text/prose.h"

/* Reads the moves of all runs into temporary tables, once; cpts_story_end in all cases. */
struct story {
    struct store *store;
    struct query events, changes, units;
    int64_t first_run;
};
struct story cpts_story_begin(struct store *store);
void cpts_story_end(struct story *story);

/* Whether nothing moved in a run: slivers do not count. */
bool cpts_story_is_quiet(struct story *story, int64_t run);

/* The sentences of a run, a line each; those of the first one, in which all is new, are counted
 * by its errors alone. */
void cpts_story_text(struct prose *prose, struct story *story, int64_t run);

/* The same, slivers as well, as the keys "moved" and "changes" of an object. */
void cpts_story_json(struct json *json, struct story *story, int64_t run);

#endif
