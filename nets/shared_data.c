// For memfd_create.
#define _GNU_SOURCE
#include "nets/shared_data.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// What the file begins with; then come the images and labels of both sets.
typedef struct {
    Shape shape;
    int classes;
    size_t train;
    size_t test;
} Header;

static bool add(int descriptor, const void *bytes, size_t count)
{
    const char *next = bytes;

    while (count > 0) {
        ssize_t written = write(descriptor, next, count);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        next += written;
        count -= (size_t)written;
    }
    return true;
}

static bool add_set(int descriptor, const ImageSet *set)
{
    return add(descriptor, set->images, set->count * shape_size(set->shape))
           && add(descriptor, set->labels, set->count);
}

int shared_data_new(const Dataset *dataset)
{
    Header header = {
        .shape = dataset->train.shape,
        .classes = dataset->classes,
        .train = dataset->train.count,
        .test = dataset->test.count,
    };
    int descriptor = memfd_create("quadrille-data", MFD_CLOEXEC);

    if (descriptor < 0)
        return -1;
    if (add(descriptor, &header, sizeof header)
        && add_set(descriptor, &dataset->train)
        && add_set(descriptor, &dataset->test))
        return descriptor;
    (void)close(descriptor);
    return -1;
}

static ImageSet take_set(uint8_t **next, Shape shape, size_t count)
{
    ImageSet set = {.count = count, .shape = shape, .images = *next};

    set.labels = set.images + count * shape_size(shape);
    *next = set.labels + count;
    return set;
}

bool shared_data_open(int descriptor, Dataset *dataset, Error *err)
{
    struct stat status;
    Header header;
    uint8_t *next;
    void *mapped;
    size_t bytes;

    *dataset = (Dataset){0};
    if (fstat(descriptor, &status) != 0)
        return fail(err, "the shared data is not there: %s", strerror(errno));
    bytes = (size_t)status.st_size;
    mapped = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapped == MAP_FAILED)
        return fail(err, "cannot map the shared data: %s", strerror(errno));
    memcpy(&header, mapped, sizeof header);
    next = (uint8_t *)mapped + sizeof header;
    *dataset = (Dataset){
        .train = take_set(&next, header.shape, header.train),
        .test = take_set(&next, header.shape, header.test),
        .classes = header.classes,
        .mapped = mapped,
        .mapped_bytes = bytes,
    };
    return true;
}
