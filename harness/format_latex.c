#include "harness/format.h"

#include "nets/base/memory.h"
#include "nets/base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Letters: from which on a cell is a sentence, up to which a name is not
// broken, nor a word, and after how many a longer word is.
enum { SENTENCE = 60, NAME = 12, WORD = 20, PIECE = 8 };

// Of a line: a small letter, one of a word of wide ones, and the space between
// columns.
static const double letter = 0.0125;
static const double wide_letter = 0.0155;
static const double between = 0.035;

// A space of no width.
static const char may_break[] = "\xe2\x80\x8b";

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
    {may_break, "\\allowbreak{}"},
};

// A hyphen that stands for a minus: before a digit, and after nothing else.
static bool is_minus(const char *c, const char *start)
{
    return *c == '-' && c[1] >= '0' && c[1] <= '9'
           && (c == start || strchr(" [(", c[-1]));
}

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
    while (*c) {
        if (is_minus(c, text_string(&clean))) {
            text_add(text, "$-$");
            c++;
        } else {
            c += add_sign(text, c);
        }
    }
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

// Long words, such as digests, may be broken after every few letters.
static void add_sentence(const char *text, Text *out)
{
    Text broken = {0};

    while (*text) {
        size_t word = strcspn(text, " ");
        bool is_long = utf8_count(text, word) > WORD;

        for (size_t i = 0, letters = 0; i < word; i++) {
            bool begins = utf8_begins(text[i]);

            if (is_long && begins && letters > 0 && letters % PIECE == 0)
                text_add(&broken, may_break);
            letters += begins;
            text_add_char(&broken, text[i]);
        }
        text += word;
        if (*text)
            text_add_char(&broken, *text++);
    }
    text_add_latex(out, text_string(&broken));
    text_release(&broken);
}

static void add_cell(const Table *table, size_t cell, Text *out)
{
    bool bold = table->bold && table->bold[cell];
    const char *text = table->cells[cell] ? table->cells[cell] : "–";

    text_add(out, bold ? "\\textbf{" : "");
    // A line that begins with a bracket would be \\'s argument.
    text_add(out, "{}");
    if (sentences(table, cell % table->columns))
        add_sentence(text, out);
    else
        text_add_latex(out, text);
    text_add(out, bold ? "}" : "");
}

static bool has_sentences(const Table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        if (sentences(table, i))
            return true;
    return false;
}

static size_t widest_cell(const Table *table, size_t column)
{
    size_t widest = 0;

    for (size_t row = 0; row < table->rows; row++) {
        const char *cell = table->cells[row * table->columns + column];
        size_t width = cell ? text_width(cell) : 0;

        widest = width > widest ? width : widest;
    }
    return widest;
}

// Of a column that is none of sentences, in letters: its name is broken.
static size_t width_of(const Table *table, size_t column)
{
    size_t cell = widest_cell(table, column);

    return cell > NAME ? cell : NAME;
}

static size_t longest_word(const Table *table, size_t column)
{
    size_t longest = 0;

    for (size_t row = 0; row < table->rows; row++) {
        const char *rest = table->cells[row * table->columns + column];

        while (rest && *rest) {
            size_t word = strcspn(rest, " ");
            size_t letters = utf8_count(rest, word);

            longest = letters > longest && letters <= WORD ? letters : longest;
            rest += word + (rest[word] == ' ');
        }
    }
    return longest;
}

// Columns of sentences share what a line has beside the others, and the space
// between them, but half of it at least. A column grows with the root of its
// text, so that the longest makes the table no taller than it must; it is as
// wide as its longest word at least.
static void add_columns(const Table *table, Text *out)
{
    double share = 1;
    double all = 0;

    for (size_t i = 0; i < table->columns; i++) {
        all += sqrt((double)sentences(table, i));
        share -= between;
        share -= sentences(table, i) ? 0 : letter * (double)width_of(table, i);
    }
    share = fmax(share, 0.5);
    for (size_t i = 0; i < table->columns; i++)
        if (sentences(table, i))
            text_printf(out,
                        ">{\\raggedright\\arraybackslash}p{%.3f\\linewidth}",
                        fmax(share * sqrt((double)sentences(table, i)) / all,
                             wide_letter * (double)longest_word(table, i)));
        else
            text_add(out, table_is_numeric(table, i) ? "r" : "l");
}

// A name in as many lines as keep it from being wider than its column.
static void add_name(const Table *table, size_t column, Text *out)
{
    const char *rest = table->heads[column];
    size_t width = width_of(table, column);
    bool stacked =
        !sentences(table, column) && text_line(rest, width) < strlen(rest);

    if (stacked)
        text_printf(out, "\\shortstack[%s]{",
                    table_is_numeric(table, column) ? "r" : "l");
    while (*rest) {
        size_t length = stacked ? text_line(rest, width) : strlen(rest);
        char *line = memory_text_part(rest, length);

        text_add_latex(out, line);
        free(line);
        rest += length + (rest[length] == ' ');
        text_add(out, *rest ? "\\\\" : "");
    }
    text_add(out, stacked ? "}" : "");
}

static void add_head(const Table *table, Text *out)
{
    text_add(out, "\\begin{tabular}{");
    add_columns(table, out);
    text_add(out, "}\n\\toprule\n");
    for (size_t i = 0; i < table->columns; i++) {
        text_add(out, i ? " & {}" : "{}");
        add_name(table, i, out);
    }
    text_add(out, " \\\\\n\\midrule\n");
}

static void add_tabular(const Table *table, Text *out)
{
    // What is wider than a line, of whatever class of document, is made
    // smaller.
    text_add(out,
             "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth"
             "\\else\\width\\fi}{!}{%\n");
    add_head(table, out);
    for (size_t cell = 0; cell < table->rows * table->columns; cell++) {
        add_cell(table, cell, out);
        text_add(out, (cell + 1) % table->columns ? " & " : " \\\\\n");
    }
    text_add(out, "\\bottomrule\n\\end{tabular}}\n");
}

void format_latex(const Table *table, Text *out)
{
    text_printf(
        out,
        "%% \\usepackage{%sbooktabs,graphicx}\n\\begin{table}\n\\centering\n",
        has_sentences(table) ? "array," : "");
    if (table->caption) {
        text_add(out, "\\caption{");
        text_add_latex(out, table->caption);
        text_add(out, "}\n\\smallskip\n");
    }
    text_add(out, has_sentences(table) ? "\\footnotesize\n" : "");
    add_tabular(table, out);
    if (table->note) {
        text_add(out, "\\par\\smallskip\\footnotesize ");
        text_add_latex(out, table->note);
        text_add(out, "\n");
    }
    text_add(out, "\\end{table}\n");
}
