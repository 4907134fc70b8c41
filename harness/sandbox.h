// What a helper program may not do: start programs, or speak to the network.
#pragma once

#include <stdbool.h>

// Fences in the calling process from here on, for good: no new processes (the
// exec that follows is allowed, threads are), no sockets, no tracing. Meant
// for a child between fork and exec. Returns false, changing nothing, where
// the system has no such thing; on processors other than x86-64 it is not
// tried.
bool sandbox_enter(void);
