// harness/trainer_line: what a program of one's own reports is taken in as it
// was meant, or refused for what is wrong with it.
#include "harness/trainer_line.h"
#include "tests/check.h"

#include <stdio.h>

#define TRAIN "\"train\": {\"loss\": 0.5, \"accuracy\": 0.75}"

static void wrong(const char *text, const char *message)
{
    print_error("%.80s\ngives: %s\n", text, message);
    _fail(__FILE__, __LINE__);
}

static void reads(const char *text, TrainerLine *line)
{
    Error err = {0};

    if (!trainer_line_read(text, strlen(text), line, &err))
        wrong(text, err.message);
}

static void refuses(const char *text, size_t length, const char *why)
{
    TrainerLine line;
    Error err = {0};

    assert_false(trainer_line_read(text, length, &line, &err));
    if (!strstr(err.message, why))
        wrong(text, err.message);
    trainer_line_release(&line);
}

static void an_epoch_has_scores_and_matrices(void **state)
{
    TrainerLine line;
    const SplitScore *test = &line.record.splits[SPLIT_TEST];

    (void)state;
    reads(" {\"epoch\":7, " TRAIN
          ",\"test\" : {\"confusion\": [[3, 1],[0,4]],"
          "\"loss\":1e-1, \"accuracy\": 0.88}, \"seconds\": 2, \"lr\": 1E-3,"
          "\"images\": 100, \"peak_bytes\": 9007199254740992}\r",
          &line);
    assert_int_equal(line.kind, TRAINER_EPOCH);
    assert_int_equal(line.record.epoch, 7);
    assert_int_equal(line.record.classes, 2);
    assert_true(line.record.splits[SPLIT_TRAIN].present);
    assert_false(line.record.splits[SPLIT_VALIDATION].present);
    assert_near(line.record.splits[SPLIT_TRAIN].accuracy, 0.75, 0);
    assert_null(line.record.splits[SPLIT_TRAIN].confusion);
    assert_near(test->loss, 0.1, 0);
    assert_near(test->accuracy, 0.88, 0);
    assert_int_equal(test->confusion[1], 1);
    assert_int_equal(test->confusion[3], 4);
    assert_near(line.record.seconds, 2, 0);
    assert_near(line.record.lr, 0.001, 0);
    assert_int_equal(line.record.images, 100);
    assert_near(line.record.peak_bytes, 0x1p53, 0);
    assert_int_equal(line.unknown.length, 0);
    trainer_line_release(&line);
}

static void a_matrix_gives_an_accuracy_that_is_left_out(void **state)
{
    TrainerLine line;

    (void)state;
    reads(
        "{\"epoch\": 1, \"train\": {\"loss\": 1, "
        "\"confusion\": [[1, 1], [2, 4]]}}",
        &line);
    assert_near(line.record.splits[SPLIT_TRAIN].accuracy, 0.625, 0);
    assert_true(isnan(line.record.seconds));
    trainer_line_release(&line);
}

static void a_loss_may_be_no_number(void **state)
{
    static const char *const written[] = {"NaN",      "\"NaN\"",  "null",
                                          "\"nan\"",  "Infinity", "\"inf\"",
                                          "-Infinity"};

    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        TrainerLine line;
        char text[100];

        (void)snprintf(text, sizeof text,
                       "{\"epoch\": 1, \"train\": {\"loss\": %s,"
                       "\"accuracy\": 0}}",
                       written[i]);
        reads(text, &line);
        assert_true(isnan(line.record.splits[SPLIT_TRAIN].loss)
                    || isinf(line.record.splits[SPLIT_TRAIN].loss));
        trainer_line_release(&line);
    }
}

static void other_lines_are_told_apart(void **state)
{
    TrainerLine line;

    (void)state;
    reads("{\"progress\": 0.25, \"epoch\": 3, \"loss\": 1.5}", &line);
    assert_int_equal(line.kind, TRAINER_PROGRESS);
    assert_int_equal(line.record.epoch, 3);
    assert_near(line.progress, 0.25, 0);
    assert_near(line.loss, 1.5, 0);
    assert_true(isnan(line.accuracy));
    trainer_line_release(&line);
    reads("{\"parameters\": 5, \"images\": 60000}", &line);
    assert_int_equal(line.kind, TRAINER_MODEL);
    assert_int_equal(line.parameters, 5);
    assert_int_equal(line.images, 60000);
    trainer_line_release(&line);
    reads("{\"skip\": \"no\\u001b[1m lu\\tck\\u00e4\"}", &line);
    assert_int_equal(line.kind, TRAINER_SKIP);
    assert_string_equal(line.words.data, "no [1m lu ckä");
    trainer_line_release(&line);
}

// As Python's json.dumps writes what has more than 16 bits.
static void pairs_of_surrogates_are_one_character(void **state)
{
    TrainerLine line;

    (void)state;
    reads(
        "{\"skip\": \"\\ud83d\\ude80 \\uD800\\uDC00 "
        "\\udbff\\udfff\"}",
        &line);
    assert_string_equal(line.words.data,
                        "\xf0\x9f\x9a\x80 \xf0\x90\x80\x80 "
                        "\xf4\x8f\xbf\xbf");
    trainer_line_release(&line);
}

static void unknown_names_are_gathered_and_cleaned(void **state)
{
    TrainerLine line;

    (void)state;
    reads(
        "{\"a\\u0007\": [1, {\"b\": [], \"c\": {}}, \"x\", true, null],"
        "\"epoch\": 1, \"train\": {\"loss\": 1, \"accuracy\": 1, \"f1\": -2"
        "}, \"\xff\": 3, \"b\\u009b\\u202e\": 4}",
        &line);
    assert_string_equal(line.unknown.data, "a , train.f1, ?, b  ");
    trainer_line_release(&line);
}

static const struct {
    const char *text;
    const char *why;
} mistakes[] = {
    {"Epoch 1", "no JSON object"},
    {"{\"epoch\": 1", "no JSON object"},
    {"{\"epoch\": 1, " TRAIN "} {}", "something follows"},
    {"{\"epoch\": 1, " TRAIN ",}", "no JSON object"},
    {"{\"epoch\": 1}", "an epoch needs 'train'"},
    {"{}", "none of 'epoch'"},
    {"{\"epoch\": 0, " TRAIN "}", "counted from 1"},
    {"{\"epoch\": 4294967297, " TRAIN "}", "counted from 1"},
    {"{\"epoch\": 1.0, " TRAIN "}", "'epoch' must be a whole number"},
    {"{\"epoch\": \"1\", " TRAIN "}", "'epoch' must be a whole number"},
    {"{\"epoch\": -1, " TRAIN "}", "'epoch' must be a whole number"},
    {"{\"epoch\": 1, \"epoch\": 1, " TRAIN "}", "'epoch' stands there twic"},
    {"{\"epoch\": 1, \"train\": 3}", "'train' must be an object"},
    {"{\"epoch\": 1, \"train\": {\"accuracy\": 1}}", "needs a loss"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1}}", "needs an accuracy"},
    {"{\"epoch\": 1, \"train\": {\"loss\": \"low\", \"accuracy\": 1}}",
     "'loss' must be a number, not \"low\""},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1e999, \"accuracy\": 1}}",
     "'loss' must be a number, not 1e999"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"accuracy\": NaN}}",
     "'accuracy' is nan; it must lie in [0, 1]"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"accuracy\": 1.1}}",
     "'accuracy' is 1.1; it must lie in [0, 1]"},
    {"{\"epoch\": 1, " TRAIN ", \"lr\": Infinity}", "'lr' is inf"},
    {"{\"epoch\": 1, " TRAIN ", \"seconds\": -1}", "'seconds' is -1"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": []}}",
     "'confusion' must be a square"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[1, 2]]}}",
     "more columns than rows"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[1], [2]]}}",
     "more rows than columns"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1,"
     "\"confusion\": [[1, 2], [3]]}}",
     "differ in length"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1,"
     "\"confusion\": [[4294967296]]}}",
     "too large"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[-1]]}}",
     "'confusion' must be a square"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[1.5]]}}",
     "'confusion' must be a square"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[0]]}}",
     "counts nothing"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"accuracy\": 0.9,"
     "\"confusion\": [[1, 1], [0, 0]]}}",
     "confusion matrix says 0.5"},
    {"{\"epoch\": 1, \"train\": {\"loss\": 1, \"confusion\": [[1]]},"
     "\"test\": {\"loss\": 1, \"confusion\": [[1, 1], [1, 1]]}}",
     "of 1 and of 2 classes"},
    {"{\"skip\": 3}", "'skip' must be a text"},
    {"{\"\\ud83d\": 1}", "a bad escape"},
    {"{\"\\ude80\\ud83d\": 1}", "a bad escape"},
    {"{\"\\ud83d\\ud83d\": 1}", "a bad escape"},
    {"{\"\\ud83d\\u0041\": 1}", "a bad escape"},
    {"{\"\\ud83dxude80\": 1}", "a bad escape"},
    {"{\"\\ud83d\\ude8\": 1}", "a bad escape"},
};

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        refuses(mistakes[i].text, strlen(mistakes[i].text), mistakes[i].why);
}

// Every beginning of a line, so that nothing is read behind its end: each is
// copied to memory of just its size.
static void no_beginning_of_a_line_is_one(void **state)
{
    static const char line[] =
        "{\"epoch\": 1, \"x\": [{\"y\": \"\\u00e4\\ud83d\\ude80\"}, NaN], \"train\": {"
        "\"loss\": -1e-5, \"confusion\": [[1, 2], [3, 4]]}}";

    (void)state;
    for (size_t length = 0; length < sizeof line - 1; length++) {
        char *part = malloc(length + 1);

        assert_non_null(part);
        memcpy(part, line, length);
        part = realloc(part, length ? length : 1);
        refuses(part, length, "");
        free(part);
    }
}

static void bombs_are_refused(void **state)
{
    enum { DEEP = 100000, WIDE = 257 };
    Text text = {0};

    (void)state;
    text_add(&text, "{\"x\": ");
    for (int i = 0; i < DEEP; i++)
        text_add_char(&text, '[');
    refuses(text.data, text.length, "nested deeper");
    text_clear(&text);
    text_add(&text, "{\"epoch\": 1, \"train\": {\"confusion\": [[0");
    for (int i = 1; i < WIDE; i++)
        text_add(&text, ",0");
    text_add(&text, "]]}}");
    refuses(text.data, text.length, "a row is too long");
    text_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_epoch_has_scores_and_matrices),
        cmocka_unit_test(a_matrix_gives_an_accuracy_that_is_left_out),
        cmocka_unit_test(a_loss_may_be_no_number),
        cmocka_unit_test(other_lines_are_told_apart),
        cmocka_unit_test(pairs_of_surrogates_are_one_character),
        cmocka_unit_test(unknown_names_are_gathered_and_cleaned),
        cmocka_unit_test(what_is_wrong_is_refused),
        cmocka_unit_test(no_beginning_of_a_line_is_one),
        cmocka_unit_test(bombs_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
