// Records of made-up studies in a workplace, for tests of what is made of them.
// Included once per test program.
#pragma once

#include "tests/synthetic.h"
#include "tests/workplace.h"

static inline void assert_well(bool well, const Error *err)
{
    if (well)
        return;
    print_error("%s\n", err->message);
    _fail(__FILE__, __LINE__);
}

// The workplace's record.
static inline Store *open_record(Workplace *place)
{
    Error err = {0};
    Store *store =
        store_open(workplace_file(place, "results.db"), STORE_READ, &err);

    assert_well(store, &err);
    return store;
}

static inline Store *open_made_up(Workplace *place, const Synthetic *synthetic)
{
    synthetic_database(synthetic, workplace_file(place, "results.db"));
    return open_record(place);
}

static inline bool holds(const Text *text, const char *part)
{
    return strstr(text_string(text), part) != NULL;
}
