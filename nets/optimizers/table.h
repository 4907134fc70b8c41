// OPTIMIZER(name): see nets/optimizer.h. No include guard: it is read twice.
OPTIMIZER(sgd)
OPTIMIZER(rmsprop)
OPTIMIZER(adam)
OPTIMIZER(adamw)
