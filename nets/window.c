#include "nets/window.h"

const char *const padding_names[] = {"valid", "same", NULL};

static int places(int in, int size, int stride, Padding padding)
{
    if (padding == PADDING_SAME)
        return (in + stride - 1) / stride;
    return (in - size) / stride + 1;
}

// Padding before the image, half of all that the places need.
static int before(int in, int places, int size, int stride)
{
    int all = (places - 1) * stride + size - in;

    return all > 0 ? all / 2 : 0;
}

bool window_plan(Window *window, Shape in, int size, int stride,
                 Padding padding, Error *err)
{
    if (padding == PADDING_VALID && (size > in.height || size > in.width))
        return fail_misuse(err,
                           "a window of %d x %d does not fit into %d x %d; "
                           "make it smaller, or pad: 'padding: same'",
                           size, size, in.height, in.width);
    *window = (Window){
        .in = in,
        .height = places(in.height, size, stride, padding),
        .width = places(in.width, size, stride, padding),
        .size = size,
        .stride = stride,
    };
    window->top = before(in.height, window->height, size, stride);
    window->left = before(in.width, window->width, size, stride);
    return true;
}
