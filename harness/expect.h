// The `expect:` of a study against what came: for the report, and for the exit
// status of a run.
#pragma once

#include "harness/store.h"

typedef enum { EXPECT_PENDING, EXPECT_PASSED, EXPECT_MISSED } ExpectState;

typedef struct {
    ExpectState state;  // pending: no trial that it is about has finished
    char *about;        // "model=cnn: test/accuracy"
    char *wanted;       // "0.989 ± 0.003", "at least 0.981"
    double observed;    // the mean over those trials; NaN where there is none
    size_t n;           // of them
} Expected;

typedef struct {
    Expected *rows;  // in the file's order
    size_t count;
    size_t passed;
    size_t missed;
    size_t pending;
} Expectations;

// Release it, failed or not.
bool expect_judge(Expectations *expectations, Store *store, const char *study,
                  Error *err);
void expect_release(Expectations *expectations);

// "passed: model=cnn: test/accuracy 0.9891 (n = 5), expected 0.989 ± 0.003"
void expect_words(const Expected *expected, Text *text);
