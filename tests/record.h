// A database of the small study, not run, that lives as long as a test.
// Included once per test program, after the project's own headers.
#pragma once

#include "harness/store.h"
#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

enum { TRIALS = 12 };

typedef struct {
    Folder folder;
    char path[500];
    Store *store;
    Plan plan;
    int64_t ids[TRIALS];
    Error err;
} Record;

// Records the plan as it now is.
static inline void record_add_plan(Record *record)
{
    assert_true(store_add_plan(record->store, &record->plan, record->ids,
                               &record->err));
}

static inline int record_set_up(void **state)
{
    Record *record = memory_new(1, sizeof *record);

    record->folder = folder_new();
    folder_path(&record->folder, "results.db", record->path);
    synthetic_plan(&synthetic_small, &record->plan);
    assert_int_equal(record->plan.trial_count, TRIALS);
    record->store = store_open(record->path, STORE_WRITE, &record->err);
    assert_non_null(record->store);
    record_add_plan(record);
    *state = record;
    return 0;
}

static inline int record_tear_down(void **state)
{
    Record *record = *state;

    store_close(record->store);
    plan_release(&record->plan);
    folder_remove(&record->folder);
    free(record);
    return 0;
}

// The plan, once recorded, is another study's.
static inline void record_rename(Record *record, const char *study)
{
    free(record->plan.study);
    record->plan.study = memory_text(study);
}

// The only cell of a query's result, copied into `cell`.
static inline const char *record_ask(Record *record, const char *sql,
                                     char cell[500])
{
    Result result;

    if (!store_query(record->store, sql, NULL, NULL, &result, &record->err)) {
        print_error("%s: %s\n", sql, record->err.message);
        _fail(__FILE__, __LINE__);
    }
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.columns, 1);
    (void)snprintf(cell, 500, "%s", result.cells[0] ? result.cells[0] : "NULL");
    result_release(&result);
    return cell;
}

#define assert_answer(record, sql, expected)                                 \
    do {                                                                     \
        char cell_[500];                                                     \
                                                                             \
        assert_string_equal(record_ask((record), (sql), cell_), (expected)); \
    } while (false)

// What a runner does, to trial i of the plan, which it has just looked at.
static inline void record_claim(Record *record, size_t i)
{
    TrialStatus status;
    Claim claim = {"{\"cpu\":\"x\"}", 1, 0};
    bool taken;

    assert_true(store_trial_status(record->store, record->ids[i], &status,
                                   &record->err));
    claim.attempts = status.attempts;
    assert_true(store_claim(record->store, record->ids[i], &claim, &taken,
                            &record->err));
    assert_true(taken);
    assert_int_equal(claim.attempts, status.attempts + 1);
}

static inline void record_add_epoch(Record *record, size_t i, int number)
{
    const PlannedTrial *trial = &record->plan.trials[i];
    EpochRecord epoch = synthetic_epoch(&synthetic_small, trial->config,
                                        (int)trial->seed, number);

    assert_true(
        store_add_epoch(record->store, record->ids[i], &epoch, &record->err));
    synthetic_epoch_release(&epoch);
}

static inline void record_end(Record *record, size_t i, TrialState state)
{
    TrialEnd how = {.state = state, .message = "because"};

    assert_true(store_end_trial(record->store, record->ids[i], &how, NULL, 0,
                                &record->err));
}

// All of that, for some epochs.
static inline void record_train(Record *record, size_t i, int epochs,
                                TrialState state)
{
    record_claim(record, i);
    for (int number = 1; number <= epochs; number++)
        record_add_epoch(record, i, number);
    record_end(record, i, state);
}

#define WITH_RECORD(test) \
    cmocka_unit_test_setup_teardown(test, record_set_up, record_tear_down)
