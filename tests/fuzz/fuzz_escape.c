// Any text in HTML, Markdown, LaTeX, JSON, CSV and TSV: it reads back as it was
// where the format can hold it, and is never taken for markup.
#include "harness/format.h"
#include "nets/base/memory.h"
#include "nets/base/scanner.h"
#include "nets/base/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void check_html(const char *text)
{
    static const char *const entities[][2] = {{"&amp;", "&"},
                                              {"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&quot;", "\""},
                                              {"&#39;", "'"}};
    Text html = {0};
    Text back = {0};
    Text plain = {0};

    text_add_html(&html, text);
    text_add_printable(&plain, text);
    for (const char *c = text_string(&html); *c;) {
        size_t i = 0;

        MUST(!strchr("<>\"'", *c));
        while (i < 5 && strncmp(c, entities[i][0], strlen(entities[i][0])) != 0)
            i++;
        MUST(i < 5 || *c != '&');
        text_add_char(&back, i < 5 ? entities[i][1][0] : *c);
        c += i < 5 ? strlen(entities[i][0]) : 1;
    }
    MUST(strcmp(text_string(&back), text_string(&plain)) == 0
         || strcmp(text_string(&back), text) == 0);
    text_release(&html);
    text_release(&back);
    text_release(&plain);
}

static void check_markdown(const char *text)
{
    Text out = {0};

    text_add_markdown(&out, text);
    for (const char *c = text_string(&out); *c; c++) {
        MUST(!strchr("<>\n\r", *c));
        if (*c == '\\' && c[1])
            c++;
        else
            MUST(!strchr("`*_[]|#!$", *c));
    }
    text_release(&out);
}

// Without its commands and escaped characters, nothing special is left.
static void check_latex(const char *text)
{
    static const char *const commands[] = {
        "\\textbackslash{}",
        "\\textasciicircum{}",
        "\\textasciitilde{}",
        "\\textless{}",
        "\\textgreater{}",
        "\\textbar{}",
        "\\char34{}",
        "\\ldots{}",
        "\\allowbreak{}",
        "$\\pm$",
        "$\\times$",
        "$\\rightarrow$",
        "$\\uparrow$",
        "$\\downarrow$",
        "$-$",
        "$^2$",
        "$\\omega$",
        "$\\dagger$",
    };
    enum { COMMANDS = sizeof commands / sizeof *commands };
    Text out = {0};

    text_add_latex(&out, text);
    for (const char *c = text_string(&out); *c;) {
        size_t i = 0;

        while (i < COMMANDS
               && strncmp(c, commands[i], strlen(commands[i])) != 0)
            i++;
        if (i < COMMANDS) {
            c += strlen(commands[i]);
        } else if (*c == '\\') {
            MUST(c[1] && strchr("&%$#_{}", c[1]));
            c += 2;
        } else {
            MUST(!strchr("\\&%$#_{}^~\n\r", *c));
            c++;
        }
    }
    text_release(&out);
}

static void check_json(const char *text)
{
    Text json = {0};
    Text back = {0};
    Scanner scanner;

    text_add_json(&json, text);
    scanner = (Scanner){json.data, json.data + json.length, NULL};
    MUST(scanner_string(&scanner, &back));
    MUST(scanner_at_end(&scanner));
    MUST(strcmp(text_string(&back), text) == 0);
    text_release(&json);
    text_release(&back);
}

// Reads a field by RFC 4180; returns what follows it.
static const char *read_field(const char *csv, Text *field)
{
    if (*csv != '"') {
        size_t length = strcspn(csv, ",\r\n");

        MUST(strcspn(csv, "\"") >= length);
        text_add_part(field, csv, length);
        return csv + length;
    }
    for (csv++; *csv != '"' || csv[1] == '"'; csv++) {
        MUST(*csv);
        text_add_char(field, *csv);
        csv += *csv == '"';
    }
    return csv + 1;
}

static Table one_cell(const char *const *cell)
{
    static const char *const heads[] = {"name"};

    return (Table){
        .columns = 1, .rows = 1, .heads = heads, .cells = cell, .types = "t"};
}

static void check_csv(const char *text)
{
    Table table = one_cell(&text);
    Text csv = {0};
    Text field = {0};
    const char *next;

    format_csv(&table, &csv);
    next = strchr(text_string(&csv), '\n');
    MUST(next != NULL);
    next = read_field(next + 1, &field);
    MUST(next[0] == '\r' && next[1] == '\n' && next[2] == '\0');
    if (strcmp(text_string(&field), text) != 0) {
        MUST(field.data[0] == '\'');
        MUST(strcmp(field.data + 1, text) == 0);
    } else {
        MUST(!*text || !strchr("=+-@", *text));
    }
    text_release(&csv);
    text_release(&field);
}

static size_t check_harmless(const char *lines)
{
    size_t ends = 0;

    while (*lines) {
        size_t length = utf8_length(lines, UTF8_BYTES_MAX);

        MUST(length > 0);
        MUST(*lines == '\n' || !utf8_is_control(lines, length));
        MUST(!utf8_turns(lines, length));
        ends += *lines == '\n';
        lines += length;
    }
    return ends;
}

// A table of two lines has two line ends, no control characters, and is UTF-8
// whatever is in it.
static void check_lines(const char *text)
{
    Table table = one_cell(&text);
    Text out = {0};

    format_tsv(&table, &out);
    MUST(check_harmless(text_string(&out)) == 2);
    text_clear(&out);
    format_text(&table, &out);
    MUST(check_harmless(text_string(&out)) == 2);
    text_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);

    check_html(text);
    check_markdown(text);
    check_latex(text);
    check_json(text);
    check_csv(text);
    check_lines(text);
    free(text);
    return 0;
}
