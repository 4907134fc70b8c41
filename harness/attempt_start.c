// How an attempt begins: the trial claimed, its folder swept, its job written,
// a worker started.
#include "harness/attempt.h"

#include "harness/clock.h"
#include "harness/shelf.h"
#include "nets/base/file.h"

#include <stdio.h>
#include <string.h>

static void add_scores(const Result *result, size_t row, History *history)
{
    EpochScores scores;

    for (size_t i = 0; i < SPLITS; i++) {
        scores.loss[i] = result_number(result, row, 2 * i);
        scores.accuracy[i] = result_number(result, row, 2 * i + 1);
    }
    history_add(history, &scores);
}

// What the recorded epochs came to. A loss that is NULL was NaN.
static bool read_history(Store *store, int64_t trial, History *history,
                         Error *err)
{
    char id[32];
    const char *const names[] = {":trial", NULL};
    const char *const values[] = {id, NULL};
    Result result = {0};

    (void)snprintf(id, sizeof id, "%lld", (long long)trial);
    if (!store_query(store,
                     "SELECT train_loss, train_accuracy, validation_loss,"
                     " validation_accuracy, test_loss, test_accuracy"
                     " FROM epoch WHERE trial = CAST(:trial AS INTEGER)"
                     " ORDER BY epoch",
                     names, values, &result, err))
        return false;
    for (size_t row = 0; row < result.rows; row++)
        add_scores(&result, row, history);
    result_release(&result);
    return true;
}

static void copy_path(char path[PATH_MAX], const char *from)
{
    (void)snprintf(path, PATH_MAX, "%s", from ? from : "");
}

static void fill_places(const DataPlaces *places, Job *job)
{
    copy_path(job->data_folder, places->folder);
    copy_path(job->data_cache, places->cache);
    copy_path(job->data_mirror, places->mirror);
    job->download = places->download;
}

// The newest points first: within an epoch, then after one.
static bool fill_points(Attempt *attempt, size_t epochs_done, Job *job,
                        Error *err)
{
    const Scene *scene = attempt->scene;
    size_t count;

    job->epochs_done = epochs_done;
    if (shelf_find_partial(scene->root, job->folder, (int)epochs_done,
                           &job->points[0]))
        job->point_count = 1;
    if (!store_checkpoints(scene->store, attempt->trial,
                           job->points + job->point_count,
                           RESUME_POINTS - job->point_count, &count, err))
        return false;
    job->point_count += count;
    return true;
}

static bool start_child(Attempt *attempt, Job *job, Error *err)
{
    History history = {0};
    Text config = {0};
    bool ok = read_history(attempt->scene->store, attempt->trial, &history, err)
              && fill_points(attempt, history.count, job, err);

    attempt->epochs_recorded = (int)history.count;
    config_json(&attempt->config->config, &config);
    ok = ok
         && child_start(&attempt->child, job, history.epochs,
                        text_string(&config), err);
    text_release(&config);
    history_release(&history);
    return ok;
}

// With the trial claimed, nobody else writes to its folder.
static void sweep(const Attempt *attempt)
{
    Text folder = {0};

    text_printf(&folder, "%s/%s", attempt->scene->root, attempt->folder);
    file_sweep(text_string(&folder), true);
    text_release(&folder);
}

bool attempt_start(Attempt *attempt, bool *taken, Error *err)
{
    const Scene *scene = attempt->scene;
    Job job = {
        .seed = attempt->planned->seed,
        .threads = attempt->threads,
        .prune = attempt->prune ? *attempt->prune : (Prune){0},
    };
    Claim claim = {scene->environment, attempt->threads, attempt->number};
    Text name = {0};

    if (!store_claim(scene->store, attempt->trial, &claim, taken, err)
        || !*taken)
        return *taken;
    attempt->number = claim.attempts;
    text_printf(&name, "%s, seed %llu", attempt->config->label,
                (unsigned long long)attempt->planned->seed);
    attempt->name = name.data;
    attempt->started = clock_seconds();
    shelf_folder(scene->shelf, attempt->planned->id, attempt->folder,
                 sizeof attempt->folder);
    (void)snprintf(job.root, sizeof job.root, "%s", scene->root);
    memcpy(job.folder, attempt->folder, sizeof job.folder);
    fill_places(scene->places, &job);
    copy_path(job.program_folder, scene->programs);
    job.data_shared = stock_find(scene->stock, attempt->config);
    sweep(attempt);
    return start_child(attempt, &job, err);
}
