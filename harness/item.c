#include "harness/item.h"

#include "harness/plots.h"
#include "harness/study.h"
#include "nets/base/memory.h"

#include <stdlib.h>

static const char query[] =
    "SELECT name, configs, limits FROM report_items"
    " WHERE (:study IS NULL OR study = :study) AND kind = :kind"
    " AND called = :called"
    " ORDER BY position LIMIT 1";

static char *copy(const char *text)
{
    return text ? memory_text(text) : NULL;
}

bool item_find(Item *item, Store *store, const char *study, const char *called,
               bool figure, Error *err)
{
    const char *const names[] = {":study", ":kind", ":called", NULL};
    const char *const values[] = {study, figure ? "figure" : "table", called,
                                  NULL};
    Result result = {0};
    bool ok = store_query(store, query, names, values, &result, err);
    bool found = ok && result.rows > 0;

    *item = (Item){
        .name = memory_text(found ? result.cells[0] : called),
        .only = found ? copy(result.cells[1]) : NULL,
        .limits = found ? copy(result.cells[2]) : NULL,
    };
    result_release(&result);
    return ok;
}

void item_release(Item *item)
{
    free(item->name);
    free(item->only);
    free(item->limits);
    *item = (Item){0};
}

void item_limit(const Item *item, char **caption)
{
    Text text = {0};

    if (!item->limits || !*caption || !**caption)
        return;
    text_printf(&text, "%s Only configurations with %s.", *caption,
                item->limits);
    free(*caption);
    *caption = text.data;
}

bool item_check(Store *store, const char *study, const char *called,
                bool figure, Error *err)
{
    Item item;
    bool ok = item_find(&item, store, study, called, figure, err)
              && plots_check(item.name, figure, err);

    item_release(&item);
    return ok;
}

// A name that no study has is told of before it is asked which one is meant.
char *item_study(Store *store, const char *asked, const char *called,
                 bool figure, Error *err)
{
    char *study = NULL;

    if (asked || item_check(store, NULL, called, figure, err))
        study = study_choose(store, asked, err);
    if (study && !item_check(store, study, called, figure, err)) {
        free(study);
        study = NULL;
    }
    return study;
}
