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
    char *study = study_choose(chosen->store, asked, err);
    bool ok = study
              && store_find_study(chosen->store, study, &chosen->study, err)
              && store_study_trials(chosen->store, chosen->study, false,
                                    &chosen->trials, &chosen->count, err);

    free(study);
    return ok;
}

// A word may be a study's name, unless a trial's id begins so too.
static bool take_study(Chosen *chosen, const Choice *choice, const char **study,
                       Error *err)
{
    int64_t found = 0;
    int64_t trial;
    Error ignored;

    *study = choice->study;
    if (!choice->studies || choice->study || choice->count != 1)
        return true;
    if (!store_find_study(chosen->store, choice->words[0], &found, err))
        return false;
    if (found
        && store_find_trial(chosen->store, choice->words[0], &trial, &ignored))
        return fail_misuse(err,
                           "'%s' is a study, and a trial begins so too; write "
                           "--study %s, or more of the trial's id",
                           choice->words[0], choice->words[0]);
    if (found)
        *study = choice->words[0];
    return true;
}

// A word that is no trial may have been meant as a study.
static bool find(Chosen *chosen, const Choice *choice, int i, int64_t *trial,
                 Error *err)
{
    char *near;

    if (store_find_trial(chosen->store, choice->words[i], trial, err))
        return true;
    near = choice->studies ? study_near(chosen->store, choice->words[i]) : NULL;
    if (near)
        (void)fail_misuse(err,
                          "no trial begins with '%s'; did you mean "
                          "--study %s?",
                          choice->words[i], near);
    free(near);
    return false;
}

static bool choose_named(Chosen *chosen, const Choice *choice, Error *err)
{
    size_t capacity = chosen->count;

    for (int i = 0; i < choice->count; i++) {
        int64_t trial;

        if (!find(chosen, choice, i, &trial, err))
            return false;
        if (has(chosen, trial))
            continue;
        chosen->trials = memory_grow(chosen->trials, &capacity,
                                     chosen->count + 1, sizeof(int64_t));
        chosen->trials[chosen->count++] = trial;
    }
    return true;
}

bool chosen_open(Chosen *chosen, const Choice *choice, Error *err)
{
    const char *study;

    *chosen = (Chosen){0};
    if (choice->count == 0 && !choice->study)
        return fail_misuse(err,
                           "say which trials, as 'quadrille list' shows them, "
                           "or --study NAME for all of a study's");
    if (choice->count > 0 && choice->study)
        return fail_misuse(err, "either trials or --study STUDY, not both");
    chosen->store = store_open(store_path(choice->database), STORE_CHANGE, err);
    return chosen->store && take_study(chosen, choice, &study, err)
           && (study ? choose_study(chosen, study, err)
                     : choose_named(chosen, choice, err));
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
