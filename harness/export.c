#include "harness/export.h"

#include "harness/output.h"
#include "harness/report.h"
#include "harness/study.h"
#include "nets/base/file.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 80, SUM_DIGITS = 8 };

const ExportFormat *const export_formats[] = {
#define EXPORT(name) &name##_export,
#include "harness/export_table.h"
#undef EXPORT
    NULL,
};

const ExportFormat *export_find(const char *name, Error *err)
{
    Text names = {0};

    for (const ExportFormat *const *format = export_formats; *format; format++)
        if (strcmp((*format)->name, name) == 0)
            return *format;
    for (const ExportFormat *const *format = export_formats; *format; format++)
        text_printf(&names, "%s%s", names.length ? ", " : "", (*format)->name);
    (void)fail_misuse(err, "unknown format '%s' (there are: %s)", name,
                      text_string(&names));
    text_release(&names);
    return NULL;
}

bool export_ask(const Export *export, const char *sql, const char *study,
                const char *trial, Result *result, Error *err)
{
    const char *const names[] = {":study", ":trial", NULL};
    const char *const values[] = {study, trial, NULL};

    return store_query(export->store, sql, names, values, result, err);
}

char *export_study(const Export *export, Error *err)
{
    return study_choose(export->store, export->study, err);
}

bool export_folder(const Export *export, const char *study, const char *name,
                   Text *folder, Error *err)
{
    if (export->out) {
        text_add(folder, export->out);
        return true;
    }
    if (study[0] == '.' || strchr(study, '/') || !study[0])
        return fail_misuse(err,
                           "the study's name is no name for a folder; say "
                           "where to write with --out");
    report_folder(export->database, study, folder);
    text_printf(folder, "/%s", name);
    return true;
}

bool export_trial(const Export *export, const char *prefix,
                  char name[DIGEST_TEXT], Error *err)
{
    int64_t trial;

    return store_find_trial(export->store, prefix, &trial, err)
           && store_trial_name(export->store, trial, name, err);
}

// A study's, or with `names`, a JSON array, those of it that are named.
static bool ask_trials(const Export *export, const char *study,
                       const char *names, Result *trials, Error *err)
{
    return export_ask(export,
                      "SELECT trial FROM trials WHERE study = :study"
                      " AND (:trial IS NULL OR trial IN"
                      " (SELECT value FROM json_each(:trial)))"
                      " ORDER BY position",
                      study, names, trials, err);
}

bool export_trials(const Export *export, const char *study, Result *trials,
                   Error *err)
{
    Text names = {0};
    bool ok = true;

    for (int i = 0; ok && i < export->count; i++) {
        char name[DIGEST_TEXT];

        ok = export_trial(export, export->what[i], name, err);
        text_add(&names, i ? "," : "[");
        text_add_json(&names, ok ? name : "");
    }
    text_add(&names, export->count ? "]" : "");
    ok = ok
         && ask_trials(export, study,
                       export->count ? text_string(&names) : NULL, trials, err);
    if (ok && trials->rows == 0) {
        result_release(trials);
        ok = fail_misuse(err, "none of these trials is of the study '%s'",
                         study);
    }
    text_release(&names);
    return ok;
}

bool export_file(const char *folder, const char *name, const Text *text,
                 Error *err)
{
    Text path = {0};
    Writer writer = {0};
    char *slash;
    bool ok;

    text_printf(&path, "%s/%s", folder, name);
    slash = strrchr(path.data, '/');
    *slash = '\0';
    ok = file_make_folder(path.data, err);
    *slash = '/';
    if (ok && (ok = writer_open(&writer, path.data, err))) {
        writer.fleeting = true;
        ok = writer_add(&writer, text_string(text), text->length, err)
             && writer_close(&writer, err);
    }
    writer_abandon(&writer);
    text_release(&path);
    return ok;
}

bool export_tell(const char *path, Error *err)
{
    return output_add(path, err) && output_add("\n", err);
}

static bool is_harmless(char c, const char *signs)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || (c >= '0' && c <= '9') || (c && strchr(signs, c));
}

void export_add_name(Text *text, const char *name, const char *signs)
{
    size_t length = 0;
    bool changed = name[0] == '\0';
    char sum[DIGEST_TEXT];

    for (; length < NAME_MOST && name[length]; length++) {
        char c = name[length];

        if (!is_harmless(c, signs) || (length == 0 && c == '.')) {
            c = '_';
            changed = true;
        }
        text_add_char(text, c);
    }
    if (!changed && !name[length])
        return;
    digest_of(name, strlen(name), sum);
    text_printf(text, "-%.*s", SUM_DIGITS, sum);
}
