// Every query that results/README.md gives answers, and what it says of a study
// stays the same whatever else the record has.
#include "harness/database.h"
#include "harness/store.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "tests/check.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 1 << 20, RECIPES_MAX = 64, RECIPES_MIN = 20 };

typedef struct {
    char *sql[RECIPES_MAX];
    size_t count;
} Cookbook;

static Cookbook cookbook_read(void)
{
    Cookbook book = {0};
    Buffer file = {0};
    Text text = {0};
    Error err;

    assert_true(file_read("results/README.md", MOST, &file, &err));
    text_add_part(&text, (const char *)file.bytes, file.count);
    for (const char *rest = text_string(&text), *start;
         (start = strstr(rest, "```sql\n")) != NULL;) {
        start += strlen("```sql\n");
        rest = strstr(start, "```");
        assert_non_null(rest);
        assert_true(book.count < RECIPES_MAX);
        book.sql[book.count++] =
            memory_text_part(start, (size_t)(rest - start));
        rest += strlen("```");
    }
    assert_true(book.count >= RECIPES_MIN);
    text_release(&text);
    buffer_release(&file);
    return book;
}

static void cookbook_release(Cookbook *book)
{
    for (size_t i = 0; i < book->count; i++)
        free(book->sql[i]);
}

static const char *const nothing[] = {NULL};

// `changes` ends in NULL.
static Store *record(Workplace *place, const char *name,
                     const Synthetic *synthetic, const char *const *changes)
{
    const char *path = workplace_file(place, name);
    Database *database;
    Store *store;
    Error err = {0};

    synthetic_database(synthetic, path);
    database = database_open(path, true, &err);
    assert_non_null(database);
    for (; *changes; changes++) {
        if (database_run(database, *changes, NO_VALUES, &err))
            continue;
        print_error("%s\n%s\n", *changes, err.message);
        _fail(__FILE__, __LINE__);
    }
    database_close(database);
    store = store_open(path, STORE_READ, &err);
    assert_non_null(store);
    return store;
}

static void ask(Store *store, const char *sql, Result *result)
{
    Error err;

    if (store_query(store, sql, NULL, NULL, result, &err))
        return;
    print_error("%s\n%s\n", sql, err.message);
    _fail(__FILE__, __LINE__);
}

// The rows that are about the study `small`, or all where none says which.
static void rows(Store *store, const char *sql, Text *text)
{
    Result result;
    size_t study = 0;

    ask(store, sql, &result);
    while (study < result.columns && strcmp(result.names[study], "study") != 0)
        study++;
    for (size_t row = 0; row < result.rows; row++) {
        char **cells = result.cells + row * result.columns;

        if (study < result.columns && strcmp(cells[study], "small") != 0)
            continue;
        for (size_t i = 0; i < result.columns; i++)
            text_printf(text, "%s|", cells[i] ? cells[i] : "");
        text_add_char(text, '\n');
    }
    result_release(&result);
}

static void assert_same_rows(Store *store, Store *other, const char *sql)
{
    Text one = {0};
    Text two = {0};

    rows(store, sql, &one);
    rows(other, sql, &two);
    if (strcmp(text_string(&one), text_string(&two)) != 0)
        print_error("%s\n%s\n%s\n", sql, text_string(&one), text_string(&two));
    assert_string_equal(text_string(&one), text_string(&two));
    text_release(&one);
    text_release(&two);
}

static void all_answer(void **state)
{
    Cookbook book = cookbook_read();
    Store *store = record(*state, "small.db", &synthetic_small, nothing);

    for (size_t i = 0; i < book.count; i++) {
        Result result;

        ask(store, book.sql[i], &result);
        // Nothing went wrong in the small study.
        assert_true(result.rows > 0 || strstr(book.sql[i], "'failed'"));
        result_release(&result);
    }
    store_close(store);
    cookbook_release(&book);
}

// It has the same trials, by other labels.
static const char *const second_study[] = {
    "INSERT INTO study (id, name, description, source, created, objective,"
    " goal) SELECT 2, 'a second', '', source, created, objective, goal"
    " FROM study",
    "INSERT INTO study_config SELECT 2, config, 'other ' || label, position"
    " FROM study_config",
    "INSERT INTO study_trial (study, trial, source, position)"
    " SELECT 2, trial, source, position FROM study_trial",
    NULL};

static void another_study_changes_nothing(void **state)
{
    Cookbook book = cookbook_read();
    Store *alone = record(*state, "small.db", &synthetic_small, nothing);
    Store *beside = record(*state, "two.db", &synthetic_small, second_study);

    for (size_t i = 0; i < book.count; i++)
        if (!strstr(book.sql[i], "shared"))
            assert_same_rows(alone, beside, book.sql[i]);
    store_close(alone);
    store_close(beside);
    cookbook_release(&book);
}

// A fifth configuration that collapses, and is pruned after its first epoch,
// and a fourth seed that confirms the others, badly.
static const char *const pruned_and_confirmed[] = {
    "UPDATE study_trial SET phase = 'confirm' WHERE trial IN"
    " (SELECT id FROM trial WHERE seed = 4)",
    "DELETE FROM prediction WHERE trial IN"
    " (SELECT id FROM trial WHERE config = 5)",
    "DELETE FROM epoch WHERE epoch > 1 AND trial IN"
    " (SELECT id FROM trial WHERE config = 5)",
    "UPDATE epoch SET train_accuracy = 0, validation_accuracy = 0,"
    " test_accuracy = 0 WHERE trial IN"
    " (SELECT id FROM trial WHERE config = 5 OR seed = 4)",
    "UPDATE trial SET state = 'pruned' WHERE config = 5 AND seed < 4",
    NULL};

static Store *record_pruned(Workplace *place)
{
    Synthetic more = synthetic_small;

    more.configs = 5;
    more.seeds = 4;
    return record(place, "pruned.db", &more, pruned_and_confirmed);
}

static bool is_of_the_sweeps_results(const char *sql)
{
    return (strstr(sql, "phase = 'sweep'") || strstr(sql, "leaderboard"))
           && !strstr(sql, "'pruned'");
}

static void the_pruned_and_the_confirmed_change_no_mean(void **state)
{
    Cookbook book = cookbook_read();
    Store *alone = record(*state, "small.db", &synthetic_small, nothing);
    Store *more = record_pruned(*state);
    size_t count = 0;

    for (size_t i = 0; i < book.count; i++)
        if (is_of_the_sweeps_results(book.sql[i])) {
            assert_same_rows(alone, more, book.sql[i]);
            count++;
        }
    assert_true(count >= 13);
    store_close(alone);
    store_close(more);
    cookbook_release(&book);
}

// 12 trials had 5 epochs, 3 had one of 5.
static void what_pruning_saved_is_of_the_sweep(void **state)
{
    enum { PRUNED = 1, TRIALS, DONE, FULL, SAVED };
    Cookbook book = cookbook_read();
    Store *store = record_pruned(*state);
    size_t recipe = 0;
    Result result;

    while (!strstr(book.sql[recipe], "as saved"))
        recipe++;
    ask(store, book.sql[recipe], &result);
    assert_int_equal(result.rows, 1);
    assert_near(result_number(&result, 0, PRUNED), 3, 0);
    assert_near(result_number(&result, 0, TRIALS), 15, 0);
    assert_near(result_number(&result, 0, DONE), 63, 0);
    assert_near(result_number(&result, 0, FULL), 75, 0);
    assert_near(result_number(&result, 0, SAVED), 1 - 63.0 / 75, 1e-12);
    result_release(&result);
    store_close(store);
    cookbook_release(&book);
}

// One seed of each tells nothing of what seeds do.
static void single_seeds_share_nothing(void **state)
{
    Cookbook book = cookbook_read();
    Synthetic single = synthetic_small;
    Store *store;
    size_t recipe = 0;
    Result result;

    single.seeds = 1;
    store = record(*state, "single.db", &single, nothing);
    while (!strstr(book.sql[recipe], "as share_of_seeds"))
        recipe++;
    ask(store, book.sql[recipe], &result);
    assert_int_equal(result.rows, 0);
    result_release(&result);
    store_close(store);
    cookbook_release(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(all_answer),
        WITH_WORKPLACE(another_study_changes_nothing),
        WITH_WORKPLACE(the_pruned_and_the_confirmed_change_no_mean),
        WITH_WORKPLACE(what_pruning_saved_is_of_the_sweep),
        WITH_WORKPLACE(single_seeds_share_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
