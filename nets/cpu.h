// What this processor can do, and which kernels are therefore used.
#pragma once

#include "nets/base/error.h"

#include <stdbool.h>

// Vector instructions that our own kernels are compiled for.
typedef enum { SIMD_BASELINE, SIMD_AVX2, SIMD_AVX512 } Simd;

// The best of them that this processor has. QUADRILLE_SIMD=baseline|avx2|avx512
// in the environment lowers it (never raises it).
Simd cpu_simd(void);
// Fails where QUADRILLE_SIMD is none of these names.
bool cpu_simd_check(Error *err);
const char *cpu_simd_name(Simd simd);

// The OpenBLAS kernel type (OPENBLAS_CORETYPE) that suits this processor, or
// NULL when OpenBLAS should decide. It has to be set before the library loads.
const char *cpu_blas_core(void);

// OpenBLAS reads its kernel type and its number of threads when it is loaded,
// before main: so this chooses them in the environment and starts the program
// again, once. A kernel type that the environment already names stays. Where
// that cannot be done, the program goes on with what was loaded: slower.
void cpu_start_again(char **argv);

// "AMD EPYC 9654", from /proc/cpuinfo; "unknown" where that cannot be read.
void cpu_name(char *name, int size);
// Cores that this process may use: the smallest of the affinity mask, the
// control groups' quotas and SLURM_CPUS_PER_TASK; at least 1.
int cpu_cores(void);
// As many of `cores` as the control groups' quotas leave, by the files under
// the folder `root`: "" but for tests. It may be 0.
int cpu_quota_cores(const char *root, int cores);
