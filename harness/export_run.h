// One trial of a study as other trackers know it: a run, with settings, and
// with metrics for every epoch.
#pragma once

#include "harness/export.h"

enum { RUN_METRICS = 8 };
extern const char *const run_metrics[];  // "train/loss", …; ends in NULL

typedef struct {
    const char *trial;  // all texts are borrowed from `about`
    const char *hash;
    const char *config;
    const char *label;
    const char *seed;
    const char *state;
    const char *message;  // "" where there is none, as for the rest
    const char *tags;
    const char *study;
    const char *model;
    const char *dataset;
    const char *data_digest;
    int64_t started;  // milliseconds since 1970, UTC
    int64_t ended;    // 0: it has not
    Result about;
    Result settings;  // name, kind, number, written
    Result epochs;    // see run_metric
} Run;

typedef bool RunWriter(void *context, const Run *run, Error *err);
// Goes through the trials that are wanted and were begun; *began becomes the
// first one's start. Fails where there is none.
bool run_each(const Export *export, const char *study, RunWriter *write,
              void *context, int64_t *began, Error *err);

int run_epoch(const Run *run, size_t row);
// When the epoch of a row ended: the trial's start and the seconds that all
// epochs up to it took, since the record has no clock for each.
int64_t run_time(const Run *run, size_t row);
// The value of run_metrics[metric]; false where that was not measured.
bool run_metric(const Run *run, size_t row, size_t metric, double *value);

// What a user chose, for where only plain text is well: without control
// characters and what is no UTF-8, cut after `most` bytes.
void run_add_text(Text *text, const char *string, size_t most);
