// Data sets that a run has read and checked, kept for its workers: each maps
// what it needs instead of reading and checking it once more.
#pragma once

#include "harness/plan.h"

typedef struct {
    char *wanted;  // the settings of `dataset` that ask for it, its digest
    int descriptor;
} StockItem;

typedef struct {
    StockItem *items;
    size_t count;
    size_t capacity;
    size_t bytes;  // of all
} Stock;

// Keeps a copy of what that configuration wants, unless it is there, or the
// stock grows too large by it: whoever does not find a data set in the stock
// reads it himself. NULL is a stock without room.
void stock_add(Stock *stock, const PlannedConfig *config,
               const Dataset *dataset);
// The descriptor of what that configuration wants, or 0.
int stock_find(const Stock *stock, const PlannedConfig *config);
void stock_release(Stock *stock);
