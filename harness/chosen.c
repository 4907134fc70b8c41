#include "harness/chosen.h"

#include "harness/study.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool has(const Chosen *chosen, int64_t trial)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (chosen->trials[i] == trial)
            return true;
    return false;
}

static bool choose_study(Chosen *chosen, const char *asked, Error *err)
{
    char *study = asked ? study_choose(chosen->store, asked, err) : NULL;
    bool ok =
        !asked
        || (study && store_find_study(chosen->store, study, &chosen->study, err)
            && store_study_trials(chosen->store, chosen->study, false,
                                  &chosen->trials, &chosen->count, err));

    free(study);
    return ok;
}

static bool choose_named(Chosen *chosen, const char *const *prefixes, int count,
                         Error *err)
{
    size_t capacity = chosen->count;

    for (int i = 0; i < count; i++) {
        int64_t trial;

        if (!store_find_trial(chosen->store, prefixes[i], &trial, err))
            return false;
        if (has(chosen, trial))
            continue;
        chosen->trials = memory_grow(chosen->trials, &capacity,
                                     chosen->count + 1, sizeof(int64_t));
        chosen->trials[chosen->count++] = trial;
    }
    return true;
}

bool chosen_open(Chosen *chosen, const char *database,
                 const char *const *prefixes, int count, const char *study,
                 Error *err)
{
    *chosen = (Chosen){0};
    if (count == 0 && !study)
        return fail_misuse(err,
                           "say which trials, as 'quadrille list' shows them, "
                           "or --study NAME for all of a study's");
    chosen->store =
        store_open(store_path(database), STORE_CHANGE, err);
    return chosen->store && choose_study(chosen, study, err)
           && choose_named(chosen, prefixes, count, err);
}

void chosen_release(Chosen *chosen)
{
    store_close(chosen->store);
    free(chosen->trials);
    *chosen = (Chosen){0};
}

const char *chosen_name(Chosen *chosen, int64_t trial)
{
    Error ignored;

    if (!store_trial_name(chosen->store, trial, chosen->name, &ignored))
        strcpy(chosen->name, "?");
    return chosen->name;
}
