// harness/session: a trial that is resumed, at whatever point, comes to the
// same bits as one that nothing disturbed.
#include "harness/session.h"
#include "harness/shelf.h"
#include "nets/checkpoint.h"
#include "tests/check.h"
#include "tests/folder.h"

enum { EPOCHS = 3, BATCH = 32, TRAIN = 120, SEED = 5 };

// What every configuration here has; a model and an optimizer follow.
#define COMMON                                                          \
    "{\"dataset\":{\"name\":\"digits\",\"train_count\":150,"            \
    "\"test_count\":40},\"validation\":{\"name\":\"last\",\"last\":30}" \
    ",\"epochs\":3,\"batch_size\":32,\"schedule\":{\"name\":\"cosine\"" \
    ",\"warmup\":1},"
#define MLP "\"model\":{\"name\":\"mlp\"},\"arch\":{\"hidden\":[16]},"

// Everything that draws or keeps something from batch to batch.
static const char layered[] = COMMON
    "\"augment\":{\"rotate\":10,\"shift_x\":0.1,\"shift_y\":0.1,"
    "\"shear\":5,\"zoom\":0.1},"
    "\"model\":{\"layers\":[{\"conv2d\":{\"filters\":4,\"kernel\":3,"
    "\"stride\":3,\"activation\":\"relu\"}},{\"batch_norm\":{}},"
    "{\"dropout\":{\"rate\":0.3}},{\"flatten\":{}},"
    "{\"dense\":{\"units\":\"classes\"}}]},"
    "\"optimizer\":{\"name\":\"adam\"}}";

static const char small[] = COMMON MLP "\"optimizer\":{\"name\":\"adam\"}}";

static void open_session(Session *session, const char *json)
{
    Config config;
    Error err = {0};
    bool ok;

    *session = (Session){0};
    assert_true(config_parse(&config, json, &err));
    ok = setup_trial(&session->setup, &config, SEED, 1, &(DataPlaces){0}, &err);
    if (!ok)
        print_error("%s\n", err.message);
    assert_true(ok);
    config_release(&config);
}

// Writes where the session stands under `path`, which is relative to the
// folder.
static void save(Session *session, const Folder *folder,
                 CheckpointRecord *record)
{
    Checkpoint checkpoint = session_checkpoint(session);
    Buffer encoded = {0};
    char path[500];
    Error err;

    record->epoch = session->epoch;
    checkpoint_encode(&checkpoint, &encoded);
    assert_true(checkpoint_write(folder_path(folder, record->path, path),
                                 &encoded, record->digest, &err));
    buffer_release(&encoded);
}

static void release_record(EpochRecord *record)
{
    for (int i = 0; i < SPLITS; i++)
        free(record->splits[i].confusion);
}

// Trains to the end; points[e] becomes the checkpoint after e epochs, unless
// `points` is NULL.
static void train(Session *session, const Folder *folder,
                  CheckpointRecord *points)
{
    while (session_judge(session) == GO_ON) {
        EpochRecord record;

        assert_true(session_train(session, NULL, NULL, &record));
        assert_int_equal(record.epoch, session->epoch);
        assert_int_equal(record.images, TRAIN);
        release_record(&record);
        if (!points)
            continue;
        shelf_epoch_path(".", session->epoch, points[session->epoch].path,
                         sizeof points->path);
        save(session, folder, &points[session->epoch]);
    }
}

// An undisturbed session, trained to its end, and all of its checkpoints.
typedef struct {
    const char *json;
    Folder folder;
    Session session;
    CheckpointRecord points[EPOCHS + 1];
} Whole;

static void whole_open(Whole *whole, const char *json)
{
    *whole = (Whole){.json = json, .folder = folder_new()};
    open_session(&whole->session, json);
    shelf_epoch_path(".", 0, whole->points[0].path, sizeof whole->points->path);
    save(&whole->session, &whole->folder, &whole->points[0]);
    train(&whole->session, &whole->folder, whole->points);
    assert_int_equal(whole->session.epoch, EPOCHS);
}

static void whole_close(Whole *whole)
{
    session_release(&whole->session);
    folder_remove(&whole->folder);
}

// A session of the same trial that knows the first `epochs` epochs' scores.
static void open_again(Session *session, const Whole *whole, size_t epochs)
{
    open_session(session, whole->json);
    for (size_t i = 0; i < epochs; i++)
        history_add(&session->history, &whole->session.history.epochs[i]);
}

static void assert_same(Session *a, Session *b)
{
    char digests[2][DIGEST_TEXT];
    const Optimizer *left = &a->setup.optimizer;
    const Optimizer *right = &b->setup.optimizer;

    weights_digest(a->setup.network, digests[0]);
    weights_digest(b->setup.network, digests[1]);
    assert_string_equal(digests[0], digests[1]);
    assert_int_equal(a->epoch, b->epoch);
    assert_int_equal(a->history.count, b->history.count);
    assert_memory_equal(a->history.epochs, b->history.epochs,
                        a->history.count * sizeof(EpochScores));
    assert_true(left->t == right->t);
    for (int m = 0; m < left->type->moments; m++)
        assert_memory_equal(left->moments[m], right->moments[m],
                            left->weights * sizeof(float));
}

static void assert_same_ending(Session *a, Session *b)
{
    Ending ends[2];

    session_ending(a, &ends[0]);
    session_ending(b, &ends[1]);
    assert_string_equal(ends[0].end.weights_digest, ends[1].end.weights_digest);
    assert_int_equal(ends[0].end.state, TRIAL_DONE);
    assert_int_equal(ends[0].prediction_count, 2);
    assert_int_equal(ends[1].prediction_count, 2);
    for (int i = 0; i < 2; i++) {
        const Predictions *left = &ends[0].predictions[i];
        const Predictions *right = &ends[1].predictions[i];

        assert_int_equal(left->split, right->split);
        assert_int_equal(left->count, right->count);
        assert_memory_equal(left->truth, right->truth, left->count);
        assert_memory_equal(left->predicted, right->predicted, left->count);
        assert_memory_equal(left->second, right->second, left->count);
        assert_memory_equal(left->confidence, right->confidence,
                            left->count * sizeof(float));
        assert_memory_equal(left->truth_probability, right->truth_probability,
                            left->count * sizeof(float));
    }
}

// Goes on from the first of `points` that will do, which must be that after
// `from` epochs, and compares what comes of it.
static void check_resumed(Whole *whole, const CheckpointRecord *points,
                          size_t count, int from)
{
    Session session;

    open_again(&session, whole, EPOCHS);
    session_resume(&session, whole->folder.path, points, count);
    assert_int_equal(session.epoch, from);
    assert_int_equal(session.history.count, from);
    train(&session, NULL, NULL);
    assert_same(&session, &whole->session);
    assert_same_ending(&session, &whole->session);
    session_release(&session);
}

static void check_every_epoch(const char *json)
{
    Whole whole;

    whole_open(&whole, json);
    for (int e = 0; e <= EPOCHS; e++)
        check_resumed(&whole, &whole.points[e], 1, e);
    whole_close(&whole);
}

static void any_epoch_of_any_optimizer_can_be_gone_on_from(void **state)
{
    (void)state;
    for (const Entry *const *entry = optimizers; *entry; entry++) {
        bool moves = param_find((*entry)->params, "momentum") != NULL;
        Text json = {0};

        text_printf(&json, COMMON MLP "\"optimizer\":{\"name\":\"%s\"%s}}",
                    (*entry)->name, moves ? ",\"momentum\":0.9" : "");
        check_every_epoch(text_string(&json));
        text_release(&json);
    }
}

static void layers_that_draw_and_keep_can_be_gone_on_with(void **state)
{
    (void)state;
    check_every_epoch(layered);
}

static bool stop_at(void *context, const Progress *progress)
{
    const uint64_t *images = context;

    return progress->done >= *images;
}

// Stops within the epoch after `epoch`, saves, and goes on in a new session.
static void check_stopped(Whole *whole, int epoch, uint64_t images)
{
    CheckpointRecord point = {.path = "within"};
    Session stopped;
    Session resumed;
    EpochRecord record;

    open_again(&stopped, whole, (size_t)epoch);
    session_resume(&stopped, whole->folder.path, &whole->points[epoch], 1);
    assert_false(session_train(&stopped, stop_at, &images, &record));
    assert_int_equal(stopped.epoch, epoch);
    assert_int_equal(stopped.progress.done, images);
    save(&stopped, &whole->folder, &point);
    open_again(&resumed, whole, (size_t)epoch);
    session_resume(&resumed, whole->folder.path, &point, 1);
    assert_int_equal(resumed.progress.done, images);
    train(&resumed, NULL, NULL);
    assert_same(&resumed, &whole->session);
    session_release(&stopped);
    session_release(&resumed);
}

static void a_session_stopped_within_an_epoch_goes_on_there(void **state)
{
    const char *const configs[] = {small, layered};

    (void)state;
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
        Whole whole;

        whole_open(&whole, configs[i]);
        for (int epoch = 0; epoch < EPOCHS; epoch++)
            check_stopped(&whole, epoch, (uint64_t)(epoch + 1) * BATCH);
        whole_close(&whole);
    }
}

static void seconds_before_an_interruption_are_counted(void **state)
{
    CheckpointRecord point = {.epoch = 1};
    char digest[DIGEST_TEXT];
    Whole whole;
    Session session;
    EpochRecord record;

    (void)state;
    memset(digest, '0', sizeof digest);
    digest[DIGEST_TEXT - 1] = '\0';
    whole_open(&whole, small);
    shelf_partial_path(".", 1, 1234.5, digest, point.path, sizeof point.path);
    open_again(&session, &whole, 1);
    session_resume(&session, whole.folder.path, &whole.points[1], 1);
    save(&session, &whole.folder, &point);
    session_resume(&session, whole.folder.path, &point, 1);
    assert_near(session.earlier_seconds, 1234.5, 0);
    assert_true(session_train(&session, NULL, NULL, &record));
    assert_true(record.seconds >= 1234.5);
    assert_true(session.training_seconds < 1000);
    release_record(&record);
    session_release(&session);
    whole_close(&whole);
}

// Changes one byte of a file, in the midst of its weights.
static void damage(const Folder *folder, const char *name)
{
    char path[500];
    Buffer bytes = {0};
    Error err;

    assert_true(
        file_read(folder_path(folder, name, path), 1 << 24, &bytes, &err));
    bytes.bytes[bytes.count / 2] ^= 1;
    (void)folder_write(folder, name, bytes.bytes, bytes.count, path);
    buffer_release(&bytes);
}

static void what_is_not_as_its_digest_says_is_passed_over(void **state)
{
    Whole whole;
    CheckpointRecord points[4];

    (void)state;
    whole_open(&whole, layered);
    for (int i = 0; i < 4; i++)
        points[i] = whole.points[EPOCHS - i];
    damage(&whole.folder, points[0].path);
    memcpy(points[1].digest, points[2].digest, DIGEST_TEXT);
    check_resumed(&whole, points, 4, 1);
    check_resumed(&whole, points, 3, 1);
    check_resumed(&whole, points, 2, 0);
    check_resumed(&whole, points, 0, 0);
    whole_close(&whole);
}

static void what_is_missing_or_of_an_unknown_epoch_is_passed_over(void **state)
{
    Whole whole;
    Session session;
    CheckpointRecord points[3];

    (void)state;
    whole_open(&whole, small);
    points[0] = whole.points[EPOCHS];
    (void)snprintf(points[0].path, sizeof points[0].path, "nothing");
    points[1] = whole.points[2];
    points[1].epoch = -1;
    points[2] = whole.points[1];
    check_resumed(&whole, points, 3, 1);

    // Two epochs were recorded: what came after a third is not known.
    points[0] = whole.points[EPOCHS];
    points[1] = whole.points[2];
    open_again(&session, &whole, 2);
    session_resume(&session, whole.folder.path, points, 2);
    assert_int_equal(session.epoch, 2);
    train(&session, NULL, NULL);
    assert_same(&session, &whole.session);
    session_release(&session);
    whole_close(&whole);
}

// A whole checkpoint, its digest as promised, that the record has under the
// wrong epoch.
static void a_checkpoint_of_another_epoch_is_passed_over(void **state)
{
    Whole whole;
    CheckpointRecord points[2];

    (void)state;
    whole_open(&whole, layered);
    points[0] = whole.points[EPOCHS];
    points[0].epoch = 2;
    points[1] = whole.points[1];
    check_resumed(&whole, points, 2, 1);
    check_resumed(&whole, points, 1, 0);
    whole_close(&whole);
}

static void the_test_set_is_scored_after_the_last_epoch_only(void **state)
{
    Session session;
    EpochRecord record;

    (void)state;
    open_session(&session, small);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        assert_true(session_train(&session, NULL, NULL, &record));
        assert_true(record.splits[SPLIT_TRAIN].present);
        assert_true(record.splits[SPLIT_VALIDATION].present);
        assert_int_equal(record.splits[SPLIT_TEST].present, epoch == EPOCHS);
        release_record(&record);
    }
    assert_int_equal(session_judge(&session), STOP_COMPLETE);
    session_release(&session);
}

static void a_loss_that_is_not_finite_ends_a_trial_as_diverged(void **state)
{
    Session session;
    Ending ending;
    EpochRecord record;

    (void)state;
    open_session(&session, small);
    session.setup.training.lr = 1e38;
    assert_true(session_train(&session, NULL, NULL, &record));
    assert_true(!isfinite(record.splits[SPLIT_TRAIN].loss));
    release_record(&record);
    assert_int_equal(session_judge(&session), STOP_DIVERGED);
    session_ending(&session, &ending);
    assert_int_equal(ending.end.state, TRIAL_DIVERGED);
    assert_non_null(ending.end.message);
    assert_int_equal(ending.prediction_count, 0);
    session_release(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_epoch_of_any_optimizer_can_be_gone_on_from),
        cmocka_unit_test(layers_that_draw_and_keep_can_be_gone_on_with),
        cmocka_unit_test(a_session_stopped_within_an_epoch_goes_on_there),
        cmocka_unit_test(seconds_before_an_interruption_are_counted),
        cmocka_unit_test(what_is_not_as_its_digest_says_is_passed_over),
        cmocka_unit_test(what_is_missing_or_of_an_unknown_epoch_is_passed_over),
        cmocka_unit_test(a_checkpoint_of_another_epoch_is_passed_over),
        cmocka_unit_test(the_test_set_is_scored_after_the_last_epoch_only),
        cmocka_unit_test(a_loss_that_is_not_finite_ends_a_trial_as_diverged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
