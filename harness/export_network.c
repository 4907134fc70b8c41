#include "harness/export_network.h"

#include "harness/build_info.h"
#include "harness/program.h"
#include "harness/shelf.h"
#include "nets/base/file.h"
#include "nets/checkpoint.h"

#include <stdlib.h>
#include <string.h>

static const char query[] =
    "SELECT c.json, t.state, t.seed, t.weights_digest, c.data_digest, c.model,"
    " c.dataset, c.name, p.path, p.digest, p.epoch"
    " FROM trial t JOIN config c ON c.id = t.config"
    " LEFT JOIN checkpoint p ON p.trial = t.id"
    " WHERE t.name = :trial ORDER BY p.epoch DESC LIMIT 1";
enum {
    JSON,
    STATE,
    SEED,
    WEIGHTS,
    DATA,
    MODEL,
    DATASET,
    CONFIG,
    PATH,
    DIGEST,
    EPOCH
};

static const char *about(const ExportNetwork *n, int column)
{
    const char *cell = n->about.cells[column];

    return cell ? cell : "";
}

// Whether the trial came to a result, and has a network that we know.
static bool check(const ExportNetwork *n, Error *err)
{
    static const char *const results[] = {"done", "pruned", "diverged"};
    const char *state = about(n, STATE);
    bool over = false;

    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        over = over || strcmp(state, results[i]) == 0;
    if (!over)
        return fail_misuse(err,
                           "trial %s is %s; only the network of one that came "
                           "to a result can be given out",
                           n->trial, state);
    if (program_command(&n->config))
        return fail_misuse(err,
                           "trial %s was trained by a program of one's own, "
                           "which has its network",
                           n->trial);
    return about(n, PATH)[0]
           || fail(err, "trial %s has no checkpoint", n->trial);
}

static bool read_weights(ExportNetwork *n, const Export *export, Error *err)
{
    Checkpoint checkpoint = {.network = n->setup.network};
    char digest[DIGEST_TEXT];
    Text path = {0};
    Text shelf = {0};
    bool ok;

    shelf_place(export->database, &path, &shelf);
    text_printf(&path, "/%s", about(n, PATH));
    n->epoch = (int)result_number(&n->about, 0, EPOCH);
    ok = checkpoint_read(text_string(&path), about(n, DIGEST), n->epoch,
                         &checkpoint, err);
    if (ok) {
        weights_digest(n->setup.network, digest);
        ok = !about(n, WEIGHTS)[0] || strcmp(digest, about(n, WEIGHTS)) == 0
             || fail(err,
                     "the weights in '%s' are not those that trial %s ended "
                     "with",
                     text_string(&path), n->trial);
    }
    text_release(&path);
    text_release(&shelf);
    return ok;
}

bool export_network(ExportNetwork *n, const Export *export, Error *err)
{
    *n = (ExportNetwork){0};
    if (export->count != 1)
        return fail_misuse(err,
                           "one trial is wanted: the beginning of its "
                           "id, as 'quadrille list' shows it");
    return export_trial(export, export->what[0], n->trial, err)
           && export_ask(export, query, NULL, n->trial, &n->about, err)
           && config_parse(&n->config, about(n, JSON), err) && check(n, err)
           && setup_trial(&n->setup, &n->config,
                          strtoull(about(n, SEED), NULL, 10), 1, export->places,
                          err)
           && read_weights(n, export, err);
}

void export_network_release(ExportNetwork *n)
{
    result_release(&n->about);
    config_release(&n->config);
    setup_release(&n->setup);
}

static const struct {
    const char *name;
    int column;
} columns[] = {
    {"model", MODEL}, {"dataset", DATASET},        {"config", CONFIG},
    {"seed", SEED},   {"settings", JSON},          {"data_digest", DATA},
    {"state", STATE}, {"weights_digest", WEIGHTS},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *const others[] = {"trial", "classes", "epoch", "image",
                                     "program"};
enum { TRIAL, CLASSES, EPOCHS, IMAGE };

static void add_other(const ExportNetwork *n, size_t other, Text *text)
{
    Shape image = n->setup.dataset.train.shape;

    switch (other) {
    case TRIAL:
        text_add(text, n->trial);
        break;
    case CLASSES:
        text_printf(text, "%d", n->setup.dataset.classes);
        break;
    case EPOCHS:
        text_printf(text, "%d", n->epoch);
        break;
    case IMAGE:
        text_printf(text, "%dx%dx%d", image.height, image.width,
                    image.channels);
        break;
    default:
        text_printf(text, "quadrille %s", build_version);
    }
}

bool export_network_fact(const ExportNetwork *n, size_t i, const char **name,
                         const char **value, Text *memory)
{
    if (i < COLUMNS) {
        *name = columns[i].name;
        *value = about(n, columns[i].column);
        return true;
    }
    i -= COLUMNS;
    if (i >= sizeof others / sizeof *others)
        return false;
    text_clear(memory);
    add_other(n, i, memory);
    *name = others[i];
    *value = text_string(memory);
    return true;
}

bool export_network_write(const ExportNetwork *n, const Export *export,
                          const char *suffix, const void *bytes, size_t count,
                          Error *err)
{
    Text path = {0};
    Text shelf = {0};
    bool ok;

    if (export->out) {
        text_add(&path, export->out);
    } else {
        shelf_place(export->database, &path, &shelf);
        text_printf(&path, "/%s%s", n->trial, suffix);
    }
    ok = file_write(text_string(&path), bytes, count, err)
         && export_tell(text_string(&path), err);
    text_release(&path);
    text_release(&shelf);
    return ok;
}
