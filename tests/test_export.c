// What exports are made of: protocol buffers, checksums, names, and a row in
// ONNX for every layer.
#include "harness/export.h"
#include "harness/export_event.h"
#include "harness/export_layers.h"
#include "harness/protobuf.h"
#include "tests/check.h"

static void check_bytes(Text *text, const char *bytes, size_t count)
{
    assert_int_equal(text->length, count);
    assert_memory_equal(text_string(text), bytes, count);
    text_release(text);
}

// The examples of the encoding's own description.
static void messages_are_as_the_description_has_them(void **state)
{
    Text message = {0};
    Text inner = {0};

    (void)state;
    protobuf_integer(&message, 1, 150);
    check_bytes(&message, "\x08\x96\x01", 3);
    protobuf_string(&message, 2, "testing");
    check_bytes(&message, "\x12\x07testing", 9);
    protobuf_integer(&inner, 1, 150);
    protobuf_message(&message, 3, &inner);
    assert_null(inner.data);
    check_bytes(&message, "\x1a\x03\x08\x96\x01", 5);
    protobuf_integer(&message, 16, -2);
    check_bytes(&message, "\x80\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                12);
    protobuf_float(&message, 1, 1);
    check_bytes(&message, "\x0d\x00\x00\x80\x3f", 5);
    protobuf_double(&message, 1, -2);
    check_bytes(&message, "\x09\x00\x00\x00\x00\x00\x00\x00\xc0", 9);
}

// RFC 3720, B.4.
static void checksums_are_castagnolis(void **state)
{
    const unsigned char zeros[32] = {0};
    unsigned char rising[32];

    (void)state;
    for (int i = 0; i < 32; i++)
        rising[i] = (unsigned char)i;
    assert_int_equal(crc32c("123456789", 9), 0xE3069283);
    assert_int_equal(crc32c(zeros, sizeof zeros), 0x8A9136AA);
    assert_int_equal(crc32c(rising, sizeof rising), 0x46DD794E);
}

static void names_stay_in_their_folder_and_apart(void **state)
{
    static const char *const hostile[] = {"../../x", "/etc/x", "..",  ".",
                                          "",        "a/b",    "a b", "a_b/",
                                          ".hidden", "a\nb",   "ü"};
    enum { COUNT = sizeof hostile / sizeof *hostile };
    Text names[COUNT] = {0};
    Text name = {0};
    char many[301];

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        export_add_name(&names[i], hostile[i], EXPORT_NAME_SIGNS);
        assert_null(strpbrk(names[i].data, "/\n \xc3"));
        assert_true(names[i].data[0] != '.');
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(names[i].data, names[j].data);
    }
    for (size_t i = 0; i < COUNT; i++)
        text_release(&names[i]);
    export_add_name(&name, "model=cnn,lr=0.1", EXPORT_NAME_SIGNS);
    assert_string_equal(name.data, "model=cnn,lr=0.1");
    text_clear(&name);
    memset(many, 'x', 300);
    many[300] = '\0';
    export_add_name(&name, many, EXPORT_NAME_SIGNS);
    assert_true(name.length < 100);
    text_release(&name);
}

static void every_layer_has_a_row(void **state)
{
    (void)state;
    for (const Entry *const *entry = layers; *entry; entry++)
        if (!export_layer_has((const LayerType *)(const void *)*entry)) {
            print_error("no row for %s\n", (*entry)->name);
            _fail(__FILE__, __LINE__);
        }
}

static void a_layer_without_a_row_is_named(void **state)
{
    const LayerType type = {.entry = {.name = "attention"}};
    const Layer layer = {.type = &type};
    Graph graph = {0};
    Value value = {0};
    Error err = {0};

    (void)state;
    assert_false(export_layer(&graph, &layer, &value, &err));
    assert_non_null(strstr(err.message, "'attention'"));
    graph_release(&graph);
}

static void formats_are_found_or_listed(void **state)
{
    Error err = {0};

    (void)state;
    for (const ExportFormat *const *format = export_formats; *format; format++)
        assert_ptr_equal(export_find((*format)->name, &err), *format);
    assert_null(export_find("pickle", &err));
    assert_non_null(strstr(err.message, "safetensors"));
    assert_int_equal(err.exit_code, EXIT_MISUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_as_the_description_has_them),
        cmocka_unit_test(checksums_are_castagnolis),
        cmocka_unit_test(names_stay_in_their_folder_and_apart),
        cmocka_unit_test(every_layer_has_a_row),
        cmocka_unit_test(a_layer_without_a_row_is_named),
        cmocka_unit_test(formats_are_found_or_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
