// Passes over [positions, channels] that batch normalisation makes.
//
// What sums goes by runs of positions, few enough to stay in the nearest cache,
// and within a run by vectors of channels, whose sums are held in registers. A
// run's sums are floats; over the runs they are added as doubles. What does not
// sum goes straight through memory, where x often comes from afar, unless the
// channels do not fill vectors.
#include "nets/simd/vector_functions.h"

enum {
    RUN = 32,
    // How many floats before they are needed the processor is told to bring x
    // and du, which its own guesses do too late: in memory's time, twice
    // faster.
    AHEAD = 1024,
};

typedef struct {
    size_t channels;
    const float *x;
    const float *dy;
    float *out;
    float *slope;
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

INLINE void sweep(const Norm *norm, size_t positions, size_t run,
                  TileFunction *function)
{
    size_t channels = norm->channels;

    for (size_t i = 0; i < positions; i += run) {
        Tile tile = {.count = positions - i < run ? positions - i : run,
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

static size_t straight(size_t channels)
{
    return channels % LANES ? RUN : 1;
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

// Rows of the factors.
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

// Four positions at a time, so that an addition need not wait for the last.
INLINE void moments_tile(const Norm *norm, Tile tile)
{
    const float *x = norm->x + tile.at;
    const size_t step = norm->channels;
    const Vector from = load(x, tile.lanes);
    Vector first[4] = {{0}};
    Vector second[4] = {{0}};
    size_t i = 0;

    for (; i + 4 <= tile.count; i += 4, x += 4 * step)
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            Vector d = load(x + k * step, tile.lanes) - from;

            first[k] += d;
            second[k] += d * d;
        }
    for (; i < tile.count; i++, x += step) {
        Vector d = load(x, tile.lanes) - from;

        first[0] += d;
        second[0] += d * d;
    }
    add_moments(norm, tile, from, (first[0] + first[1]) + (first[2] + first[3]),
                (second[0] + second[1]) + (second[2] + second[3]));
}

void SIMD_NAME(channel_moments)(const float *x, size_t positions,
                                size_t channels, double *sums)
{
    const Norm norm = {.channels = channels, .x = x, .sums = sums};

    memset(sums, 0, 2 * channels * sizeof *sums);
    sweep(&norm, positions, RUN, moments_tile);
}

typedef enum { PLAIN, SWISH, SWISH_AND_SLOPE } Following;

// (u s)' = s (1 + u (1 − s)), s = sigmoid(u)
INLINE void normalize_part(const Norm *norm, Tile tile, Following following)
{
    Vector mean = factor(norm, MEAN, tile);
    Vector scale = factor(norm, SCALE, tile);
    Vector shift = factor(norm, SHIFT, tile);
    size_t at = tile.at;

    for (size_t i = 0; i < tile.count; i++, at += norm->channels) {
        Vector u = (load(norm->x + at, tile.lanes) - mean) * scale + shift;
        __builtin_prefetch(norm->x + at + AHEAD);

        if (following != PLAIN) {
            Vector s = vector_logistic(u);

            if (following == SWISH_AND_SLOPE)
                store(norm->slope + at, s + u * (s - s * s), tile.lanes);
            u *= s;
        }
        store(norm->out + at, u, tile.lanes);
    }
}

INLINE void normalize_tile(const Norm *norm, Tile tile)
{
    normalize_part(norm, tile, PLAIN);
}

INLINE void swish_tile(const Norm *norm, Tile tile)
{
    normalize_part(norm, tile, SWISH);
}

INLINE void swish_and_slope_tile(const Norm *norm, Tile tile)
{
    normalize_part(norm, tile, SWISH_AND_SLOPE);
}

void SIMD_NAME(normalize)(float *y, const float *x, const float *factors,
                          size_t positions, size_t channels)
{
    const Norm norm = {
        .channels = channels, .x = x, .out = y, .factors = factors};

    sweep(&norm, positions, straight(channels), normalize_tile);
}

void SIMD_NAME(normalize_swish)(float *y, float *slope, const float *x,
                                const float *factors, size_t positions,
                                size_t channels)
{
    const Norm norm = {.channels = channels,
                       .x = x,
                       .out = y,
                       .slope = slope,
                       .factors = factors};

    if (slope)
        sweep(&norm, positions, straight(channels), swish_and_slope_tile);
    else
        sweep(&norm, positions, straight(channels), swish_tile);
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

// Whether dy meets a slope on its way, and whether du goes far: past the
// caches.
typedef enum { LEVEL_GROUND, SLOPING, SLOPING_FAR } Way;

// One place's part; adds to Σ du and Σ du (x − mean).
INLINE void back_place(const Norm *norm, Tile tile, Vector mean, Way way,
                       Vector sums[2])
{
    Vector du = load(norm->dy + tile.at, tile.lanes);

    if (way != LEVEL_GROUND)
        du *= load(norm->slope + tile.at, tile.lanes);
    sums[0] += du;
    sums[1] += du * (load(norm->x + tile.at, tile.lanes) - mean);
    if (way == SLOPING_FAR)
        vector_stream(norm->out + tile.at, du);
    else
        store(norm->out + tile.at, du, tile.lanes);
}

INLINE void back_part(const Norm *norm, Tile tile, Way way)
{
    Vector mean = factor(norm, MEAN, tile);
    Vector even[2] = {{0}};
    Vector odd[2] = {{0}};
    size_t i = 0;

    for (; i + 2 <= tile.count; i += 2) {
        back_place(norm, tile, mean, way, even);
        tile.at += norm->channels;
        back_place(norm, tile, mean, way, odd);
        tile.at += norm->channels;
    }
    if (i < tile.count)
        back_place(norm, tile, mean, way, even);
    add_sums(norm, tile, even[0] + odd[0], even[1] + odd[1]);
}

INLINE void back_tile(const Norm *norm, Tile tile)
{
    back_part(norm, tile, LEVEL_GROUND);
}

INLINE void sloping_back_tile(const Norm *norm, Tile tile)
{
    back_part(norm, tile, SLOPING);
}

INLINE void sloping_far_back_tile(const Norm *norm, Tile tile)
{
    back_part(norm, tile, SLOPING_FAR);
}

void SIMD_NAME(normalize_back)(const NormalizeBack *back, size_t positions,
                               size_t channels)
{
    const Norm norm = {.channels = channels,
                       .x = back->x,
                       .dy = back->dy,
                       .slope = back->slope,
                       .out = back->du,
                       .factors = back->factors,
                       .sums = back->sums};

    const bool far =
        back->far && channels % LANES == 0 && vector_is_aligned(back->du);

    memset(back->sums, 0, 2 * channels * sizeof *back->sums);
    if (!back->slope)
        sweep(&norm, positions, RUN, back_tile);
    else if (!far)
        sweep(&norm, positions, RUN, sloping_back_tile);
    else
        sweep(&norm, positions, RUN, sloping_far_back_tile);
    vector_end_stream();
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
        __builtin_prefetch(norm->x + at + AHEAD);
        __builtin_prefetch(norm->dy + at + AHEAD);
    }
}

void SIMD_NAME(normalize_correct)(float *dx, const float *du, const float *x,
                                  const float *factors, size_t positions,
                                  size_t channels)
{
    const Norm norm = {
        .channels = channels, .x = x, .dy = du, .out = dx, .factors = factors};

    sweep(&norm, positions, straight(channels), correct_tile);
}
