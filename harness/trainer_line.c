#include "harness/trainer_line.h"

#include "harness/trainer_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SHOWN = 40, UNKNOWN_SHOWN = 200, WORDS_SHOWN = 500 };

typedef struct {
    Values values;
    TrainerLine *line;
} Reader;

typedef struct {
    double loss;
    double accuracy;
    uint32_t *confusion;
    int classes;
    unsigned seen;
} Split;

typedef struct {
    uint64_t epoch;
    uint64_t images;
    uint64_t peak_bytes;
    uint64_t parameters;
    uint64_t multiply_adds;
    double seconds;
    double lr;
    double progress;
    double loss;
    double accuracy;
    Split splits[SPLITS];
    unsigned seen;
} Raw;

typedef enum {
    FIELD_REAL,
    FIELD_WHOLE,
    FIELD_TEXT,
    FIELD_MAP,
    FIELD_MATRIX
} FieldKind;

typedef struct {
    const char *name;
    FieldKind kind;
    size_t offset;
    double min;  // of FIELD_REAL
    double max;
    bool any;  // NaN and infinite ones too
} Field;

static const Field split_fields[] = {
    {"loss", FIELD_REAL, offsetof(Split, loss), .any = true},
    {"accuracy", FIELD_REAL, offsetof(Split, accuracy), 0, 1, false},
    {"confusion", FIELD_MATRIX, offsetof(Split, confusion), .any = false},
    {0},
};
enum { HAS_LOSS = 1, HAS_ACCURACY = 2, HAS_CONFUSION = 4 };

static const Field line_fields[] = {
    {"train", FIELD_MAP, offsetof(Raw, splits[SPLIT_TRAIN]), .any = false},
    {"validation", FIELD_MAP, offsetof(Raw, splits[SPLIT_VALIDATION]),
     .any = false},
    {"test", FIELD_MAP, offsetof(Raw, splits[SPLIT_TEST]), .any = false},
    {"epoch", FIELD_WHOLE, offsetof(Raw, epoch), .any = false},
    {"progress", FIELD_REAL, offsetof(Raw, progress), 0, 1, false},
    {"skip", FIELD_TEXT, 0, .any = false},
    {"images", FIELD_WHOLE, offsetof(Raw, images), .any = false},
    {"parameters", FIELD_WHOLE, offsetof(Raw, parameters), .any = false},
    {"multiply_adds", FIELD_WHOLE, offsetof(Raw, multiply_adds), .any = false},
    {"seconds", FIELD_REAL, offsetof(Raw, seconds), 0, 1e9, false},
    {"lr", FIELD_REAL, offsetof(Raw, lr), 0, 1e9, false},
    {"peak_bytes", FIELD_WHOLE, offsetof(Raw, peak_bytes), .any = false},
    {"loss", FIELD_REAL, offsetof(Raw, loss), .any = true},
    {"accuracy", FIELD_REAL, offsetof(Raw, accuracy), 0, 1, false},
    {0},
};
enum {
    HAS_EPOCH = 1 << 3,
    HAS_PROGRESS = 1 << 4,
    HAS_SKIP = 1 << 5,
    HAS_MODEL = 1 << 6 | 1 << 7 | 1 << 8,
};

// The value of a name that is not known, which stands in `scratch`.
static bool skip_unknown(Reader *reader, const char *above)
{
    Text *unknown = &reader->line->unknown;

    if (unknown->length < UNKNOWN_SHOWN) {
        text_printf(unknown, "%s%s%s", unknown->length ? ", " : "", above,
                    *above ? "." : "");
        trainer_clean(text_string(&reader->values.scratch),
                      reader->values.scratch.length, NAME_SHOWN, unknown);
    }
    return values_skip(&reader->values);
}

// Written so that NaN, which compares with nothing, is refused too.
static bool in_range(double value, const Field *field, Error *err)
{
    return (value >= field->min && value <= field->max)
           || fail(err, "'%s' is %g; it must lie in [%g, %g]", field->name,
                   value, field->min, field->max);
}

static bool read_confusion(Reader *reader, Split *split)
{
    return values_square(&reader->values, "confusion", &split->confusion,
                         &split->classes);
}

static bool read_map(Reader *reader, const Field *fields, const char *name,
                     void *into, unsigned *seen);

static bool read_field(Reader *reader, const Field *field, void *into)
{
    Values *values = &reader->values;
    void *at = (char *)into + field->offset;

    switch (field->kind) {
    case FIELD_REAL:
        return values_real(values, field->name, at)
               && (field->any || in_range(*(double *)at, field, values->err));
    case FIELD_WHOLE:
        return values_whole(values, field->name, at);
    case FIELD_MATRIX:
        return read_confusion(reader, into);
    case FIELD_MAP:
        return read_map(reader, split_fields, field->name, at,
                        &((Split *)at)->seen);
    default:
        if (!scanner_string(&reader->values.scanner, &reader->values.scratch))
            return fail(reader->values.err, "'%s' must be a text", field->name);
        trainer_clean(text_string(&reader->values.scratch),
                      reader->values.scratch.length, WORDS_SHOWN,
                      &reader->line->words);
        return true;
    }
}

static bool read_member(Reader *reader, const Field *fields, const char *name,
                        void *into, unsigned *seen)
{
    const Field *field = fields;

    if (!scanner_string(&reader->values.scanner, &reader->values.scratch)
        || !scanner_expect(&reader->values.scanner, ':'))
        return values_refuse_json(&reader->values);
    while (field->name
           && strcmp(field->name, text_string(&reader->values.scratch)) != 0)
        field++;
    if (!field->name)
        return skip_unknown(reader, name);
    if (*seen >> (field - fields) & 1)
        return fail(reader->values.err, "'%s' stands there twice", field->name);
    *seen |= 1U << (field - fields);
    return read_field(reader, field, into);
}

static bool read_map(Reader *reader, const Field *fields, const char *name,
                     void *into, unsigned *seen)
{
    Scanner *scanner = &reader->values.scanner;

    if (!scanner_take(scanner, '{'))
        return *name ? fail(reader->values.err, "'%s' must be an object", name)
                     : values_refuse_json(&reader->values);
    if (scanner_take(scanner, '}'))
        return true;
    do {
        if (!read_member(reader, fields, name, into, seen))
            return false;
    } while (scanner_take(scanner, ','));
    return scanner_expect(scanner, '}') || values_refuse_json(&reader->values);
}

// An accuracy may be rounded, but by less than half an image.
static bool check_accuracy(Split *split, const char *name, Error *err)
{
    uint64_t images = 0;
    uint64_t right = 0;
    double accuracy;

    for (int i = 0; i < split->classes * split->classes; i++)
        images += split->confusion[i];
    for (int i = 0; i < split->classes; i++)
        right += split->confusion[i * split->classes + i];
    if (images == 0)
        return fail(err, "the confusion matrix of '%s' counts nothing", name);
    accuracy = (double)right / (double)images;
    if (!(split->seen & HAS_ACCURACY))
        split->accuracy = accuracy;
    return fabs(split->accuracy - accuracy) * (double)images <= 0.5
           || fail(err,
                   "the accuracy of '%s' is %g, but its confusion matrix says "
                   "%g",
                   name, split->accuracy, accuracy);
}

static bool check_split(Split *split, const char *name, int *classes,
                        Error *err)
{
    if (!(split->seen & HAS_LOSS))
        return fail(err, "'%s' needs a loss", name);
    if (!(split->seen & (HAS_ACCURACY | HAS_CONFUSION)))
        return fail(err, "'%s' needs an accuracy", name);
    if (!split->confusion)
        return true;
    if (*classes > 0 && split->classes != *classes)
        return fail(err, "its confusion matrices are of %d and of %d classes",
                    *classes, split->classes);
    *classes = split->classes;
    return check_accuracy(split, name, err);
}

static bool take_epoch(Reader *reader, Raw *raw)
{
    EpochRecord *record = &reader->line->record;

    if (!(raw->seen >> SPLIT_TRAIN & 1))
        return fail(reader->values.err,
                    "an epoch needs 'train', with its loss and "
                    "accuracy");
    for (int i = 0; i < SPLITS; i++) {
        Split *split = &raw->splits[i];

        if (!(raw->seen >> i & 1))
            continue;
        if (!check_split(split, split_names[i], &record->classes,
                         reader->values.err))
            return false;
        record->splits[i] =
            (SplitScore){true, split->loss, split->accuracy, split->confusion};
        split->confusion = NULL;
    }
    record->images = raw->images;
    record->seconds = raw->seconds;
    record->lr = raw->lr;
    record->peak_bytes = (double)raw->peak_bytes;
    return true;
}

static bool take(Reader *reader, Raw *raw)
{
    TrainerLine *line = reader->line;

    if (raw->seen & HAS_SKIP) {
        line->kind = TRAINER_SKIP;
        return true;
    }
    if (!(raw->seen & HAS_EPOCH)) {
        line->kind = TRAINER_MODEL;
        line->parameters = raw->parameters;
        line->multiply_adds = raw->multiply_adds;
        line->images = raw->images;
        return (raw->seen & HAS_MODEL)
               || fail(reader->values.err,
                       "it has none of 'epoch', 'skip', "
                       "'parameters'");
    }
    if (raw->epoch < 1 || raw->epoch > INT32_MAX)
        return fail(reader->values.err, "epochs are counted from 1");
    line->record.epoch = (int)raw->epoch;
    line->kind = raw->seen & HAS_PROGRESS ? TRAINER_PROGRESS : TRAINER_EPOCH;
    line->progress = raw->progress;
    line->loss = raw->loss;
    line->accuracy = raw->accuracy;
    return line->kind == TRAINER_PROGRESS || take_epoch(reader, raw);
}

bool trainer_line_read(const char *bytes, size_t length, TrainerLine *line,
                       Error *err)
{
    Reader reader = {
        .values = {{.next = bytes, .end = bytes + length}, .err = err},
        .line = line,
    };
    Raw raw = {
        .seconds = (double)NAN, .loss = (double)NAN, .accuracy = (double)NAN};
    bool ok;

    *line = (TrainerLine){0};
    ok = read_map(&reader, line_fields, "", &raw, &raw.seen)
         && (scanner_at_end(&reader.values.scanner)
             || fail(err, "something follows its JSON object"))
         && take(&reader, &raw);
    for (int i = 0; i < SPLITS; i++)
        free(raw.splits[i].confusion);
    text_release(&reader.values.scratch);
    return ok;
}

void trainer_line_release(TrainerLine *line)
{
    for (int i = 0; i < SPLITS; i++)
        free(line->record.splits[i].confusion);
    text_release(&line->words);
    text_release(&line->unknown);
    *line = (TrainerLine){0};
}
