#include "nets/base/group.h"

#include <stdio.h>
#include <string.h>

static bool read_line(FILE *file, char *line, int size)
{
    if (!fgets(line, size, file))
        return false;
    line[strcspn(line, "\n")] = '\0';
    return true;
}

// Adds the path of our own, from "0::/a/b".
static void add_own(Group *group, FILE *file)
{
    char line[PATH_MAX];

    while (read_line(file, line, sizeof line)) {
        const char *path = line + 3;
        size_t length = strlen(line);

        if (strncmp(line, "0::/", 4) != 0
            || group->top + length - 3 >= sizeof group->folder)
            continue;
        memcpy(group->folder + group->top, path, length - 2);
        break;
    }
}

void group_own(Group *group, const char *root)
{
    char path[PATH_MAX];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    (void)snprintf(group->folder, sizeof group->folder, "%s/sys/fs/cgroup",
                   root);
    group->top = strlen(group->folder);
    file = fopen(path, "r");
    if (!file)
        return;
    add_own(group, file);
    (void)fclose(file);
}

bool group_above(Group *group)
{
    char *slash = strrchr(group->folder + group->top, '/');

    if (slash)
        *slash = '\0';
    return slash;
}

bool group_read(const Group *group, const char *name, char *line, int size)
{
    char path[2 * PATH_MAX];
    FILE *file;
    bool ok;

    (void)snprintf(path, sizeof path, "%s/%s", group->folder, name);
    file = fopen(path, "r");
    if (!file)
        return false;
    ok = read_line(file, line, size);
    (void)fclose(file);
    return ok;
}
