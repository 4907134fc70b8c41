// A recurrent layer that reads an image as a sequence and answers with its
// last state: hₜ = tanh(xₜ W + hₜ₋₁ U + b), h₀ = 0. Elman 1990; Keras'
// SimpleRNN.
//
// A step's input and the state before it stand side by side in one row,
// [xₜ hₜ₋₁], and W and U one above the other, as they are stored. So a step
// forward is one product, which begins from b.
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

// Floats from one row [xₜ hₜ₋₁] to the next; states begin at a line.
static size_t row_stride(const Layer *layer)
{
    return whole_lines(inputs(layer)) + whole_lines(units(layer));
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
    layer->weights = (inputs(layer) + state + 1) * state;
    layer->kept = steps(layer) * row_stride(layer) * sizeof(float);
    layer->multiply_adds = steps(layer) * (inputs(layer) + state) * state;
    forward_scratch = (size_t)(2 * BLOCK_ROWS) * row_stride(layer);
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

// W, U, b
static Matrix kernel(const Layer *layer, float *weights)
{
    return matrix(weights, inputs(layer), units(layer));
}

static Matrix recurrent(const Layer *layer, float *weights)
{
    return matrix(weights + inputs(layer) * units(layer), units(layer),
                  units(layer));
}

static float *bias(const Layer *layer, float *weights)
{
    return weights + (inputs(layer) + units(layer)) * units(layer);
}

// [xₜ hₜ₋₁] of `rows` examples at `count` steps from `step` on, one step's rows
// after the other's. Inference keeps two steps, in turn.
static Matrix joined(const Layer *layer, const Pass *pass, size_t rows,
                     size_t step, size_t count)
{
    size_t stride = row_stride(layer);
    size_t place = pass->training ? step : step % 2;
    float *memory =
        pass->training ? (float *)(void *)pass->kept : pass->scratch;

    return (Matrix){
        .data = memory + place * rows * stride + whole_lines(inputs(layer))
                - inputs(layer),
        .rows = count * rows,
        .cols = inputs(layer) + units(layer),
        .stride = stride,
    };
}

static Matrix inputs_of(const Layer *layer, Matrix steps_joined)
{
    return matrix_cols(steps_joined, 0, inputs(layer));
}

static Matrix states_of(const Layer *layer, Matrix steps_joined)
{
    return matrix_cols(steps_joined, inputs(layer), units(layer));
}

static void copy_inputs(const Layer *layer, Matrix x, size_t step, Matrix to)
{
    const Sequence *s = &rnn_of(layer)->sequence;

    for (size_t row = 0; row < x.rows; row++) {
        const float *from = matrix_row(x, row) + step * s->distance;

        for (size_t i = 0; i < s->pieces; i++)
            memcpy(matrix_row(to, row) + i * s->piece, from + i * s->gap,
                   s->piece * sizeof *from);
    }
}

// dx [rows, in] ← d [steps × rows, inputs]
static void separate(const Layer *layer, Matrix d, Matrix dx)
{
    const Sequence *s = &rnn_of(layer)->sequence;

    for (size_t row = 0; row < dx.rows; row++)
        for (size_t step = 0; step < s->steps; step++) {
            const float *from = matrix_row(d, step * dx.rows + row);
            float *to = matrix_row(dx, row) + step * s->distance;

            for (size_t i = 0; i < s->pieces; i++)
                memcpy(to + i * s->gap, from + i * s->piece,
                       s->piece * sizeof *to);
        }
}

// The state that a step leaves: in the next step's rows, at last in y.
static Matrix state_after(const Layer *layer, const Pass *pass, size_t step,
                          Matrix y)
{
    if (step + 1 == steps(layer))
        return y;
    return states_of(layer, joined(layer, pass, y.rows, step + 1, 1));
}

// state ← b + [xₜ hₜ₋₁] [W U]; of the first step, b + xₜ W.
static void sum_step(const Layer *layer, const Pass *pass, size_t step,
                     Matrix from, Matrix state)
{
    pass->kernels->product(&(MatrixProduct){
        .c = state.data,
        .a = from.data,
        .b = layer->weight,
        .start = bias(layer, layer->weight),
        .c_row = state.stride,
        .a_row = from.stride,
        .a_inner = 1,
        .b_inner = units(layer),
        .b_col = 1,
        .rows = state.rows,
        .cols = state.cols,
        .inner = step == 0 ? inputs(layer) : from.cols,
    });
}

static void forward(const Layer *layer, const Pass *pass, Matrix x, Matrix y)
{
    for (size_t step = 0; step < steps(layer); step++) {
        Matrix from = joined(layer, pass, x.rows, step, 1);
        Matrix state = state_after(layer, pass, step, y);

        copy_inputs(layer, x, step, inputs_of(layer, from));
        sum_step(layer, pass, step, from, state);
        for (size_t row = 0; row < x.rows; row++)
            pass->kernels->tanh(matrix_row(state, row), state.cols);
    }
}

// Back through time: aₜ = ∂loss by what tanh was taken of, from the last step
// to the first: aₜ = (aₜ₊₁ Uᵀ) (1 − hₜ²); slopes [steps × rows, units].
static void unroll(const Layer *layer, const Pass *pass, Matrix y, Matrix dy,
                   Matrix slopes)
{
    Matrix turned = matrix(pass->scratch, units(layer), units(layer));

    matrix_copy_transposed(pass->kernels, turned,
                           recurrent(layer, layer->weight));
    for (size_t step = steps(layer); step-- > 0;) {
        Matrix slope = matrix_rows(slopes, step * y.rows, y.rows);
        Matrix state = state_after(layer, pass, step, y);

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

// dW = Σ xₜᵀ aₜ, dU = Σ hₜ₋₁ᵀ aₜ but for the first step, whose h is 0, and db
// = Σ aₜ.
static void learn(const Layer *layer, const Pass *pass, size_t rows,
                  Matrix slopes)
{
    size_t later = steps(layer) - 1;
    Matrix u = recurrent(layer, pass->weight_grad);

    matmul(
        pass->kernels, kernel(layer, pass->weight_grad),
        transpose(inputs_of(layer, joined(layer, pass, rows, 0, steps(layer)))),
        slopes, pass->add_grad);
    if (later > 0)
        matmul(pass->kernels, u,
               transpose(states_of(layer, joined(layer, pass, rows, 1, later))),
               matrix_rows(slopes, rows, later * rows), pass->add_grad);
    else if (!pass->add_grad)
        memset(u.data, 0, u.rows * u.cols * sizeof *u.data);
    pass->kernels->sum_rows(bias(layer, pass->weight_grad), slopes.data,
                            slopes.rows, slopes.cols, pass->add_grad);
}

static void backward(const Layer *layer, const Pass *pass, Matrix x, Matrix y,
                     Matrix dy, Matrix dx)
{
    size_t rows = steps(layer) * x.rows;
    float *after_turned = pass->scratch + units(layer) * units(layer);
    Matrix slopes = matrix(after_turned, rows, units(layer));

    unroll(layer, pass, y, dy, slopes);
    learn(layer, pass, x.rows, slopes);
    if (dx.data) {
        Matrix d =
            matrix(after_turned + rows * slopes.cols, rows, inputs(layer));

        matmul(pass->kernels, d, slopes,
               transpose(kernel(layer, layer->weight)), false);
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
