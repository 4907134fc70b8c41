// Which of a study's configurations is best, and whether that can be told
// from chance: over seeds, which are the only repeats there are.
#pragma once

#include "harness/statistics.h"
#include "harness/store.h"

typedef struct {
    char *config;
    char *label;
    char *split;     // of the accuracies
    double *seeds;   // [n]
    double *values;  // [n], accuracies after the last epoch, 0 … 1
    size_t n;
    size_t seed_capacity;
    size_t value_capacity;

    // Against the first: the difference is the first's minus this one's.
    bool compared;  // both have two seeds or more
    size_t pairs;   // the seeds they share, where there are two: else Welch
    Comparison comparison;
    double p;  // after Holm, over all that were compared
} Contender;

typedef struct {
    Contender *contenders;  // as the leaderboard ranks them
    size_t count;
    size_t compared;
    size_t tried;     // configurations of the study, with a result or not
    char *ranked_by;  // "validation accuracy"
    bool validation_is_test;
    double *fresh;  // [fresh_count], what the first reached on fresh seeds
    size_t fresh_count;
} Verdict;

// `only` is a JSON array of the configurations that count; NULL: all.
bool verdict_reach(Verdict *verdict, Store *store, const char *study,
                   const char *only, Error *err);
void verdict_release(Verdict *verdict);

// One paragraph in words: the best, its interval, whether its lead is
// significant or cannot be told.
void verdict_words(const Verdict *verdict, Text *text);

// Appends a JSON object: `compared` comparisons with the first, and as `ties`
// the names of the configurations that are not told apart from it (p ≥ 0.05, or
// no comparison was possible); none where nothing was compared.
bool verdict_tell(Store *store, const char *study, const char *only, Text *json,
                  Error *err);
