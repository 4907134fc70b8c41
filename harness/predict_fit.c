#include "harness/predict_fit.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fit_names[] = {"mnist", "stretch", "none", NULL};

enum { LEVELS = 256, WHITE = 255 };

static size_t area(const Grey *grey)
{
    return (size_t)grey->height * (size_t)grey->width;
}

// How many pixels of the border have each level; returns how many there are.
static size_t count_border(const Grey *grey, size_t counts[LEVELS])
{
    size_t border = 0;

    for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++) {
            if (y > 0 && y < grey->height - 1 && x > 0 && x < grey->width - 1)
                continue;
            counts[grey->pixels[y * grey->width + x]]++;
            border++;
        }
    return border;
}

// The border's median: what is drawn on, as long as it is mostly free.
static int background(const Grey *grey)
{
    size_t counts[LEVELS] = {0};
    size_t half = (count_border(grey, counts) + 1) / 2;
    size_t sum = 0;
    int level = 0;

    while ((sum += counts[level]) < half)
        level++;
    return level;
}

bool fit_is_dark_on_light(const Grey *grey)
{
    return background(grey) >= LEVELS / 2;
}

void fit_invert(Grey *grey)
{
    size_t pixels = area(grey);

    for (size_t i = 0; i < pixels; i++)
        grey->pixels[i] = (uint8_t)(WHITE - grey->pixels[i]);
}

// A rectangle of a picture.
typedef struct {
    int top;
    int left;
    int height;
    int width;
} Box;

// One axis of a resize by a triangle filter: linear interpolation to larger
// sizes, a weighted mean of all that falls together to smaller ones. `step` is
// the distance of pixels in an axis, `in` and `out` count them.
static void resize_axis(const double *from, int in, size_t from_step,
                        double *to, int out, size_t to_step)
{
    double scale = (double)in / out;
    double reach = scale > 1 ? scale : 1;

    for (int i = 0; i < out; i++) {
        double centre = (i + 0.5) * scale - 0.5;
        double sum = 0;
        double weights = 0;

        for (int j = (int)ceil(centre - reach); j <= centre + reach; j++) {
            double weight = 1 - fabs(j - centre) / reach;

            if (j < 0 || j >= in || weight <= 0)
                continue;
            sum += weight * from[(size_t)j * from_step];
            weights += weight;
        }
        to[(size_t)i * to_step] = sum / weights;
    }
}

static uint8_t to_byte(double value)
{
    return value <= 0 ? 0 : value >= WHITE ? WHITE : (uint8_t)lround(value);
}

// The box of a picture, as [height, width], its columns first.
static Grey resize(const Grey *in, Box box, int height, int width)
{
    size_t pixels = (size_t)box.height * (size_t)box.width;
    double *from = memory_new(pixels, sizeof *from);
    double *tall = memory_new((size_t)height * (size_t)box.width, sizeof *tall);
    double *to = memory_new((size_t)width, sizeof *to);
    Grey out = grey_new(height, width);

    for (int y = 0; y < box.height; y++)
        for (int x = 0; x < box.width; x++)
            from[y * box.width + x] =
                in->pixels[(box.top + y) * in->width + box.left + x];
    for (int x = 0; x < box.width; x++)
        resize_axis(from + x, box.height, (size_t)box.width, tall + x, height,
                    (size_t)box.width);
    for (int y = 0; y < height; y++) {
        resize_axis(tall + (size_t)y * (size_t)box.width, box.width, 1, to,
                    width, 1);
        for (int x = 0; x < width; x++)
            out.pixels[y * width + x] = to_byte(to[x]);
    }
    free(from);
    free(tall);
    free(to);
    return out;
}

// Makes what is `dark`, or darker, 0 and what is lightest 255. False when
// nothing is lighter than that.
static bool spread_levels(Grey *grey, int dark)
{
    size_t pixels = area(grey);
    int light = dark;

    for (size_t i = 0; i < pixels; i++)
        if (grey->pixels[i] > light)
            light = grey->pixels[i];
    for (size_t i = 0; light > dark && i < pixels; i++) {
        int above = grey->pixels[i] - dark;

        if (above < 0)
            above = 0;
        grey->pixels[i] = (uint8_t)(above * WHITE / (light - dark));
    }
    return light > dark;
}

// What is lighter than noise: a quarter of the lightest, once the levels are
// spread.
static Box find_ink(const Grey *grey)
{
    int top = grey->height;
    int left = grey->width;
    int bottom = 0;
    int right = 0;

    for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++) {
            if (grey->pixels[y * grey->width + x] < LEVELS / 4)
                continue;
            top = y < top ? y : top;
            left = x < left ? x : left;
            bottom = y >= bottom ? y + 1 : bottom;
            right = x >= right ? x + 1 : right;
        }
    return (Box){top, left, bottom - top, right - left};
}

// The nearest place that lies within the picture of a part of length `part`
// whose centre of mass, `mass`, is to be the middle of `side` pixels.
static int centred(double mass, int part, int side)
{
    int place = (int)floor(side / 2.0 - mass + 0.5);

    return place < 0 ? 0 : place > side - part ? side - part : place;
}

static void centre(const Grey *part, Grey *out)
{
    double mass = 0;
    double y_sum = 0;
    double x_sum = 0;
    int top;
    int left;

    for (int y = 0; y < part->height; y++)
        for (int x = 0; x < part->width; x++) {
            double weight = part->pixels[y * part->width + x];

            mass += weight;
            y_sum += weight * (y + 0.5);
            x_sum += weight * (x + 0.5);
        }
    top = centred(y_sum / mass, part->height, out->height);
    left = centred(x_sum / mass, part->width, out->width);
    for (int y = 0; y < part->height; y++)
        for (int x = 0; x < part->width; x++)
            out->pixels[(top + y) * out->width + left + x] =
                part->pixels[y * part->width + x];
}

static int share(int side, double scale)
{
    int length = (int)lround(side * scale);

    return length > 0 ? length : 1;
}

// LeCun et al. 1998, section III.A: digits were scaled to fit a box of 20 x 20
// pixels, their proportions kept, and that was placed in 28 x 28 so that the
// centre of mass is in the middle. Other sizes get a box of the same share.
//
// Levels are spread first, so that of scanned paper, too, only the ink is left,
// and once more at the end, since thin lines fade as they become small.
static bool fit_mnist(const char *name, const Grey *in, Grey *out, Error *err)
{
    static const double box_share = 20.0 / 28;
    Grey spread = grey_new(in->height, in->width);
    bool ok;

    memcpy(spread.pixels, in->pixels, area(in));
    ok = spread_levels(&spread, background(in));
    if (ok) {
        Box ink = find_ink(&spread);
        double tall = box_share * out->height / ink.height;
        double wide = box_share * out->width / ink.width;
        double scale = tall < wide ? tall : wide;
        Grey part = resize(&spread, ink, share(ink.height, scale),
                           share(ink.width, scale));

        ok = spread_levels(&part, 0);
        if (ok)
            centre(&part, out);
        grey_release(&part);
    }
    grey_release(&spread);
    return ok
           || fail(err,
                   "'%s' shows nothing: all of it is as its background, or "
                   "darker (--invert no or yes says which way round it is)",
                   name);
}

static bool keep(const char *name, const Grey *in, Grey *out, Error *err)
{
    if (in->height != out->height || in->width != out->width)
        return fail_misuse(err,
                           "'%s' has %d x %d pixels; the network wants %d x "
                           "%d (--fit mnist or stretch makes them so)",
                           name, in->width, in->height, out->width,
                           out->height);
    memcpy(out->pixels, in->pixels, area(in));
    return true;
}

bool fit_grey(Fit fit, const char *name, const Grey *in, Grey *out, Error *err)
{
    Box whole = {0, 0, in->height, in->width};
    int height = out->height;
    int width = out->width;

    if (fit == FIT_MNIST)
        return fit_mnist(name, in, out, err);
    if (fit == FIT_NONE)
        return keep(name, in, out, err);
    grey_release(out);
    *out = resize(in, whole, height, width);
    return true;
}
