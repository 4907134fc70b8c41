// quadrille bench: how fast models are trained here, beside what this machine
// could do.
#include "harness/bench_text.h"
#include "harness/command.h"
#include "harness/nearest.h"
#include "harness/output.h"

#include <signal.h>
#include <stdio.h>

enum { MODELS_MAX = 64, ROUNDS = 5, SECONDS = 60 };

typedef struct {
    Bench bench;
    int seconds;
    const char *against;
    bool json;
} Arguments;

static bool add_named(Bench *bench, const char *name, Error *err)
{
    const Entry *entry = entry_find(models, name);
    const char *names[MODELS_MAX];
    size_t count = 0;
    const char *near;

    if (entry) {
        bench_add(bench, (const ModelType *)(const void *)entry);
        return true;
    }
    for (const Entry *const *model = models; *model && count < MODELS_MAX;
         model++)
        names[count++] = (*model)->name;
    near = nearest(name, names, count);
    if (near)
        return fail_misuse(err, "unknown model '%s'; did you mean '%s'?", name,
                           near);
    return fail_misuse(err, "unknown model '%s'; see 'quadrille list models'",
                       name);
}

static bool add_models(Bench *bench, int argc, const char **argv, Error *err)
{
    for (int i = 0; i < argc; i++)
        if (!add_named(bench, argv[i], err))
            return false;
    for (const Entry *const *model = models; argc == 0 && *model; model++)
        bench_add(bench, (const ModelType *)(const void *)*model);
    return true;
}

static void warn_of_differences(const Earlier *earlier, const char *path)
{
    Text lines = {0};

    earlier_differences(earlier, &lines);
    if (lines.length)
        (void)fprintf(stderr,
                      "quadrille: warning: '%s' was measured elsewhere:\n%s",
                      path, text_string(&lines));
    text_release(&lines);
}

static bool measure(Arguments *arguments, const Earlier *earlier, Error *err)
{
    Text out = {0};
    bool ok;

    (void)fprintf(stderr, "measuring for about %d seconds\n",
                  arguments->seconds);
    ok = bench_run(&arguments->bench, err);
    if (ok && arguments->json)
        bench_json(&arguments->bench, earlier, &out);
    else if (ok)
        bench_table(&arguments->bench, earlier, &out);
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

static bool compare(Arguments *arguments, Error *err)
{
    Earlier earlier;
    bool ok;

    if (!arguments->against)
        return measure(arguments, NULL, err);
    ok = earlier_read(&earlier, arguments->against, err);
    if (ok) {
        warn_of_differences(&earlier, arguments->against);
        ok = measure(arguments, &earlier, err);
    }
    earlier_release(&earlier);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Arguments arguments = {.bench = {.rounds = ROUNDS, .jobs = 1},
                           .seconds = SECONDS};
    Bench *bench = &arguments.bench;
    const Option options[] = {
        {"threads", .number = &bench->threads, .argument = "N",
         .help = "only with N threads (1, 2, 4, … all)"},
        {"jobs", .number = &bench->jobs, .argument = "P",
         .help = "also P processes of a thread at a time"},
        {"batch", .number = &bench->batch, .argument = "N",
         .help = "images in a step (each model's own)"},
        {"augment", .flag = &bench->augment,
         .help = "train on augmented images, as in the paper"},
        {"rounds", .number = &bench->rounds, .argument = "N",
         .help = "turns of each model, whose median counts (5)"},
        {"seconds", .number = &arguments.seconds, .argument = "S",
         .help = "how long to measure, in all (60)"},
        {"json", .flag = &arguments.json, .help = "print JSON"},
        {"against", .text = &arguments.against, .argument = "FILE",
         .help = "compare with what --json printed earlier"},
        {0},
    };
    bool ok;

    if (!command_options(&bench_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    // A process that is gone is told as such.
    (void)signal(SIGPIPE, SIG_IGN);
    bench->seconds = arguments.seconds;
    ok = add_models(bench, argc, argv, err) && compare(&arguments, err);
    bench_release(bench);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command bench_command = {
    .name = "bench",
    .arguments = "[MODEL...] [--threads N] [--json] [--against FILE]",
    .summary = "measure how fast models train on this machine",
    .example = "quadrille bench cnn efficientnet_b0 --jobs 2",
    .run = run,
};
