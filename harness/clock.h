// Time, for display and for the record of it; no result depends on it.
#pragma once

// Seconds since some moment; never goes back.
double clock_seconds(void);
// Seconds that the calling thread has kept a processor busy.
double clock_thread_seconds(void);
