#include "nets/checkpoint.h"

#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// Weights are copied as they lie in memory, which is how the format has them.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "checkpoints need a little-endian machine");

enum { CHECKPOINT_MOST = 2147483647 };

// The numbers of a checkpoint that are no arrays.
typedef struct {
    uint64_t epoch;
    uint64_t steps;
    Progress progress;
} Numbers;

static void add(Tensors *tensors, const char *name, const char *type, int rank,
                const NamedTensor *rest)
{
    NamedTensor tensor = *rest;

    tensor.rank = rank;
    memcpy(tensor.type, type, strlen(type) + 1);
    tensors_add(tensors, name, &tensor);
}

static void add_number(Tensors *tensors, const char *name, const char *type,
                       void *number)
{
    add(tensors, name, type, 1,
        &(NamedTensor){.sizes = {1}, .data = number, .bytes = 8});
}

static void add_layer_tensor(Tensors *tensors, const Layer *layer,
                             const Tensor *tensor)
{
    float *block = tensor->state ? layer->stored : layer->weight;
    NamedTensor rest = {.data = block + tensor->offset, .bytes = sizeof(float)};
    Text name = {0};

    for (int i = 0; i < tensor->rank; i++) {
        rest.sizes[i] = (uint64_t)tensor->sizes[i];
        rest.bytes *= (size_t)tensor->sizes[i];
    }
    text_printf(&name, "%u.%s.%s", (unsigned)layer->index,
                layer->type->entry.name, tensor->name);
    add(tensors, text_string(&name), "F32", tensor->rank, &rest);
    text_release(&name);
}

void checkpoint_tensors(Tensors *tensors, const Network *network)
{
    for (size_t i = 0; i < network->layer_count; i++) {
        const Layer *layer = network->layers[i];
        Tensor tensor;

        if (!layer->type->tensor)
            continue;
        for (size_t j = 0; layer->type->tensor(layer, j, &tensor); j++)
            add_layer_tensor(tensors, layer, &tensor);
    }
}

static void add_steps(Tensors *tensors, const Optimizer *optimizer,
                      uint64_t *steps)
{
    Text name = {0};

    text_printf(&name, "optimizer.%s.steps", optimizer->type->entry.name);
    add_number(tensors, text_string(&name), "U64", steps);
    text_release(&name);
}

static void add_moments(Tensors *tensors, const Optimizer *optimizer)
{
    Text name = {0};

    for (int i = 0; i < optimizer->type->moments; i++) {
        text_clear(&name);
        text_printf(&name, "optimizer.%s.moment_%d",
                    optimizer->type->entry.name, i + 1);
        add(tensors, text_string(&name), "F32", 1,
            &(NamedTensor){.sizes = {optimizer->weights},
                           .data = optimizer->moments[i],
                           .bytes = optimizer->weights * sizeof(float)});
    }
    text_release(&name);
}

// Everything that a checkpoint holds, each borrowing from where it is kept.
// The numbers come first: they are 8 bytes each, so all data stay aligned.
static void list_all(Tensors *tensors, const Checkpoint *checkpoint,
                     Numbers *numbers)
{
    add_number(tensors, "epoch", "U64", &numbers->epoch);
    add_number(tensors, "progress.done", "U64", &numbers->progress.done);
    add_number(tensors, "progress.correct", "U64", &numbers->progress.correct);
    add_number(tensors, "progress.loss_sum", "F64",
               &numbers->progress.loss_sum);
    if (checkpoint->optimizer)
        add_steps(tensors, checkpoint->optimizer, &numbers->steps);
    checkpoint_tensors(tensors, checkpoint->network);
    if (checkpoint->optimizer)
        add_moments(tensors, checkpoint->optimizer);
}

void checkpoint_encode(const Checkpoint *checkpoint, Buffer *out)
{
    Numbers numbers = {
        .epoch = (uint64_t)checkpoint->epoch,
        .steps = checkpoint->optimizer ? checkpoint->optimizer->t : 0,
        .progress = checkpoint->progress,
    };
    Tensors tensors = {0};

    assert(checkpoint->epoch >= 0);
    list_all(&tensors, checkpoint, &numbers);
    safetensors_encode(&tensors, out);
    tensors_release(&tensors);
}

bool checkpoint_write(const char *path, const Buffer *encoded,
                      char digest[DIGEST_TEXT], Error *err)
{
    digest_of(encoded->bytes, encoded->count, digest);
    return file_write(path, encoded->bytes, encoded->count, err);
}

static void add_shape(Text *text, const NamedTensor *tensor)
{
    text_printf(text, "%s [", tensor->type);
    for (int i = 0; i < tensor->rank; i++)
        text_printf(text, "%s%llu", i ? ", " : "",
                    (unsigned long long)tensor->sizes[i]);
    text_add_char(text, ']');
}

static bool fail_shape(const char *path, const NamedTensor *found,
                       const NamedTensor *wanted, Error *err)
{
    Text has = {0};
    Text needs = {0};

    add_shape(&has, found);
    add_shape(&needs, wanted);
    (void)fail(err, "'%s' does not fit: '%s' is %s; the network needs %s", path,
               wanted->name, text_string(&has), text_string(&needs));
    text_release(&has);
    text_release(&needs);
    return false;
}

static bool same_shape(const NamedTensor *a, const NamedTensor *b)
{
    return a->rank == b->rank && strcmp(a->type, b->type) == 0
           && memcmp(a->sizes, b->sizes, (size_t)a->rank * sizeof *a->sizes)
                  == 0;
}

// Whether the file has each tensor that is wanted, in its shape.
static bool check_wanted(const char *path, const Tensors *found,
                         const Tensors *wanted, Error *err)
{
    for (size_t i = 0; i < wanted->count; i++) {
        const NamedTensor *need = &wanted->tensors[i];
        const NamedTensor *have = tensors_find(found, need->name);

        if (!have)
            return fail(err, "'%s' does not fit: it has no '%s'", path,
                        need->name);
        if (!same_shape(have, need))
            return fail_shape(path, have, need, err);
    }
    return true;
}

// Whether nothing else is in the file. Without an optimizer, one's tensors
// are passed over.
static bool check_others(const char *path, const Tensors *found,
                         const Tensors *wanted, bool optimizer, Error *err)
{
    static const char prefix[] = "optimizer.";

    for (size_t i = 0; i < found->count; i++) {
        const char *name = found->tensors[i].name;

        if (!tensors_find(wanted, name)
            && (optimizer || strncmp(name, prefix, sizeof prefix - 1) != 0))
            return fail(err, "'%s' does not fit: the network has no '%s'", path,
                        name);
    }
    return true;
}

// `wanted` is the epoch that it must be, or -1.
static bool check_epoch(const char *path, const Tensors *found, int wanted,
                        Error *err)
{
    uint64_t epoch;

    memcpy(&epoch, tensors_find(found, "epoch")->data, sizeof epoch);
    if (epoch > INT32_MAX)
        return fail(err, "'%s' is damaged: its epoch is out of range", path);
    return wanted < 0 || epoch == (uint64_t)wanted
           || fail(err, "'%s' is of epoch %d; it must be of epoch %d", path,
                   (int)epoch, wanted);
}

// `wanted` borrows from where everything belongs.
static void copy_all(const Tensors *found, const Tensors *wanted)
{
    for (size_t i = 0; i < wanted->count; i++) {
        const NamedTensor *need = &wanted->tensors[i];
        const NamedTensor *have = tensors_find(found, need->name);

        if (need->bytes > 0)
            memcpy(need->data, have->data, need->bytes);
    }
}

static bool decode(const char *path, const Buffer *file, int epoch,
                   Checkpoint *checkpoint, Error *err)
{
    Numbers numbers = {0};
    Tensors found = {0};
    Tensors wanted = {0};
    bool ok;

    list_all(&wanted, checkpoint, &numbers);
    ok = safetensors_decode(path, file, &found, err)
         && check_wanted(path, &found, &wanted, err)
         && check_others(path, &found, &wanted, checkpoint->optimizer, err)
         && check_epoch(path, &found, epoch, err);
    if (ok) {
        copy_all(&found, &wanted);
        checkpoint->epoch = (int)numbers.epoch;
        checkpoint->progress = numbers.progress;
        if (checkpoint->optimizer)
            checkpoint->optimizer->t = numbers.steps;
    }
    tensors_release(&found);
    tensors_release(&wanted);
    return ok;
}

bool checkpoint_read(const char *path, const char *digest, int epoch,
                     Checkpoint *checkpoint, Error *err)
{
    Buffer file = {0};
    char found[DIGEST_TEXT];
    bool ok = file_read(path, CHECKPOINT_MOST, &file, err);

    if (ok && digest) {
        digest_of(file.bytes, file.count, found);
        ok = strcmp(found, digest) == 0
             || fail(err, "'%s' is damaged: its SHA-256 is %s; it must be %s",
                     path, found, digest);
    }
    ok = ok && decode(path, &file, epoch, checkpoint, err);
    buffer_release(&file);
    return ok;
}

void weights_digest(const Network *network, char digest[DIGEST_TEXT])
{
    Digest *sum = digest_new(DIGEST_SHA256);

    digest_add(sum, network->weight, network->weights * sizeof(float));
    digest_add(sum, network->stored, network->states * sizeof(float));
    digest_end(sum, digest);
}
