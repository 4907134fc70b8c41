// Views as JSON lines: an object for each row. NaN and infinities, which JSON
// does not have, are the texts "nan", "inf" and "-inf".
#include "harness/export_record.h"

#include "harness/format.h"

static void write_rows(const Result *result, Text *out)
{
    for (size_t row = 0; row < result->rows; row++) {
        size_t first = row * result->columns;

        for (size_t i = 0; i < result->columns; i++) {
            text_add(out, i ? "," : "{");
            text_add_json(out, result->names[i]);
            text_add(out, ":");
            format_json_cell(result->cells[first + i], result->types[first + i],
                             out);
        }
        text_add(out, "}\n");
    }
}

static bool give_out(const Export *export, Error *err)
{
    return export_views(export, ".jsonl", write_rows, err);
}

const ExportFormat jsonl_export = {
    .name = "jsonl",
    .what = "VIEW...",
    .summary = "the same, an object a line",
    .write = give_out,
};
