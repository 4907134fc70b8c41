// A folder that lives as long as a test, and $PATH as it was before. Included
// once per test program.
#pragma once

#include "tests/check.h"
#include "tests/folder.h"

#include <limits.h>

enum { PATHS = 4 };

typedef struct {
    Folder folder;
    char search[PATH_MAX];  // $PATH
    char (*paths)[500];     // what workplace_file gave, in turn
    unsigned given;
} Workplace;

static inline int workplace_set_up(void **state)
{
    Workplace *place = calloc(1, sizeof *place);

    assert_non_null(place);
    place->paths = calloc(PATHS, sizeof *place->paths);
    assert_non_null(place->paths);
    place->folder = folder_new();
    (void)snprintf(place->search, sizeof place->search, "%s", getenv("PATH"));
    *state = place;
    return 0;
}

static inline int workplace_tear_down(void **state)
{
    Workplace *place = *state;

    (void)setenv("PATH", place->search, 1);
    folder_remove(&place->folder);
    free(place->paths);
    free(place);
    return 0;
}

// The path of a file in it; the last four stay valid.
static inline const char *workplace_file(Workplace *place, const char *name)
{
    return folder_path(&place->folder, name,
                       place->paths[place->given++ % PATHS]);
}

static inline bool workplace_has(Workplace *place, const char *name)
{
    return file_exists(workplace_file(place, name));
}

static inline void workplace_read(Workplace *place, const char *name,
                                  Text *text)
{
    Error err = {0};
    Buffer bytes = {0};

    assert_true(file_read(workplace_file(place, name), 1 << 28, &bytes, &err));
    text_clear(text);
    text_add_part(text, (const char *)bytes.bytes, bytes.count);
    buffer_release(&bytes);
}

#define WITH_WORKPLACE(test) \
    cmocka_unit_test_setup_teardown(test, workplace_set_up, workplace_tear_down)
