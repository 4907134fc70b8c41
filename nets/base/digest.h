// SHA-256 and MD5, in hex. digest.c alone knows libcrypto.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { DIGEST_TEXT = 65 };  // a SHA-256 in hex and its NUL

// MD5 only to compare with what publishers of data sets give.
typedef enum { DIGEST_SHA256, DIGEST_MD5 } DigestKind;

typedef struct Digest Digest;

Digest *digest_new(DigestKind kind);
void digest_add(Digest *digest, const void *bytes, size_t count);
// The hex digits, lower case, of all that was added; frees the digest.
void digest_end(Digest *digest, char text[DIGEST_TEXT]);
// Frees a digest that is not wanted after all; NULL is well.
void digest_free(Digest *digest);

// SHA-256 of `count` bytes.
void digest_of(const void *bytes, size_t count, char text[DIGEST_TEXT]);
