/* Comparing what the library says with the truth, and with what it says of the same scene
 * presented otherwise. */
#ifndef PROPERTY_VERDICT_H
#define PROPERTY_VERDICT_H

#include "oracle.h"
#include "outcome.h"

/* What is wrong, one line each, "# " in front. Zero-initialise; free `text`. */
struct complaints {
    char *text;
    size_t count;
};

void complain(struct complaints *complaints, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void complaints_clear(struct complaints *complaints);

/* Adds those of `from`, which is left empty. */
void complaints_take(struct complaints *to, struct complaints *from);

/* The library's own promises, whatever the truth: books, counts, severities. */
void compare_books(struct complaints *complaints, const struct scene *scene,
                   const struct outcome *outcome);

/* Areas by unit, perimeter and in all. */
void compare_areas(struct complaints *complaints, const struct truth *truth,
                   const struct outcome *outcome);

/* Findings one by one. */
void compare_findings(struct complaints *complaints, const struct truth *truth,
                      const struct outcome *outcome, double sliver_width_m);

/* Mistakes of the declarations themselves are reported. */
void compare_declarations(struct complaints *complaints, const struct scene *scene,
                          const struct outcome *outcome);

/* Findings that are only drawing noise: narrower than the frame resolves. */
bool finding_is_noise(const struct outcome_finding *finding);

/* Both outcomes say the same, except slivers and what the noise of the drawing may move. */
void compare_with_meant(struct complaints *complaints, const struct scene *scene,
                        const struct outcome *outcome, const struct outcome *meant,
                        double sliver_width_m);

/* Presents the scene otherwise (way: which transformation) and compares the two outcomes. */
size_t transformation_count(void);
const char *transformation_name(size_t way);
void compare_transformed(struct complaints *complaints, const struct scene *scene,
                         const struct outcome *outcome, const struct outcome_options *options,
                         size_t way);

#endif
