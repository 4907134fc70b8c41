// y = γ (x − μ) / √(σ² + ε) + β per channel: with the batch's own μ and σ²
// while training, with moving ones in inference. Ioffe & Szegedy 2015, in
// Keras' form.
//
// Sums are taken in double over shards parts of the batch's positions, which
// depend on its size alone, and then in the parts' order.
#include "nets/layer.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const size_t shards = 16;

typedef struct {
    Layer layer;
    double epsilon;
    double momentum;
    bool unbiased;
} BatchNorm;

static const Param params[] = {
    PARAM(BatchNorm, epsilon, 1e-3, 1e-12, 1, "added to the variance"),
    PARAM(BatchNorm, momentum, 0.99, 0, 1,
          "share of the moving mean and variance that a batch leaves"),
    PARAM(BatchNorm, unbiased, true, 0, 1,
          "the moving variance gets n / (n - 1) times the batch's"),
    {0},
};

static size_t channels_of(const Layer *layer)
{
    return (size_t)layer->in.channels;
}

// Weights are γ, β, state the moving mean and variance, [channels] each. What
// is kept is the batch's mean and 1 / √(σ² + ε), with the first row.
static bool plan(Layer *layer, Error *err)
{
    size_t channels = channels_of(layer);
    size_t sums = (shards + 1) * 2 * channels;

    (void)err;
    layer->out = layer->in;
    layer->weights = 2 * channels;
    layer->state = 2 * channels;
    layer->kept = 2 * channels * sizeof(float);
    layer->scratch = sums * (sizeof(double) / sizeof(float)) + 4 * channels;
    layer->whole_batch = true;
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
        layer->stored[channels + i] = 1;
    }
}

// A pass over all positions, shared out. `out` is y or dx.
typedef struct {
    const Pass *pass;
    size_t positions;
    size_t channels;
    float *out;
    const float *a;
    const float *b;
    float *factors;  // [4, channels]
    double *sums;    // [shards + 1, 2, channels]: the shards', then the total
} Work;

static Work work_of(const Layer *layer, const Pass *pass, Matrix x)
{
    size_t channels = channels_of(layer);
    double *sums = (double *)(void *)pass->scratch;
    void *factors = sums + (shards + 1) * 2 * channels;

    assert(x.stride == x.cols);
    return (Work){.pass = pass,
                  .positions = x.rows * x.cols / channels,
                  .channels = channels,
                  .factors = factors,
                  .sums = sums};
}

static size_t first_of(const Work *work, size_t shard)
{
    return work->positions * shard / shards;
}

static void sum_shard(void *context, size_t shard, int worker)
{
    const Work *w = context;
    size_t first = first_of(w, shard);

    (void)worker;
    w->pass->kernels->channel_sums(w->a + first * w->channels,
                                   w->b + first * w->channels,
                                   first_of(w, shard + 1) - first, w->channels,
                                   w->sums + shard * 2 * w->channels);
}

// Per channel Σ a, then Σ a b, over all positions.
static const double *sum_all(Work *work, const float *a, const float *b)
{
    size_t count = 2 * work->channels;
    double *total = work->sums + shards * count;

    work->a = a;
    work->b = b;
    pool_run(work->pass->pool, shards, sum_shard, work);
    memset(total, 0, count * sizeof *total);
    for (size_t shard = 0; shard < shards; shard++)
        for (size_t i = 0; i < count; i++)
            total[i] += work->sums[shard * count + i];
    return total;
}

// From Σ x and Σ x²: the batch's μ and 1 / √(σ² + ε) as factors; moves the
// moving mean and variance. A variance of one value is 0, not 0 / 0.
static void take_statistics(const Layer *layer, const Work *work,
                            const double *sums)
{
    const BatchNorm *norm = (const BatchNorm *)layer;
    double n = (double)work->positions;
    double spread = norm->unbiased && n > 1 ? n / (n - 1) : 1;
    double renew = 1 - norm->momentum;
    float *moving = layer->stored;
    float *kept = work->factors;

    for (size_t c = 0; c < work->channels; c++) {
        double mean = sums[c] / n;
        double variance = fmax(sums[work->channels + c] / n - mean * mean, 0);
        float *mean_c = &moving[c];
        float *variance_c = &moving[work->channels + c];

        kept[c] = (float)mean;
        kept[work->channels + c] = (float)(1 / sqrt(variance + norm->epsilon));
        *mean_c += (float)((mean - (double)*mean_c) * renew);
        *variance_c +=
            (float)((variance * spread - (double)*variance_c) * renew);
    }
}

// What inference takes in their place.
static void take_moving(const Layer *layer, const Work *work)
{
    const BatchNorm *norm = (const BatchNorm *)layer;
    size_t channels = work->channels;
    float *kept = work->factors;

    for (size_t c = 0; c < channels; c++) {
        double variance = (double)layer->stored[channels + c];

        kept[c] = layer->stored[c];
        kept[channels + c] = (float)(1 / sqrt(variance + norm->epsilon));
    }
}

static void normalize_shard(void *context, size_t shard, int worker)
{
    const Work *w = context;
    size_t first = first_of(w, shard);

    (void)worker;
    w->pass->kernels->normalize(w->out + first * w->channels,
                                w->a + first * w->channels, w->factors,
                                first_of(w, shard + 1) - first, w->channels);
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    Work work = work_of(layer, pass, x);
    size_t channels = work.channels;

    if (pass->training) {
        take_statistics(layer, &work, sum_all(&work, x.data, x.data));
        memcpy(pass->kept, work.factors, layer->kept);
    } else {
        take_moving(layer, &work);
    }
    for (size_t c = 0; c < channels; c++) {
        work.factors[channels + c] *= layer->weight[c];
        work.factors[2 * channels + c] = layer->weight[channels + c];
    }
    work.a = x.data;
    work.out = y.data;
    pool_run(pass->pool, shards, normalize_shard, &work);
}

// From Σ dy and Σ dy x: with x̂ = (x − μ) / √(σ² + ε), dγ = Σ dy x̂, dβ = Σ dy,
// and dx = γ / √(σ² + ε) (dy − dβ / n − x̂ dγ / n) as factors.
static void take_gradients(const Layer *layer, const Work *work,
                           const double *sums)
{
    const float *kept = (const float *)(const void *)work->pass->kept;
    float *grad = work->pass->weight_grad;
    bool add = work->pass->add_grad;
    float *factors = work->factors;
    size_t channels = work->channels;
    double n = (double)work->positions;

    for (size_t c = 0; c < channels; c++) {
        double mean = (double)kept[c];
        double inverse = (double)kept[channels + c];
        double dbeta = sums[c];
        double dgamma = inverse * (sums[channels + c] - mean * dbeta);

        factors[c] = kept[c];
        factors[channels + c] = layer->weight[c] * kept[channels + c];
        factors[2 * channels + c] = (float)(inverse * dgamma / n);
        factors[3 * channels + c] = (float)(dbeta / n);
        grad[c] = (add ? grad[c] : 0) + (float)dgamma;
        grad[channels + c] = (add ? grad[channels + c] : 0) + (float)dbeta;
    }
}

static void normalize_back_shard(void *context, size_t shard, int worker)
{
    const Work *w = context;
    size_t first = first_of(w, shard);

    (void)worker;
    w->pass->kernels->normalize_back(
        w->out + first * w->channels, w->a + first * w->channels,
        w->b + first * w->channels, w->factors, first_of(w, shard + 1) - first,
        w->channels);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    Work work = work_of(layer, pass, x);

    (void)y;
    take_gradients(layer, &work, sum_all(&work, dy.data, x.data));
    if (!dx.data)
        return;
    work.out = dx.data;
    pool_run(pass->pool, shards, normalize_back_shard, &work);
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
    };

    if (i >= sizeof tensors / sizeof *tensors)
        return false;
    *tensor = tensors[i];
    return true;
}

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
};
