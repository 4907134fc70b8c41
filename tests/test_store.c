// harness/store: what is recorded, what is refused, who may run what.
#include "harness/store.h"

#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// A database of the small study, not run, and its first trial.
typedef struct {
    Folder folder;
    char path[500];
    Store *store;
    Plan plan;
    int64_t *ids;
    Error err;
} Fixture;

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);

    fixture->folder = folder_new();
    folder_path(&fixture->folder, "results.db", fixture->path);
    synthetic_plan(&synthetic_small, &fixture->plan);
    fixture->ids = memory_new(fixture->plan.trial_count, sizeof(int64_t));
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    assert_non_null(fixture->store);
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    store_close(fixture->store);
    plan_release(&fixture->plan);
    free(fixture->ids);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

// The only cell of a query's result, copied into `cell`.
static const char *ask(Store *store, const char *sql, char cell[500])
{
    Result result;
    Error err = {0};

    if (!store_query(store, sql, NULL, NULL, &result, &err)) {
        print_error("%s: %s\n", sql, err.message);
        _fail(__FILE__, __LINE__);
    }
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.columns, 1);
    (void)snprintf(cell, 500, "%s", result.cells[0] ? result.cells[0] : "NULL");
    result_release(&result);
    return cell;
}

#define assert_answer(store, sql, expected)                          \
    do {                                                             \
        char cell_[500];                                             \
                                                                     \
        assert_string_equal(ask((store), (sql), cell_), (expected)); \
    } while (false)

static void claim(Fixture *fixture, int64_t trial)
{
    bool taken;

    assert_true(store_claim(fixture->store, trial, "{\"cpu\":\"x\"}", 1, &taken,
                            &fixture->err));
    assert_true(taken);
}

static void add_epoch(Fixture *fixture, int64_t trial, int number)
{
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, number);

    assert_true(store_add_epoch(fixture->store, trial, &epoch, &fixture->err));
    synthetic_epoch_release(&epoch);
}

static void end(Fixture *fixture, int64_t trial, TrialState state)
{
    TrialEnd how = {.state = state, .message = "because"};

    assert_true(
        store_end_trial(fixture->store, trial, &how, NULL, 0, &fixture->err));
}

static void a_plan_recorded_twice_is_there_once(void **state)
{
    Fixture *fixture = *state;
    int64_t again[12];

    assert_true(
        store_add_plan(fixture->store, &fixture->plan, again, &fixture->err));
    assert_memory_equal(again, fixture->ids, sizeof again);
    assert_answer(fixture->store, "SELECT count(*) FROM trials", "12");
    assert_answer(fixture->store,
                  "SELECT count(*) || ' ' || count(DISTINCT config) FROM "
                  "parameters WHERE name = 'optimizer.lr'",
                  "4 4");
    assert_answer(fixture->store,
                  "SELECT group_concat(DISTINCT state) FROM trials", "planned");
}

static void settings_are_rows_of_their_kinds(void **state)
{
    Fixture *fixture = *state;

    assert_answer(
        fixture->store,
        "SELECT group_concat(name || ' ' || kind || ' ' || value, ', ')"
        " FROM (SELECT * FROM parameters WHERE config = (SELECT config"
        " FROM trials WHERE label = 'mlp dropout=0.25' LIMIT 1)"
        " ORDER BY name)",
        "dataset text digits, dropout list [0.25], epochs integer 5, "
        "model text mlp, optimizer text adam, optimizer.lr number "
        "0.001, validation text auto");
    assert_answer(fixture->store,
                  "SELECT params ->> '$.optimizer.lr' FROM trials LIMIT 1",
                  "0.001");
}

static void trials_shared_by_studies_happen_once(void **state)
{
    Fixture *fixture = *state;

    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    assert_answer(fixture->store, "SELECT count(*) FROM trial", "12");
    assert_answer(fixture->store, "SELECT count(*) FROM trials", "24");
    assert_answer(fixture->store,
                  "SELECT count(*) FROM trials WHERE study = 'other'", "12");
}

static void an_epoch_comes_back_as_it_went_in(void **state)
{
    Fixture *fixture = *state;
    Store *store = fixture->store;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);
    char expected[64];

    epoch.splits[SPLIT_TRAIN].loss = 1.0 / 3;
    claim(fixture, fixture->ids[0]);
    assert_true(store_add_epoch(store, fixture->ids[0], &epoch, &fixture->err));
    assert_answer(store, "SELECT loss FROM epochs WHERE split = 'train'",
                  "0.3333333333333333");
    (void)snprintf(
        expected, sizeof expected, "%d",
        200 - synthetic_errors(&synthetic_small, 0, 1, 1, SPLIT_VALIDATION));
    assert_answer(store,
                  "SELECT sum(count) FROM confusion WHERE split = 'validation'"
                  " AND truth = predicted",
                  expected);
    assert_answer(store, "SELECT count(*) FROM confusion", "200");
    assert_answer(store,
                  "SELECT DISTINCT seconds || ' ' || total_seconds || ' ' ||"
                  " images_per_second || ' ' || lr || ' ' || peak_bytes"
                  " FROM epochs",
                  "1.5 2.0 400.0 0.001 50000000");
    synthetic_epoch_release(&epoch);
}

static void nan_and_infinity_are_kept(void **state)
{
    Fixture *fixture = *state;
    EpochRecord epoch = {.epoch = 1, .seconds = 1};

    epoch.splits[SPLIT_TRAIN] = (SplitScore){true, (double)NAN, 0.1, NULL};
    epoch.splits[SPLIT_VALIDATION] =
        (SplitScore){true, (double)INFINITY, 0.1, NULL};
    epoch.splits[SPLIT_TEST] = (SplitScore){true, -(double)INFINITY, 0.1, NULL};
    claim(fixture, fixture->ids[0]);
    assert_true(store_add_epoch(fixture->store, fixture->ids[0], &epoch,
                                &fixture->err));
    assert_answer(fixture->store,
                  "SELECT group_concat(split || ' ' || loss_kind, ', ')"
                  " FROM epochs",
                  "train nan, validation inf, test -inf");
    assert_answer(fixture->store,
                  "SELECT loss FROM epochs WHERE split = 'train'", "NULL");
    assert_answer(fixture->store,
                  "SELECT loss FROM epochs WHERE split = 'validation'", "inf");
    // Nothing was measured of the classes.
    assert_answer(fixture->store, "SELECT count(*) FROM confusion", "0");
}

static void an_epoch_is_recorded_whole_or_not_at_all(void **state)
{
    Fixture *fixture = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

    claim(fixture, fixture->ids[0]);
    // The last thing that is written of it cannot be: a class too many.
    epoch.classes = 257;
    free(epoch.splits[SPLIT_TEST].confusion);
    epoch.splits[SPLIT_VALIDATION].present = false;
    epoch.splits[SPLIT_TEST].confusion =
        memory_new((size_t)257 * 257, sizeof(uint32_t));
    assert_false(store_add_epoch(fixture->store, fixture->ids[0], &epoch,
                                 &fixture->err));
    assert_non_null(strstr(fixture->err.message, "cannot record"));
    assert_answer(fixture->store, "SELECT count(*) FROM epoch", "0");
    synthetic_epoch_release(&epoch);
    add_epoch(fixture, fixture->ids[0], 1);
    assert_answer(fixture->store, "SELECT count(*) FROM epoch", "1");
}

static void an_epoch_is_recorded_only_once(void **state)
{
    Fixture *fixture = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

    claim(fixture, fixture->ids[0]);
    add_epoch(fixture, fixture->ids[0], 1);
    assert_false(store_add_epoch(fixture->store, fixture->ids[0], &epoch,
                                 &fixture->err));
    synthetic_epoch_release(&epoch);
}

static void a_full_disk_loses_one_epoch_and_no_more(void **state)
{
    Fixture *fixture = *state;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 2);
    struct rlimit limit;
    struct rlimit tight;
    struct stat status;

    claim(fixture, fixture->ids[0]);
    add_epoch(fixture, fixture->ids[0], 1);
    // No page more than there is.
    assert_int_equal(stat(fixture->path, &status), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    tight = limit;
    tight.rlim_cur = (rlim_t)status.st_size;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    for (int i = 2; i < 60; i++) {
        epoch.epoch = i;
        if (!store_add_epoch(fixture->store, fixture->ids[0], &epoch,
                             &fixture->err))
            break;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_non_null(strstr(fixture->err.message, fixture->path));
    assert_answer(fixture->store, "PRAGMA integrity_check", "ok");
    // With room again, the same epoch goes in.
    assert_true(store_add_epoch(fixture->store, fixture->ids[0], &epoch,
                                &fixture->err));
    synthetic_epoch_release(&epoch);
}

static void the_test_matrix_is_kept_for_the_last_epoch_only(void **state)
{
    Fixture *fixture = *state;

    claim(fixture, fixture->ids[0]);
    for (int i = 1; i <= 3; i++)
        add_epoch(fixture, fixture->ids[0], i);
    assert_answer(fixture->store,
                  "SELECT group_concat(split || epoch, ' ') FROM (SELECT * FROM"
                  " confusion_matrix ORDER BY split, epoch)",
                  "test3 validation1 validation2 validation3");
    assert_answer(fixture->store,
                  "SELECT count(DISTINCT matrix) FROM confusion_count", "4");
}

static void validation_on_the_test_set_is_recorded_once_as_test(void **state)
{
    Fixture *fixture = *state;
    Synthetic same = synthetic_small;
    EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);
    Plan plan;
    int64_t ids[12];
    bool taken;

    same.validation_is_test = true;
    same.study = "same";
    synthetic_plan(&same, &plan);
    assert_true(store_add_plan(fixture->store, &plan, ids, &fixture->err));
    assert_true(
        store_claim(fixture->store, ids[0], "{}", 1, &taken, &fixture->err));
    free(epoch.splits[SPLIT_TEST].confusion);
    epoch.splits[SPLIT_TEST] = (SplitScore){0};
    assert_true(store_add_epoch(fixture->store, ids[0], &epoch, &fixture->err));
    epoch.epoch = 2;
    assert_true(store_add_epoch(fixture->store, ids[0], &epoch, &fixture->err));
    assert_answer(fixture->store,
                  "SELECT group_concat(split || epoch, ' ') FROM epochs",
                  "train1 train2 test1 test2");
    assert_answer(fixture->store, "SELECT count(*) FROM confusion_matrix", "2");
    synthetic_epoch_release(&epoch);
    plan_release(&plan);
}

static void only_the_newest_checkpoints_are_remembered(void **state)
{
    Fixture *fixture = *state;
    CheckpointRecord records[8];
    size_t count;

    claim(fixture, fixture->ids[0]);
    for (int i = 1; i <= 5; i++)
        add_epoch(fixture, fixture->ids[0], i);
    assert_true(store_checkpoints(fixture->store, fixture->ids[0], records, 8,
                                  &count, &fixture->err));
    assert_int_equal(count, 3);
    assert_int_equal(records[0].epoch, 5);
    assert_string_equal(records[2].path, "checkpoints/0-1-3.safetensors");
    assert_int_equal(strlen(records[2].digest), 64);
}

static void resuming_forgets_what_came_after(void **state)
{
    Fixture *fixture = *state;
    TrialStatus status;
    size_t count;
    CheckpointRecord record;

    claim(fixture, fixture->ids[0]);
    for (int i = 1; i <= 3; i++)
        add_epoch(fixture, fixture->ids[0], i);
    assert_true(
        store_truncate(fixture->store, fixture->ids[0], 2, &fixture->err));
    assert_true(store_trial_status(fixture->store, fixture->ids[0], &status,
                                   &fixture->err));
    assert_int_equal(status.epochs_done, 2);
    assert_true(store_checkpoints(fixture->store, fixture->ids[0], &record, 1,
                                  &count, &fixture->err));
    assert_int_equal(record.epoch, 2);
    assert_answer(fixture->store,
                  "SELECT count(*) FROM confusion_count WHERE matrix NOT IN"
                  " (SELECT id FROM confusion_matrix)",
                  "0");
    add_epoch(fixture, fixture->ids[0], 3);
}

static void a_claim_is_an_attempt_until_the_trial_ends(void **state)
{
    Fixture *fixture = *state;
    TrialStatus status;

    claim(fixture, fixture->ids[0]);
    assert_true(store_trial_status(fixture->store, fixture->ids[0], &status,
                                   &fixture->err));
    assert_int_equal(status.state, TRIAL_RUNNING);
    end(fixture, fixture->ids[0], TRIAL_FAILED);
    claim(fixture, fixture->ids[0]);
    end(fixture, fixture->ids[0], TRIAL_DONE);
    assert_true(store_trial_status(fixture->store, fixture->ids[0], &status,
                                   &fixture->err));
    assert_int_equal(status.state, TRIAL_DONE);
    assert_int_equal(status.attempts, 2);
    assert_answer(fixture->store,
                  "SELECT group_concat(number || state, ' ') FROM attempts",
                  "1failed 2done");
    assert_answer(fixture->store, "SELECT count(*) FROM environment", "1");
    assert_answer(fixture->store, "SELECT group_concat(kind, ' ') FROM events",
                  "claimed failed claimed done");
}

static void prune(Fixture *fixture, int64_t trial, bool prune)
{
    DecisionRecord decision = {.trial = trial, .rank = 1, .prune = prune};

    assert_true(store_add_decision(fixture->store, &decision, &fixture->err));
}

static void results_are_not_claimed_again(void **state)
{
    const TrialState results[] = {TRIAL_DONE, TRIAL_PRUNED, TRIAL_DIVERGED};
    Fixture *fixture = *state;
    bool taken;

    for (int i = 0; i < 3; i++) {
        claim(fixture, fixture->ids[i]);
        prune(fixture, fixture->ids[i], results[i] == TRIAL_PRUNED);
        end(fixture, fixture->ids[i], results[i]);
        assert_true(store_claim(fixture->store, fixture->ids[i], "{}", 1,
                                &taken, &fixture->err));
        assert_false(taken);
    }
}

static void what_one_study_pruned_another_may_have(void **state)
{
    Fixture *fixture = *state;
    bool taken;

    claim(fixture, fixture->ids[0]);
    prune(fixture, fixture->ids[0], true);
    end(fixture, fixture->ids[0], TRIAL_PRUNED);
    free(fixture->plan.study);
    fixture->plan.study = memory_text("other");
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    assert_true(store_claim(fixture->store, fixture->ids[0], "{}", 1, &taken,
                            &fixture->err));
    assert_true(taken);
}

static void a_trial_is_claimed_by_one_store_at_a_time(void **state)
{
    Fixture *fixture = *state;
    Store *other = store_open(fixture->path, STORE_WRITE, &fixture->err);
    bool taken;
    TrialStatus status;

    claim(fixture, fixture->ids[0]);
    assert_true(
        store_claim(other, fixture->ids[0], "{}", 1, &taken, &fixture->err));
    assert_false(taken);
    assert_true(
        store_trial_status(other, fixture->ids[0], &status, &fixture->err));
    assert_int_equal(status.state, TRIAL_RUNNING);
    assert_true(
        store_claim(other, fixture->ids[1], "{}", 1, &taken, &fixture->err));
    assert_true(taken);
    store_close(other);
}

// A process of its own, in which `work` is done with a store of its own.
static pid_t start(const char *path, void (*work)(Store *, const int64_t *),
                   const int64_t *ids)
{
    pid_t child = fork();
    Error err;

    if (child == 0) {
        work(store_open(path, STORE_WRITE, &err), ids);
        _exit(0);
    }
    assert_true(child > 0);
    return child;
}

// Claims each trial that it can, and ends it.
static void run_all(Store *store, const int64_t *ids)
{
    Error err;

    for (int i = 0; i < 12; i++) {
        TrialEnd how = {.state = TRIAL_DONE};
        bool taken;

        if (!store || !store_claim(store, ids[i], "{}", 1, &taken, &err)
            || (taken && !store_end_trial(store, ids[i], &how, NULL, 0, &err)))
            _exit(1);
    }
    store_close(store);
}

static void processes_share_the_trials_and_run_each_once(void **state)
{
    Fixture *fixture = *state;
    pid_t children[3];

    store_close(fixture->store);
    fixture->store = NULL;
    for (int i = 0; i < 3; i++)
        children[i] = start(fixture->path, run_all, fixture->ids);
    for (int i = 0; i < 3; i++) {
        int how;

        assert_int_equal(waitpid(children[i], &how, 0), children[i]);
        assert_int_equal(how, 0);
    }
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    assert_answer(fixture->store, "SELECT count(*) FROM attempt", "12");
    assert_answer(fixture->store,
                  "SELECT group_concat(DISTINCT state)"
                  " FROM trial",
                  "done");
}

// Claims the first trial and dies with it.
static void die(Store *store, const int64_t *ids)
{
    Error err;
    bool taken;

    if (store && store_claim(store, ids[0], "{}", 1, &taken, &err) && taken)
        (void)raise(SIGKILL);
}

static void a_dead_runners_trial_is_interrupted_and_free(void **state)
{
    Fixture *fixture = *state;
    TrialStatus status;
    int how;
    pid_t child;

    store_close(fixture->store);
    child = start(fixture->path, die, fixture->ids);
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    assert_answer(fixture->store,
                  "SELECT count(*) FROM trials WHERE state = 'running'", "1");
    assert_true(store_trial_status(fixture->store, fixture->ids[0], &status,
                                   &fixture->err));
    assert_int_equal(status.state, TRIAL_INTERRUPTED);
    claim(fixture, fixture->ids[0]);
    assert_answer(fixture->store,
                  "SELECT group_concat(number || ' ' || coalesce(state, ''))"
                  " FROM attempts",
                  "1 interrupted,2 ");
}

static void a_new_plan_marks_what_the_dead_left(void **state)
{
    Fixture *fixture = *state;
    int how;
    pid_t child;

    store_close(fixture->store);
    child = start(fixture->path, die, fixture->ids);
    assert_int_equal(waitpid(child, &how, 0), child);
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    claim(fixture, fixture->ids[1]);
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    assert_answer(fixture->store,
                  "SELECT group_concat(state, ' ') FROM (SELECT state FROM"
                  " trial WHERE state <> 'planned' ORDER BY id)",
                  "interrupted running");
}

static void the_status_of_a_plan_needs_no_record(void **state)
{
    Fixture *fixture = *state;
    Synthetic more = synthetic_small;
    Plan plan;
    int64_t ids[15];
    TrialStatus statuses[15];

    claim(fixture, fixture->ids[0]);
    add_epoch(fixture, fixture->ids[0], 1);
    end(fixture, fixture->ids[0], TRIAL_DONE);
    more.configs = 5;
    synthetic_plan(&more, &plan);
    assert_true(
        store_plan_status(fixture->store, &plan, ids, statuses, &fixture->err));
    assert_memory_equal(ids, fixture->ids, 12 * sizeof *ids);
    assert_int_equal(ids[14], 0);
    assert_int_equal(statuses[0].state, TRIAL_DONE);
    assert_int_equal(statuses[0].epochs_done, 1);
    assert_int_equal(statuses[1].state, TRIAL_PLANNED);
    assert_answer(fixture->store, "SELECT count(*) FROM trial", "12");
    plan_release(&plan);
}

static void digests_depend_on_results_and_on_nothing_else(void **state)
{
    Fixture *fixture = *state;
    char digests[3][DIGEST_TEXT];

    for (int i = 0; i < 3; i++) {
        EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

        claim(fixture, fixture->ids[i]);
        // Time is no result; the last bit of a loss is.
        epoch.total_seconds = i;
        epoch.peak_bytes = i;
        if (i == 2)
            epoch.splits[SPLIT_TEST].loss =
                nextafter(epoch.splits[SPLIT_TEST].loss, 1);
        assert_true(store_add_epoch(fixture->store, fixture->ids[i], &epoch,
                                    &fixture->err));
        end(fixture, fixture->ids[i], TRIAL_DONE);
        assert_true(store_trial_digest(fixture->store, fixture->ids[i],
                                       digests[i], &fixture->err));
        synthetic_epoch_release(&epoch);
    }
    assert_string_equal(digests[0], digests[1]);
    assert_string_not_equal(digests[0], digests[2]);
    assert_answer(fixture->store,
                  "SELECT count(DISTINCT metrics_digest) FROM trials", "2");
}

static void a_confusion_matrix_is_part_of_the_digest(void **state)
{
    Fixture *fixture = *state;
    char digests[2][DIGEST_TEXT];

    for (int i = 0; i < 2; i++) {
        EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

        claim(fixture, fixture->ids[i]);
        epoch.splits[SPLIT_TEST].confusion[0] += (uint32_t)i;
        assert_true(store_add_epoch(fixture->store, fixture->ids[i], &epoch,
                                    &fixture->err));
        assert_true(store_trial_digest(fixture->store, fixture->ids[i],
                                       digests[i], &fixture->err));
        synthetic_epoch_release(&epoch);
    }
    assert_string_not_equal(digests[0], digests[1]);
}

static void predictions_come_back_image_by_image(void **state)
{
    Fixture *fixture = *state;
    const uint8_t truth[] = {3, 4};
    const uint8_t predicted[] = {3, 5};
    const uint8_t second[] = {7, 5};  // the other: of a single class
    const float confidence[] = {0.75F, 0.5F};
    const float truth_probability[] = {0.75F, 0.25F};
    Predictions predictions = {
        SPLIT_TEST, 2, truth, predicted, second, confidence, truth_probability};
    TrialEnd how = {.state = TRIAL_DONE};

    claim(fixture, fixture->ids[0]);
    assert_true(store_end_trial(fixture->store, fixture->ids[0], &how,
                                &predictions, 1, &fixture->err));
    assert_answer(fixture->store,
                  "SELECT group_concat(split || image || truth || predicted ||"
                  " correct || ' ' || confidence || ' ' || truth_probability ||"
                  " ' ' || coalesce(second, '-')) FROM predictions",
                  "test0331 0.75 0.75 7,test1450 0.5 0.25 -");
}

static void trials_are_found_by_the_beginning_of_their_id(void **state)
{
    Fixture *fixture = *state;
    char prefix[DIGEST_TEXT];
    int64_t trial = 0;

    (void)snprintf(prefix, sizeof prefix, "%.8s", fixture->plan.trials[3].id);
    assert_true(
        store_find_trial(fixture->store, prefix, &trial, &fixture->err));
    assert_int_equal(trial, fixture->ids[3]);
    assert_true(store_find_trial(fixture->store, fixture->plan.trials[4].id,
                                 &trial, &fixture->err));
    assert_int_equal(trial, fixture->ids[4]);
}

static void ambiguous_and_unknown_ids_are_refused(void **state)
{
    Fixture *fixture = *state;
    int64_t trial;
    char first[2] = {0};

    // 12 ids and 16 digits: some digit begins two of them, by the data above.
    for (int i = 0; i < 12 && !first[0]; i++)
        for (int j = 0; j < i; j++)
            if (fixture->plan.trials[i].id[0] == fixture->plan.trials[j].id[0])
                first[0] = fixture->plan.trials[i].id[0];
    assert_true(first[0]);
    assert_false(
        store_find_trial(fixture->store, first, &trial, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "could be any of"));
    assert_non_null(strstr(fixture->err.message, "seed"));
    assert_int_equal(fixture->err.exit_code, EXIT_MISUSED);
    assert_false(
        store_find_trial(fixture->store, "0123456789", &trial, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "no trial begins with"));
    assert_false(store_find_trial(fixture->store, "*", &trial, &fixture->err));
    assert_false(store_find_trial(fixture->store, "", &trial, &fixture->err));
}

static void hostile_names_are_only_names(void **state)
{
    static const char *const names[] = {"'; DROP TABLE trial; --",
                                        "\"; DELETE FROM study; --",
                                        "a\nb\tc\x1b[31m",
                                        "%s%n",
                                        "äöü 漢字",
                                        ""};
    Fixture *fixture = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const keys[] = {":study", NULL};
        const char *const values[] = {names[i], NULL};
        Result result;

        free(fixture->plan.study);
        fixture->plan.study = memory_text(names[i]);
        free(fixture->plan.configs[0].label);
        fixture->plan.configs[0].label = memory_text(names[i]);
        assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                                   &fixture->err));
        assert_true(store_query(fixture->store,
                                "SELECT label FROM trials WHERE study = :study"
                                " ORDER BY position LIMIT 1",
                                keys, values, &result, &fixture->err));
        assert_string_equal(result.cells[0], names[i]);
        result_release(&result);
    }
    assert_answer(fixture->store, "SELECT count(*) FROM trial", "12");
}

static void expectations_are_compared_with_what_came(void **state)
{
    Fixture *fixture = *state;
    Expectation expected[3];
    Setting model = {.key = "model.name", .kind = VALUE_TEXT, .text = "cnn"};
    char metric[] = "test/accuracy";

    for (int i = 0; i < 3; i++) {
        expected[i] = (Expectation){.metric = metric,
                                    .at_least = (double)NAN,
                                    .at_most = (double)NAN,
                                    .value = (double)NAN,
                                    .within = (double)NAN};
        config_set(&expected[i].match, &model);
    }
    expected[0].at_least = 0.8;
    expected[1].at_least = 0.99;
    expected[2].value = 0.82;
    expected[2].within = 0.01;
    fixture->plan.expectations = expected;
    fixture->plan.expectation_count = 3;
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    assert_answer(fixture->store,
                  "SELECT count(*) FROM expectations WHERE passed IS NULL",
                  "3");
    // 37 of 200 are wrong after epoch 1.
    claim(fixture, fixture->ids[0]);
    add_epoch(fixture, fixture->ids[0], 1);
    end(fixture, fixture->ids[0], TRIAL_DONE);
    assert_answer(
        fixture->store,
        "SELECT group_concat(matches || ' ' || n || ' ' || observed ||"
        " ' ' || passed, ', ') FROM expectations",
        "model=cnn 1 0.815 1, model=cnn 1 0.815 0, "
        "model=cnn 1 0.815 1");
    fixture->plan.expectations = NULL;
    fixture->plan.expectation_count = 0;
    for (int i = 0; i < 3; i++)
        config_release(&expected[i].match);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_plan_recorded_twice_is_there_once),
        TEST(settings_are_rows_of_their_kinds),
        TEST(trials_shared_by_studies_happen_once),
        TEST(an_epoch_comes_back_as_it_went_in),
        TEST(nan_and_infinity_are_kept),
        TEST(an_epoch_is_recorded_whole_or_not_at_all),
        TEST(an_epoch_is_recorded_only_once),
        TEST(a_full_disk_loses_one_epoch_and_no_more),
        TEST(the_test_matrix_is_kept_for_the_last_epoch_only),
        TEST(validation_on_the_test_set_is_recorded_once_as_test),
        TEST(only_the_newest_checkpoints_are_remembered),
        TEST(resuming_forgets_what_came_after),
        TEST(a_claim_is_an_attempt_until_the_trial_ends),
        TEST(results_are_not_claimed_again),
        TEST(what_one_study_pruned_another_may_have),
        TEST(a_trial_is_claimed_by_one_store_at_a_time),
        TEST(processes_share_the_trials_and_run_each_once),
        TEST(a_dead_runners_trial_is_interrupted_and_free),
        TEST(a_new_plan_marks_what_the_dead_left),
        TEST(the_status_of_a_plan_needs_no_record),
        TEST(digests_depend_on_results_and_on_nothing_else),
        TEST(a_confusion_matrix_is_part_of_the_digest),
        TEST(predictions_come_back_image_by_image),
        TEST(trials_are_found_by_the_beginning_of_their_id),
        TEST(ambiguous_and_unknown_ids_are_refused),
        TEST(hostile_names_are_only_names),
        TEST(expectations_are_compared_with_what_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
