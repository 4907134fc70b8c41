// KERNEL(result, name, arguments): see kernels.h. No include guard: it is read
// several times.

// y ← y + x, `count` floats.
KERNEL(void, add, (float *y, const float *x, size_t count))
