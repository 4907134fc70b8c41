// A few threads that share out numbered tasks. What a task computes may depend
// on its number only, never on the thread that runs it or on how many there
// are: then the results are the same bits for any number of threads.
#pragma once

#include <stddef.h>

typedef struct Pool Pool;

// `threads` counts the caller; 1 makes no thread. Every thread flushes
// denormals to zero (flush_denormals), the caller included.
Pool *pool_new(int threads);
void pool_free(Pool *pool);
int pool_threads(const Pool *pool);

// Runs task(context, i, worker) for i in 0 … count − 1 and returns when all
// are done. `worker` is in 0 … pool_threads − 1: scratch memory may go by it.
// Tasks may not call pool_run. A NULL pool runs them here, as worker 0.
typedef void PoolTask(void *context, size_t task, int worker);
void pool_run(Pool *pool, size_t count, PoolTask *task, void *context);

// Sets the calling thread's FTZ and DAZ: Adam's moments decay into denormals,
// which cost hundreds of cycles each.
void flush_denormals(void);
