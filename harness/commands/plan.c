// quadrille plan: the trials that an experiment comes to, which are done, and
// what the others will cost.
#include "harness/command.h"
#include "harness/outlook.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/replan.h"
#include "nets/base/file.h"

typedef struct {
    const char *db;
    const char *data;
    bool pilot;
    bool json;
    Texts sets;
    Texts onlys;
} Wishes;

static bool print(const Outlook *outlook, const Plan *plan, bool json,
                  Error *err)
{
    Text out = {0};
    bool ok;

    if (json) {
        outlook_json(outlook, plan, &out);
    } else {
        outlook_table(outlook, plan, &out);
        outlook_text(outlook, plan, &out);
    }
    ok = output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

// What the results so far add to a plan that grows by them.
static bool grow(Plan *plan, const PlanOptions *options, const char *db,
                 Error *err)
{
    Plan grown;
    Store *store;
    bool ok;

    if (!plan->growing || !file_exists(db))
        return true;
    store = store_open(db, STORE_READ, err);
    ok = store && replan(plan, options, store, &grown, err);
    store_close(store);
    if (ok) {
        plan_release(plan);
        *plan = grown;
    }
    return ok;
}

static bool show(const char *file, const Wishes *wishes, Error *err)
{
    Places places;
    const PlanOptions options = {
        .sets = &wishes->sets, .onlys = &wishes->onlys, .places = &places.data};
    Outlook outlook = {0};
    Plan plan;
    bool ok;

    places_init(&places, wishes->data, false);
    ok = plan_read(file, &options, &plan, err)
         && grow(&plan, &options, wishes->db, err)
         && outlook_read(&outlook, &plan, wishes->db,
                         wishes->pilot ? &places.data : NULL, err);
    ok = ok && print(&outlook, &plan, wishes->json, err);
    outlook_release(&outlook);
    plan_release(&plan);
    places_release(&places);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Wishes wishes = {.db = store_path(NULL)};
    const Option options[] = {
        {"set", .many = &wishes.sets, .argument = "KEY=VALUE",
         .help = "a setting for every trial, over what the file says"},
        {"only", .many = &wishes.onlys, .argument = "KEY=VALUE",
         .help = "only trials that have this setting, or seed=N"},
        {"db", .text = &wishes.db, .argument = "FILE", .help = STORE_PATH_HELP},
        {"data", .text = &wishes.data, .argument = "DIR",
         .help = "where data are, before the cache; else $QUADRILLE_DATA"},
        {"pilot", .flag = &wishes.pilot,
         .help = "train a second of what nothing is known of, for its cost"},
        {"json", .flag = &wishes.json, .help = "print JSON"},
        {0},
    };

    if (!command_options(&plan_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 1) {
        (void)fail_misuse(err, "give one experiment's file");
        return EXIT_MISUSED;
    }
    return show(argv[0], &wishes, err) ? EXIT_WELL : EXIT_FAILED;
}

const Command plan_command = {
    .name = "plan",
    .arguments =
        "FILE.yaml [--set KEY=VALUE]... [--only KEY=VALUE]... "
        "[--pilot] [--db FILE] [--data DIR] [--json]",
    .summary = "list an experiment's trials, what is done, and what is left",
    .example = "quadrille plan experiments/paper.yaml --only model=cnn",
    .run = run,
};
