#include "harness/limits.h"

#include "harness/clock.h"
#include "harness/ram.h"
#include "nets/base/group.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { FINISHED_LEAST = 3 };

static const double look_seconds = 1;

// A file with one number in it; infinite for "max", and where there is none.
static double read_bytes(const Group *group, const char *name)
{
    char line[64];
    uint64_t bytes;

    return group_read(group, name, line, sizeof line)
                   && sscanf(line, "%" SCNu64, &bytes) == 1
               ? (double)bytes
               : (double)INFINITY;
}

double limits_group_memory(const char *root)
{
    double least = (double)INFINITY;
    Group group;

    group_own(&group, root);
    do {
        double left = read_bytes(&group, "memory.max")
                      - read_bytes(&group, "memory.current");

        if (left < least)
            least = left > 0 ? left : 0;
    } while (group_above(&group));
    return least;
}

double limits_memory(void)
{
    double machine = ram_bytes("MemAvailable:");
    double group = limits_group_memory("");

    return machine > 0 && machine < group ? machine : group;
}

static bool query(const Limits *limits, const char *sql, Result *result,
                  Error *err)
{
    const char *const names[] = {":study", NULL};
    const char *const values[] = {limits->plan->study, NULL};

    return store_query(limits->store, sql, names, values, result, err);
}

bool limits_open(Limits *limits, Store *store, const Plan *plan, bool automatic,
                 Error *err)
{
    Result result = {0};

    *limits = (Limits){
        .store = store,
        .plan = plan,
        .timeout_seconds = plan->run.timeout_seconds,
        .timeout_looked = -look_seconds,
        .room_bytes = plan->run.memory_bytes > 0 ? plan->run.memory_bytes
                      : automatic                ? limits_memory()
                                                 : (double)INFINITY,
    };
    if (!query(limits,
               "SELECT max(e.peak_bytes) FROM study s"
               " JOIN study_trial st ON st.study = s.id"
               " JOIN epoch e ON e.trial = st.trial WHERE s.name = :study",
               &result, err))
        return false;
    limits_note_peak(limits, result_number(&result, 0, 0));
    result_release(&result);
    return true;
}

void limits_note_peak(Limits *limits, double bytes)
{
    if (bytes > limits->peak_bytes)
        limits->peak_bytes = bytes;
}

int limits_jobs(const Limits *limits, int jobs)
{
    double fit;

    if (isinf(limits->room_bytes))
        return jobs;
    if (limits->peak_bytes <= 0)
        return 1;
    fit = floor(limits->room_bytes / limits->peak_bytes);
    return fit < 1 ? 1 : fit < jobs ? (int)fit : jobs;
}

bool limits_update(Limits *limits, Error *err)
{
    double share = limits->plan->run.timeout_medians;
    double now = clock_seconds();
    Result result = {0};

    if (share <= 0 || now - limits->timeout_looked < look_seconds)
        return true;
    limits->timeout_looked = now;
    if (!query(limits,
               "SELECT count(*), median(seconds) FROM ("
               " SELECT 86400 * sum(julianday(a.ended) - julianday(a.started))"
               "  AS seconds"
               " FROM study s JOIN study_trial st ON st.study = s.id"
               " JOIN trial t ON t.id = st.trial AND t.state = 'done'"
               " JOIN attempt a ON a.trial = t.id"
               " WHERE s.name = :study GROUP BY t.id)",
               &result, err))
        return false;
    if (result_number(&result, 0, 0) >= FINISHED_LEAST)
        limits->timeout_seconds = share * result_number(&result, 0, 1);
    result_release(&result);
    return true;
}
