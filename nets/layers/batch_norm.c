// y = f(γ (x − μ) / √(σ² + ε) + β) per channel: with the batch's own μ and σ²
// while training, with moving ones in inference. Ioffe & Szegedy 2015, in
// Keras' form; f is an activation.
//
// The moving statistics begin at 0 and 1, and for some hundred batches the
// start is a good part of them: after t batches its share is momentumᵗ.
// `debias` takes that share out in inference, as Adam does with its moments.
#include "nets/activation.h"
#include "nets/layer.h"

#include <assert.h>
#include <math.h>

typedef struct {
    Layer layer;
    double epsilon;
    double momentum;
    bool unbiased;
    bool debias;
    int activation;
} BatchNorm;

static const Param params[] = {
    PARAM(BatchNorm, epsilon, 1e-3, 1e-12, 1, "added to the variance"),
    PARAM(BatchNorm, momentum, 0.99, 0, 1,
          "share of the moving mean and variance that a batch leaves"),
    PARAM(BatchNorm, unbiased, true, 0, 1,
          "the moving variance gets n / (n - 1) times the batch's"),
    PARAM(BatchNorm, debias, false, 0, 1,
          "inference takes the share of their start out of the moving ones"),
    PARAM_CHOICE(BatchNorm, activation, activation_names, "what follows"),
    {0},
};

static const BatchNorm *norm_of(const Layer *layer)
{
    return (const BatchNorm *)layer;
}

static Activation activation_of(const Layer *layer)
{
    return (Activation)norm_of(layer)->activation;
}

static bool is_swish(const Layer *layer)
{
    return activation_of(layer) == ACTIVATION_SWISH;
}

static size_t channels_of(const Layer *layer)
{
    return (size_t)layer->in.channels;
}

static size_t places_of(const Layer *layer)
{
    return shape_size(layer->in) / channels_of(layer);
}

static size_t positions_of(const Layer *layer, Matrix x)
{
    assert(x.stride == x.cols);
    return x.rows * x.cols / channels_of(layer);
}

// What the blocks go by, [channels] each: μ, γ / √(σ² + ε), β, and, on the way
// back, the slope and level that `correct` takes away.
typedef struct {
    float *mean;
    float *scale;
    float *shift;
    float *slope;
    float *level;
    float *inverse;  // 1 / √(σ² + ε)
} Factors;

static Factors factors_of(const Layer *layer, const Pass *pass)
{
    size_t channels = channels_of(layer);
    float *f = pass->factors;

    return (Factors){f,
                     f + channels,
                     f + 2 * channels,
                     f + 3 * channels,
                     f + 4 * channels,
                     f + 5 * channels};
}

// The moving mean and variance [channels], then the share of their start.
static float *moving_variance(const Layer *layer)
{
    return layer->stored + channels_of(layer);
}

static float *start_share(const Layer *layer)
{
    return layer->stored + 2 * channels_of(layer);
}

// Weights are γ, β, [channels] each. Scratch is for an activation's input.
static bool plan(Layer *layer, Error *err)
{
    size_t channels = channels_of(layer);

    (void)err;
    layer->out = layer->in;
    layer->weights = 2 * channels;
    layer->state = 2 * channels + norm_of(layer)->debias;
    layer->sums = 2 * channels;
    layer->factors = 6 * channels;
    layer->again = true;
    if (is_swish(layer))
        layer->left = shape_size(layer->in);
    else if (activation_needs_input(activation_of(layer)))
        layer->scratch = BLOCK_ROWS * shape_size(layer->in);
    return true;
}

static void init(Layer *layer, Rng *rng)
{
    size_t channels = channels_of(layer);

    (void)rng;
    for (size_t i = 0; i < channels; i++) {
        layer->weight[i] = 1;
        layer->weight[channels + i] = 0;
        layer->stored[i] = 0;
        moving_variance(layer)[i] = 1;
    }
    if (norm_of(layer)->debias)
        *start_share(layer) = 1;
}

static void measure(const Layer *layer, const Pass *pass, Matrix x)
{
    pass->kernels->channel_moments(x.data, positions_of(layer, x),
                                   channels_of(layer), pass->sums);
}

static void set_factors(const Layer *layer, const Pass *pass, size_t channel,
                        double mean, double variance)
{
    Factors f = factors_of(layer, pass);
    double inverse = 1 / sqrt(variance + norm_of(layer)->epsilon);

    f.mean[channel] = (float)mean;
    f.scale[channel] = (float)((double)layer->weight[channel] * inverse);
    f.shift[channel] = layer->weight[channels_of(layer) + channel];
    f.inverse[channel] = (float)inverse;
}

static void move(float *moving, double value, double renew)
{
    *moving += (float)((value - (double)*moving) * renew);
}

// From Σ x and Σ x² over n values. A variance of one value is 0, not 0 / 0.
static void settle_training(const Layer *layer, const Pass *pass, double n)
{
    const BatchNorm *norm = norm_of(layer);
    size_t channels = channels_of(layer);
    double spread = norm->unbiased && n > 1 ? n / (n - 1) : 1;
    double renew = 1 - norm->momentum;

    for (size_t c = 0; c < channels; c++) {
        double mean = pass->sums[c] / n;
        double square = pass->sums[channels + c] / n;
        double variance = fmax(square - mean * mean, 0);

        set_factors(layer, pass, c, mean, variance);
        move(&layer->stored[c], mean, renew);
        move(&moving_variance(layer)[c], variance * spread, renew);
    }
    if (norm->debias)
        *start_share(layer) *= (float)norm->momentum;
}

static void settle_inference(const Layer *layer, const Pass *pass)
{
    double share = norm_of(layer)->debias ? (double)*start_share(layer) : 0;

    // Before the first batch there is nothing but the start.
    if (share >= 1)
        share = 0;
    for (size_t c = 0; c < channels_of(layer); c++) {
        double mean = (double)layer->stored[c];
        double variance = (double)moving_variance(layer)[c];

        set_factors(layer, pass, c, mean / (1 - share),
                    fmax(variance - share, 0) / (1 - share));
    }
}

static void settle(const Layer *layer, const Pass *pass, size_t rows)
{
    if (pass->training)
        settle_training(layer, pass, (double)(rows * places_of(layer)));
    else
        settle_inference(layer, pass);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    size_t positions = positions_of(layer, x);
    size_t channels = channels_of(layer);

    if (is_swish(layer)) {
        pass->kernels->normalize_swish(y.data, pass->left, x.data,
                                       pass->factors, positions, channels);
        return;
    }
    pass->kernels->normalize(y.data, x.data, pass->factors, positions,
                             channels);
    activate(pass->kernels, activation_of(layer), y.data, y.rows * y.cols);
}

// Through an activation other than swish, whose slope is left by forward.
static void activation_back(const Layer *layer, const Pass *pass, Matrix x,
                            Matrix y, Matrix dy)
{
    const float *seen = y.data;

    if (activation_needs_input(activation_of(layer))) {
        pass->kernels->normalize(pass->scratch, x.data, pass->factors,
                                 positions_of(layer, x), channels_of(layer));
        seen = pass->scratch;
    }
    activate_backward(pass->kernels, activation_of(layer), seen, dy.data,
                      dy.rows * dy.cols);
}

// dx is first du, the gradient by what the activation was taken of, and the
// sums are Σ du and Σ du (x − μ): `correct` does the rest.
static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    const NormalizeBack back = {
        .du = dx.data ? dx.data : dy.data,
        .dy = dy.data,
        .slope = is_swish(layer) ? pass->left : NULL,
        .x = x.data,
        .factors = pass->factors,
        .sums = pass->sums,
        .far = pass->far,
    };

    if (!is_swish(layer))
        activation_back(layer, pass, x, y, dy);
    pass->kernels->normalize_back(&back, positions_of(layer, x),
                                  channels_of(layer));
}

// With x̂ = (x − μ) / √(σ² + ε): dβ = Σ du, dγ = Σ du x̂, and
// dx = γ / √(σ² + ε) (du − dβ / n − x̂ dγ / n).
static void settle_back(const Layer *layer, const Pass *pass, size_t rows)
{
    Factors f = factors_of(layer, pass);
    size_t channels = channels_of(layer);
    double n = (double)(rows * places_of(layer));

    for (size_t c = 0; c < channels; c++) {
        double inverse = (double)f.inverse[c];
        double dbeta = pass->sums[c];
        double dgamma = inverse * pass->sums[channels + c];

        f.slope[c] = (float)(inverse * dgamma / n);
        f.level[c] = (float)(dbeta / n);
        pass->weight_grad[c] = (float)dgamma;
        pass->weight_grad[channels + c] = (float)dbeta;
    }
}

static void correct(const Layer *layer, const Pass *pass, Matrix x, Matrix dx,
                    Matrix to)
{
    pass->kernels->normalize_correct(to.data, dx.data, x.data, pass->factors,
                                     positions_of(layer, x),
                                     channels_of(layer));
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    int channels = layer->in.channels;
    size_t second = channels_of(layer);
    const Tensor tensors[] = {
        {"gamma", 1, {channels}, 0, false},
        {"beta", 1, {channels}, second, false},
        {"moving_mean", 1, {channels}, 0, true},
        {"moving_variance", 1, {channels}, second, true},
        {"start_share", 1, {1}, 2 * second, true},
    };

    if (i >= (norm_of(layer)->debias ? 5 : 4))
        return false;
    *tensor = tensors[i];
    return true;
}

static const Statistics statistics = {
    .measure = measure,
    .settle = settle,
    .settle_back = settle_back,
    .correct = correct,
};

const LayerType batch_norm_layer = {
    .entry = {.name = "batch_norm",
              .summary = "mean 0 and variance 1 per channel of the batch",
              .params = params,
              .size = sizeof(BatchNorm)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
    .statistics = &statistics,
};
