// harness/rerun: the first difference of two dumps, in words.
#include "harness/rerun.h"
#include "tests/check.h"

#define EPOCH "epoch 1 0x1p-1 0x1p-2 0x1.8p+0 0x1p-3 - - 0x1p-10 60\n"
#define CELLS                         \
    "confusion 1 validation 0 0 30\n" \
    "confusion 1 validation 7 2 4\n"  \
    "confusion 1 test 3 3 9\n"
#define WEIGHTS "weights abcd\n"

static void differs(const char *recorded, const char *now, const char *how)
{
    Text difference = {0};
    Likeness likeness = rerun_compare(recorded, now, &difference);

    assert_false(likeness.identical);
    assert_string_equal(text_string(&difference), how);
    text_release(&difference);
}

static void equal_dumps_are_identical(void **state)
{
    static const char dump[] = EPOCH CELLS WEIGHTS;
    Text difference = {0};
    Likeness likeness = rerun_compare(dump, dump, &difference);

    (void)state;
    assert_true(likeness.identical);
    assert_int_equal(likeness.epochs, 1);
    assert_int_equal(likeness.matrices, 2);
    assert_int_equal(difference.length, 0);
}

static void the_first_score_that_differs_is_named(void **state)
{
    (void)state;
    differs(EPOCH WEIGHTS,
            "epoch 1 0x1p-1 0x1p-2 0x1.8p+1 0x1p-4 - - 0x1p-10 60\n" WEIGHTS,
            "epoch 1: the validation loss was 1.5, is now 3");
    differs(EPOCH, "epoch 1 nan 0x1p-2 0x1.8p+0 0x1p-3 - - 0x1p-10 60\n",
            "epoch 1: the train loss was 0.5, is now nan");
    differs(EPOCH,
            "epoch 1 0x1p-1 0x1p-2 0x1.8p+0 0x1p-3 - 0x0p+0 0x1p-10 60\n",
            "epoch 1: the test accuracy was missing, is now 0");
    differs(EPOCH, "epoch 1 0x1p-1 0x1p-2 0x1.8p+0 0x1p-3 - - 0x1p-10 61\n",
            "epoch 1: the number of images was 60, is now 61");
}

static void the_last_bit_shows(void **state)
{
    (void)state;
    differs(EPOCH,
            "epoch 1 0x1.0000000000001p-1 0x1p-2 0x1.8p+0 0x1p-3 - - 0x1p-10 "
            "60\n",
            "epoch 1: the train loss was 0.5, is now 0.5000000000000001");
}

static void epochs_that_one_side_lacks_are_told(void **state)
{
    (void)state;
    differs(EPOCH WEIGHTS, WEIGHTS, "epoch 1 is there in the record only");
    differs(WEIGHTS, EPOCH WEIGHTS, "epoch 1 is there now only");
}

static void cells_that_one_side_lacks_are_0_there(void **state)
{
    (void)state;
    differs(CELLS,
            "confusion 1 validation 0 0 30\nconfusion 1 validation 7 2 5\n",
            "epoch 1: of class 7, 4 validation images were taken for class 2, "
            "now 5");
    differs(CELLS,
            "confusion 1 validation 0 0 30\nconfusion 1 validation 5 2 1\n",
            "epoch 1: of class 5, 0 validation images were taken for class 2, "
            "now 1");
    differs(CELLS,
            "confusion 1 validation 0 0 30\nconfusion 1 validation 10 2 1\n",
            "epoch 1: of class 7, 4 validation images were taken for class 2, "
            "now 0");
    differs("confusion 1 test 3 4 9\n" WEIGHTS, WEIGHTS,
            "epoch 1: the test set's confusion matrix has images of class 3 "
            "taken for class 4 in the record only");
}

static void weights_are_told_by_their_digests(void **state)
{
    (void)state;
    differs(EPOCH WEIGHTS, EPOCH "weights abce\n",
            "the weights' SHA-256 was abcd, is now abce");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_dumps_are_identical),
        cmocka_unit_test(the_first_score_that_differs_is_named),
        cmocka_unit_test(the_last_bit_shows),
        cmocka_unit_test(epochs_that_one_side_lacks_are_told),
        cmocka_unit_test(cells_that_one_side_lacks_are_0_there),
        cmocka_unit_test(weights_are_told_by_their_digests),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
