// harness/messages: what a worker says is read as it was meant, or refused when
// no worker may say so.
#include "harness/messages.h"
#include "tests/check.h"

static bool reads_ending(const Ending *ending, Ending *read)
{
    Text text = {0};
    Message message;
    bool ok;

    message_ending(&text, ending);
    assert_true(wire_first(&text, &message));
    ok = message_read_ending(message, read);
    text_release(&text);
    return ok;
}

static bool reads_epoch(const EpochRecord *record)
{
    Text text = {0};
    Message message;
    EpochRecord read;
    bool ok;

    message_epoch(&text, record);
    assert_true(wire_first(&text, &message));
    ok = message_read_epoch(message, &read);
    text_release(&text);
    return ok;
}

static bool reads_ready(int epochs, int epochs_done)
{
    const Ready ready = {.epochs = epochs, .epochs_done = epochs_done};
    Text text = {0};
    Message message;
    Ready read;
    bool ok;

    message_ready(&text, &ready);
    assert_true(wire_first(&text, &message));
    ok = message_read_ready(message, &read);
    text_release(&text);
    return ok;
}

// States and splits are indices of names.
static void an_ending_has_a_state_that_is_one(void **state)
{
    Ending ending = {.end = {.state = TRIAL_DONE}};
    Ending read;

    (void)state;
    assert_true(reads_ending(&ending, &read));
    ending.end.state = TRIAL_INTERRUPTED;
    assert_true(reads_ending(&ending, &read));
    assert_int_equal(read.end.state, TRIAL_INTERRUPTED);
    ending.end.state = TRIAL_RUNNING;
    assert_false(reads_ending(&ending, &read));
    ending.end.state = TRIAL_INTERRUPTED + 1;
    assert_false(reads_ending(&ending, &read));
    memset(&ending.end.state, 0xff, sizeof ending.end.state);
    assert_false(reads_ending(&ending, &read));
}

static void predictions_are_of_splits_and_once_of_each(void **state)
{
    Ending ending = {.end = {.state = TRIAL_DONE}, .prediction_count = 2};
    Ending read;

    (void)state;
    ending.predictions[0].split = SPLIT_VALIDATION;
    ending.predictions[1].split = SPLIT_TEST;
    assert_true(reads_ending(&ending, &read));
    ending.predictions[0].split = SPLIT_TEST;
    assert_false(reads_ending(&ending, &read));
    ending.predictions[0].split = SPLITS;
    assert_false(reads_ending(&ending, &read));
    ending.predictions[0].split = -1;
    assert_false(reads_ending(&ending, &read));
}

static void an_ending_has_words_that_end(void **state)
{
    Ending ending = {.end = {.state = TRIAL_FAILED}};
    Ending read;

    (void)state;
    memset(ending.end.weights_digest, 'a', sizeof ending.end.weights_digest);
    assert_true(reads_ending(&ending, &read));
    assert_int_equal(strlen(read.end.weights_digest), DIGEST_TEXT - 1);
    memset(&ending.skipped, 2, 1);
    assert_false(reads_ending(&ending, &read));
}

static void an_epoch_is_one_that_can_be_recorded(void **state)
{
    const EpochRecord well = {.epoch = 1, .lr = 1};
    EpochRecord record = well;

    (void)state;
    assert_true(reads_epoch(&record));
    record.splits[SPLIT_TRAIN].accuracy = (double)NAN;
    assert_true(reads_epoch(&record));
    record.splits[SPLIT_TRAIN].present = true;
    assert_false(reads_epoch(&record));
    record = well;
    memset(&record.splits[SPLIT_TRAIN].present, 2, 1);
    assert_false(reads_epoch(&record));
    record = well;
    record.epoch = 0;
    assert_false(reads_epoch(&record));
    record = well;
    record.lr = (double)NAN;
    assert_false(reads_epoch(&record));
}

static void epochs_done_are_among_those_planned(void **state)
{
    (void)state;
    assert_true(reads_ready(3, 0));
    assert_true(reads_ready(3, 3));
    assert_false(reads_ready(3, 4));
    assert_false(reads_ready(3, -1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ending_has_a_state_that_is_one),
        cmocka_unit_test(predictions_are_of_splits_and_once_of_each),
        cmocka_unit_test(an_ending_has_words_that_end),
        cmocka_unit_test(an_epoch_is_one_that_can_be_recorded),
        cmocka_unit_test(epochs_done_are_among_those_planned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
