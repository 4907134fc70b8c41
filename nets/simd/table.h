// KERNEL(result, name, arguments): see kernels.h. No include guard: it is read
// several times.

// y ← y + x, `count` floats.
KERNEL(void, add, (float *y, const float *x, size_t count))
// y ← x factor, `count` floats.
KERNEL(void, scale, (float *y, const float *x, float factor, size_t count))
// y [rows, cols]: adds x [cols] to every row.
KERNEL(void, add_to_rows, (float *y, const float *x, size_t rows, size_t cols))
// The sum of x's [rows, cols] rows → sum [cols], or added to it.
KERNEL(void, sum_rows,
       (float *sum, const float *x, size_t rows, size_t cols, bool add))

KERNEL(void, product, (const MatrixProduct *product))
// to [cols, rows] ← from [rows, cols] with its rows as columns; `to_row` and
// `from_row` are the distances between rows.
KERNEL(void, turn,
       (float *to, size_t to_row, const float *from, size_t from_row,
        size_t rows, size_t cols))

// Activations, in place: y ← f(y), and dy ← dy f'. The gradients go by the
// output y, or by the input x (nets/activation.h).
KERNEL(void, relu, (float *y, size_t count))
KERNEL(void, relu_backward, (const float *y, float *dy, size_t count))
// Relative error under 5e-7.
KERNEL(void, tanh, (float *y, size_t count))
KERNEL(void, tanh_backward, (const float *y, float *dy, size_t count))
// Likewise, from -87 on.
KERNEL(void, sigmoid, (float *y, size_t count))
KERNEL(void, sigmoid_backward, (const float *y, float *dy, size_t count))
KERNEL(void, swish, (float *y, size_t count))
KERNEL(void, swish_backward, (const float *x, float *dy, size_t count))
// x Φ(x), Φ to 3e-7.
KERNEL(void, gelu, (float *y, size_t count))
KERNEL(void, gelu_backward, (const float *x, float *dy, size_t count))

// y ← x / 255 · scale + shift, `count` bytes to floats.
KERNEL(void, bytes_to_units,
       (float *y, const uint8_t *x, size_t count, float scale, float shift))
// y[i · step] ← x[i] · scale + shift, for i < count.
KERNEL(void, spread,
       (float *y, const float *x, size_t count, size_t step, float scale,
        float shift))
// The same to each of three interleaved channels: y [count, 3].
KERNEL(void, spread_3,
       (float *y, const float *x, size_t count, const float scale[3],
        const float shift[3]))
// y[i] ← the source x [height, width] at output pixel i's place, bilinear. At
// least width + 1 finite floats must follow x.
KERNEL(void, warp, (float *y, const float *x, const Warp *warp))
// The same from bytes, then / 255 · scale + shift. `scratch` [height × width +
// count + 15] is there for its use; warp->v and u may be read as far beyond.
KERNEL(void, warp_bytes,
       (float *y, const uint8_t *x, uint32_t *scratch, const Warp *warp,
        float scale, float shift))

// y ← x × scale where the mask is not 0, else 0; `count` of each.
KERNEL(void, mask_scale,
       (float *y, const float *x, const uint8_t *mask, float scale,
        size_t count))

// mask[i] ← 1 with probability 1 − threshold / 2^16, else 0, from the Philox
// stream that has this key and begins at this counter. Every 128 elements take
// 16 of its blocks: element 32 j + 16 h + l of them is kept when half h (0:
// low) of word j of block l is at least the threshold.
KERNEL(void, dropout_mask,
       (uint8_t * mask, size_t count, const uint32_t key[2],
        const uint32_t counter[4], uint32_t threshold))

// One image x [window->in] → y [height, width, channels], the largest value
// under the window, and `places`: which cell of the window, row by row, held
// it, the first one of equals. Cells in the padding do not count.
KERNEL(void, max_pool,
       (const Window *window, const float *x, float *y, uint8_t *places))
// dy → dx, which it overwrites.
KERNEL(void, max_pool_back,
       (const Window *window, const uint8_t *places, const float *dy,
        float *dx))

// Likewise the mean of the cells that are not padding.
KERNEL(void, average_pool, (const Window *window, const float *x, float *y))
KERNEL(void, average_pool_back,
       (const Window *window, const float *dy, float *dx))

// Optimizers: one step over `count` weights w with gradients g; the other
// arrays are moments.
KERNEL(void, sgd, (const Rule *rule, float *w, const float *g, size_t count))
KERNEL(void, momentum,
       (const Rule *rule, float *w, const float *g, float *v, size_t count))
KERNEL(void, rmsprop,
       (const Rule *rule, float *w, const float *g, float *v, float *pace,
        size_t count))
KERNEL(void, adam,
       (const Rule *rule, float *w, const float *g, float *m, float *v,
        size_t count))

// One image x [window->in], `window` without padding, convolved with kernel
// [size, size, channels, filters] → y [height, width, filters]; bias [filters]
// or NULL. Filters are a multiple of 16. Meant for few channels.
KERNEL(void, convolve,
       (const Window *window, const float *x, const float *kernel,
        const float *bias, size_t filters, float *y))
// The kernel's gradient from dy [height, width, filters] → grad, or added.
KERNEL(void, convolve_back,
       (const Window *window, const float *x, const float *dy, size_t filters,
        float *grad, bool add))

// Likewise with what follows, see pooled.h: one image x [window.in] → the
// pooled y [height, width, filters], and how it came about, `cells`, or NULL.
// `weight` is the kernel and the bias. `mask`, of y's size, is 0 where y is to
// be 0; NULL keeps all.
KERNEL(void, convolve_pool,
       (const Pooled *p, const float *x, const float *weight,
        const uint8_t *mask, float *y, uint8_t *cells))
// Adds to grad, of kernel and bias, from dy; needs pooled_scratch(p) floats.
KERNEL(void, convolve_pool_back,
       (const Pooled *p, const float *x, const float *dy, const uint8_t *cells,
        float *scratch, float *grad))
// dy → the gradient of all sums, map [window.height, window.width, filters].
KERNEL(void, unpool,
       (const Pooled *p, const float *dy, const uint8_t *cells, float *map))

// Batch normalisation, over [positions, channels]. Per channel Σ x, then Σ x²:
// sums [2, channels].
KERNEL(void, channel_moments,
       (const float *x, size_t positions, size_t channels, double *sums))
// y ← u = (x − mean) scale + shift. The factors are rows of [channels]: mean,
// scale, shift, slope, level.
KERNEL(void, normalize,
       (float *y, const float *x, const float *factors, size_t positions,
        size_t channels))
// y ← u sigmoid(u), and, unless NULL, its slope by u.
KERNEL(void, normalize_swish,
       (float *y, float *slope, const float *x, const float *factors,
        size_t positions, size_t channels))
// du ← dy, times the slope if there is one; per channel Σ du, then
// Σ du (x − mean): sums [2, channels].
KERNEL(void, normalize_back,
       (const NormalizeBack *back, size_t positions, size_t channels))
// dx ← scale (du − level − (x − mean) slope). dx may be du.
KERNEL(void, normalize_correct,
       (float *dx, const float *du, const float *x, const float *factors,
        size_t positions, size_t channels))

// Many multiply-adds in registers alone, as fast as they can be had; returns
// how many. *result, finite, is there so that they are not left out.
KERNEL(size_t, multiply_adds, (size_t rounds, float *result))

// Depthwise convolutions: every channel has a kernel of its own. Images x
// [images, window->in], kernel [size, size, channels], bias [channels] or NULL
// → y [images, height, width, channels].
KERNEL(void, depthwise,
       (const Window *window, const float *x, const float *kernel,
        const float *bias, size_t images, float *y))
// dy → dx.
KERNEL(void, depthwise_back,
       (const Window *window, const float *dy, const float *kernel,
        size_t images, float *dx))
// The kernel's gradient → grad, or added. Taps that only ever see padding get
// exactly 0.
KERNEL(void, depthwise_learn,
       (const Window *window, const float *x, const float *dy, size_t images,
        float *grad, bool add))

// Passes over [places, channels]. dots [channels] ← per channel Σ a b.
KERNEL(void, channel_dots,
       (float *dots, const float *a, const float *b, size_t places,
        size_t channels))
// y ← x gates, gates [channels].
KERNEL(void, gate,
       (float *y, const float *x, const float *gates, size_t places,
        size_t channels))
// dx ← dy gates + means, both [channels].
KERNEL(void, gate_back,
       (float *dx, const float *dy, const float *gates, const float *means,
        size_t places, size_t channels))
