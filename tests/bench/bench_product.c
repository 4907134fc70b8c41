// How fast products are in the shapes that networks have: bench_product prints
// for each our kernel's and OpenBLAS's GFLOP/s, the best of many short
// repetitions taken in turn, and their share of what the processor's
// multiply-adds reach in registers alone.
#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 15 };

// c [rows, cols], sums of `inner` terms; how each factor is stored.
typedef struct {
    const char *what;
    size_t rows, inner, cols;
    bool a_transposed, b_transposed;
} Case;

static const Case cases[] = {
    {"simple_rnn step", 16, 156, 128, false, false},
    {"simple_rnn step", 32, 156, 128, false, false},
    {"simple_rnn back", 16, 128, 128, false, false},
    {"simple_rnn weights", 156, 448, 128, true, false},
    {"cnn dense", 64, 2304, 128, false, false},
    {"cnn dense", 16, 2304, 128, false, false},
    {"cnn dense weights", 2304, 64, 128, true, false},
    {"cnn dense back", 64, 128, 2304, false, true},
    {"mlp", 64, 784, 128, false, false},
    {"mlp weights", 784, 64, 128, true, false},
    {"classes", 64, 128, 10, false, false},
    {"classes weights", 128, 64, 10, true, false},
    {"classes back", 64, 10, 128, false, true},
    {"lenet5 patches", 576, 25, 6, false, false},
    {"lenet5 patches", 64, 150, 16, false, false},
    {"pointwise", 4096, 32, 16, false, false},
    {"pointwise", 2048, 16, 96, false, false},
    {"pointwise", 1024, 96, 24, false, false},
    {"pointwise", 1024, 24, 144, false, false},
    {"pointwise", 512, 144, 40, false, false},
    {"pointwise", 512, 40, 240, false, false},
    {"pointwise", 512, 240, 80, false, false},
    {"pointwise", 512, 80, 480, false, false},
    {"pointwise", 512, 480, 112, false, false},
    {"pointwise", 512, 112, 672, false, false},
    {"pointwise", 128, 672, 192, false, false},
    {"pointwise", 128, 192, 1152, false, false},
    {"pointwise", 128, 1152, 192, false, false},
    {"pointwise", 128, 1152, 320, false, false},
    {"pointwise", 128, 320, 1280, false, false},
    {"head", 128, 1280, 512, false, false},
    {"pointwise weights", 16, 2048, 96, true, false},
    {"pointwise weights", 96, 1024, 24, true, false},
    {"pointwise weights", 144, 512, 40, true, false},
    {"pointwise weights", 80, 512, 480, true, false},
    {"pointwise weights", 112, 512, 672, true, false},
    {"pointwise weights", 672, 128, 192, true, false},
    {"pointwise weights", 1152, 128, 320, true, false},
    {"head weights", 1280, 128, 512, true, false},
    {"pointwise back", 2048, 96, 16, false, true},
    {"pointwise back", 1024, 24, 96, false, true},
    {"pointwise back", 512, 40, 144, false, true},
    {"pointwise back", 512, 480, 80, false, true},
    {"pointwise back", 512, 672, 112, false, true},
    {"pointwise back", 128, 192, 672, false, true},
    {"pointwise back", 128, 320, 1152, false, true},
    {"head back", 128, 512, 1280, false, true},
    {"square", 512, 512, 512, false, false},
    {"square", 1024, 1024, 1024, false, false},
    {"square", 2048, 2048, 2048, false, false},
};

static double seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static Matrix random_matrix(size_t rows, size_t cols, bool transposed)
{
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    Matrix m = transposed ? matrix(NULL, cols, rows) : matrix(NULL, rows, cols);

    m.data = memory_new(rows * cols, sizeof *m.data);
    m.transposed = transposed;
    for (size_t i = 0; i < rows * cols; i++)
        m.data[i] = (float)rng_uniform(&rng, -1, 1);
    return m;
}

// Seconds a product, over some milliseconds; ours, or OpenBLAS's.
static double time_of(bool ours, const Kernels *kernels, const Matrix m[3],
                      double work)
{
    int turns = (int)(2e8 / work) + 1;
    double start = seconds();

    for (int i = 0; i < turns; i++)
        if (ours)
            matmul_kernel(kernels, m[0], m[1], m[2], false);
        else
            matmul_blas(m[0], m[1], m[2], false);
    return (seconds() - start) / turns;
}

static double roof(const Kernels *kernels)
{
    float held = 0;
    double best = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double start = seconds();
        double work = 2.0 * (double)kernels->multiply_adds(1 << 17, &held);
        double speed = work / (seconds() - start);

        best = speed > best ? speed : best;
    }
    return best;
}

static void bench(const Case *c, const Kernels *kernels, double limit)
{
    const Matrix m[] = {random_matrix(c->rows, c->cols, false),
                        random_matrix(c->rows, c->inner, c->a_transposed),
                        random_matrix(c->inner, c->cols, c->b_transposed)};
    double work = 2.0 * (double)c->rows * (double)c->cols * (double)c->inner;
    double us = 0;
    double them = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double here = work / time_of(true, kernels, m, work);
        double there = work / time_of(false, kernels, m, work);

        us = here > us ? here : us;
        them = there > them ? there : them;
    }
    printf("%-20s%5zu x%5zu x%5zu %s%s %7.1f (%3.0f %%) %7.1f (%3.0f %%)\n",
           c->what, c->rows, c->inner, c->cols, c->a_transposed ? "T" : "-",
           c->b_transposed ? "T" : "-", us / 1e9, 100 * us / limit, them / 1e9,
           100 * them / limit);
    free(m[0].data), free(m[1].data), free(m[2].data);
}

int main(int argc, char **argv)
{
    const Kernels *kernels = kernels_for(cpu_simd());
    double limit;

    (void)argc;
    cpu_start_again(argv);
    limit = roof(kernels);
    printf(
        "%s, limit %.1f GFLOP/s; OpenBLAS %s\n"
        "%-20s%5s  %5s  %5s       ours            OpenBLAS\n",
        cpu_simd_name(cpu_simd()), limit / 1e9, matrix_blas_core(), "product",
        "rows", "inner", "cols");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        bench(&cases[i], kernels, limit);
    return 0;
}
