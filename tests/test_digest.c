// nets/base/digest: the standards' own answers.
#include "nets/base/digest.h"
#include "tests/check.h"

static void check(DigestKind kind, const char *text, const char *expected)
{
    Digest *digest = digest_new(kind);
    char found[DIGEST_TEXT];

    digest_add(digest, text, strlen(text));
    digest_end(digest, found);
    assert_string_equal(found, expected);
}

// FIPS 180-4, and RFC 1321, appendix A.5.
static void digests_are_those_of_the_standards(void **state)
{
    (void)state;
    check(DIGEST_SHA256, "abc",
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(DIGEST_SHA256, "",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(DIGEST_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72");
    check(DIGEST_MD5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0");
}

static void parts_have_the_digest_of_the_whole(void **state)
{
    char whole[DIGEST_TEXT];
    char parts[DIGEST_TEXT];
    Digest *digest = digest_new(DIGEST_SHA256);
    unsigned char bytes[1000];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7);
    digest_of(bytes, sizeof bytes, whole);
    digest_add(digest, bytes, 1);
    digest_add(digest, bytes + 1, 0);
    digest_add(digest, bytes + 1, 999);
    digest_end(digest, parts);
    assert_string_equal(whole, parts);
}

static void a_digest_may_be_given_up(void **state)
{
    Digest *digest = digest_new(DIGEST_MD5);

    (void)state;
    digest_add(digest, "x", 1);
    digest_free(digest);
    digest_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standards),
        cmocka_unit_test(parts_have_the_digest_of_the_whole),
        cmocka_unit_test(a_digest_may_be_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
