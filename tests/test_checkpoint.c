// nets/checkpoint: a trial stops, is written, is read, and is the same.
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/checkpoint.h"
#include "nets/safetensors.h"
#include "tests/check.h"
#include "tests/folder.h"

// A layer that does nothing but own two numbers that are not trained.
static bool plan(Layer *layer, Error *err)
{
    (void)err;
    layer->out = layer->in;
    layer->state = 2;
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    layer->stored[0] = (float)rng_double(rng);
    layer->stored[1] = (float)rng_double(rng);
}

static bool tensor(const Layer *layer, size_t i, Tensor *found)
{
    (void)layer;
    *found = (Tensor){"moving", 1, {2}, 0, true};
    return i == 0;
}

static const LayerType keeper = {
    .entry = {.name = "keeper", .size = sizeof(Layer)},
    .plan = plan,
    .init = init,
    .tensor = tensor,
};

static const OptimizerType twice = {.entry = {.name = "twice"}, .moments = 2};
static const OptimizerType none = {.entry = {.name = "none"}};

static Layer *dense(double units)
{
    const Entry *entry = entry_find(layers, "dense");
    Layer *layer = layer_new((const LayerType *)entry);

    param_set(param_find(entry->params, "units"), layer, units);
    return layer;
}

// A small network with all weights, states and moments drawn from `seed`.
static Checkpoint example(double units, const OptimizerType *type,
                          uint64_t seed)
{
    Checkpoint checkpoint = {
        .network = network_new(),
        .optimizer = memory_new(1, sizeof(Optimizer)),
        .epoch = (int)seed,
        .progress = {seed + 1, seed + 2, 0.1 * (double)seed},
    };
    Optimizer *optimizer = checkpoint.optimizer;
    Error err;

    network_add(checkpoint.network, dense(units));
    network_add(checkpoint.network, layer_new(&keeper));
    network_add(checkpoint.network, dense(3));
    assert_true(network_build(checkpoint.network, (Shape){1, 1, 5}, 2, NULL,
                              SIMD_BASELINE, &err));
    network_init(checkpoint.network, INIT_KERAS, seed);
    optimizer_init(optimizer, type, NULL, checkpoint.network->weights);
    optimizer->t = seed + ((uint64_t)1 << 40);
    for (int m = 0; m < type->moments; m++)
        for (size_t i = 0; i < optimizer->weights; i++)
            optimizer->moments[m][i] = (float)(i * seed) + (float)m;
    return checkpoint;
}

static void example_release(Checkpoint *checkpoint)
{
    network_free(checkpoint->network);
    optimizer_release(checkpoint->optimizer);
    free(checkpoint->optimizer);
}

static void assert_same(const Checkpoint *a, const Checkpoint *b)
{
    char digests[2][DIGEST_TEXT];

    weights_digest(a->network, digests[0]);
    weights_digest(b->network, digests[1]);
    assert_string_equal(digests[0], digests[1]);
    assert_int_equal(a->epoch, b->epoch);
    assert_memory_equal(&a->progress, &b->progress, sizeof a->progress);
    assert_true(a->optimizer->t == b->optimizer->t);
    for (int m = 0; m < a->optimizer->type->moments; m++)
        assert_memory_equal(a->optimizer->moments[m], b->optimizer->moments[m],
                            a->optimizer->weights * sizeof(float));
}

// Writes an example into the folder; `digest` becomes the file's.
static void write_example(const Folder *folder, const Checkpoint *checkpoint,
                          char path[500], char digest[DIGEST_TEXT])
{
    Buffer buffer = {0};
    Error err;

    checkpoint_encode(checkpoint, &buffer);
    assert_true(checkpoint_write(folder_path(folder, "c", path), &buffer,
                                 digest, &err));
    buffer_release(&buffer);
}

static void a_checkpoint_brings_everything_back(void **state)
{
    Folder folder = folder_new();
    Checkpoint written = example(4, &twice, 7);
    Checkpoint read = example(4, &twice, 8);
    char digest[DIGEST_TEXT];
    char path[500];
    Error err;

    (void)state;
    write_example(&folder, &written, path, digest);
    assert_true(checkpoint_read(path, digest, -1, &read, &err));
    assert_same(&read, &written);
    assert_int_equal(read.epoch, 7);
    assert_true(read.progress.done == 8 && read.progress.correct == 9);
    assert_int_equal(folder_count(folder.path), 1);
    example_release(&written);
    example_release(&read);
    folder_remove(&folder);
}

static void progress_that_is_not_finite_comes_back(void **state)
{
    static const double sums[] = {(double)INFINITY, -0.0, 5e-324};
    Folder folder = folder_new();
    Checkpoint checkpoint = example(4, &none, 1);
    char digest[DIGEST_TEXT];
    char path[500];
    Error err;

    (void)state;
    for (int i = 0; i < 3; i++) {
        checkpoint.progress = (Progress){UINT64_MAX, 0, sums[i]};
        write_example(&folder, &checkpoint, path, digest);
        checkpoint.progress = (Progress){0};
        assert_true(checkpoint_read(path, NULL, -1, &checkpoint, &err));
        assert_true(checkpoint.progress.done == UINT64_MAX);
        assert_memory_equal(&checkpoint.progress.loss_sum, &sums[i], 8);
    }
    example_release(&checkpoint);
    folder_remove(&folder);
}

static void tensors_are_named_by_their_layer(void **state)
{
    static const char *const names[] = {
        "epoch",
        "progress.done",
        "progress.correct",
        "progress.loss_sum",
        "optimizer.twice.steps",
        "0.dense.kernel",
        "0.dense.bias",
        "1.keeper.moving",
        "2.dense.kernel",
        "2.dense.bias",
        "optimizer.twice.moment_1",
        "optimizer.twice.moment_2",
    };
    Checkpoint checkpoint = example(4, &twice, 7);
    Buffer buffer = {0};
    Tensors tensors = {0};
    Error err;

    (void)state;
    checkpoint_encode(&checkpoint, &buffer);
    assert_true(safetensors_decode("c", &buffer, &tensors, &err));
    assert_int_equal(tensors.count, sizeof names / sizeof *names);
    for (size_t i = 0; i < tensors.count; i++)
        assert_string_equal(tensors.tensors[i].name, names[i]);
    tensors_release(&tensors);
    buffer_release(&buffer);
    example_release(&checkpoint);
}

static void weights_can_be_read_without_an_optimizer(void **state)
{
    Folder folder = folder_new();
    Checkpoint written = example(4, &twice, 7);
    Checkpoint read = example(4, &none, 8);
    Optimizer *optimizer = read.optimizer;
    char digests[2][DIGEST_TEXT];
    char path[500];
    Error err;

    (void)state;
    write_example(&folder, &written, path, digests[0]);
    read.optimizer = NULL;
    assert_true(checkpoint_read(path, NULL, -1, &read, &err));
    weights_digest(written.network, digests[0]);
    weights_digest(read.network, digests[1]);
    assert_string_equal(digests[0], digests[1]);
    read.optimizer = optimizer;
    example_release(&written);
    example_release(&read);
    folder_remove(&folder);
}

// Reading must fail with that message, and change nothing.
static void check_refused(const char *path, const char *digest, double units,
                          const OptimizerType *type, const char *expected)
{
    Checkpoint untouched = example(units, type, 9);
    Checkpoint read = example(units, type, 9);
    Error err;

    assert_false(checkpoint_read(path, digest, -1, &read, &err));
    assert_non_null(strstr(err.message, path));
    assert_non_null(strstr(err.message, expected));
    assert_same(&read, &untouched);
    example_release(&untouched);
    example_release(&read);
}

static void what_does_not_fit_is_refused_by_name(void **state)
{
    Folder folder = folder_new();
    Checkpoint written = example(4, &twice, 7);
    char digest[DIGEST_TEXT];
    char path[500];

    (void)state;
    write_example(&folder, &written, path, digest);
    check_refused(path, digest, 6, &twice,
                  "'0.dense.kernel' is F32 [5, 4]; the network needs F32 "
                  "[5, 6]");
    check_refused(path, digest, 4, &none, "it has no 'optimizer.none.steps'");
    example_release(&written);
    written = example(4, &none, 7);
    write_example(&folder, &written, path, digest);
    check_refused(path, digest, 4, &twice, "it has no 'optimizer.twice.steps'");
    example_release(&written);
    folder_remove(&folder);
}

static void a_damaged_checkpoint_is_refused(void **state)
{
    Folder folder = folder_new();
    Checkpoint written = example(4, &twice, 7);
    char digest[DIGEST_TEXT];
    char path[500];
    Buffer buffer = {0};

    (void)state;
    write_example(&folder, &written, path, digest);
    checkpoint_encode(&written, &buffer);
    buffer.bytes[buffer.count - 1] ^= 1;
    (void)folder_write(&folder, "c", buffer.bytes, buffer.count, path);
    check_refused(path, digest, 4, &twice, "is damaged: its SHA-256 is");
    (void)folder_write(&folder, "c", buffer.bytes, buffer.count - 1, path);
    check_refused(path, NULL, 4, &twice, "outside the file");
    check_refused(folder_path(&folder, "d", path), NULL, 4, &twice,
                  "No such file");
    buffer_release(&buffer);
    example_release(&written);
    folder_remove(&folder);
}

static void a_checkpoint_of_another_epoch_is_refused(void **state)
{
    Folder folder = folder_new();
    Checkpoint written = example(4, &twice, 7);
    Checkpoint read = example(4, &twice, 9);
    Checkpoint untouched = example(4, &twice, 9);
    char digest[DIGEST_TEXT];
    char path[500];
    Error err;

    (void)state;
    write_example(&folder, &written, path, digest);
    assert_false(checkpoint_read(path, digest, 6, &read, &err));
    assert_non_null(
        strstr(err.message, "is of epoch 7; it must be of epoch 6"));
    assert_same(&read, &untouched);
    assert_true(checkpoint_read(path, digest, 7, &read, &err));
    assert_same(&read, &written);
    example_release(&written);
    example_release(&read);
    example_release(&untouched);
    folder_remove(&folder);
}

static void the_weights_digest_sees_weights_and_states(void **state)
{
    Checkpoint checkpoint = example(4, &none, 7);
    char digests[3][DIGEST_TEXT];

    (void)state;
    weights_digest(checkpoint.network, digests[0]);
    checkpoint.network->weight[0] += 1;
    weights_digest(checkpoint.network, digests[1]);
    assert_string_not_equal(digests[0], digests[1]);
    checkpoint.network->layers[1]->stored[1] += 1;
    weights_digest(checkpoint.network, digests[2]);
    assert_string_not_equal(digests[1], digests[2]);
    example_release(&checkpoint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_checkpoint_brings_everything_back),
        cmocka_unit_test(progress_that_is_not_finite_comes_back),
        cmocka_unit_test(tensors_are_named_by_their_layer),
        cmocka_unit_test(weights_can_be_read_without_an_optimizer),
        cmocka_unit_test(what_does_not_fit_is_refused_by_name),
        cmocka_unit_test(a_damaged_checkpoint_is_refused),
        cmocka_unit_test(a_checkpoint_of_another_epoch_is_refused),
        cmocka_unit_test(the_weights_digest_sees_weights_and_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
