// Who lives: locks that the kernel holds for us and drops when the process
// ends, however it ends. One byte of a file per trial.
#pragma once

#include "nets/base/error.h"

#include <stdint.h>

typedef struct {
    char *path;
    int file;  // -1: not open
} LockFile;

// Opens nothing yet: the file is made by the first lock_take.
void lock_init(LockFile *lock, const char *path);
// Drops all locks.
void lock_release(LockFile *lock);

// Takes the lock of `number`, from 1, without waiting: *taken is false when
// another process, or another LockFile of this one, has it. A child that
// execs does not have it.
bool lock_take(LockFile *lock, int64_t number, bool *taken, Error *err);
void lock_drop(LockFile *lock, int64_t number);
// Whether another has it. Where the file is missing nobody does.
bool lock_is_held(LockFile *lock, int64_t number);
