#include "harness/export_record.h"

#include "harness/nearest.h"
#include "harness/output.h"
#include "nets/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const usual[] = {"epochs", "final", "parameters"};

static bool check_view(const Export *export, const char *name, Error *err)
{
    Result views;
    const char *near;
    bool found = false;

    if (!export_ask(export,
                    "SELECT name FROM sqlite_schema WHERE type = 'view'"
                    " ORDER BY name",
                    NULL, NULL, &views, err))
        return false;
    for (size_t i = 0; i < views.rows; i++)
        found = found || strcmp(views.cells[i], name) == 0;
    if (!found) {
        near = nearest(name, (const char *const *)views.cells, views.rows);
        (void)fail_misuse(err, "there is no view '%s'%s%s%s", name,
                          near ? "; did you mean '" : "", near ? near : "",
                          near ? "'?" : "");
    }
    result_release(&views);
    return found;
}

// The column that has the accuracy beside a loss: train_accuracy of train_loss.
static size_t accuracy_beside(const Result *result, size_t loss)
{
    static const char suffix[] = "loss";
    const char *name = result->names[loss];
    size_t length = strlen(name);
    Text accuracy = {0};
    size_t column;

    if (length < sizeof suffix - 1
        || strcmp(name + length - (sizeof suffix - 1), suffix) != 0)
        return result->columns;
    text_add_part(&accuracy, name, length - (sizeof suffix - 1));
    text_add(&accuracy, "accuracy");
    column = result_column(result, text_string(&accuracy));
    text_release(&accuracy);
    return column;
}

// SQLite has no NaN: a loss that is NULL though there is an accuracy was one.
static void restore_nans(Result *result)
{
    static char nan_text[] = "nan";

    for (size_t loss = 0; loss < result->columns; loss++) {
        size_t accuracy = accuracy_beside(result, loss);

        for (size_t row = 0; accuracy < result->columns && row < result->rows;
             row++) {
            size_t first = row * result->columns;

            if (!result->cells[first + loss]
                && result->cells[first + accuracy]) {
                result->cells[first + loss] = nan_text;
                result->types[first + loss] = 'f';
            }
        }
    }
}

// A view tells by its columns how its rows are the study's.
static const char *condition(const Result *columns)
{
    if (result_column(columns, "study") < columns->columns)
        return "study = :study";
    if (result_column(columns, "trial") < columns->columns)
        return "trial IN (SELECT trial FROM trials WHERE study = :study)";
    if (result_column(columns, "config") < columns->columns)
        return "config IN (SELECT config FROM trials WHERE study = :study)";
    return ":study = :study";
}

// Rows in an order that does not hang on how SQLite finds them.
static void add_order(const Result *columns, Text *sql)
{
    static const char *const keys[] = {
        "study",       "rank",      "config_position",
        "position",    "trial",     "config",
        "expectation", "number",    "rung",
        "epoch",       "split",     "truth",
        "class",       "predicted", "image",
        "name",        "tag",       "at",
        "id",          "seed"};
    const char *between = " ORDER BY ";

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (result_column(columns, keys[i]) < columns->columns) {
            text_printf(sql, "%s%s", between, keys[i]);
            between = ", ";
        }
}

static bool read_view(const Export *export, const char *study, const char *name,
                      Result *result, Error *err)
{
    Text sql = {0};
    Result columns;
    bool ok;

    if (!check_view(export, name, err))
        return false;
    text_printf(&sql, "SELECT * FROM \"%s\" LIMIT 0", name);
    ok = export_ask(export, text_string(&sql), NULL, NULL, &columns, err);
    if (ok) {
        text_clear(&sql);
        text_printf(&sql, "SELECT * FROM \"%s\" WHERE %s", name,
                    condition(&columns));
        add_order(&columns, &sql);
        result_release(&columns);
        ok = export_ask(export, text_string(&sql), study, NULL, result, err);
    }
    if (ok)
        restore_nans(result);
    text_release(&sql);
    return ok;
}

bool export_text(const Export *export, const Text *text, Error *err)
{
    if (export->out)
        return file_write(export->out, text_string(text), text->length, err);
    return output_add(text_string(text), err);
}

static bool write_view(const Export *export, const char *study,
                       const char *name, RecordWriter *write, Text *out,
                       Error *err)
{
    Result result;

    if (!read_view(export, study, name, &result, err))
        return false;
    write(&result, out);
    result_release(&result);
    return true;
}

static bool write_folder(const Export *export, const char *study,
                         const char *suffix, RecordWriter *write, Error *err)
{
    bool some = export->count > 0;
    size_t count = some ? (size_t) export->count : sizeof usual / sizeof *usual;
    Text folder = {0};
    bool ok = export_folder(export, study, suffix + 1, &folder, err);

    for (size_t i = 0; ok && i < count; i++) {
        const char *view = some ? export->what[i] : usual[i];
        Text name = {0};
        Text text = {0};

        text_printf(&name, "%s%s", view, suffix);
        ok = write_view(export, study, view, write, &text, err)
             && export_file(text_string(&folder), text_string(&name), &text,
                            err);
        text_release(&name);
        text_release(&text);
    }
    ok = ok && export_tell(text_string(&folder), err);
    text_release(&folder);
    return ok;
}

bool export_views(const Export *export, const char *suffix, RecordWriter *write,
                  Error *err)
{
    char *study = export_study(export, err);
    Text text = {0};
    bool ok;

    if (!study)
        return false;
    if (export->count == 1)
        ok = write_view(export, study, export->what[0], write, &text, err)
             && export_text(export, &text, err);
    else
        ok = write_folder(export, study, suffix, write, err);
    text_release(&text);
    free(study);
    return ok;
}
