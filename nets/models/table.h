// MODEL(name): see nets/model.h. No include guard: it is read twice.
MODEL(cnn)
MODEL(efficientnet_b0)
MODEL(lenet5)
MODEL(mlp)
MODEL(resnet)
MODEL(simple_rnn)
