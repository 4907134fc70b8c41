// Lines that a program of one's own reports: read, within their bounds, or
// refused in words.
#include "harness/trainer_line.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = fuzz_string(data, size);
    TrainerLine line = {0};
    Error err = {0};

    if (size > 0) {
        if (trainer_line_read(bytes, size, &line, &err)) {
            MUST(line.kind <= TRAINER_SKIP);
            if (line.kind == TRAINER_EPOCH)
                MUST(line.record.epoch >= 1 && line.record.classes >= 0);
        } else {
            MUST(err.message[0] != '\0');
        }
        trainer_line_release(&line);
    }
    free(bytes);
    return 0;
}
