// TensorBoard's table of settings, the HParams plugin (its plugin_data.proto
// and api.proto). Its groups are configurations: a session is a trial, and
// those of one group differ by the seed.
#pragma once

#include "harness/export_run.h"

// The settings that a study's configurations have, and what they may be.
typedef struct {
    Result settings;  // see export_hparams.c
    Result choices;
} Hparams;

bool hparams_read(Hparams *hparams, const Export *export, const char *study,
                  Error *err);
void hparams_release(Hparams *hparams);

// Add summaries: of the study, of a trial that begins, and of one that ended.
void hparams_add_experiment(Text *summary, const Hparams *hparams,
                            const char *study, double created);
void hparams_add_start(Text *summary, const Hparams *hparams, const Run *run);
void hparams_add_end(Text *summary, const Run *run);
