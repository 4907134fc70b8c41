// From bytes to what a network sees; the order of things is in nets/input.c.
#include "nets/simd/simd.h"

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
        float row = w.row[0] * w.v[i] + (w.row[1] * w.u[i] + row_centre);
        float col = w.col[0] * w.v[i] + (w.col[1] * w.u[i] + col_centre);
        float top = clamp(row, row_max);
        float left = clamp(col, col_max);
        int r = (int)top;
        int c = (int)left;
        int at = r * w.width + c;
        float f = left - (float)c;
        float above = mix(x[at], x[at + 1], f);
        float below = mix(x[at + w.width], x[at + w.width + 1], f);

        y[i] = mix(above, below, top - (float)r);
    }
}
