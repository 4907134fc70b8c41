#include "harness/bench_text.h"

#include "harness/build_info.h"
#include "nets/cpu.h"
#include "nets/matrix.h"

#include <math.h>
#include <stdio.h>

static const double giga = 1e9;
static const double mebibyte = 1048576;

void bench_facts(BenchFact facts[BENCH_FACTS])
{
    enum { SIZE = sizeof facts->text };

    facts[0].name = "cpu";
    cpu_name(facts[0].text, SIZE);
    facts[1].name = "cores";
    (void)snprintf(facts[1].text, SIZE, "%d", cpu_cores());
    facts[2].name = "simd";
    (void)snprintf(facts[2].text, SIZE, "%s", cpu_simd_name(cpu_simd()));
    facts[3].name = "blas";
    (void)snprintf(facts[3].text, SIZE, "%s", matrix_blas_version());
    facts[4].name = "blas_core";
    (void)snprintf(facts[4].text, SIZE, "%s", matrix_blas_core());
    facts[5].name = "compiler";
    (void)snprintf(facts[5].text, SIZE, "%s", build_compiler);
    facts[6].name = "commit";
    (void)snprintf(facts[6].text, SIZE, "%s", build_commit);
}

static double middle(const Bench *bench, const BenchCase *of, BenchValue value)
{
    return bench_spread(bench, of, value).median;
}

// Adds a number in so many columns, or a dash.
static void add(Text *out, int width, int decimals, double value)
{
    if (isfinite(value))
        text_printf(out, "%*.*f", width, decimals, value);
    else
        text_printf(out, "%*s", width, "-");
}

static void add_percent(Text *out, int width, double fraction)
{
    add(out, width, 1, 100 * fraction);
}

// A rate, and half of what lies between the slowest and the fastest round.
static void add_rate(const Bench *bench, const BenchCase *of, BenchValue value,
                     Text *out)
{
    BenchSpread rate = bench_spread(bench, of, value);

    add(out, 11, 0, rate.median);
    text_add(out, " ±");
    add(out, 3, 0, 50 * (rate.high - rate.low) / rate.median);
}

// How many times as fast as one job of one thread.
static double scaling(const Bench *bench, const BenchCase *of)
{
    for (size_t i = 0; i < bench->count; i++) {
        const BenchCase *one = &bench->cases[i];

        if (one->model == of->model && one->threads == 1 && one->jobs == 1)
            return middle(bench, of, BENCH_TRAIN)
                   / middle(bench, one, BENCH_TRAIN);
    }
    return (double)NAN;
}

static void add_row(const Bench *bench, const BenchCase *of,
                    const Earlier *earlier, Text *out)
{
    double operations = TRAIN_OPERATIONS
                        * middle(bench, of, BENCH_MULTIPLY_ADDS)
                        * middle(bench, of, BENCH_TRAIN);

    text_printf(out, "%-16s %2d x %-3d %5d", of->model->entry.name, of->jobs,
                of->threads, of->batch);
    add_rate(bench, of, BENCH_TRAIN, out);
    add_rate(bench, of, BENCH_INFER, out);
    add(out, 10, 1, operations / giga);
    for (int i = BENCH_TRAIN_SHARE; i <= (int)BENCH_COPY_SHARE; i++)
        add_percent(out, 7, middle(bench, of, (BenchValue)i));
    for (int i = BENCH_DATA; i <= (int)BENCH_OPTIMIZER; i++)
        add_percent(out, 6, middle(bench, of, (BenchValue)i));
    add(out, 7, 0, middle(bench, of, BENCH_PEAK) / mebibyte);
    add(out, 7, 2, scaling(bench, of));
    if (earlier) {
        add(out, 8, 3, earlier_ratio(earlier, bench, of, BENCH_TRAIN));
        add(out, 8, 3, earlier_ratio(earlier, bench, of, BENCH_INFER));
    }
    text_add_char(out, '\n');
}

static void add_head(const Earlier *earlier, Text *out)
{
    text_printf(out, "%-16s %8s %5s%16s%16s%10s%14s%7s%24s%7s%7s%s\n", "",
                "jobs x", "", "training", "inference", "training", "% of sgemm",
                "% of", "% of training", "peak", "times",
                earlier ? "   times earlier" : "");
    text_printf(out, "%-16s %8s %5s%11s %4s%11s %4s%10s%7s%7s%7s", "model",
                "threads ", "batch", "images/s", "%", "images/s", "%",
                "GFLOP/s", "train", "infer", "copy");
    text_printf(out, "%6s%6s%6s%6s%7s%7s%s\n", "data", "fwd", "bwd", "opt",
                "MiB", "1 x 1", earlier ? "   train   infer" : "");
}

static void add_machine(const Bench *bench, Text *out)
{
    BenchFact facts[BENCH_FACTS];

    bench_facts(facts);
    text_add_char(out, '\n');
    for (int i = 0; i < BENCH_FACTS; i++)
        text_printf(out, "%-10s %s\n", facts[i].name, facts[i].text);
    for (size_t i = 0; i < bench->count; i++) {
        const BenchCase *of = &bench->cases[i];

        if (!of->model)
            text_printf(out,
                        "threads %-2d sgemm %.1f GFLOP/s, multiply-adds in "
                        "registers %.1f GFLOP/s, copying %.1f GB/s\n",
                        of->threads, middle(bench, of, BENCH_SGEMM) / giga,
                        middle(bench, of, BENCH_ROOF) / giga,
                        middle(bench, of, BENCH_COPY) / giga);
    }
}

void bench_table(const Bench *bench, const Earlier *earlier, Text *out)
{
    add_head(earlier, out);
    for (size_t i = 0; i < bench->count; i++)
        if (bench->cases[i].model)
            add_row(bench, &bench->cases[i], earlier, out);
    add_machine(bench, out);
}
