// Main memory, as the kernel counts it.
#pragma once

// Bytes, by a line of /proc/meminfo ("MemAvailable:"); 0 where there is none.
double ram_bytes(const char *line);

// Bytes of memory that this process has used at most.
double ram_peak_bytes(void);
