// From bytes to what a network sees; the order of things is in nets/input.c.
#include "nets/simd/simd.h"

typedef uint32_t Unsigned __attribute__((vector_size(LANES * 4)));

void SIMD_NAME(bytes_to_units)(float *y, const uint8_t *x, size_t count,
                               float scale, float shift)
{
    for (size_t i = 0; i < count; i++)
        y[i] = (float)x[i] / 255.0F * scale + shift;
}

void SIMD_NAME(spread)(float *y, const float *x, size_t count, size_t step,
                       float scale, float shift)
{
    if (step == 1)
        for (size_t i = 0; i < count; i++)
            y[i] = x[i] * scale + shift;
    else
        for (size_t i = 0; i < count; i++)
            y[i * step] = x[i] * scale + shift;
}

// Three stores in one pass, which the compiler turns into shuffles.
void SIMD_NAME(spread_3)(float *restrict y, const float *restrict x,
                         size_t count, const float scale[3],
                         const float shift[3])
{
    float s0 = scale[0], s1 = scale[1], s2 = scale[2];
    float t0 = shift[0], t1 = shift[1], t2 = shift[2];

    for (size_t i = 0; i < count; i++) {
        y[3 * i] = x[i] * s0 + t0;
        y[3 * i + 1] = x[i] * s1 + t1;
        y[3 * i + 2] = x[i] * s2 + t2;
    }
}

static inline float clamp(float value, float max)
{
    value = value > 0 ? value : 0;
    return value < max ? value : max;
}

// a + f (b − a) gives exactly a for f = 0: a map that moves nothing changes no
// bit, and what lies past the last row or column does not matter.
static inline float mix(float a, float b, float f)
{
    return a + f * (b - a);
}

// Where along an axis a pixel is read.
static inline float place(const float map[3], float v, float u, float centre,
                          float max)
{
    return clamp(map[0] * v + (map[1] * u + centre), max);
}

void SIMD_NAME(warp)(float *restrict y, const float *restrict x,
                     const Warp *warp)
{
    const Warp w = *warp;
    const float row_max = (float)(w.height - 1);
    const float col_max = (float)(w.width - 1);
    const float row_centre = w.row[2] + row_max / 2;
    const float col_centre = w.col[2] + col_max / 2;

#pragma omp simd
    for (size_t i = 0; i < w.count; i++) {
        float top = place(w.row, w.v[i], w.u[i], row_centre, row_max);
        float left = place(w.col, w.v[i], w.u[i], col_centre, col_max);
        int r = (int)top;
        int c = (int)left;
        int at = r * w.width + c;
        float f = left - (float)c;
        float above = mix(x[at], x[at + 1], f);
        float below = mix(x[at + w.width], x[at + w.width + 1], f);

        y[i] = mix(above, below, top - (float)r);
    }
}

// A pixel and its neighbours to the right, below, and below to the right, a
// byte each, so that one gather finds all four. Past the image's end anything
// does: the last pixel is taken.
static void set_quads(uint32_t *restrict quads, const uint8_t *restrict x,
                      size_t width, size_t area)
{
    size_t i = 0;

    for (; i + width + LANES < area; i += LANES) {
        Integers four =
            bytes_load(x + i) | bytes_load(x + i + 1) << 8
            | bytes_load(x + i + width) << 16
            | (Integers)((Unsigned)bytes_load(x + i + width + 1) << 24);

        memcpy(quads + i, &four, sizeof four);
    }
    for (; i < area; i++) {
        size_t last = area - 1 - i;

        quads[i] = x[i] | (uint32_t)x[i + (last < 1 ? last : 1)] << 8
                   | (uint32_t)x[i + (last < width ? last : width)] << 16
                   | (uint32_t)x[i + (last <= width ? last : width + 1)] << 24;
    }
}

static inline Vector byte_of(Integers four, int which)
{
    return __builtin_convertvector(four >> 8 * which & 255, Vector);
}

static inline Vector mix_vectors(Vector a, Vector b, Vector f)
{
    return a + f * (b - a);
}

// As it is rounded by a division, which takes longer: the remainder of a first
// attempt, which a fused multiply-add gives exactly, mends it.
static inline Vector divide_by_255(Vector x)
{
#if defined __FMA__
    Vector q = x * (1 / 255.0F);
    Vector remainder = x - q * 255.0F;

    return q + remainder * (1 / 255.0F);
#else
    return x / 255.0F;
#endif
}

// Where LANES pixels lie along one axis: the pixel before, and how far beyond.
typedef struct {
    Integers at;
    Vector beyond;
} Places;

static inline Places find_places(const float map[3], Vector v, Vector u,
                                 int size)
{
    const float max = (float)(size - 1);
    Vector place =
        vector_clamp(map[0] * v + (map[1] * u + (map[2] + max / 2)), 0, max);
    Places places = {.at = __builtin_convertvector(place, Integers)};

    places.beyond = place - __builtin_convertvector(places.at, Vector);
    return places;
}

// Gathering is a pass of its own, a number at a time: what processors have for
// it is slower than that on some, and reading at once what was just written in
// smaller pieces is slow on all. Without `restrict`, so that no compiler makes
// vectors of it again.
static void gather(int32_t *at, const uint32_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        at[i] = (int32_t)from[at[i]];
}

// The row above the places, then the row below, then between them.
static inline Vector mix_quads(Integers four, Vector right, Vector down)
{
    Vector above = mix_vectors(byte_of(four, 0), byte_of(four, 1), right);
    Vector below = mix_vectors(byte_of(four, 2), byte_of(four, 3), right);

    return mix_vectors(above, below, down);
}

void SIMD_NAME(warp_bytes)(float *restrict y, const uint8_t *restrict x,
                           uint32_t *restrict scratch, const Warp *warp,
                           float scale, float shift)
{
    const Warp w = *warp;
    size_t area = (size_t)w.height * (size_t)w.width;
    int32_t *at = (int32_t *)scratch + area;

    set_quads(scratch, x, (size_t)w.width, area);
    for (size_t i = 0; i < w.count; i += LANES) {
        Vector v = vector_load(w.v + i);
        Vector u = vector_load(w.u + i);
        Integers from = find_places(w.row, v, u, w.height).at * w.width
                        + find_places(w.col, v, u, w.width).at;

        memcpy(at + i, &from, sizeof from);
    }
    gather(at, scratch, w.count);
    for (size_t i = 0; i < w.count; i += LANES) {
        Vector v = vector_load(w.v + i);
        Vector u = vector_load(w.u + i);
        Integers four;
        Vector value;

        memcpy(&four, at + i, sizeof four);
        value = mix_quads(four, find_places(w.col, v, u, w.width).beyond,
                          find_places(w.row, v, u, w.height).beyond);
        value = divide_by_255(value) * scale + shift;
        if (i + LANES <= w.count)
            vector_store(y + i, value);
        else
            vector_store_part(y + i, value, w.count - i);
    }
}
