// For the files in this folder: names and vectors of the instruction set that
// they are being compiled for.
#pragma once

#include "nets/simd/kernels.h"

#define SIMD_JOIN_(name, set) name##_##set
#define SIMD_JOIN(name, set)  SIMD_JOIN_(name, set)
#define SIMD_NAME(name)       SIMD_JOIN(name, SIMD)

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
