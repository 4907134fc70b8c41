// {"machine": {facts}, "rounds": 5, "peaks": [a case of the machine, …],
// "rows": [a case of a model, …]}. Rates and shares are {"median", "low",
// "high"} over the rounds; rates are a second's.
#include "harness/bench_text.h"

#include <math.h>

static const char *const value_names[BENCH_VALUES] = {
    [BENCH_TRAIN] = "train",
    [BENCH_INFER] = "infer",
    [BENCH_DATA] = "data_share",
    [BENCH_FORWARD] = "forward_share",
    [BENCH_BACKWARD] = "backward_share",
    [BENCH_OPTIMIZER] = "optimizer_share",
    [BENCH_SGEMM] = "sgemm_flops",
    [BENCH_ROOF] = "multiply_add_flops",
    [BENCH_COPY] = "copied_bytes",
    [BENCH_TRAIN_SHARE] = "train_of_sgemm",
    [BENCH_INFER_SHARE] = "infer_of_sgemm",
    [BENCH_COPY_SHARE] = "weights_of_copy",
};

static void add_key(Text *out, const char *key)
{
    text_add(out, out->data[out->length - 1] == '{' ? "" : ", ");
    text_add_json(out, key);
    text_add(out, ": ");
}

// JSON has neither NaN nor infinity.
static void add_number(Text *out, const char *key, double value)
{
    add_key(out, key);
    if (isfinite(value))
        text_add_number(out, value);
    else
        text_add(out, "null");
}

static void add_spread(Text *out, const Bench *bench, const BenchCase *of,
                       BenchValue value)
{
    BenchSpread spread = bench_spread(bench, of, value);

    add_key(out, value_names[value]);
    text_add_char(out, '{');
    add_number(out, "median", spread.median);
    add_number(out, "low", spread.low);
    add_number(out, "high", spread.high);
    text_add_char(out, '}');
}

static void add_facts(Text *out)
{
    BenchFact facts[BENCH_FACTS];

    bench_facts(facts);
    add_key(out, "machine");
    text_add_char(out, '{');
    for (int i = 0; i < BENCH_FACTS; i++) {
        add_key(out, facts[i].name);
        text_add_json(out, facts[i].text);
    }
    text_add_char(out, '}');
}

static void add_peaks(const Bench *bench, const BenchCase *of, Text *out)
{
    text_add(out, "{");
    add_number(out, "threads", of->threads);
    add_spread(out, bench, of, BENCH_SGEMM);
    add_spread(out, bench, of, BENCH_ROOF);
    add_spread(out, bench, of, BENCH_COPY);
    text_add(out, "}");
}

static void add_settings(const Bench *bench, const BenchCase *of, Text *out)
{
    const double *any = of->samples[0].values;

    add_key(out, "model");
    text_add_json(out, of->model->entry.name);
    add_number(out, "threads", of->threads);
    add_number(out, "jobs", of->jobs);
    add_number(out, "batch", of->batch);
    add_key(out, "augment");
    text_add(out, bench->augment ? "true" : "false");
    add_number(out, "parameters", any[BENCH_PARAMETERS]);
    add_number(out, "multiply_adds", any[BENCH_MULTIPLY_ADDS]);
}

static void add_row(const Bench *bench, const BenchCase *of,
                    const Earlier *earlier, Text *out)
{
    static const BenchValue spreads[] = {
        BENCH_TRAIN,       BENCH_INFER,      BENCH_TRAIN_SHARE,
        BENCH_INFER_SHARE, BENCH_COPY_SHARE, BENCH_DATA,
        BENCH_FORWARD,     BENCH_BACKWARD,   BENCH_OPTIMIZER,
    };

    text_add(out, "{");
    add_settings(bench, of, out);
    for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++)
        add_spread(out, bench, of, spreads[i]);
    add_number(out, "peak_bytes", bench_spread(bench, of, BENCH_PEAK).median);
    if (earlier) {
        add_number(out, "train_times_earlier",
                   earlier_ratio(earlier, bench, of, BENCH_TRAIN));
        add_number(out, "infer_times_earlier",
                   earlier_ratio(earlier, bench, of, BENCH_INFER));
    }
    text_add(out, "}");
}

// The cases that are the machine's, or those that are models'.
static void add_cases(const Bench *bench, bool machine, const Earlier *earlier,
                      Text *out)
{
    const char *between = "[\n";

    add_key(out, machine ? "peaks" : "rows");
    for (size_t i = 0; i < bench->count; i++) {
        const BenchCase *of = &bench->cases[i];

        if ((of->model == NULL) != machine)
            continue;
        text_add(out, between);
        between = ",\n";
        if (machine)
            add_peaks(bench, of, out);
        else
            add_row(bench, of, earlier, out);
    }
    text_add(out, "]");
}

void bench_json(const Bench *bench, const Earlier *earlier, Text *out)
{
    text_add(out, "{");
    add_facts(out);
    add_number(out, "rounds", bench->rounds);
    add_cases(bench, true, earlier, out);
    add_cases(bench, false, earlier, out);
    text_add(out, "}\n");
}
