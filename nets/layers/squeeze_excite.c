// Scales every channel by a gate that the means of all channels open: for each
// example, s = the mean of x over its places, h = activation(s W₁ + b₁),
// g = sigmoid(h W₂ + b₂), y = x g. Hu et al. 2018, "Squeeze-and-excitation
// networks".
//
// The gates' products take all rows of a block at once. Only they and what led
// to them is kept, so y can be made again at the price of one pass.
#include "nets/activation.h"
#include "nets/initializer.h"
#include "nets/layer.h"

#include <assert.h>
#include <string.h>

typedef struct {
    Layer layer;
    int units;
    int activation;
    int initializer;
} SqueezeExcite;

static const Param params[] = {
    PARAM(SqueezeExcite, units, 4, 1, 1 << 16, "width between the products"),
    {.name = "activation",
     .kind = KIND_CHOICE,
     .offset = offsetof(SqueezeExcite, activation),
     .choices = activation_names,
     .fallback = ACTIVATION_SWISH,
     .help = "what follows the first product"},
    PARAM_CHOICE(SqueezeExcite, initializer, initializer_names,
                 "how the kernels are drawn"),
    {0},
};

static const SqueezeExcite *squeeze(const Layer *layer)
{
    return (const SqueezeExcite *)layer;
}

static Activation activation(const Layer *layer)
{
    return (Activation)squeeze(layer)->activation;
}

static size_t units(const Layer *layer)
{
    return (size_t)squeeze(layer)->units;
}

static size_t channels(const Layer *layer)
{
    return (size_t)layer->in.channels;
}

static size_t places(const Layer *layer)
{
    return (size_t)layer->in.height * (size_t)layer->in.width;
}

// The weights, or their gradients: W₁ [channels, units], b₁ [units],
// W₂ [units, channels], b₂ [channels].
typedef struct {
    Matrix reduce;
    float *reduce_bias;
    Matrix expand;
    float *expand_bias;
} Weights;

static Weights weights_at(const Layer *layer, float *from)
{
    size_t product = channels(layer) * units(layer);
    float *expand = from + product + units(layer);

    return (Weights){
        .reduce = matrix(from, channels(layer), units(layer)),
        .reduce_bias = from + product,
        .expand = matrix(expand, units(layer), channels(layer)),
        .expand_bias = expand + product,
    };
}

// What a block's forward pass leaves for backward, each row's in one piece.
typedef struct {
    Matrix means;  // s [rows, channels]
    Matrix gates;  // g [rows, channels]
    Matrix sums;   // s W₁ + b₁ [rows, units]
    Matrix inner;  // h [rows, units]
} Kept;

static size_t kept_floats(const Layer *layer)
{
    return 2 * (channels(layer) + units(layer));
}

// While training it is kept; in inference the scratch will do.
static Kept kept_rows(const Layer *layer, const Pass *pass, size_t rows)
{
    float *from = pass->training ? (float *)(void *)pass->kept : pass->scratch;
    Matrix all = matrix(from, rows, kept_floats(layer));
    size_t f = channels(layer);

    return (Kept){
        .means = matrix_cols(all, 0, f),
        .gates = matrix_cols(all, f, f),
        .sums = matrix_cols(all, 2 * f, units(layer)),
        .inner = matrix_cols(all, 2 * f + units(layer), units(layer)),
    };
}

static bool plan(Layer *layer, Error *err)
{
    size_t product = channels(layer) * units(layer);

    (void)err;
    layer->out = layer->in;
    layer->multiply_adds = 2 * product;
    layer->weights = 2 * product + units(layer) + channels(layer);
    layer->kept = kept_floats(layer) * sizeof(float);
    layer->scratch = BLOCK_ROWS * kept_floats(layer);
    layer->again = true;
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    Initializer initializer = (Initializer)squeeze(layer)->initializer;
    Weights w = weights_at(layer, layer->weight);
    Fans reduce = {channels(layer), units(layer)};
    Fans expand = {units(layer), channels(layer)};
    size_t product = channels(layer) * units(layer);

    init_kernel_by(initializer, layer->init, reduce, w.reduce.data, product,
                   rng);
    init_bias(layer->init, reduce, w.reduce_bias, units(layer), rng);
    init_kernel_by(initializer, layer->init, expand, w.expand.data, product,
                   rng);
    init_bias(layer->init, expand, w.expand_bias, channels(layer), rng);
}

static void squeeze_rows(const Layer *layer, const Pass *pass, Matrix x,
                         Matrix means)
{
    for (size_t row = 0; row < x.rows; row++) {
        float *mean = matrix_row(means, row);

        pass->kernels->sum_rows(mean, matrix_row(x, row), places(layer),
                                channels(layer), false);
        pass->kernels->scale(mean, mean, 1.0F / (float)places(layer),
                             channels(layer));
    }
}

// y = f(x + b), row by row; x gets the bias too.
static void finish_rows(const Pass *pass, Activation f, Matrix x,
                        const float *bias, Matrix y)
{
    for (size_t row = 0; row < x.rows; row++) {
        pass->kernels->add(matrix_row(x, row), bias, x.cols);
        if (y.data != x.data)
            memcpy(matrix_row(y, row), matrix_row(x, row),
                   x.cols * sizeof(float));
        activate(pass->kernels, f, matrix_row(y, row), x.cols);
    }
}

static void open_gates(const Layer *layer, const Pass *pass, Matrix x,
                       const Kept *kept)
{
    Weights w = weights_at(layer, layer->weight);

    squeeze_rows(layer, pass, x, kept->means);
    matmul(pass->kernels, kept->sums, kept->means, w.reduce, false);
    finish_rows(pass, activation(layer), kept->sums, w.reduce_bias,
                kept->inner);
    matmul(pass->kernels, kept->gates, kept->inner, w.expand, false);
    finish_rows(pass, ACTIVATION_SIGMOID, kept->gates, w.expand_bias,
                kept->gates);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    Kept kept = kept_rows(layer, pass, x.rows);

    assert(x.rows <= BLOCK_ROWS || pass->training);
    if (!pass->again)
        open_gates(layer, pass, x, &kept);
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->gate(matrix_row(y, row), matrix_row(x, row),
                            matrix_row(kept.gates, row), places(layer),
                            channels(layer));
}

// From ∂loss by what f gave to that by its argument.
static void backward_rows(const Pass *pass, Activation f, Matrix seen,
                          Matrix slopes)
{
    for (size_t row = 0; row < slopes.rows; row++)
        activate_backward(pass->kernels, f, matrix_row(seen, row),
                          matrix_row(slopes, row), slopes.cols);
}

// A block's gradients by the sums within the gates.
typedef struct {
    Matrix gates;  // [rows, channels]
    Matrix inner;  // [rows, units]
} Slopes;

// dg = Σ over the places of dy x, then back through both products.
static Slopes close_gates(const Layer *layer, const Pass *pass, Matrix x,
                          Matrix dy, const Kept *kept)
{
    Activation f = activation(layer);
    Weights w = weights_at(layer, layer->weight);
    Slopes s = {matrix(pass->scratch, x.rows, channels(layer)), {0}};

    s.inner = matrix(pass->scratch + BLOCK_ROWS * channels(layer), x.rows,
                     units(layer));
    for (size_t row = 0; row < x.rows; row++)
        pass->kernels->channel_dots(matrix_row(s.gates, row),
                                    matrix_row(dy, row), matrix_row(x, row),
                                    places(layer), channels(layer));
    backward_rows(pass, ACTIVATION_SIGMOID, kept->gates, s.gates);
    matmul(pass->kernels, s.inner, s.gates, transpose(w.expand), false);
    backward_rows(pass, f, activation_needs_input(f) ? kept->sums : kept->inner,
                  s.inner);
    return s;
}

static void learn(const Layer *layer, const Pass *pass, const Kept *kept,
                  const Slopes *s)
{
    Weights grad = weights_at(layer, pass->weight_grad);

    matmul(pass->kernels, grad.reduce, transpose(kept->means), s->inner,
           pass->add_grad);
    pass->kernels->sum_rows(grad.reduce_bias, s->inner.data, s->inner.rows,
                            s->inner.cols, pass->add_grad);
    matmul(pass->kernels, grad.expand, transpose(kept->inner), s->gates,
           pass->add_grad);
    pass->kernels->sum_rows(grad.expand_bias, s->gates.data, s->gates.rows,
                            s->gates.cols, pass->add_grad);
}

// dx = dy g + ds / places; `s` is overwritten with the latter.
static void pass_back(const Layer *layer, const Pass *pass, const Kept *kept,
                      Slopes *s, Matrix dy, Matrix dx)
{
    Matrix means = s->gates;
    Weights w = weights_at(layer, layer->weight);

    matmul(pass->kernels, means, s->inner, transpose(w.reduce), false);
    pass->kernels->scale(means.data, means.data, 1.0F / (float)places(layer),
                         means.rows * means.cols);
    for (size_t row = 0; row < dy.rows; row++)
        pass->kernels->gate_back(matrix_row(dx, row), matrix_row(dy, row),
                                 matrix_row(kept->gates, row),
                                 matrix_row(means, row), places(layer),
                                 channels(layer));
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    Kept kept = kept_rows(layer, pass, x.rows);
    Slopes slopes;

    (void)y;
    assert(x.rows <= BLOCK_ROWS);
    slopes = close_gates(layer, pass, x, dy, &kept);
    learn(layer, pass, &kept, &slopes);
    if (dx.data)
        pass_back(layer, pass, &kept, &slopes, dy, dx);
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    int f = layer->in.channels;
    int inner = squeeze(layer)->units;
    size_t product = channels(layer) * units(layer);
    const Tensor tensors[] = {
        {"reduce_kernel", 2, {f, inner}, 0, false},
        {"reduce_bias", 1, {inner}, product, false},
        {"expand_kernel", 2, {inner, f}, product + units(layer), false},
        {"expand_bias", 1, {f}, 2 * product + units(layer), false},
    };

    if (i >= sizeof tensors / sizeof *tensors)
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType squeeze_excite_layer = {
    .entry = {.name = "squeeze_excite",
              .summary = "scales each channel by what the means of all say",
              .params = params,
              .size = sizeof(SqueezeExcite)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
