// What this machine can do at best with so many threads.
#pragma once

#include "harness/bench.h"

typedef struct Machine Machine;

Machine *machine_new(int threads);
void machine_free(Machine *machine);
// Fills BENCH_SGEMM, BENCH_ROOF and BENCH_COPY; takes about so many seconds.
void machine_measure(Machine *machine, double seconds, BenchSample *sample);
