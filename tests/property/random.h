/* A seeded generator of numbers: the same seed gives the same region on every machine. */
#ifndef PROPERTY_RANDOM_H
#define PROPERTY_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

struct random random_seeded(uint64_t seed, uint64_t stream);
uint64_t random_next(struct random *random);
double random_unit(struct random *random); /* [0, 1) */
double random_between(struct random *random, double low, double high);
size_t random_below(struct random *random, size_t bound); /* 0 .. bound-1 */
bool random_chance(struct random *random, double probability);

/* A number in [0, 1) that depends on the keys alone: both sides of a shared edge agree on it. */
double random_keyed(uint64_t seed, uint64_t key, uint64_t index);

#endif
