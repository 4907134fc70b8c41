#include "harness/format.h"

#include <string.h>

// What our own captions and labels use beyond ASCII, for any TeX engine.
static const struct {
    const char *from;
    const char *to;
} signs[] = {
    {"\\", "\\textbackslash{}"},
    {"~", "\\textasciitilde{}"},
    {"^", "\\textasciicircum{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"|", "\\textbar{}"},
    {"\"", "\\char34{}"},
    {"±", "$\\pm$"},
    {"×", "$\\times$"},
    {"→", "$\\rightarrow$"},
    {"↑", "$\\uparrow$"},
    {"↓", "$\\downarrow$"},
    {"−", "$-$"},
    {"²", "$^2$"},
    {"ω", "$\\omega$"},
    {"†", "$\\dagger$"},
    {"–", "--"},
    {"…", "\\ldots{}"},
};

static size_t add_sign(Text *text, const char *c)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i].from);

        if (strncmp(c, signs[i].from, length) == 0) {
            text_add(text, signs[i].to);
            return length;
        }
    }
    if (strchr("{}$&#_%", *c))
        text_add_char(text, '\\');
    text_add_char(text, *c);
    return 1;
}

void text_add_latex(Text *text, const char *string)
{
    Text clean = {0};
    const char *c;

    text_add_printable(&clean, string);
    c = text_string(&clean);
    while (*c)
        c += add_sign(text, c);
    text_release(&clean);
}

static void add_cell(const Table *table, size_t cell, Text *out)
{
    bool bold = table->bold && table->bold[cell];

    text_add(out, bold ? "\\textbf{" : "");
    // A line that begins with a bracket would be \\'s argument.
    text_add(out, "{}");
    text_add_latex(out, table->cells[cell] ? table->cells[cell] : "–");
    text_add(out, bold ? "}" : "");
}

static void add_head(const Table *table, Text *out)
{
    text_add(out, "\\begin{tabular}{");
    for (size_t i = 0; i < table->columns; i++)
        text_add(out, table_is_numeric(table, i) ? "r" : "l");
    text_add(out, "}\n\\toprule\n");
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, i ? " & {}" : "{}");
        text_add_latex(out, table->heads[i]);
    }
    text_add(out, " \\\\\n\\midrule\n");
}

void format_latex(const Table *table, Text *out)
{
    text_add(out, "% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
    if (table->caption) {
        text_add(out, "\\caption{");
        text_add_latex(out, table->caption);
        text_add(out, "}\n");
    }
    add_head(table, out);
    for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
        add_cell(table, cell, out);
        text_add(out, (cell + 1) % table->columns ? " & " : " \\\\\n");
    }
    text_add(out, "\\bottomrule\n\\end{tabular}\n");
    if (table->note) {
        text_add(out, "\\par\\smallskip\\footnotesize ");
        text_add_latex(out, table->note);
        text_add(out, "\n");
    }
    text_add(out, "\\end{table}\n");
}
