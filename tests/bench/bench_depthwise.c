// How fast the depthwise kernels are on EfficientNet-B0's shapes at 32 × 32:
// bench_depthwise [REPETITIONS]. For each shape and pass, GFLOP/s that count
// only products with pixels (not padding), and the time as a multiple of
// copying the same input and output bytes; the best of many short repetitions.
#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/layer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_FLOATS = BLOCK_ROWS * 16 * 16 * 96, MOST_TAPS = 25 * 1152 };

typedef struct {
    int side;
    int kernel;
    int stride;
    int channels;
} Setup;

static const Setup setups[] = {
    {16, 3, 1, 32}, {16, 3, 2, 96}, {8, 3, 1, 144},  {8, 5, 2, 144},
    {4, 5, 1, 240}, {4, 3, 2, 240}, {2, 3, 1, 480},  {2, 5, 1, 480},
    {2, 5, 1, 672}, {2, 5, 2, 672}, {1, 5, 1, 1152}, {1, 3, 1, 1152},
};

typedef struct {
    Window window;
    const Kernels *kernels;
    float *x, *y, *dx, *kernel, *grad;
} Bench;

static float *noise(size_t count)
{
    float *values = memory_new(count, sizeof *values);
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);

    for (size_t i = 0; i < count; i++)
        values[i] = (float)rng_uniform(&rng, -1, 1);
    return values;
}

static void forward(const Bench *b)
{
    b->kernels->depthwise(&b->window, b->x, b->kernel, NULL, BLOCK_ROWS, b->y);
}

static void back(const Bench *b)
{
    b->kernels->depthwise_back(&b->window, b->y, b->kernel, BLOCK_ROWS, b->dx);
}

static void learn(const Bench *b)
{
    b->kernels->depthwise_learn(&b->window, b->x, b->y, BLOCK_ROWS, b->grad,
                                true);
}

static size_t input_floats(const Bench *b)
{
    return BLOCK_ROWS * shape_size(b->window.in);
}

static size_t output_floats(const Bench *b)
{
    return (size_t)BLOCK_ROWS * (size_t)b->window.height
           * (size_t)b->window.width * (size_t)b->window.in.channels;
}

// Half of the bytes read, half written.
static void copy(const Bench *b)
{
    memcpy(b->dx, b->x, (input_floats(b) + output_floats(b)) / 2 * 4);
}

static double seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Each repetition is long enough for the clock.
static double best(void (*pass)(const Bench *b), const Bench *b,
                   int repetitions)
{
    double least = 1e9;

    for (int i = 0; i < repetitions; i++) {
        double start = seconds();
        double took;

        for (int k = 0; k < 4; k++)
            pass(b);
        took = (seconds() - start) / 4;
        least = took < least ? took : least;
    }
    return least;
}

static double products(const Window *w)
{
    double rows = 0;
    double columns = 0;

    for (int i = 0; i < w->height; i++)
        rows += window_rows(w, i).end - window_rows(w, i).first;
    for (int i = 0; i < w->width; i++)
        columns += window_columns(w, i).end - window_columns(w, i).first;
    return BLOCK_ROWS * rows * columns * w->in.channels;
}

static void measure(const Bench *b, int repetitions)
{
    void (*const passes[])(const Bench *b) = {forward, back, learn};
    const Window *w = &b->window;
    double copying = best(copy, b, repetitions);

    printf("%2d x %-2d %d / %d %4d ", w->in.height, w->in.width, w->size,
           w->stride, w->in.channels);
    for (int i = 0; i < 3; i++) {
        double took = best(passes[i], b, repetitions);

        printf("| %6.2f us %6.1f GFLOP/s %5.2f copies ",
               1e6 * took / BLOCK_ROWS, 2e-9 * products(w) / took,
               took / copying);
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    int repetitions = argc > 1 ? atoi(argv[1]) : 200;
    Bench b = {
        .kernels = kernels_for(cpu_simd()),
        .x = noise(MOST_FLOATS),
        .y = noise(MOST_FLOATS),
        .dx = noise(MOST_FLOATS),
        .kernel = noise(MOST_TAPS),
        .grad = noise(MOST_TAPS),
    };
    Error err;

    printf(
        "side     k / s  chan | forward, an image               | "
        "back to the input                | the kernel's gradient\n");
    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        const Setup *s = &setups[i];
        Shape in = {s->side, s->side, s->channels};

        if (window_plan(&b.window, in, s->kernel, s->stride, PADDING_SAME,
                        &err))
            measure(&b, repetitions);
    }
    free(b.x);
    free(b.y);
    free(b.dx);
    free(b.kernel);
    free(b.grad);
    return 0;
}
