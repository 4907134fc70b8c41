#include "harness/summary.h"

#include "harness/format.h"

// For eyes.
static const char show_sql[] =
    "SELECT label AS configuration, split, n AS seeds,"
    " CASE WHEN accuracy_sd IS NULL THEN printf('%.2f', 100 * accuracy)"
    " ELSE printf('%.2f ± %.2f', 100 * accuracy, 100 * accuracy_sd) END"
    " AS \"accuracy, %\", printf('%.1f', seconds) AS \"s per trial\""
    " FROM leaderboard WHERE study = :study ORDER BY config_position";

// For machines.
static const char data_sql[] =
    "SELECT config, label, split, n, accuracy, accuracy_sd, seconds"
    " FROM leaderboard WHERE study = :study ORDER BY config_position";

static bool add_table(Store *store, const char *study, const char *sql,
                      TableWriter *write, Text *out, Error *err)
{
    const char *const names[] = {":study", NULL};
    const char *const values[] = {study, NULL};
    Result result = {0};
    Table table;

    if (!store_query(store, sql, names, values, &result, err))
        return false;
    table = table_of(&result);
    if (result.rows > 0 || write == format_json)
        write(&table, out);
    result_release(&result);
    return true;
}

static void add_count(Text *out, size_t count, const char *what)
{
    if (count > 0)
        text_printf(out, ", %zu %s", count, what);
}

static double tracking_percent(const RunResult *result)
{
    return 100 * result->tracking_seconds / result->training_seconds;
}

bool summary_text(Store *store, const char *study, const RunResult *result,
                  const char *report, Text *out, Error *err)
{
    if (!add_table(store, study, show_sql, format_text, out, err))
        return false;
    text_printf(out, "%zu trials: %zu trained now", result->trials,
                result->trained);
    add_count(out, result->found, "done before");
    add_count(out, result->pruned, "pruned");
    add_count(out, result->found_pruned, "pruned before");
    add_count(out, result->skipped,
              "left out, since their configuration was pruned");
    add_count(out, result->failed, "failed");
    add_count(out, result->found_failed,
              "failed before (--retry-failed runs them again)");
    add_count(out, result->interrupted, "interrupted");
    add_count(out, result->parked, "waiting at a rung");
    add_count(out, result->unable, "skipped");
    add_count(out, result->elsewhere, "with another runner");
    text_add(out, "\n");
    if (result->found + result->found_pruned + result->skipped
        == result->trials)
        text_add(out, "nothing to train: all trials are done\n");
    if (result->training_seconds > 0)
        text_printf(out, "tracking cost %.2f %% of training time\n",
                    tracking_percent(result));
    if (report)
        text_printf(out, "report: %s\n", report);
    return true;
}

bool summary_json(Store *store, const char *study, const RunResult *result,
                  const char *report, Text *out, Error *err)
{
    text_add(out, "{\"study\":");
    text_add_json(out, study);
    text_printf(out,
                ",\"trials\":%zu,\"trained\":%zu,\"done_before\":%zu,"
                "\"failed\":%zu,\"failed_before\":%zu,\"interrupted\":%zu,"
                "\"elsewhere\":%zu,\"pruned\":%zu,\"pruned_before\":%zu,"
                "\"left_out\":%zu,\"at_a_rung\":%zu,\"skipped\":%zu,"
                "\"training_seconds\":",
                result->trials, result->trained, result->found, result->failed,
                result->found_failed, result->interrupted, result->elsewhere,
                result->pruned, result->found_pruned, result->skipped,
                result->parked, result->unable);
    text_add_number(out, result->training_seconds);
    text_add(out, ",\"tracking_seconds\":");
    text_add_number(out, result->tracking_seconds);
    if (report) {
        text_add(out, ",\"report\":");
        text_add_json(out, report);
    }
    text_add(out, ",\"configurations\":");
    if (!add_table(store, study, data_sql, format_json, out, err))
        return false;
    while (out->length > 0 && out->data[out->length - 1] == '\n')
        out->data[--out->length] = '\0';
    text_add(out, "}\n");
    return true;
}
