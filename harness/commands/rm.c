// quadrille rm: removes trials, with all that is recorded of them.
#include "harness/agree.h"
#include "harness/chosen.h"
#include "harness/command.h"
#include "harness/output.h"
#include "harness/shelf.h"
#include "nets/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    Chosen chosen;
    Choice choice;
    int64_t *only;  // of the study's trials, those that no other study has
    size_t only_count;
    Text root;
    Text shelf;
} Removal;

// Nothing is removed unless all can be.
static bool hold_all(Removal *removal, Error *err)
{
    Chosen *chosen = &removal->chosen;

    for (size_t i = 0; i < removal->only_count; i++) {
        bool held;

        if (!store_hold(chosen->store, removal->only[i], &held, err))
            return false;
        if (!held)
            return fail(err,
                        "trial %s is being run; 'quadrille stop %s' ends that",
                        chosen_name(chosen, removal->only[i]),
                        chosen_name(chosen, removal->only[i]));
    }
    return true;
}

// *agreed is false when somebody thought better of it.
static bool ask(const Removal *removal, bool *agreed, Error *err)
{
    char question[100];

    if (!agree_can_ask())
        return fail_misuse(err,
                           "removing %zu trial%s cannot be undone; --yes says "
                           "that it is meant",
                           removal->only_count,
                           removal->only_count == 1 ? "" : "s");
    (void)snprintf(question, sizeof question,
                   "Remove %zu trial%s with all results and checkpoints?",
                   removal->only_count, removal->only_count == 1 ? "" : "s");
    *agreed = agree_ask(question);
    if (!*agreed)
        (void)fprintf(stderr, "Nothing is removed.\n");
    return true;
}

// Files first: killed in between, the trial is still there to be removed.
static bool remove_one(Removal *removal, int64_t trial, Error *err)
{
    Store *store = removal->chosen.store;
    char hash[DIGEST_TEXT];
    char folder[128];

    if (!store_trial_hash(store, trial, hash, err))
        return false;
    shelf_folder(text_string(&removal->shelf), hash, folder, sizeof folder);
    return shelf_remove(text_string(&removal->root), folder, err)
           && store_remove_trial(store, trial, err);
}

static bool remove_all(Removal *removal, Error *err)
{
    const Chosen *chosen = &removal->chosen;
    Text said = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < removal->only_count; i++)
        ok = remove_one(removal, removal->only[i], err);
    // What is left of a study now, others have too.
    for (size_t i = 0; ok && chosen->study && i < chosen->count; i++)
        ok = store_leave_study(chosen->store, chosen->study, chosen->trials[i],
                               err);
    ok = ok && store_remove_unused(chosen->store, err);
    text_printf(&said, "%zu trial%s removed", removal->only_count,
                removal->only_count == 1 ? "" : "s");
    if (chosen->count > removal->only_count)
        text_printf(&said, "; %zu more stay, since other studies have them",
                    chosen->count - removal->only_count);
    text_add_char(&said, '\n');
    ok = ok && output_add(text_string(&said), err);
    text_release(&said);
    return ok;
}

// A trial that was named goes from all studies; of a whole study, those stay
// that others have too.
static bool choose(Removal *removal, Error *err)
{
    Chosen *chosen = &removal->chosen;

    shelf_place(store_path(removal->choice.database), &removal->root,
                &removal->shelf);
    if (chosen->study)
        return store_study_trials(chosen->store, chosen->study, true,
                                  &removal->only, &removal->only_count, err);
    removal->only = memory_new(chosen->count, sizeof *removal->only);
    for (size_t i = 0; i < chosen->count; i++)
        removal->only[i] = chosen->trials[i];
    removal->only_count = chosen->count;
    return true;
}

static void release(Removal *removal)
{
    chosen_release(&removal->chosen);
    free(removal->only);
    text_release(&removal->root);
    text_release(&removal->shelf);
}

static int run(int argc, const char **argv, Error *err)
{
    Removal removal = {.choice.studies = true};
    bool yes = false;
    const Option options[] = {
        {.name = "study",
         .text = &removal.choice.study,
         .argument = "STUDY",
         .help = "all of this study's that no other has"},
        {.name = "yes", .flag = &yes, .help = "do not ask"},
        CHOSEN_DATABASE_OPTION(removal.choice.database),
        {0}};
    bool ok;

    if (!command_options(&rm_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    removal.choice.words = argv;
    removal.choice.count = argc;
    ok = chosen_open(&removal.chosen, &removal.choice, err)
         && choose(&removal, err) && (yes || ask(&removal, &yes, err));
    if (ok && yes)
        ok = hold_all(&removal, err) && remove_all(&removal, err);
    release(&removal);
    return ok && yes ? EXIT_WELL : EXIT_FAILED;
}

const Command rm_command = {
    .name = "rm",
    .arguments = "TRIAL... | STUDY [--yes]",
    .summary = "remove trials with all their results and checkpoints",
    .example = "quadrille rm 3f2a91c0 --yes",
    .run = run,
};
