// Safetensors files (huggingface.co/docs/safetensors): named arrays behind a
// JSON header. Reading trusts nothing.
#pragma once

#include "nets/base/buffer.h"
#include "nets/base/error.h"

enum { TENSOR_RANK = 8 };  // the highest that is read

typedef struct {
    char *name;    // owned by the Tensors
    char type[8];  // "F32", "F64", "U64", …, as the file has it
    int rank;
    uint64_t sizes[TENSOR_RANK];
    void *data;  // borrowed, not aligned
    size_t bytes;
} NamedTensor;

// Zero it first; release frees it.
typedef struct {
    NamedTensor *tensors;
    size_t count;
    size_t capacity;
    const char *metadata;  // JSON, an object of texts, borrowed; or NULL
} Tensors;

void tensors_release(Tensors *tensors);

// Appends a tensor under that name, which is copied; its data are borrowed.
// The type must be one of the format's.
void tensors_add(Tensors *tensors, const char *name, const NamedTensor *tensor);

// NULL when there is none of that name.
const NamedTensor *tensors_find(const Tensors *tensors, const char *name);

// The whole file. Tensors stand in the order in which they were added.
void safetensors_encode(const Tensors *tensors, Buffer *out);

// Fills empty *tensors, which then borrow from the bytes. Fails, naming
// `path`, unless names are unique, types known, and the tensors' bytes fit
// their shapes and cover the rest of the file without gaps or overlaps.
bool safetensors_decode(const char *path, const Buffer *file, Tensors *tensors,
                        Error *err);
