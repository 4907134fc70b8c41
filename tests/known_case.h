// A little published set of our own, for tests. Included after
// tests/check.h.
#pragma once

#include "nets/known_fetch.h"
#include "tests/folder.h"
#include "tests/packed.h"

enum { CLASSES = 3, TRAIN = 6, TEST = 3, SIDE = 2 };

static const char *const names[SET_FILES] = {
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

// A little set of our own, packed, and all that its row needs.
typedef struct {
    KnownSet set;
    Text packed[SET_FILES];
    char md5[SET_FILES][DIGEST_TEXT];
    char sha256[SET_FILES][DIGEST_TEXT];
    Folder folder;  // an empty one
    char cache[500];
} Case;

static inline void case_init(Case *c)
{
    Text raw[] = {idx_images(TRAIN, SIDE), idx_labels(TRAIN, 1, CLASSES),
                  idx_images(TEST, SIDE), idx_labels(TEST, 1, CLASSES)};

    *c = (Case){.set = {.name = "tiny",
                        .folder = "small",
                        .classes = CLASSES,
                        .first_label = 1},
                .folder = folder_new()};
    for (int i = 0; i < SET_FILES; i++) {
        Digest *digest = digest_new(DIGEST_MD5);

        c->packed[i] = packed(&raw[i]);
        digest_of(raw[i].data, raw[i].length, c->sha256[i]);
        digest_add(digest, c->packed[i].data, c->packed[i].length);
        digest_end(digest, c->md5[i]);
        c->set.files[i] = names[i];
        c->set.md5[i] = c->md5[i];
        text_release(&raw[i]);
    }
    (void)folder_path(&c->folder, "cache", c->cache);
}

static inline void case_release(Case *c)
{
    for (int i = 0; i < SET_FILES; i++)
        text_release(&c->packed[i]);
    folder_remove(&c->folder);
}

// Writes the four packed files into a folder below the case's.
static inline void write_files(const Case *c, const char *below, char path[500])
{
    Error err;
    char file[200];
    char ignored[500];

    (void)folder_path(&c->folder, below, path);
    assert_true(file_make_folder(path, &err));
    for (int i = 0; i < SET_FILES; i++) {
        (void)snprintf(file, sizeof file, "%s/%s.gz", below, names[i]);
        (void)folder_write(&c->folder, file, c->packed[i].data,
                           c->packed[i].length, ignored);
    }
}
