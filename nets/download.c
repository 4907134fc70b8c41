#include "nets/download.h"

#include <curl/curl.h>

typedef struct {
    Writer *to;
    Digest *digest;
    Error *err;
    bool failed;  // *err says why
} Sink;

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    Sink *sink = context;

    sink->failed = !writer_add(sink->to, bytes, size * count, sink->err);
    if (sink->failed)
        return 0;
    if (sink->digest)
        digest_add(sink->digest, bytes, size * count);
    return size * count;
}

// libcurl 7.85 replaced the options that say which protocols are allowed.
static void allow_protocols(CURL *curl)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https,file");
    (void)curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS,
                           CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FILE);
    (void)curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS,
                           CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

static void set_limits(CURL *curl)
{
    (void)curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 15L);
    (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
    (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
    (void)curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE,
                           (curl_off_t)2 << 30);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "quadrille");
}

bool download(const char *url, Writer *to, Digest *digest, Error *err)
{
    Sink sink = {to, digest, err, false};
    char reason[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    CURLcode code;

    if (!curl)
        return fail(err, "%s: libcurl does not start", url);
    allow_protocols(curl);
    set_limits(curl);
    (void)curl_easy_setopt(curl, CURLOPT_URL, url);
    (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, &sink);
    code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (sink.failed)
        return false;
    return code == CURLE_OK
           || fail(err, "%s: %s", url,
                   reason[0] ? reason : curl_easy_strerror(code));
}
