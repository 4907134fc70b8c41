// Pictures within a page.
#pragma once

#include "nets/base/text.h"

#include <stdbool.h>

// Appends an SVG file's <svg> element for a page that holds several: without
// prologue, its ids and the references to them beginning with `prefix`, and
// labelled for those who cannot see it. Fails where the file has a script in
// it or is no SVG.
bool inline_svg(const char *file, const char *prefix, const char *label,
                Text *html);
