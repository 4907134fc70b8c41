#include "harness/free_keys.h"

#include "harness/number.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_LENGTH = 64, WORDS_MAX = 256, ITEMS_MAX = 1000 };

static const char prefix[] = "args.";
static const size_t prefix_length = sizeof prefix - 1;

bool free_key_is_path(const char *path)
{
    return strncmp(path, prefix, prefix_length) == 0;
}

static bool is_name(const char *name)
{
    size_t length = strlen(name);

    // ASCII, whatever the locale.
    return length > 0 && length <= NAME_MAX_LENGTH
           && isalpha((unsigned char)name[0]) && (unsigned char)name[0] < 0x80
           && strspn(name,
                     "abcdefghijklmnopqrstuvwxyz"
                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
                  == length;
}

// A program is given --seed, --epochs, …; args.seed would be --seed too.
static bool is_taken(const Schema *schema, const char *name)
{
    Text key = {0};
    bool taken = strcmp(name, "seed") == 0 || schema_find(schema, name);

    text_printf(&key, "%s.name", name);
    taken = taken || schema_find(schema, text_string(&key));
    text_release(&key);
    return taken;
}

bool free_key_is_legal(const Schema *schema, const char *path)
{
    return strncmp(path, prefix, prefix_length) == 0
           && is_name(path + prefix_length)
           && !is_taken(schema, path + prefix_length);
}

void free_keys_learn_at(Schema *schema, const char *path, const Node *value)
{
    if (free_key_is_legal(schema, path))
        schema_add_free(schema, path);
    if (strcmp(path, "args") != 0 || value->kind != NODE_MAP)
        return;
    for (size_t i = 0; i < value->count; i++) {
        Text below = {0};

        text_printf(&below, "%s%s", prefix, node_key(value, i)->text);
        if (free_key_is_legal(schema, text_string(&below)))
            schema_add_free(schema, text_string(&below));
        text_release(&below);
    }
}

void free_keys_learn(Schema *schema, const Node *node)
{
    for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
        free_keys_learn(schema, &node->items[i]);
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        free_keys_learn_at(schema, node_key(node, i)->text,
                           node_value(node, i));
        free_keys_learn(schema, node_value(node, i));
    }
}

bool free_key_refuse(const char *path, Mark span, Diagnostics *diagnostics)
{
    const char *name = path + prefix_length;

    if (!is_name(name)) {
        (void)diagnose(diagnostics, span, "'%s' cannot be a setting", path);
        return diagnose_hint(diagnostics,
                             "write args.NAME, of at most %d letters, digits, "
                             "_ and -, a letter first",
                             NAME_MAX_LENGTH);
    }
    (void)diagnose(diagnostics, span,
                   "'%s' cannot be told from '%s', or is one of more than %d",
                   path, name, FREE_KEYS_MAX);
    return diagnose_hint(diagnostics, "choose another name");
}

// What other readers of YAML, or people, would take for a number.
static bool looks_like_number(const char *text)
{
    const char *digits = text + strspn(text, "+-");

    digits += *digits == '.';
    return isdigit((unsigned char)*digits) || strcasecmp(digits, "inf") == 0
           || strcasecmp(digits, "nan") == 0;
}

// `setting` without its key, from a scalar; its text is the node's.
static bool read_scalar(const char *key, const Node *node, Setting *setting,
                        Diagnostics *diagnostics)
{
    const char *text = node->text;

    setting->kind = VALUE_TEXT;
    setting->text = text;
    if (node->quoted)
        return true;
    if (node_is_null(node))
        return diagnose(diagnostics, node->span, "'%s' has no value", key);
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0) {
        setting->kind = VALUE_BOOL;
        setting->number = text[0] == 't';
        setting->text = NULL;
    } else if (node_number(node, &setting->number)) {
        setting->number += 0.0;  // -0 is 0
        setting->kind = number_is_integer(text) ? VALUE_INTEGER : VALUE_NUMBER;
        setting->text = NULL;
    } else if (looks_like_number(text)) {
        (void)diagnose(diagnostics, node->span,
                       "'%s' is %s, which is no number", key, text);
        return diagnose_hint(diagnostics, "put it in quotes if it is a text");
    }
    return true;
}

static void add_json(const Setting *setting, Text *json)
{
    if (setting->kind == VALUE_TEXT)
        text_add_json(json, setting->text);
    else
        setting_text(setting, json);
}

// Numbers alone are a list as others are; all else is JSON.
static bool read_list(const char *key, const Node *list, Setting *setting,
                      Text *json, Diagnostics *diagnostics)
{
    bool numbers = list->count <= LIST_MAX;

    if (list->count > ITEMS_MAX)
        return diagnose(diagnostics, list->span, "'%s' has more than %d values",
                        key, ITEMS_MAX);
    text_add_char(json, '[');
    for (size_t i = 0; i < list->count; i++) {
        Setting item = {0};

        if (list->items[i].kind != NODE_SCALAR)
            return diagnose(diagnostics, list->items[i].span,
                            "'%s' may not hold %s in its list", key,
                            node_kind_text(&list->items[i]));
        if (!read_scalar(key, &list->items[i], &item, diagnostics))
            return false;
        numbers = numbers
                  && (item.kind == VALUE_NUMBER || item.kind == VALUE_INTEGER);
        if (numbers)
            setting->list.values[i] = item.number;
        text_add(json, i > 0 ? "," : "");
        add_json(&item, json);
    }
    text_add_char(json, ']');
    setting->list.count = numbers ? (int)list->count : 0;
    setting->kind = numbers ? VALUE_LIST : VALUE_JSON;
    setting->text = numbers ? NULL : text_string(json);
    return true;
}

const Setting *free_value_read(const char *key, const Node *node,
                               Diagnostics *diagnostics)
{
    Setting setting = {.key = key};
    const Setting *made = NULL;
    Text json = {0};
    bool ok;

    if (node->kind == NODE_MAP)
        ok = diagnose(diagnostics, node->span,
                      "'%s' must be a number, a text, true, false, or a list "
                      "of these, not a map",
                      key);
    else if (node->kind == NODE_LIST)
        ok = read_list(key, node, &setting, &json, diagnostics);
    else
        ok = read_scalar(key, node, &setting, diagnostics);
    if (ok)
        made = setting_new(&setting);
    text_release(&json);
    return made;
}

static bool add_word(const Node *node, Text *json, Diagnostics *diagnostics)
{
    if (node->kind != NODE_SCALAR || node_is_null(node))
        return diagnose(diagnostics, node->span,
                        "'command' must be words, not %s",
                        node_kind_text(node));
    if (json->length > 1)
        text_add_char(json, ',');
    text_add_json(json, node->text);
    return true;
}

static bool add_words(const Node *node, Text *json, Diagnostics *diagnostics)
{
    if (node->kind == NODE_SCALAR)
        return add_word(node, json, diagnostics);
    if (node->kind == NODE_MAP || node->count == 0 || node->count > WORDS_MAX)
        return diagnose(diagnostics, node->span,
                        "'command' must be a list of 1 to %d words", WORDS_MAX);
    for (size_t i = 0; i < node->count; i++)
        if (!add_word(&node->items[i], json, diagnostics))
            return false;
    return node->items[0].text[0] != '\0'
           || diagnose(diagnostics, node->span, "'command' names no program");
}

// One text with blanks would be taken for a program of that name.
static bool refuse_blanks(const Node *node, Diagnostics *diagnostics)
{
    if (node->kind != NODE_SCALAR || node->quoted
        || !strpbrk(node->text, " \t"))
        return true;
    (void)diagnose(diagnostics, node->span,
                   "'command' is one word, with blanks in it");
    return diagnose_hint(diagnostics,
                         "write a list: [python3, train.py]; no shell reads "
                         "it");
}

const Setting *command_read(const char *key, const Node *node,
                            Diagnostics *diagnostics)
{
    Setting setting = {.key = key, .kind = VALUE_JSON};
    const Setting *made = NULL;
    Text json = {0};

    text_add_char(&json, '[');
    if (add_words(node, &json, diagnostics)
        && refuse_blanks(node, diagnostics)) {
        text_add_char(&json, ']');
        setting.text = text_string(&json);
        made = setting_new(&setting);
    }
    text_release(&json);
    return made;
}
