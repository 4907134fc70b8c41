#include "nets/idx.h"

#include "nets/base/buffer.h"
#include "nets/base/file.h"
#include "nets/base/gzip.h"
#include "nets/base/memory.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGES = 2051, LABELS = 2049, INT_LABELS = 3074, SIDE_MOST = 4096 };
enum { PART = 1 << 18 };  // bytes that are read before they are digested
enum { HEADER_PART = 1024 };

static const size_t most_bytes = (size_t)2 << 30;
// How many bytes one deflated byte can become.
static const size_t deflate_most = 1032;

// A file being read from the front, packed or not, and the digest of what came.
typedef struct {
    const char *path;
    Gzip *gzip;  // NULL: not packed
    const uint8_t *next;
    size_t left;
    Digest *digest;
} Reader;

static bool read_unseen(Reader *reader, void *out, size_t count, Error *err)
{
    if (reader->gzip)
        return gzip_read(reader->gzip, out, count, err);
    if (count > reader->left)
        return fail(err, "'%s' is truncated: %zu bytes are missing",
                    reader->path, count - reader->left);
    memcpy(out, reader->next, count);
    reader->next += count;
    reader->left -= count;
    return true;
}

static bool read_bytes(Reader *reader, void *out, size_t count, Error *err)
{
    if (!read_unseen(reader, out, count, err))
        return false;
    digest_add(reader->digest, out, count);
    return true;
}

// A thread that digests what another one reads, close behind it.
typedef struct {
    Digest *digest;
    const uint8_t *bytes;
    size_t come;
    bool ended;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
} Follower;

static void *follow(void *argument)
{
    Follower *follower = argument;
    size_t done = 0;
    bool over = false;

    while (!over) {
        size_t come;

        (void)pthread_mutex_lock(&follower->mutex);
        while (follower->come == done && !follower->ended)
            (void)pthread_cond_wait(&follower->changed, &follower->mutex);
        come = follower->come;
        over = follower->ended;
        (void)pthread_mutex_unlock(&follower->mutex);
        digest_add(follower->digest, follower->bytes + done, come - done);
        done = come;
    }
    return NULL;
}

static void tell(Follower *follower, size_t count, bool ended)
{
    (void)pthread_mutex_lock(&follower->mutex);
    follower->come += count;
    follower->ended = ended;
    (void)pthread_cond_signal(&follower->changed);
    (void)pthread_mutex_unlock(&follower->mutex);
}

// As read_bytes, for many.
static bool read_many(Reader *reader, uint8_t *out, size_t count, Error *err)
{
    Follower follower = {.digest = reader->digest, .bytes = out};
    pthread_t thread;
    bool ok = true;

    (void)pthread_mutex_init(&follower.mutex, NULL);
    (void)pthread_cond_init(&follower.changed, NULL);
    if (pthread_create(&thread, NULL, follow, &follower) != 0)
        return read_bytes(reader, out, count, err);
    for (size_t done = 0, part; ok && done < count; done += part) {
        part = count - done < PART ? count - done : PART;
        ok = read_unseen(reader, out + done, part, err);
        tell(&follower, ok ? part : 0, false);
    }
    tell(&follower, 0, true);
    (void)pthread_join(thread, NULL);
    (void)pthread_cond_destroy(&follower.changed);
    (void)pthread_mutex_destroy(&follower.mutex);
    return ok;
}

static bool read_end(Reader *reader, Error *err)
{
    if (reader->gzip)
        return gzip_end(reader->gzip, err);
    return reader->left == 0
           || fail(err, "'%s' has %zu bytes more than its header says",
                   reader->path, reader->left);
}

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16
           | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool read_number(Reader *reader, uint32_t *number, Error *err)
{
    uint8_t bytes[4] = {0};

    if (!read_bytes(reader, bytes, sizeof bytes, err))
        return false;
    *number = big_endian(bytes);
    return true;
}

static bool read_magic(Reader *reader, Idx *idx, Error *err)
{
    uint32_t magic;

    if (!read_number(reader, &magic, err))
        return false;
    if (magic != IMAGES && magic != LABELS && magic != INT_LABELS)
        return fail(err,
                    "'%s' is not an IDX file: its magic number is %u; it must "
                    "be 2051 (images), 2049 or 3074 (labels)",
                    reader->path, (unsigned)magic);
    idx->rank = (int)(magic & 0xff);
    idx->value_bytes = magic == INT_LABELS ? 4 : 1;
    return true;
}

// Reads the sizes and makes room, if they are sane; *bytes is how many.
static bool read_sizes(Reader *reader, Idx *idx, size_t *bytes, Error *err)
{
    *bytes = idx->value_bytes;
    for (int i = 0; i < idx->rank; i++) {
        uint32_t size;

        if (!read_number(reader, &size, err))
            return false;
        if (size == 0)
            return fail(err, "'%s' is empty: size %d is 0", reader->path,
                        i + 1);
        if (size > most_bytes / *bytes)
            return fail(err, "'%s' would have more than %zu bytes",
                        reader->path, most_bytes);
        idx->sizes[i] = size;
        *bytes *= size;
    }
    return true;
}

static bool read_all(Reader *reader, Idx *idx, Error *err)
{
    size_t bytes;

    if (!read_magic(reader, idx, err) || !read_sizes(reader, idx, &bytes, err))
        return false;
    if (bytes / (reader->gzip ? deflate_most : 1) > reader->left)
        return fail(err, "'%s' is truncated: its header asks for %zu bytes",
                    reader->path, bytes);
    idx->values = memory_new(bytes, 1);
    return read_many(reader, idx->values, bytes, err) && read_end(reader, err);
}

bool idx_read(const char *path, Idx *idx, Error *err)
{
    Buffer file = {0};
    Reader reader = {.path = path, .digest = digest_new(DIGEST_SHA256)};
    bool ok;

    *idx = (Idx){0};
    ok = file_read(path, most_bytes, &file, err);
    reader.next = file.bytes;
    reader.left = file.count;
    if (ok && gzip_begins(file.bytes, file.count))
        reader.gzip = gzip_open(path, file.bytes, file.count);
    ok = ok && read_all(&reader, idx, err);
    digest_end(reader.digest, idx->digest);
    gzip_close(reader.gzip);
    buffer_release(&file);
    if (!ok)
        idx_release(idx);
    return ok;
}

void idx_release(Idx *idx)
{
    free(idx->values);
    *idx = (Idx){0};
}

// Packed or not, a header lies in a file's first bytes.
static bool read_header(const char *path, Idx *idx, Error *err)
{
    Buffer file = {0};
    Reader reader = {.path = path, .digest = digest_new(DIGEST_SHA256)};
    size_t bytes;
    bool ok;

    *idx = (Idx){0};
    ok = file_read_first(path, HEADER_PART, &file, err);
    reader.next = file.bytes;
    reader.left = file.count;
    if (ok && gzip_begins(file.bytes, file.count))
        reader.gzip = gzip_open(path, file.bytes, file.count);
    ok = ok && read_magic(&reader, idx, err)
         && read_sizes(&reader, idx, &bytes, err);
    digest_end(reader.digest, idx->digest);
    gzip_close(reader.gzip);
    buffer_release(&file);
    return ok;
}

bool idx_take_images(Idx *idx, const char *path, ImageSet *set, Error *err)
{
    if (idx->rank != 3)
        return fail(err, "'%s' holds labels; it must hold images", path);
    if (idx->sizes[1] > SIDE_MOST || idx->sizes[2] > SIDE_MOST)
        return fail(err, "'%s' has images of %zu x %zu; at most %d x %d", path,
                    idx->sizes[1], idx->sizes[2], SIDE_MOST, SIDE_MOST);
    set->count = idx->sizes[0];
    set->shape = (Shape){(int)idx->sizes[1], (int)idx->sizes[2], 1};
    set->images = idx->values;
    idx->values = NULL;
    return true;
}

static int64_t value(const Idx *idx, size_t i)
{
    const uint8_t *bytes = idx->values + i * idx->value_bytes;

    if (idx->value_bytes == 1)
        return *bytes;
    return (int32_t)big_endian(bytes);
}

bool idx_take_labels(const Idx *idx, const char *path, int first, int classes,
                     ImageSet *set, Error *err)
{
    size_t columns = idx->rank == 2 ? idx->sizes[1] : 1;

    if (idx->rank == 3)
        return fail(err, "'%s' holds images; it must hold labels", path);
    if (idx->sizes[0] != set->count)
        return fail(err, "'%s' has %zu labels for %zu images", path,
                    idx->sizes[0], set->count);
    set->labels = memory_new(set->count, 1);
    for (size_t i = 0; i < set->count; i++) {
        int64_t label = value(idx, i * columns) - first;

        if (label < 0 || label >= classes)
            return fail(err,
                        "'%s' has label %" PRId64
                        " at place %zu; labels must lie in "
                        "[%d, %d]",
                        path, label + first, i + 1, first, first + classes - 1);
        set->labels[i] = (uint8_t)label;
    }
    return true;
}

static bool read_images(const char *path, ImageSet *set,
                        char digest[DIGEST_TEXT], Error *err)
{
    Idx idx;
    bool ok =
        idx_read(path, &idx, err) && idx_take_images(&idx, path, set, err);

    memcpy(digest, idx.digest, DIGEST_TEXT);
    idx_release(&idx);
    return ok;
}

static bool read_labels(const IdxFiles *files, int which, ImageSet *set,
                        char digest[DIGEST_TEXT], Error *err)
{
    const char *path = files->paths[which];
    Idx idx;
    bool ok =
        idx_read(path, &idx, err)
        && idx_take_labels(&idx, path, files->first, files->classes, set, err);

    memcpy(digest, idx.digest, DIGEST_TEXT);
    idx_release(&idx);
    return ok;
}

static bool check_shapes(const IdxFiles *files, const Dataset *dataset,
                         Error *err)
{
    Shape train = dataset->train.shape;
    Shape test = dataset->test.shape;

    return (train.height == test.height && train.width == test.width)
           || fail(err, "'%s' has images of %d x %d, '%s' of %d x %d",
                   files->paths[TRAIN_IMAGES], train.height, train.width,
                   files->paths[TEST_IMAGES], test.height, test.width);
}

bool idx_read_set(const IdxFiles *files, Dataset *dataset,
                  char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    *dataset = (Dataset){.classes = files->classes};
    if (read_images(files->paths[TRAIN_IMAGES], &dataset->train,
                    digests[TRAIN_IMAGES], err)
        && read_labels(files, TRAIN_LABELS, &dataset->train,
                       digests[TRAIN_LABELS], err)
        && read_images(files->paths[TEST_IMAGES], &dataset->test,
                       digests[TEST_IMAGES], err)
        && read_labels(files, TEST_LABELS, &dataset->test, digests[TEST_LABELS],
                       err)
        && check_shapes(files, dataset, err))
        return true;
    dataset_release(dataset);
    return false;
}

static bool size_images(const char *path, ImageSet *set, Error *err)
{
    Idx idx;

    return read_header(path, &idx, err)
           && idx_take_images(&idx, path, set, err);
}

bool idx_size_set(const IdxFiles *files, Dataset *dataset, Error *err)
{
    *dataset = (Dataset){.classes = files->classes};
    return size_images(files->paths[TRAIN_IMAGES], &dataset->train, err)
           && size_images(files->paths[TEST_IMAGES], &dataset->test, err)
           && check_shapes(files, dataset, err);
}

bool idx_read_labels(const IdxFiles *files, Dataset *dataset, Error *err)
{
    char digest[DIGEST_TEXT];

    return read_labels(files, TRAIN_LABELS, &dataset->train, digest, err)
           && read_labels(files, TEST_LABELS, &dataset->test, digest, err);
}
