// How `digits` are drawn: skeletons of strokes as people write them, bent and
// jittered, then traced with a soft round pen.
#pragma once

#include "nets/base/rng.h"

#include <stdint.h>

enum { DIGIT_SIDE = 28, DIGIT_CLASSES = 10 };

// A point of a skeleton, 0 … 100 from left to right and from top to bottom.
// A stroke is a smooth curve through its points.
typedef struct {
    int8_t x;
    int8_t y;
    enum {
        SMOOTH,
        CORNER,  // the curve has a kink here
        LIFT,    // the stroke ends here
        END,     // and so does the digit
    } kind;
} DigitPoint;

// One way to write a digit.
typedef struct {
    int digit;
    double weight;  // how many people write it so, beside the digit's others
    const DigitPoint *points;
} DigitShape;

enum { DIGIT_POINTS_MAX = 24 };  // of a shape

extern const DigitShape digit_shapes[];  // ends in one without points

// Draws one: image [28, 28], 0 … 255.
void digit_draw(int digit, Rng *rng, uint8_t *image);
