// Views as CSV: see format_csv.
#include "harness/export_record.h"

#include "harness/format.h"

static void write_rows(const Result *result, Text *out)
{
    Table table = table_of(result);

    format_csv(&table, out);
}

static bool give_out(const Export *export, Error *err)
{
    return export_views(export, ".csv", write_rows, err);
}

const ExportFormat csv_export = {
    .name = "csv",
    .what = "VIEW...",
    .summary = "views of the record; epochs, final and parameters by default",
    .write = give_out,
};
