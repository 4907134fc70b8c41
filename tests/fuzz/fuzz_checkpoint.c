// Checkpoints: what is read fits the network, and is written as it was read;
// what is refused changes nothing.
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/checkpoint.h"
#include "nets/safetensors.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

// Tensors that are read are encoded to a file with the same tensors.
static void check_tensors(const uint8_t *data, size_t size)
{
    Buffer file = {memory_new(size, 1), size, size};
    Buffer encoded = {0};
    Tensors tensors = {0};
    Tensors again = {0};
    Error err = {0};

    if (size)
        memcpy(file.bytes, data, size);
    if (safetensors_decode("input", &file, &tensors, &err)) {
        safetensors_encode(&tensors, &encoded);
        MUST(safetensors_decode("again", &encoded, &again, &err));
        MUST(again.count == tensors.count);
        for (size_t i = 0; i < tensors.count; i++) {
            const NamedTensor *one = &tensors.tensors[i];
            const NamedTensor *other = tensors_find(&again, one->name);

            MUST(other && other->bytes == one->bytes);
            MUST(one->bytes == 0
                 || memcmp(one->data, other->data, one->bytes) == 0);
        }
    } else {
        MUST(strstr(err.message, "input") != NULL);
    }
    tensors_release(&tensors);
    tensors_release(&again);
    buffer_release(&encoded);
    buffer_release(&file);
}

static Network *make_network(void)
{
    static const char *const kinds[] = {"dense", "batch_norm", "dense"};
    Network *network = network_new();
    Error err;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Entry *entry = entry_find(layers, kinds[i]);
        Layer *layer = layer_new((const LayerType *)entry);
        const Param *units = param_find(entry->params, "units");

        if (units)
            param_set(units, layer, 3);
        network_add(network, layer);
    }
    MUST(
        network_build(network, (Shape){1, 1, 4}, 2, NULL, SIMD_BASELINE, &err));
    network_init(network, INIT_KERAS, 1);
    return network;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const OptimizerType *adam =
        (const OptimizerType *)entry_find(optimizers, "adam");
    void *settings = memory_new(1, adam->entry.size);
    Optimizer optimizer;
    Checkpoint checkpoint = {.network = make_network(),
                             .optimizer = &optimizer};
    char before[DIGEST_TEXT];
    char after[DIGEST_TEXT];
    Error err = {0};

    params_fill(adam->entry.params, settings);
    optimizer_init(&optimizer, adam, settings, checkpoint.network->weights);
    check_tensors(data, size);
    weights_digest(checkpoint.network, before);
    if (!checkpoint_read(fuzz_file("checkpoint", data, size), NULL, -1,
                         &checkpoint, &err)) {
        weights_digest(checkpoint.network, after);
        MUST(strcmp(before, after) == 0);
        MUST(err.message[0] && checkpoint.epoch == 0);
    }
    optimizer_release(&optimizer);
    network_free(checkpoint.network);
    free(settings);
    return 0;
}
