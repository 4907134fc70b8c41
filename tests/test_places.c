// harness/places: the command line before the environment.
#include "harness/places.h"
#include "tests/check.h"

static int forget(void **state)
{
    (void)state;
    return unsetenv("QUADRILLE_DATA") || unsetenv("QUADRILLE_MIRROR")
           || unsetenv("XDG_CACHE_HOME") || setenv("HOME", "/home/ada", 1);
}

static void the_cache_is_where_xdg_says(void **state)
{
    Places places;

    (void)state;
    places_init(&places, NULL, false);
    assert_string_equal(places.data.cache, "/home/ada/.cache/quadrille");
    places_release(&places);
    (void)setenv("XDG_CACHE_HOME", "/var/caches", 1);
    places_init(&places, NULL, false);
    assert_string_equal(places.data.cache, "/var/caches/quadrille");
    places_release(&places);
    (void)setenv("XDG_CACHE_HOME", "relative", 1);
    places_init(&places, NULL, false);
    assert_string_equal(places.data.cache, "/home/ada/.cache/quadrille");
    places_release(&places);
    (void)setenv("HOME", "", 1);
    places_init(&places, NULL, false);
    assert_null(places.data.cache);
    places_release(&places);
}

static void the_option_goes_before_the_environment(void **state)
{
    Places places;

    (void)state;
    places_init(&places, NULL, true);
    assert_null(places.data.folder);
    assert_null(places.data.mirror);
    assert_true(places.data.download);
    places_release(&places);
    (void)setenv("QUADRILLE_DATA", "/data", 1);
    (void)setenv("QUADRILLE_MIRROR", "file:///mirror", 1);
    places_init(&places, NULL, false);
    assert_string_equal(places.data.folder, "/data");
    assert_string_equal(places.data.mirror, "file:///mirror");
    assert_false(places.data.download);
    places_release(&places);
    places_init(&places, "here", false);
    assert_string_equal(places.data.folder, "here");
    places_release(&places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_cache_is_where_xdg_says, forget),
        cmocka_unit_test_setup(the_option_goes_before_the_environment, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
