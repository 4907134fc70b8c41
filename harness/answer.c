#include "harness/answer.h"

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

static bool add_answer(Store *store, const Question *question,
                       const Format *format, bool blocks, Text *out, Error *err)
{
    Result result;
    Table table;

    if (!store_query(store, question->sql, question->names, question->values,
                     &result, err))
        return false;
    if (format->write == format_text)
        round_numbers(&result);
    table = table_of(&result);
    // A single text is wanted as it is: a whole YAML file, say.
    if (table.rows == 1 && table.columns == 1 && result.types[0] == 't'
        && format->write == format_text)
        text_add_plain(out, result.cells[0]);
    else if (format->write == format_text)
        fit_table(&table, output_width(), blocks, out);
    else
        format->write(&table, out);
    result_release(&result);
    return true;
}

bool answer_one(const Answer *answer, Store *store, const Question *question,
                Error *err)
{
    const Format *format = choose(answer, err);
    Text out = {0};
    bool ok = format != NULL;

    if (ok && answer->sql)
        add_query(question, &out);
    else if (ok)
        ok = add_answer(store, question, format, answer->blocks, &out, err);
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

static void add_title(const Question *question, const Format *format,
                      bool first, Text *out)
{
    if (format->write == format_json) {
        text_add(out, first ? "" : ",\n");
        text_add_json(out, question->title);
        text_add(out, ": ");
    } else {
        text_printf(out, "%s# %s\n", first ? "" : "\n", question->title);
    }
}

bool answer_all(const Answer *answer, Store *store, const Question *questions,
                size_t count, Error *err)
{
    const Format *format = choose(answer, err);
    bool object = format && format->write == format_json && !answer->sql;
    Text out = {0};
    bool ok = format != NULL;

    text_add(&out, object ? "{" : "");
    for (size_t i = 0; ok && i < count; i++) {
        if (answer->sql) {
            add_query(&questions[i], &out);
            continue;
        }
        add_title(&questions[i], format, i == 0, &out);
        ok =
            add_answer(store, &questions[i], format, answer->blocks, &out, err);
    }
    text_add(&out, object ? "}\n" : "");
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}
