// What the depthwise kernels share. They work on tiles: a few columns of a row
// side by side, their sums in registers, lanes being channels. The compiler
// knows how much of a tile's surroundings is padding, so that padding costs
// nothing; columns for which there is no compiled tile go by plain loops.
#pragma once

#include "nets/simd/simd.h"

// Keeps what was loaded in its register: GCC would load it for every use.
#ifdef __AVX512F__
#define KEEP(vector) __asm__("" : "+v"(vector))
#elif defined __SSE__
#define KEEP(vector) __asm__("" : "+x"(vector))
#else
#define KEEP(vector) (void)(vector)
#endif

enum { TILE = 8, LARGEST_SIDE = 5 };

// Channels go by whole vectors: the last one may overlap the one before it.
static inline size_t vector_at(size_t channel, size_t channels)
{
    return channel + LANES <= channels ? channel : channels - LANES;
}

// An image of one pixel under one place: of the kernel only one tap counts.
static inline bool is_point(const Window *w)
{
    return w->in.height == 1 && w->in.width == 1 && w->height == 1
           && w->width == 1;
}

static inline size_t point_tap(const Window *w)
{
    return (size_t)(w->top * w->size + w->left) * (size_t)w->in.channels;
}

// Which shapes have compiled tiles.
static inline bool has_tiles(const Window *w)
{
    return w->in.channels >= LANES && (w->size == 3 || w->size == LARGEST_SIDE)
           && w->stride <= 2;
}
