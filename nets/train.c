#include "nets/train.h"

#include "nets/base/memory.h"

#include <stdlib.h>
#include <string.h>

// One batch's memory, and what fills it.
typedef struct {
    Filling *filling;
    const ImageSet *set;
    Matrix x;
    Matrix gradient;
    uint8_t *labels;
    double *losses;
} Batch;

static Batch batch_new(const Training *training, const ImageSource *source)
{
    size_t rows = training->network->rows;
    size_t inputs = shape_size(training->network->in);
    size_t classes = shape_size(training->network->out);

    return (Batch){
        .filling = filling_new(source),
        .set = source->set,
        .x = matrix(memory_new(rows * inputs, sizeof(float)), rows, inputs),
        .gradient =
            matrix(memory_new(rows * classes, sizeof(float)), rows, classes),
        .labels = memory_new(rows, 1),
        .losses = memory_new(rows, sizeof(double)),
    };
}

static void batch_release(Batch *batch)
{
    filling_free(batch->filling);
    free(batch->x.data);
    free(batch->gradient.data);
    free(batch->labels);
    free(batch->losses);
}

static void fill(Batch *batch, const uint32_t *examples, size_t rows)
{
    batch->x.rows = rows;
    batch->gradient.rows = rows;
    filling_run(batch->filling, examples, batch->x);
    for (size_t row = 0; row < rows; row++)
        batch->labels[row] = batch->set->labels[examples[row]];
}

// The first of the largest; 0 where all are NaN.
static size_t largest(const float *values, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++)
        if (values[i] > values[best])
            best = i;
    return best;
}

// Likewise, without `best`; which it is when there is nothing else.
static size_t second_largest(const float *values, size_t count, size_t best)
{
    size_t second = best;

    for (size_t i = 0; i < count; i++)
        if (i != best && (second == best || values[i] > values[second]))
            second = i;
    return second;
}

static void count_batch(const Batch *batch, Matrix logits, Progress *progress)
{
    for (size_t row = 0; row < logits.rows; row++) {
        progress->loss_sum += batch->losses[row];
        progress->correct +=
            largest(matrix_row(logits, row), logits.cols) == batch->labels[row];
    }
    progress->done += logits.rows;
}

static void begin(const Training *training, Phase phase)
{
    if (training->on_phase)
        training->on_phase(training->phase_context, phase);
}

static void train_batch(const Training *t, int epoch, const uint32_t *examples,
                        Batch *batch, Progress *progress)
{
    Step step = {true, t->seed, (uint32_t)epoch, examples};
    uint64_t batches =
        (t->set->count + (size_t)t->batch_size - 1) / (size_t)t->batch_size;
    Matrix logits;
    double factor;

    begin(t, PHASE_FORWARD);
    logits = network_forward(t->network, &step, batch->x);
    t->loss->compute(t->loss_settings, logits, batch->labels, batch->losses,
                     batch->gradient);
    count_batch(batch, logits, progress);
    begin(t, PHASE_BACKWARD);
    network_backward(t->network, &step, batch->x, batch->gradient);
    begin(t, PHASE_OPTIMIZER);
    factor = schedule_factor(t->schedule, t->schedule_settings, t->optimizer->t,
                             batches, t->epochs);
    optimizer_step(t->optimizer, t->pool, t->kernels, t->network->weight,
                   t->network->weight_grad, t->lr * factor);
    begin(t, PHASES);
}

bool train_epoch(const Training *training, int epoch, Progress *progress,
                 StopTest *stop, void *context)
{
    size_t count = training->set->count;
    Rng rng = rng_new(training->seed, RNG_ORDER, 0, (uint32_t)epoch, 0);
    uint32_t *order = memory_new(count, sizeof *order);
    const ImageSource source = {
        .set = training->set,
        .input = &training->input,
        .augmentation = training->augmentation,
        .seed = training->seed,
        .epoch = (uint32_t)epoch,
        .kernels = training->kernels,
        .pool = training->pool,
    };
    Batch batch = batch_new(training, &source);

    rng_permutation(&rng, order, (uint32_t)count);
    while (progress->done < count && !(stop && stop(context, progress))) {
        size_t left = count - progress->done;
        size_t rows = (size_t)training->batch_size;
        const uint32_t *examples = order + progress->done;

        begin(training, PHASE_DATA);
        fill(&batch, examples, rows < left ? rows : left);
        train_batch(training, epoch, examples, &batch, progress);
    }
    batch_release(&batch);
    free(order);
    return progress->done == count;
}

static void score_row(const Batch *batch, Matrix logits, size_t row,
                      size_t example, Score *score)
{
    double p[CLASSES_MAX];
    const float *z = matrix_row(logits, row);
    size_t predicted = largest(z, logits.cols);
    size_t truth = batch->labels[row];

    softmax(z, logits.cols, p);
    score->predicted[example] = (uint8_t)predicted;
    score->second[example] = (uint8_t)second_largest(z, logits.cols, predicted);
    score->confidence[example] = (float)p[predicted];
    score->truth_probability[example] = (float)p[truth];
    score->confusion[truth * (size_t)score->classes + predicted]++;
    score->loss += batch->losses[row];
    score->accuracy += predicted == truth;
}

void evaluate(const Training *training, const ImageSet *set, Score *score)
{
    size_t classes = (size_t)training->classes;
    const ImageSource source = {.set = set,
                                .input = &training->input,
                                .kernels = training->kernels,
                                .pool = training->pool};
    Batch batch = batch_new(training, &source);
    uint32_t *examples = memory_new(training->network->rows, sizeof *examples);

    *score = (Score){
        .count = set->count,
        .classes = training->classes,
        .confusion = memory_new(classes * classes, sizeof *score->confusion),
        .predicted = memory_new(set->count, 1),
        .second = memory_new(set->count, 1),
        .confidence = memory_new(set->count, sizeof(float)),
        .truth_probability = memory_new(set->count, sizeof(float)),
    };
    for (size_t first = 0; first < set->count;) {
        size_t left = set->count - first;
        size_t rows =
            training->network->rows < left ? training->network->rows : left;
        Matrix logits;

        for (size_t row = 0; row < rows; row++)
            examples[row] = (uint32_t)(first + row);
        fill(&batch, examples, rows);
        logits = network_forward(training->network, &(Step){0}, batch.x);
        training->loss->compute(training->loss_settings, logits, batch.labels,
                                batch.losses, (Matrix){0});
        for (size_t row = 0; row < rows; row++)
            score_row(&batch, logits, row, first + row, score);
        first += rows;
    }
    score->loss /= (double)set->count;
    score->accuracy /= (double)set->count;
    free(examples);
    batch_release(&batch);
}

void score_release(Score *score)
{
    free(score->confusion);
    free(score->predicted);
    free(score->second);
    free(score->confidence);
    free(score->truth_probability);
    *score = (Score){0};
}
