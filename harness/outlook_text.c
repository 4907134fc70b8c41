// What a plan comes to, in a few lines.
#include "harness/outlook.h"
#include "nets/cpu.h"

#include <string.h>

static void add_count(Text *text, size_t count, const char *what)
{
    text_printf(text, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static void add_duration(double seconds, Text *text)
{
    if (seconds < 90)
        text_printf(text, "%.0f s", seconds);
    else if (seconds < 5400)
        text_printf(text, "%.0f min", seconds / 60);
    else
        text_printf(text, "%.1f h", seconds / 3600);
}

static void add_megabytes(double bytes, Text *text)
{
    double megabytes = bytes / 1e6;

    text_printf(text, megabytes < 10 ? "%.1f MB" : "%.0f MB", megabytes);
}

static void add_states(const Outlook *outlook, Text *out)
{
    const struct {
        size_t count;
        const char *name;
    } states[] = {
        {outlook->over, "done"},       {outlook->failed, "failed"},
        {outlook->running, "running"}, {outlook->resumable, "resumable"},
        {outlook->fresh, "new"},       {outlook->left_out, "left out"},
    };
    const char *between = ": ";

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].count == 0)
            continue;
        text_printf(out, "%s%zu %s", between, states[i].count, states[i].name);
        between = ", ";
    }
}

// Which rows came to which configuration.
static void add_repeats(const Plan *plan, Text *out)
{
    enum { NAMED = 20 };

    if (plan->duplicates == 0)
        return;
    text_printf(out, "%zu more came to a trial that was listed before:\n",
                plan->duplicates);
    for (size_t i = 0; i < plan->repeat_count && i < NAMED; i++)
        text_printf(out, "  %s is %s\n", plan->repeats[i].label,
                    plan->configs[plan->repeats[i].config].label);
    if (plan->repeat_count > NAMED)
        text_add(out, "  and so on; --json has more\n");
}

static void add_changes(const Changes *changes, Text *out)
{
    if (!changes->known)
        return;
    text_printf(out, "since the last plan: +%zu new, %zu reused",
                changes->added, changes->reused);
    if (changes->dropped > 0)
        text_printf(out, ", %zu no longer in the plan (kept)",
                    changes->dropped);
    text_add_char(out, '\n');
}

static void add_rungs(const Outlook *outlook, const Prune *prune, Text *out)
{
    if (prune->method == PRUNE_MEDIAN)
        text_printf(out, "rungs (median): every epoch from %d to %d\n",
                    prune->min, prune->max);
    if (outlook->rung_count == 0)
        return;
    text_printf(out, "rungs (%s, eta %d):", prune_methods[prune->method],
                prune->eta);
    for (size_t i = 0; i < outlook->rung_count; i++) {
        const Rung *rung = &outlook->rungs[i];

        text_printf(out, "%s epoch %d, %zu -> %zu", i > 0 ? ";" : "",
                    rung->epoch, rung->trials, rung->survivors);
    }
    text_add_char(out, '\n');
}

static void add_cost(const Outlook *outlook, const Plan *plan, Text *out)
{
    int jobs = plan->run.jobs > 0 ? plan->run.jobs : cpu_cores();

    text_add(out, "about ");
    add_duration(outlook->seconds, out);
    if (jobs > 1 && outlook->left > 1) {
        text_add(out, " one after the other, ");
        add_duration(outlook->seconds / jobs, out);
        text_printf(out, " in %d jobs", jobs);
    }
    text_add(out, "; ");
    add_megabytes(outlook->checkpoint_bytes, out);
    text_add(out, " of checkpoints, ");
    add_megabytes(outlook->database_bytes, out);
    text_add(out, " in the database\n");
}

// What the eye is told of a kind of trial: its model and its data.
static size_t head(const char *kind)
{
    return strcspn(kind, "\n");
}

static bool same_head(const Unknown *a, const Unknown *b)
{
    return head(a->kind) == head(b->kind)
           && strncmp(a->kind, b->kind, head(a->kind)) == 0;
}

// The trials of all kinds with the head of kind `i`; 0 if one before has it.
static size_t trials_like(const Outlook *outlook, size_t i)
{
    const Unknown *unknown = outlook->unknown;
    size_t trials = 0;

    for (size_t j = 0; j < i; j++)
        if (same_head(&unknown[j], &unknown[i]))
            return 0;
    for (size_t j = i; j < outlook->unknown_count; j++)
        if (same_head(&unknown[j], &unknown[i]))
            trials += unknown[j].trials;
    return trials;
}

static void add_unknown(const Outlook *outlook, Text *out)
{
    bool pilot = false;

    if (outlook->unknown_count == 0)
        return;
    text_add(out, "nothing is known yet of the cost of ");
    for (size_t i = 0; i < outlook->unknown_count; i++) {
        const Unknown *unknown = &outlook->unknown[i];
        size_t trials = trials_like(outlook, i);

        pilot = pilot || !unknown->program;
        if (trials == 0)
            continue;
        text_add(out, i > 0 ? ", " : "");
        text_add_part(out, unknown->kind, head(unknown->kind));
        text_add(out, " (");
        add_count(out, trials, "trial");
        text_add_char(out, ')');
    }
    text_add(out, pilot ? "; --pilot tries it out\n" : "\n");
}

void outlook_text(const Outlook *outlook, const Plan *plan, Text *out)
{
    text_printf(out, "%s: ", plan->study);
    add_count(out, plan->config_count, "configuration");
    text_add(out, ", ");
    add_count(out, plan->trial_count, "trial");
    add_states(outlook, out);
    if (plan->growing)
        text_printf(out, ", up to %zu as results come", plan->trials_in_all);
    text_add_char(out, '\n');
    add_repeats(plan, out);
    add_changes(&outlook->changes, out);
    add_rungs(outlook, &plan->prune, out);
    if (outlook->seconds > 0)
        add_cost(outlook, plan, out);
    add_unknown(outlook, out);
}
