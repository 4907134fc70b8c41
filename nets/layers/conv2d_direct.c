// Convolutions by kernels of our own, from a copy of the image with its padding
// drawn in.
#include "nets/layers/conv2d.h"

#include <string.h>

// How large an image with its padding has to be for the window.
static int reach(int places, int stride, int size, int in)
{
    int most = (places - 1) * stride + size;

    return most > in ? most : in;
}

static Window padded_window(const Window *w)
{
    Window padded = *w;

    padded.top = 0;
    padded.left = 0;
    padded.in.height =
        w->top + reach(w->height, w->stride, w->size, w->in.height);
    padded.in.width =
        w->left + reach(w->width, w->stride, w->size, w->in.width);
    return padded;
}

static bool has_padding(const Conv2d *c)
{
    return c->padded.in.height != c->window.in.height
           || c->padded.in.width != c->window.in.width;
}

void conv2d_plan_direct(Conv2d *c)
{
    c->padded = padded_window(&c->window);
    if (has_padding(c))
        c->layer.scratch += shape_size(c->padded.in);
}

const float *conv2d_padded(const Conv2d *c, const Pass *pass,
                           const float *image)
{
    const Shape *in = &c->window.in;
    size_t row = (size_t)in->width * (size_t)in->channels;
    size_t padded_row = (size_t)c->padded.in.width * (size_t)in->channels;
    float *to = pass->scratch + (size_t)c->window.top * padded_row
                + (size_t)c->window.left * (size_t)in->channels;

    if (!has_padding(c))
        return image;
    memset(pass->scratch, 0, shape_size(c->padded.in) * sizeof *to);
    for (int i = 0; i < in->height; i++, to += padded_row, image += row)
        memcpy(to, image, row * sizeof *to);
    return pass->scratch;
}

void conv2d_sum_direct(const Conv2d *c, const Pass *pass, Matrix x, Matrix y)
{
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->convolve(
            &c->padded, conv2d_padded(c, pass, matrix_row(x, row)),
            c->layer.weight, conv2d_bias(c, c->layer.weight),
            (size_t)c->filters, matrix_row(y, row));
}

void conv2d_learn_direct(const Conv2d *c, const Pass *pass, Matrix x, Matrix dy)
{
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->convolve_back(
            &c->padded, conv2d_padded(c, pass, matrix_row(x, row)),
            matrix_row(dy, row), (size_t)c->filters, pass->weight_grad,
            pass->add_grad || row > 0);
}
