#include "harness/answer.h"
#include "harness/command.h"
#include "harness/output.h"
#include "harness/shell.h"
#include "harness/sql_text.h"
#include "nets/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool ask(const Answer *answer, Store *store, const char *sql, Error *err)
{
    Question question = {.sql = sql};

    return answer_one(answer, store, &question, err);
}

static bool ask_unless_blank(const Answer *answer, Store *store,
                             const char *sql, Error *err)
{
    return sql_is_blank(sql) || ask(answer, store, sql, err);
}

// Asks the whole statements that begin the text, and takes them out of it.
static bool ask_whole(const Answer *answer, Store *store, Text *sql, Error *err)
{
    const char *end = sql_statement_end(text_string(sql));
    bool ok = true;

    while (ok && end) {
        Text one = {0};
        Text rest = {0};

        text_add_part(&one, sql->data, (size_t)(end - sql->data));
        text_add(&rest, sql_is_blank(end) ? "" : end);
        text_release(sql);
        *sql = rest;
        ok = ask_unless_blank(answer, store, text_string(&one), err);
        text_release(&one);
        end = sql_statement_end(text_string(sql));
    }
    return ok;
}

// The first that is wrong ends it.
static bool read_statements(const Answer *answer, Store *store, Error *err)
{
    Text sql = {0};
    Error ignored;
    char *line = NULL;
    size_t capacity = 0;
    bool ok = true;

    while (ok && getline(&line, &capacity, stdin) >= 0) {
        text_add(&sql, line);
        ok = ask_whole(answer, store, &sql, err);
        ok = output_flush(ok ? err : &ignored) && ok;
    }
    ok = ok && ask_unless_blank(answer, store, text_string(&sql), err);
    text_release(&sql);
    free(line);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {.blocks = true};
    const Option options[] = {ANSWER_OPTIONS(answer), {0}};
    Store *store;
    bool ok;

    if (!command_options(&sql_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc > 1) {
        (void)fail_misuse(err, "one query, in quotes, is wanted; not %d words",
                          argc);
        return EXIT_MISUSED;
    }
    store = answer_open(&answer, err);
    if (!store)
        return EXIT_FAILED;
    ok = argc == 1              ? ask(&answer, store, argv[0], err)
         : isatty(STDIN_FILENO) ? shell_run(&answer, store, err)
                                : read_statements(&answer, store, err);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command sql_command = {
    .name = "sql",
    .arguments = "[QUERY] [--json | --csv]",
    .summary = "ask the record; without a query, at a prompt or by the input",
    .example = "quadrille sql \"select model, seed, accuracy from final\"",
    .run = run,
};
