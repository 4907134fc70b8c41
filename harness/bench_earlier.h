// What an earlier `quadrille bench --json` said.
#pragma once

#include "harness/bench.h"
#include "harness/node.h"

typedef struct {
    SourceText source;  // what marks in the tree refer to
    Text text;
    Node root;
} Earlier;

// Anything but such a document is misuse.
bool earlier_read(Earlier *earlier, const char *path, Error *err);
void earlier_release(Earlier *earlier);

// This run's median of BENCH_TRAIN or BENCH_INFER over that one's; NaN where
// it has no row for the same model, threads, jobs, batch and augmentation.
double earlier_ratio(const Earlier *earlier, const Bench *bench,
                     const BenchCase *of, BenchValue value);
// Adds in what the machines or programs differ: "cpu: it was 'X', it is 'Y'",
// a line each; nothing where they don't.
void earlier_differences(const Earlier *earlier, Text *lines);
