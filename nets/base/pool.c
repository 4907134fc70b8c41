#include "nets/base/pool.h"

#include "nets/base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#if defined __SSE2__
#include <immintrin.h>
#endif

// Tasks are short, often microseconds, so a waiting thread looks again for a
// while before it sleeps or gives way.
enum { SPINS = 20000 };

// A round is one pool_run. The ticket holds its number in the upper half and
// its next task in the lower: taking a task is one compare-and-swap, which
// fails when the round has changed meanwhile. A round ends when its tasks are
// finished, so a helper that the system does not run holds up nobody.
struct Pool {
    int threads;
    pthread_t *helpers;
    struct Helper {
        Pool *pool;
        int worker;
    } * arguments;

    atomic_uint_least64_t ticket;
    atomic_size_t count;
    atomic_size_t finished;
    _Atomic(PoolTask *) task;
    _Atomic(void *) context;

    // Helpers that sleep until the round changes.
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    atomic_int sleepers;
    atomic_bool ending;
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

static uint64_t round_of(uint64_t ticket)
{
    return ticket >> 32;
}

// Takes a task of the round that `*ticket` belongs to, or of a later one;
// false when there is none left. *ticket is then the latest.
static bool take(Pool *pool, uint64_t *ticket, size_t *task)
{
    *ticket = atomic_load(&pool->ticket);
    while ((uint32_t)*ticket < atomic_load(&pool->count)) {
        *task = (uint32_t)*ticket;
        if (atomic_compare_exchange_weak(&pool->ticket, ticket, *ticket + 1))
            return true;
    }
    return false;
}

// Runs tasks until none is left; returns the round that it saw last.
static uint64_t share(Pool *pool, int worker)
{
    uint64_t ticket;
    size_t task;

    while (take(pool, &ticket, &task)) {
        PoolTask *run = atomic_load(&pool->task);

        run(atomic_load(&pool->context), task, worker);
        (void)atomic_fetch_add(&pool->finished, 1);
    }
    return round_of(ticket);
}

static bool is_news(Pool *pool, uint64_t seen)
{
    return round_of(atomic_load(&pool->ticket)) != seen
           || atomic_load(&pool->ending);
}

// Returns when the round is no longer `seen`, or the pool ends.
static void await_news(Pool *pool, uint64_t seen)
{
    for (int i = 0; i < SPINS; i++) {
        if (is_news(pool, seen))
            return;
        relax();
    }
    (void)pthread_mutex_lock(&pool->mutex);
    (void)atomic_fetch_add(&pool->sleepers, 1);
    while (!is_news(pool, seen))
        (void)pthread_cond_wait(&pool->changed, &pool->mutex);
    (void)atomic_fetch_sub(&pool->sleepers, 1);
    (void)pthread_mutex_unlock(&pool->mutex);
}

static void *help(void *argument)
{
    const struct Helper *helper = argument;
    Pool *pool = helper->pool;

    flush_denormals();
    while (!atomic_load(&pool->ending))
        await_news(pool, share(pool, helper->worker));
    return NULL;
}

// Nobody can take a task while a round's facts are being put in place: the
// ticket is beyond any count.
static void close_rounds(Pool *pool)
{
    uint64_t last = round_of(atomic_load(&pool->ticket));

    atomic_store(&pool->ticket, (last + 1) << 32 | UINT32_MAX);
}

static void open_round(Pool *pool, size_t count)
{
    uint64_t closed = round_of(atomic_load(&pool->ticket));

    atomic_store(&pool->finished, 0);
    atomic_store(&pool->count, count);
    atomic_store(&pool->ticket, (closed + 1) << 32);
    if (atomic_load(&pool->sleepers) == 0)
        return;
    (void)pthread_mutex_lock(&pool->mutex);
    (void)pthread_cond_broadcast(&pool->changed);
    (void)pthread_mutex_unlock(&pool->mutex);
}

static void await_tasks(Pool *pool, size_t count)
{
    for (int i = 0; atomic_load(&pool->finished) < count; i++)
        if (i < SPINS)
            relax();
        else
            (void)sched_yield();
}

Pool *pool_new(int threads)
{
    Pool *pool = memory_new(1, sizeof *pool);
    size_t helpers = (size_t)threads - 1;

    assert(threads >= 1);
    flush_denormals();
    pool->threads = threads;
    pool->helpers = memory_new(helpers, sizeof *pool->helpers);
    pool->arguments = memory_new(helpers, sizeof *pool->arguments);
    (void)pthread_mutex_init(&pool->mutex, NULL);
    (void)pthread_cond_init(&pool->changed, NULL);
    for (int i = 0; i < threads - 1; i++) {
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

void pool_free(Pool *pool)
{
    if (!pool)
        return;
    atomic_store(&pool->ending, true);
    close_rounds(pool);
    open_round(pool, 0);
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
    assert(count < UINT32_MAX);
    if (!pool || pool->threads == 1 || count < 2) {
        for (size_t i = 0; i < count; i++)
            task(context, i, 0);
        return;
    }
    close_rounds(pool);
    atomic_store(&pool->task, task);
    atomic_store(&pool->context, context);
    open_round(pool, count);
    (void)share(pool, 0);
    await_tasks(pool, count);
}
