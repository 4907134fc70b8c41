// Our own vector kernels. Every nets/simd/*.c is compiled once per instruction
// set, with -DSIMD=avx512, avx2 or baseline; this table holds one set's
// functions. To add one: write it in a file here, as SIMD_NAME(name), and add
// its row to nets/simd/table.h.
#pragma once

#include "nets/cpu.h"
#include "nets/simd/pooled.h"
#include "nets/simd/warp.h"
#include "nets/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One step of an optimizer's formula, the same for every weight.
typedef struct {
    float rate;           // the learning rate, corrected where the formula says
    float decay;          // g ← g + decay w before all else
    float shrink;         // w ← w − shrink w, apart from the gradient
    float momentum;       // μ
    float renew_first;    // 1 − β₁
    float renew_second;   // 1 − β₂, or 1 − ρ
    float epsilon;        // ε
    bool nesterov;        // sgd
    bool epsilon_inside;  // rmsprop: √(v + ε), else √v + ε
} Rule;

// What normalize_back goes by.
typedef struct {
    float *du;  // may be dy
    const float *dy;
    float *slope;  // or NULL
    const float *x;
    const float *factors;
    double *sums;
    bool far;  // du is not read before the caches are full of other things
} NormalizeBack;

// c [rows, cols] ← start + a b. a's number in row i and of term k is
// a[i a_row + k a_inner], b's of term k and in column j is
// b[k b_inner + j b_col]; of either two strides one is 1. `start` is NULL, c, a
// matrix of c's shape, or, with start_row 0, a row that every row begins from.
typedef struct {
    float *c;
    const float *a;
    const float *b;
    const float *start;
    size_t c_row;
    size_t a_row, a_inner;
    size_t b_inner, b_col;
    size_t start_row;
    size_t rows, cols;
    size_t inner;  // terms of each sum, at least 1
} MatrixProduct;

typedef struct {
// `result` is a type, `arguments` a list: neither takes parentheses.
// NOLINTNEXTLINE(bugprone-macro-parentheses)
#define KERNEL(result, name, arguments) result(*name) arguments;
#include "nets/simd/table.h"
#undef KERNEL
} Kernels;

const Kernels *kernels_for(Simd simd);
