// harness/store_dump: digests of what came of a trial.
#include "harness/store.h"
#include "tests/record.h"

#include <math.h>

static void digests_depend_on_results_and_on_nothing_else(void **state)
{
    Record *record = *state;
    char digests[3][DIGEST_TEXT];

    for (size_t i = 0; i < 3; i++) {
        EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

        record_claim(record, i);
        // Time is no result; the last bit of a loss is.
        epoch.total_seconds = (double)i;
        epoch.peak_bytes = (double)i;
        if (i == 2)
            epoch.splits[SPLIT_TEST].loss =
                nextafter(epoch.splits[SPLIT_TEST].loss, 1);
        assert_true(store_add_epoch(record->store, record->ids[i], &epoch,
                                    &record->err));
        record_end(record, i, TRIAL_DONE);
        assert_true(store_trial_digest(record->store, record->ids[i],
                                       digests[i], &record->err));
        synthetic_epoch_release(&epoch);
    }
    assert_string_equal(digests[0], digests[1]);
    assert_string_not_equal(digests[0], digests[2]);
    assert_answer(record, "SELECT count(DISTINCT metrics_digest) FROM trials",
                  "2");
}

static void a_confusion_matrix_is_part_of_the_digest(void **state)
{
    Record *record = *state;
    char digests[2][DIGEST_TEXT];

    for (size_t i = 0; i < 2; i++) {
        EpochRecord epoch = synthetic_epoch(&synthetic_small, 0, 1, 1);

        record_claim(record, i);
        epoch.splits[SPLIT_TEST].confusion[0] += (uint32_t)i;
        assert_true(store_add_epoch(record->store, record->ids[i], &epoch,
                                    &record->err));
        assert_true(store_trial_digest(record->store, record->ids[i],
                                       digests[i], &record->err));
        synthetic_epoch_release(&epoch);
    }
    assert_string_not_equal(digests[0], digests[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(digests_depend_on_results_and_on_nothing_else),
        WITH_RECORD(a_confusion_matrix_is_part_of_the_digest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
