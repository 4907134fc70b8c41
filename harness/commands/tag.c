// quadrille tag: words by which trials are found again.
#include "harness/chosen.h"
#include "harness/command.h"

#include <string.h>

enum { TAG_MAX = 64 };

// Tags are shown in a row, with blanks between.
static bool check(const char *tag, Error *err)
{
    size_t length = strlen(tag);

    for (const char *c = tag; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7F)
            return fail_misuse(err, "a tag is one word, not '%s'", tag);
    return (length > 0 && length <= TAG_MAX)
           || fail_misuse(err, "a tag has 1 to %d letters", TAG_MAX);
}

static bool tag_all(Chosen *chosen, int count, const char **tags, bool remove,
                    Error *err)
{
    for (int i = 0; i < count; i++)
        if (!check(tags[i], err))
            return false;
    for (int i = 0; i < count; i++)
        if (!store_tag(chosen->store, chosen->trials[0], tags[i], remove, err))
            return false;
    return true;
}

static int run(int argc, const char **argv, Error *err)
{
    Choice choice = {0};
    bool remove = false;
    const Option options[] = {
        {.name = "remove", .flag = &remove, .help = "take the words away"},
        CHOSEN_DATABASE_OPTION(choice.database),
        {0}};
    Chosen chosen;
    bool ok;

    if (!command_options(&tag_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc < 2) {
        (void)fail_misuse(err, "a trial and at least one word are wanted");
        return EXIT_MISUSED;
    }
    choice.words = argv;
    choice.count = 1;
    ok = chosen_open(&chosen, &choice, err)
         && tag_all(&chosen, argc - 1, argv + 1, remove, err);
    chosen_release(&chosen);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command tag_command = {
    .name = "tag",
    .arguments = "TRIAL WORD... [--remove]",
    .summary = "give a trial tags, which 'list --tag WORD' finds",
    .example = "quadrille tag 3f2a91c0 baseline good",
    .run = run,
};
