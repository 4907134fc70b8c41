#include "harness/prompt.h"

#include "nets/base/memory.h"

#include <ctype.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { REMEMBERED = 1000, LISTED = 60, LINE_WIDTH = 78 };

struct Prompt {
    EditLine *editor;
    History *history;
    char *path;  // of the history; or NULL
    const char *const *words;
    size_t count;
    char question[32];
    bool dropped;
};

static Prompt *prompt_of(EditLine *editor)
{
    Prompt *prompt = NULL;

    (void)el_get(editor, EL_CLIENTDATA, (void *)&prompt);
    return prompt;
}

static char *question_of(EditLine *editor)
{
    return prompt_of(editor)->question;
}

static bool is_word_part(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

// Where the word before the cursor starts. A dot begins one only where it
// begins the line: elsewhere it stands between a view and its column.
static const char *word_start(const LineInfo *line)
{
    const char *start = line->cursor;

    while (start > line->buffer && is_word_part(start[-1]))
        start--;
    return start == line->buffer + 1 && start[-1] == '.' ? line->buffer : start;
}

typedef struct {
    size_t first;
    size_t count;
    size_t common;  // letters that they share
} Found;

// Words are in order, so those that begin alike stand together.
static Found find(const Prompt *prompt, const char *start, size_t length)
{
    Found found = {0};

    for (size_t i = 0; i < prompt->count; i++) {
        const char *word = prompt->words[i];
        size_t common = 0;

        if (strncasecmp(word, start, length) != 0)
            continue;
        if (found.count++ == 0) {
            found.first = i;
            found.common = strlen(word);
        }
        while (common < found.common && word[common]
               && word[common] == prompt->words[found.first][common])
            common++;
        found.common = common;
    }
    return found;
}

// The rest of a word, in capitals where its beginning is.
static void insert(EditLine *editor, const char *start, size_t length,
                   const char *word, size_t end)
{
    bool capitals = length > 0;
    Text rest = {0};

    for (size_t i = 0; i < length; i++)
        capitals = capitals && !islower((unsigned char)start[i]);
    for (size_t i = length; i < end; i++) {
        char c = word[i];

        if (capitals)
            c = (char)toupper((unsigned char)c);
        text_add_char(&rest, c);
    }
    (void)el_insertstr(editor, text_string(&rest));
    text_release(&rest);
}

static void list(const Prompt *prompt, const Found *found)
{
    size_t column = LINE_WIDTH;

    for (size_t i = 0; i < found->count && i < LISTED; i++) {
        const char *word = prompt->words[found->first + i];
        size_t width = strlen(word) + 2;

        (void)fprintf(stderr, "%s%s  ", column + width > LINE_WIDTH ? "\n" : "",
                      word);
        column = column + width > LINE_WIDTH ? width : column + width;
    }
    (void)fprintf(stderr, "%s\n", found->count > LISTED ? "…" : "");
}

// Completes as far as all words that are meant agree; where that is nowhere,
// shows them.
static unsigned char complete(EditLine *editor, int key)
{
    const Prompt *prompt = prompt_of(editor);
    const LineInfo *line = el_line(editor);
    const char *start = word_start(line);
    size_t length = (size_t)(line->cursor - start);
    Found found = find(prompt, start, length);
    const char *word;

    (void)key;
    if (length == 0 || found.count == 0)
        return CC_ERROR;
    word = prompt->words[found.first];
    if (found.common > length)
        insert(editor, start, length, word, found.common);
    else if (found.count > 1)
        list(prompt, &found);
    if (found.count == 1 && word[strlen(word) - 1] != '(')
        (void)el_insertstr(editor, " ");
    return found.common > length || found.count == 1 ? CC_REFRESH
                                                     : CC_REDISPLAY;
}

static unsigned char drop(EditLine *editor, int key)
{
    (void)key;
    prompt_of(editor)->dropped = true;
    (void)fputs("^C\n", stderr);
    return CC_NEWLINE;
}

// Ctrl-C comes as a key while a line is edited, so that no handler is needed.
static bool configure(Prompt *prompt)
{
    EditLine *editor = prompt->editor;

    return el_set(editor, EL_CLIENTDATA, prompt) == 0
           && el_set(editor, EL_PROMPT, question_of) == 0
           && el_set(editor, EL_EDITOR, "emacs") == 0
           && el_set(editor, EL_HIST, history, prompt->history) == 0
           && el_set(editor, EL_SETTY, "-d", "-isig", NULL) == 0
           && el_set(editor, EL_ADDFN, "complete", "completes a word", complete)
                  == 0
           && el_set(editor, EL_ADDFN, "drop", "drops the line", drop) == 0
           && el_set(editor, EL_BIND, "^I", "complete", NULL) == 0
           && el_set(editor, EL_BIND, "^C", "drop", NULL) == 0
           && el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL) == 0;
}

Prompt *prompt_open(const char *path, const char *const *words, size_t count,
                    Error *err)
{
    Prompt *prompt = memory_new(1, sizeof *prompt);
    HistEvent event;

    // libedit reads characters, not bytes.
    (void)setlocale(LC_CTYPE, "");
    *prompt = (Prompt){.history = history_init(),
                       .path = path ? memory_text(path) : NULL,
                       .words = words,
                       .count = count};
    prompt->editor = el_init("quadrille", stdin, stderr, stderr);
    if (!prompt->history || !prompt->editor || !configure(prompt)) {
        (void)fail(err, "this terminal cannot be set up for editing lines");
        prompt_close(prompt);
        return NULL;
    }
    (void)history(prompt->history, &event, H_SETSIZE, REMEMBERED);
    (void)history(prompt->history, &event, H_SETUNIQUE, 1);
    if (path)
        (void)history(prompt->history, &event, H_LOAD, path);
    return prompt;
}

void prompt_close(Prompt *prompt)
{
    if (!prompt)
        return;
    if (prompt->editor)
        el_end(prompt->editor);
    if (prompt->history)
        history_end(prompt->history);
    free(prompt->path);
    free(prompt);
}

// A history that cannot be kept is no reason to end.
static void save(const Prompt *prompt)
{
    int descriptor =
        prompt->path ? open(prompt->path, O_WRONLY | O_CREAT | O_TRUNC, 0600)
                     : -1;
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    HistEvent event;

    if (file) {
        (void)history(prompt->history, &event, H_SAVE_FP, file);
        (void)fclose(file);
    } else if (descriptor >= 0) {
        (void)close(descriptor);
    }
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t\r\n")] == '\0';
}

PromptAnswer prompt_read(Prompt *prompt, const char *question, Text *line)
{
    HistEvent event;
    const char *read;
    int count = 0;

    (void)snprintf(prompt->question, sizeof prompt->question, "%s", question);
    prompt->dropped = false;
    // el_gets asks before it takes the keys over; then a quick Ctrl-C would be
    // a signal, and the end.
    (void)el_set(prompt->editor, EL_PREP_TERM, 1);
    read = el_gets(prompt->editor, &count);
    text_clear(line);
    if (prompt->dropped)
        return PROMPT_DROPPED;
    if (!read || count <= 0)
        return PROMPT_END;
    text_add_part(line, read, (size_t)count);
    if (!is_blank(text_string(line))) {
        (void)history(prompt->history, &event, H_ENTER, text_string(line));
        save(prompt);
    }
    return PROMPT_LINE;
}
