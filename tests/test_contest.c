// harness/contest: what is decided at the rungs, from the record alone.
#include "harness/contest.h"

#include "harness/messages.h"
#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/synthetic.h"

#include <stdio.h>

enum { TRIALS = 9, EPOCHS = 9 };

static const Synthetic nine = {.study = "nine",
                               .configs = TRIALS,
                               .seeds = 1,
                               .epochs = EPOCHS,
                               .classes = 2,
                               .images = 100};

// A study of nine trials that compete, none of them run.
typedef struct {
    Folder folder;
    Store *store;
    Plan plan;
    int64_t ids[TRIALS];
    bool pending[TRIALS];
    Contest contest;
    Error err;
} Fixture;

static bool is_pending(const void *context, size_t trial)
{
    return ((const bool *)context)[trial];
}

static void open_contest(Fixture *fixture)
{
    fixture->contest =
        (Contest){.pending = is_pending, .context = fixture->pending};
    assert_true(contest_open(&fixture->contest, fixture->store, &fixture->plan,
                             fixture->ids, &fixture->err));
}

static void plan_by(Fixture *fixture, Prune prune)
{
    fixture->plan.prune = prune;
    assert_true(store_add_plan(fixture->store, &fixture->plan, fixture->ids,
                               &fixture->err));
    contest_release(&fixture->contest);
    open_contest(fixture);
}

static int set_up(void **state)
{
    Fixture *fixture = memory_new(1, sizeof *fixture);
    char path[500];

    fixture->folder = folder_new();
    fixture->store = store_open(folder_path(&fixture->folder, "r.db", path),
                                STORE_WRITE, &fixture->err);
    assert_non_null(fixture->store);
    synthetic_plan(&nine, &fixture->plan);
    for (size_t i = 0; i < TRIALS; i++)
        fixture->plan.trials[i].first = true;
    plan_by(fixture, (Prune){PRUNE_SHA, 1, EPOCHS, 3});
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;

    contest_release(&fixture->contest);
    store_close(fixture->store);
    plan_release(&fixture->plan);
    folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

// The trial has trained another epoch, and stands as running after it.
static void train(Fixture *fixture, size_t trial, int epoch, double accuracy)
{
    EpochRecord record = {.epoch = epoch, .images = 1, .lr = 1};
    bool taken;

    for (int i = SPLIT_TRAIN; i <= SPLIT_VALIDATION; i++)
        record.splits[i] =
            (SplitScore){.present = true, .loss = 1, .accuracy = accuracy};
    assert_true(store_claim(fixture->store, fixture->ids[trial],
                            &(Claim){"{}", 1, 0}, &taken, &fixture->err));
    assert_true(store_add_epoch(fixture->store, fixture->ids[trial], &record,
                                &fixture->err));
}

static void end(Fixture *fixture, size_t trial, TrialState state)
{
    TrialEnd how = {.state = state, .weights_digest = "00"};
    bool taken;

    assert_true(store_claim(fixture->store, fixture->ids[trial],
                            &(Claim){"{}", 1, 0}, &taken, &fixture->err));
    assert_true(store_end_trial(fixture->store, fixture->ids[trial], &how, NULL,
                                0, &fixture->err));
}

static int judge(Fixture *fixture, size_t trial, int epochs)
{
    Text why = {0};
    int answer = -1;

    if (!contest_judge(&fixture->contest, trial, epochs, &answer, &why,
                       &fixture->err)) {
        print_error("%s\n", fixture->err.message);
        _fail(__FILE__, __LINE__);
    }
    assert_true((answer == MESSAGE_GO) == (why.length == 0));
    text_release(&why);
    return answer;
}

// A letter for each trial's standing after `epochs`: Waits, Goes on, Pruned.
static void assert_judged(Fixture *fixture, int epochs, const char *expected)
{
    char found[TRIALS + 1] = "";

    for (size_t i = 0; i < TRIALS; i++) {
        int answer = judge(fixture, i, epochs);

        found[i] = answer == MESSAGE_GO     ? 'G'
                   : answer == MESSAGE_PARK ? 'W'
                                            : 'P';
    }
    assert_string_equal(found, expected);
}

static const double first[] = {0.5, 0.9, 0.1, 0.7, 0.8, 0.3, 0.6, 0.2, 0.4};

static void train_all(Fixture *fixture)
{
    for (size_t i = 0; i < TRIALS; i++)
        train(fixture, i, 1, first[i]);
}

static size_t count_decisions(Fixture *fixture)
{
    DecisionRecord *decisions;
    size_t count;

    assert_true(
        store_decisions(fixture->store, &decisions, &count, &fixture->err));
    free(decisions);
    return count;
}

static void sha_waits_for_all_then_keeps_the_best_third(void **state)
{
    Fixture *fixture = *state;

    for (size_t i = 0; i < TRIALS; i++) {
        train(fixture, i, 1, first[i]);
        if (i < TRIALS - 1)
            assert_int_equal(judge(fixture, i, 1), MESSAGE_PARK);
    }
    assert_judged(fixture, 1, "PGPGGPPPP");
    assert_int_equal(count_decisions(fixture), TRIALS);
    // Of the three, the first at rung 0 is not so at rung 1.
    train(fixture, 1, 3, 0.91);
    train(fixture, 3, 3, 0.95);
    assert_int_equal(judge(fixture, 3, 3), MESSAGE_PARK);
    train(fixture, 4, 3, 0.93);
    assert_judged(fixture, 3, "PPPGPPPPP");
    assert_int_equal(count_decisions(fixture), TRIALS + 3);
}

static void whoever_comes_later_finds_the_same(void **state)
{
    Fixture *fixture = *state;

    train_all(fixture);
    assert_judged(fixture, 1, "PGPGGPPPP");
    contest_release(&fixture->contest);
    open_contest(fixture);
    assert_non_null(contest_pruned(&fixture->contest, 0));
    assert_null(contest_pruned(&fixture->contest, 1));
    assert_int_equal(contest_pruned(&fixture->contest, 0)->rank, 5);
    assert_int_equal(contest_pruned(&fixture->contest, 0)->n, 9);
    assert_true(contest_pruned(&fixture->contest, 0)->threshold == 0.7);
    assert_judged(fixture, 1, "PGPGGPPPP");
    assert_int_equal(count_decisions(fixture), TRIALS);
}

// As if the runner had been killed between two of a rung's decisions.
static void
a_rung_decided_in_part_is_decided_as_it_would_have_been(void **state)
{
    Fixture *fixture = *state;
    DecisionRecord decision = {.trial = fixture->ids[2],
                               .epoch = 1,
                               .metric = "validation/accuracy",
                               .value = 0.1,
                               .rank = 9,
                               .n = 9,
                               .threshold = 0.7,
                               .prune = true};

    train_all(fixture);
    assert_true(store_add_decision(fixture->store, &decision, &fixture->err));
    assert_judged(fixture, 1, "PGPGGPPPP");
    assert_int_equal(count_decisions(fixture), TRIALS);
}

// Of the eight that have a value ⌊8/3⌋ = 2 go on.
static void a_failed_trial_is_not_waited_for(void **state)
{
    Fixture *fixture = *state;

    for (size_t i = 1; i < TRIALS; i++)
        train(fixture, i, 1, first[i]);
    assert_int_equal(judge(fixture, 1, 1), MESSAGE_PARK);
    end(fixture, 0, TRIAL_FAILED);
    fixture->pending[0] = true;
    assert_int_equal(judge(fixture, 1, 1), MESSAGE_PARK);
    fixture->pending[0] = false;
    assert_int_equal(judge(fixture, 1, 1), MESSAGE_GO);
    assert_int_equal(judge(fixture, 4, 1), MESSAGE_GO);
    assert_int_equal(judge(fixture, 3, 1), MESSAGE_PRUNE);
    assert_int_equal(count_decisions(fixture), TRIALS - 1);
    // It is tried again and better than all: of nine, it is among three.
    train(fixture, 0, 1, 0.99);
    assert_int_equal(judge(fixture, 0, 1), MESSAGE_GO);
    assert_int_equal(count_decisions(fixture), TRIALS);
}

static void those_that_have_ended_are_compared(void **state)
{
    Fixture *fixture = *state;

    // It stopped early, before the next rung, and one diverged.
    train_all(fixture);
    end(fixture, 1, TRIAL_DONE);
    assert_judged(fixture, 1, "PGPGGPPPP");
    train(fixture, 4, 3, 0.99);
    end(fixture, 4, TRIAL_DIVERGED);
    assert_int_equal(judge(fixture, 3, 1), MESSAGE_GO);
    train(fixture, 3, 3, 0.89);
    assert_int_equal(judge(fixture, 3, 3), MESSAGE_PRUNE);
    assert_int_equal(contest_pruned(&fixture->contest, 3)->rank, 2);
    assert_int_equal(contest_pruned(&fixture->contest, 4)->rank, 3);
    assert_true(contest_is_settled(&fixture->contest, 1));
}

static void other_seeds_and_confirmations_do_not_compete(void **state)
{
    Fixture *fixture = *state;

    fixture->plan.trials[7].first = false;
    fixture->plan.trials[8].phase = PHASE_CONFIRM;
    plan_by(fixture, fixture->plan.prune);
    assert_false(contest_has(&fixture->contest, 7));
    assert_false(contest_has(&fixture->contest, 8));
    for (size_t i = 0; i < 7; i++)
        train(fixture, i, 1, first[i]);
    assert_judged(fixture, 1, "PGPPGPPGG");
}

static void asha_decides_at_once_by_those_seen(void **state)
{
    static const double values[] = {0.5, 0.6, 0.4, 0.55, 0.7, 0.58, 0.65};
    static const int answers[] = {MESSAGE_GO,    MESSAGE_GO, MESSAGE_PRUNE,
                                  MESSAGE_PRUNE, MESSAGE_GO, MESSAGE_PRUNE,
                                  MESSAGE_GO};
    Fixture *fixture = *state;

    plan_by(fixture, (Prune){PRUNE_ASHA, 1, EPOCHS, 3});
    for (size_t i = 0; i < 7; i++) {
        train(fixture, i, 1, values[i]);
        assert_int_equal(judge(fixture, i, 1), answers[i]);
        assert_int_equal(count_decisions(fixture), i + 1);
    }
    // Decided once: the first stays in, though it would not be today.
    assert_int_equal(judge(fixture, 0, 1), MESSAGE_GO);
}

// Another study trained it past both rungs: it is judged at each.
static void rungs_that_were_passed_elsewhere_are_decided_in_turn(void **state)
{
    Fixture *fixture = *state;

    plan_by(fixture, (Prune){PRUNE_ASHA, 1, EPOCHS, 3});
    for (int epoch = 1; epoch <= 4; epoch++)
        train(fixture, 3, epoch, 0.5);
    train(fixture, 0, 1, 0.4);
    assert_int_equal(judge(fixture, 0, 1), MESSAGE_PRUNE);
    assert_int_equal(judge(fixture, 3, 4), MESSAGE_GO);
    assert_int_equal(count_decisions(fixture), 3);
}

static void the_median_compares_the_best_with_means(void **state)
{
    Fixture *fixture = *state;

    plan_by(fixture, (Prune){PRUNE_MEDIAN, 2, EPOCHS, 0});
    // Means after two epochs: 0.5, 0.7.
    train(fixture, 0, 1, 0.4);
    train(fixture, 0, 2, 0.6);
    train(fixture, 1, 1, 0.8);
    train(fixture, 1, 2, 0.6);
    assert_int_equal(judge(fixture, 0, 1), MESSAGE_GO);
    assert_int_equal(judge(fixture, 0, 2), MESSAGE_PRUNE);
    assert_true(contest_pruned(&fixture->contest, 0)->threshold == 0.7);
    // Its best is 0.61, though its last is not: the median of 0.5 and 0.7 is
    // 0.6.
    train(fixture, 2, 1, 0.61);
    train(fixture, 2, 2, 0.1);
    assert_int_equal(judge(fixture, 2, 2), MESSAGE_GO);
    assert_int_equal(count_decisions(fixture), 2);
}

static void other_rules_decide_anew(void **state)
{
    Fixture *fixture = *state;

    train_all(fixture);
    assert_judged(fixture, 1, "PGPGGPPPP");
    plan_by(fixture, fixture->plan.prune);
    assert_int_equal(count_decisions(fixture), TRIALS);
    fixture->plan.objective.minimize = true;
    plan_by(fixture, fixture->plan.prune);
    assert_int_equal(count_decisions(fixture), 0);
    assert_judged(fixture, 1, "PPGPPGPGP");
    plan_by(fixture, (Prune){PRUNE_SHA, 1, EPOCHS, 4});
    assert_int_equal(count_decisions(fixture), 0);
    plan_by(fixture, (Prune){0});
    assert_judged(fixture, 1, "GGGGGGGGG");
}

// A trial that waits is pruned without being started; one that was left in
// another way is not.
static void only_what_waits_is_pruned_by_the_record(void **state)
{
    Fixture *fixture = *state;
    bool pruned;

    train_all(fixture);
    assert_true(store_prune_trial(fixture->store, fixture->ids[0], "why",
                                  &pruned, &fixture->err));
    assert_false(pruned);
    end(fixture, 0, TRIAL_INTERRUPTED);
    assert_true(store_prune_trial(fixture->store, fixture->ids[0], "why",
                                  &pruned, &fixture->err));
    assert_true(pruned);
    assert_true(store_prune_trial(fixture->store, fixture->ids[0], "why",
                                  &pruned, &fixture->err));
    assert_false(pruned);
}

#define WITH_FIXTURE(test) \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(sha_waits_for_all_then_keeps_the_best_third),
        WITH_FIXTURE(whoever_comes_later_finds_the_same),
        WITH_FIXTURE(a_rung_decided_in_part_is_decided_as_it_would_have_been),
        WITH_FIXTURE(a_failed_trial_is_not_waited_for),
        WITH_FIXTURE(those_that_have_ended_are_compared),
        WITH_FIXTURE(other_seeds_and_confirmations_do_not_compete),
        WITH_FIXTURE(asha_decides_at_once_by_those_seen),
        WITH_FIXTURE(rungs_that_were_passed_elsewhere_are_decided_in_turn),
        WITH_FIXTURE(the_median_compares_the_best_with_means),
        WITH_FIXTURE(other_rules_decide_anew),
        WITH_FIXTURE(only_what_waits_is_pruned_by_the_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
