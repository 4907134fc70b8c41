// harness/gnuplot: a gnuplot that is absent, hangs or dies is only a missing
// picture, and one that draws cannot do anything else.
#include "harness/gnuplot.h"
#include "nets/base/text.h"
#include "tests/workplace.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char plain_body[] =
    "width = 2\nheight = 1\neval begin\n"
    "plot $data using 1:2 with lines title ''\n";
static const char plain_data[] = "$data << end\n1 2\n3 4\nend\n";

static Picture picture(const char *path, PictureFormat format)
{
    return (Picture){
        .data = plain_data, .body = plain_body, .format = format, .path = path};
}

// Every format in one call.
static void draw_all(Workplace *place, const char *stem,
                     Picture pictures[PICTURE_FORMATS])
{
    char paths[PICTURE_FORMATS][500];

    for (int i = 0; i < PICTURE_FORMATS; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "%s/%s.%s",
                       place->folder.path, stem, picture_format_names[i]);
        pictures[i] = picture(paths[i], (PictureFormat)i);
    }
    gnuplot_draw(pictures, PICTURE_FORMATS, GNUPLOT_SECONDS);
}

static void every_format_is_drawn_whole(void **state)
{
    Picture pictures[PICTURE_FORMATS];

    draw_all(*state, "a", pictures);
    for (int i = 0; i < PICTURE_FORMATS; i++) {
        if (!pictures[i].drawn)
            print_error("%s\n", pictures[i].why.message);
        assert_true(pictures[i].drawn);
    }
    assert_true(workplace_has(*state, "a.svg"));
    assert_true(workplace_has(*state, "a.png"));
    assert_true(workplace_has(*state, "a.pdf"));
    assert_true(workplace_has(*state, "a.tex"));
    assert_true(workplace_has(*state, "a-tex.pdf"));
}

// A pdf tells the second in which it was made: the second drawing is another.
static void the_same_figure_is_the_same_bytes(void **state)
{
    Picture pictures[PICTURE_FORMATS];
    const struct timespec over_a_second = {1, 50000000};
    Text first[PICTURE_FORMATS] = {0};
    Text second = {0};

    for (int turn = 0; turn < 2; turn++) {
        if (turn == 1)
            (void)nanosleep(&over_a_second, NULL);
        draw_all(*state, "a", pictures);
        for (int i = 0; i < PICTURE_FORMATS; i++) {
            char name[8];

            (void)snprintf(name, sizeof name, "a.%s", picture_format_names[i]);
            workplace_read(*state, name, turn == 0 ? &first[i] : &second);
            if (turn == 0)
                continue;
            assert_int_equal(first[i].length, second.length);
            assert_memory_equal(first[i].data, second.data, second.length);
            text_release(&first[i]);
        }
    }
    text_release(&second);
}

static void one_bad_figure_does_not_spoil_the_others(void **state)
{
    char good[500];
    char bad[500];
    Picture pictures[2];

    (void)snprintf(bad, sizeof bad, "%s", workplace_file(*state, "a.svg"));
    (void)snprintf(good, sizeof good, "%s", workplace_file(*state, "b.svg"));
    pictures[0] = picture(bad, PICTURE_SVG);
    pictures[0].body = "width = 1\nheight = 1\neval begin\nplot nothing\n";
    pictures[1] = picture(good, PICTURE_SVG);
    gnuplot_draw(pictures, 2, GNUPLOT_SECONDS);
    assert_false(pictures[0].drawn);
    assert_non_null(strstr(pictures[0].why.message, "undefined variable"));
    assert_true(pictures[1].drawn);
    assert_false(workplace_has(*state, "a.svg"));
}

// What a figure is does not depend on what is drawn before it: gnuplot's
// terminals keep some of their state.
static void a_figure_is_the_same_after_others(void **state)
{
    enum { COUNT = 3 };
    const char *const names[COUNT] = {"a.svg", "b.svg", "c.svg"};
    const char *const bodies[COUNT] = {
        plain_body,
        "width = 1\nheight = 1\neval begin\n"
        "set border linecolor rgb 'red'\nplot x linecolor rgb 'blue'\n",
        plain_body};
    // Figures are told apart by where their data are.
    char data[COUNT][sizeof plain_data];
    char paths[COUNT][500];
    Picture pictures[COUNT];
    Text first = {0};
    Text last = {0};

    for (int i = 0; i < COUNT; i++) {
        memcpy(data[i], plain_data, sizeof plain_data);
        (void)snprintf(paths[i], sizeof paths[i], "%s",
                       workplace_file(*state, names[i]));
        pictures[i] = picture(paths[i], PICTURE_SVG);
        pictures[i].data = data[i];
        pictures[i].body = bodies[i];
    }
    gnuplot_draw(pictures, COUNT, GNUPLOT_SECONDS);
    for (int i = 0; i < COUNT; i++)
        assert_true(pictures[i].drawn);
    workplace_read(*state, "a.svg", &first);
    workplace_read(*state, "c.svg", &last);
    assert_string_equal(first.data, last.data);
    text_release(&first);
    text_release(&last);
}

// Up to ten seconds.
static bool appears(Workplace *place, const char *name)
{
    const struct timespec pause = {0, 10000000};

    for (int i = 0; i < 1000 && !workplace_has(place, name); i++)
        (void)nanosleep(&pause, NULL);
    return workplace_has(place, name);
}

static void a_figure_is_drawn_while_the_next_is_made(void **state)
{
    char second_data[sizeof plain_data];
    char first[500];
    char second[500];
    Picture pictures[2];
    Drawing *drawing = gnuplot_begin(pictures, GNUPLOT_SECONDS);

    memcpy(second_data, plain_data, sizeof plain_data);
    (void)snprintf(first, sizeof first, "%s", workplace_file(*state, "a.svg"));
    (void)snprintf(second, sizeof second, "%s",
                   workplace_file(*state, "b.svg"));
    pictures[0] = picture(first, PICTURE_SVG);
    gnuplot_ready(drawing, 1);
    assert_true(appears(*state, "a.svg"));
    pictures[1] = picture(second, PICTURE_SVG);
    pictures[1].data = second_data;
    gnuplot_ready(drawing, 2);
    gnuplot_end(drawing);
    assert_true(pictures[0].drawn);
    assert_true(pictures[1].drawn);
    assert_true(workplace_has(*state, "b.svg"));
}

static void a_full_disk_is_noticed(void **state)
{
    Picture full = picture("/dev/full", PICTURE_SVG);

    (void)state;
    gnuplot_draw(&full, 1, GNUPLOT_SECONDS);
    assert_false(full.drawn);
    assert_string_equal(full.why.message,
                        "cannot write '/dev/full': No space left on device");
}

static void install_stub(Workplace *place, const char *script)
{
    const char *path = workplace_file(place, "gnuplot");
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(script, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0755), 0);
    (void)setenv("PATH", place->folder.path, 1);
}

static Picture draw_with_stub(Workplace *place, const char *script,
                              double seconds)
{
    char path[500];
    Picture drawn;

    (void)snprintf(path, sizeof path, "%s", workplace_file(place, "a.svg"));
    drawn = picture(path, PICTURE_SVG);
    if (script)
        install_stub(place, script);
    else
        (void)setenv("PATH", place->folder.path, 1);
    gnuplot_draw(&drawn, 1, seconds);
    assert_false(drawn.drawn);
    assert_false(workplace_has(place, "a.svg"));
    return drawn;
}

static void an_absent_gnuplot_is_named(void **state)
{
    Picture drawn = draw_with_stub(*state, NULL, 1);

    assert_non_null(strstr(drawn.why.message, "gnuplot is not installed"));
}

static void a_hanging_gnuplot_is_stopped(void **state)
{
    Picture drawn =
        draw_with_stub(*state, "#!/bin/sh\nexec /bin/sleep 1000\n", 0.2);

    assert_non_null(strstr(drawn.why.message, "did not finish within 0.2 s"));
}

// The process beside it draws all others.
static void others_are_drawn_while_one_hangs(void **state)
{
    enum { COUNT = 5 };
    static const char stub[] =
        "#!/bin/sh\n"
        "while read -r line; do case $line in\n"
        "*hang*) exec /bin/sleep 1000;; esac\n"
        "done < script\n"
        "exec gnuplot \"$@\"\n";
    char data[COUNT][sizeof plain_data + 10];
    char paths[COUNT][500];
    Picture pictures[COUNT];

    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(data[i], sizeof data[i], "%s%s", plain_data,
                       i == 1 ? "# hang\n" : "");
        (void)snprintf(paths[i], sizeof paths[i], "%s/%d.svg",
                       ((Workplace *)*state)->folder.path, i);
        pictures[i] = picture(paths[i], PICTURE_SVG);
        pictures[i].data = data[i];
    }
    install_stub(*state, stub);
    gnuplot_draw(pictures, COUNT, 3);
    for (int i = 0; i < COUNT; i++)
        if (i != 1 && !pictures[i].drawn)
            print_error("%d: %s\n", i, pictures[i].why.message);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(pictures[i].drawn, i != 1);
    assert_non_null(
        strstr(pictures[1].why.message, "did not finish within 3 s"));
}

static void a_dying_gnuplot_is_noticed(void **state)
{
    Picture drawn = draw_with_stub(*state, "#!/bin/sh\nkill -SEGV $$\n", 5);

    assert_string_equal(drawn.why.message, "gnuplot was ended by signal 11");
}

static void what_gnuplot_says_is_passed_on(void **state)
{
    Picture drawn = draw_with_stub(
        *state, "#!/bin/sh\necho one\necho 'two three'\nexit 3\n", 5);

    assert_string_equal(drawn.why.message, "gnuplot failed: two three");
}

static void a_gnuplot_that_draws_nothing_is_noticed(void **state)
{
    Picture drawn = draw_with_stub(*state, "#!/bin/sh\nexit 0\n", 5);

    assert_string_equal(drawn.why.message, "gnuplot did not draw it");
}

static void half_a_picture_is_not_published(void **state)
{
    Picture drawn = draw_with_stub(
        *state, "#!/bin/sh\nprintf '<svg>%0200d' 0 > 0.svg\n", 5);

    assert_non_null(strstr(drawn.why.message, "unfinished"));
}

// Even a script of the user's own cannot start a program. Where the kernel
// has no filter this holds by quoting alone, and is not tested.
static void a_script_cannot_start_programs(void **state)
{
    char body[1000];
    char path[500];
    Picture drawn;

    (void)snprintf(path, sizeof path, "%s", workplace_file(*state, "canary"));
    (void)snprintf(body, sizeof body,
                   "width = 1\nheight = 1\ns = system('touch %s')\n"
                   "eval begin\nplot x\n",
                   path);
    drawn = picture(workplace_file(*state, "a.svg"), PICTURE_SVG);
    drawn.body = body;
#if defined __linux__ && defined __x86_64__
    gnuplot_draw(&drawn, 1, GNUPLOT_SECONDS);
    assert_false(workplace_has(*state, "canary"));
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(every_format_is_drawn_whole),
        WITH_WORKPLACE(the_same_figure_is_the_same_bytes),
        WITH_WORKPLACE(one_bad_figure_does_not_spoil_the_others),
        WITH_WORKPLACE(a_figure_is_the_same_after_others),
        WITH_WORKPLACE(a_figure_is_drawn_while_the_next_is_made),
        WITH_WORKPLACE(a_full_disk_is_noticed),
        WITH_WORKPLACE(an_absent_gnuplot_is_named),
        WITH_WORKPLACE(a_hanging_gnuplot_is_stopped),
        WITH_WORKPLACE(others_are_drawn_while_one_hangs),
        WITH_WORKPLACE(a_dying_gnuplot_is_noticed),
        WITH_WORKPLACE(what_gnuplot_says_is_passed_on),
        WITH_WORKPLACE(a_gnuplot_that_draws_nothing_is_noticed),
        WITH_WORKPLACE(half_a_picture_is_not_published),
        WITH_WORKPLACE(a_script_cannot_start_programs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
