#include "random.h"

/* splitmix64 (Steele, Lea, Flood 2014): a counter and a mixing function. */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

struct random random_seeded(uint64_t seed, uint64_t stream)
{
    return (struct random){mix(seed * 2 + 1) ^ mix(stream + UINT64_C(0x51ED270B9F652295))};
}

uint64_t random_next(struct random *random)
{
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    return mix(random->state);
}

double random_unit(struct random *random)
{
    return (double)(random_next(random) >> 11) / 9007199254740992.0;
}

double random_between(struct random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

size_t random_below(struct random *random, size_t bound)
{
    return bound ? (size_t)(random_next(random) % bound) : 0;
}

bool random_chance(struct random *random, double probability)
{
    return random_unit(random) < probability;
}

double random_keyed(uint64_t seed, uint64_t key, uint64_t index)
{
    struct random r = random_seeded(seed ^ mix(key), index);
    return random_unit(&r);
}
