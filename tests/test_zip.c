// nets/base/zip: members come out whole, and only where they should.
#include "nets/base/zip.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/packed.h"

// "quadrille quadrille quadrille", deflated.
static const uint8_t deflated[] = {0x2b, 0x2c, 0x4d, 0x4c, 0x29,
                                   0xca, 0xcc, 0xc9, 0x49, 0x55,
                                   0x28, 0xc4, 0x64, 0x01, 0x00};
static const char text[] = "quadrille quadrille quadrille";

static ZipMember member(const char *name)
{
    return (ZipMember){name, deflated, sizeof deflated, 8, 29, 0x98bce11};
}

// Extracts what ends in .gz into the folder's "out".
static bool extract(const Folder *folder, const Text *archive, Error *err)
{
    char path[500];
    char out[500];

    assert_true(file_make_folder(folder_path(folder, "out", out), err));
    (void)folder_write(folder, "a.zip", archive->data, archive->length, path);
    return zip_extract(path, ".gz", out, err);
}

static void check_file(const Folder *folder, const char *name)
{
    Buffer buffer = {0};
    char path[500];
    Error err;

    assert_true(file_read(folder_path(folder, name, path), 29, &buffer, &err));
    assert_int_equal(buffer.count, 29);
    assert_memory_equal(buffer.bytes, text, 29);
    buffer_release(&buffer);
}

static void members_are_unpacked_by_the_end_of_their_name(void **state)
{
    Folder folder = folder_new();
    Text stored = {0};
    Zip zip = {0};
    Text archive;
    char path[500];
    Error err;

    (void)state;
    text_add(&stored, text);
    zip_add(&zip, &(ZipMember){"gzip/", "", 0, 0, 0, 0});
    zip_add_stored(&zip, "gzip/stored.gz", &stored);
    zip_add_stored(&zip, "gzip/other.txt", &stored);
    zip_add(&zip, &(ZipMember){"deflated.gz", deflated, sizeof deflated, 8, 29,
                               gzip_crc32(text, 29)});
    archive = zip_end(&zip);
    assert_true(extract(&folder, &archive, &err));
    check_file(&folder, "out/stored.gz");
    check_file(&folder, "out/deflated.gz");
    assert_int_equal(folder_count(folder_path(&folder, "out", path)), 2);
    text_release(&stored);
    text_release(&archive);
    folder_remove(&folder);
}

static void no_member_leaves_the_folder(void **state)
{
    Folder folder = folder_new();
    Zip zip = {0};
    ZipMember members[] = {member("../../up.gz"), member("/root.gz"),
                           member("..\\back.gz"), member("a/.hidden.gz"),
                           member(".gz")};
    Text archive;
    char path[500];
    Error err;

    (void)state;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        zip_add(&zip, &members[i]);
    archive = zip_end(&zip);
    assert_true(extract(&folder, &archive, &err));
    check_file(&folder, "out/up.gz");
    check_file(&folder, "out/root.gz");
    assert_int_equal(folder_count(folder_path(&folder, "out", path)), 2);
    assert_int_equal(folder_count(folder.path), 2);
    text_release(&archive);
    folder_remove(&folder);
}

// Extracting must fail with that message and leave no file.
static void check_refused(const ZipMember *only, const char *expected)
{
    Folder folder = folder_new();
    Zip zip = {0};
    Text archive;
    char path[500];
    Error err;

    zip_add(&zip, only);
    archive = zip_end(&zip);
    assert_false(extract(&folder, &archive, &err));
    assert_non_null(strstr(err.message, expected));
    assert_int_equal(folder_count(folder_path(&folder, "out", path)), 0);
    text_release(&archive);
    folder_remove(&folder);
}

static void damaged_members_are_refused(void **state)
{
    ZipMember bad = member("a.gz");

    (void)state;
    bad.crc32 ^= 1;
    check_refused(&bad, "checksum is wrong");
    bad = member("a.gz");
    bad.size = 28;
    check_refused(&bad, "more bytes than it says");
    bad.size = 30;
    check_refused(&bad, "is truncated");
    bad.size = 1U << 30;
    check_refused(&bad, "cannot be as long as it says");
    bad.size = 4294967295;
    check_refused(&bad, "packed in an unknown way");
    bad = member("a.gz");
    bad.method = 12;
    check_refused(&bad, "packed in an unknown way");
}

static void no_truncated_archive_is_unpacked(void **state)
{
    ZipMember only = member("a.gz");
    Folder folder = folder_new();
    Zip zip = {0};
    Text archive;
    Error err;

    (void)state;
    zip_add(&zip, &only);
    archive = zip_end(&zip);
    for (size_t length = 0; length < archive.length; length++) {
        Text part = {archive.data, length, 0};

        assert_false(extract(&folder, &part, &err));
    }
    assert_true(extract(&folder, &archive, &err));
    text_release(&archive);
    folder_remove(&folder);
}

// Offsets that point anywhere: refused or harmless, never read beyond.
static void no_flipped_byte_reads_beyond_the_archive(void **state)
{
    ZipMember only = member("a.gz");
    Folder folder = folder_new();
    Zip zip = {0};
    Text archive;
    char path[500];
    Error err;

    (void)state;
    zip_add(&zip, &only);
    archive = zip_end(&zip);
    for (size_t i = 0; i < archive.length; i++) {
        archive.data[i] = (char)~archive.data[i];
        if (extract(&folder, &archive, &err)
            && file_exists(folder_path(&folder, "out/a.gz", path)))
            check_file(&folder, "out/a.gz");
        archive.data[i] = (char)~archive.data[i];
    }
    text_release(&archive);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_unpacked_by_the_end_of_their_name),
        cmocka_unit_test(no_member_leaves_the_folder),
        cmocka_unit_test(damaged_members_are_refused),
        cmocka_unit_test(no_truncated_archive_is_unpacked),
        cmocka_unit_test(no_flipped_byte_reads_beyond_the_archive),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
