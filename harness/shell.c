#include "harness/shell.h"

#include "harness/format.h"
#include "harness/output.h"
#include "harness/prompt.h"
#include "harness/signals.h"
#include "harness/sql_text.h"
#include "nets/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Answer answer;
    Store *store;
    Text sql;   // of a statement that goes on
    Text mode;  // what answer.format points to
    Signals signals;
    int signal;  // that came while a query ran; or 0
    bool over;
} Shell;

// What a dot-command is given is one word, or "".
typedef bool DotFunction(Shell *shell, const char *word, Error *err);
static DotFunction tables, schema, mode, help, quit;

static const struct {
    const char *name;
    const char *argument;
    const char *help;
    DotFunction *run;
} dots[] = {
    {".tables", "", "the views, and the tables that they are made of", tables},
    {".schema", "[NAME]", "how a view or a table is made, with its columns",
     schema},
    {".mode", "[NAME]", "how answers are printed: text, csv, json, md, …",
     mode},
    {".help", "", "this", help},
    {".quit", "", "end, as Ctrl-D does", quit},
};

enum { DOTS = sizeof dots / sizeof *dots };

static bool ask(Shell *shell, const char *sql, const char *word, bool plain,
                Error *err)
{
    static const char *const names[] = {":word", NULL};
    const char *const values[] = {word, NULL};
    const Question question = {.sql = sql, .names = names, .values = values};
    const Answer text = {0};

    return answer_one(plain ? &text : &shell->answer, shell->store, &question,
                      err);
}

static bool tables(Shell *shell, const char *word, Error *err)
{
    (void)word;
    return ask(shell,
               "SELECT group_concat(line, char(10)) FROM (\n"
               "    SELECT type || 's: ' || group_concat(name, ' ') AS line\n"
               "    FROM (SELECT type, name FROM sqlite_master\n"
               "        WHERE type IN ('view', 'table')\n"
               "        AND name NOT LIKE 'sqlite%' ORDER BY name)\n"
               "    GROUP BY type ORDER BY type DESC)",
               NULL, true, err);
}

static bool schema(Shell *shell, const char *word, Error *err)
{
    return ask(shell,
               "SELECT coalesce(group_concat(sql || ';', char(10, 10)),\n"
               "    'there is no ' || :word || '; see .tables')\n"
               "FROM sqlite_master WHERE sql IS NOT NULL\n"
               "    AND (:word = '' OR tbl_name = :word)",
               word, true, err);
}

static bool mode(Shell *shell, const char *word, Error *err)
{
    const char *now = shell->answer.format ? shell->answer.format
                      : shell->answer.json ? "json"
                      : shell->answer.csv  ? "csv"
                                           : "text";

    if (!*word) {
        (void)fprintf(stderr, "%s\n", now);
        return true;
    }
    if (!format_find(word)) {
        Text known = {0};

        for (const Format *format = formats; format->name; format++)
            text_printf(&known, "%s%s", known.length ? ", " : "", format->name);
        (void)fail(err, "unknown format '%s' (known: %s)", word,
                   text_string(&known));
        text_release(&known);
        return false;
    }
    text_clear(&shell->mode);
    text_add(&shell->mode, word);
    shell->answer.json = shell->answer.csv = false;
    shell->answer.format = text_string(&shell->mode);
    return true;
}

static bool help(Shell *shell, const char *word, Error *err)
{
    (void)shell, (void)word, (void)err;
    for (int i = 0; i < DOTS; i++)
        (void)fprintf(stderr, "%-8s %-7s %s\n", dots[i].name, dots[i].argument,
                      dots[i].help);
    (void)fprintf(stderr,
                  "A query may take several lines and ends with ';'. Tab "
                  "completes, Ctrl-R searches what\nwas asked before, Ctrl-C "
                  "drops what is begun, and ends a query.\n");
    return true;
}

static bool quit(Shell *shell, const char *word, Error *err)
{
    (void)word, (void)err;
    shell->over = true;
    return true;
}

static bool run_dot(Shell *shell, const char *line, Error *err)
{
    const char *blanks = " \t\r\n;";
    size_t length = strcspn(line, blanks);
    const char *word = line + length + strspn(line + length, blanks);
    Text argument = {0};
    bool ok = true;
    int i = 0;

    while (i < DOTS
           && (strlen(dots[i].name) != length
               || strncmp(dots[i].name, line, length) != 0))
        i++;
    text_add_part(&argument, word, strcspn(word, blanks));
    ok = i < DOTS ? dots[i].run(shell, text_string(&argument), err)
                  : fail(err, "unknown command '%.*s'; see .help", (int)length,
                         line);
    text_release(&argument);
    return ok;
}

static void tell(Error *err)
{
    (void)fprintf(stderr, "error: %s\n", err->message);
    *err = (Error){0};
}

static bool has_come(void *context)
{
    Shell *shell = context;
    int signal = signals_next(&shell->signals);

    if (signal)
        shell->signal = signal;
    return shell->signal != 0;
}

// Ctrl-C ends the query; what would end the program does so after it.
static bool ask_watched(Shell *shell, const char *sql, Error *err)
{
    bool ok;

    if (!signals_open(&shell->signals, err))
        return false;
    shell->signal = 0;
    store_watch(shell->store, has_come, shell);
    ok = ask(shell, sql, NULL, false, err);
    store_watch(shell->store, NULL, NULL);
    (void)has_come(shell);
    signals_close(&shell->signals);
    if (shell->signal && shell->signal != SIGINT)
        (void)raise(shell->signal);
    return ok;
}

// Asks the whole statements that begin what was typed, and takes them out.
static void ask_whole(Shell *shell, Error *err)
{
    const char *end = sql_statement_end(text_string(&shell->sql));

    while (end) {
        Text one = {0};
        Text rest = {0};

        text_add_part(&one, shell->sql.data, (size_t)(end - shell->sql.data));
        text_add(&rest, sql_is_blank(end) ? "" : end);
        text_release(&shell->sql);
        shell->sql = rest;
        if (!sql_is_blank(text_string(&one))
            && !ask_watched(shell, text_string(&one), err))
            tell(err);
        text_release(&one);
        end = sql_statement_end(text_string(&shell->sql));
    }
}

static void take_line(Shell *shell, const char *line, Error *err)
{
    if (shell->sql.length == 0 && line[0] == '.') {
        if (!run_dot(shell, line, err))
            tell(err);
        return;
    }
    if (shell->sql.length > 0 || !sql_is_blank(line))
        text_add(&shell->sql, line);
    ask_whole(shell, err);
}

// False only where nothing can be printed any more.
static bool converse(Shell *shell, Prompt *prompt, Error *err)
{
    Text line = {0};
    bool ok = true;

    while (ok && !shell->over) {
        const char *question =
            shell->sql.length > 0 ? "      ...> " : "quadrille> ";

        switch (prompt_read(prompt, question, &line)) {
        case PROMPT_LINE:
            take_line(shell, text_string(&line), err);
            ok = output_flush(err);
            break;
        case PROMPT_DROPPED:
            text_clear(&shell->sql);
            break;
        case PROMPT_END:
            (void)fputs("\n", stderr);
            shell->over = true;
            break;
        }
    }
    text_release(&line);
    return ok;
}

// What may be completed to: SQL's words, the dot-commands, and what the record
// has, functions with their parenthesis.
static const char words_query[] =
    "SELECT value AS word FROM json_each(:words)\n"
    "UNION SELECT name FROM sqlite_master\n"
    "    WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite%'\n"
    "UNION SELECT p.name FROM sqlite_master m, pragma_table_info(m.name) p\n"
    "    WHERE m.type = 'view'\n"
    "UNION SELECT name || '(' FROM pragma_function_list\n"
    "    WHERE name GLOB '[a-z]*' AND name NOT LIKE 'sqlite%'\n"
    "ORDER BY word";

static const char sql_words[] =
    "all and as asc between by case cast collate cross desc distinct else end "
    "escape except exists explain filter following from full glob group having "
    "in inner intersect is isnull join left like limit not notnull null nulls "
    "offset on or order outer over partition plan preceding query range "
    "recursive rows select then unbounded union using values when where "
    "window with";

static bool list_words(Store *store, Result *result, Error *err)
{
    static const char *const names[] = {":words", NULL};
    const char *values[] = {NULL, NULL};
    Text json = {0};
    bool ok;

    text_add(&json, "[");
    for (int i = 0; i < DOTS; i++)
        text_printf(&json, "\"%s\",", dots[i].name);
    text_add(&json, "\"");
    for (const char *c = sql_words; *c; c++)
        text_add(&json, *c == ' ' ? "\",\"" : (const char[]){*c, '\0'});
    text_add(&json, "\"]");
    values[0] = text_string(&json);
    ok = store_query(store, words_query, names, values, result, err);
    text_release(&json);
    return ok;
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value && *value == '/' ? value : NULL;
}

// Where the XDG specification has it; false: nowhere.
static bool history_path(Text *path)
{
    const char *state = variable("XDG_STATE_HOME");
    const char *home = variable("HOME");
    Error ignored;

    if (state)
        text_printf(path, "%s/quadrille", state);
    else if (home)
        text_printf(path, "%s/.local/state/quadrille", home);
    if (path->length == 0 || !file_make_folder(text_string(path), &ignored))
        return false;
    text_add(path, "/sql_history");
    return true;
}

bool shell_run(const Answer *answer, Store *store, Error *err)
{
    Shell shell = {.answer = *answer, .store = store};
    Result words = {0};
    Text path = {0};
    bool kept = history_path(&path);
    Prompt *prompt = NULL;
    bool ok = list_words(store, &words, err);

    if (ok)
        prompt = prompt_open(kept ? text_string(&path) : NULL,
                             (const char *const *)words.cells, words.rows, err);
    if (prompt)
        (void)fprintf(stderr,
                      "The record: .tables lists its views, .help what can be "
                      "done; a query ends with ';'.\n");
    ok = prompt && converse(&shell, prompt, err);
    prompt_close(prompt);
    result_release(&words);
    text_release(&path);
    text_release(&shell.sql);
    text_release(&shell.mode);
    return ok;
}
