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
    bool paired;    // over the seeds they share; else Welch
    Comparison comparison;
    double p;  // after Holm, over all that were compared
} Contender;

typedef struct {
    Contender *contenders;  // as the leaderboard ranks them
    size_t count;
    size_t compared;
    bool validation_is_test;
    bool validated;  // ranked by validation, else by training
} Verdict;

bool verdict_reach(Verdict *verdict, Store *store, const char *study,
                   Error *err);
void verdict_release(Verdict *verdict);

// One paragraph in words: the best, its interval, whether its lead is
// significant or cannot be told.
void verdict_words(const Verdict *verdict, Text *text);

// A JSON array with the names of the configurations that are the best or do
// not differ from it significantly (p ≥ 0.05).
void verdict_ties(const Verdict *verdict, Text *json);
