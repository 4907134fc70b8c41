// One layer at work on its own, for tests: planned, with all the memory that a
// network would give it.
#pragma once

#include "nets/base/memory.h"
#include "nets/base/rng.h"
#include "nets/layer.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Layer *layer;
    Matrix x, y, dy, dx;
    float *weight_grad;
    float *left;
    uint32_t *examples;
    Pass pass;
} LayerCase;

static inline void layer_set(Layer *layer, const char *setting, double value)
{
    param_set(param_find(layer->type->entry.params, setting), layer, value);
}

static inline void fill_random(float *to, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (float)rng_uniform(rng, -1, 1);
}

static inline Matrix case_matrix(size_t rows, size_t cols)
{
    return matrix(memory_new(rows * cols, sizeof(float)), rows, cols);
}

// Takes the layer, its settings made; x, dy and the weights are random.
static inline LayerCase case_new(Layer *layer, Shape in, size_t rows, Simd simd)
{
    LayerCase c = {.layer = layer};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    Error err;

    layer->in = in;
    layer->skip = in;
    if (!layer->type->plan(layer, &err))
        abort();
    layer->weight = memory_new(layer->weights, sizeof(float));
    layer->stored = memory_new(layer->state, sizeof(float));
    c.x = case_matrix(rows, shape_size(in));
    c.dx = case_matrix(rows, shape_size(in));
    c.y = case_matrix(rows, shape_size(layer->out));
    c.dy = case_matrix(rows, shape_size(layer->out));
    c.weight_grad = memory_new(layer->weights, sizeof(float));
    c.left = memory_new(rows * layer->left, sizeof *c.left);
    c.examples = memory_new(rows, sizeof *c.examples);
    for (size_t i = 0; i < rows; i++)
        c.examples[i] = (uint32_t)i;
    c.pass = (Pass){
        .training = true,
        .kernels = kernels_for(simd),
        .seed = 7,
        .examples = c.examples,
        .kept = memory_new(rows, layer->kept),
        .scratch = memory_new(layer->scratch, sizeof(float)),
        .weight_grad = c.weight_grad,
        .sums = memory_new(layer->sums, sizeof(double)),
        .factors = memory_new(layer->factors, sizeof(float)),
        .skip = case_matrix(rows, shape_size(in)),
        .skip_grad = case_matrix(rows, shape_size(in)),
    };
    fill_random(c.x.data, rows * c.x.cols, &rng);
    fill_random(c.dy.data, rows * c.dy.cols, &rng);
    fill_random(layer->weight, layer->weights, &rng);
    return c;
}

static inline void case_forward(LayerCase *c)
{
    const Statistics *statistics = c->layer->type->statistics;

    if (statistics && c->pass.training)
        statistics->measure(c->layer, &c->pass, c->x);
    if (statistics)
        statistics->settle(c->layer, &c->pass, c->x.rows);
    c->layer->type->forward(c->layer, &c->pass, c->x, c->y);
}

// Leaves dy as it was.
static inline void case_backward(LayerCase *c)
{
    const Statistics *statistics = c->layer->type->statistics;
    Matrix dy = case_matrix(c->dy.rows, c->dy.cols);

    memcpy(dy.data, c->dy.data, dy.rows * dy.cols * sizeof(float));
    if (c->layer->again) {
        Pass again = c->pass;

        again.again = true;
        again.left = c->left;
        c->layer->type->forward(c->layer, &again, c->x, c->y);
    }
    c->pass.left = c->left;
    c->layer->type->backward(c->layer, &c->pass, c->x, c->y, dy, c->dx);
    c->pass.left = NULL;
    if (statistics)
        statistics->settle_back(c->layer, &c->pass, c->x.rows);
    if (statistics && c->dx.data)
        statistics->correct(c->layer, &c->pass, c->x, c->dx, c->dx);
    free(dy.data);
}

static inline void case_free(LayerCase *c)
{
    free(c->layer->weight);
    free(c->layer->stored);
    free(c->layer);
    free(c->x.data);
    free(c->y.data);
    free(c->dy.data);
    free(c->dx.data);
    free(c->weight_grad);
    free(c->left);
    free(c->examples);
    free(c->pass.kept);
    free(c->pass.scratch);
    free(c->pass.sums);
    free(c->pass.factors);
    free(c->pass.skip.data);
    free(c->pass.skip_grad.data);
}
