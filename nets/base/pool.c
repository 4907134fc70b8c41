#include "nets/base/pool.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#if defined __SSE2__
#include <immintrin.h>
#endif

// Tasks are short, often microseconds, so a waiting thread looks at the round
// number for a while before it sleeps.
enum { SPINS = 20000 };

struct Pool {
    int threads;
    pthread_t *helpers;
    struct Helper {
        Pool *pool;
        int worker;
    } * arguments;

    pthread_mutex_t mutex;
    pthread_cond_t changed;
    atomic_uint round;  // counts pool_run's; helpers wait for it to change
    bool ending;

    // This round's work.
    PoolTask *task;
    void *context;
    size_t count;
    atomic_size_t next;
    atomic_int busy;  // helpers that have not finished the round
};

void flush_denormals(void)
{
#if defined __SSE2__
    _mm_setcsr(_mm_getcsr() | 0x8040);  // FTZ and DAZ
#endif
}

static void relax(void)
{
#if defined __SSE2__
    _mm_pause();
#endif
}

static void share(Pool *pool, int worker)
{
    size_t task;

    while ((task = atomic_fetch_add(&pool->next, 1)) < pool->count)
        pool->task(pool->context, task, worker);
}

// Returns when the round is no longer `seen`.
static void await_round(Pool *pool, unsigned seen)
{
    for (int i = 0; i < SPINS; i++) {
        if (atomic_load(&pool->round) != seen)
            return;
        relax();
    }
    (void)pthread_mutex_lock(&pool->mutex);
    while (atomic_load(&pool->round) == seen)
        (void)pthread_cond_wait(&pool->changed, &pool->mutex);
    (void)pthread_mutex_unlock(&pool->mutex);
}

static void *help(void *argument)
{
    const struct Helper *helper = argument;
    Pool *pool = helper->pool;

    flush_denormals();
    for (unsigned seen = 0;; seen++) {
        await_round(pool, seen);
        if (pool->ending)
            return NULL;
        share(pool, helper->worker);
        (void)atomic_fetch_sub(&pool->busy, 1);
    }
}

Pool *pool_new(int threads)
{
    Pool *pool = memory_new(1, sizeof *pool);
    int helpers = threads - 1;

    assert(threads >= 1);
    flush_denormals();
    pool->threads = threads;
    pool->helpers = memory_new((size_t)helpers, sizeof *pool->helpers);
    pool->arguments = memory_new((size_t)helpers, sizeof *pool->arguments);
    (void)pthread_mutex_init(&pool->mutex, NULL);
    (void)pthread_cond_init(&pool->changed, NULL);
    for (int i = 0; i < helpers; i++) {
        pool->arguments[i] = (struct Helper){pool, i + 1};
        // Fewer threads than asked for is slower, not wrong.
        if (pthread_create(&pool->helpers[i], NULL, help, &pool->arguments[i])
            != 0) {
            pool->threads = i + 1;
            break;
        }
    }
    return pool;
}

static void next_round(Pool *pool)
{
    (void)pthread_mutex_lock(&pool->mutex);
    (void)atomic_fetch_add(&pool->round, 1);
    (void)pthread_cond_broadcast(&pool->changed);
    (void)pthread_mutex_unlock(&pool->mutex);
}

void pool_free(Pool *pool)
{
    if (!pool)
        return;
    pool->ending = true;
    next_round(pool);
    for (int i = 0; i < pool->threads - 1; i++)
        (void)pthread_join(pool->helpers[i], NULL);
    (void)pthread_mutex_destroy(&pool->mutex);
    (void)pthread_cond_destroy(&pool->changed);
    free(pool->helpers);
    free(pool->arguments);
    free(pool);
}

int pool_threads(const Pool *pool)
{
    return pool ? pool->threads : 1;
}

void pool_run(Pool *pool, size_t count, PoolTask *task, void *context)
{
    if (!pool || pool->threads == 1 || count < 2) {
        for (size_t i = 0; i < count; i++)
            task(context, i, 0);
        return;
    }
    pool->task = task;
    pool->context = context;
    pool->count = count;
    atomic_store(&pool->next, 0);
    atomic_store(&pool->busy, pool->threads - 1);
    next_round(pool);
    share(pool, 0);
    while (atomic_load(&pool->busy) > 0)
        relax();
}
