#include "nets/known_fetch.h"

#include "nets/base/zip.h"
#include "nets/download.h"

#include <string.h>

// What is being fetched, and what it must be.
typedef struct {
    const char *name;    // after the mirror's URL, and in the cache
    const char *md5;     // of the file as it comes, or NULL
    const char *sha256;  // of it unpacked, or NULL
} Wanted;

static bool check_md5(const char *url, const Wanted *wanted, const char *md5,
                      Error *err)
{
    return strcmp(md5, wanted->md5) == 0
           || fail(err, "%s: its MD5 is %s; it must be %s", url, md5,
                   wanted->md5);
}

// Mirrors may have packed it otherwise, so it is unpacked to compare.
static bool check_sha256(const char *url, const Wanted *wanted,
                         const char *path, Error *err)
{
    Idx idx;
    bool ok;

    if (!idx_read(path, &idx, err))
        return false;
    ok = strcmp(idx.digest, wanted->sha256) == 0
         || fail(err, "%s: unpacked, its SHA-256 is %s; it must be %s", url,
                 idx.digest, wanted->sha256);
    idx_release(&idx);
    return ok;
}

static bool check(const char *url, const Wanted *wanted, const char *md5,
                  const char *path, Error *err)
{
    if (wanted->sha256)
        return check_sha256(url, wanted, path, err);
    return check_md5(url, wanted, md5, err);
}

static bool fetch_from(const char *url, const Wanted *wanted, const char *path,
                       Error *err)
{
    Digest *digest = digest_new(DIGEST_MD5);
    char md5[DIGEST_TEXT];
    Writer writer;
    bool ok =
        writer_open(&writer, path, err) && download(url, &writer, digest, err);

    digest_end(digest, md5);
    ok = ok && check(url, wanted, md5, writer.beside, err)
         && writer_close(&writer, err);
    writer_abandon(&writer);
    return ok;
}

static void join(Text *text, const char *folder, const char *name)
{
    size_t length = strlen(folder);

    text_clear(text);
    text_add(text, folder);
    if (length > 0 && folder[length - 1] != '/')
        text_add_char(text, '/');
    text_add(text, name);
}

// Tries one mirror after the other; fails with every one's reason.
static bool fetch_one(const char *const *mirrors, const char *folder,
                      const Wanted *wanted, Error *err)
{
    Text url = {0};
    Text path = {0};
    Text reasons = {0};
    bool ok = false;

    join(&path, folder, wanted->name);
    for (int i = 0; mirrors[i] && !ok; i++) {
        join(&url, mirrors[i], wanted->name);
        ok = fetch_from(text_string(&url), wanted, text_string(&path), err);
        if (!ok)
            text_printf(&reasons, "%s%s", i ? "; " : "", err->message);
    }
    if (!ok)
        (void)fail(err, "%s", text_string(&reasons));
    text_release(&url);
    text_release(&path);
    text_release(&reasons);
    return ok;
}

static bool fetch_files(const KnownSet *set, const char *const *mirrors,
                        const char *folder, Error *err)
{
    Text path = {0};
    Text name = {0};
    bool ok = true;

    for (int i = 0; i < SET_FILES && ok; i++) {
        Wanted wanted = {.md5 = set->md5[i], .sha256 = set->sha256[i]};

        if (known_file(set, i, folder, &path))
            continue;
        text_clear(&name);
        text_printf(&name, "%s.gz", set->files[i]);
        wanted.name = text_string(&name);
        ok = fetch_one(mirrors, folder, &wanted, err);
    }
    text_release(&path);
    text_release(&name);
    return ok;
}

// One archive may hold several sets, so all of its files are unpacked.
static bool fetch_archive(const KnownSet *set, const char *const *mirrors,
                          const char *folder, Error *err)
{
    Wanted wanted = {set->archive, set->archive_md5, NULL};
    Text path = {0};
    bool ok;

    join(&path, folder, set->archive);
    ok = (file_exists(text_string(&path))
          || fetch_one(mirrors, folder, &wanted, err))
         && zip_extract(text_string(&path), ".gz", folder, err)
         && file_remove(text_string(&path), err);
    text_release(&path);
    return ok;
}

bool known_fetch(const KnownSet *set, const DataPlaces *places, Error *err)
{
    const char *const override[] = {places->mirror, NULL};
    const char *const *mirrors = places->mirror ? override : set->mirrors;
    Text folder = {0};
    bool ok;

    if (!places->cache)
        return fail(err,
                    "cannot fetch '%s': there is no folder for it; set "
                    "HOME or XDG_CACHE_HOME",
                    set->name);
    join(&folder, places->cache, set->folder);
    ok = file_make_folder(text_string(&folder), err)
         && (set->archive
                 ? fetch_archive(set, mirrors, text_string(&folder), err)
                 : fetch_files(set, mirrors, text_string(&folder), err));
    text_release(&folder);
    return ok;
}

// "'a', 'a/mnist' and …"
static void add_places(const KnownSet *set, const DataPlaces *places,
                       Text *text)
{
    if (places->folder)
        text_printf(text, "'%s', '%s/%s'%s", places->folder, places->folder,
                    set->folder, places->cache ? ", " : "");
    if (places->cache)
        text_printf(text, "'%s/%s'", places->cache, set->folder);
    if (!places->folder && !places->cache)
        text_add(text, "no folder: --data, QUADRILLE_DATA and HOME are unset");
}

static bool fail_missing(const KnownSet *set, const DataPlaces *places,
                         const char *reason, Error *err)
{
    Text looked = {0};

    add_places(set, places, &looked);
    (void)fail(err,
               "cannot find the data set '%s'; looked in %s; try 'quadrille "
               "data fetch %s', or --data FOLDER with its files, or the "
               "built-in 'digits'%s%s",
               set->name, text_string(&looked), set->name,
               reason[0] ? "; could not download it: " : "", reason);
    text_release(&looked);
    return false;
}

bool known_obtain(const KnownSet *set, const DataPlaces *places, Text *folder,
                  Error *err)
{
    if (known_find(set, places, folder))
        return true;
    if (!places->download)
        return fail_missing(set, places, "", err);
    if (!known_fetch(set, places, err))
        return fail_missing(set, places, err->message, err);
    return known_find(set, places, folder)
           || fail_missing(set, places, "its archive lacks files", err);
}
