#include "harness/yaml_words.h"

#include <stddef.h>
#include <string.h>

// The first whose `problem` is contained in libyaml's counts.
static const struct {
    const char *problem;
    const char *words;
    const char *hint;
} problems[] = {
    {"found a tab character", "a tab in the indentation", "use spaces"},
    {"mapping values are not allowed", "a second ': ' where one value is meant",
     "quote the text, or break the line"},
    {"could not find expected ':'", "a key without ':'", "write 'key: value'"},
    {"did not find expected key", "this does not fit the map around it",
     "is it indented like its neighbours?"},
    {"did not find expected '-' indicator",
     "this does not fit the list around it",
     "does it start with '- ', indented like its neighbours?"},
    {"did not find expected ',' or ']'", "a list in [] is not finished",
     "write ',' between items and ']' at the end"},
    {"did not find expected ',' or '}'", "a map in {} is not finished",
     "write ',' between entries and '}' at the end"},
    {"did not find expected node content", "a value is missing here", NULL},
    {"unexpected end of stream", "a quoted text has no closing quote", NULL},
    {"found unexpected document indicator",
     "a quoted text has no closing quote", NULL},
    {"found unknown escape character", "an unknown escape in a quoted text",
     "in single quotes a backslash is just a backslash"},
    {"found duplicate", "a '%' line that is given twice", NULL},
    {"cannot start any token", "a value may not start with this character",
     "put the value in quotes"},
    {"undefined tag handle", "tags are not used here", "write the plain value"},
    {"block sequence entries are not allowed", "a list may not start here",
     "put it on lines of its own, or in []"},
    {"block mapping", "a map may not start here",
     "put it on lines of its own, or in {}"},
    {"mapping keys are not allowed", "a '?' key may not stand here",
     "write 'key: value'"},
    {"<document start>", "more text after the end of the document", NULL},
    {"alphabetic or numeric", "an anchor or alias without a proper name",
     "names are letters, digits, - and _; or quote the text"},
};

const char *yaml_words(const char *problem, const char **hint)
{
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
        if (strstr(problem, problems[i].problem)) {
            *hint = problems[i].hint;
            return problems[i].words;
        }
    return NULL;
}
