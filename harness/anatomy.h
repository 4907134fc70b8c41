// What a network is made of, as boxes one below the other: a layer each or,
// where there are too many of them, a block of layers, and equal blocks that
// follow each other as one.
#pragma once

#include "nets/base/text.h"
#include "nets/network.h"

typedef struct {
    Text name;  // "conv2d 5×5, 16, relu", "2 × MBConv6 5×5, 40, /2"
    Shape out;
    size_t parameters;
    size_t multiply_adds;
    int depth;    // within how many residual branches
    int repeats;  // of a block
    Text block;   // what repeated blocks have in common; empty for a layer
} Box;

typedef struct {
    Box *boxes;
    size_t count;
    size_t capacity;
} Anatomy;

void anatomy_read(Anatomy *anatomy, const Network *network);
void anatomy_release(Anatomy *anatomy);
// "24×24×16", and "128" for a plain vector.
void anatomy_shape(Shape shape, Text *text);
