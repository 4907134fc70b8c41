#include "harness/format.h"

#include <math.h>
#include <string.h>

enum { SENTENCE = 60 };

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

// The longest cell of a column in bytes, where that makes it one of sentences,
// which are broken into lines; else 0.
static size_t sentences(const Table *table, size_t column)
{
    size_t longest = 0;

    if (table_is_numeric(table, column))
        return 0;
    for (size_t row = 0; row < table->rows; row++) {
        const char *cell = table->cells[row * table->columns + column];
        size_t length = cell ? strlen(cell) : 0;

        longest = length > longest ? length : longest;
    }
    return longest > SENTENCE ? longest : 0;
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

static bool has_sentences(const Table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        if (sentences(table, i))
            return true;
    return false;
}

// Columns of sentences share what a line has beside the others, which are taken
// for an eighth of it each, and the space between them. A column grows with the
// root of its text, so that the longest makes the table no taller than it must.
static void add_columns(const Table *table, Text *out)
{
    double share = 1 - 0.035 * (double)table->columns;
    double all = 0;

    for (size_t i = 0; i < table->columns; i++) {
        all += sqrt((double)sentences(table, i));
        share -= sentences(table, i) ? 0 : 0.125;
    }
    for (size_t i = 0; i < table->columns; i++)
        if (sentences(table, i))
            text_printf(
                out, ">{\\raggedright\\arraybackslash}p{%.3f\\linewidth}",
                fmax(share * sqrt((double)sentences(table, i)) / all, 0.1));
        else
            text_add(out, table_is_numeric(table, i) ? "r" : "l");
}

static void add_head(const Table *table, Text *out)
{
    text_add(out, "\\begin{tabular}{");
    add_columns(table, out);
    text_add(out, "}\n\\toprule\n");
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, i ? " & {}" : "{}");
        text_add_latex(out, table->heads[i]);
    }
    text_add(out, " \\\\\n\\midrule\n");
}

void format_latex(const Table *table, Text *out)
{
    text_printf(out,
                "%% \\usepackage{%sbooktabs}\n\\begin{table}\n\\centering\n",
                has_sentences(table) ? "array," : "");
    if (table->caption) {
        text_add(out, "\\caption{");
        text_add_latex(out, table->caption);
        text_add(out, "}\n");
    }
    text_add(out, has_sentences(table) ? "\\footnotesize\n" : "");
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
