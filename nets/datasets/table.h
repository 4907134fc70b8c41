// DATASET(name): see nets/dataset.h. No include guard: it is read twice.
