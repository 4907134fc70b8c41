// args.*: the settings that only a program of one's own knows, see
// experiments/README.md. Nobody lists them beforehand, so a study's are
// learned from its file before it is read.
#pragma once

#include "harness/node.h"
#include "harness/schema.h"

// "args.rate": one name of letters, digits, _ and -, a letter first, that is
// none of the harness's own settings.
bool free_key_is_legal(const Schema *schema, const char *path);
// Adds each legal one below a node of the file, wherever it stands.
void free_keys_learn(Schema *schema, const Node *node);
// The same for what `--set PATH=VALUE` names.
void free_keys_learn_at(Schema *schema, const char *path, const Node *value);

// Whether the path is below `args`.
bool free_key_is_path(const char *path);
// Tells why one that was not learned is none; false.
bool free_key_refuse(const char *path, Mark span, Diagnostics *diagnostics);

// A number, a text, true or false, or a list of these; NULL after telling why
// not. What only looks like a number is to be put into quotes. The caller
// holds the setting.
const Setting *free_value_read(const char *key, const Node *node,
                               Diagnostics *diagnostics);
// The words of `command:`, as canonical JSON: a list of texts. One text is a
// list of one.
const Setting *command_read(const char *key, const Node *node,
                            Diagnostics *diagnostics);
