// What libyaml says of a mistake, in our words.
#pragma once

// NULL for a problem that we have no words for. *hint may become NULL.
const char *yaml_words(const char *problem, const char **hint);
