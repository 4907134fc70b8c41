// The weights of a trial's network, each by its name in the checkpoint
// ("0.conv2d.kernel"), without what only training needs.
#include "harness/export_network.h"

#include "nets/checkpoint.h"
#include "nets/safetensors.h"

static void add_facts(const ExportNetwork *network, Text *json)
{
    Text memory = {0};
    const char *name;
    const char *value;

    text_add(json, "{");
    for (size_t i = 0; export_network_fact(network, i, &name, &value, &memory);
         i++) {
        text_add(json, i ? "," : "");
        text_add_json(json, name);
        text_add(json, ":");
        text_add_json(json, value);
    }
    text_add(json, "}");
    text_release(&memory);
}

static bool give_out(const Export *export, Error *err)
{
    ExportNetwork network;
    Tensors tensors = {0};
    Text facts = {0};
    Buffer file = {0};
    bool ok = export_network(&network, export, err);

    if (ok) {
        add_facts(&network, &facts);
        tensors.metadata = text_string(&facts);
        checkpoint_tensors(&tensors, network.setup.network);
        safetensors_encode(&tensors, &file);
        ok = export_network_write(&network, export, ".safetensors", file.bytes,
                                  file.count, err);
    }
    buffer_release(&file);
    tensors_release(&tensors);
    text_release(&facts);
    export_network_release(&network);
    return ok;
}

const ExportFormat safetensors_export = {
    .name = "safetensors",
    .what = "TRIAL",
    .summary = "a trial's weights, as named tensors",
    .write = give_out,
};
