#include "random.h"

uint64_t demo_hash(uint64_t key)
{
    key += 0x9e3779b97f4a7c15U;
    key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9U;
    key = (key ^ (key >> 27)) * 0x94d049bb133111ebU;
    return key ^ (key >> 31);
}

static double unit_from_bits(uint64_t bits)
{
    return (double)(bits >> 11) * (1.0 / 9007199254740992.0);
}

double demo_hash_unit(uint64_t key)
{
    return unit_from_bits(demo_hash(key));
}

uint64_t demo_chance_next(struct chance *chance)
{
    uint64_t x = chance->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    chance->state = x;
    return x * 0x2545f4914f6cdd1dU;
}

unsigned demo_chance_below(struct chance *chance, unsigned limit)
{
    return (unsigned)((demo_chance_next(chance) >> 33) % limit);
}

double demo_chance_unit(struct chance *chance)
{
    return unit_from_bits(demo_chance_next(chance));
}

double demo_chance_normal(struct chance *chance)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        sum += demo_chance_unit(chance);
    }
    return sum;
}

double demo_exp(double x)
{
    double power = 1.0 + x / 65536.0;
    for (int i = 0; i < 16; i++) {
        power *= power;
    }
    return power;
}

/* The greatest integer not above x, for coordinates that fit in 32 bits. */
static int64_t floor_of(double x)
{
    const int64_t truncated = (int64_t)x;
    return (double)truncated > x ? truncated - 1 : truncated;
}

static double lattice(int64_t column, int64_t row, uint64_t seed)
{
    const uint64_t key = (uint64_t)column * 0x9e3779b97f4a7c15U ^ (uint64_t)row;
    return 2.0 * demo_hash_unit(demo_hash(key) ^ seed) - 1.0;
}

static double smooth(double t)
{
    return t * t * (3.0 - 2.0 * t);
}

static double noise_octave(double x, double y, uint64_t seed)
{
    const int64_t column = floor_of(x), row = floor_of(y);
    const double s = smooth(x - (double)column), t = smooth(y - (double)row);
    const double below =
        lattice(column, row, seed) * (1.0 - s) + lattice(column + 1, row, seed) * s;
    const double above =
        lattice(column, row + 1, seed) * (1.0 - s) + lattice(column + 1, row + 1, seed) * s;
    return below * (1.0 - t) + above * t;
}

double demo_noise(double x, double y, double scale, uint64_t seed)
{
    double sum = 0.0, amplitude = 0.5;
    for (unsigned octave = 0; octave < 4; octave++) {
        sum += amplitude * noise_octave(x / scale, y / scale, demo_hash(seed + octave));
        amplitude *= 0.5;
        scale *= 0.5;
    }
    return sum;
}
