// Passes over [positions, channels] that batch normalisation makes.
//
// All go by runs of positions, few enough to stay in the nearest cache, and
// within a run by vectors of channels, whose factors and sums are held in
// registers. A run's sums are floats; over the runs they are added as doubles.
#include "nets/simd/vector_functions.h"

#define INLINE static inline __attribute__((always_inline))

enum { RUN = 32 };

typedef struct {
    size_t channels;
    const float *x;
    const float *dy;
    float *out;
    const float *factors;
    double *sums;
} Norm;

// Some positions of one vector of channels; the last may have fewer lanes.
typedef struct {
    size_t at;  // in floats
    size_t count;
    size_t channel;
    size_t lanes;
} Tile;

typedef void TileFunction(const Norm *norm, Tile tile);

INLINE void sweep(const Norm *norm, size_t positions, TileFunction *function)
{
    size_t channels = norm->channels;

    for (size_t i = 0; i < positions; i += RUN) {
        Tile tile = {.count = positions - i < RUN ? positions - i : RUN,
                     .lanes = LANES};

        for (; tile.channel + LANES <= channels; tile.channel += LANES) {
            tile.at = i * channels + tile.channel;
            function(norm, tile);
        }
        tile.at = i * channels + tile.channel;
        tile.lanes = channels - tile.channel;
        if (tile.lanes > 0)
            function(norm, tile);
    }
}

INLINE Vector load(const float *from, size_t lanes)
{
    return lanes == LANES ? vector_load(from) : vector_load_part(from, lanes);
}

INLINE void store(float *to, Vector v, size_t lanes)
{
    if (lanes == LANES)
        vector_store(to, v);
    else
        vector_store_part(to, v, lanes);
}

INLINE Vector factor(const Norm *norm, int which, Tile tile)
{
    return load(norm->factors + (size_t)which * norm->channels + tile.channel,
                tile.lanes);
}

enum { MEAN, SCALE, SHIFT, SLOPE, LEVEL };

// Of values x − from, whose sums are small: Σ x and Σ x² of a run.
INLINE void add_moments(const Norm *norm, Tile tile, Vector from, Vector first,
                        Vector second)
{
    double n = (double)tile.count;
    double *sum = norm->sums + tile.channel;
    double *square = sum + norm->channels;

    for (size_t i = 0; i < tile.lanes; i++) {
        double a = (double)from[i];
        double d = (double)first[i];

        sum[i] += n * a + d;
        square[i] += (double)second[i] + a * (2 * d + n * a);
    }
}

INLINE void moments_tile(const Norm *norm, Tile tile)
{
    const float *x = norm->x + tile.at;
    Vector from = load(x, tile.lanes);
    Vector first = {0};
    Vector second = {0};

    for (size_t i = 0; i < tile.count; i++, x += norm->channels) {
        Vector d = load(x, tile.lanes) - from;

        first += d;
        second += d * d;
    }
    add_moments(norm, tile, from, first, second);
}

void SIMD_NAME(channel_moments)(const float *x, size_t positions,
                                size_t channels, double *sums)
{
    const Norm norm = {.channels = channels, .x = x, .sums = sums};

    memset(sums, 0, 2 * channels * sizeof *sums);
    sweep(&norm, positions, moments_tile);
}

INLINE void normalize_part(const Norm *norm, Tile tile, bool swish)
{
    Vector mean = factor(norm, MEAN, tile);
    Vector scale = factor(norm, SCALE, tile);
    Vector shift = factor(norm, SHIFT, tile);
    size_t at = tile.at;

    for (size_t i = 0; i < tile.count; i++, at += norm->channels) {
        Vector u = (load(norm->x + at, tile.lanes) - mean) * scale + shift;

        if (swish)
            u *= vector_logistic(u);
        store(norm->out + at, u, tile.lanes);
    }
}

INLINE void normalize_tile(const Norm *norm, Tile tile)
{
    normalize_part(norm, tile, false);
}

INLINE void normalize_swish_tile(const Norm *norm, Tile tile)
{
    normalize_part(norm, tile, true);
}

void SIMD_NAME(normalize)(float *y, const float *x, const float *factors,
                          size_t positions, size_t channels)
{
    const Norm norm = {
        .channels = channels, .x = x, .out = y, .factors = factors};

    sweep(&norm, positions, normalize_tile);
}

void SIMD_NAME(normalize_swish)(float *y, const float *x, const float *factors,
                                size_t positions, size_t channels)
{
    const Norm norm = {
        .channels = channels, .x = x, .out = y, .factors = factors};

    sweep(&norm, positions, normalize_swish_tile);
}

INLINE void add_sums(const Norm *norm, Tile tile, Vector first, Vector second)
{
    double *sum = norm->sums + tile.channel;
    double *product = sum + norm->channels;

    for (size_t i = 0; i < tile.lanes; i++) {
        sum[i] += (double)first[i];
        product[i] += (double)second[i];
    }
}

// (u s)' = s (1 + u (1 − s)), s = sigmoid(u)
INLINE void back_part(const Norm *norm, Tile tile, bool swish)
{
    Vector mean = factor(norm, MEAN, tile);
    Vector scale = factor(norm, SCALE, tile);
    Vector shift = factor(norm, SHIFT, tile);
    Vector first = {0};
    Vector second = {0};
    size_t at = tile.at;

    for (size_t i = 0; i < tile.count; i++, at += norm->channels) {
        Vector from_mean = load(norm->x + at, tile.lanes) - mean;
        Vector du = load(norm->dy + at, tile.lanes);

        if (swish) {
            Vector u = from_mean * scale + shift;
            Vector s = vector_logistic(u);

            du *= s * (1.0F + u * (1.0F - s));
        }
        first += du;
        second += du * from_mean;
        if (swish || norm->out != norm->dy)
            store(norm->out + at, du, tile.lanes);
    }
    add_sums(norm, tile, first, second);
}

INLINE void back_tile(const Norm *norm, Tile tile)
{
    back_part(norm, tile, false);
}

INLINE void swish_back_tile(const Norm *norm, Tile tile)
{
    back_part(norm, tile, true);
}

void SIMD_NAME(normalize_back)(float *du, const float *dy, const float *x,
                               const float *factors, size_t positions,
                               size_t channels, double *sums)
{
    const Norm norm = {channels, x, dy, du, factors, sums};

    memset(sums, 0, 2 * channels * sizeof *sums);
    sweep(&norm, positions, back_tile);
}

void SIMD_NAME(normalize_swish_back)(float *du, const float *dy, const float *x,
                                     const float *factors, size_t positions,
                                     size_t channels, double *sums)
{
    const Norm norm = {channels, x, dy, du, factors, sums};

    memset(sums, 0, 2 * channels * sizeof *sums);
    sweep(&norm, positions, swish_back_tile);
}

INLINE void correct_tile(const Norm *norm, Tile tile)
{
    Vector mean = factor(norm, MEAN, tile);
    Vector scale = factor(norm, SCALE, tile);
    Vector slope = factor(norm, SLOPE, tile);
    Vector level = factor(norm, LEVEL, tile);
    size_t at = tile.at;

    for (size_t i = 0; i < tile.count; i++, at += norm->channels) {
        Vector x = load(norm->x + at, tile.lanes) - mean;
        Vector du = load(norm->dy + at, tile.lanes);

        store(norm->out + at, scale * (du - level - x * slope), tile.lanes);
    }
}

void SIMD_NAME(normalize_correct)(float *dx, const float *du, const float *x,
                                  const float *factors, size_t positions,
                                  size_t channels)
{
    const Norm norm = {
        .channels = channels, .x = x, .dy = du, .out = dx, .factors = factors};

    sweep(&norm, positions, correct_tile);
}
