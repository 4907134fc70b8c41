#include "harness/layer_boxes.h"

#include "harness/anatomy.h"
#include "harness/setup.h"
#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {
    "panel", "place", "box", "shape", "parameters", "multiply_adds", "depth"};
static const char types[] = "iittiii";
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_cell(Result *boxes, size_t *capacity, size_t cell,
                     const Text *text)
{
    boxes->cells =
        memory_grow(boxes->cells, capacity, cell + 1, sizeof *boxes->cells);
    boxes->cells[cell] = memory_text(text_string(text));
}

static void add_row(Result *boxes, size_t *capacity, const Text row[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++)
        add_cell(boxes, capacity, boxes->rows * COLUMNS + i, &row[i]);
    boxes->rows++;
}

static void add_box(Result *boxes, size_t *capacity, size_t panel, size_t place,
                    const Box *box)
{
    Text row[COLUMNS] = {0};

    text_printf(&row[0], "%zu", panel);
    text_printf(&row[1], "%zu", place);
    text_add(&row[2], text_string(&box->name));
    anatomy_shape(box->out, &row[3]);
    text_printf(&row[4], "%zu", box->parameters);
    text_printf(&row[5], "%zu", box->multiply_adds);
    text_printf(&row[6], "%d", box->depth);
    add_row(boxes, capacity, row);
    for (size_t i = 0; i < COLUMNS; i++)
        text_release(&row[i]);
}

static void add_network(Result *boxes, size_t *capacity, size_t panel,
                        const Network *network)
{
    Anatomy anatomy = {0};
    Box input = {.out = network->in};

    text_add(&input.name, "input");
    add_box(boxes, capacity, panel, 0, &input);
    anatomy_read(&anatomy, network);
    for (size_t i = 0; i < anatomy.count; i++)
        add_box(boxes, capacity, panel, i + 1, &anatomy.boxes[i]);
    text_release(&input.name);
    anatomy_release(&anatomy);
}

static bool add_config(Images *images, const char *name, size_t panel,
                       Result *boxes, size_t *capacity, Error *err)
{
    Config config = {0};
    Setup setup = {0};
    DatasetSize size;
    bool ok = images_config(images, name, &config, err)
              && setup_size(&config, &size, err)
              && setup_network(&setup, &config, &size, err);

    if (ok)
        add_network(boxes, capacity, panel, setup.network);
    setup_release(&setup);
    config_release(&config);
    return ok;
}

static void finish(Result *boxes)
{
    size_t cells = boxes->rows * COLUMNS;

    boxes->columns = COLUMNS;
    boxes->names = memory_new(COLUMNS, sizeof *boxes->names);
    for (size_t i = 0; i < COLUMNS; i++)
        boxes->names[i] = memory_text(columns[i]);
    boxes->types = memory_new(cells, 1);
    for (size_t i = 0; i < cells; i++)
        boxes->types[i] = types[i % COLUMNS];
}

bool layer_boxes(Images *images, const Result *result, Result *boxes,
                 Error *err)
{
    size_t column = result_column(result, "network");
    size_t capacity = 0;
    bool ok = true;

    if (column == result->columns)
        return true;
    for (size_t i = 0; ok && i < result->rows; i++)
        ok = add_config(images, result->cells[i * result->columns + column],
                        i + 1, boxes, &capacity, err);
    finish(boxes);
    return ok;
}

void layer_boxes_release(Result *boxes)
{
    for (size_t i = 0; i < boxes->rows * boxes->columns; i++)
        free(boxes->cells[i]);
    for (size_t i = 0; i < boxes->columns; i++)
        free(boxes->names[i]);
    free(boxes->names);
    free(boxes->cells);
    free(boxes->types);
    *boxes = (Result){0};
}
