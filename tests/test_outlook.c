// harness/outlook: what is left of a plan, what it will cost, what has changed;
// by the small made-up study, whose epochs take 2 seconds, checkpoints 1000
// bytes, and whose trials end with 200 predictions.
#include "harness/outlook.h"

#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

enum { EPOCHS = 5, SEEDS = 3, TRIALS = 12 };

// What all of a trial takes up: 1500 bytes, 1000 an epoch, 36 a prediction.
static const double trial_bytes = 1500 + EPOCHS * 1000 + 200 * 36;

typedef struct {
    Folder folder;
    char path[500];
    Plan plan;
    Outlook outlook;
    Error err;
} Fixture;

// A database of the small study, all of it done.
static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);

    fixture->folder = folder_new();
    synthetic_database(&synthetic_small,
                       folder_path(&fixture->folder, "r.db", fixture->path));
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    outlook_release(&fixture->outlook);
    plan_release(&fixture->plan);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

// Plans a study such as the small one; first seeds are as grid.c marks them.
static void plan_like(Fixture *fixture, size_t configs, int seeds)
{
    Synthetic synthetic = synthetic_small;
    Plan *plan = &fixture->plan;

    synthetic.configs = configs;
    synthetic.seeds = seeds;
    synthetic_plan(&synthetic, plan);
    for (size_t i = 0; i < plan->trial_count; i++)
        plan->trials[i].first = plan->trials[i].seed == 1;
    plan->trials_in_all = plan->trial_count;
}

static const Outlook *look(Fixture *fixture)
{
    if (!outlook_read(&fixture->outlook, &fixture->plan, fixture->path, NULL,
                      &fixture->err)) {
        print_error("%s\n", fixture->err.message);
        _fail(__FILE__, __LINE__);
    }
    return &fixture->outlook;
}

static void without_a_database_all_is_new_and_unknown(void **state)
{
    Fixture *fixture = *state;
    const Outlook *outlook;

    plan_like(fixture, 4, SEEDS);
    folder_path(&fixture->folder, "none.db", fixture->path);
    outlook = look(fixture);
    assert_int_equal(outlook->fresh, TRIALS);
    assert_int_equal(outlook->left, TRIALS);
    assert_false(outlook->changes.known);
    assert_int_equal(outlook->unknown_count, 2);  // cnn, mlp
    assert_int_equal(outlook->unknown[0].trials, TRIALS / 2);
    assert_int_equal(outlook->unknown[1].example, SEEDS);
    assert_int_equal(outlook->unknown_trials, TRIALS);
    assert_near(outlook->seconds, 0, 0);
}

static void what_is_done_costs_nothing(void **state)
{
    Fixture *fixture = *state;
    const Outlook *outlook;

    plan_like(fixture, 4, SEEDS);
    outlook = look(fixture);
    assert_int_equal(outlook->over, TRIALS);
    assert_int_equal(outlook->left, 0);
    assert_near(outlook->seconds, 0, 0);
    assert_near(outlook->checkpoint_bytes, 0, 0);
    assert_near(outlook->database_bytes, 0, 0);
    assert_true(outlook->changes.known);
    assert_int_equal(outlook->changes.added, 0);
    assert_int_equal(outlook->changes.reused, TRIALS);
    assert_int_equal(outlook->changes.dropped, 0);
}

static void assert_fresh(const Outlook *outlook, size_t trials)
{
    assert_int_equal(outlook->fresh, trials);
    assert_int_equal(outlook->unknown_count, 0);
    assert_near(outlook->seconds, (double)trials * EPOCHS * 2, 1e-9);
    assert_near(outlook->checkpoint_bytes, (double)trials * 1000, 1e-9);
    assert_near(outlook->database_bytes, (double)trials * trial_bytes, 1e-6);
}

static void another_seed_costs_what_the_others_did(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 4, SEEDS + 1);
    assert_fresh(look(fixture), 4);
    assert_int_equal(fixture->outlook.changes.added, 4);
    assert_int_equal(fixture->outlook.changes.reused, TRIALS);
}

static void another_configuration_costs_what_its_model_did(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 6, SEEDS);
    assert_fresh(look(fixture), SEEDS + SEEDS);
}

// Of the same name, but other images, or not as many of them.
static void nothing_is_known_of_other_data(void **state)
{
    Fixture *fixture = *state;
    PlannedConfig *added;

    plan_like(fixture, 6, SEEDS);
    added = &fixture->plan.configs[4];
    digest_of("others", 6, added->data_digest);
    config_set(
        &fixture->plan.configs[5].config,
        &(Setting){.key = "train_size", .kind = VALUE_INTEGER, .number = 100});
    look(fixture);
    assert_int_equal(fixture->outlook.unknown_count, 2);
    assert_int_equal(fixture->outlook.unknown_trials, 2 * SEEDS);
    assert_int_equal(fixture->outlook.unknown[1].example, 5 * SEEDS);
}

static void what_the_plan_has_no_more_is_counted(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 5, SEEDS - 1);
    look(fixture);
    assert_int_equal(fixture->outlook.changes.added, 2);
    assert_int_equal(fixture->outlook.changes.reused, 8);
    assert_int_equal(fixture->outlook.changes.dropped, 4);
}

static void a_part_of_a_plan_drops_nothing(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 4, 1);
    fixture->plan.partial = true;
    look(fixture);
    assert_int_equal(fixture->outlook.changes.reused, 4);
    assert_int_equal(fixture->outlook.changes.dropped, 0);
}

// Takes a trial up, trains some epochs of it, and ends it.
static void attempt(Store *store, int64_t trial, int epochs, TrialState state)
{
    const TrialEnd how = {.state = state, .message = "because"};
    Error err;
    bool taken;

    assert_true(store_claim(store, trial, &(Claim){"{}", 1, 0}, &taken, &err));
    for (int i = 1; i <= epochs; i++) {
        EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 9, i);

        (void)snprintf(epoch.checkpoint, sizeof epoch.checkpoint, "%d-%d", i,
                       (int)trial);
        assert_true(store_add_epoch(store, trial, &epoch, &err));
        synthetic_epoch_release(&epoch);
    }
    if (state != TRIAL_RUNNING)
        assert_true(store_end_trial(store, trial, &how, NULL, 0, &err));
}

// Of four new trials one is interrupted after two epochs, one fails, one takes
// too long and one is running, before its first epoch's end.
static void what_was_begun_is_gone_on_with(void **state)
{
    Fixture *fixture = *state;
    int64_t ids[TRIALS + 4];
    Store *store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    const Outlook *outlook = &fixture->outlook;

    plan_like(fixture, 4, SEEDS + 1);
    assert_non_null(store);
    assert_true(store_add_plan(store, &fixture->plan, ids, &fixture->err));
    attempt(store, ids[3], 2, TRIAL_INTERRUPTED);
    attempt(store, ids[7], 0, TRIAL_FAILED);
    attempt(store, ids[11], 1, TRIAL_TIMEOUT);
    attempt(store, ids[15], 0, TRIAL_RUNNING);
    look(fixture);
    store_close(store);
    assert_int_equal(outlook->over, TRIALS);
    assert_int_equal(outlook->resumable, 1);
    assert_int_equal(outlook->failed, 2);
    assert_int_equal(outlook->running, 1);
    assert_int_equal(outlook->left, 2);
    // Three epochs of the one, whose checkpoint is there, five of the other.
    assert_near(outlook->seconds, (3 + 5) * 2, 1e-9);
    assert_near(outlook->checkpoint_bytes, 1000, 1e-9);
    assert_near(outlook->database_bytes, 2 * trial_bytes - 2 * 1000, 1e-6);
}

// Without a decision of this study: another one took it out of its race.
static void what_another_study_pruned_is_gone_on_with(void **state)
{
    Fixture *fixture = *state;
    int64_t ids[TRIALS + 4];
    Store *store = store_open(fixture->path, STORE_WRITE, &fixture->err);

    plan_like(fixture, 4, SEEDS + 1);
    assert_non_null(store);
    assert_true(store_add_plan(store, &fixture->plan, ids, &fixture->err));
    attempt(store, ids[3], 2, TRIAL_PRUNED);
    store_close(store);
    look(fixture);
    assert_int_equal(fixture->outlook.resumable, 1);
    assert_int_equal(fixture->outlook.over, TRIALS);
}

// Rungs after epochs 1 and 3 of 5. A first seed is expected to train 1 + 2/3 +
// 2/9 = 17/9 epochs, another 5/9, since a ninth of the first ones get there.
static void halving_saves_what_it_may_be_expected_to(void **state)
{
    Fixture *fixture = *state;
    const Outlook *outlook = &fixture->outlook;

    plan_like(fixture, 13, SEEDS);
    fixture->plan.prune = (Prune){PRUNE_ASHA, 1, 9, 3};
    look(fixture);
    assert_int_equal(outlook->fresh, 9 * SEEDS);
    assert_near(outlook->seconds, 9 * 2 * (17 + 2 * 5) / 9.0, 1e-9);
    assert_near(outlook->database_bytes,
                9 * (SEEDS * 1500 + (17 + 2 * 5) / 9.0 * 1000)
                    + 9 * SEEDS / 9.0 * 200 * 36,
                1e-6);
    assert_int_equal(outlook->rung_count, 2);
    assert_int_equal(outlook->rungs[0].epoch, 1);
    assert_int_equal(outlook->rungs[0].trials, 13);
    assert_int_equal(outlook->rungs[0].survivors, 4);
    assert_int_equal(outlook->rungs[1].epoch, 3);
    assert_int_equal(outlook->rungs[1].trials, 4);
    assert_int_equal(outlook->rungs[1].survivors, 1);
}

// Winners are confirmed in full.
static void confirmation_is_not_pruned(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 4, SEEDS + 1);
    fixture->plan.prune = (Prune){PRUNE_SHA, 1, 9, 3};
    for (size_t i = 0; i < fixture->plan.trial_count; i++)
        fixture->plan.trials[i].phase = PHASE_CONFIRM;
    assert_fresh(look(fixture), 4);
}

static void trials_to_come_cost_what_the_others_do(void **state)
{
    Fixture *fixture = *state;

    plan_like(fixture, 4, SEEDS);
    fixture->plan.growing = true;
    fixture->plan.trials_in_all = TRIALS + TRIALS;
    look(fixture);
    assert_int_equal(fixture->outlook.left, 0);
    assert_near(fixture->outlook.seconds, TRIALS * EPOCHS * 2, 1e-9);
    assert_near(fixture->outlook.checkpoint_bytes, TRIALS * 1000, 1e-9);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_a_database_all_is_new_and_unknown),
        TEST(what_is_done_costs_nothing),
        TEST(another_seed_costs_what_the_others_did),
        TEST(another_configuration_costs_what_its_model_did),
        TEST(nothing_is_known_of_other_data),
        TEST(what_the_plan_has_no_more_is_counted),
        TEST(a_part_of_a_plan_drops_nothing),
        TEST(what_was_begun_is_gone_on_with),
        TEST(what_another_study_pruned_is_gone_on_with),
        TEST(halving_saves_what_it_may_be_expected_to),
        TEST(confirmation_is_not_pruned),
        TEST(trials_to_come_cost_what_the_others_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
