// Data sets that others publish: four IDX files each, and what is known of
// them. A row of nets/datasets/table.h that has one is found, fetched and
// checked by the functions here.
#pragma once

#include "nets/base/text.h"
#include "nets/idx.h"

enum { KNOWN_SIDE = 28 };  // of the images of all of them

typedef struct KnownSet {
    const char *name;
    const char *folder;            // where it lies in the cache
    const char *files[SET_FILES];  // without .gz
    // What the publisher gives, or NULL: SHA-256 of the unpacked files, MD5 of
    // the packed ones.
    const char *sha256[SET_FILES];
    const char *md5[SET_FILES];
    const char *mirrors[4];  // URLs that FILE.gz is appended to; ends in NULL
    const char *archive;     // a zip that holds all files instead; or NULL
    const char *archive_md5;
    bool mnist_names;  // its files are called as MNIST's: see known_find
    bool transposed;   // images are stored column by column
    size_t train;      // images
    size_t test;
    int classes;
    int first_label;  // in the files; ours start at 0
} KnownSet;

// A file of a set: FILE, FILE.gz, or "-idx" in it written ".idx". False when
// there is none in the folder.
bool known_file(const KnownSet *set, int which, const char *folder, Text *path);

// The folder that has all four files; false when none has. Looked at, in this
// order: places->folder, its subfolders by the set's name and folder, the
// cache. A set that borrows MNIST's names is only taken from places->folder
// itself if the published MD5 says that it is what it seems.
bool known_find(const KnownSet *set, const DataPlaces *places, Text *folder);

// Whether all files in a folder have the published MD5; false where none is.
bool known_published(const KnownSet *set, const char *folder);

// Reads all from a folder that known_find gave. `digests` [SET_FILES] are the
// unpacked files' SHA-256; they are compared with the published ones.
bool known_read(const KnownSet *set, const char *folder, Dataset *dataset,
                char digests[SET_FILES][DIGEST_TEXT], Error *err);

// What dataset_identify and dataset_load come to; both fetch what is missing if
// places->download, and else fail saying where they looked and what can be
// done.
bool known_digest(const KnownSet *set, const DataPlaces *places,
                  char digest[DIGEST_TEXT], Error *err);
bool known_load(const KnownSet *set, const DataPlaces *places, Dataset *dataset,
                Error *err);
