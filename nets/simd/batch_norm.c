// Passes over [positions, channels] that batch normalisation makes.
#include "nets/simd/simd.h"

void SIMD_NAME(channel_sums)(const float *restrict a, const float *restrict b,
                             size_t positions, size_t channels,
                             double *restrict sums)
{
    double *restrict products = sums + channels;

    memset(sums, 0, 2 * channels * sizeof *sums);
    for (size_t i = 0; i < positions; i++, a += channels, b += channels)
        for (size_t c = 0; c < channels; c++) {
            sums[c] += (double)a[c];
            products[c] += (double)a[c] * (double)b[c];
        }
}

void SIMD_NAME(normalize)(float *restrict y, const float *restrict x,
                          const float *restrict factors, size_t positions,
                          size_t channels)
{
    const float *restrict mean = factors;
    const float *restrict scale = factors + channels;
    const float *restrict shift = factors + 2 * channels;

    for (size_t i = 0; i < positions; i++, x += channels, y += channels)
        for (size_t c = 0; c < channels; c++)
            y[c] = (x[c] - mean[c]) * scale[c] + shift[c];
}

void SIMD_NAME(normalize_back)(float *restrict dx, const float *restrict dy,
                               const float *restrict x,
                               const float *restrict factors, size_t positions,
                               size_t channels)
{
    const float *restrict mean = factors;
    const float *restrict scale = factors + channels;
    const float *restrict slope = factors + 2 * channels;
    const float *restrict level = factors + 3 * channels;

    for (size_t i = 0; i < positions; i++) {
        for (size_t c = 0; c < channels; c++)
            dx[c] = scale[c] * (dy[c] - level[c] - (x[c] - mean[c]) * slope[c]);
        dx += channels;
        dy += channels;
        x += channels;
    }
}
