// Rows to columns, in squares of as many rows as a vector has lanes.
#include "nets/simd/simd.h"

// The first halves of two vectors, lane by lane in turn, and the second halves.
#if defined __AVX512F__
#define FIRST_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define SECOND_HALVES \
    8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif defined __AVX2__
#define FIRST_HALVES  0, 8, 1, 9, 2, 10, 3, 11
#define SECOND_HALVES 4, 12, 5, 13, 6, 14, 7, 15
#else
#define FIRST_HALVES  0, 4, 1, 5
#define SECOND_HALVES 2, 6, 3, 7
#endif

// Row i and row i + LANES / 2, lane by lane in turn, become rows 2 i and
// 2 i + 1. Done log₂ LANES times, that moves every bit of a lane's number into
// the row's and back: rows are columns then.
static inline void turn_square(float *to, size_t to_row, const float *from,
                               size_t from_row)
{
    Vector rows[2][LANES];
    int now = 0;

    for (size_t i = 0; i < LANES; i++)
        rows[0][i] = vector_load(from + i * from_row);
#pragma GCC unroll 4
    for (int half = LANES / 2; half > 0; half /= 2, now = !now)
#pragma GCC unroll 8
        for (size_t i = 0; i < LANES / 2; i++) {
            Vector a = rows[now][i];
            Vector b = rows[now][i + LANES / 2];

            rows[!now][2 * i] = __builtin_shufflevector(a, b, FIRST_HALVES);
            rows[!now][2 * i + 1] =
                __builtin_shufflevector(a, b, SECOND_HALVES);
        }
    for (size_t i = 0; i < LANES; i++)
        vector_store(to + i * to_row, rows[now][i]);
}

static void turn_one_by_one(float *to, size_t to_row, const float *from,
                            size_t from_row, size_t rows, size_t cols)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            to[j * to_row + i] = from[i * from_row + j];
}

void SIMD_NAME(turn)(float *to, size_t to_row, const float *from,
                     size_t from_row, size_t rows, size_t cols)
{
    size_t whole_rows = rows - rows % LANES;
    size_t whole_cols = cols - cols % LANES;

    for (size_t i = 0; i < whole_rows; i += LANES)
        for (size_t j = 0; j < whole_cols; j += LANES)
            turn_square(to + j * to_row + i, to_row, from + i * from_row + j,
                        from_row);
    turn_one_by_one(to + whole_cols * to_row, to_row, from + whole_cols,
                    from_row, whole_rows, cols - whole_cols);
    turn_one_by_one(to + whole_rows, to_row, from + whole_rows * from_row,
                    from_row, rows - whole_rows, cols);
}
