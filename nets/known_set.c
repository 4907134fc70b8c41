#include "nets/known_set.h"

#include "nets/base/file.h"
#include "nets/known_fetch.h"

#include <assert.h>
#include <string.h>

enum { PACKED_MOST = 2147483647 };

// "train-images-idx3-ubyte" is also met as "train-images.idx3-ubyte".
static bool find_name(const char *folder, const char *name, Text *path)
{
    static const char *const endings[] = {"", ".gz"};
    char *dash;

    for (int dotted = 0; dotted < 2; dotted++)
        for (int i = 0; i < 2; i++) {
            text_clear(path);
            text_printf(path, "%s/%s%s", folder, name, endings[i]);
            dash = strstr(path->data + strlen(folder), "-idx");
            if (dotted && dash)
                *dash = '.';
            if (file_exists(path->data))
                return true;
        }
    return false;
}

bool known_file(const KnownSet *set, int which, const char *folder, Text *path)
{
    return find_name(folder, set->files[which], path);
}

static bool has_all(const KnownSet *set, const char *folder)
{
    Text path = {0};
    bool all = true;

    for (int i = 0; i < SET_FILES && all; i++)
        all = known_file(set, i, folder, &path);
    text_release(&path);
    return all;
}

static bool has_md5(const char *path, const char *md5)
{
    Buffer file = {0};
    char found[DIGEST_TEXT] = "";
    Digest *digest;
    Error ignored;

    if (file_read(path, PACKED_MOST, &file, &ignored)) {
        digest = digest_new(DIGEST_MD5);
        digest_add(digest, file.bytes, file.count);
        digest_end(digest, found);
    }
    buffer_release(&file);
    return strcmp(found, md5) == 0;
}

bool known_published(const KnownSet *set, const char *folder)
{
    Text path = {0};
    bool same = true;

    for (int i = 0; i < SET_FILES && same; i++)
        same = set->md5[i] && known_file(set, i, folder, &path)
               && has_md5(text_string(&path), set->md5[i]);
    text_release(&path);
    return same;
}

// Whether a subfolder, or the folder itself for NULL, has the set; *folder
// becomes its path.
static bool found_in(const KnownSet *set, const char *parent, const char *below,
                     Text *folder)
{
    if (!parent)
        return false;
    text_clear(folder);
    text_add(folder, parent);
    if (below)
        text_printf(folder, "/%s", below);
    return has_all(set, text_string(folder))
           && (below || !set->mnist_names
               || known_published(set, text_string(folder)));
}

bool known_find(const KnownSet *set, const DataPlaces *places, Text *folder)
{
    return found_in(set, places->folder, NULL, folder)
           || found_in(set, places->folder, set->name, folder)
           || found_in(set, places->folder, set->folder, folder)
           || found_in(set, places->cache, set->folder, folder);
}

static void transpose_images(ImageSet *set)
{
    size_t side = (size_t)set->shape.height;

    assert(set->shape.height == set->shape.width && set->shape.channels == 1);
    for (size_t i = 0; i < set->count; i++) {
        uint8_t *image = set->images + i * side * side;

        for (size_t row = 0; row < side; row++)
            for (size_t column = 0; column < row; column++) {
                uint8_t *a = &image[row * side + column];
                uint8_t *b = &image[column * side + row];
                uint8_t kept = *a;

                *a = *b;
                *b = kept;
            }
    }
}

static bool check_published(const KnownSet *set, const IdxFiles *files,
                            char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    for (int i = 0; i < SET_FILES; i++)
        if (set->sha256[i] && strcmp(set->sha256[i], digests[i]) != 0)
            return fail(err,
                        "'%s' is not the file of '%s': unpacked, its SHA-256 "
                        "is %s; it must be %s",
                        files->paths[i], set->name, digests[i], set->sha256[i]);
    return true;
}

static bool finish(const KnownSet *set, const IdxFiles *files, Dataset *dataset,
                   char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    const Shape *shape = &dataset->train.shape;

    if (!check_published(set, files, digests, err))
        return false;
    if (!set->transposed)
        return true;
    if (shape->height != shape->width)
        return fail(err, "'%s' has images of %d x %d; they must be square",
                    files->paths[TRAIN_IMAGES], shape->height, shape->width);
    transpose_images(&dataset->train);
    transpose_images(&dataset->test);
    return true;
}

bool known_read(const KnownSet *set, const char *folder, Dataset *dataset,
                char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    Text paths[SET_FILES] = {{0}};
    IdxFiles files = {.first = set->first_label, .classes = set->classes};
    bool ok = true;

    *dataset = (Dataset){0};
    for (int i = 0; i < SET_FILES && ok; i++) {
        ok = known_file(set, i, folder, &paths[i])
             || fail(err, "'%s' has no '%s'", folder, set->files[i]);
        files.paths[i] = text_string(&paths[i]);
    }
    ok = ok && idx_read_set(&files, dataset, digests, err)
         && finish(set, &files, dataset, digests, err);
    if (!ok)
        dataset_release(dataset);
    for (int i = 0; i < SET_FILES; i++)
        text_release(&paths[i]);
    return ok;
}

static bool read_wherever(const KnownSet *set, const DataPlaces *places,
                          Dataset *dataset,
                          char digests[SET_FILES][DIGEST_TEXT], Error *err)
{
    Text folder = {0};
    bool ok = known_obtain(set, places, &folder, err)
              && known_read(set, text_string(&folder), dataset, digests, err);

    text_release(&folder);
    return ok;
}

bool known_digest(const KnownSet *set, const DataPlaces *places,
                  char digest[DIGEST_TEXT], Error *err)
{
    char digests[SET_FILES][DIGEST_TEXT] = {{0}};
    Dataset dataset;
    bool published = true;

    for (int i = 0; i < SET_FILES; i++)
        if (set->sha256[i])
            memcpy(digests[i], set->sha256[i], DIGEST_TEXT);
        else
            published = false;
    if (!published) {
        if (!read_wherever(set, places, &dataset, digests, err))
            return false;
        dataset_release(&dataset);
    }
    dataset_digest(digests, SET_FILES, digest);
    return true;
}

bool known_load(const KnownSet *set, const DataPlaces *places, Dataset *dataset,
                Error *err)
{
    char digests[SET_FILES][DIGEST_TEXT];

    return read_wherever(set, places, dataset, digests, err);
}
