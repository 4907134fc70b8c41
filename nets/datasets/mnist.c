// LeCun, Cortes & Burges: the MNIST database of handwritten digits.
#include "nets/known_set.h"

static const KnownSet known = {
    .name = "mnist",
    .folder = "mnist",
    .files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
              "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"},
    .sha256 =
        {"ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
         "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
         "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
         "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
    .mirrors = {"https://storage.googleapis.com/cvdf-datasets/mnist/",
                "https://ossci-datasets.s3.amazonaws.com/mnist/",
                "http://yann.lecun.com/exdb/mnist/"},
    .train = 60000,
    .test = 10000,
    .classes = 10,
};

const DatasetType mnist_dataset = {
    .entry = {.name = "mnist", .summary = "70,000 handwritten digits"},
    .known = &known,
};
