#include "harness/agree.h"

#include <stdio.h>
#include <unistd.h>

bool agree_can_ask(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool agree_ask(const char *question)
{
    int first;
    int c;

    (void)fprintf(stderr, "%s [y/N] ", question);
    first = getchar();
    for (c = first; c != '\n' && c != EOF;)
        c = getchar();
    return first == 'y' || first == 'Y';
}
