// Xiao, Rasul & Vollgraf 2017: Fashion-MNIST.
#include "nets/known_set.h"

static const KnownSet known = {
    .name = "fashion_mnist",
    .folder = "fashion_mnist",
    .files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
              "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"},
    .md5 = {"8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "25c81989df183df01b3e8a0aad5dffbe",
            "bef4ecab320f06d8554ea6380940ec79",
            "bb300cfdad3c16e7a12a480ee83cd310"},
    .mirrors = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"},
    .mnist_names = true,
    .train = 60000,
    .test = 10000,
    .classes = 10,
};

const DatasetType fashion_mnist_dataset = {
    .entry = {.name = "fashion_mnist", .summary = "70,000 pieces of clothing"},
    .known = &known,
};
