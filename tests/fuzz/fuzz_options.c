// Command lines: an argument a line. What is taken leaves nothing but
// arguments behind, in their order.
#include "harness/option.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 100 };

// Splits the text at its line ends; words[0] is the program's name.
static int split(char *text, const char **words)
{
    int count = 1;

    words[0] = "quadrille";
    for (char *end; count < WORDS_MAX && *text; text = end) {
        end = text + strcspn(text, "\n");
        if (*end)
            *end++ = '\0';
        words[count++] = text;
    }
    words[count] = NULL;
    return count - 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool flag = false;
    bool help = false;
    int number = 7;
    const char *text = NULL;
    Texts many = {0};
    const Option options[] = {
        {"json", .flag = &flag, .help = "a flag"},
        {"jobs", .number = &number, .argument = "P", .help = "a number"},
        {"db", .text = &text, .argument = "FILE", .help = "a text"},
        {"set", .many = &many, .argument = "KEY=VALUE", .help = "many"},
        {0},
    };
    char *line = fuzz_string(data, size);
    const char *words[WORDS_MAX + 1];
    int given = split(line, words);
    int count = given;
    Error err = {0};

    if (options_parse(options, &count, words + 1, &help, &err)) {
        MUST(help || (count >= 0 && count <= given));
        for (int i = 0; i < count; i++)
            MUST(words[1 + i] != NULL);
    } else {
        MUST(err.message[0] && err.exit_code == EXIT_MISUSED);
    }
    MUST(number >= 1);
    MUST(many.count >= 0 && many.count <= OPTION_MANY);
    free(line);
    return 0;
}
