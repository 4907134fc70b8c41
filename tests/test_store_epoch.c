// harness/store_epoch: what is recorded of a trial's epochs and its answers,
// and what is forgotten.
#include "harness/store.h"
#include "tests/record.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>

static void an_epoch_comes_back_as_it_went_in(void **state)
{
    Record *record = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);
    char expected[64];

    epoch.splits[SPLIT_TRAIN].loss = 1.0 / 3;
    record_claim(record, 0);
    assert_true(
        store_add_epoch(record->store, record->ids[0], &epoch, &record->err));
    assert_answer(record, "SELECT loss FROM epochs WHERE split = 'train'",
                  "0.3333333333333333");
    (void)snprintf(
        expected, sizeof expected, "%d",
        200 - synthetic_errors(&synthetic_small, 0, 1, 1, SPLIT_VALIDATION));
    assert_answer(record,
                  "SELECT sum(count) FROM confusion WHERE split = 'validation'"
                  " AND truth = predicted",
                  expected);
    assert_answer(record, "SELECT count(*) FROM confusion", "200");
    assert_answer(record,
                  "SELECT DISTINCT seconds || ' ' || total_seconds || ' ' ||"
                  " images_per_second || ' ' || lr || ' ' || peak_bytes"
                  " FROM epochs",
                  "1.5 2.0 400.0 0.001 50000000");
    synthetic_epoch_release(&epoch);
}

static void nan_and_infinity_are_kept(void **state)
{
    Record *record = *state;
    EpochRecord epoch = {.epoch = 1, .seconds = 1};

    epoch.splits[SPLIT_TRAIN] = (SplitScore){true, (double)NAN, 0.1, NULL};
    epoch.splits[SPLIT_VALIDATION] =
        (SplitScore){true, (double)INFINITY, 0.1, NULL};
    epoch.splits[SPLIT_TEST] = (SplitScore){true, -(double)INFINITY, 0.1, NULL};
    record_claim(record, 0);
    assert_true(
        store_add_epoch(record->store, record->ids[0], &epoch, &record->err));
    assert_answer(record,
                  "SELECT group_concat(split || ' ' || loss_kind, ', ')"
                  " FROM epochs",
                  "train nan, validation inf, test -inf");
    assert_answer(record, "SELECT loss FROM epochs WHERE split = 'train'",
                  "NULL");
    assert_answer(record, "SELECT loss FROM epochs WHERE split = 'validation'",
                  "inf");
    // Nothing was measured of the classes.
    assert_answer(record, "SELECT count(*) FROM confusion", "0");
}

static void an_epoch_is_recorded_whole_or_not_at_all(void **state)
{
    Record *record = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

    record_claim(record, 0);
    // The last thing that is written of it cannot be: a class too many.
    epoch.classes = 257;
    free(epoch.splits[SPLIT_TEST].confusion);
    epoch.splits[SPLIT_VALIDATION].present = false;
    epoch.splits[SPLIT_TEST].confusion =
        memory_new((size_t)257 * 257, sizeof(uint32_t));
    assert_false(
        store_add_epoch(record->store, record->ids[0], &epoch, &record->err));
    assert_non_null(strstr(record->err.message, "cannot record"));
    assert_answer(record, "SELECT count(*) FROM epoch", "0");
    synthetic_epoch_release(&epoch);
    record_add_epoch(record, 0, 1);
    assert_answer(record, "SELECT count(*) FROM epoch", "1");
}

static void an_epoch_is_recorded_only_once(void **state)
{
    Record *record = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

    record_claim(record, 0);
    record_add_epoch(record, 0, 1);
    assert_false(
        store_add_epoch(record->store, record->ids[0], &epoch, &record->err));
    synthetic_epoch_release(&epoch);
}

static void a_full_disk_loses_one_epoch_and_no_more(void **state)
{
    Record *record = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 2);
    struct rlimit limit;
    struct rlimit tight;
    struct stat status;

    record_claim(record, 0);
    record_add_epoch(record, 0, 1);
    // No page more than there is.
    assert_int_equal(stat(record->path, &status), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    tight = limit;
    tight.rlim_cur = (rlim_t)status.st_size;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    for (int i = 2; i < 60; i++) {
        epoch.epoch = i;
        if (!store_add_epoch(record->store, record->ids[0], &epoch,
                             &record->err))
            break;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_non_null(strstr(record->err.message, record->path));
    assert_answer(record, "PRAGMA integrity_check", "ok");
    // With room again, the same epoch goes in.
    assert_true(
        store_add_epoch(record->store, record->ids[0], &epoch, &record->err));
    synthetic_epoch_release(&epoch);
}

static void the_test_matrix_is_kept_for_the_last_epoch_only(void **state)
{
    Record *record = *state;

    record_claim(record, 0);
    for (int i = 1; i <= 3; i++)
        record_add_epoch(record, 0, i);
    assert_answer(record,
                  "SELECT group_concat(split || epoch, ' ') FROM (SELECT * FROM"
                  " confusion_matrix ORDER BY split, epoch)",
                  "test3 validation1 validation2 validation3");
    assert_answer(record, "SELECT count(DISTINCT matrix) FROM confusion_count",
                  "4");
}

static void validation_on_the_test_set_is_recorded_once_as_test(void **state)
{
    Record *record = *state;
    Synthetic same = synthetic_small;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);
    Plan plan;
    int64_t ids[12];
    bool taken;

    same.validation_is_test = true;
    same.study = "same";
    synthetic_plan(&same, &plan);
    assert_true(store_add_plan(record->store, &plan, ids, &record->err));
    assert_true(store_claim(record->store, ids[0], &(Claim){"{}", 1, 0}, &taken,
                            &record->err));
    free(epoch.splits[SPLIT_TEST].confusion);
    epoch.splits[SPLIT_TEST] = (SplitScore){0};
    assert_true(store_add_epoch(record->store, ids[0], &epoch, &record->err));
    epoch.epoch = 2;
    assert_true(store_add_epoch(record->store, ids[0], &epoch, &record->err));
    assert_answer(record,
                  "SELECT group_concat(split || epoch, ' ') FROM epochs",
                  "train1 train2 test1 test2");
    assert_answer(record, "SELECT count(*) FROM confusion_matrix", "2");
    synthetic_epoch_release(&epoch);
    plan_release(&plan);
}

static void only_the_newest_checkpoints_are_remembered(void **state)
{
    Record *record = *state;
    CheckpointRecord records[8];
    size_t count;

    record_claim(record, 0);
    for (int i = 1; i <= 5; i++)
        record_add_epoch(record, 0, i);
    assert_true(store_checkpoints(record->store, record->ids[0], records, 8,
                                  &count, &record->err));
    assert_int_equal(count, 3);
    assert_int_equal(records[0].epoch, 5);
    assert_string_equal(records[2].path, "checkpoints/0-1-3.safetensors");
    assert_int_equal(strlen(records[2].digest), 64);
}

static void resuming_forgets_what_came_after(void **state)
{
    Record *record = *state;
    TrialStatus status;
    size_t count;
    CheckpointRecord newest;

    record_claim(record, 0);
    for (int i = 1; i <= 3; i++)
        record_add_epoch(record, 0, i);
    assert_true(store_truncate(record->store, record->ids[0], 2, &record->err));
    assert_true(store_trial_status(record->store, record->ids[0], &status,
                                   &record->err));
    assert_int_equal(status.epochs_done, 2);
    assert_true(store_checkpoints(record->store, record->ids[0], &newest, 1,
                                  &count, &record->err));
    assert_int_equal(newest.epoch, 2);
    assert_answer(record,
                  "SELECT count(*) FROM confusion_count WHERE matrix NOT IN"
                  " (SELECT id FROM confusion_matrix)",
                  "0");
    record_add_epoch(record, 0, 3);
}

static void predictions_come_back_image_by_image(void **state)
{
    Record *record = *state;
    const uint8_t truth[] = {3, 4};
    const uint8_t predicted[] = {3, 5};
    const uint8_t second[] = {7, 5};  // the other: of a single class
    const float confidence[] = {0.75F, 0.5F};
    const float truth_probability[] = {0.75F, 0.25F};
    Predictions predictions = {
        SPLIT_TEST, 2, truth, predicted, second, confidence, truth_probability};
    TrialEnd how = {.state = TRIAL_DONE};

    record_claim(record, 0);
    assert_true(store_end_trial(record->store, record->ids[0], &how,
                                &predictions, 1, &record->err));
    assert_answer(record,
                  "SELECT group_concat(split || image || truth || predicted ||"
                  " correct || ' ' || confidence || ' ' || truth_probability ||"
                  " ' ' || coalesce(second, '-')) FROM predictions",
                  "test0331 0.75 0.75 7,test1450 0.5 0.25 -");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(an_epoch_comes_back_as_it_went_in),
        WITH_RECORD(nan_and_infinity_are_kept),
        WITH_RECORD(an_epoch_is_recorded_whole_or_not_at_all),
        WITH_RECORD(an_epoch_is_recorded_only_once),
        WITH_RECORD(a_full_disk_loses_one_epoch_and_no_more),
        WITH_RECORD(the_test_matrix_is_kept_for_the_last_epoch_only),
        WITH_RECORD(validation_on_the_test_set_is_recorded_once_as_test),
        WITH_RECORD(only_the_newest_checkpoints_are_remembered),
        WITH_RECORD(resuming_forgets_what_came_after),
        WITH_RECORD(predictions_come_back_image_by_image),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
