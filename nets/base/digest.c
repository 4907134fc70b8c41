#include "nets/base/digest.h"

#include "nets/base/memory.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

struct Digest {
    EVP_MD_CTX *context;
};

// libcrypto's calls fail for want of memory, or where a security policy takes
// MD5 away: neither can be mended by the caller.
static void must(bool well)
{
    if (well)
        return;
    (void)fprintf(stderr, "quadrille: libcrypto cannot compute a digest\n");
    exit(EXIT_FAILURE);
}

Digest *digest_new(DigestKind kind)
{
    Digest *digest = memory_new(1, sizeof *digest);

    digest->context = EVP_MD_CTX_new();
    must(digest->context
         && EVP_DigestInit_ex(digest->context,
                              kind == DIGEST_MD5 ? EVP_md5() : EVP_sha256(),
                              NULL));
    return digest;
}

void digest_add(Digest *digest, const void *bytes, size_t count)
{
    must(EVP_DigestUpdate(digest->context, bytes, count));
}

static void write_hex(const unsigned char *value, size_t length, char *text)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        text[2 * i] = digits[value[i] >> 4];
        text[2 * i + 1] = digits[value[i] & 15];
    }
    text[2 * length] = '\0';
}

void digest_end(Digest *digest, char text[DIGEST_TEXT])
{
    unsigned char value[EVP_MAX_MD_SIZE];
    unsigned length;

    must(EVP_DigestFinal_ex(digest->context, value, &length));
    write_hex(value, length, text);
    digest_free(digest);
}

void digest_free(Digest *digest)
{
    if (!digest)
        return;
    EVP_MD_CTX_free(digest->context);
    free(digest);
}

void digest_of(const void *bytes, size_t count, char text[DIGEST_TEXT])
{
    unsigned char value[EVP_MAX_MD_SIZE];
    unsigned length;

    must(EVP_Digest(bytes, count, value, &length, EVP_sha256(), NULL));
    write_hex(value, length, text);
}
