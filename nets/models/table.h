// MODEL(name): see nets/model.h. No include guard: it is read twice.
MODEL(cnn)
MODEL(lenet5)
MODEL(mlp)
MODEL(resnet)
MODEL(simple_rnn)
