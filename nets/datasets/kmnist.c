// Clanuwat et al. 2018: Kuzushiji-MNIST.
#include "nets/known_set.h"

static const KnownSet known = {
    .name = "kmnist",
    .folder = "kmnist",
    .files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
              "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"},
    .md5 = {"bdb82020997e1d708af4cf47b453dcf7",
            "e144d726b3acfaa3e44228e80efcd344",
            "5c965bf0a639b31b8f53240b1b52f4d7",
            "7320c461ea6c1c855c0b718fb2a4b134"},
    .mirrors = {"http://codh.rois.ac.jp/kmnist/dataset/kmnist/"},
    .mnist_names = true,
    .train = 60000,
    .test = 10000,
    .classes = 10,
};

const DatasetType kmnist_dataset = {
    .entry = {.name = "kmnist",
              .summary = "70,000 cursive Japanese characters"},
    .known = &known,
};
