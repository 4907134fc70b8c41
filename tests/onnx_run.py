"""Runs an ONNX model with numpy alone: the operators that `quadrille export
onnx` writes, each in the plainest way, for tests to compare with."""
import math

import numpy
import onnx
from onnx import numpy_helper


def windows(x, size, strides, pads, fill):
    """[N, C, rows, columns, height, width]: what each place of a window sees."""
    x = numpy.pad(x, ((0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])),
                  constant_values=fill)
    seen = numpy.lib.stride_tricks.sliding_window_view(x, size, (2, 3))
    return seen[:, :, ::strides[0], ::strides[1]]


def conv(x, weight, bias=None, *, kernel_shape=None, strides=(1, 1),
         pads=(0, 0, 0, 0), group=1):
    seen = windows(x, weight.shape[2:], strides, pads, 0)
    parts = zip(numpy.split(seen, group, 1), numpy.split(weight, group, 0))
    y = numpy.concatenate([numpy.einsum("ncijhw,ochw->noij", part, kernel, optimize=True)
                           for part, kernel in parts], 1)
    return y if bias is None else y + bias[:, None, None]


def max_pool(x, *, kernel_shape, strides, pads):
    return windows(x, kernel_shape, strides, pads, -numpy.inf).max((4, 5))


def average_pool(x, *, kernel_shape, strides, pads):
    return numpy.nanmean(windows(x, kernel_shape, strides, pads, numpy.nan), (4, 5))


def batch_norm(x, scale, shift, mean, variance, *, epsilon):
    shape = (1, -1) + (1,) * (x.ndim - 2)
    factor = scale / numpy.sqrt(variance + epsilon)
    return x * factor.reshape(shape) + (shift - mean * factor).reshape(shape)


def rnn(x, weight, recurrent, bias, *, hidden_size):
    state = numpy.zeros((x.shape[1], hidden_size))
    shift = bias[0, :hidden_size] + bias[0, hidden_size:]
    for step in x:
        state = numpy.tanh(step @ weight[0].T + state @ recurrent[0].T + shift)
    return None, state[None]


def resize_axis(x, axis, size):
    """Half pixel: output i reads at (i + ½) in / out − ½, within the image."""
    at = (numpy.arange(size) + 0.5) * x.shape[axis] / size - 0.5
    at = at.clip(0, x.shape[axis] - 1)
    low = numpy.floor(at).astype(int)
    high = numpy.minimum(low + 1, x.shape[axis] - 1)
    share = (at - low).reshape([-1 if i == axis else 1 for i in range(x.ndim)])
    return x.take(low, axis) * (1 - share) + x.take(high, axis) * share


def resize(x, roi, scales, sizes, *, mode, coordinate_transformation_mode):
    assert (mode, coordinate_transformation_mode) == (b"linear", b"half_pixel")
    assert tuple(sizes[:2]) == x.shape[:2]
    return resize_axis(resize_axis(x, 2, sizes[2]), 3, sizes[3])


def pad(x, pads):
    return numpy.pad(x, list(zip(pads[:x.ndim], pads[x.ndim:])))


def strided(x, starts, ends, axes=None, steps=None):
    where = [slice(None)] * x.ndim
    for i, (start, end) in enumerate(zip(starts, ends)):
        where[axes[i] if axes is not None else i] = slice(
            start, end, steps[i] if steps is not None else 1)
    return x[tuple(where)]


def reshape(x, sizes):
    return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(sizes)])


def softmax(x):
    e = numpy.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


OPERATORS = {
    "Add": lambda x, y: x + y,
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Concat": lambda *x, axis: numpy.concatenate(x, axis),
    "Conv": conv,
    "Erf": numpy.vectorize(math.erf),
    "Gather": lambda x, numbers, axis: x.take(numbers, axis),
    "Gemm": lambda a, b, c: a @ b + c,
    "GlobalAveragePool": lambda x: x.mean((2, 3), keepdims=True),
    "Identity": lambda x: x,
    "MaxPool": max_pool,
    "Mul": lambda x, y: x * y,
    "Pad": pad,
    "RNN": rnn,
    "Relu": lambda x: numpy.maximum(x, 0),
    "Reshape": reshape,
    "Resize": resize,
    "Shape": lambda x: numpy.array(x.shape),
    "Sigmoid": lambda x: 1 / (1 + numpy.exp(-x)),
    "Slice": strided,
    "Softmax": softmax,
    "Tanh": numpy.tanh,
    "Transpose": lambda x, perm: x.transpose(perm),
}


def run(model, image):
    """What the graph's outputs are, by their names, for images N × C × H × W."""
    values = {"": None, "image": image.astype(numpy.float64)}
    for number in model.graph.initializer:
        array = numpy_helper.to_array(number)
        values[number.name] = (array.astype(numpy.float64)
                               if array.dtype == numpy.float32 else array)
    for node in model.graph.node:
        settings = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        results = OPERATORS[node.op_type](*[values[name] for name in node.input], **settings)
        if not isinstance(results, tuple):
            results = (results,)
        values.update((name, result) for name, result in zip(node.output, results) if name)
    return {output.name: values[output.name] for output in model.graph.output}
