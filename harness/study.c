#include "harness/study.h"

#include "harness/nearest.h"
#include "nets/base/memory.h"

#include <string.h>

enum { LISTED = 10 };

static bool ask(Store *store, Result *names, Error *err)
{
    return store_query(store, "SELECT name FROM study ORDER BY id", NULL, NULL,
                       names, err);
}

static void list_names(const Result *names, Text *text)
{
    for (size_t i = 0; i < names->rows && i < LISTED; i++)
        text_printf(text, "%s%s", i > 0 ? ", " : "", names->cells[i]);
    if (names->rows > LISTED)
        text_add(text, ", …");
}

static bool has(const Result *names, const char *asked)
{
    for (size_t i = 0; i < names->rows; i++)
        if (strcmp(names->cells[i], asked) == 0)
            return true;
    return false;
}

static bool refuse(const Result *names, const char *asked, Error *err)
{
    Text list = {0};
    const char *near =
        asked ? nearest(asked, (const char *const *)names->cells, names->rows)
              : NULL;

    list_names(names, &list);
    if (names->rows == 0)
        (void)fail_misuse(err,
                          "there is no study in the database yet; run an "
                          "experiment first");
    else if (near)
        (void)fail_misuse(err, "there is no study '%s'; did you mean '%s'?",
                          asked, near);
    else if (asked)
        (void)fail_misuse(err, "there is no study '%s' (there are: %s)", asked,
                          text_string(&list));
    else
        (void)fail_misuse(err, "say which study: %s", text_string(&list));
    text_release(&list);
    return false;
}

char *study_choose(Store *store, const char *asked, Error *err)
{
    Result names = {0};
    char *study = NULL;

    if (!ask(store, &names, err))
        return NULL;
    if (asked && has(&names, asked))
        study = memory_text(asked);
    else if (!asked && names.rows == 1)
        study = memory_text(names.cells[0]);
    else
        (void)refuse(&names, asked, err);
    result_release(&names);
    return study;
}

char *study_near(Store *store, const char *written)
{
    Result names = {0};
    Error ignored;
    const char *near;
    char *study;

    if (!ask(store, &names, &ignored))
        return NULL;
    near = nearest(written, (const char *const *)names.cells, names.rows);
    study = near ? memory_text(near) : NULL;
    result_release(&names);
    return study;
}

bool study_take(int *argc, const char **argv, int place, const char **study,
                Error *err)
{
    if (*argc > place + 1)
        return fail_misuse(err, "'%s' is not wanted", argv[place + 1]);
    if (*argc <= place)
        return true;
    if (*study)
        return fail_misuse(err, "the study is given twice: '%s' and --study %s",
                           argv[place], *study);
    *study = argv[place];
    *argc = place;
    return true;
}
