// One instruction set's row of kernels.
#include "nets/simd/simd.h"

extern const Kernels SIMD_NAME(kernels);

const Kernels SIMD_NAME(kernels) = {
#define KERNEL(result, name, arguments) .name = SIMD_NAME(name),
#include "nets/simd/table.h"
#undef KERNEL
};
