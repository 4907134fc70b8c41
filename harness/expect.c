#include "harness/expect.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>

static const char query[] =
    "SELECT coalesce(matches || ': ', '') || metric, value, within, at_least,"
    " at_most, n, observed, passed"
    " FROM expectations WHERE study = :study ORDER BY position";
enum { ABOUT, VALUE, WITHIN, AT_LEAST, AT_MOST, N, OBSERVED, PASSED };

static void add_bound(Text *text, const char *words, double bound)
{
    if (isnan(bound))
        return;
    text_add(text, text->length > 0 ? ", " : "");
    text_add(text, words);
    text_add_number(text, bound);
}

static char *wanted(const Result *result, size_t row)
{
    Text text = {0};
    double within = result_number(result, row, WITHIN);
    char *copy;

    add_bound(&text, "", result_number(result, row, VALUE));
    if (text.length > 0 && !isnan(within)) {
        text_add(&text, " ± ");
        text_add_number(&text, within);
    }
    add_bound(&text, "at least ", result_number(result, row, AT_LEAST));
    add_bound(&text, "at most ", result_number(result, row, AT_MOST));
    copy = memory_text(text_string(&text));
    text_release(&text);
    return copy;
}

static void add_row(Expectations *expectations, const Result *result,
                    size_t row)
{
    const char *about = result->cells[row * result->columns + ABOUT];
    double passed = result_number(result, row, PASSED);
    Expected *expected = &expectations->rows[expectations->count++];

    *expected = (Expected){
        .state = isnan(passed) ? EXPECT_PENDING
                 : passed != 0 ? EXPECT_PASSED
                               : EXPECT_MISSED,
        .about = memory_text(about ? about : ""),
        .wanted = wanted(result, row),
        .observed = result_number(result, row, OBSERVED),
        .n = (size_t)result_number(result, row, N),
    };
    expectations->passed += expected->state == EXPECT_PASSED;
    expectations->missed += expected->state == EXPECT_MISSED;
    expectations->pending += expected->state == EXPECT_PENDING;
}

bool expect_judge(Expectations *expectations, Store *store, const char *study,
                  Error *err)
{
    const char *const names[] = {":study", NULL};
    const char *const values[] = {study, NULL};
    Result result = {0};

    *expectations = (Expectations){0};
    if (!store_query(store, query, names, values, &result, err))
        return false;
    expectations->rows = memory_new(result.rows, sizeof *expectations->rows);
    for (size_t row = 0; row < result.rows; row++)
        add_row(expectations, &result, row);
    result_release(&result);
    return true;
}

void expect_release(Expectations *expectations)
{
    for (size_t i = 0; i < expectations->count; i++) {
        free(expectations->rows[i].about);
        free(expectations->rows[i].wanted);
    }
    free(expectations->rows);
    *expectations = (Expectations){0};
}

void expect_words(const Expected *expected, Text *text)
{
    static const char *const states[] = {"pending", "passed", "missed"};

    text_printf(text, "%s: %s ", states[expected->state], expected->about);
    if (expected->state == EXPECT_PENDING)
        text_add(text, "has no finished trial");
    else if (isnan(expected->observed))
        text_printf(text, "is not a number (n = %zu)", expected->n);
    else
        text_printf(text, "is %.5g (n = %zu)", expected->observed, expected->n);
    text_printf(text, ", expected %s", expected->wanted);
}
