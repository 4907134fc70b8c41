// quadrille data: which data sets there are, where they are, and what is in
// them.
#include "harness/command.h"
#include "harness/nearest.h"
#include "harness/output.h"
#include "harness/places.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"
#include "nets/known_fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS_MAX = 64, CLASSES_MAX = 256 };

static const DatasetType *find_type(const char *name, Error *err)
{
    const Entry *entry = entry_find(datasets, name);
    const char *names[SETS_MAX];
    size_t count = 0;
    const char *near;

    if (entry)
        return (const DatasetType *)entry;
    for (const Entry *const *set = datasets; *set && count < SETS_MAX; set++)
        names[count++] = (*set)->name;
    near = nearest(name, names, count);
    if (near)
        (void)fail_misuse(err, "unknown data set '%s'; did you mean '%s'?",
                          name, near);
    else
        (void)fail_misuse(
            err, "unknown data set '%s'; see 'quadrille data list'", name);
    return NULL;
}

// How many labels a file holds; 0 where it cannot be read.
static size_t count_labels(const KnownSet *set, int which, const char *folder)
{
    Text path = {0};
    Error ignored;
    size_t count = 0;
    Idx idx;

    if (known_file(set, which, folder, &path)
        && idx_read(text_string(&path), &idx, &ignored)) {
        count = idx.sizes[0];
        idx_release(&idx);
    }
    text_release(&path);
    return count;
}

// What a row of the list says.
typedef struct {
    const Entry *entry;
    const KnownSet *known;
    const char *folder;  // NULL: not found, or not published
    size_t train;
    size_t test;
} Row;

static void add_row(Text *out, const Row *row)
{
    char count[48] = "-";

    if (row->folder)
        (void)snprintf(count, sizeof count, "%zu + %zu", row->train, row->test);
    text_printf(out, "%-15s %-16s ", row->entry->name, count);
    if (row->folder)
        text_printf(out, "%s\n", row->folder);
    else if (row->known)
        text_printf(out, "not here: quadrille data fetch %s\n",
                    row->entry->name);
    else
        text_printf(out, "%s\n", row->entry->summary);
}

static void add_json_row(Text *out, const Row *row)
{
    text_add(out, "{\"name\":");
    text_add_json(out, row->entry->name);
    text_add(out, ",\"summary\":");
    text_add_json(out, row->entry->summary);
    if (row->known)
        text_printf(out, ",\"classes\":%d,\"found\":%s", row->known->classes,
                    row->folder ? "true" : "false");
    if (row->folder) {
        text_printf(out, ",\"train\":%zu,\"test\":%zu,\"folder\":", row->train,
                    row->test);
        text_add_json(out, row->folder);
    }
    text_add_char(out, '}');
}

static int list(const DataPlaces *places, bool json, Error *err)
{
    Text out = {0};
    Text folder = {0};
    bool told;

    text_add(&out, json ? "[" : "name            train + test     where\n");
    for (const Entry *const *entry = datasets; *entry; entry++) {
        Row row = {*entry, ((const DatasetType *)*entry)->known, NULL, 0, 0};

        if (row.known && known_find(row.known, places, &folder)) {
            row.folder = text_string(&folder);
            row.train = count_labels(row.known, TRAIN_LABELS, row.folder);
            row.test = count_labels(row.known, TEST_LABELS, row.folder);
        }
        if (json && entry != datasets)
            text_add(&out, ",\n");
        (json ? add_json_row : add_row)(&out, &row);
    }
    if (json)
        text_add(&out, "]\n");
    told = output_add(text_string(&out), err);
    text_release(&out);
    text_release(&folder);
    return told ? EXIT_WELL : EXIT_FAILED;
}

// What was found out about one data set.
typedef struct {
    const DatasetType *type;
    Text folder;  // empty where it is not published
    Dataset dataset;
    char digests[SET_FILES][DIGEST_TEXT];
    char digest[DIGEST_TEXT];
} Found;

static void found_release(Found *found)
{
    text_release(&found->folder);
    dataset_release(&found->dataset);
}

// How sure it is that the files are the published ones.
static const char *verdict(const Found *found)
{
    const KnownSet *known = found->type->known;

    if (known->sha256[0])
        return "as published (SHA-256)";
    if (known_published(known, text_string(&found->folder)))
        return "as published (MD5)";
    return known->archive ? "compared when it was fetched, not since"
                          : "packed otherwise than published: not compared";
}

// How many images there are of each class.
static void add_counts(Text *out, const ImageSet *set, int classes,
                       const char *between)
{
    size_t counts[CLASSES_MAX] = {0};

    for (size_t i = 0; i < set->count; i++)
        counts[set->labels[i]]++;
    for (int i = 0; i < classes; i++)
        text_printf(out, "%s%zu", i ? between : "", counts[i]);
}

static void add_check(Text *out, const Found *found)
{
    const Dataset *set = &found->dataset;
    const KnownSet *known = found->type->known;

    text_printf(out,
                "%s: %zu training and %zu test images of %d x %d, %d "
                "classes\n",
                found->type->entry.name, set->train.count, set->test.count,
                set->train.shape.height, set->train.shape.width, set->classes);
    text_add(out, "training images of each class: ");
    add_counts(out, &set->train, set->classes, " ");
    text_add(out, "\ntest images of each class: ");
    add_counts(out, &set->test, set->classes, " ");
    text_printf(out, "\ndigest: %s\n", found->digest);
    if (!known)
        return;
    text_printf(out, "folder: %s\n", text_string(&found->folder));
    for (int i = 0; i < SET_FILES; i++)
        text_printf(out, "SHA-256 of %s: %s\n", known->files[i],
                    found->digests[i]);
    text_printf(out, "files: %s\n", verdict(found));
}

static void add_json_split(Text *out, const char *name, const ImageSet *set,
                           int classes)
{
    text_printf(out, ",\"%s\":{\"count\":%zu,\"per_class\":[", name,
                set->count);
    add_counts(out, set, classes, ",");
    text_add(out, "]}");
}

static void add_json_check(Text *out, const Found *found)
{
    const Dataset *set = &found->dataset;
    const KnownSet *known = found->type->known;

    text_add(out, "{\"name\":");
    text_add_json(out, found->type->entry.name);
    text_printf(out, ",\"height\":%d,\"width\":%d,\"classes\":%d",
                set->train.shape.height, set->train.shape.width, set->classes);
    add_json_split(out, "train", &set->train, set->classes);
    add_json_split(out, "test", &set->test, set->classes);
    text_printf(out, ",\"digest\":\"%s\"", found->digest);
    if (known) {
        text_add(out, ",\"folder\":");
        text_add_json(out, text_string(&found->folder));
        text_add(out, ",\"files\":{");
        for (int i = 0; i < SET_FILES; i++)
            text_printf(out, "%s\"%s\":\"%s\"", i ? "," : "", known->files[i],
                        found->digests[i]);
        text_add(out, "},\"verdict\":");
        text_add_json(out, verdict(found));
    }
    text_add(out, "}\n");
}

// Reads a set that is not published: the built-in one, or one's own folder.
static bool read_other(Found *found, const DataPlaces *places, Error *err)
{
    const Entry *entry = &found->type->entry;
    void *settings = memory_new(1, entry->size);
    const Param *path = param_find(entry->params, "path");
    bool ok = true;

    params_fill(entry->params, settings);
    if (path && places->folder) {
        ok = strlen(places->folder) < PARAM_TEXT_MAX
             || fail_misuse(err, "the path of --data is too long");
        if (ok)
            param_set_text(path, settings, places->folder);
    }
    ok = ok && dataset_load(found->type, settings, places, &found->dataset, err)
         && dataset_identify(found->type, settings, places, found->digest, err);
    free(settings);
    return ok;
}

static bool read_known(Found *found, const DataPlaces *places, Error *err)
{
    if (!known_obtain(found->type->known, places, &found->folder, err)
        || !known_read(found->type->known, text_string(&found->folder),
                       &found->dataset, found->digests, err))
        return false;
    dataset_digest(found->digests, SET_FILES, found->digest);
    return true;
}

static int check(const DatasetType *type, const DataPlaces *places, bool json,
                 Error *err)
{
    Found found = {.type = type};
    Text out = {0};
    bool ok = type->known ? read_known(&found, places, err)
                          : read_other(&found, places, err);

    if (ok) {
        (json ? add_json_check : add_check)(&out, &found);
        ok = output_add(text_string(&out), err);
    }
    text_release(&out);
    found_release(&found);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

static int fetch(const DatasetType *type, DataPlaces *places, bool json,
                 Error *err)
{
    Text folder = {0};

    if (!type->known) {
        (void)fail_misuse(err, "there is nothing to fetch for '%s': %s",
                          type->entry.name, type->entry.summary);
        return EXIT_MISUSED;
    }
    if (!known_find(type->known, places, &folder))
        (void)fprintf(stderr, "fetching '%s' ...\n", type->entry.name);
    text_release(&folder);
    places->download = true;
    return check(type, places, json, err);
}

static int act(int argc, const char **argv, DataPlaces *places, bool json,
               Error *err)
{
    const DatasetType *type;

    if (argc == 1 && strcmp(argv[0], "list") == 0)
        return list(places, json, err);
    if (argc != 2
        || (strcmp(argv[0], "fetch") != 0 && strcmp(argv[0], "check") != 0)) {
        (void)fail_misuse(err,
                          "say 'data list', 'data fetch NAME' or 'data "
                          "check NAME'");
        return EXIT_MISUSED;
    }
    type = find_type(argv[1], err);
    if (!type)
        return EXIT_MISUSED;
    return argv[0][0] == 'f' ? fetch(type, places, json, err)
                             : check(type, places, json, err);
}

static int run(int argc, const char **argv, Error *err)
{
    const char *folder = NULL;
    bool json = false;
    const Option options[] = {
        {.name = "data",
         .text = &folder,
         .argument = "DIR",
         .help = "where data are, before the cache; else $QUADRILLE_DATA"},
        {.name = "json", .flag = &json, .help = "print JSON"},
        {0},
    };
    Places places;
    int status;

    if (!command_options(&data_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    places_init(&places, folder, false);
    status = act(argc, argv, &places.data, json, err);
    places_release(&places);
    return status;
}

const Command data_command = {
    .name = "data",
    .arguments = "list | fetch DATASET | check DATASET [--data DIR] [--json]",
    .summary = "list, download and check the data sets",
    .example = "quadrille data fetch mnist",
    .run = run,
};
