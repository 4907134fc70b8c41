// Data sets that a run has read and checked, kept for its workers: each maps
// what it needs instead of reading and checking it once more.
#pragma once

#include "harness/config.h"
#include "nets/dataset.h"

typedef struct {
    char *wanted;  // the settings of `dataset` that ask for it
    int descriptor;
} StockItem;

typedef struct {
    StockItem *items;
    size_t count;
    size_t capacity;
    size_t bytes;  // of all
} Stock;

// Keeps a copy of what that configuration wants, unless the stock grows too
// large by it: whoever does not find a data set in the stock reads it himself.
// NULL is a stock without room.
void stock_add(Stock *stock, const Config *config, const Dataset *dataset);
// The descriptor of what that configuration wants, or 0.
int stock_find(const Stock *stock, const Config *config);
void stock_release(Stock *stock);
