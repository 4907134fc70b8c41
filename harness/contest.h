// The trials of a study that is pruned compete: at a rung it is judged by the
// record which of them go on, and recorded. A decision is a function of the
// record, and made once: whoever comes to it later finds it there. Only the
// first seed of each configuration competes.
#pragma once

#include "harness/store.h"

typedef struct {
    int passed;  // rungs, from the first without a gap
    int pruned;  // the rung that was its last, or -1
} Standing;

// A trial of the plan, by its row.
typedef struct {
    int64_t row;
    size_t trial;
} Rowed;

// Whether a trial of the plan that has failed will be tried again.
typedef bool PendingTest(const void *context, size_t trial);

typedef struct {
    Store *store;  // borrowed, as are the plan and the rows
    const Plan *plan;
    const int64_t *ids;
    PendingTest *pending;
    const void *context;
    DecisionRecord *decisions;  // by rung
    size_t decision_count;
    size_t decision_capacity;
    Standing *standings;  // [trials of the plan]
    Rowed *by_row;        // sorted
} Contest;

// Reads what has been decided. Release the contest, however this went.
bool contest_open(Contest *contest, Store *store, const Plan *plan,
                  const int64_t *ids, Error *err);
void contest_release(Contest *contest);
// Reads again: other runners decide too.
bool contest_reload(Contest *contest, Error *err);

bool contest_is_on(const Contest *contest);
bool contest_has(const Contest *contest, size_t trial);
// The decision that pruned it, or NULL.
const DecisionRecord *contest_pruned(const Contest *contest, size_t trial);
// Whether it has come to a rung that is not decided, `epochs` being done.
bool contest_waits(const Contest *contest, size_t trial, int epochs);
// Whether all rungs before its last epoch are decided, as far as they are
// decided together.
bool contest_is_settled(const Contest *contest, size_t trial);

// sha: decides every rung that all have come to, or can come to no more.
bool contest_settle(Contest *contest, Error *err);

// What becomes of a trial that has done `epochs` epochs: MESSAGE_GO, PARK or
// PRUNE, and why.
bool contest_judge(Contest *contest, size_t trial, int epochs, int *answer,
                   Text *why, Error *err);
// Why the decision was made.
void contest_words(const Contest *contest, const DecisionRecord *decision,
                   Text *words);
