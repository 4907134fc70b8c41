// KERNEL(result, name, arguments): see kernels.h. No include guard: it is read
// several times.

// y ← y + x, `count` floats.
KERNEL(void, add, (float *y, const float *x, size_t count))
// y [rows, cols]: adds x [cols] to every row.
KERNEL(void, add_to_rows, (float *y, const float *x, size_t rows, size_t cols))
// The sum of x's [rows, cols] rows → sum [cols], or added to it.
KERNEL(void, sum_rows,
       (float *sum, const float *x, size_t rows, size_t cols, bool add))
