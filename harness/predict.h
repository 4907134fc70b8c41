// A trial's network, with the weights of its newest checkpoint, asked about
// images.
#pragma once

#include "harness/predict_fit.h"
#include "harness/setup.h"
#include "harness/store.h"

typedef struct {
    char trial[DIGEST_TEXT];
    int epoch;  // how many it was trained for
    int classes;
    Config config;
    Setup setup;
    Shape shape;  // of the images that it was trained on, of one channel
} Predictor;

// Fails for a trial without a checkpoint, and for one that a program of one's
// own trained. Of several checkpoints the newest that is whole counts.
bool predictor_open(Predictor *predictor, Store *store, const char *database,
                    const char *trial, const DataPlaces *places, Error *err);
void predictor_release(Predictor *predictor);

// Of an image of the predictor's shape: fills probabilities [classes], and
// gives the likeliest class, as evaluation does. Fails where they are NaN.
bool predictor_ask(const Predictor *predictor, const Grey *image,
                   double *probabilities, int *predicted, Error *err);

// The image in the size and way in which the network gets it; its values as
// they are before they are normalised.
Grey predictor_view(const Predictor *predictor, const Grey *image);
