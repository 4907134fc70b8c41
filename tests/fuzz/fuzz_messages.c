// What comes through a pipe from a worker, whole or not: every message is read
// or refused, and nothing beyond its bytes.
#include "harness/messages.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void read_every_way(Message message)
{
    Job *job = memory_new(1, sizeof *job);
    History history = {0};
    EpochRecord record;
    Ending ending;
    Ready ready;
    Beat beat;
    const char *config;

    if (message_read_job(message, job, &history, &config))
        MUST(memchr(config, '\0', message.length) != NULL);
    (void)message_read_ready(message, &ready);
    (void)message_read_beat(message, &beat);
    if (message_read_epoch(message, &record))
        for (int i = 0; i < SPLITS; i++)
            MUST(record.classes >= 0);
    if (message_read_ending(message, &ending))
        MUST(ending.prediction_count <= SPLITS);
    history_release(&history);
    free(job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Text inbox = {0};
    Message message;

    text_add_part(&inbox, (const char *)data, size);
    while (wire_first(&inbox, &message)) {
        read_every_way(message);
        wire_drop(&inbox);
    }
    text_release(&inbox);
    if (size > 0) {
        char *bytes = memory_new(size, 1);

        memcpy(bytes, data, size);
        read_every_way((Message){.bytes = bytes, .length = size});
        free(bytes);
    }
    return 0;
}
