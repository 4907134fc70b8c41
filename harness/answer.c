#include "harness/answer.h"

#include "harness/even.h"
#include "harness/fit.h"
#include "harness/format.h"
#include "harness/output.h"
#include "harness/sql_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Store *answer_open(const Answer *answer, Error *err)
{
    return store_open(store_path(answer->db), STORE_READ, err);
}

static const Format *choose(const Answer *answer, Error *err)
{
    const char *name = answer->json     ? "json"
                       : answer->csv    ? "csv"
                       : answer->format ? answer->format
                                        : "text";
    const Format *format = format_find(name);
    Text known = {0};

    if (format)
        return format;
    for (format = formats; format->name; format++)
        text_printf(&known, "%s%s", known.length ? ", " : "", format->name);
    (void)fail_misuse(err, "unknown format '%s' (known: %s)", name,
                      text_string(&known));
    text_release(&known);
    return NULL;
}

// The query alone, ready for `quadrille sql`.
static void add_query(const Question *question, Text *out)
{
    if (question->title)
        text_printf(out, "-- %s\n", question->title);
    sql_fill(question->sql, question->names, question->values, out);
}

// Six digits are enough for eyes: 0.98, not 0.9800000000000001. What is shorter
// than a cell takes its place.
static void round_numbers(Result *result)
{
    for (size_t i = 0; i < result->rows * result->columns; i++) {
        char *cell = result->cells[i];
        char digits[32];
        Text rounded = {0};
        double value;

        if (result->types[i] != 'f' || strlen(cell) < 9)
            continue;
        value = strtod(cell, NULL);
        (void)snprintf(digits, sizeof digits, "%.6g", value);
        text_add_number(&rounded, strtod(digits, NULL));
        if (fabs(value) < 1e6 && rounded.length < strlen(cell))
            memcpy(cell, rounded.data, rounded.length + 1);
        text_release(&rounded);
    }
}

// The columns of nothing tell an eye nothing.
static bool is_left_out(const Format *format, const Result *result)
{
    return format->write == format_text && result->rows == 0;
}

static void add_title(const Question *question, const Format *format,
                      const Result *result, Text *out)
{
    if (format->write == format_json) {
        text_add(out, strcmp(text_string(out), "{") == 0 ? "" : ",\n");
        text_add_json(out, question->title);
        text_add(out, ": ");
    } else if (question->empty || !is_left_out(format, result)) {
        text_printf(out, "%s# %s\n", out->length > 0 ? "\n" : "",
                    question->title);
    }
}

typedef struct {
    const Format *format;
    bool blocks;
    bool titled;  // as one of several
} Manner;

static bool add_answer(Store *store, const Question *question,
                       const Manner *manner, Text *out, Error *err)
{
    Result result;
    Table table;
    char **evened = NULL;
    const Format *format = manner->format;

    if (!store_query(store, question->sql, question->names, question->values,
                     &result, err))
        return false;
    if (format->write == format_text)
        round_numbers(&result);
    if (format->write == format_text && question->even)
        evened = even_numbers(&result);
    if (manner->titled)
        add_title(question, format, &result, out);
    table = table_of(&result);
    // A single text is wanted as it is: a whole YAML file, say.
    if (table.rows == 1 && table.columns == 1 && result.types[0] == 't'
        && format->write == format_text)
        text_add_plain(out, result.cells[0]);
    else if (manner->titled && is_left_out(format, &result))
        text_add(out, question->empty ? question->empty : "");
    else if (format->write == format_text)
        fit_table(&table, output_width(), manner->blocks, out);
    else
        format->write(&table, out);
    even_free(evened, &result);
    result_release(&result);
    return true;
}

bool answer_one(const Answer *answer, Store *store, const Question *question,
                Error *err)
{
    const Manner manner = {choose(answer, err), answer->blocks, false};
    Text out = {0};
    bool ok = manner.format != NULL;

    if (ok && answer->sql)
        add_query(question, &out);
    else if (ok)
        ok = add_answer(store, question, &manner, &out, err);
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

bool answer_all(const Answer *answer, Store *store, const Question *questions,
                size_t count, Error *err)
{
    const Manner manner = {choose(answer, err), answer->blocks, true};
    bool ok = manner.format != NULL;
    bool object = ok && manner.format->write == format_json && !answer->sql;
    Text out = {0};

    text_add(&out, object ? "{" : "");
    for (size_t i = 0; ok && i < count; i++) {
        if (answer->sql) {
            add_query(&questions[i], &out);
            continue;
        }
        ok = add_answer(store, &questions[i], &manner, &out, err);
    }
    text_add(&out, object ? "}\n" : "");
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}
