// Fetching files by URL: http, https and file. download.c alone knows libcurl.
#pragma once

#include "nets/base/digest.h"
#include "nets/base/file.h"

// Adds what the URL gives, at most 2 GiB, to an open writer, and to a digest
// unless that is NULL. Follows redirections. Gives up when there is no
// connection after 15 seconds, or under 1,000 bytes a second for 30.
bool download(const char *url, Writer *to, Digest *digest, Error *err);
