// What a study's file expects, and what its report is to show.
#include "harness/store_inside.h"

static const char sql_match[] =
    "INSERT INTO expectation_match (expectation, name, kind, number, text)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
static const char sql_item_match[] =
    "INSERT INTO report_item_match (item, name, kind, number, text)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";

static bool add_expectation(Database *database, const Expectation *expectation,
                            int64_t study, size_t position, Error *err)
{
    const Config *match = &expectation->match;
    bool ok = database_run(
        database,
        "INSERT INTO expectation (study, position, metric, value, within,"
        " at_least, at_most, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        VALUES(
            integer_value(study), integer_value((int64_t)position),
            text_value(expectation->metric), real_value(expectation->value),
            real_value(expectation->within), real_value(expectation->at_least),
            real_value(expectation->at_most), integer_value(expectation->line)),
        err);
    int64_t id = database_last_id(database);

    for (size_t i = 0; ok && i < match->count; i++)
        ok = add_setting(database, sql_match, id, match->settings[i], err);
    return ok;
}

static bool add_item(Database *database, const ReportItem *item, int64_t study,
                     size_t position, Error *err)
{
    bool ok = database_run(
        database,
        "INSERT INTO report_item (study, position, kind, name, called)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        VALUES(integer_value(study), integer_value((int64_t)position),
               text_value(item->table ? "table" : "figure"),
               text_value(item->name), text_value(item->called)),
        err);
    int64_t id = database_last_id(database);

    for (size_t i = 0; ok && i < item->only_count; i++)
        ok = add_setting(database, sql_item_match, id, item->only[i], err);
    return ok;
}

bool replace_wishes(Database *database, const Plan *plan, int64_t study,
                    Error *err)
{
    bool ok =
        database_run(database, "DELETE FROM expectation WHERE study = ?1",
                     VALUES(integer_value(study)), err)
        && database_run(database, "DELETE FROM report_item WHERE study = ?1",
                        VALUES(integer_value(study)), err);

    for (size_t i = 0; ok && i < plan->expectation_count; i++)
        ok = add_expectation(database, &plan->expectations[i], study, i, err);
    for (size_t i = 0; ok && i < plan->item_count; i++)
        ok = add_item(database, &plan->items[i], study, i, err);
    return ok;
}
