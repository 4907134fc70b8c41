#include "harness/manual.h"

#include "harness/build_info.h"
#include "harness/wrap.h"

#include <ctype.h>
#include <string.h>

enum { WIDTH = 60 };

// A word, and what it is about. Tables end in {0}.
typedef struct {
    const char *word;
    const char *meaning;
} Meaning;

static const Meaning statuses[] = {
    {"0", "All went well."},
    {"1", "It failed, or some trials did."},
    {"2", "The input or the command line is wrong; nothing was done."},
    {"3", "It was stopped before the end; the same command goes on."},
    {"5", "An expectation of the experiment was missed."},
    {"130", "It was interrupted by Ctrl-C; the same command goes on."},
    {"143", "It was terminated; the same command goes on."},
    {0},
};

static const Meaning variables[] = {
    {"QUADRILLE_DATA", "Where data sets are looked for, unless --data says."},
    {"QUADRILLE_DB", "Where the record is, unless --db says."},
    {"QUADRILLE_MIRROR",
     "A URL that data sets are fetched from instead of "
     "their own."},
    {"QUADRILLE_SIMD",
     "Which vector instructions are used: baseline, avx2 or "
     "avx512; the best that the processor has."},
    {"OPENBLAS_CORETYPE",
     "Which of OpenBLAS's kernels are used; the best that "
     "the processor has."},
    {"SLURM_CPUS_PER_TASK", "How many cores there are, if they are fewer."},
    {"XDG_CACHE_HOME",
     "Where fetched data sets are kept, in quadrille/; "
     "~/.cache."},
    {"XDG_STATE_HOME",
     "Where the history of the prompt of sql is kept, in quadrille/; "
     "~/.local/state."},
    {"HOME", "Where ~ is."},
    {"PATH", "Where gnuplot is, and the programs of trials."},
    {"TMPDIR", "Where files are written that are not to stay; /tmp."},
    {"TERM", "No lines are redrawn where it is dumb or not set."},
    {"NO_COLOR", "No colours are used where it is set, and not empty."},
    {"COLORTERM", "Pictures have all greys where it is truecolor or 24bit."},
    {0},
};

static const Meaning files[] = {
    {"experiments/*.yaml", "Experiments: a grid of settings each."},
    {"results/results.db",
     "The record, an SQLite database, unless --db or QUADRILLE_DB says. "
     "Its tables and views are its documentation."},
    {"results/results.checkpoints/",
     "The trials' checkpoints, as safetensors; "
     "likewise beside any other record."},
    {"results/STUDY/", "A study's report: a page, its figures and tables."},
    {"plots/",
     "SQL and gnuplot files of figures and tables of your own; they "
     "go before those of the same name that the program carries."},
    {"~/.cache/quadrille/", "Data sets that were fetched."},
    {"~/.local/state/quadrille/sql_history",
     "What was typed at the prompt of sql."},
    {0},
};

// roff takes backslashes for escapes, a leading dot or quote for a request,
// and makes typographic dashes and quotes of plain ones.
static void add_roff(Text *page, const char *string)
{
    if (*string == '.' || *string == '\'')
        text_add(page, "\\&");
    for (; *string; string++)
        if (*string == '\\')
            text_add(page, "\\e");
        else if (*string == '-')
            text_add(page, "\\-");
        else if (*string == '\'')
            text_add(page, "\\(aq");
        else if (*string == '~')
            text_add(page, "\\(ti");
        else
            text_add_char(page, *string);
}

// In lines short enough even when all of it is escaped somehow.
static void add_line(Text *page, const char *string)
{
    Text wrapped = {0};

    text_add_wrapped(&wrapped, string, WIDTH);
    for (char *line = wrapped.data, *end; *line; line = end) {
        end = line + strcspn(line, "\n");
        *end++ = '\0';
        add_roff(page, line);
        text_add_char(page, '\n');
    }
    text_release(&wrapped);
}

// "Train …." of "train …".
static void add_sentence(Text *page, const char *string)
{
    Text sentence = {0};

    text_printf(&sentence, "%s.", string);
    sentence.data[0] = (char)toupper((unsigned char)*string);
    add_line(page, text_string(&sentence));
    text_release(&sentence);
}

static void begin(Text *page, const char *command, const char *summary)
{
    text_add(page, ".TH QUADRILLE");
    if (command)
        text_add(page, "\\-");
    for (const char *c = command; c && *c; c++)
        text_add_char(page, (char)toupper((unsigned char)*c));
    text_printf(page, " 1 \"%s\" \"quadrille %s\"\n.SH NAME\nquadrille",
                build_date, build_version);
    if (command)
        text_printf(page, "\\-%s", command);
    text_add(page, " \\-\n");
    add_line(page, summary);
    text_add(page, ".SH SYNOPSIS\n");
}

static void add_meanings(Text *page, const char *title, const Meaning *meanings)
{
    text_printf(page, ".SH %s\n", title);
    for (; meanings->word; meanings++) {
        text_add(page, ".TP\n.B ");
        add_line(page, meanings->word);
        add_line(page, meanings->meaning);
    }
}

static void add_example(Text *page, const char *example)
{
    text_add(page, ".EX\n");
    add_line(page, example);
    text_add(page, ".EE\n");
}

void manual_program(Text *page)
{
    begin(page, NULL, "run experiments and keep their results");
    text_add(page,
             ".B quadrille\n.I COMMAND\n.RI [ ARGUMENTS ]\n"
             ".SH DESCRIPTION\n"
             "A YAML file says which networks are to be trained, on what\n"
             "and how: a grid of trials.\n"
             "Every trial is trained once and recorded in one SQLite "
             "database,\nwhich figures, tables and reports are made of.\n"
             "Results go to standard output, all else to standard error.\n"
             ".SH COMMANDS\n");
    for (const Command *const *command = commands; *command; command++)
        if ((*command)->summary) {
            text_printf(page, ".TP\n.BR quadrille\\-%s (1)\n",
                        (*command)->name);
            add_sentence(page, (*command)->summary);
        }
    text_add(page,
             ".SH OPTIONS\n.TP\n.B \\-\\-help\n"
             "The commands; after a command's name, its options.\n"
             ".TP\n.B \\-\\-version\nThe version, and its commit.\n");
    add_meanings(page, "EXIT STATUS", statuses);
    add_meanings(page, "ENVIRONMENT", variables);
    add_meanings(page, "FILES", files);
    text_add(page, ".SH EXAMPLES\n");
    for (const Command *const *command = commands; *command; command++)
        if ((*command)->summary)
            add_example(page, (*command)->example);
    text_add(page, ".SH SEE ALSO\n.BR sqlite3 (1),\n.BR gnuplot (1)\n");
}

static void add_option(Text *page, const char *name, const char *argument,
                       const char *help)
{
    text_add(page, ".TP\n.BI \\-\\-");
    add_roff(page, name);
    if (argument) {
        text_add(page, " \" ");
        add_roff(page, argument);
        text_add_char(page, '"');
    }
    text_add_char(page, '\n');
    add_line(page, help);
}

// A paragraph a line.
static void add_details(Text *page, const char *details)
{
    while (details && *details) {
        size_t length = strcspn(details, "\n");
        Text line = {0};

        text_add_part(&line, details, length);
        text_add(page, ".PP\n");
        add_line(page, text_string(&line));
        text_release(&line);
        details += length + (details[length] == '\n');
    }
}

void manual_command(const Command *command, const Option *options, Text *page)
{
    begin(page, command->name, command->summary);
    text_printf(page, ".B quadrille %s\n", command->name);
    add_line(page, command->arguments);
    text_add(page, ".SH DESCRIPTION\n");
    add_sentence(page, command->summary);
    add_details(page, command->details);
    text_add(page, ".SH OPTIONS\n");
    for (; options->name; options++)
        add_option(page, options->name, options->argument, options->help);
    add_option(page, "help", NULL, "this text");
    text_add(page,
             ".SH EXIT STATUS\nSee\n.BR quadrille (1),\n"
             "which also tells of variables and files.\n"
             ".SH EXAMPLES\n");
    add_example(page, command->example);
    text_add(page, ".SH SEE ALSO\n.BR quadrille (1)\n");
}
