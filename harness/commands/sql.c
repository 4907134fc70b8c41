#include "harness/answer.h"
#include "harness/command.h"
#include "nets/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Whether the text ends a statement: its last visible character is a
// semicolon outside of quotes and comments.
static bool is_complete(const char *sql)
{
    char quote = '\0';
    char last = '\0';

    for (; *sql; sql++) {
        if (!quote && strncmp(sql, "--", 2) == 0) {
            sql += strcspn(sql, "\n");
            if (!*sql)
                break;
        } else if (quote) {
            quote = *sql == quote ? '\0' : quote;
            last = *sql;
        } else if (!strchr(" \t\r\n", *sql)) {
            quote = strchr("'\"`", *sql) ? *sql : '\0';
            last = *sql;
        }
    }
    return !quote && last == ';';
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n;")] == '\0';
}

static bool ask(const Answer *answer, Store *store, const char *sql, Error *err)
{
    Question question = {.sql = sql};

    return answer_one(answer, store, &question, err);
}

// At a prompt a mistake is told and the next statement awaited.
static bool ask_line(const Answer *answer, Store *store, const char *sql,
                     bool terminal, Error *err)
{
    if (is_blank(sql) || ask(answer, store, sql, err))
        return true;
    if (!terminal)
        return false;
    (void)fprintf(stderr, "error: %s\n", err->message);
    *err = (Error){0};
    return true;
}

static bool read_statements(const Answer *answer, Store *store, Error *err)
{
    bool terminal = isatty(STDIN_FILENO);
    Text sql = {0};
    char *line = NULL;
    size_t capacity = 0;
    bool ok = true;

    if (terminal)
        (void)fprintf(stderr,
                      "Views: trials final best epochs curves leaderboard "
                      "confusion per_class parameters\n"
                      "predictions studies attempts events expectations. End "
                      "a query with ';', and all with Ctrl-D.\n");
    while (ok) {
        if (terminal)
            (void)fputs(sql.length ? "      ...> " : "quadrille> ", stderr);
        if (getline(&line, &capacity, stdin) < 0)
            break;
        text_add(&sql, line);
        if (!is_complete(text_string(&sql)))
            continue;
        ok = ask_line(answer, store, text_string(&sql), terminal, err);
        text_clear(&sql);
        (void)fflush(stdout);
    }
    ok = ok && ask_line(answer, store, text_string(&sql), terminal, err);
    text_release(&sql);
    free(line);
    return ok;
}

extern const Command sql_command;

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {0};
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
    ok = argc == 1 ? ask(&answer, store, argv[0], err)
                   : read_statements(&answer, store, err);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command sql_command = {
    .name = "sql",
    .arguments = "[QUERY] [--json | --csv]",
    .summary = "ask the record; without a query, read them from the input",
    .example = "quadrille sql \"select model, seed, accuracy from final\"",
    .run = run,
};
