// An ONNX graph (onnx.ai/onnx/repo-docs/IR.html) as it grows: nodes in the
// order in which they compute, and the numbers that they take. Images are
// N × C × H × W in it, as ONNX has them, and vectors N × size.
#pragma once

#include "nets/base/text.h"
#include "nets/shape.h"

#include <stdbool.h>
#include <stdint.h>

enum { GRAPH_RANK = 4 };

// What flows: an image, or a vector, whose shape is then 1 × 1 × size.
typedef struct {
    const char *name;
    Shape shape;
    bool vector;
} Value;

typedef struct {
    Text nodes;    // fields of GraphProto
    Text numbers;  // likewise
    Text prefix;   // of names: "3.conv2d"
    char **names;  // given out
    size_t count;
    size_t capacity;
    Value *branches;  // residual blocks that are open
    size_t branch_count;
    size_t branch_capacity;
} Graph;

void graph_release(Graph *graph);

// "PREFIX.PART", as long as the graph lives; "PREFIX.PART_" where that is given
// out already.
const char *graph_name(Graph *graph, const char *part);

// An array that the graph knows from the start; returns its name.
const char *graph_floats(Graph *graph, const char *part, int rank,
                         const int64_t *sizes, const float *values);
const char *graph_integers(Graph *graph, const char *part, size_t count,
                           const int64_t *values);

// A node's attributes, one after the other.
void attribute_integer(Text *attributes, const char *name, int64_t value);
void attribute_integers(Text *attributes, const char *name, size_t count,
                        const int64_t *values);
void attribute_float(Text *attributes, const char *name, double value);
void attribute_string(Text *attributes, const char *name, const char *value);

// Names, "" for one that is left out.
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
// Adds a node. `attributes`, which may be NULL, is released.
void graph_node(Graph *graph, const char *operation, const char *const *inputs,
                const char *const *outputs, Text *attributes);
// One with one output, which is called after `part`; returns its name.
const char *graph_call(Graph *graph, const char *operation, const char *part,
                       const char *const *inputs, Text *attributes);

const char *graph_transpose(Graph *graph, const char *part, const char *in,
                            const int64_t order[GRAPH_RANK]);
// A size of 0 stays as it is, −1 is whatever is left.
const char *graph_reshape(Graph *graph, const char *part, const char *in,
                          size_t rank, const int64_t *sizes);
// The same value as an image, or as a vector: row, column, channel.
Value graph_image(Graph *graph, Value value);
Value graph_vector(Graph *graph, Value value);
