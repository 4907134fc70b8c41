// cmocka, and what it needs before it. Include this after the project's own
// headers. cmocka's macro fail() hides ours: it is called through here.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#undef fail
