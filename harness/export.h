// What the record is given out as. To add a format: write
// harness/export_NAME.c, ending in `const ExportFormat NAME_export`, and add
// its row to harness/export_table.h.
#pragma once

#include "harness/store.h"
#include "nets/dataset.h"

// All borrowed.
typedef struct {
    Store *store;
    const char *database;     // its path
    const char *study;        // NULL: the record's only one
    const char *const *what;  // [count]: what is wanted
    int count;
    const char *out;  // NULL: where the format says
    const DataPlaces *places;
} Export;

typedef struct {
    const char *name;
    const char *what;     // what Export.what names: "VIEW"
    const char *summary;  // a line, lower case
    bool (*write)(const Export *export, Error *err);
} ExportFormat;

#define EXPORT(name) extern const ExportFormat name##_export;
#include "harness/export_table.h"
#undef EXPORT
extern const ExportFormat *const export_formats[];  // ends in NULL
// Fails as misuse, naming those there are.
const ExportFormat *export_find(const char *name, Error *err);

// A query with :study and :trial bound, NULL where they are.
bool export_ask(const Export *export, const char *sql, const char *study,
                const char *trial, Result *result, Error *err);
// A copy of the study's name, asked for or the only one.
char *export_study(const Export *export, Error *err);
// Where a study's files go unless --out says otherwise: STUDY/NAME beside the
// database. Fails as misuse where the study's name is no name for a folder.
bool export_folder(const Export *export, const char *study, const char *name,
                   Text *folder, Error *err);
// What a trial that the user named is called in full, "3f2a91c0".
bool export_trial(const Export *export, const char *prefix,
                  char name[DIGEST_TEXT], Error *err);
// The trials wanted, or all of the study's, as a table of one column.
bool export_trials(const Export *export, const char *study, Result *trials,
                   Error *err);

// Writes FOLDER/NAME, its folders made where missing. There may be thousands,
// all of which can be made again: none is waited for until it is on the disk.
bool export_file(const char *folder, const char *name, const Text *text,
                 Error *err);
// Tells on standard output where something was written.
bool export_tell(const char *path, Error *err);
// A name for a file or a folder, whatever the text is: letters, digits and the
// signs as they are, all else "_". One that is changed by that, or cut, ends
// in eight digits of its SHA-256, so that no two become one.
void export_add_name(Text *text, const char *name, const char *signs);
#define EXPORT_NAME_SIGNS "_.-=,+"
#define EXPORT_NAME_LEAST "_.-"
