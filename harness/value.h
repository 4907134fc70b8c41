// One value of a file, checked against what it is for.
#pragma once

#include "harness/config.h"
#include "harness/node.h"
#include "harness/schema.h"
#include "nets/base/param.h"

// A setting `key` from a node, or NULL after telling why not. `name` is what
// the user calls it. The caller holds the setting.
const Setting *value_read(const Param *param, const char *key, const char *name,
                          const Node *node, Diagnostics *diagnostics);
// Whether a setting, read for another param of the same name, suits this one;
// tells why not.
bool value_suits(const Param *param, const Setting *setting, Mark span,
                 Diagnostics *diagnostics);

// For what is not a setting of a trial: each false after telling why not.
bool value_number(const Node *node, const char *name, double min, double max,
                  double *value, Diagnostics *diagnostics);
bool value_integer(const Node *node, const char *name, double min, double max,
                   double *value, Diagnostics *diagnostics);
// Text that is not empty; NULL after telling why not.
const char *value_text(const Node *node, const char *name,
                       Diagnostics *diagnostics);
// "model 'cn' is not known; did you mean 'cnn'? (cnn, mlp)".
bool value_refuse_name(Mark span, const char *what, const char *written,
                       const char *const *names, size_t count,
                       Diagnostics *diagnostics);
