// LAYER(name): see nets/layer.h. No include guard: it is read twice.
LAYER(conv2d)
LAYER(dense)
LAYER(flatten)
LAYER(max_pool)
LAYER(average_pool)
LAYER(global_average_pool)
LAYER(dropout)
