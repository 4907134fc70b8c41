// The tables that compare configurations: their numbers, worked out by hand.
#include "harness/tabulate.h"
#include "tests/tables.h"

#include <math.h>

// A record whose final accuracies are these: a JSON array of each
// configuration's seeds.
static Store *open_with(Workplace *place, const Synthetic *synthetic,
                        const char *accuracies)
{
    const char *path = workplace_file(place, "results.db");
    Database *database;
    Error err = {0};

    synthetic_database(synthetic, path);
    database = database_open(path, true, &err);
    assert_well(database, &err);
    assert_well(
        database_run(database,
                     "UPDATE epoch SET test_accuracy = json_extract(?1, ("
                     " SELECT '$[' || (config - 1) || '][' || (seed - 1)"
                     " || ']' FROM trial WHERE id = epoch.trial))"
                     " WHERE test_accuracy IS NOT NULL",
                     VALUES(text_value(accuracies)), &err),
        &err);
    database_close(database);
    return open_record(place);
}

static const char oracles[] =
    "[[0.979,0.981,0.980,0.983,0.978],"
    "[0.975,0.979,0.977,0.979,0.976],"
    "[0.970,0.972,0.974,0.971,0.973]]";

static const char first_is_full[] =
    "UPDATE study_config SET label = 'full' WHERE position = 0;";

// The record again, once that has been done to it.
static Store *reopen(Workplace *place, Store *store, const char *script)
{
    store_close(store);
    change(place, script);
    return open_record(place);
}

// The oracles' a, b, c: five seeds each; b − a, c − a. Paired t of c − a:
// differences −0.9 −0.9 −0.6 −1.2 −0.5, mean −0.82, s² = 0.075, t = −6.6953.
static void an_ablation_compares_with_the_full_row(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Tabulation table;

    synthetic.configs = 3;
    synthetic.seeds = 5;
    store = open_with(*state, &synthetic, oracles);
    table = ask(store, "ablation");
    assert_int_equal(table.data.rows, 0);
    tabulation_release(&table);
    store = reopen(*state, store, first_is_full);
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

// b's seeds are others than a's: Welch's p of the oracles, and nothing paired.
static void an_ablation_without_common_seeds_compares_means(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Tabulation table;

    synthetic.configs = 3;
    synthetic.seeds = 5;
    store =
        reopen(*state, open_with(*state, &synthetic, oracles), first_is_full);
    store = reopen(*state, store,
                   "UPDATE trial SET seed = seed + 100 WHERE config = 2;");
    table = ask(store, "ablation");
    assert_number(&table.data, 1, "pairs", 0);
    assert_number(&table.data, 1, "difference", -0.003);
    assert_near(result_number(&table.data, 1, column_of(&table.data, "p")),
                0.0341169596, 1e-10);
    assert_null(text_in(&table.data, 1, "sign_flip"));
    assert_number(&table.data, 2, "pairs", 5);
    assert_non_null(strstr(table.caption, "Welch"));
    tabulation_release(&table);
    store_close(store);
}

// Two of them, a cnn and an mlp. The fourth configuration, an mlp too, differs
// from the second in dropout alone: by 6 errors of 200.
static void every_configuration_goes_with_the_nearest_full_one(void **state)
{
    Store *store =
        reopen(*state, open_made_up(*state, &synthetic_small),
               "UPDATE study_config SET label = substr('cnn full  mlp full  "
               "cnn no-xx mlp no-xx', 1 + 10 * position, 9)");
    Tabulation table = ask(store, "ablation");

    assert_string_equal(text_in(&table.data, 0, "configuration"), "cnn full ");
    assert_string_equal(text_in(&table.data, 1, "configuration"), "cnn no-xx");
    assert_number(&table.data, 1, "difference", -0.03);
    assert_string_equal(text_in(&table.data, 3, "configuration"), "mlp no-xx");
    assert_number(&table.data, 3, "difference", -0.03);
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
    store = reopen(*state, open_made_up(*state, &synthetic), first_is_full);
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
    Store *store = open_made_up(*state, &synthetic_small);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(an_ablation_compares_with_the_full_row),
        WITH_WORKPLACE(an_ablation_without_common_seeds_compares_means),
        WITH_WORKPLACE(every_configuration_goes_with_the_nearest_full_one),
        WITH_WORKPLACE(six_seeds_are_enough_for_sign_flips),
        WITH_WORKPLACE(importance_is_shared_out_among_settings_and_seeds),
        WITH_WORKPLACE(an_interaction_is_a_difference_of_differences),
        WITH_WORKPLACE(mcnemar_counts_images_that_one_network_got_right),
        WITH_WORKPLACE(winners_are_shown_on_fresh_seeds_beside_the_sweeps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
