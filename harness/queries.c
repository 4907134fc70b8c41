// The queries of an SQL file in plots/, each with what it uses.
#include "harness/plots.h"
#include "nets/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char marker[] = "-- @";

static void query_release(Query *query)
{
    free(query->name);
    free(query->uses);
    free(query->sql);
}

// `line` is what stands behind "-- @": a name and, of a @with, those it uses.
static void begin_query(Queries *queries, const char *line)
{
    size_t length = strcspn(line, " \r\n");
    const char *uses = line + length + strspn(line + length, " ");

    queries->queries =
        memory_grow(queries->queries, &queries->capacity, queries->count + 1,
                    sizeof *queries->queries);
    queries->queries[queries->count++] =
        (Query){.name = memory_text_part(line, length),
                .uses = memory_text_part(uses, strcspn(uses, "\r\n"))};
}

static void end_query(Queries *queries, const char *from, const char *to)
{
    if (queries->count > 0)
        queries->queries[queries->count - 1].sql =
            memory_text_part(from, (size_t)(to - from));
}

static void split(Queries *queries)
{
    const char *start = text_string(&queries->text);
    const char *line = start;

    if (!strstr(start, marker))
        begin_query(queries, "data");
    while (*line) {
        const char *next = line + strcspn(line, "\n");

        next += *next != '\0';
        if (strncmp(line, marker, sizeof marker - 1) == 0) {
            end_query(queries, start, line);
            line += sizeof marker - 1;
            begin_query(queries, line);
            start = next;
        }
        line = next;
    }
    end_query(queries, start, line);
}

// The bytes of the comments that it begins with.
static size_t comments(const char *sql)
{
    size_t bytes = 0;

    while (strncmp(sql + bytes, "--", 2) == 0) {
        bytes += strcspn(sql + bytes, "\n");
        bytes += sql[bytes] != '\0';
    }
    return bytes;
}

static char *joined(const char *with, const char *sql)
{
    static const char begin[] = "WITH";
    Text text = {0};
    size_t length = strlen(with);
    size_t head = comments(sql);

    while (length > 0 && isspace((unsigned char)with[length - 1]))
        length--;
    text_add_part(&text, with, length);
    if (strncmp(sql + head, begin, sizeof begin - 1) == 0)
        text_printf(&text, ",\n%.*s%s", (int)head, sql,
                    sql + head + strlen(begin) + 1);
    else
        text_printf(&text, "\n%s", sql);
    return text.data;
}

// Puts the definitions of that name before those of a @with.
static bool put_before(Query *with, const char *name, Error *err)
{
    Text text = {0};
    bool ok = plots_read_definitions(name, &text, err);

    if (ok) {
        char *sql = joined(text_string(&text), with->sql);

        free(with->sql);
        with->sql = sql;
    }
    text_release(&text);
    return ok;
}

// Of the names that a @with uses the last comes first, since each goes before
// what is there already.
static bool use(Query *with, Error *err)
{
    size_t end = strlen(with->uses);
    bool ok = true;

    while (ok && end > 0) {
        size_t start = end;
        char *name;

        while (start > 0 && with->uses[start - 1] != ' ')
            start--;
        name = memory_text_part(with->uses + start, end - start);
        ok = put_before(with, name, err);
        free(name);
        while (start > 0 && with->uses[start - 1] == ' ')
            start--;
        end = start;
    }
    return ok;
}

// What @with defines, all queries after it may use.
static bool share(Queries *queries, Error *err)
{
    Query with;
    bool ok;

    if (queries->count == 0 || strcmp(queries->queries[0].name, "with") != 0)
        return true;
    with = queries->queries[0];
    queries->count--;
    ok = !*with.uses || use(&with, err);
    for (size_t i = 0; i < queries->count; i++) {
        Query *query = &queries->queries[i];
        char *sql;

        *query = queries->queries[i + 1];
        // A query that begins with a dash would be taken for an option.
        sql = joined(with.sql + comments(with.sql), query->sql);
        free(query->sql);
        query->sql = sql;
    }
    query_release(&with);
    return ok;
}

bool queries_read(Queries *queries, const char *name, Error *err)
{
    if (!plots_read(name, "sql", &queries->text, err))
        return false;
    queries->title = plots_title(text_string(&queries->text), name);
    split(queries);
    return share(queries, err);
}

void queries_release(Queries *queries)
{
    for (size_t i = 0; i < queries->count; i++)
        query_release(&queries->queries[i]);
    free(queries->queries);
    free(queries->title);
    text_release(&queries->text);
    *queries = (Queries){0};
}
