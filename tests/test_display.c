// harness/display: what the changing lines look like.
#include "harness/display.h"

#include "tests/check.h"

static const TrialLine cnn = {
    .name = "cnn, seed 3",
    .epoch = 2,
    .epochs = 10,
    .images_done = 300,
    .images = 1200,
    .loss = 0.25,
    .accuracy = 0.9375,
    .images_per_second = 12345,
    .seconds_left = 75,
};

static const GridLine grid = {.study = "paper",
                              .trials = 40,
                              .done = 12,
                              .running = 2,
                              .seconds_left = 3725};

// The line, which the caller releases, and that it says how wide it is.
static Text trial_line(const TrialLine *trial, int width, int name_columns)
{
    Layout layout = {.width = width, .name_columns = name_columns};
    Text line = {0};
    int columns = display_trial(trial, &layout, &line);

    assert_int_equal(columns, line.length);
    return line;
}

static void expect_trial(int width, const char *expected)
{
    Text line = trial_line(&cnn, width, 11);

    assert_string_equal(line.data, expected);
    text_release(&line);
}

static void a_wide_line_has_everything(void **state)
{
    (void)state;
    expect_trial(119,
                 "cnn, seed 3  epoch  2/10  25 %  loss 0.2500"
                 "  accuracy 93.75 %   12345 images/s   1:15 left");
}

static void a_narrow_line_keeps_what_matters(void **state)
{
    (void)state;
    expect_trial(79,
                 "cnn, seed 3  epoch  2/10  25 %  loss 0.2500"
                 "  accuracy 93.75 %   1:15 left");
    expect_trial(64,
                 "cnn, seed 3  epoch  2/10  25 %  accuracy 93.75 %"
                 "   1:15 left");
    expect_trial(43, "cnn, seed 3   2/10  25 %  93.75 %   1:15");
    expect_trial(39, "cnn, seed 3   2/10  25 %  93.75 %");
    expect_trial(25, "cnn, seed 3   2/10  25 %");
}

// Bytes that are no UTF-8 are not dropped: what they stand between would meet.
static void no_name_reaches_the_terminal_as_a_control(void **state)
{
    Text line = {0};

    (void)state;
    assert_int_equal(display_add(&line, "a\x1b\x7f\xc2\x9bé\xc2", 80), 3);
    assert_string_equal(line.data, "aé?");
    text_clear(&line);
    assert_int_equal(display_add(&line, "\xc2\x01\x9b", 80), 2);
    assert_string_equal(line.data, "??");
    text_clear(&line);
    assert_int_equal(display_add(&line, "é€é", 2), 2);
    assert_string_equal(line.data, "é€");
    text_release(&line);
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    for (int width = 1; width < 140; width++) {
        Layout layout = {.width = width,
                         .name_columns = display_name_columns(&cnn, 1, width)};
        Text line = {0};

        assert_true(display_trial(&cnn, &layout, &line) <= width);
        assert_true(line.length <= (size_t)width);
        text_clear(&line);
        assert_true(display_grid(&grid, &layout, &line) <= width);
        assert_true(line.length <= (size_t)width);
        text_release(&line);
    }
}

static void a_trial_that_has_not_begun_is_starting(void **state)
{
    TrialLine trial = {.name = "mlp"};
    Text line = trial_line(&trial, 79, 11);

    (void)state;
    assert_string_equal(line.data, "mlp          starting");
    text_release(&line);
}

static void names_share_a_column_within_limits(void **state)
{
    static const TrialLine trials[] = {
        {.name = "mlp"},
        {.name = "\xC3\xA9t\xC3\xA9, seed 1"},
        {.name = "a name that is longer than any column for names can be"},
    };

    (void)state;
    assert_int_equal(display_name_columns(trials, 2, 79), 11);
    assert_int_equal(display_name_columns(trials, 3, 79), 28);
    assert_int_equal(display_name_columns(trials, 3, 40), 20);
}

static void a_name_cannot_steer_the_terminal(void **state)
{
    TrialLine trial = {.name = "a\033[2Jb\r\n\x7F"};
    Text line = trial_line(&trial, 79, 11);

    (void)state;
    assert_string_equal(line.data, "a[2Jb        starting");
    text_release(&line);
}

static void colour_takes_no_columns(void **state)
{
    Layout plain = {.width = 60, .name_columns = 11};
    Layout coloured = {.width = 60, .name_columns = 11, .colour = true};
    Text line = {0};
    Text colours = {0};

    (void)state;
    assert_int_equal(display_trial(&cnn, &plain, &line),
                     display_trial(&cnn, &coloured, &colours));
    assert_null(strchr(line.data, '\033'));
    assert_non_null(strstr(colours.data, "\033[1mcnn, seed 3\033[0m"));
    text_release(&line);
    text_release(&colours);
}

static void expect_grid(GridLine of, int width, const char *expected)
{
    Layout layout = {.width = width};
    Text line = {0};
    int columns = display_grid(&of, &layout, &line);

    assert_int_equal(columns, line.length);
    assert_string_equal(line.data, expected);
    text_release(&line);
}

static void the_grid_tells_how_far_it_is(void **state)
{
    GridLine failed = grid;

    (void)state;
    failed.failed = 3;
    failed.seconds_left = -1;
    expect_grid(grid, 79,
                "paper: 12 of 40 trials done, 2 running  1:02:05 left");
    expect_grid(grid, 39, "paper: 12/40, 2 running  1:02:05");
    expect_grid(failed, 79, "paper: 12 of 40 trials done, 2 running, 3 failed");
}

static void the_grid_counts_what_pruning_does(void **state)
{
    GridLine pruned = grid;

    (void)state;
    pruned.pruned = 20;
    pruned.parked = 5;
    expect_grid(pruned, 79,
                "paper: 12 of 40 trials done, 2 running, 5 at a rung, "
                "20 pruned  1:02:05 left");
}

static void failures_are_red(void **state)
{
    GridLine failed = grid;
    Layout layout = {.width = 79, .colour = true};
    Text line = {0};

    (void)state;
    (void)display_grid(&grid, &layout, &line);
    assert_null(strstr(line.data, "\033[31m"));
    text_clear(&line);
    failed.failed = 1;
    (void)display_grid(&failed, &layout, &line);
    assert_non_null(strstr(line.data, "\033[31m"));
    text_release(&line);
}

// 80, 40 and 39 columns, and an empty line.
static void a_narrower_terminal_breaks_lines(void **state)
{
    static const int columns[] = {80, 40, 39, 0};

    (void)state;
    assert_int_equal(display_rows(columns, 4, 120), 4);
    assert_int_equal(display_rows(columns, 4, 80), 4);
    assert_int_equal(display_rows(columns, 4, 79), 5);
    assert_int_equal(display_rows(columns, 4, 40), 5);
    assert_int_equal(display_rows(columns, 4, 39), 7);
}

static void expect_duration(double seconds, const char *expected)
{
    Text text = {0};

    display_duration(seconds, &text);
    assert_string_equal(text.data, expected);
    text_release(&text);
}

static void durations_are_read_as_a_clock(void **state)
{
    (void)state;
    expect_duration(0, "0:00");
    expect_duration(7.4, "0:07");
    expect_duration(59.6, "1:00");
    expect_duration(725, "12:05");
    expect_duration(3723, "1:02:03");
}

static void what_is_no_terminal_gets_plain_lines(void **state)
{
    FILE *file = tmpfile();
    Display *display;
    char text[64] = "";

    (void)state;
    assert_non_null(file);
    display = display_new(file);
    assert_false(display_live(display));
    display_update(display, &cnn, 1, &grid);
    display_note(display, "%s: done\033[2J", "cnn");
    display_free(display);
    rewind(file);
    assert_int_equal(fread(text, 1, sizeof text - 1, file), 13);
    assert_string_equal(text, "cnn: done[2J\n");
    (void)fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wide_line_has_everything),
        cmocka_unit_test(a_narrow_line_keeps_what_matters),
        cmocka_unit_test(no_name_reaches_the_terminal_as_a_control),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(a_trial_that_has_not_begun_is_starting),
        cmocka_unit_test(names_share_a_column_within_limits),
        cmocka_unit_test(a_name_cannot_steer_the_terminal),
        cmocka_unit_test(colour_takes_no_columns),
        cmocka_unit_test(the_grid_tells_how_far_it_is),
        cmocka_unit_test(the_grid_counts_what_pruning_does),
        cmocka_unit_test(failures_are_red),
        cmocka_unit_test(a_narrower_terminal_breaks_lines),
        cmocka_unit_test(durations_are_read_as_a_clock),
        cmocka_unit_test(what_is_no_terminal_gets_plain_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
