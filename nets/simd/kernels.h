// Our own vector kernels. Every nets/simd/*.c is compiled once per instruction
// set, with -DSIMD=avx512, avx2 or baseline; this table holds one set's
// functions. To add one: write it in a file here, as SIMD_NAME(name), and add
// its row to nets/simd/table.h.
#pragma once

#include "nets/cpu.h"
#include "nets/simd/warp.h"
#include "nets/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
#define KERNEL(result, name, arguments) result(*name) arguments;
#include "nets/simd/table.h"
#undef KERNEL
} Kernels;

const Kernels *kernels_for(Simd simd);
