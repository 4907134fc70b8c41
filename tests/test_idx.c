// nets/idx: what IDX files hold, and that no other file passes for one.
#include "nets/idx.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/packed.h"

// Reads a file of those bytes, which are released; the error's message must
// hold `expected`, or NULL: it must succeed.
static void check(Text bytes, const char *expected)
{
    Folder folder = folder_new();
    char path[500];
    Idx idx;
    Error err;
    bool ok;

    (void)folder_write(&folder, "file", bytes.data, bytes.length, path);
    ok = idx_read(path, &idx, &err);
    assert_int_equal(ok, expected == NULL);
    if (!ok) {
        assert_non_null(strstr(err.message, path));
        assert_non_null(strstr(err.message, expected));
        assert_null(idx.values);
    }
    idx_release(&idx);
    text_release(&bytes);
    folder_remove(&folder);
}

static Text with(Text bytes, const char *more)
{
    text_add(&bytes, more);
    return bytes;
}

static Text without(Text bytes, size_t count)
{
    bytes.length -= count;
    return bytes;
}

static Text packing(Text bytes)
{
    Text out = packed(&bytes);

    text_release(&bytes);
    return out;
}

static void images_and_labels_are_read_raw_or_packed(void **state)
{
    Folder folder = folder_new();
    Text bytes[] = {idx_images(7, 3), idx_labels(7, 0, 4)};
    char path[500];
    Error err;

    (void)state;
    for (int i = 0; i < 2; i++) {
        Text gz = packed(&bytes[i]);
        Idx plain;
        Idx unpacked;

        (void)folder_write(&folder, "a", bytes[i].data, bytes[i].length, path);
        assert_true(idx_read(path, &plain, &err));
        (void)folder_write(&folder, "a.gz", gz.data, gz.length, path);
        assert_true(idx_read(path, &unpacked, &err));
        assert_int_equal(plain.rank, i == 0 ? 3 : 1);
        assert_int_equal(plain.sizes[0], 7);
        assert_memory_equal(plain.values, bytes[i].data + (i == 0 ? 16 : 8),
                            i == 0 ? 63 : 7);
        assert_memory_equal(unpacked.values, plain.values, i == 0 ? 63 : 7);
        assert_string_equal(unpacked.digest, plain.digest);
        idx_release(&plain);
        idx_release(&unpacked);
        text_release(&gz);
        text_release(&bytes[i]);
    }
    folder_remove(&folder);
}

static void a_file_must_be_as_long_as_its_header_says(void **state)
{
    (void)state;
    check(idx_images(2, 3), NULL);
    check(with(idx_images(2, 3), "x"), "1 bytes more than its header says");
    check(without(idx_images(2, 3), 1), "is truncated");
    check(packing(with(idx_images(2, 3), "x")), "more bytes than it says");
    check(packing(without(idx_images(2, 3), 1)), "1 bytes are missing");
    check(with(packing(idx_images(2, 3)), "x"), "1 bytes after its gzip");
    check(without(packing(idx_images(2, 3)), 1), "is truncated");
}

static void no_truncated_file_is_read(void **state)
{
    Text whole = idx_images(2, 2);
    Text gz = packed(&whole);

    (void)state;
    for (size_t i = 0; i < whole.length; i++)
        check(without(idx_images(2, 2), whole.length - i), "is truncated");
    for (size_t i = 0; i < gz.length; i++)
        check(without(packing(idx_images(2, 2)), gz.length - i),
              "is truncated");
    text_release(&whole);
    text_release(&gz);
}

static void other_files_are_refused_by_their_magic(void **state)
{
    Text png = {0};
    Text floats = idx_header(0x0d03, 1, 1, 1);

    (void)state;
    text_add(&png, "\x89PNG\r\n\x1a\n and so on");
    check(png, "is not an IDX file: its magic number is 2303741511");
    check(with(floats, "abcd"), "magic number is 3331");
}

static void headers_that_ask_for_too_much_are_refused_at_once(void **state)
{
    (void)state;
    check(idx_header(2051, 4294967295, 4294967295, 4294967295),
          "more than 2147483648 bytes");
    check(idx_header(2051, 65536, 32768, 2), "more than 2147483648 bytes");
    check(idx_header(2051, 65536, 32768, 1), "asks for 2147483648 bytes");
    check(packing(idx_header(2051, 65536, 32768, 1)),
          "asks for 2147483648 bytes");
    check(idx_header(3074, 4294967295, 8, 0), "more than 2147483648 bytes");
    check(with(idx_header(2051, 1, 1, 0), "\1\1\1"), "is truncated");
}

static void an_empty_set_is_refused(void **state)
{
    Text none = idx_header(2049, 0, 0, 0);

    (void)state;
    add_big_endian(&none, 0);
    check(none, "is empty: size 1 is 0");
}

// Reads labels for a set of 6 images.
static bool take(Text bytes, int first, int classes, ImageSet *set, Error *err)
{
    Folder folder = folder_new();
    char path[500];
    Idx idx;
    bool ok;

    *set = (ImageSet){.count = 6};
    (void)folder_write(&folder, "labels", bytes.data, bytes.length, path);
    ok = idx_read(path, &idx, err)
         && idx_take_labels(&idx, path, first, classes, set, err);
    idx_release(&idx);
    text_release(&bytes);
    folder_remove(&folder);
    return ok;
}

static void labels_may_count_from_another_number(void **state)
{
    const uint8_t expected[] = {0, 1, 2, 0, 1, 2};
    ImageSet set;
    Error err;

    (void)state;
    assert_true(take(idx_labels(6, 1, 3), 1, 3, &set, &err));
    assert_memory_equal(set.labels, expected, 6);
    free(set.labels);
}

static void wide_labels_give_their_first_column(void **state)
{
    const uint8_t expected[] = {0, 1, 2, 3, 4, 5};
    Text bytes = idx_header(3074, 6, 8, 0);
    ImageSet set;
    Error err;

    (void)state;
    for (uint32_t i = 0; i < 48; i++)
        add_big_endian(&bytes, i % 8 == 0 ? i / 8 : 4294967295 - i);
    assert_true(take(bytes, 0, 6, &set, &err));
    assert_memory_equal(set.labels, expected, 6);
    free(set.labels);
}

static void labels_out_of_range_are_refused(void **state)
{
    Text negative = idx_header(3074, 6, 1, 0);
    ImageSet set;
    Error err;

    (void)state;
    assert_false(take(idx_labels(6, 0, 4), 0, 3, &set, &err));
    assert_non_null(strstr(
        err.message, "has label 3 at place 4; labels must lie in [0, 2]"));
    free(set.labels);
    assert_false(take(idx_labels(6, 0, 4), 1, 4, &set, &err));
    assert_non_null(strstr(err.message, "has label 0 at place 1"));
    free(set.labels);
    for (int i = 0; i < 6; i++)
        add_big_endian(&negative, i == 5 ? 4294967295 : 0);
    assert_false(take(negative, 0, 10, &set, &err));
    assert_non_null(strstr(err.message, "has label -1 at place 6"));
    free(set.labels);
}

static void counts_must_agree(void **state)
{
    ImageSet set;
    Error err;

    (void)state;
    assert_false(take(idx_labels(5, 0, 2), 0, 2, &set, &err));
    assert_non_null(strstr(err.message, "has 5 labels for 6 images"));
    assert_null(set.labels);
}

static void images_and_labels_are_not_mistaken(void **state)
{
    Folder folder = folder_new();
    Text bytes = idx_labels(6, 0, 2);
    ImageSet set;
    char path[500];
    Error err;
    Idx idx;

    (void)state;
    assert_false(take(idx_images(6, 1), 0, 10, &set, &err));
    assert_non_null(strstr(err.message, "holds images; it must hold labels"));
    (void)folder_write(&folder, "a", bytes.data, bytes.length, path);
    assert_true(idx_read(path, &idx, &err));
    assert_false(idx_take_images(&idx, path, &set, &err));
    assert_non_null(strstr(err.message, "holds labels; it must hold images"));
    idx_release(&idx);
    text_release(&bytes);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_and_labels_are_read_raw_or_packed),
        cmocka_unit_test(a_file_must_be_as_long_as_its_header_says),
        cmocka_unit_test(no_truncated_file_is_read),
        cmocka_unit_test(other_files_are_refused_by_their_magic),
        cmocka_unit_test(headers_that_ask_for_too_much_are_refused_at_once),
        cmocka_unit_test(an_empty_set_is_refused),
        cmocka_unit_test(labels_may_count_from_another_number),
        cmocka_unit_test(wide_labels_give_their_first_column),
        cmocka_unit_test(labels_out_of_range_are_refused),
        cmocka_unit_test(counts_must_agree),
        cmocka_unit_test(images_and_labels_are_not_mistaken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
