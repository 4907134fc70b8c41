#include "harness/sql_text.h"

#include <ctype.h>
#include <string.h>

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

const char *sql_statement_end(const char *sql)
{
    while (*sql && *sql != ';')
        sql = skip(sql);
    return *sql ? sql + 1 : NULL;
}

bool sql_is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n;")] == '\0';
}

// How long the parameter at the beginning is, with its colon; 0: there is none.
static size_t parameter_length(const char *sql)
{
    size_t length = 1;

    if (sql[0] != ':')
        return 0;
    while (isalnum((unsigned char)sql[length]) || sql[length] == '_')
        length++;
    return length > 1 ? length : 0;
}

static void add_literal(const char *value, Text *out)
{
    if (!value) {
        text_add(out, "NULL");
        return;
    }
    text_add_char(out, '\'');
    for (; *value; value++) {
        if (*value == '\'')
            text_add_char(out, '\'');
        text_add_char(out, *value);
    }
    text_add_char(out, '\'');
}

static void add_parameter(const char *sql, size_t length,
                          const char *const *names, const char *const *values,
                          Text *out)
{
    for (size_t i = 0; names && names[i]; i++) {
        if (strlen(names[i]) == length && strncmp(names[i], sql, length) == 0) {
            add_literal(values[i], out);
            return;
        }
    }
    text_add_part(out, sql, length);
}

// Where the last token ends. *comment: one that only a new line would end.
static const char *last_token(const char *sql, bool *comment)
{
    const char *end = sql;

    *comment = false;
    while (*sql) {
        const char *start = sql;

        sql = skip(sql);
        if (strchr(" \t\r\n;", *start))
            continue;
        *comment = strncmp(start, "--", 2) == 0;
        end = *comment && sql[-1] == '\n' ? sql - 1 : sql;
    }
    return end;
}

void sql_fill(const char *sql, const char *const *names,
              const char *const *values, Text *out)
{
    bool comment;
    const char *end = last_token(sql, &comment);

    while (sql < end) {
        size_t length = parameter_length(sql);
        const char *next = length > 0 ? sql + length : skip(sql);

        if (length > 0)
            add_parameter(sql, length, names, values, out);
        else
            text_add_part(out, sql, (size_t)((next < end ? next : end) - sql));
        sql = next;
    }
    text_add(out, comment ? "\n;\n" : ";\n");
}
