// For the files in this folder: names and vectors of the instruction set that
// they are being compiled for.
#pragma once

#include "nets/simd/kernels.h"

#include <string.h>

#if defined __AVX2__
#include <immintrin.h>
#endif

// For functions whose constant arguments make them many.
#define INLINE static inline __attribute__((always_inline))

#define SIMD_JOIN_(name, set) name##_##set
#define SIMD_JOIN(name, set)  SIMD_JOIN_(name, set)
#define SIMD_NAME(name)       SIMD_JOIN(name, SIMD)

// NOLINTNEXTLINE(bugprone-macro-parentheses): a type
#define KERNEL(result, name, arguments) result SIMD_NAME(name) arguments;
#include "nets/simd/table.h"
#undef KERNEL

#if defined __AVX512F__
enum { LANES = 16 };
#elif defined __AVX2__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif

// One vector register of floats, of whole numbers, and as many bytes. GCC's
// vectors: the operators work on every lane, comparisons give −1 or 0.
typedef float Vector __attribute__((vector_size(LANES * 4)));
typedef int32_t Integers __attribute__((vector_size(LANES * 4)));
typedef uint8_t Bytes __attribute__((vector_size(LANES)));

// The same address, but the compiler cannot know: what it read there before, it
// reads again. An operand in memory costs nothing where registers are scarce.
static inline const float *read_afresh(const float *from)
{
    __asm__("" : "+r"(from));
    return from;
}

static inline Vector vector_load(const float *from)
{
    Vector v;

    memcpy(&v, from, sizeof v);
    return v;
}

static inline void vector_store(float *to, Vector v)
{
    memcpy(to, &v, sizeof v);
}

// The first `count` lanes only; the others are 0.
static inline Vector vector_load_part(const float *from, size_t count)
{
#if defined __AVX512F__
    return (Vector)_mm512_maskz_loadu_ps((__mmask16)((1U << count) - 1), from);
#else
    Vector v = {0};

    for (size_t i = 0; i < count; i++)
        v[i] = from[i];
    return v;
#endif
}

static inline void vector_store_part(float *to, Vector v, size_t count)
{
#if defined __AVX512F__
    _mm512_mask_storeu_ps(to, (__mmask16)((1U << count) - 1), (__m512)v);
#else
    for (size_t i = 0; i < count; i++)
        to[i] = v[i];
#endif
}

static inline Vector vector_all(float value)
{
    return value - (Vector){0};
}

// Lane by lane: a where the mask is −1, b where it is 0.
static inline Vector vector_pick(Integers mask, Vector a, Vector b)
{
    return (Vector)((mask & (Integers)a) | (~mask & (Integers)b));
}

static inline bool vector_is_aligned(const float *at)
{
    return (uintptr_t)at % sizeof(Vector) == 0;
}

// Stores to an aligned place without bringing its old contents into the caches
// first, or keeping the new ones there. To be ended before others read it.
static inline void vector_stream(float *to, Vector v)
{
#if defined __AVX512F__
    _mm512_stream_ps(to, (__m512)v);
#elif defined __AVX2__
    _mm256_stream_ps(to, (__m256)v);
#else
    vector_store(to, v);
#endif
}

static inline void vector_end_stream(void)
{
#if defined __AVX2__
    _mm_sfence();
#endif
}

static inline Vector vector_clamp(Vector v, float low, float high)
{
#if defined __AVX512F__
    return (Vector)_mm512_min_ps(
        (__m512)vector_all(high),
        _mm512_max_ps((__m512)vector_all(low), (__m512)v));
#elif defined __AVX2__
    return (Vector)_mm256_min_ps(
        (__m256)vector_all(high),
        _mm256_max_ps((__m256)vector_all(low), (__m256)v));
#else
    v = vector_pick(v < low, vector_all(low), v);
    return vector_pick(v > high, vector_all(high), v);
#endif
}

static inline Integers bytes_load(const uint8_t *from)
{
    Bytes bytes;

    memcpy(&bytes, from, sizeof bytes);
    // GCC 12 converts many lanes one by one.
#if defined __AVX512F__
    return (Integers)_mm512_cvtepu8_epi32((__m128i)bytes);
#elif defined __AVX2__
    {
        __m128i low = _mm_loadl_epi64((const __m128i *)(const void *)&bytes);

        return (Integers)_mm256_cvtepu8_epi32(low);
    }
#else
    return __builtin_convertvector(bytes, Integers);
#endif
}

static inline void bytes_store(uint8_t *to, Integers v)
{
    Bytes bytes = __builtin_convertvector(v, Bytes);

    memcpy(to, &bytes, sizeof bytes);
}
