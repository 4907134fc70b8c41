#include "harness/filters.h"

#include "harness/images.h"
#include "nets/base/file.h"
#include "nets/safetensors.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ACROSS = 16, SHOWN = 48, LARGEST = 1 << 30 };

// How a first layer's kernels lie: weight (y, x, channel) of kernel k is
// number ((y · side + x) · channels + channel) · count + k.
typedef struct {
    const NamedTensor *tensor;
    size_t side;
    size_t channels;
    size_t count;
} Kernels;

void filters_release(Filters *filters)
{
    text_release(&filters->lines);
    text_release(&filters->strips);
    *filters = (Filters){0};
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name);

    return length >= strlen(end)
           && strcmp(name + length - strlen(end), end) == 0;
}

static bool read_shape(const NamedTensor *tensor, Kernels *kernels)
{
    const uint64_t *sizes = tensor->sizes;

    *kernels = (Kernels){.tensor = tensor, .channels = 1};
    if (tensor->rank == 4) {
        kernels->side = (size_t)sizes[0];
        kernels->channels = (size_t)sizes[2];
        kernels->count = (size_t)sizes[3];
        return sizes[0] == sizes[1] && sizes[0] > 1;
    }
    if (tensor->rank == 2) {
        kernels->side = (size_t)sqrt((double)sizes[0]);
        kernels->count = (size_t)sizes[1];
        return kernels->side > 1 && kernels->side * kernels->side == sizes[0];
    }
    return false;
}

// The first kernel in the file, which has the layers in their order.
static bool find_kernels(const Tensors *tensors, Kernels *kernels)
{
    for (size_t i = 0; i < tensors->count; i++)
        if (ends_with(tensors->tensors[i].name, ".kernel"))
            return strcmp(tensors->tensors[i].type, "F32") == 0
                   && read_shape(&tensors->tensors[i], kernels);
    return false;
}

static double weight(const Kernels *kernels, size_t pixel, size_t k)
{
    const char *bytes = kernels->tensor->data;
    double sum = 0;

    for (size_t channel = 0; channel < kernels->channels; channel++) {
        size_t at = (pixel * kernels->channels + channel) * kernels->count + k;
        float value;

        memcpy(&value, bytes + at * sizeof value, sizeof value);
        sum += (double)value;
    }
    return sum / (double)kernels->channels;
}

static void add_tile(const Kernels *kernels, size_t k, double most, size_t top,
                     Text *lines)
{
    const double margin = 0.06;
    double side = (1 - 2 * margin) / (double)kernels->side;
    double left = (double)(k % ACROSS) + margin;
    size_t line = top + k / ACROSS;
    double above = (double)line + margin;

    for (size_t y = 0; y < kernels->side; y++)
        for (size_t x = 0; x < kernels->side; x++) {
            double value = weight(kernels, y * kernels->side + x, k);

            text_add_number(lines, left + side * ((double)x + 0.5));
            text_add_char(lines, ' ');
            text_add_number(lines, above + side * ((double)y + 0.5));
            text_printf(lines, " %.4f\n", most > 0 ? value / most : 0.0);
        }
    text_add(lines, "\n\n");
}

// Its place ends a line below it, where the next has its name.
static void end_strip(Filters *filters, size_t strip, size_t shown, size_t all)
{
    text_printf(&filters->strips, "%zu %zu %zu %zu\n", strip, filters->rows,
                shown, all);
    filters->count += shown;
    filters->rows += (shown + ACROSS - 1) / ACROSS + 1;
}

static void add_strip(Filters *filters, size_t strip, const Kernels *kernels)
{
    size_t count = kernels->count < SHOWN ? kernels->count : SHOWN;
    size_t pixels = kernels->side * kernels->side;
    double most = 0;

    for (size_t k = 0; k < count; k++)
        for (size_t pixel = 0; pixel < pixels; pixel++)
            most = fmax(most, fabs(weight(kernels, pixel, k)));
    for (size_t k = 0; k < count; k++)
        add_tile(kernels, k, most, filters->rows, &filters->lines);
    end_strip(filters, strip, count, kernels->count);
}

static bool add_file(Filters *filters, const char *path, size_t strip,
                     Error *err)
{
    Buffer file = {0};
    Tensors tensors = {0};
    Kernels kernels;
    bool ok = file_read(path, LARGEST, &file, err)
              && safetensors_decode(path, &file, &tensors, err);

    if (ok && find_kernels(&tensors, &kernels))
        add_strip(filters, strip, &kernels);
    tensors_release(&tensors);
    buffer_release(&file);
    return ok;
}

bool filters_read(Filters *filters, const Result *result, Error *err)
{
    size_t column = result_column(result, "checkpoint");
    Error last;
    bool unread = false;

    if (column == result->columns)
        return true;
    for (size_t i = 0; i < result->rows; i++)
        if (!add_file(filters, result->cells[i * result->columns + column],
                      i + 1, &last)) {
            unread = true;
            end_strip(filters, i + 1, 0, 0);
        }
    if (filters->count > 0 || result->rows == 0)
        return true;
    if (!unread)
        return fail(err,
                    "the first layers of these networks have no kernels "
                    "that are images");
    *err = last;
    return false;
}
