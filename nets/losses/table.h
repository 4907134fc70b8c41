// LOSS(name): see nets/loss.h. No include guard: it is read twice.
LOSS(cross_entropy)
