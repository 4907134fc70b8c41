#include "harness/stock.h"

#include "nets/base/memory.h"
#include "nets/shared_data.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const size_t most_bytes = (size_t)256 << 20;

// All of its settings that have to do with the data, and the data themselves:
// another round may find other files in the place of those.
static void add_wanted(const PlannedConfig *planned, Text *wanted)
{
    static const char prefix[] = "dataset.";
    const Config *config = &planned->config;

    text_printf(wanted, "%s\n", planned->data_digest);
    for (size_t i = 0; i < config->count; i++) {
        const Setting *setting = config->settings[i];

        if (strncmp(setting->key, prefix, sizeof prefix - 1) != 0)
            continue;
        text_printf(wanted, "%s: ", setting->key);
        setting_text(setting, wanted);
        text_add_char(wanted, '\n');
    }
}

static size_t bytes_of(const ImageSet *set)
{
    return set->count * (shape_size(set->shape) + 1);
}

void stock_add(Stock *stock, const PlannedConfig *config,
               const Dataset *dataset)
{
    size_t bytes = bytes_of(&dataset->train) + bytes_of(&dataset->test);
    Text wanted = {0};
    int descriptor;

    if (!stock || stock_find(stock, config)
        || bytes > most_bytes - stock->bytes)
        return;
    descriptor = shared_data_new(dataset);
    if (descriptor < 0)
        return;
    stock->items = memory_grow(stock->items, &stock->capacity, stock->count + 1,
                               sizeof *stock->items);
    add_wanted(config, &wanted);
    stock->items[stock->count++] = (StockItem){wanted.data, descriptor};
    stock->bytes += bytes;
}

int stock_find(const Stock *stock, const PlannedConfig *config)
{
    Text wanted = {0};
    int descriptor = 0;

    add_wanted(config, &wanted);
    for (size_t i = 0; stock && i < stock->count; i++)
        if (strcmp(stock->items[i].wanted, text_string(&wanted)) == 0)
            descriptor = stock->items[i].descriptor;
    text_release(&wanted);
    return descriptor;
}

void stock_release(Stock *stock)
{
    for (size_t i = 0; i < stock->count; i++) {
        (void)close(stock->items[i].descriptor);
        free(stock->items[i].wanted);
    }
    free(stock->items);
    *stock = (Stock){0};
}
