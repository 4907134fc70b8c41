#include "harness/bench_machine.h"

#include "harness/clock.h"
#include "nets/base/memory.h"
#include "nets/matrix.h"

#include <stdlib.h>
#include <string.h>

enum {
    SIDE = 768,               // of the matrices: OpenBLAS is as fast as it gets
    COPIED = 128 << 20,       // bytes, all threads together: more than caches
    COPIED_LEAST = 16 << 20,  // of one thread
    ROUNDS = 1 << 17,         // of the roof's loop: a few milliseconds
    CACHE_LINE_FLOATS = 16,
};

struct Machine {
    Pool *pool;
    const Kernels *kernels;
    int threads;
    float *factors;       // [threads, 3, SIDE, SIDE]
    size_t copied_bytes;  // of a thread
    char *copied;         // [threads, 2, copied_bytes]
    float *results;       // [threads, CACHE_LINE_FLOATS]
    size_t *operations;   // [threads]
};

Machine *machine_new(int threads)
{
    Machine *machine = memory_new(1, sizeof *machine);
    size_t count = (size_t)threads;
    size_t floats = count * 3 * SIDE * SIDE;

    machine->pool = pool_new(threads);
    machine->kernels = kernels_for(cpu_simd());
    machine->threads = threads;
    machine->factors = memory_new(floats, sizeof *machine->factors);
    machine->copied_bytes =
        COPIED / count < COPIED_LEAST ? COPIED_LEAST : COPIED / count;
    machine->copied = memory_new(count * 2, machine->copied_bytes);
    machine->results =
        memory_new(count * CACHE_LINE_FLOATS, sizeof *machine->results);
    machine->operations = memory_new(count, sizeof *machine->operations);
    for (size_t i = 0; i < floats; i++)
        machine->factors[i] = (float)(i % 7) * 0.1F;
    return machine;
}

void machine_free(Machine *machine)
{
    if (!machine)
        return;
    pool_free(machine->pool);
    free(machine->factors);
    free(machine->copied);
    free(machine->results);
    free(machine->operations);
    free(machine);
}

// Each task is one thread's: by their numbers they have their own memory.
static void multiply(void *context, size_t task, int worker)
{
    static const size_t floats = (size_t)SIDE * SIDE;
    const Machine *machine = context;
    float *factors = machine->factors + task * 3 * floats;

    (void)worker;
    matmul_blas(matrix(factors, SIDE, SIDE),
                matrix(factors + floats, SIDE, SIDE),
                matrix(factors + 2 * floats, SIDE, SIDE), false);
    machine->operations[task] = 2 * floats * SIDE;
}

static void add_up(void *context, size_t task, int worker)
{
    const Machine *machine = context;

    (void)worker;
    machine->operations[task] =
        2
        * machine->kernels->multiply_adds(
            ROUNDS, &machine->results[task * CACHE_LINE_FLOATS]);
}

static void copy(void *context, size_t task, int worker)
{
    const Machine *machine = context;
    size_t bytes = machine->copied_bytes;
    char *to = machine->copied + task * 2 * bytes;

    (void)worker;
    memcpy(to, to + bytes, bytes);
    machine->operations[task] = 2 * bytes;
}

// Operations a second of all threads together, the best of those repeats that
// the time suffices for, and of three.
static double best(Machine *machine, PoolTask *task, double seconds)
{
    double end = clock_seconds() + seconds;
    double most = 0;
    double now = clock_seconds();

    for (int i = 0; i < 3 || now < end; i++) {
        double start = now;
        double rate = 0;

        pool_run(machine->pool, (size_t)machine->threads, task, machine);
        now = clock_seconds();
        for (int j = 0; j < machine->threads; j++)
            rate += (double)machine->operations[j] / (now - start);
        most = rate > most ? rate : most;
    }
    return most;
}

void machine_measure(Machine *machine, double seconds, BenchSample *sample)
{
    sample->values[BENCH_SGEMM] = best(machine, multiply, 0.5 * seconds);
    sample->values[BENCH_COPY] = best(machine, copy, 0.3 * seconds);
    sample->values[BENCH_ROOF] = best(machine, add_up, 0.2 * seconds);
}
