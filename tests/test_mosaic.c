// harness/mosaic: images that a query names stand where it says.
#include "harness/mosaic.h"
#include "tests/synthetic.h"
#include "tests/workplace.h"

#include <math.h>
#include <stdlib.h>

enum { SIDE = 28, TILE = SIDE + 2, PLACED = 3 };

typedef struct {
    Store *store;
    Images *images;
    char config[64];
} Gallery;

static Gallery open_gallery(Workplace *place)
{
    static const DataPlaces nowhere = {0};
    static const char *const none[] = {NULL};
    const char *path = workplace_file(place, "results.db");
    Gallery gallery = {0};
    Result result = {0};
    Error err = {0};

    synthetic_database(&synthetic_small, path);
    gallery.store = store_open(path, STORE_READ, &err);
    assert_non_null(gallery.store);
    assert_true(store_query(gallery.store, "SELECT min(name) FROM config", none,
                            none, &result, &err));
    (void)snprintf(gallery.config, sizeof gallery.config, "%s",
                   result.cells[0]);
    result_release(&result);
    gallery.images = images_new(gallery.store, &nowhere);
    return gallery;
}

static void close_gallery(const Gallery *gallery)
{
    images_free(gallery->images);
    store_close(gallery->store);
}

// A result of three images, numbers 4 to 6, at these places.
static bool place_three(const Gallery *gallery,
                        const char *const places[PLACED][2], Mosaic *mosaic,
                        Error *err)
{
    char *names[] = {(char[]){"column"}, (char[]){"row"}, (char[]){"image"}};
    char cells[PLACED * 3][100];
    char *pointers[PLACED * 3];
    char types[] = "fftfftfft";
    const Result result = {3, PLACED, names, pointers, types, NULL};

    for (size_t i = 0; i < PLACED; i++) {
        (void)snprintf(cells[3 * i], sizeof *cells, "%s", places[i][0]);
        (void)snprintf(cells[3 * i + 1], sizeof *cells, "%s", places[i][1]);
        (void)snprintf(cells[3 * i + 2], sizeof *cells, "%s/test/%zu",
                       gallery->config, i + 4);
    }
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++)
        pointers[i] = cells[i];
    return mosaic_make(mosaic, gallery->images, &result, err);
}

static size_t read_levels(const Mosaic *mosaic, int *levels, size_t room,
                          size_t *lines)
{
    char *rest = mosaic->lines.data;
    size_t count = 0;

    *lines = 0;
    while (*rest && count < room) {
        levels[count++] = (int)strtol(rest, &rest, 10);
        *lines += *rest == '\n';
        rest++;
    }
    return count;
}

// Whether image `number` stands with its first pixel at (left, top), and
// nothing in the pixels around it.
static bool stands_at(const Gallery *gallery, int number, const int *levels,
                      size_t width, size_t left, size_t top)
{
    char cell[100];
    Grey grey = {0};
    Error err = {0};
    bool same;

    (void)snprintf(cell, sizeof cell, "%s/test/%d", gallery->config, number);
    assert_true(images_grey(gallery->images, cell, &grey, &err));
    same = grey.width == SIDE && grey.height == SIDE;
    for (size_t y = 0; y < SIDE; y++) {
        const int *line = levels + (top + y) * width + left;

        same &= line[-1] == 0 && line[SIDE] == 0;
        for (size_t x = 0; x < SIDE; x++)
            same &= line[x] == (int)lroundf(grey.levels[y * SIDE + x]);
    }
    free(grey.levels);
    return same;
}

static void images_stand_where_the_query_says(void **state)
{
    enum { WIDTH = 4 * TILE, HEIGHT = 2 * TILE + TILE / 2 };
    static const char *const places[PLACED][2] = {
        {"0", "0"}, {"3", "0"}, {"1", "1.5"}};
    static int levels[WIDTH * HEIGHT + 1];
    Gallery gallery = open_gallery(*state);
    Mosaic mosaic;
    Error err = {0};
    size_t lines;
    size_t ink = 0;

    assert_true(place_three(&gallery, places, &mosaic, &err));
    assert_int_equal(mosaic.tile, TILE);
    assert_int_equal(read_levels(&mosaic, levels, WIDTH * HEIGHT + 1, &lines),
                     WIDTH * HEIGHT);
    assert_int_equal(lines, HEIGHT);
    assert_true(stands_at(&gallery, 4, levels, WIDTH, 1, 1));
    assert_true(stands_at(&gallery, 5, levels, WIDTH, 3 * TILE + 1, 1));
    assert_true(
        stands_at(&gallery, 6, levels, WIDTH, TILE + 1, TILE * 3 / 2 + 1));
    assert_false(stands_at(&gallery, 5, levels, WIDTH, 1, 1));
    // Nothing stands in a place that has no image.
    for (size_t y = 0; y < TILE; y++)
        for (size_t x = TILE; x < 3 * TILE; x++)
            ink += levels[y * WIDTH + x] != 0;
    assert_int_equal(ink, 0);
    mosaic_release(&mosaic);
    close_gallery(&gallery);
}

static void places_are_not_outside(void **state)
{
    static const char *const places[][PLACED][2] = {
        {{"0", "0"}, {"-1", "0"}, {"1", "1"}},
        {{"0", "0"}, {"1", "1e9"}, {"1", "1"}},
        {{"nan", "0"}, {"1", "0"}, {"1", "1"}},
    };
    Gallery gallery = open_gallery(*state);

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        Mosaic mosaic;
        Error err = {0};

        assert_false(place_three(&gallery, places[i], &mosaic, &err));
        assert_string_equal(err.message,
                            "an image's row and column go from 0 to 999");
        mosaic_release(&mosaic);
    }
    close_gallery(&gallery);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(images_stand_where_the_query_says),
        WITH_WORKPLACE(places_are_not_outside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
