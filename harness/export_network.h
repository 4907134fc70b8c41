// A trial's finished network, for formats that give it out.
#pragma once

#include "harness/export.h"
#include "harness/setup.h"

typedef struct {
    char trial[DIGEST_TEXT];
    Result about;  // its rows in the record; see export_network.c
    Config config;
    Setup setup;  // the network, with the weights of the newest checkpoint
    int epoch;    // after which they were written
} ExportNetwork;

// The one trial that is asked for. Release it, however this went.
bool export_network(ExportNetwork *network, const Export *export, Error *err);
void export_network_release(ExportNetwork *network);

// What tells where the weights come from: *name and *value become the i-th
// pair, or it returns false. The value is valid until the next call.
bool export_network_fact(const ExportNetwork *network, size_t i,
                         const char **name, const char **value, Text *memory);

// Where its file goes: --out, or TRIAL.SUFFIX beside the database; then writes
// it, and tells where on standard output.
bool export_network_write(const ExportNetwork *network, const Export *export,
                          const char *suffix, const void *bytes, size_t count,
                          Error *err);
