#include "harness/ram.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

// "MemAvailable:    1234 kB".
double ram_bytes(const char *line)
{
    FILE *file = fopen("/proc/meminfo", "r");
    char read[128];
    double bytes = 0;

    while (file && fgets(read, sizeof read, file))
        if (strncmp(read, line, strlen(line)) == 0)
            bytes = strtod(read + strlen(line), NULL) * 1024;
    if (file)
        (void)fclose(file);
    return bytes;
}

// The kernel counts in KiB.
double ram_peak_bytes(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss * 1024
                                               : 0;
}
