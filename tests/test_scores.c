// The tables of what each configuration reached, and at what cost: their
// numbers, worked out by hand.
#include "harness/tabulate.h"
#include "tests/tables.h"

#include <math.h>

// 13, 15 and 17 wrong of the first configuration's 200: every odd one of them
// has the right class second, so 6, 7 and 8. All are sure to 0.25.
static void scores_are_those_of_the_answers(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table = ask(store, "scores");

    assert_int_equal(table.data.rows, 4);
    assert_number(&table.data, 0, "top_1", 1 - 15.0 / 200);
    assert_number(&table.data, 0, "top_2", 1 - 8.0 / 200);
    assert_number(&table.data, 0, "log_loss", log(4));
    assert_number(&table.data, 0, "ece", 1 - 15.0 / 200 - 0.25);
    tabulation_release(&table);
    store_close(store);
}

// Even images sure to 1, odd ones to 0.9: of 100 each 93, 92, 91 and 94, 93, 92
// are right, so the one is too sure by 7, 8, 9 and the other not enough by 4,
// 3, 2. In bins of their own that adds up to 11; in one it would cancel.
static void calibration_is_by_bins_of_confidence(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table;

    change(*state, "UPDATE prediction SET confidence = iif(image % 2, 0.9, 1)");
    table = ask(store, "scores");
    assert_number(&table.data, 0, "ece", 11.0 / 200);
    assert_number(&table.data, 0, "log_loss",
                  (93 * -log(0.9) + 15 * log(4)) / 200);
    tabulation_release(&table);
    store_close(store);
}

static void records_without_runners_up_have_no_top_2(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table;

    change(*state, "UPDATE prediction SET second = NULL");
    table = ask(store, "scores");
    assert_null(text_in(&table.data, 0, "top_2"));
    assert_string_equal(text_in(&table.show, 0, "top 2 (%) ↑"), "n/a");
    assert_number(&table.data, 0, "top_1", 1 - 15.0 / 200);
    tabulation_release(&table);
    store_close(store);
}

static void halves_are_of_the_test_images(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table = ask(store, "halves");

    assert_number(&table.data, 0, "first", 1 - 15.0 / 100);
    assert_number(&table.data, 0, "second", 1);
    assert_number(&table.data, 0, "difference", 0.15);
    assert_non_null(strstr(table.caption, "0 to 99 and 100 to 199"));
    tabulation_release(&table);
    store_close(store);
}

// Image 100 is the first of the second half.
static void halves_meet_in_the_middle(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation halves;
    Tabulation accuracy;

    change(*state,
           "UPDATE prediction SET predicted = (truth + 1) % 10"
           " WHERE image = 100");
    halves = ask(store, "halves");
    accuracy = ask(store, "accuracy");
    assert_number(&halves.data, 0, "first", 1 - 15.0 / 100);
    assert_number(&halves.data, 0, "second", 0.99);
    assert_number(&accuracy.data, 0, "first_half", 1 - 15.0 / 100);
    assert_number(&accuracy.data, 0, "second_half", 0.99);
    tabulation_release(&halves);
    tabulation_release(&accuracy);
    store_close(store);
}

// Epochs of 1, 2, 3, 4 and 9 seconds, a trial 10 times, which takes as long
// again for all else; the last one uses the most memory.
static void costs_are_medians_of_epochs_and_means_of_trials(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table;

    change(*state,
           "UPDATE epoch SET images = 600, peak_bytes = 1000 * epoch,"
           " microseconds = 1000000 * iif(epoch = 5, 9, epoch)"
           "  * iif((SELECT seed FROM trial WHERE id = trial) = 3, 10, 1);"
           "UPDATE epoch SET total_microseconds = 2 * microseconds");
    table = ask(store, "cost");
    assert_int_equal(table.data.rows, 4);
    assert_number(&table.data, 0, "n", 3);
    assert_number(&table.data, 0, "epochs", 15);
    // 1 1 2 2 3 3 4 4 9 9 10 20 30 40 90.
    assert_number(&table.data, 0, "seconds_per_epoch", 4);
    assert_number(&table.data, 0, "images_per_second", 150);
    assert_number(&table.data, 0, "peak_bytes", 5000);
    assert_number(&table.data, 0, "seconds_per_trial", 2 * 19 * 12.0 / 3);
    tabulation_release(&table);
    store_close(store);
}

// Classes are equally large, so both means of recall are the accuracy.
static void classes_are_averaged_and_the_worst_are_told(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation means = ask(store, "classes");
    Tabulation worst = ask(store, "worst_classes");

    assert_number(&means.data, 0, "macro_recall", 1 - 15.0 / 200);
    assert_number(&means.data, 0, "weighted_recall", 1 - 15.0 / 200);
    assert_number(
        &means.data, 0, "weighted_f1",
        result_number(&means.data, 0, column_of(&means.data, "macro_f1")));
    assert_int_equal(worst.data.rows, 4 * 3);
    assert_true(result_number(&worst.data, 0, column_of(&worst.data, "f1"))
                <= result_number(&worst.data, 1, column_of(&worst.data, "f1")));
    tabulation_release(&means);
    tabulation_release(&worst);
    store_close(store);
}

// 600 images in 1.5 s, 2 s with evaluation, five times.
static void costs_are_those_recorded(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table = ask(store, "cost");

    assert_number(&table.data, 0, "parameters", 1234);
    assert_number(&table.data, 0, "multiply_adds", 5678);
    assert_number(&table.data, 0, "seconds_per_epoch", 1.5);
    assert_number(&table.data, 0, "images_per_second", 400);
    assert_number(&table.data, 0, "peak_bytes", 5e7);
    assert_number(&table.data, 0, "seconds_per_trial", 10);
    assert_non_null(strstr(table.caption, "made up"));
    tabulation_release(&table);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(scores_are_those_of_the_answers),
        WITH_WORKPLACE(calibration_is_by_bins_of_confidence),
        WITH_WORKPLACE(records_without_runners_up_have_no_top_2),
        WITH_WORKPLACE(halves_are_of_the_test_images),
        WITH_WORKPLACE(halves_meet_in_the_middle),
        WITH_WORKPLACE(costs_are_medians_of_epochs_and_means_of_trials),
        WITH_WORKPLACE(classes_are_averaged_and_the_worst_are_told),
        WITH_WORKPLACE(costs_are_those_recorded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
