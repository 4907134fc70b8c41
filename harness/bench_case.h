// What a bench's processes measure.
#pragma once

#include "harness/bench.h"

// One case, ready to be measured again and again.
typedef struct BenchWork BenchWork;

BenchWork *bench_work_new(const Bench *bench, const BenchCase *what,
                          Error *err);
void bench_work_free(BenchWork *work);
// Takes about so many seconds; the shares of other cases are not filled.
void bench_work_measure(BenchWork *work, double seconds, BenchSample *sample);
