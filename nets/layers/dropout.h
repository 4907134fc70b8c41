// Dropout's part of a layer that absorbs it.
#pragma once

#include "nets/layer.h"

// The fraction that a dropout layer silences.
double dropout_rate(const Layer *dropout);
// Of one row of the block at hand: mask[i] ← 1 where `dropout` keeps element i
// of its input, else 0.
void dropout_draw(const Layer *dropout, const Pass *pass, size_t row,
                  uint8_t *mask);
