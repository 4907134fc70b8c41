// What the fuzz targets share. A target is a file fuzz_NAME.c with the function
// below; its inputs are in corpus/NAME, and every finding becomes one of them.
// libFuzzer calls it with inputs of its own (run.sh), replay.c with the corpus.
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Ends the process where it is false, in words: a finding.
#define MUST(condition) fuzz_must((condition), #condition, __FILE__, __LINE__)
void fuzz_must(_Bool holds, const char *words, const char *file, int line);

// The folder of this process, in memory where there is such a place; it is
// removed when the process ends.
const char *fuzz_folder(void);
// Writes a file of that name there. The path stays valid.
const char *fuzz_file(const char *name, const void *bytes, size_t count);

// The input as a string that ends at its first NUL; free it.
char *fuzz_string(const uint8_t *data, size_t size);
