// harness/anatomy: networks as boxes.
#include "harness/anatomy.h"
#include "harness/setup.h"
#include "tests/check.h"

static const DatasetSize mnist = {.shape = {28, 28, 1}, .classes = 10};

static void build(Setup *setup, const char *key, const char *value)
{
    Config config = {0};
    Error err = {0};

    config_set(&config,
               &(Setting){.key = key,
                          .kind = strcmp(key, "model.name") == 0 ? VALUE_TEXT
                                                                 : VALUE_JSON,
                          .text = value});
    if (!setup_network(setup, &config, &mnist, &err))
        print_error("%s\n", err.message);
    assert_non_null(setup->network);
    assert_int_equal(setup->network->out.channels, 10);
    config_release(&config);
}

// "NAME → SHAPE" a line, and the sums of what they have.
static void describe(const Network *network, Text *text, size_t *parameters,
                     size_t *multiply_adds)
{
    Anatomy anatomy = {0};

    *parameters = *multiply_adds = 0;
    anatomy_read(&anatomy, network);
    for (size_t i = 0; i < anatomy.count; i++) {
        text_printf(text, "%s → ", text_string(&anatomy.boxes[i].name));
        anatomy_shape(anatomy.boxes[i].out, text);
        text_add_char(text, '\n');
        *parameters += anatomy.boxes[i].parameters;
        *multiply_adds += anatomy.boxes[i].multiply_adds;
    }
    anatomy_release(&anatomy);
}

static void check(const char *key, const char *value, const char *boxes)
{
    Setup setup = {0};
    Text text = {0};
    size_t parameters;
    size_t multiply_adds;

    build(&setup, key, value);
    describe(setup.network, &text, &parameters, &multiply_adds);
    assert_string_equal(text_string(&text), boxes);
    assert_int_equal(parameters, setup.network->parameters);
    assert_int_equal(multiply_adds, setup.network->multiply_adds);
    text_release(&text);
    setup_release(&setup);
}

static void a_shallow_network_has_a_box_for_each_layer(void **state)
{
    (void)state;
    check("model.name", "cnn",
          "conv2d 5×5, 16, relu → 24×24×16\n"
          "max_pool 2×2 → 12×12×16\n"
          "dropout 0.25 → 12×12×16\n"
          "flatten → 2304\n"
          "dense 128, relu → 128\n"
          "dropout 0.5 → 128\n"
          "dense 10 → 10\n");
    check("model.name", "simple_rnn", "simple_rnn 128 → 128\ndense 10 → 10\n");
}

// Tan & Le 2019, table 1; its sums are the paper's.
static void a_deep_network_is_folded_into_blocks(void **state)
{
    (void)state;
    check("model.name", "efficientnet_b0",
          "conv2d 3×3, 32, /2, same, swish → 16×16×32\n"
          "MBConv1 3×3, 16 → 16×16×16\n"
          "2 × MBConv6 3×3, 24, /2 → 8×8×24\n"
          "2 × MBConv6 5×5, 40, /2 → 4×4×40\n"
          "3 × MBConv6 3×3, 80, /2 → 2×2×80\n"
          "3 × MBConv6 5×5, 112 → 2×2×112\n"
          "4 × MBConv6 5×5, 192, /2 → 192\n"
          "MBConv6 3×3, 320 → 320\n"
          "conv2d 1×1, 1280, swish → 1280\n"
          "flatten → 1280\n"
          "dense 512, relu → 512\n"
          "dropout 0.2 → 512\n"
          "dense 10 → 10\n");
}

static void residual_blocks_are_folded_by_their_convolutions(void **state)
{
    (void)state;
    check("model.name", "resnet",
          "conv2d 3×3, 16, same, relu → 28×28×16\n"
          "3 × residual 3×3 + 3×3, 16 → 28×28×16\n"
          "3 × residual 3×3 + 3×3, 32, /2 → 14×14×32\n"
          "3 × residual 3×3 + 3×3, 64, /2 → 7×7×64\n"
          "global_average_pool → 64\n"
          "dense 10 → 10\n");
}

static void a_model_of_one_s_own_has_its_branches(void **state)
{
    Setup setup = {0};
    Anatomy anatomy = {0};
    static const char own[] =
        "[{\"conv2d\":{\"filters\":4,\"kernel\":3}},\"branch\","
        "{\"conv2d\":{\"filters\":4,\"kernel\":1}},\"merge\",\"flatten\","
        "{\"dense\":{\"units\":\"classes\"}}]";

    (void)state;
    check("model.layers", own,
          "conv2d 3×3, 4 → 26×26×4\nconv2d 1×1, 4 → 26×26×4\n"
          "add → 26×26×4\nflatten → 2704\ndense 10 → 10\n");
    build(&setup, "model.layers", own);
    anatomy_read(&anatomy, setup.network);
    assert_int_equal(anatomy.boxes[0].depth, 0);
    assert_int_equal(anatomy.boxes[1].depth, 1);
    assert_int_equal(anatomy.boxes[2].depth, 0);
    anatomy_release(&anatomy);
    setup_release(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shallow_network_has_a_box_for_each_layer),
        cmocka_unit_test(a_deep_network_is_folded_into_blocks),
        cmocka_unit_test(residual_blocks_are_folded_by_their_convolutions),
        cmocka_unit_test(a_model_of_one_s_own_has_its_branches),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
