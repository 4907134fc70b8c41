// MODEL(name): see nets/model.h. No include guard: it is read twice.
