// nets/download: from a server of our own and from files.
#include "nets/download.h"
#include "tests/check.h"
#include "tests/folder.h"
#include "tests/server.h"

static const Answer answers[] = {
    {.path = "/good", .body = "0123456789", .count = 10},
    {.path = "/short", .body = "0123456789", .count = 10, .withheld = 4},
    {.path = "/moved", .location = "/good"},
    {.path = "/round", .location = "/round"},
    {.path = "/inside", .location = "file:///etc/hostname"},
    {0},
};

// Downloads URL/path into a file of its own. On failure the message holds
// `expected`, and nothing is left.
static void check(const char *base, const char *path, const char *expected)
{
    Folder folder = folder_new();
    Digest *digest = digest_new(DIGEST_MD5);
    char md5[DIGEST_TEXT];
    char url[700];
    char to[500];
    Writer writer;
    Buffer buffer = {0};
    Error err;
    bool ok;

    (void)snprintf(url, sizeof url, "%s%s", base, path);
    assert_true(writer_open(&writer, folder_path(&folder, "f", to), &err));
    ok = download(url, &writer, digest, &err) && writer_close(&writer, &err);
    writer_abandon(&writer);
    digest_end(digest, md5);
    assert_int_equal(ok, expected == NULL);
    assert_int_equal(folder_count(folder.path), ok);
    if (ok) {
        assert_string_equal(md5, "781e5e245d69b566979b86e28d23f2c7");
        assert_true(file_read(to, 10, &buffer, &err));
        assert_memory_equal(buffer.bytes, "0123456789", 10);
    } else {
        assert_non_null(strstr(err.message, url));
        assert_non_null(strstr(err.message, expected));
    }
    buffer_release(&buffer);
    folder_remove(&folder);
}

static void a_good_answer_is_written_and_digested(void **state)
{
    Server server = server_start(answers);

    (void)state;
    check(server.url, "/good", NULL);
    check(server.url, "/moved", NULL);
    server_stop(&server);
}

static void other_answers_leave_nothing_behind(void **state)
{
    Server server = server_start(answers);

    (void)state;
    check(server.url, "/none", "404");
    check(server.url, "/short", "4 bytes remaining");
    check(server.url, "/round", "redirects");
    check(server.url, "/inside", "not supported");
    server_stop(&server);
    check(server.url, "/good", "connect");
}

static void files_can_be_fetched_too(void **state)
{
    Folder folder = folder_new();
    char path[500];
    char base[600];

    (void)state;
    (void)folder_write(&folder, "a", "0123456789", 10, path);
    (void)snprintf(base, sizeof base, "file://%s", folder.path);
    check(base, "/a", NULL);
    check(base, "/b", "");
    check("ftp://127.0.0.1", "/a", "not supported");
    check("nonsense", "", "");
    folder_remove(&folder);
}

static void a_full_disk_ends_the_download(void **state)
{
    Server server = server_start(answers);
    char url[100];
    Writer writer;
    Error err;

    (void)state;
    (void)snprintf(url, sizeof url, "%s/good", server.url);
    assert_true(writer_open(&writer, "/dev/full", &err));
    assert_false(download(url, &writer, NULL, &err));
    assert_string_equal(err.message,
                        "cannot write '/dev/full': No space left on device");
    writer_abandon(&writer);
    server_stop(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_answer_is_written_and_digested),
        cmocka_unit_test(other_answers_leave_nothing_behind),
        cmocka_unit_test(files_can_be_fetched_too),
        cmocka_unit_test(a_full_disk_ends_the_download),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
