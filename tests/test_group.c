// nets/base/group, and who goes by it: limits of the group that a process is in
// and of those above it, in a made-up machine.
#include "nets/base/group.h"

#include "harness/limits.h"
#include "nets/cpu.h"
#include "tests/check.h"
#include "tests/folder.h"

enum { CORES = 64 };

static int setup(void **state)
{
    Folder *folder = malloc(sizeof *folder);

    assert_non_null(folder);
    *folder = folder_new();
    *state = folder;
    return 0;
}

static int teardown(void **state)
{
    folder_remove(*state);
    free(*state);
    return 0;
}

// A file of the made-up machine, and the folders above it.
static void add(const Folder *folder, const char *name, const char *text)
{
    char path[500];
    char *slash;
    Error err;

    (void)folder_path(folder, name, path);
    slash = strrchr(path, '/');
    *slash = '\0';
    assert_true(file_make_folder(path, &err));
    (void)folder_write(folder, name, text, strlen(text), path);
}

static void quotas_hold_from_the_own_group_upwards(void **state)
{
    const Folder *folder = *state;

    add(folder, "proc/self/cgroup", "1:cpu:/other\n0::/user.slice/mine\n");
    add(folder, "sys/fs/cgroup/cgroup.procs", "");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), CORES);
    add(folder, "sys/fs/cgroup/user.slice/cpu.max", "800000 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 8);
    add(folder, "sys/fs/cgroup/user.slice/mine/cpu.max", "max 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 8);
    add(folder, "sys/fs/cgroup/user.slice/mine/cpu.max", "250000 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 2);
    add(folder, "sys/fs/cgroup/user.slice/other/cpu.max", "100000 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 2);
    assert_int_equal(cpu_quota_cores(folder->path, 1), 1);
    add(folder, "sys/fs/cgroup/cpu.max", "100000 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 1);
}

// A container may see a path that is not below what it sees as the top.
static void the_topmost_group_counts_where_the_own_is_not_seen(void **state)
{
    const Folder *folder = *state;

    add(folder, "sys/fs/cgroup/cpu.max", "300000 100000\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 3);
    add(folder, "proc/self/cgroup", "0::/\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 3);
    add(folder, "proc/self/cgroup", "0::/system.slice/gone\n");
    assert_int_equal(cpu_quota_cores(folder->path, CORES), 3);
}

static void memory_is_what_the_narrowest_group_leaves(void **state)
{
    const Folder *folder = *state;

    add(folder, "proc/self/cgroup", "0::/a/b\n");
    assert_true(isinf(limits_group_memory(folder->path)));
    add(folder, "sys/fs/cgroup/a/b/memory.max", "max\n");
    add(folder, "sys/fs/cgroup/a/b/memory.current", "1000\n");
    assert_true(isinf(limits_group_memory(folder->path)));
    add(folder, "sys/fs/cgroup/a/memory.max", "5000\n");
    add(folder, "sys/fs/cgroup/a/memory.current", "2000\n");
    assert_near(limits_group_memory(folder->path), 3000, 0);
    add(folder, "sys/fs/cgroup/a/memory.current", "6000\n");
    assert_near(limits_group_memory(folder->path), 0, 0);
}

static void a_path_without_end_is_none(void **state)
{
    const Folder *folder = *state;
    char text[PATH_MAX + 100];
    Group group;

    memset(text, 'a', sizeof text);
    memcpy(text, "0::/", 4);
    text[PATH_MAX - 2] = '\n';
    text[PATH_MAX - 1] = '\0';
    add(folder, "proc/self/cgroup", text);
    group_own(&group, folder->path);
    assert_int_equal(strlen(group.folder), group.top);
    assert_false(group_above(&group));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(quotas_hold_from_the_own_group_upwards,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_topmost_group_counts_where_the_own_is_not_seen, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            memory_is_what_the_narrowest_group_leaves, setup, teardown),
        cmocka_unit_test_setup_teardown(a_path_without_end_is_none, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
