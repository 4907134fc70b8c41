// nets/safetensors: what is written is read back, and nothing else is.
#include "nets/base/text.h"
#include "nets/safetensors.h"
#include "tests/check.h"

// A file with that header and that many bytes of data.
static Buffer file(const char *header, size_t data)
{
    size_t length = strlen(header);
    Buffer buffer = {0};

    buffer_resize(&buffer, 8 + length + data);
    for (int i = 0; i < 8; i++)
        buffer.bytes[i] = (uint8_t)((uint64_t)length >> (8 * i));
    memcpy(buffer.bytes + 8, header, length);
    memset(buffer.bytes + 8 + length, 7, data);
    return buffer;
}

// Decodes; the error's message must hold `expected`, or NULL: it must succeed.
static void check(Buffer buffer, const char *expected)
{
    Tensors tensors = {0};
    Error err;
    bool ok = safetensors_decode("a.st", &buffer, &tensors, &err);

    assert_int_equal(ok, expected == NULL);
    if (!ok)
        assert_non_null(strstr(err.message, expected));
    tensors_release(&tensors);
    buffer_release(&buffer);
}

#define F32(name, first, last)                                                \
    "\"" name "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" #first \
    "," #last "]}"

static void tensors_come_back_as_they_were(void **state)
{
    float kernel[] = {1, -2, 3e-40F, 4, 5, 6};
    uint64_t steps = UINT64_MAX;
    Tensors tensors = {0};
    Tensors found = {0};
    Buffer buffer = {0};
    const NamedTensor *tensor;
    Error err;

    (void)state;
    tensors_add(&tensors, "steps",
                &(NamedTensor){.type = "U64", .data = &steps, .bytes = 8});
    tensors_add(&tensors, "a \"ü\" \\ b",
                &(NamedTensor){.type = "F32",
                               .rank = 2,
                               .sizes = {2, 3},
                               .data = kernel,
                               .bytes = sizeof kernel});
    tensors_add(&tensors, "none",
                &(NamedTensor){.type = "U8", .rank = 1, .sizes = {0}});
    safetensors_encode(&tensors, &buffer);
    assert_true(safetensors_decode("a.st", &buffer, &found, &err));
    assert_int_equal(found.count, 3);
    tensor = tensors_find(&found, "a \"ü\" \\ b");
    assert_non_null(tensor);
    assert_int_equal(tensor->rank, 2);
    assert_int_equal(tensor->sizes[1], 3);
    assert_memory_equal(tensor->data, kernel, sizeof kernel);
    assert_int_equal(tensors_find(&found, "steps")->rank, 0);
    assert_memory_equal(tensors_find(&found, "steps")->data, &steps, 8);
    assert_null(tensors_find(&found, "step"));
    tensors_release(&tensors);
    tensors_release(&found);
    buffer_release(&buffer);
}

// Written out by hand from the format's description.
static void the_file_is_the_published_format(void **state)
{
    static const char header[] =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    float one = 1;
    Tensors tensors = {0};
    Buffer buffer = {0};

    (void)state;
    tensors_add(
        &tensors, "w",
        &(NamedTensor){
            .type = "F32", .rank = 1, .sizes = {1}, .data = &one, .bytes = 4});
    safetensors_encode(&tensors, &buffer);
    assert_int_equal(buffer.count, 8 + 56 + 4);
    assert_memory_equal(buffer.bytes, "\x38\0\0\0\0\0\0\0", 8);
    assert_memory_equal(buffer.bytes + 8, header, strlen(header));
    assert_memory_equal(buffer.bytes + 8 + 56, "\0\0\x80\x3f", 4);
    tensors_release(&tensors);
    buffer_release(&buffer);
}

static void other_writers_files_are_read(void **state)
{
    (void)state;
    check(file("{}", 0), NULL);
    check(file("{\"__metadata__\":{},\n " F32("b", 4, 8) " , " F32("a", 0,
                                                                   4) "}  ",
               8),
          NULL);
    check(file("{\"__metadata__\":{\"format\":\"pt\",\"k\\u00e9\":\"\"}}", 0),
          NULL);
    check(file("{\"a\":{\"data_offsets\":[0,6],\"shape\":[3],"
               "\"dtype\":\"BF16\"}}",
               6),
          NULL);
}

static void lengths_beyond_the_file_are_refused(void **state)
{
    static const uint64_t lengths[] = {1ULL << 63, UINT64_MAX, 100000001, 60,
                                       UINT64_MAX - 7};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Buffer buffer = file("{" F32("a", 0, 4) "}", 0);

        for (int byte = 0; byte < 8; byte++)
            buffer.bytes[byte] = (uint8_t)(lengths[i] >> (8 * byte));
        check(buffer, "its header is longer than it may be");
    }
    check(file("", 0), "is not a safetensors file");
}

static void no_truncated_file_is_read(void **state)
{
    Buffer whole = file("{" F32("a", 0, 4) "," F32("b", 4, 8) "}", 8);

    (void)state;
    for (size_t count = 0; count < whole.count; count++) {
        Tensors tensors = {0};
        // A copy as short as it says, so that a sanitizer sees what is beyond.
        Buffer part = {malloc(count), count, count};
        Error err;

        if (count > 0)
            memcpy(part.bytes, whole.bytes, count);
        assert_false(safetensors_decode("a.st", &part, &tensors, &err));
        tensors_release(&tensors);
        free(part.bytes);
    }
    check(whole, NULL);
}

static void no_header_cut_anywhere_is_read(void **state)
{
    static const char header[] =
        "{\"__metadata__\":{\"k\":\"\\u0041\"}," F32("a", 0, 4) "}";

    (void)state;
    for (size_t length = 0; length < strlen(header); length++) {
        char part[sizeof header];

        memcpy(part, header, length);
        part[length] = '\0';
        check(file(part, 4), "is not a safetensors file");
    }
    check(file(header, 4), NULL);
}

static void tensors_must_cover_the_data_once(void **state)
{
    (void)state;
    check(file("{" F32("a", 0, 4) "," F32("b", 2, 6) "}", 6), "overlap");
    check(file("{" F32("a", 0, 4) "," F32("b", 0, 4) "}", 4), "overlap");
    check(file("{" F32("a", 0, 4) "," F32("b", 8, 12) "}", 12), "gaps");
    check(file("{" F32("a", 4, 8) "}", 8), "gaps");
    check(file("{" F32("a", 0, 4) "}", 5), "longer or shorter");
    check(file("{" F32("a", 0, 4) "}", 3), "outside the file");
    check(file("{" F32("a", 4, 0) "}", 8), "outside the file");
    check(file("{" F32("a", 18446744073709551612, 18446744073709551615) "}", 4),
          "outside the file");
}

static void a_name_twice_is_refused(void **state)
{
    (void)state;
    check(file("{" F32("a", 0, 4) "," F32("a", 4, 8) "}", 8), "twice");
    check(file("{" F32("a", 0, 4) "," F32("\\u0061", 4, 8) "}", 8), "twice");
}

static void shapes_must_fit_their_bytes(void **state)
{
#define SHAPED(dtype, shape)                                 \
    file("{\"a\":{\"dtype\":\"" dtype "\",\"shape\":[" shape \
         "],"                                                \
         "\"data_offsets\":[0,8]}}",                         \
         8)
    (void)state;
    check(SHAPED("F32", "2"), NULL);
    check(SHAPED("F64", ""), NULL);
    check(SHAPED("F32", "3"), "do not fit its shape");
    check(SHAPED("F32", "0"), "do not fit its shape");
    check(SHAPED("F32", "-2"), "a number is missing");
    check(SHAPED("F32", "2.0"), "not the JSON that it must be");
    check(SHAPED("F31", "2"), "unknown type");
    check(SHAPED("F32", "4294967296,4294967296,2"), "too large");
    check(SHAPED("F32", "18446744073709551616"), "a number is too large");
    check(SHAPED("U8", "1,1,1,1,1,1,1,1,8"), "too long");
}

static void headers_that_are_no_such_json_are_refused(void **state)
{
    static const char *const headers[] = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"a\"}",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{,}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0]}}",
        ("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],"
         "\"more\":[1]}}"),
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":[]}",
        "{\"\\u0000\":{}}",
        "{\"\\ud800\":{}}",
        "{\"\\x\":{}}",
        "{\"a\nb\":{}}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        check(file(headers[i], 0), "is not a safetensors file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tensors_come_back_as_they_were),
        cmocka_unit_test(the_file_is_the_published_format),
        cmocka_unit_test(other_writers_files_are_read),
        cmocka_unit_test(lengths_beyond_the_file_are_refused),
        cmocka_unit_test(no_truncated_file_is_read),
        cmocka_unit_test(no_header_cut_anywhere_is_read),
        cmocka_unit_test(tensors_must_cover_the_data_once),
        cmocka_unit_test(a_name_twice_is_refused),
        cmocka_unit_test(shapes_must_fit_their_bytes),
        cmocka_unit_test(headers_that_are_no_such_json_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
