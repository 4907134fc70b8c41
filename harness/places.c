#include "harness/places.h"

#include "nets/base/text.h"

#include <stdlib.h>

static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value && *value ? value : NULL;
}

void places_init(Places *places, const char *folder, bool download)
{
    const char *caches = variable("XDG_CACHE_HOME");
    const char *home = variable("HOME");
    Text cache = {0};

    // The XDG specification has relative ones ignored.
    if (caches && *caches == '/')
        text_printf(&cache, "%s/quadrille", caches);
    else if (home)
        text_printf(&cache, "%s/.cache/quadrille", home);
    places->cache = cache.data;
    places->data = (DataPlaces){
        .folder = folder ? folder : variable("QUADRILLE_DATA"),
        .cache = cache.data,
        .download = download,
        .mirror = variable("QUADRILLE_MIRROR"),
    };
}

void places_release(Places *places)
{
    free(places->cache);
    *places = (Places){0};
}
