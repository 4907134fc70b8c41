// The tables of statistics: their numbers, worked out by hand, and that each
// has something sensible to say of any study.
#include "harness/database.h"
#include "harness/plots.h"
#include "harness/tabulate.h"
#include "nets/base/memory.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <math.h>

static const char *const tables[] = {
    "ablation", "interaction",   "importance", "mcnemar",   "scores", "halves",
    "classes",  "worst_classes", "cost",       "confirmed", NULL};

static void assert_well(bool well, const Error *err)
{
    if (well)
        return;
    print_error("%s\n", err->message);
    _fail(__FILE__, __LINE__);
}

// A record whose final accuracies are these: a JSON array of each
// configuration's seeds. NULL: as they are made up.
static Store *open_with(Workplace *place, const Synthetic *synthetic,
                        const char *accuracies)
{
    const char *path = workplace_file(place, "results.db");
    Database *database;
    Store *store;
    Error err = {0};

    synthetic_database(synthetic, path);
    database = database_open(path, true, &err);
    assert_well(database, &err);
    assert_well(!accuracies
                    || database_run(
                        database,
                        "UPDATE epoch SET test_accuracy = json_extract(?1, ("
                        " SELECT '$[' || (config - 1) || '][' || (seed - 1)"
                        " || ']' FROM trial WHERE id = epoch.trial))"
                        " WHERE test_accuracy IS NOT NULL",
                        VALUES(text_value(accuracies)), &err),
                &err);
    database_close(database);
    store = store_open(path, STORE_READ, &err);
    assert_well(store, &err);
    return store;
}

static Tabulation ask(Store *store, const char *name)
{
    Tabulation table;
    Error err = {0};

    assert_well(tabulate(&table, store, name, "small", &err), &err);
    return table;
}

static size_t column_of(const Result *result, const char *name)
{
    for (size_t i = 0; i < result->columns; i++)
        if (strcmp(result->names[i], name) == 0)
            return i;
    print_error("no column '%s'\n", name);
    _fail(__FILE__, __LINE__);
    return 0;
}

static const char *text_in(const Result *result, size_t row, const char *name)
{
    assert_true(row < result->rows);
    return result->cells[row * result->columns + column_of(result, name)];
}

static void assert_number(const Result *result, size_t row, const char *name,
                          double expected)
{
    double value = result_number(result, row, column_of(result, name));

    if (fabs(value - expected) <= 1e-10 * fmax(1, fabs(expected)))
        return;
    print_error("%s in row %zu is %.12g, not %.12g\n", name, row, value,
                expected);
    _fail(__FILE__, __LINE__);
}

// The oracles' a, b, c: five seeds each; b − a, c − a. Paired t of c − a:
// differences −0.9 −0.9 −0.6 −1.2 −0.5, mean −0.82, s² = 0.075, t = −6.6953.
static void an_ablation_compares_with_the_first_row(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Tabulation table;

    synthetic.configs = 3;
    synthetic.seeds = 5;
    store = open_with(*state, &synthetic,
                      "[[0.979,0.981,0.980,0.983,0.978],"
                      "[0.975,0.979,0.977,0.979,0.976],"
                      "[0.970,0.972,0.974,0.971,0.973]]");
    table = ask(store, "ablation");
    assert_int_equal(table.data.rows, 3);
    assert_number(&table.data, 0, "baseline", 1);
    assert_number(&table.data, 0, "mean", 0.9802);
    assert_null(text_in(&table.data, 0, "p"));
    assert_number(&table.data, 1, "difference", -0.003);
    assert_number(&table.data, 1, "low", -0.00424166399820375);
    assert_number(&table.data, 1, "high", -0.00175833600179625);
    assert_number(&table.data, 1, "p", 0.00257026076540016);
    assert_number(&table.data, 1, "sign_flip", 0.0625);
    assert_number(&table.data, 1, "half_seeds", 8);
    assert_number(&table.data, 2, "difference", -0.0082);
    assert_number(&table.data, 1, "holm", 2 * 0.00257026076540016);
    assert_non_null(
        strstr(text_in(&table.show, 1, "p (sign flips)"), "at least 6"));
    assert_non_null(strstr(text_in(&table.show, 2, "configuration"), "†"));
    assert_non_null(strstr(table.caption, "family of 2 comparisons"));
    tabulation_release(&table);
    store_close(store);
}

// With six seeds the signs are tried: all equal, so 2 of 2⁶.
static void six_seeds_are_enough_for_sign_flips(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Tabulation table;

    synthetic.configs = 2;
    synthetic.seeds = 6;
    store = open_with(*state, &synthetic, NULL);
    table = ask(store, "ablation");
    assert_number(&table.data, 1, "sign_flip", 2.0 / 64);
    assert_string_equal(text_in(&table.show, 1, "p (sign flips)"), "0.031");
    tabulation_release(&table);
    store_close(store);
}

// Cells 0.10 0.12 | 0.14 0.20 | 0.11 0.13 | 0.19 0.25 by (dropout, model):
// those of test_anova, whose squares are 18, 128, 8 and 40 of 194.
static Store *open_cells(Workplace *place)
{
    Synthetic synthetic = synthetic_small;

    synthetic.seeds = 2;
    return open_with(place, &synthetic,
                     "[[0.10,0.12],[0.14,0.20],[0.11,0.13],[0.19,0.25]]");
}

static void importance_is_shared_out_among_settings_and_seeds(void **state)
{
    static const double shares[] = {18, 128, 8, 40};
    static const char *const effects[] = {"dropout", "model", "dropout × model",
                                          "seeds"};
    Store *store = open_cells(*state);
    Tabulation table = ask(store, "importance");

    assert_int_equal(table.data.rows, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(text_in(&table.data, i, "effect"), effects[i]);
        assert_number(&table.data, i, "share", shares[i] / 194);
    }
    assert_number(&table.data, 1, "f", 12.8);
    assert_number(&table.data, 1, "omega2", 118.0 / 204);
    assert_non_null(strstr(table.caption, "balanced grid of 8 trials"));
    tabulation_release(&table);
    store_close(store);
}

// Dropout at cnn: 0.11 − 0.10, 0.13 − 0.12. At mlp: 0.05, 0.05. So the
// interaction is 0.04 for both seeds; the models' effects are 0.04, 0.08 and
// 0.08, 0.12.
static void an_interaction_is_a_difference_of_differences(void **state)
{
    Store *store = open_cells(*state);
    Tabulation table = ask(store, "interaction");
    const double differences[] = {0.01, 0.05, 0.06, 0.10, 0.04};

    assert_int_equal(table.data.rows, 5 + 3);
    for (size_t i = 0; i < 5; i++) {
        assert_number(&table.data, i, "difference", differences[i]);
        assert_number(&table.data, i, "n", 2);
    }
    // 0.04 and 0.08: s/√n = 0.02, t = 3, with one degree of freedom an
    // arctangent.
    assert_number(&table.data, 2, "p", 1 - 2 / acos(-1) * atan(3));
    assert_string_equal(text_in(&table.data, 4, "kind"), "interaction");
    assert_string_equal(text_in(&table.data, 7, "what"), "dropout × model");
    assert_number(&table.data, 7, "f", 0.8);
    tabulation_release(&table);
    store_close(store);
}

// Configuration i of seed s has 11 + 3i + 2s wrong images, the first ones. So
// of two configurations 3 or more are right with the first only, none with
// the second only: mid-p of k against 0 is 2⁻ᵏ.
static void mcnemar_counts_images_that_one_network_got_right(void **state)
{
    Store *store = open_with(*state, &synthetic_small, NULL);
    Tabulation table = ask(store, "mcnemar");
    const double only_first[] = {3, 6, 9, 3, 6, 3};

    assert_int_equal(table.data.rows, 6 * 3);
    for (size_t pair = 0; pair < 6; pair++)
        for (size_t seed = 0; seed < 3; seed++) {
            size_t row = 3 * pair + seed;

            assert_number(&table.data, row, "only_first", only_first[pair]);
            assert_number(&table.data, row, "only_second", 0);
            assert_number(&table.data, row, "images", 200);
            assert_number(&table.data, row, "p", pow(2, -only_first[pair]));
        }
    // Holm over six first seeds: 1/512 sixfold, 1/8 by its equals threefold.
    assert_number(&table.data, 6, "holm", 6.0 / 512);
    assert_number(&table.data, 0, "holm", 3.0 / 8);
    assert_null(text_in(&table.data, 1, "holm"));
    assert_int_equal(table.show.rows, 6);
    assert_non_null(strstr(table.caption, "family of 6 pairs"));
    tabulation_release(&table);
    store_close(store);
}

// 13, 15 and 17 wrong of the first configuration's 200: every odd one of them
// has the right class second, so 6, 7 and 8. All are sure to 0.25.
static void scores_are_those_of_the_answers(void **state)
{
    Store *store = open_with(*state, &synthetic_small, NULL);
    Tabulation table = ask(store, "scores");

    assert_int_equal(table.data.rows, 4);
    assert_number(&table.data, 0, "top_1", 1 - 15.0 / 200);
    assert_number(&table.data, 0, "top_2", 1 - 8.0 / 200);
    assert_number(&table.data, 0, "log_loss", log(4));
    assert_number(&table.data, 0, "ece", 1 - 15.0 / 200 - 0.25);
    tabulation_release(&table);
    store_close(store);
}

static void change(Workplace *place, const char *script)
{
    Error err = {0};
    Database *database =
        database_open(workplace_file(place, "results.db"), true, &err);

    assert_well(database, &err);
    assert_well(database_script(database, script, &err), &err);
    database_close(database);
}

// Even images sure to 1, odd ones to 0.9: of 100 each 93, 92, 91 and 94, 93, 92
// are right, so the one is too sure by 7, 8, 9 and the other not enough by 4,
// 3, 2. In bins of their own that adds up to 11; in one it would cancel.
static void calibration_is_by_bins_of_confidence(void **state)
{
    Store *store = open_with(*state, &synthetic_small, NULL);
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
    Store *store = open_with(*state, &synthetic_small, NULL);
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
    Store *store = open_with(*state, &synthetic_small, NULL);
    Tabulation table = ask(store, "halves");

    assert_number(&table.data, 0, "first", 1 - 15.0 / 100);
    assert_number(&table.data, 0, "second", 1);
    assert_number(&table.data, 0, "difference", 0.15);
    assert_non_null(strstr(table.caption, "0 to 99 and 100 to 199"));
    tabulation_release(&table);
    store_close(store);
}

// Classes are equally large, so both means of recall are the accuracy.
static void classes_are_averaged_and_the_worst_are_told(void **state)
{
    Store *store = open_with(*state, &synthetic_small, NULL);
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
    Store *store = open_with(*state, &synthetic_small, NULL);
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

// Configuration 1 on its third seed alone, which the sweep then has not seen.
static void winners_are_shown_on_fresh_seeds_beside_the_sweeps(void **state)
{
    Store *store = open_with(*state, &synthetic_small,
                             "[[0.98,0.96,0.91],[0.9,0.9,0.9],[0.8,0.8,0.8],"
                             "[0.7,0.7,0.7]]");
    Tabulation table = ask(store, "confirmed");
    Database *database;
    Error err = {0};

    assert_int_equal(table.data.rows, 0);
    tabulation_release(&table);
    store_close(store);
    database = database_open(workplace_file(*state, "results.db"), true, &err);
    assert_well(database_run(database,
                             "UPDATE study_trial SET phase = 'confirm'"
                             " WHERE trial IN (SELECT id FROM trial"
                             " WHERE config = 1 AND seed = 3)",
                             NO_VALUES, &err),
                &err);
    database_close(database);
    store = store_open(workplace_file(*state, "results.db"), STORE_READ, &err);
    table = ask(store, "confirmed");
    assert_int_equal(table.data.rows, 1);
    assert_number(&table.data, 0, "rank", 1);
    assert_number(&table.data, 0, "n", 1);
    assert_number(&table.data, 0, "mean", 0.91);
    assert_number(&table.data, 0, "sweep_n", 2);
    assert_number(&table.data, 0, "sweep_accuracy", 0.97);
    assert_null(text_in(&table.data, 0, "ci95_low"));
    assert_string_equal(text_in(&table.show, 0, "accuracy (%) ↑"), "91.00");
    tabulation_release(&table);
    store_close(store);
}

static void a_column_is_of_numbers_though_one_is_missing(void **state)
{
    const char *const cells[] = {"98.9 ± 0.1", "n/a", "n/a",
                                 NULL,         "n/a", "fine"};
    const Table table = {
        .columns = 3, .rows = 2, .cells = cells, .types = "tttntt"};

    (void)state;
    assert_true(table_is_numeric(&table, 0));
    assert_false(table_is_numeric(&table, 1));
    assert_false(table_is_numeric(&table, 2));
}

static void check_all(Workplace *place, const Synthetic *synthetic)
{
    Store *store = open_with(place, synthetic, NULL);

    for (size_t i = 0; tables[i]; i++) {
        Tabulation table = ask(store, tables[i]);

        assert_int_equal(table.caption != NULL, table.data.rows > 0);
        for (const Format *format = formats; format->name; format++) {
            Text text = {0};

            tabulation_write(&table, format, true, &text);
            assert_true(table.data.rows == 0 || text.length > 50);
            text_release(&text);
        }
        tabulation_release(&table);
    }
    store_close(store);
}

static void a_full_study_and_a_single_trial_give_tables_or_nothing(void **state)
{
    Synthetic synthetic = synthetic_small;

    check_all(*state, &synthetic);
    assert_int_equal(remove(workplace_file(*state, "results.db")), 0);
    synthetic.configs = 1;
    synthetic.seeds = 1;
    synthetic.matrices = false;
    synthetic.validation_is_test = true;
    check_all(*state, &synthetic);
}

static void a_study_without_results_has_nothing_to_show(void **state)
{
    Store *store = open_with(*state, &synthetic_small, NULL);

    change(*state, "UPDATE trial SET state = 'failed'");
    for (size_t i = 0; tables[i]; i++) {
        Tabulation table = ask(store, tables[i]);

        assert_int_equal(table.data.rows, 0);
        assert_null(table.caption);
        tabulation_release(&table);
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(an_ablation_compares_with_the_first_row),
        WITH_WORKPLACE(six_seeds_are_enough_for_sign_flips),
        WITH_WORKPLACE(importance_is_shared_out_among_settings_and_seeds),
        WITH_WORKPLACE(an_interaction_is_a_difference_of_differences),
        WITH_WORKPLACE(mcnemar_counts_images_that_one_network_got_right),
        WITH_WORKPLACE(scores_are_those_of_the_answers),
        WITH_WORKPLACE(calibration_is_by_bins_of_confidence),
        WITH_WORKPLACE(records_without_runners_up_have_no_top_2),
        WITH_WORKPLACE(halves_are_of_the_test_images),
        WITH_WORKPLACE(classes_are_averaged_and_the_worst_are_told),
        WITH_WORKPLACE(costs_are_those_recorded),
        WITH_WORKPLACE(winners_are_shown_on_fresh_seeds_beside_the_sweeps),
        cmocka_unit_test(a_column_is_of_numbers_though_one_is_missing),
        WITH_WORKPLACE(a_full_study_and_a_single_trial_give_tables_or_nothing),
        WITH_WORKPLACE(a_study_without_results_has_nothing_to_show),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
