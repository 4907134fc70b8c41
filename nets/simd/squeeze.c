// Passes over [places, channels] that gates of channels make.
#include "nets/simd/simd.h"

// One vector of channels: four sums take the places in turn, so that an
// addition need not wait for the last.
static Vector dot_columns(const float *a, const float *b, size_t places,
                          size_t channels)
{
    Vector sums[4] = {{0}};
    size_t i = 0;

    for (; i + 4 <= places; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += vector_load(a + (i + k) * channels)
                       * vector_load(b + (i + k) * channels);
    for (; i < places; i++)
        sums[0] +=
            vector_load(a + i * channels) * vector_load(b + i * channels);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void SIMD_NAME(channel_dots)(float *dots, const float *a, const float *b,
                             size_t places, size_t channels)
{
    size_t first = 0;

    for (; first + LANES <= channels; first += LANES)
        vector_store(dots + first,
                     dot_columns(a + first, b + first, places, channels));
    memset(dots + first, 0, (channels - first) * sizeof *dots);
    for (size_t i = 0; i < places; i++, a += channels, b += channels)
        for (size_t c = first; c < channels; c++)
            dots[c] += a[c] * b[c];
}

void SIMD_NAME(gate)(float *restrict y, const float *restrict x,
                     const float *restrict gates, size_t places,
                     size_t channels)
{
    for (size_t i = 0; i < places; i++, x += channels, y += channels)
        for (size_t c = 0; c < channels; c++)
            y[c] = x[c] * gates[c];
}

void SIMD_NAME(gate_back)(float *restrict dx, const float *restrict dy,
                          const float *restrict gates,
                          const float *restrict means, size_t places,
                          size_t channels)
{
    for (size_t i = 0; i < places; i++, dx += channels, dy += channels)
        for (size_t c = 0; c < channels; c++)
            dx[c] = dy[c] * gates[c] + means[c];
}
