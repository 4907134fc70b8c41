#include "harness/anatomy.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// More layers than these are folded into blocks.
enum { LAYERS_SHOWN = 16 };

static bool is(const Layer *layer, const char *kind)
{
    return strcmp(layer->type->entry.name, kind) == 0;
}

static double setting(const Layer *layer, const char *name, double fallback)
{
    const Param *params = layer->type->entry.params;
    const Param *param = params ? param_find(params, name) : NULL;

    return param ? param_get(param, layer) : fallback;
}

static Box *add_box(Anatomy *anatomy)
{
    anatomy->boxes = memory_grow(anatomy->boxes, &anatomy->capacity,
                                 anatomy->count + 1, sizeof *anatomy->boxes);
    anatomy->boxes[anatomy->count] = (Box){.repeats = 1};
    return &anatomy->boxes[anatomy->count++];
}

void anatomy_release(Anatomy *anatomy)
{
    for (size_t i = 0; i < anatomy->count; i++) {
        text_release(&anatomy->boxes[i].name);
        text_release(&anatomy->boxes[i].block);
    }
    free(anatomy->boxes);
    *anatomy = (Anatomy){0};
}

void anatomy_shape(Shape shape, Text *text)
{
    if (shape.height == 1 && shape.width == 1)
        text_printf(text, "%d", shape.channels);
    else
        text_printf(text, "%d×%d×%d", shape.height, shape.width,
                    shape.channels);
}

// A choice says nothing when it is `usual`.
static void add_choice(const Layer *layer, const char *name, const char *usual,
                       Text *text)
{
    const Param *params = layer->type->entry.params;
    const Param *param = params ? param_find(params, name) : NULL;
    const char *choice =
        param ? param->choices[(int)param_get(param, layer)] : usual;

    if (strcmp(choice, usual) != 0)
        text_printf(text, "%s%s", text->length > 0 ? ", " : "", choice);
}

// "WORD NUMBER" among the others; nothing for 0, which all of these have where
// they say nothing.
static void add_number(const Layer *layer, const char *name, const char *word,
                       Text *text)
{
    double number = setting(layer, name, 0);

    if (number > 0)
        text_printf(text, "%s%s%.4g", text->length > 0 ? ", " : "", word,
                    number);
}

static void add_window(const Layer *layer, const char *name, Text *text)
{
    double side = setting(layer, name, 0);

    if (side > 0)
        text_printf(text, "%g×%g", side, side);
}

// What a reader wants to know of a layer, most important first.
static void add_settings(const Layer *layer, Text *text)
{
    add_window(layer, "kernel", text);
    add_window(layer, "size", text);
    add_number(layer, "filters", "", text);
    add_number(layer, "units", "", text);
    if (setting(layer, "stride", 1) > 1)
        add_number(layer, "stride", "/", text);
    if (setting(layer, "kernel", 0) != 1)
        add_choice(layer, "padding", "valid", text);
    add_number(layer, "rate", "", text);
    add_number(layer, "scale", "", text);
    add_choice(layer, "axis", "rows", text);
    add_choice(layer, "kind", "", text);
    add_choice(layer, "activation", "none", text);
}

static void name_layer(const Layer *layer, Box *box)
{
    Text settings = {0};

    add_settings(layer, &settings);
    text_add(&box->name, is(layer, "merge") ? "add" : layer->type->entry.name);
    if (settings.length > 0)
        text_printf(&box->name, " %s", text_string(&settings));
    text_release(&settings);
}

// Takes layers first … end − 1 into the box.
static void count(Box *box, const Network *network, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        box->parameters += network->layers[i]->weights;
        box->multiply_adds += network->layers[i]->multiply_adds;
    }
    box->out = network->layers[end - 1]->out;
}

static void read_layers(Anatomy *anatomy, const Network *network)
{
    int depth = 0;

    for (size_t i = 0; i < network->layer_count; i++) {
        const Layer *layer = network->layers[i];
        Box *box;

        depth -= is(layer, "merge");
        depth += is(layer, "branch");
        if (is(layer, "branch") || (layer->idle && layer->weights == 0))
            continue;
        box = add_box(anatomy);
        box->depth = depth;
        name_layer(layer, box);
        count(box, network, i, i + 1);
    }
}

static bool at(const Network *network, size_t i, const char *kind)
{
    return i < network->layer_count && is(network->layers[i], kind);
}

static size_t after(const Network *network, size_t i, const char *kind)
{
    return at(network, i, kind) ? i + 1 : i;
}

// Past what belongs to the layer before it.
static size_t after_trimmings(const Network *network, size_t i)
{
    size_t next;

    while (
        (next = after(network, after(network, i, "batch_norm"), "activation"))
        != i)
        i = next;
    return i;
}

// Where a block that begins at layer i ends: a residual one at its merge, one
// around a depthwise convolution after the convolution that narrows it. i
// where none begins.
static size_t block_end(const Network *network, size_t i)
{
    size_t inner = i;
    int depth = 1;

    if (at(network, i, "branch")) {
        for (i++; i < network->layer_count && depth > 0; i++)
            depth += at(network, i, "branch") - at(network, i, "merge");
        return after_trimmings(network, i);
    }
    if (at(network, i, "conv2d")
        && setting(network->layers[i], "kernel", 0) == 1)
        inner = after_trimmings(network, i + 1);
    if (!at(network, inner, "depthwise_conv2d"))
        return i;
    inner = after_trimmings(network, inner + 1);
    inner = after(network, inner, "squeeze_excite");
    if (!at(network, inner, "conv2d"))
        return i;
    return after_trimmings(network, inner + 1);
}

// "MBConv6 3×3, 24": widened sixfold around a depthwise convolution (Tan & Le
// 2019); "residual 3×3 + 3×3, 16" (He et al. 2015). The stride comes after.
static double name_block(const Network *network, size_t first, size_t end,
                         Text *name)
{
    const Layer *depthwise = NULL;
    double stride = 1;
    Text sides = {0};

    for (size_t i = first; i < end; i++) {
        const Layer *layer = network->layers[i];
        double side = setting(layer, "kernel", 0);

        stride *= setting(layer, "stride", 1);
        if (is(layer, "depthwise_conv2d"))
            depthwise = layer;
        if (side > 0)
            text_printf(&sides, "%s%g×%g", sides.length > 0 ? " + " : "", side,
                        side);
    }
    if (depthwise)
        text_printf(
            name, "MBConv%d %g×%g",
            depthwise->in.channels / network->layers[first]->in.channels,
            setting(depthwise, "kernel", 0), setting(depthwise, "kernel", 0));
    else
        text_printf(name, "residual %s", text_string(&sides));
    text_printf(name, ", %d", network->layers[end - 1]->out.channels);
    text_release(&sides);
    return stride;
}

static void add_block(Anatomy *anatomy, const Network *network, size_t first,
                      size_t end)
{
    Box *last = anatomy->count > 0 ? &anatomy->boxes[anatomy->count - 1] : NULL;
    Text name = {0};
    double stride = name_block(network, first, end, &name);

    if (!last || stride != 1
        || strcmp(text_string(&last->block), text_string(&name)) != 0) {
        last = add_box(anatomy);
        text_add(&last->block, text_string(&name));
        text_add(&last->name, text_string(&name));
        if (stride != 1)
            text_printf(&last->name, ", /%g", stride);
    } else {
        last->repeats++;
    }
    count(last, network, first, end);
    text_release(&name);
}

// A layer and what normalises and activates its output.
static size_t add_unit(Anatomy *anatomy, const Network *network, size_t first)
{
    size_t end = after_trimmings(network, first + 1);
    Box *box = add_box(anatomy);

    name_layer(network->layers[first], box);
    for (size_t i = first + 1; i < end; i++) {
        add_choice(network->layers[i], "kind", "", &box->name);
        add_choice(network->layers[i], "activation", "none", &box->name);
    }
    count(box, network, first, end);
    return end;
}

static void read_blocks(Anatomy *anatomy, const Network *network)
{
    size_t i = 0;

    while (i < network->layer_count) {
        size_t end = block_end(network, i);

        if (end > i) {
            add_block(anatomy, network, i, end);
            i = end;
        } else if (network->layers[i]->idle
                   && network->layers[i]->weights == 0) {
            i++;
        } else {
            i = add_unit(anatomy, network, i);
        }
    }
    for (size_t box = 0; box < anatomy->count; box++) {
        Text name = {0};

        if (anatomy->boxes[box].repeats > 1)
            text_printf(&name, "%d × ", anatomy->boxes[box].repeats);
        text_add(&name, text_string(&anatomy->boxes[box].name));
        text_release(&anatomy->boxes[box].name);
        anatomy->boxes[box].name = name;
    }
}

void anatomy_read(Anatomy *anatomy, const Network *network)
{
    if (network->layer_count > LAYERS_SHOWN)
        read_blocks(anatomy, network);
    else
        read_layers(anatomy, network);
}
