#include "harness/value.h"

#include "harness/nearest.h"
#include "harness/number.h"
#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// "at least 1", "in [0, 0.95]".
static void range_text(double min, double max, Text *text)
{
    if (max >= 1e9 || max == HUGE_VAL) {
        text_add(text, "be at least ");
        text_add_number(text, min);
        return;
    }
    text_add(text, "lie in [");
    text_add_number(text, min);
    text_add(text, ", ");
    text_add_number(text, max);
    text_add_char(text, ']');
}

// Written so that NaN, which compares with nothing, is refused too.
static bool check_range(const char *name, double value, double min, double max,
                        Mark span, Diagnostics *diagnostics)
{
    Text range = {0};
    Text number = {0};

    if (value >= min && value <= max)
        return true;
    range_text(min, max, &range);
    text_add_number(&number, value);
    (void)diagnose(diagnostics, span, "'%s' is %s; it must %s", name,
                   text_string(&number), text_string(&range));
    text_release(&range);
    text_release(&number);
    return false;
}

static bool refuse_kind(const Node *node, const char *name, const char *wanted,
                        Diagnostics *diagnostics)
{
    if (node->kind == NODE_SCALAR && node->text[0] != '\0')
        return diagnose(diagnostics, node->span, "'%s' must be %s, not '%s'",
                        name, wanted, node->text);
    return diagnose(diagnostics, node->span, "'%s' must be %s, not %s", name,
                    wanted, node_kind_text(node));
}

// The digits of what people write with underscores or leading zeros; false
// when nothing is gained by leaving them out.
static bool without_decoration(const char *text, char *plain, size_t size)
{
    size_t length = 0;
    double value;

    for (; *text && length + 1 < size; text++)
        if (*text != '_' && !(*text == '0' && length == 0))
            plain[length++] = *text;
    plain[length] = '\0';
    return *text == '\0' && number_parse(plain, &value);
}

static bool is_infinite_word(const char *text)
{
    text += *text == '+' || *text == '-';
    text += *text == '.';
    return strcasecmp(text, "nan") == 0 || strcasecmp(text, "inf") == 0
           || strcasecmp(text, "infinity") == 0;
}

// Shaped like a number, but 1e400 and the like.
static bool is_too_large(const char *text)
{
    const char *exponent = strpbrk(text, "eE");
    char mantissa[64];
    double value;

    if (!exponent || exponent == text
        || (size_t)(exponent - text) >= sizeof mantissa)
        return false;
    memcpy(mantissa, text, (size_t)(exponent - text));
    mantissa[exponent - text] = '\0';
    exponent += 1 + (exponent[1] == '+');
    return number_parse(mantissa, &value) && *exponent
           && exponent[strspn(exponent, "0123456789")] == '\0';
}

static bool refuse_number(const Node *node, const char *name,
                          const char *wanted, Diagnostics *diagnostics)
{
    char plain[64];
    double value;

    if (node->kind != NODE_SCALAR || node_is_null(node))
        return refuse_kind(node, name, wanted, diagnostics);
    if (node->quoted && number_parse(node->text, &value)) {
        (void)diagnose(diagnostics, node->span, "'%s' is text, not a number",
                       name);
        return diagnose_hint(diagnostics, "remove the quotes");
    }
    if (is_infinite_word(node->text) || is_too_large(node->text))
        return diagnose(diagnostics, node->span,
                        "'%s' is %s; it must be a finite number", name,
                        node->text);
    (void)refuse_kind(node, name, wanted, diagnostics);
    if (without_decoration(node->text, plain, sizeof plain))
        (void)diagnose_hint(diagnostics, "write %s", plain);
    return false;
}

bool value_number(const Node *node, const char *name, double min, double max,
                  double *value, Diagnostics *diagnostics)
{
    if (!node_number(node, value))
        return refuse_number(node, name, "a number", diagnostics);
    if (*value == 0)
        *value = 0;  // -0 is 0
    return check_range(name, *value, min, max, node->span, diagnostics);
}

bool value_integer(const Node *node, const char *name, double min, double max,
                   double *value, Diagnostics *diagnostics)
{
    Text plain = {0};

    if (!node_number(node, value))
        return refuse_number(node, name, "a whole number", diagnostics);
    if (number_is_integer(node->text))
        return check_range(name, *value, min, max, node->span, diagnostics);
    (void)refuse_kind(node, name, "a whole number", diagnostics);
    if (*value == floor(*value) && fabs(*value) < 0x1p53) {
        text_add_number(&plain, *value);
        (void)diagnose_hint(diagnostics, "write %s", text_string(&plain));
        text_release(&plain);
    }
    return false;
}

// What people write for true or false elsewhere, or NULL.
static const char *meant_bool(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no",
                                        "on",   "off",   "1",   "0"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return i % 2 == 0 ? "true" : "false";
    return NULL;
}

static bool read_bool(const Node *node, const char *name, double *value,
                      Diagnostics *diagnostics)
{
    const char *meant =
        node->kind == NODE_SCALAR ? meant_bool(node->text) : NULL;

    if (meant && !node->quoted && strcmp(node->text, meant) == 0) {
        *value = meant[0] == 't';
        return true;
    }
    (void)refuse_kind(node, name, "true or false", diagnostics);
    return diagnose_hint(diagnostics, "write %s",
                         meant ? meant : "true or false");
}

bool value_refuse_name(Mark span, const char *what, const char *written,
                       const char *const *names, size_t count,
                       Diagnostics *diagnostics)
{
    const char *near = nearest(written, names, count);
    Text list = {0};

    names_text(names, count, &list);
    if (near)
        (void)diagnose(diagnostics, span,
                       "%s '%s' is not known; did you mean '%s'? (%s)", what,
                       written, near, text_string(&list));
    else
        (void)diagnose(diagnostics, span, "%s '%s' is not known (%s)", what,
                       written, text_string(&list));
    text_release(&list);
    return false;
}

static bool read_choice(const Param *param, const char *name, const Node *node,
                        Setting *setting, Diagnostics *diagnostics)
{
    size_t count = 0;

    if (node->kind != NODE_SCALAR || node_is_null(node))
        return refuse_kind(node, name, "a word", diagnostics);
    for (; param->choices[count]; count++)
        if (strcmp(param->choices[count], node->text) == 0)
            setting->text = param->choices[count];
    return setting->text
           || value_refuse_name(node->span, name, node->text, param->choices,
                                count, diagnostics);
}

static bool read_number(const Param *param, const char *name, const Node *node,
                        double *value, Diagnostics *diagnostics)
{
    if (param->kind == KIND_INT || param->whole)
        return value_integer(node, name, param->min, param->max, value,
                             diagnostics);
    return value_number(node, name, param->min, param->max, value, diagnostics);
}

static bool read_list(const Param *param, const char *name, const Node *node,
                      List *list, Diagnostics *diagnostics)
{
    bool ok = true;

    if (node->kind == NODE_SCALAR) {
        list->count = 1;
        return read_number(param, name, node, &list->values[0], diagnostics);
    }
    if (node->kind == NODE_MAP || node->count == 0)
        return refuse_kind(node, name, "a number or a list of numbers",
                           diagnostics);
    if (node->count > LIST_MAX)
        return diagnose(diagnostics, node->span,
                        "'%s' has %zu numbers; it may have %d", name,
                        node->count, LIST_MAX);
    list->count = (int)node->count;
    for (size_t i = 0; i < node->count; i++)
        ok = read_number(param, name, &node->items[i], &list->values[i],
                         diagnostics)
             && ok;
    return ok;
}

const char *value_text(const Node *node, const char *name,
                       Diagnostics *diagnostics)
{
    if (node->kind == NODE_SCALAR && node->text[0] != '\0'
        && !node_is_null(node))
        return node->text;
    (void)refuse_kind(node, name, "text", diagnostics);
    return NULL;
}

static bool read_text(const char *name, const Node *node, Setting *setting,
                      Diagnostics *diagnostics)
{
    setting->text = value_text(node, name, diagnostics);
    if (!setting->text || strlen(setting->text) < PARAM_TEXT_MAX)
        return setting->text != NULL;
    return diagnose(diagnostics, node->span, "'%s' is longer than %d bytes",
                    name, PARAM_TEXT_MAX - 1);
}

const Setting *value_read(const Param *param, const char *key, const char *name,
                          const Node *node, Diagnostics *diagnostics)
{
    Setting setting = {.key = key};
    bool ok = false;

    switch (param->kind) {
    case KIND_FLOAT:
        setting.kind = VALUE_NUMBER;
        ok = read_number(param, name, node, &setting.number, diagnostics);
        break;
    case KIND_INT:
        setting.kind = VALUE_INTEGER;
        ok = read_number(param, name, node, &setting.number, diagnostics);
        break;
    case KIND_BOOL:
        setting.kind = VALUE_BOOL;
        ok = read_bool(node, name, &setting.number, diagnostics);
        break;
    case KIND_CHOICE:
        setting.kind = VALUE_TEXT;
        ok = read_choice(param, name, node, &setting, diagnostics);
        break;
    case KIND_TEXT:
        setting.kind = VALUE_TEXT;
        ok = read_text(name, node, &setting, diagnostics);
        break;
    case KIND_LIST:
        setting.kind = VALUE_LIST;
        ok = read_list(param, name, node, &setting.list, diagnostics);
        break;
    }
    return ok ? setting_new(&setting) : NULL;
}

static bool choice_suits(const Param *param, const Setting *setting, Mark span,
                         Diagnostics *diagnostics)
{
    size_t count = 0;

    for (; param->choices[count]; count++)
        if (strcmp(param->choices[count], setting->text) == 0)
            return true;
    return value_refuse_name(span, setting->key, setting->text, param->choices,
                             count, diagnostics);
}

bool value_suits(const Param *param, const Setting *setting, Mark span,
                 Diagnostics *diagnostics)
{
    if (setting->kind == VALUE_TEXT)
        return param->kind != KIND_CHOICE
               || choice_suits(param, setting, span, diagnostics);
    if (setting->kind == VALUE_BOOL)
        return true;
    if (setting->kind != VALUE_LIST)
        return check_range(setting->key, setting->number, param->min,
                           param->max, span, diagnostics);
    for (int i = 0; i < setting->list.count; i++)
        if (!check_range(setting->key, setting->list.values[i], param->min,
                         param->max, span, diagnostics))
            return false;
    return true;
}
