// Trials by the ids that people write.
#include "harness/store_inside.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void list_candidate(Statement *statement, Text *text)
{
    text_printf(text, "%s%s (%s, seed %lld)", text->length ? ", " : "",
                statement_text(statement, 1), statement_text(statement, 2),
                (long long)statement_integer(statement, 3));
}

static bool refuse_prefix(const char *prefix, int64_t found, Text *candidates,
                          Error *err)
{
    if (found == 0)
        (void)fail_misuse(err,
                          "no trial begins with '%.64s'; 'quadrille list' "
                          "shows them",
                          prefix);
    else
        (void)fail_misuse(err,
                          "'%.64s' could be any of %lld trials: %s%s; write "
                          "more of it",
                          prefix, (long long)found, text_string(candidates),
                          found > 8 ? ", …" : "");
    text_release(candidates);
    return false;
}

bool store_find_trial(Store *store, const char *prefix, int64_t *trial,
                      Error *err)
{
    char pattern[DIGEST_TEXT + 1] = "*";
    Text candidates = {0};
    int64_t found = 0;
    bool row = true;
    Statement *statement;
    size_t length = strlen(prefix);

    for (size_t i = 0; i < length && i < DIGEST_TEXT - 1; i++) {
        pattern[i] = (char)tolower((unsigned char)prefix[i]);
        pattern[i + 1] = '*';
    }
    if (length == 0 || length >= DIGEST_TEXT
        || strspn(pattern, "0123456789abcdef") != length)
        return fail_misuse(err,
                           "'%.64s' is no trial's id: those are digits "
                           "and letters a to f",
                           prefix);
    statement = database_query(
        store->database,
        "SELECT t.id, t.name, c.model, t.seed, count(*) OVER () FROM trial t"
        " JOIN config c ON c.id = t.config WHERE t.hash GLOB ?1"
        " ORDER BY t.name = ?2 DESC, t.name LIMIT 8",
        VALUES(text_value(pattern), text_value(prefix)), err);
    while (row) {
        if (!statement || !statement_step(statement, &row, err)) {
            text_release(&candidates);
            return false;
        }
        if (!row)
            break;
        if (!candidates.length)
            *trial = statement_integer(statement, 0);
        found = statement_integer(statement, 4);
        list_candidate(statement, &candidates);
    }
    if (found != 1)
        return refuse_prefix(prefix, found, &candidates, err);
    text_release(&candidates);
    return true;
}

// The only column of trial ?1.
static bool read_name(Store *store, const char *sql, int64_t trial,
                      char name[DIGEST_TEXT], Error *err)
{
    bool row = false;
    Statement *statement =
        database_query(store->database, sql, VALUES(integer_value(trial)), err);

    if (!statement || !statement_step(statement, &row, err))
        return false;
    if (row)
        (void)snprintf(name, DIGEST_TEXT, "%s", statement_text(statement, 0));
    statement_reset(statement);
    return row
           || fail(err, "'%s' has no trial number %lld",
                   database_path(store->database), (long long)trial);
}

static const char sql_name[] = "SELECT name FROM trial WHERE id = ?1";
static const char sql_hash[] = "SELECT hash FROM trial WHERE id = ?1";

bool store_trial_name(Store *store, int64_t trial, char name[DIGEST_TEXT],
                      Error *err)
{
    return read_name(store, sql_name, trial, name, err);
}

bool store_trial_hash(Store *store, int64_t trial, char hash[DIGEST_TEXT],
                      Error *err)
{
    return read_name(store, sql_hash, trial, hash, err);
}
