// Which layer of a file a setting comes from, and over which others.
#include "harness/expand_inside.h"

#include "nets/base/memory.h"

#include <string.h>

static void add_place(Mark mark, Text *words)
{
    // What --set says is short, and its own place.
    if (mark.source->name[0] == '-')
        text_printf(words, "%s %s", mark.source->name, mark.source->text);
    else
        text_printf(words, "%s:%d:%d", mark.source->name, mark.line,
                    mark.column);
}

static const Key *find_key(const Schema *schema, const char *path)
{
    const Key *key = schema_find(schema, path);
    Text name = {0};

    text_printf(&name, "%s.name", path);
    key = key ? key : schema_find(schema, text_string(&name));
    text_release(&name);
    return key;
}

// The block's axis that the row is of, or -1.
static ptrdiff_t axis_of(const Expander *expander, const Block *block,
                         const Row *row)
{
    for (size_t i = 0; block && i < block->axis_count; i++)
        if (expander->candidates[i] == row)
            return (ptrdiff_t)i;
    return -1;
}

// "search, grid.yaml:12:19: log [0.0001, 1], draw 17 of seed 7".
static void add_draw(const Expander *expander, const Search *search,
                     size_t axis, Text *words)
{
    text_add(words, "search, ");
    add_place(search->marks[axis], words);
    text_add(words, ": ");
    range_text(&search->ranges[axis], words);
    if (expander->proposed)
        text_printf(words,
                    ", trial %zu, proposed by tpe from the trials "
                    "before it",
                    expander->draw + 1);
    else
        text_printf(words, ", draw %zu of seed %llu", expander->draw + 1,
                    (unsigned long long)search->seed);
}

static void add_axis(const Expander *expander, const Block *block,
                     const RowLayer *layer, Text *words)
{
    ptrdiff_t axis = axis_of(expander, block, layer->row);
    const Choice *choice;

    if (axis >= 0 && block->search) {
        add_draw(expander, block->search, (size_t)axis, words);
        return;
    }
    choice = axis >= 0 ? &block->axes[axis].choices[expander->at[axis]] : NULL;
    text_printf(words, "%s, ",
                !choice        ? "include"
                : choice->what ? choice->what
                               : "sweep");
    add_place(layer->assignment->span, words);
}

static void add_source(const Expander *expander, const Block *block,
                       const RowLayer *layer, Text *words)
{
    const Experiment *experiment = expander->experiment;
    const Defaults *defaults = layer->defaults;

    if (defaults) {
        text_add(words, "defaults_for ");
        setting_key_text(defaults->key->name, words);
        text_add_char(words, ' ');
        setting_text(defaults->value, words);
        text_add(words, ", ");
        add_place(layer->assignment->span, words);
    } else if (layer->row == &experiment->base) {
        text_add(words, "base, ");
        add_place(layer->assignment->span, words);
    } else if (layer->row == &experiment->sets) {
        add_place(layer->assignment->span, words);
    } else {
        add_axis(expander, block, layer, words);
    }
}

static void add_value(const Setting *value, Text *words)
{
    if (value)
        setting_text(value, words);
    else
        text_add(words, "nothing");
}

// Where the value stands in the configuration: as written, or made of it.
static void add_first(const Expander *expander, const Block *block,
                      const RowLayer *layer, const Setting *value, Text *words)
{
    add_value(value, words);
    if (!layer || !layer->assignment->value) {
        text_add(words, ", built in");
        return;
    }
    text_add(words, " from ");
    add_source(expander, block, layer, words);
    if (!setting_equal(value, layer->assignment->value)) {
        text_add(words, " (written as ");
        add_value(layer->assignment->value, words);
        text_add(words, layer->assignment->pixels ? " pixels)" : ")");
    }
}

static void add_layers(const Expander *expander, const Block *block,
                       const RowLayer *layers, size_t count, Text *words)
{
    for (size_t i = count; i-- > 0;) {
        text_add(words, "\n  over ");
        add_value(layers[i].assignment->value, words);
        text_add(words, " from ");
        add_source(expander, block, &layers[i], words);
    }
}

// Axes that would have set it, had their condition held.
static void add_absent(const Expander *expander, const Block *block,
                       const Key *key, Text *words)
{
    for (size_t i = 0; block && i < block->axis_count; i++) {
        const Axis *axis = &block->axes[i];
        const Assignment *one = row_find(&axis->choices[0].row, key);

        if (expander->active[i] || !one)
            continue;
        text_add(words, "\n  not from the axis at ");
        add_place(one->key_span, words);
        text_add(words, ": its condition does not hold, ");
        add_place(axis->when.mark, words);
    }
}

static void explain(Expander *expander, const Block *block, Row *const *rows,
                    size_t row_count, const Key *key, const Config *config)
{
    Text *words = &expander->why->words;
    const Setting *value = config_find(config, key->name);
    const Setting *fallback = resolver_fallback(expander->resolver, key);
    size_t count;
    RowLayer *layers =
        resolver_layers(expander->resolver, rows, row_count, key, &count);
    const RowLayer *top = count > 0 ? &layers[count - 1] : NULL;

    if (value) {
        add_first(expander, block, top, value, words);
        add_layers(expander, block, layers,
                   top && top->assignment->value ? count - 1 : count, words);
        if (top && top->assignment->value && fallback) {
            text_add(words, "\n  over ");
            setting_text(fallback, words);
            text_add(words, ", built in");
        }
    } else {
        text_printf(words, "%s %s", key->name,
                    count > 0 ? "does not apply" : "is not set");
        add_layers(expander, block, layers, count, words);
    }
    add_absent(expander, block, key, words);
    text_add_char(words, '\n');
    memory_free(layers);
}

void expand_why(Expander *expander, const Block *block, Row *const *rows,
                size_t count, const Config *config)
{
    Why *why = expander->why;
    const Key *key;

    if (!why || why->found)
        return;
    text_clear(&expander->json);
    config_json(config, &expander->json);
    why->found = strcmp(text_string(&expander->json), why->config) == 0;
    if (!why->found)
        return;
    key = find_key(expander->experiment->schema, why->key);
    if (key)
        explain(expander, block, rows, count, key, config);
    else if (strncmp(why->key, "early_stop.", 11) == 0)
        text_printf(&why->words, "from early_stop\n");
}
