// A recurrent layer that reads an image as a sequence and answers with its
// last state: hₜ = tanh(xₜ W + hₜ₋₁ U + b), h₀ = 0. Elman 1990; Keras'
// SimpleRNN.
//
// A step's input, the state before it and a 1 stand side by side in one row,
// [xₜ hₜ₋₁ 1], and W, U, b one above the other, as they are stored. So a step
// forward is one product, and so is the gradient of all weights over all steps.
#include "nets/initializer.h"
#include "nets/layer.h"

#include <string.h>

// Where a step's inputs lie in an image: `pieces` stretches of `piece` floats.
typedef struct {
    size_t steps;
    size_t distance;  // from step to step
    size_t pieces;
    size_t piece;
    size_t gap;  // from piece to piece
} Sequence;

typedef struct {
    Layer layer;
    int units;
    int axis;
    Sequence sequence;
} SimpleRnn;

enum { ROWS, COLUMNS };

static const char *const axes[] = {"rows", "columns", "pixels", NULL};

static const Param params[] = {
    PARAM(SimpleRnn, units, 128, 1, 8192, "size of the state"),
    PARAM_CHOICE(SimpleRnn, axis, axes, "what a step of the sequence is"),
    {0},
};

static const SimpleRnn *rnn_of(const Layer *layer)
{
    return (const SimpleRnn *)layer;
}

static size_t units(const Layer *layer)
{
    return (size_t)rnn_of(layer)->units;
}

static size_t inputs(const Layer *layer)
{
    return rnn_of(layer)->sequence.pieces * rnn_of(layer)->sequence.piece;
}

static size_t steps(const Layer *layer)
{
    return rnn_of(layer)->sequence.steps;
}

static size_t joined_width(const Layer *layer)
{
    return inputs(layer) + units(layer) + 1;
}

static Sequence sequence_of(Shape shape, int axis)
{
    size_t height = (size_t)shape.height;
    size_t width = (size_t)shape.width;
    size_t channels = (size_t)shape.channels;
    size_t row = width * channels;

    if (axis == ROWS)
        return (Sequence){height, row, 1, row, 0};
    if (axis == COLUMNS)
        return (Sequence){width, channels, height, channels, row};
    return (Sequence){height * width, channels, 1, channels, 0};
}

static bool plan(Layer *layer, Error *err)
{
    SimpleRnn *rnn = (SimpleRnn *)layer;
    size_t state = (size_t)rnn->units;
    size_t forward_scratch;
    size_t backward_scratch;

    (void)err;
    rnn->sequence = sequence_of(layer->in, rnn->axis);
    layer->out = (Shape){1, 1, rnn->units};
    layer->weights = joined_width(layer) * state;
    layer->kept = steps(layer) * joined_width(layer) * sizeof(float);
    layer->multiply_adds = steps(layer) * (inputs(layer) + state) * state;
    forward_scratch = BLOCK_ROWS * steps(layer) * joined_width(layer);
    backward_scratch =
        state * state + BLOCK_ROWS * steps(layer) * (state + inputs(layer));
    layer->scratch =
        forward_scratch > backward_scratch ? forward_scratch : backward_scratch;
    return true;
}

// torch draws everything by the size of the state; he concerns W alone.
static void init(Layer *layer, Rng *rng)
{
    bool torch = layer->init == INIT_TORCH;
    size_t state = units(layer);
    Fans fans = {torch ? state : inputs(layer), state};
    float *recurrent = layer->weight + inputs(layer) * state;

    init_kernel(layer->init, fans, layer->weight, inputs(layer) * state, rng);
    if (torch)
        init_kernel(layer->init, fans, recurrent, state * state, rng);
    else
        init_orthogonal(recurrent, state, rng);
    init_bias(layer->init, fans, recurrent + state * state, state, rng);
}

// Row `row`'s part of the steps' rows: rows of step 0, of step 1, ….
static float *joined_row(Matrix joined, size_t rows, size_t step, size_t row)
{
    return matrix_row(joined, step * rows + row);
}

// Fills everything of [xₜ hₜ₋₁ 1] but the states after h₀.
static void join(const Layer *layer, Matrix x, Matrix joined)
{
    const Sequence *s = &rnn_of(layer)->sequence;

    for (size_t row = 0; row < x.rows; row++) {
        for (size_t step = 0; step < s->steps; step++) {
            const float *from = matrix_row(x, row) + step * s->distance;
            float *to = joined_row(joined, x.rows, step, row);

            for (size_t i = 0; i < s->pieces; i++)
                memcpy(to + i * s->piece, from + i * s->gap,
                       s->piece * sizeof *to);
            to[joined.cols - 1] = 1;
        }
        memset(joined_row(joined, x.rows, 0, row) + inputs(layer), 0,
               units(layer) * sizeof(float));
    }
}

// dx [rows, in] ← d [steps × rows, inputs]
static void separate(const Layer *layer, Matrix d, Matrix dx)
{
    const Sequence *s = &rnn_of(layer)->sequence;

    for (size_t row = 0; row < dx.rows; row++)
        for (size_t step = 0; step < s->steps; step++) {
            const float *from = joined_row(d, dx.rows, step, row);
            float *to = matrix_row(dx, row) + step * s->distance;

            for (size_t i = 0; i < s->pieces; i++)
                memcpy(to + i * s->gap, from + i * s->piece,
                       s->piece * sizeof *to);
        }
}

// The state that a step leaves: in the next step's rows, at last in y.
static Matrix state_after(const Layer *layer, Matrix joined, size_t step,
                          Matrix y)
{
    if (step + 1 == steps(layer))
        return y;
    return matrix_cols(matrix_rows(joined, (step + 1) * y.rows, y.rows),
                       inputs(layer), units(layer));
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    float *memory =
        pass->training ? (float *)(void *)pass->kept : pass->scratch;
    Matrix joined = matrix(memory, steps(layer) * x.rows, joined_width(layer));
    Matrix weights = matrix(layer->weight, joined_width(layer), units(layer));

    join(layer, x, joined);
    for (size_t step = 0; step < steps(layer); step++) {
        Matrix state = state_after(layer, joined, step, y);

        matmul(pass->kernels, state, matrix_rows(joined, step * x.rows, x.rows),
               weights, false);
        for (size_t row = 0; row < x.rows; row++)
            pass->kernels->tanh(matrix_row(state, row), state.cols);
    }
}

// Back through time: aₜ = ∂loss by what tanh was taken of, from the last step
// to the first: aₜ = (aₜ₊₁ Uᵀ) (1 − hₜ²); slopes [steps × rows, units].
static void unroll(const Layer *layer, const Pass *pass, Matrix y, Matrix dy,
                   Matrix slopes)
{
    Matrix joined =
        matrix((float *)(void *)pass->kept, slopes.rows, joined_width(layer));
    Matrix recurrent = matrix(layer->weight + inputs(layer) * units(layer),
                              units(layer), units(layer));
    Matrix turned = matrix(pass->scratch, units(layer), units(layer));

    matrix_copy_transposed(pass->kernels, turned, recurrent);
    for (size_t step = steps(layer); step-- > 0;) {
        Matrix slope = matrix_rows(slopes, step * y.rows, y.rows);
        Matrix state = state_after(layer, joined, step, y);

        if (step + 1 == steps(layer))
            memcpy(slope.data, dy.data, dy.rows * dy.cols * sizeof(float));
        else
            matmul(pass->kernels, slope,
                   matrix_rows(slopes, (step + 1) * y.rows, y.rows), turned,
                   false);
        for (size_t row = 0; row < y.rows; row++)
            pass->kernels->tanh_backward(matrix_row(state, row),
                                         matrix_row(slope, row), slope.cols);
    }
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    size_t rows = steps(layer) * x.rows;
    float *after_turned = pass->scratch + units(layer) * units(layer);
    Matrix slopes = matrix(after_turned, rows, units(layer));
    Matrix joined =
        matrix((float *)(void *)pass->kept, rows, joined_width(layer));

    unroll(layer, pass, y, dy, slopes);
    matmul(pass->kernels, matrix(pass->weight_grad, joined.cols, slopes.cols),
           transpose(joined), slopes, pass->add_grad);
    if (dx.data) {
        Matrix d =
            matrix(after_turned + rows * slopes.cols, rows, inputs(layer));

        matmul(pass->kernels, d, slopes,
               transpose(matrix(layer->weight, d.cols, slopes.cols)), false);
        separate(layer, d, dx);
    }
}

static bool tensor(const Layer *layer, size_t i, Tensor *tensor)
{
    int in = (int)inputs(layer);
    int state = (int)units(layer);
    size_t recurrent = inputs(layer) * units(layer);
    const Tensor tensors[] = {
        {"kernel", 2, {in, state}, 0, false},
        {"recurrent", 2, {state, state}, recurrent, false},
        {"bias", 1, {state}, recurrent + units(layer) * units(layer), false},
    };

    if (i >= sizeof tensors / sizeof *tensors)
        return false;
    *tensor = tensors[i];
    return true;
}

const LayerType simple_rnn_layer = {
    .entry = {.name = "simple_rnn",
              .summary = "a recurrent layer; its last state",
              .params = params,
              .size = sizeof(SimpleRnn)},
    .plan = plan,
    .init = init,
    .forward = forward,
    .backward = backward,
    .tensor = tensor,
};
