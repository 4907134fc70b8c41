// Matrices of floats, row by row, and their products. matrix.c alone knows
// OpenBLAS, which runs with one thread: parallel products are ours, over fixed
// blocks.
#pragma once

#include "nets/base/pool.h"
#include "nets/simd/kernels.h"

#include <stdbool.h>
#include <stddef.h>

// Borrows its data. `stride` is the distance between rows in floats.
// `transposed` only concerns products: rows and cols say how it is stored.
typedef struct {
    float *data;
    size_t rows;
    size_t cols;
    size_t stride;
    bool transposed;
} Matrix;

static inline Matrix matrix(float *data, size_t rows, size_t cols)
{
    return (Matrix){data, rows, cols, cols, false};
}

static inline Matrix transpose(Matrix m)
{
    m.transposed = !m.transposed;
    return m;
}

// A number of floats, rounded up to whole cache lines.
static inline size_t whole_lines(size_t floats)
{
    return (floats + 15) / 16 * 16;
}

static inline float *matrix_row(Matrix m, size_t row)
{
    return m.data + row * m.stride;
}

// `count` rows from `first`, and likewise columns.
Matrix matrix_rows(Matrix m, size_t first, size_t count);
Matrix matrix_cols(Matrix m, size_t first, size_t count);

// c ← a b, or c ← c + a b with `add`; on the calling thread.
void matmul(const Kernels *kernels, Matrix c, Matrix a, Matrix b, bool add);

// The same product, always OpenBLAS's: what this library is measured against.
void matmul_blas(Matrix c, Matrix a, Matrix b, bool add);
// Likewise always our kernel's.
void matmul_kernel(const Kernels *kernels, Matrix c, Matrix a, Matrix b,
                   bool add);

// The same product, cut into blocks of c that depend on the shapes alone and
// are shared out over the pool: same bits for any number of threads.
void matmul_parallel(Pool *pool, const Kernels *kernels, Matrix c, Matrix a,
                     Matrix b, bool add);

// to [n, m] ← the entries of from [m, n], stored the other way round. Many
// products with a small matrix are faster when it need not be transposed.
void matrix_copy_transposed(const Kernels *kernels, Matrix to, Matrix from);

// "SkylakeX": the kernel type that OpenBLAS chose when it was loaded.
const char *matrix_blas_core(void);
// "OpenBLAS 0.3.21 …", its own description.
const char *matrix_blas_version(void);
