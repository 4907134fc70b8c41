// Planning a hundred thousand trials must take under a second and 300 MB. No
// clock is asked here: the linker leads every allocation and every comparison
// of two texts through this file, and neither may grow faster than the plan.
#include "harness/outlook.h"

#include "tests/check.h"
#include "tests/folder.h"
#include "tests/plans.h"

#include <malloc.h>

// `-Wl,--wrap=malloc` makes malloc what __wrap_malloc is here, and
// __real_malloc what malloc was.
void *__real_malloc(size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *memory);
int __real_strcmp(const char *a, const char *b);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *memory);
int __wrap_strcmp(const char *a, const char *b);

static size_t held;       // bytes, allocated and not yet freed
static size_t most;       // bytes held at once
static size_t compared;   // pairs of texts
static size_t allocated;  // times

static void *hold(void *memory)
{
    held += malloc_usable_size(memory);
    most = held > most ? held : most;
    allocated++;
    return memory;
}

void *__wrap_malloc(size_t size)
{
    return hold(__real_malloc(size));
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return hold(__real_aligned_alloc(alignment, size));
}

void *__wrap_realloc(void *memory, size_t size)
{
    held -= malloc_usable_size(memory);
    return hold(__real_realloc(memory, size));
}

void __wrap_free(void *memory)
{
    held -= malloc_usable_size(memory);
    __real_free(memory);
}

int __wrap_strcmp(const char *a, const char *b)
{
    compared++;
    return __real_strcmp(a, b);
}

// What one trial of a plan took.
typedef struct {
    double bytes;  // at most, at one time
    double allocations;
    double comparisons;
} Effort;

// All that `plan` does, without a record.
static Effort plan_and_print(const char *yaml, size_t trials)
{
    Plan plan;
    Outlook outlook;
    Text out = {0};
    Error err;
    Effort effort;

    held = most = compared = allocated = 0;
    plan = plan_of(yaml);
    assert_true(outlook_read(&outlook, &plan, "none.db", NULL, &err));
    outlook_table(&outlook, &plan, &out);
    outlook_text(&outlook, &plan, &out);
    assert_int_equal(plan.trial_count, trials);
    effort = (Effort){(double)most / (double)trials,
                      (double)allocated / (double)trials,
                      (double)compared / (double)trials};
    text_release(&out);
    outlook_release(&outlook);
    plan_release(&plan);
    return effort;
}

// Of 300 MB, a hundred thousand trials may take 3000 bytes each. Sorting alone
// compares more often in a larger plan, by the logarithm of what it has more.
static void check_growth(Effort (*plan)(size_t trials), Effort most_each)
{
    Effort small = plan(1000);
    Effort large = plan(8000);

    print_message(
        "each of 8000 trials: %.0f bytes, %.1f allocations, "
        "%.0f comparisons (of 1000: %.0f, %.1f, %.0f)\n",
        large.bytes, large.allocations, large.comparisons, small.bytes,
        small.allocations, small.comparisons);
    assert_true(large.bytes < most_each.bytes);
    assert_true(large.allocations < most_each.allocations);
    assert_true(large.comparisons < most_each.comparisons);
    assert_true(large.bytes < 1.1 * small.bytes);
    assert_true(large.allocations < 1.1 * small.allocations);
    assert_true(large.comparisons < 1.2 * small.comparisons);
}

static Effort plan_grid(size_t trials)
{
    Text yaml = {0};
    Effort effort;

    text_printf(&yaml, STUDY BASE
                "sweep:\n"
                "  grid:\n"
                "    optimizer.lr: [1e-4, 2e-4, 3e-4, 4e-4, 5e-4]\n"
                "    optimizer.beta1: [0.5, 0.6, 0.7, 0.8, 0.9]\n"
                "    optimizer.beta2: [0.95, 0.96, 0.97, 0.98]\n"
                "    batch_size: [1");
    for (size_t i = 2; i <= trials / 100; i++)
        text_printf(&yaml, ", %zu", i);
    text_add(&yaml, "]\n");
    effort = plan_and_print(text_string(&yaml), trials);
    text_release(&yaml);
    return effort;
}

static Effort plan_seeds(size_t trials)
{
    Text yaml = {0};
    Effort effort;

    text_printf(&yaml, STUDY BASE "seeds: %zu\n", trials);
    effort = plan_and_print(text_string(&yaml), trials);
    text_release(&yaml);
    return effort;
}

static Effort plan_search(size_t trials)
{
    Text yaml = {0};
    Effort effort;

    text_printf(&yaml,
                STUDY BASE
                "search:\n"
                "  method: random\n"
                "  trials: %zu\n"
                "  space:\n"
                "    optimizer.name: {choice: [sgd, adam]}\n"
                "    optimizer.lr: {log: [1e-6, 1.0]}\n"
                "    optimizer.beta2: {uniform: [0, 0.99], "
                "when: {optimizer.name: adam}}\n",
                trials);
    effort = plan_and_print(text_string(&yaml), trials);
    text_release(&yaml);
    return effort;
}

static void a_grid_grows_evenly(void **state)
{
    (void)state;
    check_growth(plan_grid, (Effort){1300, 13, 300});
}

static void seeds_grow_evenly(void **state)
{
    (void)state;
    check_growth(plan_seeds, (Effort){400, 5, 50});
}

static void a_search_grows_evenly(void **state)
{
    (void)state;
    check_growth(plan_search, (Effort){2000, 40, 700});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grid_grows_evenly),
        cmocka_unit_test(seeds_grow_evenly),
        cmocka_unit_test(a_search_grows_evenly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
