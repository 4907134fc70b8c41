// quadrille run: trains what an experiment's file asks for and is not done,
// and reports.
#include "harness/agree.h"
#include "harness/blas_fit.h"
#include "harness/command.h"
#include "harness/expect.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/program.h"
#include "harness/provenance.h"
#include "harness/replan.h"
#include "harness/report.h"
#include "harness/shelf.h"
#include "harness/summary.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/cpu.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIGNALLED = 128,    // exit statuses above it are signals
    MANY_TRIALS = 500,  // more are asked about
};

typedef struct {
    const char *database;
    const char *data;
    Texts sets;
    Texts onlys;
    RunOptions run;
    bool offline;
    bool yes;
    bool json;
} Arguments;

// What a run holds while it goes on.
typedef struct {
    const char *file;
    Arguments arguments;
    Places places;
    Plan plan;
    Store *store;
    Display *display;
    int64_t *ids;
    Text root;
    Text shelf;
    Text programs;  // the experiment's folder
    Text environment;
    bool edited;  // the file says something else than when it was run last
    RunResult result;
} Run;

static bool parse(int *argc, const char **argv, Arguments *a, Error *err)
{
    const Option options[] = {
        {"db", .text = &a->database, .argument = "FILE",
         .help = STORE_PATH_HELP},
        {"data", .text = &a->data, .argument = "DIR",
         .help = "where data sets are ($QUADRILLE_DATA)"},
        {"offline", .flag = &a->offline, .help = "fetch no data"},
        {"jobs", .number = &a->run.jobs, .argument = "P",
         .help = "trials at a time (as many as there are cores)"},
        {"threads", .number = &a->run.threads, .argument = "T",
         .help = "threads of each trial (what cores the others leave)"},
        {"set", .many = &a->sets, .argument = "KEY=VALUE",
         .help = "change a setting of every trial"},
        {"only", .many = &a->onlys, .argument = "KEY=VALUE",
         .help = "run only the trials that have this setting"},
        {"retry-failed", .flag = &a->run.retry_failed,
         .help = "run failed trials again"},
        {"fail-fast", .flag = &a->run.fail_fast,
         .help = "stop after the first trial that fails"},
        {"yes", .flag = &a->yes, .help = "many trials are meant"},
        {"json", .flag = &a->json, .help = "print the results as JSON"},
        {0},
    };

    a->database = store_path(NULL);
    return command_options(&run_command, options, argc, argv, err)
           && (*argc == 1
               || fail_misuse(err,
                              "give one experiment, such as "
                              "experiments/quickstart.yaml"));
}

static void warn_of_slow_products(void)
{
    Text advice = {0};

    if (!blas_fits(&advice))
        (void)fprintf(stderr, "quadrille: warning: %s\n", advice.data);
    text_release(&advice);
}

// The report's folder will stand beside the database: a file in its place is
// better told before hours of training than after them.
static bool check_folder(const Run *run, Error *err)
{
    const char *database = run->arguments.database;
    const char *study = run->plan.study;
    Text folder = {0};
    bool ok;

    report_folder(database, study, &folder);
    ok = (strcmp(folder.data, database) != 0 && !file_exists(folder.data))
         || fail_misuse(err,
                        "the report of study '%s' needs the folder '%s', but "
                        "that is a file; rename the study or the file",
                        study, folder.data);
    text_release(&folder);
    return ok;
}

static PlanOptions plan_options(const Run *run)
{
    return (PlanOptions){.sets = &run->arguments.sets,
                         .onlys = &run->arguments.onlys,
                         .places = &run->places.data};
}

static bool same_trials(const Plan *a, const Plan *b)
{
    for (size_t i = 0; i < a->trial_count && i < b->trial_count; i++)
        if (strcmp(a->trials[i].id, b->trials[i].id) != 0)
            return false;
    return a->trial_count == b->trial_count;
}

// Takes up what the results so far add to a plan that grows by them.
static bool plan_again(Run *run, bool *more, Error *err)
{
    const PlanOptions options = plan_options(run);
    Plan plan;

    *more = false;
    if (!run->plan.growing)
        return true;
    if (!replan(&run->plan, &options, run->store, &plan, err))
        return false;
    if (strcmp(plan.yaml, run->plan.yaml) != 0) {
        display_note(run->display,
                     "'%s' has been changed: run it again for what it says now",
                     run->file);
        run->result.stopped = true;
        plan_release(&plan);
        return true;
    }
    *more = !same_trials(&run->plan, &plan);
    plan_release(&run->plan);
    run->plan = plan;
    return true;
}

static bool record_plan(Run *run, Error *err)
{
    free(run->ids);
    run->ids = memory_new(run->plan.trial_count, sizeof *run->ids);
    return store_add_plan(run->store, &run->plan, run->ids, err);
}

// *many is whether so many trials of the study were recorded before.
static bool was_agreed(const Run *run, bool *many, Error *err)
{
    const char *const names[] = {":study", NULL};
    const char *const values[] = {run->plan.study, NULL};
    Result result;

    if (!store_query(run->store,
                     "SELECT count(*) FROM study_trial t"
                     " JOIN study s ON s.id = t.study WHERE s.name = :study",
                     names, values, &result, err))
        return false;
    *many = result_number(&result, 0, 0) > MANY_TRIALS;
    result_release(&result);
    return true;
}

// Asks once for a study of many trials.
static bool agree(const Run *run, Error *err)
{
    size_t trials = run->plan.trials_in_all;
    bool agreed = run->arguments.yes || trials <= MANY_TRIALS;
    char question[100];

    if (!agreed && !was_agreed(run, &agreed, err))
        return false;
    if (agreed)
        return true;
    if (!agree_can_ask()) {
        (void)fprintf(stderr,
                      "quadrille: warning: these are %zu trials (--yes says "
                      "that it is meant)\n",
                      trials);
        return true;
    }
    (void)snprintf(question, sizeof question,
                   "These are %zu trials. Train them?", trials);
    return agree_ask(question) || fail_misuse(err, "nothing is trained");
}

static bool open_all(Run *run, Error *err)
{
    const Arguments *a = &run->arguments;
    const PlanOptions options = plan_options(run);
    bool more;

    places_init(&run->places, a->data, !a->offline);
    if (!plan_read(run->file, &options, &run->plan, err)
        || !check_folder(run, err))
        return false;
    run->store = store_open(a->database, STORE_WRITE, err);
    if (!run->store
        || !store_last_request(run->store, &run->arguments.run.requests, err)
        || !plan_again(run, &more, err) || !agree(run, err)
        || !plan_is_edited(&run->plan, run->store, &run->edited, err)
        || !record_plan(run, err))
        return false;
    if (store_warning(run->store))
        (void)fprintf(stderr, "quadrille: warning: %s\n",
                      store_warning(run->store));
    warn_of_slow_products();
    shelf_place(a->database, &run->root, &run->shelf);
    program_folder(run->plan.file, &run->programs);
    provenance_json(&run->environment);
    return true;
}

// What the command line leaves open, the file may say.
static void choose_options(Run *run)
{
    RunOptions *options = &run->arguments.run;

    if (options->jobs == 0)
        options->jobs = run->plan.run.jobs;
    if (options->threads == 0)
        options->threads = run->plan.run.threads;
    options->cores = cpu_cores();
}

// Rounds: what a plan has is trained, until the results add nothing to it.
static bool train_rounds(Run *run, const Scene *scene, Error *err)
{
    RunOptions *options = &run->arguments.run;
    const RunResult *result = &run->result;
    bool more = true;

    while (more) {
        if (!runner_run(scene, &run->plan, run->ids, options, &run->result,
                        err))
            return false;
        options->retry_failed = false;
        if (result->signal || result->stopped
            || result->interrupted + result->parked > 0)
            return true;
        if (!plan_again(run, &more, err) || (more && !record_plan(run, err)))
            return false;
    }
    return true;
}

static bool train(Run *run, Error *err)
{
    Stock stock = {0};
    const Scene scene = {
        .store = run->store,
        .display = run->display,
        .root = text_string(&run->root),
        .shelf = text_string(&run->shelf),
        .environment = text_string(&run->environment),
        .programs = text_string(&run->programs),
        .places = &run->places.data,
        .stock = &stock,
    };

    bool ok;

    choose_options(run);
    ok = train_rounds(run, &scene, err);
    stock_release(&stock);
    return ok;
}

static bool summarize(const Run *run, const char *report, Error *err)
{
    Text out = {0};
    bool ok = (run->arguments.json ? summary_json : summary_text)(
        run->store, run->plan.study, &run->result, report, &out, err);

    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

static int exit_status(const RunResult *result)
{
    if (result->signal)
        return SIGNALLED + result->signal;
    if (result->stopped || result->interrupted + result->parked > 0)
        return EXIT_STOPPED;
    return result->failed + result->found_failed > 0 ? EXIT_FAILED : EXIT_WELL;
}

// Tells on standard error what was published and what came. *missed counts
// the numbers that were not met.
static bool compare(const Run *run, size_t *missed, Error *err)
{
    Expectations expectations = {0};
    bool ok = expect_judge(&expectations, run->store, run->plan.study, err);

    for (size_t i = 0; ok && i < expectations.count; i++) {
        Text words = {0};

        expect_words(&expectations.rows[i], &words);
        display_note(run->display, "%s", text_string(&words));
        text_release(&words);
    }
    *missed = expectations.missed;
    expect_release(&expectations);
    return ok;
}

// Writes FOLDER/STUDY/index.html beside the database, unless that would say
// what it said before; `page` is where it is, or empty. A run that was killed
// while it wrote may have left parts behind, or no page.
static bool report(const Run *run, Text *page, Error *err)
{
    const RunResult *result = &run->result;
    Text folder = {0};
    bool ok = true;

    report_folder(run->arguments.database, run->plan.study, &folder);
    text_printf(page, "%s/index.html", text_string(&folder));
    file_sweep(text_string(&folder), false);
    if (result->trained + result->pruned + result->failed > 0 || run->edited
        || !file_exists(text_string(page)))
        ok = report_write(run->store, run->plan.study, text_string(&folder),
                          &run->places.data, err);
    if (!file_exists(text_string(page)))
        text_clear(page);
    text_release(&folder);
    return ok;
}

static int finish(Run *run, Error *err)
{
    int status = exit_status(&run->result);
    size_t missed = 0;
    Text page = {0};
    bool ok = compare(run, &missed, err)
              && (run->result.signal || report(run, &page, err))
              && summarize(run, page.length ? page.data : NULL, err);

    text_release(&page);
    if (!ok)
        return EXIT_FAILED;
    return status == EXIT_WELL && missed > 0 ? EXIT_UNEXPECTED : status;
}

static void release(Run *run)
{
    display_free(run->display);
    store_close(run->store);
    plan_release(&run->plan);
    places_release(&run->places);
    free(run->ids);
    text_release(&run->root);
    text_release(&run->shelf);
    text_release(&run->programs);
    text_release(&run->environment);
}

static int run_experiment(int argc, const char **argv, Error *err)
{
    Run run = {0};
    int status = EXIT_FAILED;

    if (!parse(&argc, argv, &run.arguments, err))
        return EXIT_MISUSED;
    run.file = argv[0];
    run.display = display_new(stderr);
    if (open_all(&run, err) && train(&run, err))
        status = finish(&run, err);
    release(&run);
    return status;
}

const Command run_command = {
    .name = "run",
    .arguments =
        "FILE.yaml [--jobs P] [--threads T] [--set KEY=VALUE]... "
        "[--only KEY=VALUE]...",
    .summary = "train an experiment's trials, but for those that are done",
    .example = "quadrille run experiments/quickstart.yaml --jobs 2",
    .run = run_experiment,
};
