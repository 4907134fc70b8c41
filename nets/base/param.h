// One setting of anything that an experiment can name: its name, its kind, its
// default, its range, and which field of a struct it fills. Reading,
// defaults, range checks, help and the identity of a trial all go by these.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { LIST_MAX = 16, PARAM_TEXT_MAX = 256 };

typedef struct {
    int count;
    double values[LIST_MAX];
} List;

typedef enum {
    KIND_FLOAT,   // double
    KIND_INT,     // int
    KIND_BOOL,    // bool
    KIND_CHOICE,  // int: the index into `choices`
    KIND_LIST,    // List of numbers; one number stands for a list of one
    KIND_TEXT,    // char[PARAM_TEXT_MAX], its NUL included; empty by default
} Kind;

// A table of these ends in {0}.
typedef struct {
    const char *name;
    Kind kind;
    size_t offset;
    double fallback;  // KIND_LIST: a list of this one value
    double min;       // of each value; both ends allowed
    double max;
    const char *const *choices;  // ends in NULL
    const char *help;  // "...; 0: all" where 0 stands for something else
    bool whole;        // KIND_LIST: only whole numbers
} Param;

// PARAM(Dropout, rate, 0.5, 0, 0.95, "fraction of inputs silenced"): the
// field's C type gives the kind.
#define PARAM(type, field, fallback_, min_, max_, help_)          \
    {                                                             \
        .name = #field, .kind = PARAM_KIND(((type *)0)->field),   \
        .offset = offsetof(type, field), .fallback = (fallback_), \
        .min = (min_), .max = (max_), .help = (help_)             \
    }
// A list of whole numbers.
#define PARAM_WHOLE(type, field, fallback_, min_, max_, help_)                 \
    {                                                                          \
        .name = #field, .kind = PARAM_KIND(((type *)0)->field), .whole = true, \
        .offset = offsetof(type, field), .fallback = (fallback_),              \
        .min = (min_), .max = (max_), .help = (help_)                          \
    }
// The first of `choices_` is the default.
#define PARAM_CHOICE(type, field, choices_, help_)                            \
    {                                                                         \
        .name = #field, .kind = KIND_CHOICE, .offset = offsetof(type, field), \
        .choices = (choices_), .help = (help_)                                \
    }
#define PARAM_TEXT(type, field, help_)                                      \
    {                                                                       \
        .name = #field, .kind = KIND_TEXT, .offset = offsetof(type, field), \
        .help = (help_)                                                     \
    }
// clang-format off
#define PARAM_KIND(field) \
    _Generic((field), double: KIND_FLOAT, int: KIND_INT, bool: KIND_BOOL, List: KIND_LIST)
// clang-format on

// What 0 stands for by the help's last words, "all"; NULL: for nothing else.
const char *param_zero(const Param *param);
const Param *param_find(const Param *params, const char *name);
// Sets every field to its fallback. `params` may be NULL.
void params_fill(const Param *params, void *settings);
// Sets one field from a number: an int, bool or choice takes its value; a text
// becomes empty.
void param_set(const Param *param, void *settings, double value);
void param_set_list(const Param *param, void *settings, const List *list);
// The text must be shorter than PARAM_TEXT_MAX.
void param_set_text(const Param *param, void *settings, const char *text);
// Reads it back; KIND_LIST and KIND_TEXT have no single value.
double param_get(const Param *param, const void *settings);
