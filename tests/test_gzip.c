// nets/base/gzip: exactly what was packed, or nothing.
#include "nets/base/gzip.h"
#include "tests/check.h"
#include "tests/packed.h"

// 65,536 zero bytes, packed.
static const uint8_t zeros[] = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1,
    0x01, 0x01, 0x00, 0x00, 0x00, 0x80, 0x90, 0xfe, 0xaf, 0xee, 0x08, 0x0a,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x6a, 0xeb, 0x8e, 0x97, 0xd7, 0x00, 0x00, 0x01, 0x00,
};

// "quadrille quadrille quadrille", deflated without a wrapping.
static const uint8_t raw[] = {0x2b, 0x2c, 0x4d, 0x4c, 0x29, 0xca, 0xcc, 0xc9,
                              0x49, 0x55, 0x28, 0xc4, 0x64, 0x01, 0x00};

static bool unpack(const void *bytes, size_t count, void *out, size_t room,
                   Error *err)
{
    Gzip *gzip = gzip_open("a.gz", bytes, count);
    bool ok = gzip_read(gzip, out, room, err) && gzip_end(gzip, err);

    gzip_close(gzip);
    return ok;
}

static void what_was_packed_comes_back(void **state)
{
    Text text = {0};
    Text gz;
    char out[26];
    Error err;

    (void)state;
    text_add(&text, "abcdefghijklmnopqrstuvwxyz");
    gz = packed(&text);
    assert_true(gzip_begins(gz.data, gz.length));
    assert_false(gzip_begins(gz.data, 1));
    assert_true(unpack(gz.data, gz.length, out, sizeof out, &err));
    assert_memory_equal(out, text.data, sizeof out);
    text_release(&text);
    text_release(&gz);
}

static void a_stream_can_be_read_in_parts(void **state)
{
    Gzip *gzip = gzip_open("a.gz", zeros, sizeof zeros);
    uint8_t part[4096];
    Error err;

    (void)state;
    for (int i = 0; i < 16; i++) {
        memset(part, 1, sizeof part);
        assert_true(gzip_read(gzip, part, sizeof part, &err));
        for (size_t j = 0; j < sizeof part; j++)
            assert_int_equal(part[j], 0);
    }
    assert_true(gzip_end(gzip, &err));
    assert_false(gzip_read(gzip, part, 1, &err));
    gzip_close(gzip);
}

static void bare_deflate_can_be_read(void **state)
{
    Gzip *gzip = gzip_open_raw("a.zip", raw, sizeof raw);
    char out[29];
    Error err;

    (void)state;
    assert_true(gzip_read(gzip, out, sizeof out, &err));
    assert_true(gzip_end(gzip, &err));
    assert_memory_equal(out, "quadrille quadrille quadrille", sizeof out);
    gzip_close(gzip);
}

static void a_bomb_is_left_at_the_promised_size(void **state)
{
    uint8_t out[100];
    Error err;

    (void)state;
    assert_false(unpack(zeros, sizeof zeros, out, sizeof out, &err));
    assert_string_equal(err.message,
                        "'a.gz' unpacks to more bytes than it says");
}

static void too_few_bytes_are_refused(void **state)
{
    uint8_t *out = malloc(65537);
    Error err;

    (void)state;
    assert_false(unpack(zeros, sizeof zeros, out, 65537, &err));
    assert_string_equal(err.message,
                        "'a.gz' is truncated: 1 bytes are missing");
    free(out);
}

static void every_truncation_is_refused(void **state)
{
    uint8_t *out = malloc(65536);
    Error err;

    (void)state;
    for (size_t count = 0; count < sizeof zeros; count++) {
        assert_false(unpack(zeros, count, out, 65536, &err));
        assert_non_null(strstr(err.message, "'a.gz' is truncated"));
    }
    assert_true(unpack(zeros, sizeof zeros, out, 65536, &err));
    free(out);
}

static void bytes_after_the_end_are_refused(void **state)
{
    uint8_t longer[2 * sizeof zeros];
    uint8_t *out = malloc(65536);
    Error err;

    (void)state;
    memcpy(longer, zeros, sizeof zeros);
    memcpy(longer + sizeof zeros, zeros, sizeof zeros);
    assert_false(unpack(longer, sizeof zeros + 1, out, 65536, &err));
    assert_string_equal(err.message,
                        "'a.gz' has 1 bytes after its gzip stream");
    // Not even a second stream, which gzip itself would append.
    assert_false(unpack(longer, sizeof longer, out, 65536, &err));
    free(out);
}

// Bits that mean nothing to the data: the header's time, its flag for text,
// what fills up the last byte.
static void a_flipped_bit_is_refused_or_changes_nothing(void **state)
{
    uint8_t flipped[sizeof zeros];
    uint8_t *expected = calloc(1, 65536);
    uint8_t *out = malloc(65536);
    Error err;

    (void)state;
    for (size_t bit = 0; bit < 8 * sizeof zeros; bit++) {
        memcpy(flipped, zeros, sizeof zeros);
        flipped[bit / 8] ^= (uint8_t)(1U << bit % 8);
        memset(out, 1, 65536);
        if (unpack(flipped, sizeof flipped, out, 65536, &err))
            assert_memory_equal(out, expected, 65536);
    }
    free(expected);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(a_stream_can_be_read_in_parts),
        cmocka_unit_test(bare_deflate_can_be_read),
        cmocka_unit_test(a_bomb_is_left_at_the_promised_size),
        cmocka_unit_test(too_few_bytes_are_refused),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(bytes_after_the_end_are_refused),
        cmocka_unit_test(a_flipped_bit_is_refused_or_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
