// PNG and PGM files: decoded and made fit for a network, or refused.
#include "harness/predict_fit.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { SIDE = 28 };

static void check_fit(const Grey *grey)
{
    for (Fit fit = FIT_MNIST; fit <= FIT_NONE; fit++) {
        Grey out = grey_new(SIDE, SIDE);
        Error err = {0};

        if (!fit_grey(fit, "image", grey, &out, &err))
            MUST(strstr(err.message, "'image'") != NULL);
        MUST(out.pixels && out.height == SIDE && out.width == SIDE);
        grey_release(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Buffer file = {0};
    Grey grey;
    Error err = {0};

    buffer_resize(&file, size);
    if (size > 0)
        memcpy(file.bytes, data, size);
    if (grey_decode("image", &file, &grey, &err)) {
        MUST(grey.pixels && grey.height >= 1 && grey.width >= 1);
        MUST(grey.height <= GREY_SIDE_MOST && grey.width <= GREY_SIDE_MOST);
        check_fit(&grey);
        if (fit_is_dark_on_light(&grey)) {
            fit_invert(&grey);
            check_fit(&grey);
        }
    } else {
        MUST(grey.pixels == NULL && strstr(err.message, "'image'") != NULL);
    }
    grey_release(&grey);
    buffer_release(&file);
    return 0;
}
