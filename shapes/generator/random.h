/*
 * Chance that never varies: hashes, a xorshift generator and value noise made of integer
 * operations and of the four IEEE operations only. No libm function is called, since exp, log or
 * sin may differ by a bit from one C library to the next, and a bit is a different map.
 */
#ifndef DEMO_RANDOM_H
#define DEMO_RANDOM_H

#include <stdint.h>

struct chance {
    uint64_t state; /* never 0 */
};

uint64_t demo_hash(uint64_t key);
double demo_hash_unit(uint64_t key); /* in [0, 1) */

uint64_t demo_chance_next(struct chance *chance);
unsigned demo_chance_below(struct chance *chance, unsigned limit); /* in [0, limit) */
double demo_chance_unit(struct chance *chance);                    /* in [0, 1) */
double demo_chance_normal(struct chance *chance);                  /* mean 0, deviation 1 */

double demo_exp(double x); /* for |x| below 20, to about 1e-3: enough to scale a population */

/* Fractal value noise in [-1, 1], with features about `scale` wide and in three finer octaves. */
double demo_noise(double x, double y, double scale, uint64_t seed);

#endif
