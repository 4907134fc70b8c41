// Yadav & Bottou 2019: QMNIST, MNIST with all of its 60,000 test images.
#include "nets/known_set.h"

static const KnownSet known = {
    .name = "qmnist",
    .folder = "qmnist",
    .files = {"qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int",
              "qmnist-test-images-idx3-ubyte", "qmnist-test-labels-idx2-int"},
    .md5 = {"ed72d4157d28c017586c42bc6afe6370",
            "0058f8dd561b90ffdd0f734c6a30e5e4",
            "1394631089c404de565df7b7aeaf9412",
            "5b5b05890a5e13444e108efe57b788aa"},
    .mirrors = {"https://raw.githubusercontent.com/facebookresearch/qmnist/"
                "master/"},
    .train = 60000,
    .test = 60000,
    .classes = 10,
};

const DatasetType qmnist_dataset = {
    .entry = {.name = "qmnist", .summary = "MNIST with 60,000 test images"},
    .known = &known,
};
