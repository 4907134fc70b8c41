// The layers of networks, for figures. The database holds none: a query names
// configurations, and their networks are built as they would be for training.
#pragma once

#include "harness/images.h"

// For every row of a result with a column `network`, a configuration's name:
// the boxes of its network, see anatomy.h. *boxes gets the columns panel (the
// row, from 1), place (from 1; 0 is the input), box (its text), shape,
// parameters, multiply_adds, depth; it stays empty where there is no such
// column.
bool layer_boxes(Images *images, const Result *result, Result *boxes,
                 Error *err);
// Of what that gave; result_release is for what the store gave.
void layer_boxes_release(Result *boxes);
