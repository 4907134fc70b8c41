// Random masks. The generator is nets/base/rng.c's, several blocks at a time.
#include "nets/simd/simd.h"

enum {
    ROUNDS = 10,
    GROUP = 128,        // elements …
    GROUP_BLOCKS = 16,  // … and the blocks that they take
};

// Blocks counter … counter + LANES − 1; lane l of words[j] is word j of the
// l-th.
typedef struct {
    uint32_t words[4][LANES];
} Blocks;

static Blocks blocks_at(const uint32_t key[2], const uint32_t counter[4],
                        uint32_t first)
{
    Blocks x;
    uint32_t k0 = key[0];
    uint32_t k1 = key[1];

    for (uint32_t l = 0; l < LANES; l++) {
        x.words[0][l] = counter[0] + first + l;
        x.words[1][l] = counter[1];
        x.words[2][l] = counter[2];
        x.words[3][l] = counter[3];
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int l = 0; l < LANES; l++) {
            uint64_t a = (uint64_t)0xD2511F53 * x.words[0][l];
            uint64_t b = (uint64_t)0xCD9E8D57 * x.words[2][l];

            x.words[0][l] = (uint32_t)(b >> 32) ^ x.words[1][l] ^ k0;
            x.words[1][l] = (uint32_t)b;
            x.words[2][l] = (uint32_t)(a >> 32) ^ x.words[3][l] ^ k1;
            x.words[3][l] = (uint32_t)a;
        }
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    return x;
}

static void fill_group(uint8_t mask[GROUP], const uint32_t key[2],
                       const uint32_t counter[4], uint32_t first,
                       uint32_t threshold)
{
    for (uint32_t at = 0; at < GROUP_BLOCKS; at += LANES) {
        Blocks x = blocks_at(key, counter, first + at);

        for (int j = 0; j < 4; j++) {
            uint8_t *low = mask + 32 * j + at;

            for (int l = 0; l < LANES; l++) {
                low[l] = (x.words[j][l] & 0xFFFF) >= threshold;
                low[l + GROUP_BLOCKS] = x.words[j][l] >> 16 >= threshold;
            }
        }
    }
}

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
