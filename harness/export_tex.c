// The report's tables, or those named, for LaTeX: see format_latex.
#include "harness/export_record.h"

#include "harness/format.h"
#include "harness/plots.h"
#include "harness/report_inside.h"

#include <stdlib.h>

static bool add_table(const Export *export, const char *study, const char *name,
                      const Text *ties, Text *out, Error *err)
{
    Tabulation table = {0};
    bool ok =
        plots_check(name, false, err)
        && tabulate(&table, export->store, name, study, text_string(ties), err);

    if (ok)
        tabulation_write(&table, format_find("tex"), true, out);
    tabulation_release(&table);
    return ok;
}

static bool write_folder(const Export *export, const char *study,
                         const Text *ties, Error *err)
{
    const char *usual[REPORT_TABLES_MAX];
    const char *const *names = export->count ? export->what : usual;
    const size_t count =
        export->count ? (size_t) export->count : report_tables(usual);
    Text folder = {0};
    bool ok = export_folder(export, study, "tex", &folder, err);

    for (size_t i = 0; ok && i < count; i++) {
        Text file = {0};
        Text text = {0};

        text_printf(&file, "%s.tex", names[i]);
        ok = add_table(export, study, names[i], ties, &text, err)
             && export_file(text_string(&folder), text_string(&file), &text,
                            err);
        text_release(&file);
        text_release(&text);
    }
    ok = ok && export_tell(text_string(&folder), err);
    text_release(&folder);
    return ok;
}

static bool write_tables(const Export *export, const char *study, Error *err)
{
    Verdict verdict = {0};
    Text ties = {0};
    Text text = {0};
    bool ok = verdict_reach(&verdict, export->store, study, err);

    if (ok)
        verdict_ties(&verdict, &ties);
    if (ok && export->count == 1)
        ok = add_table(export, study, export->what[0], &ties, &text, err)
             && export_text(export, &text, err);
    else if (ok)
        ok = write_folder(export, study, &ties, err);
    text_release(&text);
    text_release(&ties);
    verdict_release(&verdict);
    return ok;
}

static bool give_out(const Export *export, Error *err)
{
    char *study = export_study(export, err);
    bool ok = study && write_tables(export, study, err);

    free(study);
    return ok;
}

const ExportFormat tex_export = {
    .name = "tex",
    .what = "TABLE...",
    .summary = "tables for LaTeX; those of the report by default",
    .write = give_out,
};
