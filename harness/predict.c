#include "harness/predict.h"

#include "harness/program.h"
#include "harness/shelf.h"
#include "nets/base/memory.h"
#include "nets/checkpoint.h"
#include "nets/cpu.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKPOINTS = 8, WHITE = 255 };

static bool read_config(Predictor *p, Store *store, uint64_t *seed, Error *err)
{
    static const char query[] =
        "SELECT c.json, t.seed FROM trial t JOIN config c ON c.id = t.config"
        " WHERE t.name = :trial";
    static const char *const names[] = {":trial", NULL};
    const char *values[] = {p->trial, NULL};
    Result found;
    bool ok;

    if (!store_query(store, query, names, values, &found, err))
        return false;
    *seed = strtoull(found.cells[1], NULL, 10);
    ok = config_parse(&p->config, found.cells[0], err);
    result_release(&found);
    return ok
           && (!program_command(&p->config)
               || fail_misuse(err,
                              "trial %s was trained by a program of its own, "
                              "which alone has its network",
                              p->trial));
}

static bool read_weights(Predictor *p, const char *root,
                         const CheckpointRecord *point, Error *err)
{
    Checkpoint checkpoint = {.network = p->setup.network};
    char path[PATH_MAX + sizeof point->path];

    (void)snprintf(path, sizeof path, "%s/%s", root, point->path);
    if (!checkpoint_read(path, point->digest, point->epoch, &checkpoint, err))
        return false;
    p->epoch = checkpoint.epoch;
    return true;
}

// Says why the newest could not be read when none can.
static bool read_newest(Predictor *p, Store *store, int64_t trial,
                        const char *database, Error *err)
{
    CheckpointRecord points[CHECKPOINTS];
    Error newest;
    Error later;
    Text root = {0};
    Text shelf = {0};
    size_t count = 0;
    bool ok = false;

    if (!store_checkpoints(store, trial, points, CHECKPOINTS, &count, err))
        return false;
    if (count == 0)
        return fail_misuse(err, "trial %s has no checkpoint; train it first",
                           p->trial);
    shelf_place(database, &root, &shelf);
    for (size_t i = 0; i < count && !ok; i++)
        ok = read_weights(p, text_string(&root), &points[i],
                          i == 0 ? &newest : &later);
    text_release(&root);
    text_release(&shelf);
    if (!ok)
        *err = newest;
    return ok;
}

bool predictor_open(Predictor *p, Store *store, const char *database,
                    const char *trial, const DataPlaces *places, Error *err)
{
    int64_t row;
    uint64_t seed = 0;

    *p = (Predictor){0};
    if (!store_find_trial(store, trial, &row, err)
        || !store_trial_name(store, row, p->trial, err)
        || !read_config(p, store, &seed, err)
        || !setup_trial(&p->setup, &p->config, seed, 1, places, err)
        || !read_newest(p, store, row, database, err))
        return false;
    p->classes = p->setup.dataset.classes;
    p->shape = p->setup.train.shape;
    return true;
}

void predictor_release(Predictor *p)
{
    setup_release(&p->setup);
    config_release(&p->config);
}

// One image through the input's way to a network: x [1, …].
static void fill(const Predictor *p, const Grey *image, const Input *input,
                 Matrix x)
{
    const uint32_t first = 0;
    const ImageSet set = {
        .count = 1, .shape = p->shape, .images = image->pixels};
    const ImageSource source = {.set = &set,
                                .input = input,
                                .kernels = p->setup.training.kernels,
                                .pool = p->setup.pool};

    input_fill(&source, &first, x);
}

bool predictor_ask(const Predictor *p, const Grey *image, double *probabilities,
                   int *predicted, Error *err)
{
    Network *network = p->setup.network;
    size_t inputs = shape_size(network->in);
    Matrix x = matrix(memory_new(inputs, sizeof(float)), 1, inputs);
    const float *logits;
    int best = 0;
    bool finite = true;

    fill(p, image, &p->setup.training.input, x);
    logits = network_forward(network, &(Step){0}, x).data;
    softmax(logits, (size_t)p->classes, probabilities);
    for (int i = 0; i < p->classes; i++) {
        finite = finite && isfinite(probabilities[i]);
        best = logits[i] > logits[best] ? i : best;
    }
    *predicted = best;
    free(x.data);
    return finite
           || fail(err, "the network of trial %s gives no numbers: it diverged",
                   p->trial);
}

Grey predictor_view(const Predictor *p, const Grey *image)
{
    Input input = p->setup.training.input;
    Shape shape;
    Grey view;
    float *values;

    input.normalize = NORMALIZE_UNIT;
    input.channels = 1;
    shape = input_shape(&input, p->shape);
    values = memory_new(shape_size(shape), sizeof *values);
    view = grey_new(shape.height, shape.width);
    fill(p, image, &input, matrix(values, 1, shape_size(shape)));
    for (size_t i = 0; i < shape_size(shape); i++)
        view.pixels[i] = (uint8_t)lrintf(values[i] * WHITE);
    free(values);
    return view;
}
