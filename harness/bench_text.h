// A bench's results, for eyes and for programs.
#pragma once

#include "harness/bench_earlier.h"

// What speed depends on beside the code: the first few are the machine's.
enum { BENCH_MACHINE_FACTS = 5, BENCH_FACTS = 7 };
typedef struct {
    const char *name;
    char text[160];
} BenchFact;
void bench_facts(BenchFact facts[BENCH_FACTS]);

// `earlier` may be NULL.
void bench_table(const Bench *bench, const Earlier *earlier, Text *out);
void bench_json(const Bench *bench, const Earlier *earlier, Text *out);
