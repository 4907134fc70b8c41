#include "harness/answer.h"
#include "harness/command.h"
#include "harness/output.h"
#include "nets/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// After what is quoted or a comment at the beginning, or after one character.
static const char *skip(const char *sql)
{
    const char *end = NULL;

    if (strncmp(sql, "--", 2) == 0)
        end = strchr(sql, '\n');
    else if (strncmp(sql, "/*", 2) == 0)
        end = strstr(sql + 2, "*/");
    else if (strchr("'\"`", *sql))
        end = strchr(sql + 1, *sql);
    else
        return sql + 1;
    return end ? end + (*sql == '/' ? 2 : 1) : sql + strlen(sql);
}

// After the first semicolon outside of quotes and comments; NULL: none.
static const char *statement_end(const char *sql)
{
    while (*sql && *sql != ';')
        sql = skip(sql);
    return *sql ? sql + 1 : NULL;
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

// Asks the whole statements that begin the text, and takes them out of it.
static bool ask_whole(const Answer *answer, Store *store, Text *sql,
                      bool terminal, Error *err)
{
    const char *end = statement_end(text_string(sql));
    bool ok = true;

    while (ok && end) {
        Text one = {0};
        Text rest = {0};

        text_add_part(&one, sql->data, (size_t)(end - sql->data));
        text_add(&rest, is_blank(end) ? "" : end);
        text_release(sql);
        *sql = rest;
        ok = ask_line(answer, store, text_string(&one), terminal, err);
        text_release(&one);
        end = statement_end(text_string(sql));
    }
    return ok;
}

static void greet(void)
{
    (void)fprintf(stderr,
                  "Views: trials final best epochs curves leaderboard "
                  "confusion per_class parameters\n"
                  "predictions studies attempts events expectations. End "
                  "a query with ';', and all with Ctrl-D.\n");
}

static bool read_statements(const Answer *answer, Store *store, Error *err)
{
    bool terminal = isatty(STDIN_FILENO);
    Text sql = {0};
    Error ignored;
    char *line = NULL;
    size_t capacity = 0;
    bool ok = true;

    if (terminal)
        greet();
    while (ok) {
        if (terminal)
            (void)fputs(sql.length ? "      ...> " : "quadrille> ", stderr);
        if (getline(&line, &capacity, stdin) < 0) {
            (void)fputs(terminal ? "\n" : "", stderr);
            break;
        }
        text_add(&sql, line);
        ok = ask_whole(answer, store, &sql, terminal, err);
        ok = output_flush(ok ? err : &ignored) && ok;
    }
    ok = ok && ask_line(answer, store, text_string(&sql), terminal, err);
    text_release(&sql);
    free(line);
    return ok;
}

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
