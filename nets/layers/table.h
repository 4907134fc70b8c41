// LAYER(name): see nets/layer.h. No include guard: it is read twice.
LAYER(dense)
LAYER(flatten)
