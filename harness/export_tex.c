// The tables of plots/ that have rows, or those named, for LaTeX: see
// format_latex.
#include "harness/export_record.h"

#include "harness/item.h"
#include "harness/plots.h"
#include "harness/tabulate.h"

#include <stdlib.h>
#include <string.h>

// `out` stays empty where the table has no rows.
static bool add_table(const Export *export, const char *study, const char *name,
                      Text *out, Error *err)
{
    Tabulation table = {0};
    bool ok = item_check(export->store, study, name, false, err)
              && tabulate(&table, export->store, name, study, err);

    if (ok && table.data.rows > 0)
        tabulation_write(&table, format_find("tex"), true, out);
    tabulation_release(&table);
    return ok;
}

static bool write_one(const Export *export, const char *study, const char *name,
                      const Text *folder, Error *err)
{
    Text file = {0};
    Text text = {0};
    bool ok = add_table(export, study, name, &text, err);

    text_printf(&file, "%s.tex", name);
    if (ok && text.length > 0)
        ok = export_file(text_string(folder), text_string(&file), &text, err);
    text_release(&file);
    text_release(&text);
    return ok;
}

static bool write_all(const Export *export, const char *study,
                      const Text *folder, Error *err)
{
    Text names = {0};
    bool ok = true;

    plots_list(false, &names);
    for (char *line = names.data; ok && line && *line;) {
        char *next = line + strcspn(line, "\n");

        next += *next != '\0';
        line[strcspn(line, "\t")] = '\0';
        ok = write_one(export, study, line, folder, err);
        line = next;
    }
    text_release(&names);
    return ok;
}

static bool write_folder(const Export *export, const char *study, Error *err)
{
    Text folder = {0};
    bool ok = export_folder(export, study, "tex", &folder, err);

    if (ok && export->count == 0)
        ok = write_all(export, study, &folder, err);
    for (int i = 0; ok && i < export->count; i++)
        ok = write_one(export, study, export->what[i], &folder, err);
    ok = ok && export_tell(text_string(&folder), err);
    text_release(&folder);
    return ok;
}

static bool write_tables(const Export *export, const char *study, Error *err)
{
    Text text = {0};
    bool ok = export->count == 1
                  ? add_table(export, study, export->what[0], &text, err)
                        && export_text(export, &text, err)
                  : write_folder(export, study, err);

    text_release(&text);
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
    .summary = "tables for LaTeX; all that have rows by default",
    .write = give_out,
};
