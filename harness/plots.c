#include "harness/plots.h"

#include "harness/embedded.h"
#include "harness/format.h"
#include "harness/meaning.h"
#include "harness/nearest.h"
#include "harness/schema.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { SQL_MAX = 1 << 20, NAMES_MAX = 200 };

// Names are parts of paths: nothing in them may lead elsewhere.
bool plots_is_name(const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("_-", name[i]))
            return false;
    return length > 0 && length < 64;
}

static void path_of(const char *name, const char *suffix, Text *path)
{
    text_clear(path);
    text_printf(path, "plots/%s.%s", name, suffix);
}

bool plots_has(const char *name, const char *suffix)
{
    Text path = {0};
    bool has = false;

    if (plots_is_name(name)) {
        path_of(name, suffix, &path);
        has = file_exists(text_string(&path))
              || embedded_find(text_string(&path));
    }
    text_release(&path);
    return has;
}

// The user's own file, or else the one that the program carries.
static bool read_text(const char *path, Text *text, Error *err)
{
    const Embedded *embedded = embedded_find(path);
    Buffer bytes = {0};
    bool ok = true;

    if (file_exists(path)) {
        ok = file_read(path, SQL_MAX, &bytes, err);
        if (ok)
            text_add_part(text, (const char *)bytes.bytes, bytes.count);
        buffer_release(&bytes);
        return ok;
    }
    if (!embedded)
        return fail_misuse(err, "there is no '%s'", path);
    text_add_part(text, embedded->text, embedded->length);
    return true;
}

bool plots_read(const char *name, const char *suffix, Text *text, Error *err)
{
    Text path = {0};
    bool ok;

    if (!plots_is_name(name))
        return fail_misuse(err, "'%s' is no name for a figure or table", name);
    path_of(name, suffix, &path);
    ok = read_text(text_string(&path), text, err);
    text_release(&path);
    return ok;
}

bool plots_read_definitions(const char *name, Text *text, Error *err)
{
    Text path = {0};
    bool ok = plots_is_name(name)
              || fail_misuse(err, "'%s' is no name of definitions", name);

    text_printf(&path, "plots/with/%s.sql", name);
    if (ok && strcmp(name, "meaning") == 0)
        meaning_sql(text);
    else
        ok = ok && read_text(text_string(&path), text, err);
    text_release(&path);
    return ok;
}

static bool asks_only(const char *sql)
{
    static const char parameter[] = ":only";
    const size_t length = sizeof parameter - 1;

    while ((sql = strstr(sql, parameter)) != NULL) {
        sql += length;
        if (!isalnum((unsigned char)*sql) && *sql != '_')
            return true;
    }
    return false;
}

bool plots_can_limit(const char *name)
{
    Queries queries = {0};
    Error ignored;
    bool can = false;

    if (queries_read(&queries, name, &ignored))
        for (size_t i = 0; i < queries.count && !can; i++)
            can = asks_only(queries.queries[i].sql);
    queries_release(&queries);
    return can;
}

bool plots_is_figure(const char *name)
{
    return plots_has(name, "sql") && plots_has(name, "gp");
}

static bool has_show(const char *name)
{
    Text sql = {0};
    Error ignored;
    bool has = plots_read(name, "sql", &sql, &ignored)
               && strstr(text_string(&sql), "\n-- @show") != NULL;

    text_release(&sql);
    return has;
}

bool plots_is_table(const char *name)
{
    return plots_has(name, "sql") && (!plots_has(name, "gp") || has_show(name));
}

typedef struct {
    char *names[NAMES_MAX];
    size_t count;
} Names;

// The NAME of plots/NAME.sql, if it is a figure or a table as asked.
static void add_name(Names *names, const char *file, bool figure)
{
    size_t length = strlen(file);
    char *name;

    if (length < 5 || strcmp(file + length - 4, ".sql") != 0
        || names->count == NAMES_MAX)
        return;
    name = memory_text_part(file, length - 4);
    if (plots_is_name(name)
        && (figure ? plots_is_figure(name) : plots_is_table(name)))
        names->names[names->count++] = name;
    else
        free(name);
}

static void list_names(Names *names, bool figure)
{
    DIR *folder = opendir("plots");
    const struct dirent *entry;

    for (const Embedded *file = embedded_files; file->path; file++)
        if (strncmp(file->path, "plots/", 6) == 0)
            add_name(names, file->path + 6, figure);
    while (folder && (entry = readdir(folder)) != NULL)
        add_name(names, entry->d_name, figure);
    if (folder)
        (void)closedir(folder);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

bool plots_check(const char *name, bool figure, Error *err)
{
    const char *kind = figure ? "figure" : "table";
    Names names = {0};
    const char *candidates[NAMES_MAX];
    size_t count = 0;
    const char *near;
    Text list = {0};

    if (figure ? plots_is_figure(name) : plots_is_table(name))
        return true;
    list_names(&names, figure);
    if (names.count > 0)
        qsort(names.names, names.count, sizeof *names.names, by_text);
    // A user's own file may have the name of one that the program carries.
    for (size_t i = 0; i < names.count; i++)
        if (count == 0 || strcmp(candidates[count - 1], names.names[i]) != 0)
            candidates[count++] = names.names[i];
    near = nearest(name, candidates, count);
    names_text(candidates, count, &list);
    (void)fail_misuse(
        err, "there is no %s '%s'%s%s%s (%s)", kind, name,
        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "",
        names.count > 0 ? text_string(&list) : "there are none in plots/");
    text_release(&list);
    for (size_t i = 0; i < names.count; i++)
        free(names.names[i]);
    return false;
}

char *plots_title(const char *text, const char *name)
{
    size_t length;

    if (strncmp(text, "-- ", 3) != 0)
        return memory_text(name);
    length = strcspn(text + 3, "\r\n");
    return memory_text_part(text + 3, length);
}

static void add_title(const char *name, Text *lines)
{
    Text sql = {0};
    Error ignored;
    char *title;

    (void)plots_read(name, "sql", &sql, &ignored);
    title = plots_title(text_string(&sql), name);
    text_printf(lines, "%s\t", name);
    text_add_printable(lines, title);
    text_add_char(lines, '\n');
    free(title);
    text_release(&sql);
}

void plots_list(bool figure, Text *lines)
{
    Names names = {0};

    list_names(&names, figure);
    if (names.count > 0)
        qsort(names.names, names.count, sizeof *names.names, by_text);
    for (size_t i = 0; i < names.count; i++)
        if (i == 0 || strcmp(names.names[i - 1], names.names[i]) != 0)
            add_title(names.names[i], lines);
    for (size_t i = 0; i < names.count; i++)
        free(names.names[i]);
}
