// Every layer of the table: its gradient against finite differences, its
// forward pass against numbers worked out by hand. A new layer needs a row in
// `worked` below.
#include "nets/layer.h"
#include "tests/check.h"
#include "tests/layer_case.h"

static const Shape image = {6, 6, 2};

enum { BATCH = 3 };

static const double nudge = 4e-3;

// Distinct values, further apart than two nudges and none nearer to 0 than one,
// so that no maximum changes hands and no corner is crossed.
static void fill_apart(Matrix x, Rng *rng)
{
    uint32_t order[1024];
    size_t count = x.cols;

    assert_true(count <= sizeof order / sizeof *order);
    for (size_t row = 0; row < x.rows; row++) {
        rng_permutation(rng, order, (uint32_t)count);
        for (size_t i = 0; i < count; i++)
            matrix_row(x, row)[i] =
                (float)(((double)order[i] + 0.5) / (double)count * 3 - 1.5);
    }
}

// Σ y dy
static double loss(LayerCase *c)
{
    double sum = 0;

    case_forward(c);
    for (size_t i = 0; i < c->y.rows * c->y.cols; i++)
        sum += (double)c->y.data[i] * (double)c->dy.data[i];
    return sum;
}

// The central difference of the loss by *value, and how far the slopes of its
// two sides lie apart: much only where a rectifier within the layer has its
// corner between them.
static double slope(LayerCase *c, float *value, double *apart)
{
    const float kept = *value;
    const float above = kept + (float)nudge;
    const float below = kept - (float)nudge;
    double middle = loss(c);
    double right, left;

    *value = above;
    right = (loss(c) - middle) / ((double)above - (double)kept);
    *value = below;
    left = (middle - loss(c)) / ((double)kept - (double)below);
    *value = kept;
    *apart = fabs(right - left);
    return (right + left) / 2;
}

// Compares up to 300 of them, evenly chosen.
static void check_slopes(LayerCase *c, float *values, const float *gradient,
                         size_t count)
{
    size_t stride = count / 300 + 1;
    size_t checked = 0;
    size_t corners = 0;

    for (size_t i = 0; i < count; i += stride, checked++) {
        double apart;
        double expected = slope(c, &values[i], &apart);

        assert_near((double)gradient[i], expected,
                    2e-3 * (1 + fabs(expected)) + apart);
        corners += apart > 0.1 * (1 + fabs(expected));
    }
    assert_true(corners * 10 <= checked);
}

static LayerCase random_case(Layer *layer, Shape in)
{
    Rng rng = rng_new(2, RNG_TEST, 0, 0, 0);
    LayerCase c = case_new(layer, in, BATCH, cpu_simd());

    fill_apart(c.x, &rng);
    if (layer->type->init) {
        Rng drawn = rng_new(3, RNG_INIT, 0, 0, 0);

        layer->type->init(layer, &drawn);
    }
    // Biases too, which begin as 0.
    for (size_t i = 0; i < layer->weights; i++)
        layer->weight[i] += (float)rng_uniform(&rng, -0.1, 0.1);
    return c;
}

static void check_gradients(Layer *layer)
{
    LayerCase c = random_case(layer, image);

    if (layer->type->forward) {
        (void)loss(&c);
        case_backward(&c);
        check_slopes(&c, c.x.data, c.dx.data, c.x.rows * c.x.cols);
        check_slopes(&c, layer->weight, c.weight_grad, layer->weights);
    }
    case_free(&c);
}

static void gradients_match_differences(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++)
        check_gradients(layer_new((const LayerType *)*entry));
}

static void gradients_match_differences_under_every_choice(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++)
        for (const Param *p = (*entry)->params; p && p->name; p++)
            for (int i = 1; p->kind == KIND_CHOICE && p->choices[i]; i++) {
                Layer *layer = layer_new((const LayerType *)*entry);

                layer_set(layer, p->name, i);
                check_gradients(layer);
            }
}

static void gradients_are_added_when_asked(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++) {
        LayerCase c = random_case(layer_new((const LayerType *)*entry), image);
        size_t count = c.layer->weights;
        float *once = memory_new(count, sizeof *once);

        // Those with statistics have the whole batch's gradient at once.
        if (c.layer->type->statistics)
            count = 0;
        if (count > 0) {
            case_forward(&c);
            case_backward(&c);
            memcpy(once, c.weight_grad, count * sizeof *once);
            c.pass.add_grad = true;
            case_backward(&c);
        }
        for (size_t i = 0; i < count; i++)
            assert_near((double)c.weight_grad[i], 2 * (double)once[i],
                        1e-5 * (1 + fabs((double)once[i])));
        free(once);
        case_free(&c);
    }
}

static void the_first_layer_needs_no_gradient_of_its_input(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++) {
        LayerCase c = random_case(layer_new((const LayerType *)*entry), image);
        size_t count = c.layer->weights;
        float *with_dx = memory_new(count, sizeof *with_dx);

        if (c.layer->type->forward) {
            float *dx = c.dx.data;

            case_forward(&c);
            case_backward(&c);
            memcpy(with_dx, c.weight_grad, count * sizeof *with_dx);
            memset(c.weight_grad, 0, count * sizeof *with_dx);
            c.dx.data = NULL;
            case_backward(&c);
            c.dx.data = dx;
        }
        assert_memory_equal(c.weight_grad, with_dx, count * sizeof *with_dx);
        free(with_dx);
        case_free(&c);
    }
}

// Every trained float, and every stored one, belongs to one tensor, in order.
static void tensors_cover_all_weights(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++) {
        LayerCase c = random_case(layer_new((const LayerType *)*entry), image);
        size_t floats[2] = {0, 0};
        Tensor t;

        for (size_t i = 0;
             c.layer->type->tensor && c.layer->type->tensor(c.layer, i, &t);
             i++) {
            size_t size = 1;

            for (int k = 0; k < t.rank; k++)
                size *= (size_t)t.sizes[k];
            assert_int_equal(t.offset, floats[t.state]);
            floats[t.state] += size;
        }
        assert_int_equal(floats[false], c.layer->weights);
        assert_int_equal(floats[true], c.layer->state);
        case_free(&c);
    }
}

// A forward pass worked out by hand.
typedef struct {
    const char *layer;
    struct {
        const char *name;
        double value;
    } settings[4];
    Shape in;
    bool inference;
    size_t rows;
    const float *x;
    const float *weight;
    const float *y;
} Worked;

static const Worked worked[] = {
    // Two filters of 2 × 2 over 2 × 3: the sum of a window, and its last cell
    // less its first; biases 10 and 20.
    {.layer = "conv2d",
     .settings = {{"filters", 2}, {"kernel", 2}},
     .in = {2, 3, 1},
     .rows = 1,
     .x = (const float[]){1, 2, 3, 4, 5, 7},
     .weight = (const float[]){1, -1, 1, 0, 1, 0, 1, 1, 10, 20},
     .y = (const float[]){22, 24, 27, 25}},
    // Two channels, the second 10 times the first, under kernels of 2 × 2: the
    // sum of a window, and its last cell less its first; biases 10 and 20.
    {.layer = "depthwise_conv2d",
     .settings = {{"kernel", 2}},
     .in = {2, 3, 2},
     .rows = 1,
     .x = (const float[]){1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 7, 70},
     .weight = (const float[]){1, -1, 1, 0, 1, 0, 1, 1, 10, 20},
     .y = (const float[]){22, 60, 27, 70}},
    // The same two channels, their windows' sums (12, 16) and last less first
    // (40, 50); one filter: 2 · the first + the second + 1.
    {.layer = "separable_conv2d",
     .settings = {{"filters", 1}, {"kernel", 2}},
     .in = {2, 3, 2},
     .rows = 1,
     .x = (const float[]){1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 7, 70},
     .weight = (const float[]){1, -1, 1, 0, 1, 0, 1, 1, 2, 1, 1},
     .y = (const float[]){65, 85}},
    // 1 + 2·2 + 3·3 + 10, 1·4 + 2·5 + 3·6 + 20
    {.layer = "dense",
     .settings = {{"units", 2}},
     .in = {1, 1, 3},
     .rows = 1,
     .x = (const float[]){1, 2, 3},
     .weight = (const float[]){1, 4, 2, 5, 3, 6, 10, 20},
     .y = (const float[]){24, 52}},
    {.layer = "flatten",
     .in = {2, 1, 2},
     .rows = 1,
     .x = (const float[]){1, 2, 3, 4},
     .y = (const float[]){1, 2, 3, 4}},
    {.layer = "max_pool",
     .in = {2, 4, 1},
     .rows = 1,
     .x = (const float[]){1, 5, 2, 0, 3, 4, -1, 7},
     .y = (const float[]){5, 7}},
    {.layer = "average_pool",
     .in = {2, 4, 1},
     .rows = 1,
     .x = (const float[]){1, 5, 2, 0, 3, 4, -1, 7},
     .y = (const float[]){3.25F, 2}},
    {.layer = "global_average_pool",
     .in = {2, 2, 2},
     .rows = 1,
     .x = (const float[]){1, 10, 2, 20, 3, 30, 6, 60},
     .y = (const float[]){3, 30}},
    // Which values fall silent is for test_dropout.c.
    {.layer = "dropout",
     .in = {1, 1, 3},
     .rows = 1,
     .inference = true,
     .x = (const float[]){1, -2, 3},
     .y = (const float[]){1, -2, 3}},
    // Which rows fall silent is for test_drop_connect.c.
    {.layer = "drop_connect",
     .in = {1, 1, 3},
     .rows = 1,
     .inference = true,
     .x = (const float[]){1, -2, 3},
     .y = (const float[]){1, -2, 3}},
    // Means (2, −1); swish(2 · 1 − 1 · 2 + 1) = 0.7310586; gates
    // sigmoid(0.7310586 · (2, −1) + (0, 1)) = (0.8118562, 0.5668331).
    {.layer = "squeeze_excite",
     .settings = {{"units", 1}},
     .in = {2, 1, 2},
     .rows = 1,
     .x = (const float[]){1, 0, 3, -2},
     .weight = (const float[]){1, 2, 1, 2, -1, 0, 1},
     .y = (const float[]){0.8118562F, 0, 2.4355686F, -1.1336662F}},
    // h₁ = tanh(1.1, −0.5); h₂ = tanh(−1.9 + h₁ (0.5, −0.5),
    // 1 + h₁ (0.25, 1)).
    {.layer = "simple_rnn",
     .settings = {{"units", 2}},
     .in = {2, 1, 1},
     .rows = 1,
     .x = (const float[]){0.5F, -1},
     .weight = (const float[]){2, -1, 0.5F, 0.25F, -0.5F, 1, 0.1F, 0},
     .y = (const float[]){-0.8534427F, 0.6279399F}},
    // Mean 3, variance 3.5: x̂ = (x − 3) / √3.501.
    {.layer = "batch_norm",
     .in = {2, 1, 1},
     .rows = 2,
     .x = (const float[]){1, 2, 3, 6},
     .weight = (const float[]){2, 10},
     .y = (const float[]){7.8622154F, 8.9311077F, 10, 13.2066768F}},
    {.layer = "rescale",
     .settings = {{"scale", -2}},
     .in = {1, 1, 3},
     .rows = 1,
     .x = (const float[]){1, 0, -3},
     .y = (const float[]){-2, 0, 6}},
    {.layer = "branch",
     .in = {1, 1, 2},
     .rows = 1,
     .x = (const float[]){1, -2},
     .y = (const float[]){1, -2}},
    // What is added is for test_network.c; here it is 0.
    {.layer = "merge",
     .in = {1, 1, 2},
     .rows = 1,
     .x = (const float[]){1, -2},
     .y = (const float[]){1, -2}},
    {.layer = "activation",
     .in = {1, 1, 3},
     .rows = 1,
     .x = (const float[]){-1, 0, 2},
     .y = (const float[]){0, 0, 2}},
};

static void check_worked(const Worked *w)
{
    const LayerType *type = (const LayerType *)entry_find(layers, w->layer);
    Layer *layer = layer_new(type);
    LayerCase c;

    for (int i = 0; i < 4 && w->settings[i].name; i++)
        layer_set(layer, w->settings[i].name, w->settings[i].value);
    c = case_new(layer, w->in, w->rows, SIMD_BASELINE);
    c.pass.training = !w->inference;
    memcpy(c.x.data, w->x, c.x.rows * c.x.cols * sizeof(float));
    if (layer->weights > 0)
        memcpy(layer->weight, w->weight, layer->weights * sizeof(float));
    if (type->forward)
        case_forward(&c);
    else
        memcpy(c.y.data, c.x.data, c.y.rows * c.y.cols * sizeof(float));
    for (size_t i = 0; i < c.y.rows * c.y.cols; i++)
        assert_near((double)c.y.data[i], (double)w->y[i], 2e-6);
    case_free(&c);
}

static void every_layer_has_a_forward_worked_out_by_hand(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++) {
        bool found = false;

        for (size_t i = 0; i < sizeof worked / sizeof *worked; i++)
            if (strcmp(worked[i].layer, (*entry)->name) == 0) {
                check_worked(&worked[i]);
                found = true;
            }
        if (!found)
            print_error("'%s' has no row in `worked`\n", (*entry)->name);
        assert_true(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_match_differences),
        cmocka_unit_test(gradients_match_differences_under_every_choice),
        cmocka_unit_test(gradients_are_added_when_asked),
        cmocka_unit_test(the_first_layer_needs_no_gradient_of_its_input),
        cmocka_unit_test(tensors_cover_all_weights),
        cmocka_unit_test(every_layer_has_a_forward_worked_out_by_hand),
    };

    flush_denormals();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
