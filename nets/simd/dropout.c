// Random masks. The generator is nets/base/rng.c's, several blocks at a time.
#include "nets/simd/simd.h"

enum {
    ROUNDS = 10,
    GROUP = 128,        // elements …
    GROUP_BLOCKS = 16,  // … and the blocks that they take
};

#if defined __AVX512F__
// Eight blocks, one in each half of a register's 64-bit lanes: a product's low
// part is the next round's word as it stands, its other half is never looked
// at.
typedef struct {
    __m512i words[4];
} Blocks;

static inline __m512i sum_of_three(__m512i a, __m512i b, uint32_t c)
{
    return _mm512_ternarylogic_epi64(a, b, _mm512_set1_epi64(c), 0x96);
}

static inline void draw_round(Blocks *x, uint32_t k0, uint32_t k1)
{
    __m512i *w = x->words;
    __m512i a = _mm512_mul_epu32(w[0], _mm512_set1_epi64(0xD2511F53));
    __m512i b = _mm512_mul_epu32(w[2], _mm512_set1_epi64(0xCD9E8D57));

    w[0] = sum_of_three(_mm512_srli_epi64(b, 32), w[1], k0);
    w[1] = b;
    w[2] = sum_of_three(_mm512_srli_epi64(a, 32), w[3], k1);
    w[3] = a;
}

static inline Blocks blocks_from(const uint32_t counter[4], uint32_t first)
{
    const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i counters =
        _mm256_add_epi32(_mm256_set1_epi32((int)(counter[0] + first)), steps);

    return (Blocks){
        {_mm512_cvtepu32_epi64(counters), _mm512_set1_epi64(counter[1]),
         _mm512_set1_epi64(counter[2]), _mm512_set1_epi64(counter[3])}};
}

// Word j of all 16 blocks of a group.
static inline __m512i word_of(const Blocks halves[2], int j)
{
    __m256i low = _mm512_cvtepi64_epi32(halves[0].words[j]);
    __m256i high = _mm512_cvtepi64_epi32(halves[1].words[j]);

    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

static inline void put(uint8_t *mask, __m512i word, __m512i least)
{
    __mmask16 kept = _mm512_cmpge_epu32_mask(word, least);

    _mm_storeu_si128((void *)mask, _mm_maskz_set1_epi8(kept, 1));
}

static void fill_group(uint8_t mask[GROUP], const uint32_t key[2],
                       const uint32_t counter[4], uint32_t first,
                       uint32_t threshold)
{
    const __m512i least = _mm512_set1_epi32((int)threshold);
    Blocks halves[2] = {blocks_from(counter, first),
                        blocks_from(counter, first + GROUP_BLOCKS / 2)};
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];

    for (int round = 0; round < ROUNDS; round++) {
        draw_round(&halves[0], k0, k1);
        draw_round(&halves[1], k0, k1);
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    for (int j = 0; j < 4; j++, mask += (size_t)2 * GROUP_BLOCKS) {
        __m512i word = word_of(halves, j);

        put(mask, _mm512_and_epi32(word, _mm512_set1_epi32(0xFFFF)), least);
        put(mask + GROUP_BLOCKS, _mm512_srli_epi32(word, 16), least);
    }
}
#else
// Blocks counter … counter + LANES − 1 of the stream; lane l of words[j] is
// word j of the l-th. Not inlined: GCC vectorises it well on its own only.
__attribute__((noinline)) static void draw(const uint32_t key[2],
                                           const uint32_t counter[4],
                                           uint32_t first,
                                           uint32_t words[4][LANES])
{
    uint32_t x0[LANES], x1[LANES], x2[LANES], x3[LANES];
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];

    for (uint32_t l = 0; l < LANES; l++) {
        x0[l] = counter[0] + first + l;
        x1[l] = counter[1];
        x2[l] = counter[2];
        x3[l] = counter[3];
    }
    for (int round = 0; round < ROUNDS; round++) {
#pragma omp simd
        for (int l = 0; l < LANES; l++) {
            uint64_t a = (uint64_t)0xD2511F53 * x0[l];
            uint64_t b = (uint64_t)0xCD9E8D57 * x2[l];

            x0[l] = (uint32_t)(b >> 32) ^ x1[l] ^ k0;
            x1[l] = (uint32_t)b;
            x2[l] = (uint32_t)(a >> 32) ^ x3[l] ^ k1;
            x3[l] = (uint32_t)a;
        }
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    memcpy(words[0], x0, sizeof x0);
    memcpy(words[1], x1, sizeof x1);
    memcpy(words[2], x2, sizeof x2);
    memcpy(words[3], x3, sizeof x3);
}

static void fill_group(uint8_t mask[GROUP], const uint32_t key[2],
                       const uint32_t counter[4], uint32_t first,
                       uint32_t threshold)
{
    uint32_t words[4][LANES];

    for (uint32_t at = 0; at < GROUP_BLOCKS; at += LANES) {
        draw(key, counter, first + at, words);
        for (int j = 0; j < 4; j++) {
            uint8_t *low = mask + 2 * (size_t)j * GROUP_BLOCKS + at;
            Integers word;
            Integers least = (int32_t)threshold - (Integers){0};

            memcpy(&word, words[j], sizeof word);
            bytes_store(low, ((word & 0xFFFF) >= least) & 1);
            bytes_store(low + GROUP_BLOCKS,
                        ((word >> 16 & 0xFFFF) >= least) & 1);
        }
    }
}
#endif

void SIMD_NAME(dropout_mask)(uint8_t *mask, size_t count, const uint32_t key[2],
                             const uint32_t counter[4], uint32_t threshold)
{
    uint8_t last[GROUP];
    uint32_t first = 0;

    for (; count >= GROUP; count -= GROUP) {
        fill_group(mask, key, counter, first, threshold);
        mask += GROUP;
        first += GROUP_BLOCKS;
    }
    fill_group(last, key, counter, first, threshold);
    memcpy(mask, last, count);
}

void SIMD_NAME(mask_scale)(float *y, const float *x, const uint8_t *mask,
                           float scale, size_t count)
{
    size_t i = 0;

    for (; i + LANES <= count; i += LANES) {
        Integers kept = bytes_load(mask + i) != 0;
        Vector scaled = vector_load(x + i) * scale;

        vector_store(y + i, vector_pick(kept, scaled, (Vector){0}));
    }
    for (; i < count; i++)
        y[i] = mask[i] ? x[i] * scale : 0;
}
