// nets/base/pool.h
#include "nets/base/memory.h"
#include "nets/base/pool.h"

#include "tests/check.h"

#include <stdatomic.h>

enum { TASKS = 1000 };

typedef struct {
    atomic_int runs[TASKS];
    atomic_int workers_out_of_range;
    int threads;
} Count;

static void count(void *context, size_t task, int worker)
{
    Count *c = context;

    (void)atomic_fetch_add(&c->runs[task], 1);
    if (worker < 0 || worker >= c->threads)
        (void)atomic_fetch_add(&c->workers_out_of_range, 1);
}

static void check_every_task_once(int threads, Pool *pool)
{
    Count *c = memory_new(1, sizeof *c);

    c->threads = threads;
    pool_run(pool, TASKS, count, c);
    for (int i = 0; i < TASKS; i++)
        assert_int_equal(c->runs[i], 1);
    assert_int_equal(c->workers_out_of_range, 0);
    free(c);
}

static void every_task_runs_once_for_any_number_of_threads(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 8; threads++) {
        Pool *pool = pool_new(threads);

        assert_int_equal(pool_threads(pool), threads);
        check_every_task_once(threads, pool);
        pool_free(pool);
    }
}

static void no_pool_is_a_pool_of_one(void **state)
{
    (void)state;
    assert_int_equal(pool_threads(NULL), 1);
    check_every_task_once(1, NULL);
}

// Rounds that follow closely: a helper late for one must not take the next
// one's tasks for it.
static void many_short_rounds_stay_apart(void **state)
{
    Pool *pool = pool_new(3);
    Count *c = memory_new(1, sizeof *c);

    (void)state;
    c->threads = 3;
    for (int round = 1; round <= 20000; round++) {
        pool_run(pool, 3, count, c);
        for (int i = 0; i < 3; i++)
            assert_int_equal(c->runs[i], round);
    }
    free(c);
    pool_free(pool);
}

// A pool may end while its threads are still on their way from a round.
static void pools_end_at_any_moment(void **state)
{
    Count *c = memory_new(1, sizeof *c);

    (void)state;
    c->threads = 3;
    for (int i = 0; i < 300; i++) {
        Pool *pool = pool_new(3);

        for (int round = 0; round < i % 4; round++)
            pool_run(pool, 3, count, c);
        pool_free(pool);
    }
    free(c);
}

static void multiply_tiny(void *context, size_t task, int worker)
{
    volatile float *products = context;
    volatile float tiny = 1e-30F;

    (void)worker;
    products[task] = tiny * 1e-10F;
}

static void denormals_are_zero_in_every_task(void **state)
{
    Pool *pool = pool_new(2);
    float products[64];

    (void)state;
    pool_run(pool, 64, multiply_tiny, products);
    pool_free(pool);
    for (int i = 0; i < 64; i++)
        assert_true(products[i] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_runs_once_for_any_number_of_threads),
        cmocka_unit_test(no_pool_is_a_pool_of_one),
        cmocka_unit_test(many_short_rounds_stay_apart),
        cmocka_unit_test(pools_end_at_any_moment),
        cmocka_unit_test(denormals_are_zero_in_every_task),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
