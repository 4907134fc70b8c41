// For sched_getaffinity.
#define _GNU_SOURCE
#include "nets/cpu.h"

#include "nets/base/group.h"
#include "nets/simd/kernels.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const simd_names[] = {"baseline", "avx2", "avx512"};

extern const Kernels kernels_baseline;
#ifdef HAVE_SIMD_AVX2
extern const Kernels kernels_avx2;
extern const Kernels kernels_avx512;
#endif

static Simd best_simd(void)
{
#ifdef HAVE_SIMD_AVX2
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl"))
        return SIMD_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return SIMD_AVX2;
#endif
    return SIMD_BASELINE;
}

Simd cpu_simd(void)
{
    const char *wanted = getenv("QUADRILLE_SIMD");
    Simd best = best_simd();

    for (int simd = SIMD_BASELINE; wanted && simd < (int)best; simd++)
        if (strcmp(wanted, simd_names[simd]) == 0)
            return (Simd)simd;
    return best;
}

bool cpu_simd_check(Error *err)
{
    const char *wanted = getenv("QUADRILLE_SIMD");

    for (int simd = SIMD_BASELINE; wanted && simd <= SIMD_AVX512; simd++)
        if (strcmp(wanted, simd_names[simd]) == 0)
            return true;
    return !wanted
           || fail_misuse(err,
                          "unknown QUADRILLE_SIMD '%s' (known: %s, %s, %s)",
                          wanted, simd_names[SIMD_BASELINE],
                          simd_names[SIMD_AVX2], simd_names[SIMD_AVX512]);
}

const char *cpu_simd_name(Simd simd)
{
    return simd_names[simd];
}

const Kernels *kernels_for(Simd simd)
{
#ifdef HAVE_SIMD_AVX2
    if (simd == SIMD_AVX512)
        return &kernels_avx512;
    if (simd == SIMD_AVX2)
        return &kernels_avx2;
#endif
    (void)simd;
    return &kernels_baseline;
}

const char *cpu_blas_core(void)
{
    switch (best_simd()) {
    case SIMD_AVX512:
        return "SkylakeX";
    case SIMD_AVX2:
        return "Haswell";
    default:
        return NULL;
    }
}

void cpu_start_again(char **argv)
{
    const char *core = cpu_blas_core();

    if (getenv("QUADRILLE_STARTED"))
        return;
    if (setenv("QUADRILLE_STARTED", "1", 1) == 0
        && setenv("OPENBLAS_NUM_THREADS", "1", 1) == 0
        && (!core || setenv("OPENBLAS_CORETYPE", core, 0) == 0))
        (void)execv("/proc/self/exe", argv);
}

void cpu_name(char *name, int size)
{
    FILE *file = fopen("/proc/cpuinfo", "r");
    char line[256];

    (void)snprintf(name, (size_t)size, "unknown");
    while (file && fgets(line, sizeof line, file)) {
        const char *value = strchr(line, ':');

        if (strncmp(line, "model name", 10) != 0 || !value)
            continue;
        line[strcspn(line, "\n")] = '\0';
        (void)snprintf(name, (size_t)size, "%s", value + 1 + (value[1] == ' '));
        break;
    }
    if (file)
        (void)fclose(file);
}

static int affinity_cores(void)
{
    cpu_set_t set;

    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

// Each group has "QUOTA PERIOD" in microseconds, or "max PERIOD".
int cpu_quota_cores(const char *root, int cores)
{
    char line[64];
    long quota;
    long period;
    Group group;

    group_own(&group, root);
    do
        if (group_read(&group, "cpu.max", line, sizeof line)
            && sscanf(line, "%ld %ld", &quota, &period) == 2 && period > 0
            && quota / period < cores)
            cores = (int)(quota / period);
    while (group_above(&group));
    return cores;
}

int cpu_cores(void)
{
    int cores = cpu_quota_cores("", affinity_cores());
    const char *slurm = getenv("SLURM_CPUS_PER_TASK");
    long granted = slurm ? strtol(slurm, NULL, 10) : 0;

    if (granted > 0 && granted < cores)
        cores = (int)granted;
    return cores > 1 ? cores : 1;
}
