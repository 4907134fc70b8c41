#include "harness/command.h"
#include "harness/embedded.h"
#include "harness/output.h"
#include "nets/base/text.h"

static bool print(const char *shell, Error *err)
{
    Text path = {0};
    const Embedded *script;
    bool ok;

    text_printf(&path, "harness/completions/quadrille.%s", shell);
    script = embedded_find(text_string(&path));
    ok = script ? output_add(script->text, err)
                : fail_misuse(
                    err, "unknown shell '%s' (known: bash, zsh, fish)", shell);
    text_release(&path);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    const Option options[] = {{0}};

    if (!command_options(&completions_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 1) {
        (void)fail_misuse(err, "say which shell: bash, zsh or fish");
        return EXIT_MISUSED;
    }
    return print(argv[0], err) ? EXIT_WELL : EXIT_MISUSED;
}

const Command completions_command = {
    .name = "completions",
    .arguments = "bash | zsh | fish",
    .summary = "print a script that lets a shell complete its words",
    .details =
        "In bash: source <(quadrille completions bash). In fish: quadrille "
        "completions fish | source. In zsh, after compinit: source "
        "<(quadrille completions zsh).",
    .example = "quadrille completions bash > quadrille.bash",
    .run = run,
};
