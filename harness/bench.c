// Each case has as many processes as it has jobs. They build what they measure
// and then wait for their turns, a byte each, and answer with what they
// measured: nobody but the case whose turn it is computes.
#include "harness/bench.h"

#include "harness/bench_case.h"
#include "nets/base/memory.h"
#include "nets/cpu.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    IMAGES = 60000,
    SIDE = 28,
    CLASSES = 10,
    BATCH = 64,
    // Floats that a step reads or writes for each weight: the weight forward
    // and backward, its gradient as it is made, and Adam's w, g, m, v read and
    // w, m, v written.
    WEIGHT_TRAFFIC = 10,
};

typedef struct {
    pid_t pid;
    int to;
    int from;
} Turner;

// Noise of MNIST's size: speed does not depend on what images show.
static ImageSet noise(void)
{
    ImageSet set = {.count = IMAGES, .shape = {SIDE, SIDE, 1}};
    Rng rng = rng_new(1, RNG_TEST, 0, 0, 0);
    size_t pixels = set.count * shape_size(set.shape);

    set.images = memory_new(pixels, 1);
    set.labels = memory_new(set.count, 1);
    for (size_t i = 0; i < pixels; i += sizeof(uint32_t)) {
        uint32_t four = rng_next(&rng);

        memcpy(set.images + i, &four, sizeof four);
    }
    for (size_t i = 0; i < set.count; i++)
        set.labels[i] = (uint8_t)rng_below(&rng, CLASSES);
    return set;
}

static void add_case(Bench *bench, const ModelType *model, int threads,
                     int jobs)
{
    int own = model && model->batch > 0 ? model->batch : BATCH;

    bench->cases = memory_grow(bench->cases, &bench->capacity, bench->count + 1,
                               sizeof *bench->cases);
    bench->cases[bench->count++] =
        (BenchCase){.model = model,
                    .threads = threads,
                    .jobs = jobs,
                    .batch = bench->batch > 0 ? bench->batch : own};
}

// The machine's case stands before those that are compared with it.
static void add_with_machine(Bench *bench, const ModelType *model, int threads,
                             int jobs)
{
    const BenchCase wanted = {.threads = threads, .jobs = jobs};

    if (!bench_machine_of(bench, &wanted))
        add_case(bench, NULL, threads * jobs, 1);
    add_case(bench, model, threads, jobs);
}

void bench_add(Bench *bench, const ModelType *model)
{
    int cores = cpu_cores();

    if (bench->threads > 0)
        add_with_machine(bench, model, bench->threads, 1);
    for (int i = 1; bench->threads == 0 && i <= cores;
         i = i < cores && 2 * i > cores ? cores : 2 * i)
        add_with_machine(bench, model, i, 1);
    if (bench->jobs > 1)
        add_with_machine(bench, model, 1, bench->jobs);
}

const BenchCase *bench_machine_of(const Bench *bench, const BenchCase *of)
{
    for (size_t i = 0; i < bench->count; i++)
        if (!bench->cases[i].model
            && bench->cases[i].threads == of->threads * of->jobs)
            return &bench->cases[i];
    return NULL;
}

static _Noreturn void take_turns(const Bench *bench, const BenchCase *what,
                                 int in, int out)
{
    Error err;
    BenchWork *work = bench_work_new(bench, what, &err);
    double seconds;
    BenchSample sample;

    if (!work) {
        (void)fprintf(stderr, "quadrille: %s\n", err.message);
        _exit(EXIT_FAILED);
    }
    while (read(in, &seconds, sizeof seconds) == (ssize_t)sizeof seconds) {
        bench_work_measure(work, seconds, &sample);
        if (write(out, &sample, sizeof sample) != (ssize_t)sizeof sample)
            break;
    }
    bench_work_free(work);
    _exit(EXIT_WELL);
}

static bool start(const Bench *bench, const BenchCase *what, Turner *turner,
                  Error *err)
{
    int to[2];
    int from[2];
    pid_t parent = getpid();

    if (pipe(to) != 0 || pipe(from) != 0)
        return fail(err, "cannot make a pipe: %s", strerror(errno));
    turner->pid = fork();
    if (turner->pid < 0)
        return fail(err, "cannot start a process: %s", strerror(errno));
    if (turner->pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(EXIT_FAILED);
        take_turns(bench, what, to[0], from[1]);
    }
    (void)close(to[0]);
    (void)close(from[1]);
    turner->to = to[1];
    turner->from = from[0];
    return true;
}

static void stop(const Turner *turners, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (turners[i].pid <= 0)
            continue;
        (void)kill(turners[i].pid, SIGKILL);
        (void)waitpid(turners[i].pid, NULL, 0);
        (void)close(turners[i].to);
        (void)close(turners[i].from);
    }
}

// Rates of several jobs add up; of the rest the mean is taken.
static void join(BenchSample *sum, const BenchSample *part, int jobs)
{
    for (int i = 0; i < BENCH_VALUES; i++) {
        bool rate = i == BENCH_TRAIN || i == BENCH_INFER;

        sum->values[i] += part->values[i] / (rate ? 1 : jobs);
    }
}

static bool take_turn(const Turner *turners, int jobs, double seconds,
                      BenchSample *sample, Error *err)
{
    *sample = (BenchSample){0};
    for (int i = 0; i < jobs; i++)
        if (write(turners[i].to, &seconds, sizeof seconds)
            != (ssize_t)sizeof seconds)
            return fail(err, "a measuring process is gone");
    for (int i = 0; i < jobs; i++) {
        BenchSample part;

        if (read(turners[i].from, &part, sizeof part) != (ssize_t)sizeof part)
            return fail(err, "a measuring process is gone");
        join(sample, &part, jobs);
    }
    return true;
}

static void add_shares(const Bench *bench, const BenchCase *of, int round)
{
    double *own = of->samples[round].values;
    const double *machine = bench_machine_of(bench, of)->samples[round].values;
    double work = own[BENCH_MULTIPLY_ADDS] / machine[BENCH_SGEMM];
    double steps = own[BENCH_TRAIN] / of->batch;

    own[BENCH_TRAIN_SHARE] = TRAIN_OPERATIONS * work * own[BENCH_TRAIN];
    own[BENCH_INFER_SHARE] = INFER_OPERATIONS * work * own[BENCH_INFER];
    own[BENCH_COPY_SHARE] = steps * own[BENCH_PARAMETERS] * WEIGHT_TRAFFIC
                            * sizeof(float) / machine[BENCH_COPY];
}

// One turn for each case. The first round warms everything up.
static bool run_round(const Bench *bench, const Turner *turners, int round,
                      double seconds, Error *err)
{
    for (size_t i = 0; i < bench->count; i++) {
        const BenchCase *what = &bench->cases[i];

        if (!take_turn(turners, what->jobs, seconds, &what->samples[round],
                       err))
            return false;
        turners += what->jobs;
    }
    for (size_t i = 0; i < bench->count; i++)
        if (bench->cases[i].model)
            add_shares(bench, &bench->cases[i], round);
    return true;
}

static bool start_all(const Bench *bench, Turner *turners, Error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < bench->count; i++)
        for (int job = 0; ok && job < bench->cases[i].jobs; job++)
            ok = start(bench, &bench->cases[i], turners++, err);
    return ok;
}

bool bench_run(Bench *bench, Error *err)
{
    size_t processes = 0;
    double slice = bench->seconds / (double)bench->count / bench->rounds;
    Turner *turners;
    bool ok;

    for (size_t i = 0; i < bench->count; i++) {
        BenchCase *what = &bench->cases[i];

        processes += (size_t)what->jobs;
        what->samples =
            memory_new((size_t)bench->rounds, sizeof *what->samples);
    }
    turners = memory_new(processes, sizeof *turners);
    bench->images = noise();
    ok = start_all(bench, turners, err) && run_round(bench, turners, 0, 0, err);
    for (int round = 0; ok && round < bench->rounds; round++)
        ok = run_round(bench, turners, round, slice, err);
    stop(turners, processes);
    free(turners);
    return ok;
}

void bench_release(Bench *bench)
{
    for (size_t i = 0; i < bench->count; i++)
        free(bench->cases[i].samples);
    free(bench->cases);
    free(bench->images.images);
    free(bench->images.labels);
}

BenchSpread bench_spread(const Bench *bench, const BenchCase *of,
                         BenchValue value)
{
    size_t rounds = (size_t)bench->rounds;
    double *values = memory_new(rounds, sizeof *values);
    BenchSpread spread = {.low = of->samples[0].values[value],
                          .high = of->samples[0].values[value]};

    for (size_t i = 0; i < rounds; i++) {
        double one = of->samples[i].values[value];

        values[i] = one;
        spread.low = one < spread.low ? one : spread.low;
        spread.high = one > spread.high ? one : spread.high;
    }
    spread.median = median(values, rounds);
    free(values);
    return spread;
}
