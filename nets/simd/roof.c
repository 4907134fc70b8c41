// The most that the vector units can do.
#include "nets/simd/simd.h"

// Chains that do not wait for each other: an addition's latency times how many
// begin at once is 8 to 10 on processors of the last ten years.
enum { CHAINS = 12 };

size_t SIMD_NAME(multiply_adds)(size_t rounds, float *result)
{
    Vector chains[CHAINS];
    Vector factor = vector_all(0.999F);
    Vector step = vector_all(*result);
    Vector sum = {0};

    for (size_t i = 0; i < CHAINS; i++)
        chains[i] = vector_all((float)i);
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < CHAINS; i++)
            chains[i] = chains[i] * factor + step;
    for (size_t i = 0; i < CHAINS; i++)
        sum += chains[i];
    *result = sum[0];
    return rounds * CHAINS * LANES;
}
