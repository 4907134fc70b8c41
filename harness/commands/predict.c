// quadrille predict: what a trained network makes of images.
#include "harness/predict.h"
#include "harness/command.h"
#include "harness/display.h"
#include "harness/format.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/predict_picture.h"
#include "harness/predict_source.h"
#include "nets/loss.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *database;
    const char *data;
    const char *fit;     // NULL: none for the data's size, else as MNIST
    const char *invert;  // NULL or "auto": as the border says
    int top;             // 0: all
    bool picture;
    bool json;
    bool offline;
    Places places;
    Display *display;  // of standard output
    Predictor predictor;
    bool told;  // of an image before
} Asking;

// What is known of one image.
typedef struct {
    const char *name;
    Picture picture;
    Fit fit;
    bool inverted;
    Grey fitted;
    double probabilities[CLASSES_MAX];
    int predicted;
    int order[CLASSES_MAX];  // of the classes, the likeliest first
} Answered;

static bool parse(int *argc, const char **argv, Asking *a, Error *err)
{
    static const char *const inverts[] = {"auto", "yes", "no", NULL};
    const Option options[] = {
        {"top", .number = &a->top, .argument = "K",
         .help = "only the K likeliest classes"},
        {"fit", .text = &a->fit, .argument = "HOW", .choices = fit_names,
         .help = "mnist, stretch or none (mnist, for another size)"},
        {"invert", .text = &a->invert, .argument = "WHEN", .choices = inverts,
         .help = "yes, no, or auto: files that are dark on light"},
        {"picture", .flag = &a->picture,
         .help = "show the images even where there is no terminal"},
        {"json", .flag = &a->json, .help = "print JSON"},
        {"data", .text = &a->data, .argument = "DIR",
         .help = "where data sets are ($QUADRILLE_DATA)"},
        {"offline", .flag = &a->offline, .help = "fetch no data"},
        {"db", .text = &a->database, .argument = "FILE",
         .help = STORE_PATH_HELP},
        {0},
    };

    return command_options(&predict_command, options, argc, argv, err)
           && (*argc >= 2
               || fail_misuse(err,
                              "a trial is wanted, and an image: "
                              "DIGIT.png, or mnist:test:17"));
}

static bool wants_invert(const Asking *a, const Picture *picture)
{
    if (a->invert && strcmp(a->invert, "auto") != 0)
        return strcmp(a->invert, "yes") == 0;
    return !picture->data && fit_is_dark_on_light(&picture->grey);
}

static Fit choose_fit(const Asking *a, const Grey *grey)
{
    int i = 0;

    if (!a->fit)
        return grey->height == a->predictor.shape.height
                       && grey->width == a->predictor.shape.width
                   ? FIT_NONE
                   : FIT_MNIST;
    while (strcmp(fit_names[i], a->fit) != 0)
        i++;
    return (Fit)i;
}

static bool prepare(const Asking *a, Answered *of, Error *err)
{
    const Predictor *p = &a->predictor;
    bool told = a->invert && strcmp(a->invert, "auto") != 0;

    if (!picture_read(of->name, &p->config, &p->setup, &a->places.data,
                      &of->picture, err))
        return false;
    of->inverted = wants_invert(a, &of->picture);
    of->fit = choose_fit(a, &of->picture.grey);
    if (of->inverted)
        fit_invert(&of->picture.grey);
    if (of->inverted && !told)
        (void)fprintf(stderr,
                      "%s: dark on light, so it was inverted; --invert no "
                      "leaves it\n",
                      of->name);
    of->fitted = grey_new(p->shape.height, p->shape.width);
    return fit_grey(of->fit, of->name, &of->picture.grey, &of->fitted, err);
}

// Insertion keeps the order of equals.
static void sort_classes(Answered *of, int classes)
{
    for (int i = 0; i < classes; i++) {
        int place = i;

        for (;
             place > 0
             && of->probabilities[of->order[place - 1]] < of->probabilities[i];
             place--)
            of->order[place] = of->order[place - 1];
        of->order[place] = i;
    }
}

static int shown_classes(const Asking *a)
{
    int classes = a->predictor.classes;

    return a->top > 0 && a->top < classes ? a->top : classes;
}

static void add_view(const Asking *a, const Answered *of, Text *out)
{
    Grey view = predictor_view(&a->predictor, &of->fitted);

    predict_picture(view.pixels, view.height, view.width,
                    display_columns(a->display),
                    predict_palette(display_colour(a->display)), out);
    grey_release(&view);
}

static void add_text(const Asking *a, const Answered *of, Text *out)
{
    text_add(out, a->told ? "\n" : "");
    text_add_printable(out, of->name);
    text_printf(out, ": %d (%.2f %%)", of->predicted,
                100 * of->probabilities[of->predicted]);
    if (of->picture.truth >= 0)
        text_printf(out, ", truly %d", of->picture.truth);
    text_add(out, "\n");
    if (a->picture || display_live(a->display))
        add_view(a, of, out);
    text_add(out, "class  probability\n");
    for (int i = 0; i < shown_classes(a); i++)
        text_printf(out, "%5d  %11.6f\n", of->order[i],
                    of->probabilities[of->order[i]]);
}

// As the record has it: rounded to a float.
static void add_probability(double probability, Text *out)
{
    text_add_number(out, (double)(float)probability);
}

static void add_json(const Asking *a, const Answered *of, Text *out)
{
    if (a->told)
        text_add(out, ",\n");
    else
        text_printf(out, "{\"trial\":\"%s\",\"epoch\":%d,\"images\":[\n",
                    a->predictor.trial, a->predictor.epoch);
    text_add(out, "{\"image\":");
    text_add_json(out, of->name);
    text_printf(out, ",\"predicted\":%d,\"confidence\":", of->predicted);
    add_probability(of->probabilities[of->predicted], out);
    if (of->picture.truth >= 0)
        text_printf(out, ",\"truth\":%d", of->picture.truth);
    text_printf(out, ",\"inverted\":%s,\"fit\":\"%s\",\"classes\":[",
                of->inverted ? "true" : "false", fit_names[of->fit]);
    for (int i = 0; i < shown_classes(a); i++) {
        text_printf(out, "%s{\"class\":%d,\"probability\":", i ? "," : "",
                    of->order[i]);
        add_probability(of->probabilities[of->order[i]], out);
        text_add(out, "}");
    }
    text_add(out, "]}");
}

static bool answer(Asking *a, const char *name, Text *out, Error *err)
{
    const Predictor *p = &a->predictor;
    Answered of = {.name = name};
    bool ok =
        prepare(a, &of, err)
        && predictor_ask(p, &of.fitted, of.probabilities, &of.predicted, err);

    if (ok) {
        sort_classes(&of, p->classes);
        (a->json ? add_json : add_text)(a, &of, out);
        a->told = true;
    }
    picture_release(&of.picture);
    grey_release(&of.fitted);
    return ok;
}

static bool ask(Asking *a, int count, const char **names, Error *err)
{
    Text out = {0};
    bool ok = true;

    for (int i = 0; i < count && ok; i++)
        ok = answer(a, names[i], &out, err);
    if (ok && a->json)
        text_add(&out, "\n]}\n");
    ok = ok && output_add(text_string(&out), err);
    text_release(&out);
    return ok;
}

static bool predict(Asking *a, int argc, const char **argv, Error *err)
{
    const char *database = store_path(a->database);
    Store *store = store_open(database, STORE_READ, err);
    bool ok;

    places_init(&a->places, a->data, !a->offline);
    a->display = display_new(stdout);
    ok = store
         && predictor_open(&a->predictor, store, database, argv[0],
                           &a->places.data, err)
         && ask(a, argc - 1, argv + 1, err);
    store_close(store);
    predictor_release(&a->predictor);
    places_release(&a->places);
    display_free(a->display);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Asking asking = {0};

    if (!parse(&argc, argv, &asking, err))
        return EXIT_MISUSED;
    return predict(&asking, argc, argv, err) ? EXIT_WELL : EXIT_FAILED;
}

const Command predict_command = {
    .name = "predict",
    .arguments = "TRIAL IMAGE... [--top K] [--json]",
    .summary = "say what a trial's network makes of images",
    .details =
        "An IMAGE is a PNG or PGM file; FILE:NUMBER, from 0, in an IDX file, "
        "packed or not; or DATASET:SPLIT:NUMBER. The trial's own data set has "
        "the splits train, validation and test, others train and test.\n"
        "Colours become their brightness, and what is transparent lies on "
        "white. Files whose border is mostly light are inverted, since "
        "networks learn light on dark. Images of another size than the "
        "network's are treated as MNIST's were: of the paper only the ink is "
        "left, which is scaled into 20 of 28 parts of the side, its "
        "proportions kept, with its centre of mass in the middle.\n"
        "On a terminal the image is shown as the network gets it.",
    .example = "quadrille predict 3f2a91c0 digit.png mnist:test:17",
    .run = run,
};
