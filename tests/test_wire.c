// harness/wire: messages come out of a pipe as they went in, however it cut
// them up.
#include "harness/wire.h"
#include "tests/check.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { HEADER = 16 };  // bytes

static Text message_of(int kind, const char *bytes, size_t length)
{
    Text message = {0};

    wire_begin(&message, kind);
    text_add_part(&message, bytes, length);
    wire_end(&message);
    return message;
}

// The inbox's first message must be that; then it is dropped.
static void take_first(Text *inbox, int kind, const char *bytes, size_t length)
{
    Message message;

    assert_true(wire_first(inbox, &message));
    assert_int_equal(message.kind, kind);
    assert_int_equal(message.length, length);
    assert_memory_equal(message.bytes, bytes, length);
    wire_drop(inbox);
}

static void a_message_cut_at_any_byte_is_whole_with_its_last_byte(void **state)
{
    static const char words[] = "a loss\0and another";
    Text message = message_of(-7, words, sizeof words);

    (void)state;
    assert_int_equal(message.length, HEADER + sizeof words);
    for (size_t cut = 0; cut < message.length; cut++) {
        Text inbox = {0};
        Message found;

        text_add_part(&inbox, message.data, cut);
        assert_false(wire_first(&inbox, &found));
        wire_drop(&inbox);
        assert_int_equal(inbox.length, cut);
        text_add_part(&inbox, message.data + cut, message.length - cut);
        take_first(&inbox, -7, words, sizeof words);
        assert_int_equal(inbox.length, 0);
        text_release(&inbox);
    }
    text_release(&message);
}

// Messages of no, one, two, … bytes, fed one byte at a time.
static void several_messages_come_out_one_by_one_in_order(void **state)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    Text stream = {0};
    Text inbox = {0};
    Message found;
    int next = 0;

    (void)state;
    for (int i = 0; i <= 26; i++) {
        Text one = message_of(i, letters, (size_t)i);

        text_add_part(&stream, one.data, one.length);
        text_release(&one);
    }
    for (size_t i = 0; i < stream.length; i++) {
        text_add_part(&inbox, stream.data + i, 1);
        if (wire_first(&inbox, &found)) {
            take_first(&inbox, next, letters, (size_t)next);
            next++;
        }
    }
    assert_int_equal(next, 27);
    text_add_part(&inbox, stream.data, stream.length);
    for (int i = 0; i <= 26; i++)
        take_first(&inbox, i, letters, (size_t)i);
    assert_false(wire_first(&inbox, &found));
    text_release(&inbox);
    text_release(&stream);
}

static void a_used_buffer_is_begun_anew(void **state)
{
    Text message = message_of(1, "long enough", 11);

    (void)state;
    wire_begin(&message, 2);
    text_add(&message, "b");
    wire_end(&message);
    assert_int_equal(message.length, HEADER + 1);
    take_first(&message, 2, "b", 1);
    text_release(&message);
}

static void a_message_at_the_front_is_aligned_for_doubles(void **state)
{
    const double numbers[] = {0.1, -0.0};
    Text inbox = message_of(1, "odd", 3);
    Text second = message_of(2, (const char *)numbers, sizeof numbers);
    Message found;

    (void)state;
    text_add_part(&inbox, second.data, second.length);
    wire_drop(&inbox);
    assert_true(wire_first(&inbox, &found));
    assert_int_equal((uintptr_t)found.bytes % _Alignof(double), 0);
    take_first(&inbox, 2, (const char *)numbers, sizeof numbers);
    text_release(&inbox);
    text_release(&second);
}

// A header that promises more than will ever come is never a message, and
// overflows nothing.
static void a_garbage_length_is_no_message(void **state)
{
    const uint64_t lengths[] = {UINT64_MAX, UINT64_MAX - HEADER + 1,
                                UINT64_MAX / 2 + 1, 40, 4};

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Text inbox = message_of(1, "abc", 3);
        Message found;

        memcpy(inbox.data + HEADER - sizeof *lengths, &lengths[i],
               sizeof *lengths);
        assert_false(wire_first(&inbox, &found));
        wire_drop(&inbox);
        assert_int_equal(inbox.length, HEADER + 3);
        text_release(&inbox);
    }
}

static void taking_more_than_there_is_takes_nothing(void **state)
{
    Message message = {1, "abcde", 5};
    char bytes[6] = "......";

    (void)state;
    assert_false(wire_take(&message, bytes, 6));
    assert_memory_equal(bytes, "......", 6);
    assert_true(wire_take(&message, bytes, 3));
    assert_memory_equal(bytes, "abc...", 6);
    assert_false(wire_take(&message, bytes, 3));
    assert_true(wire_take(&message, bytes, 0));
    assert_true(wire_take(&message, bytes, 2));
    assert_memory_equal(bytes, "dec...", 6);
    assert_int_equal(message.length, 0);
}

typedef struct {
    int descriptor;
    Text message;
} Sender;

// cmocka's checks belong to the first thread: the reader sees what is wrong.
static void *send_three(void *argument)
{
    const Sender *sender = argument;
    Error ignored;

    for (int i = 0; i < 3; i++)
        (void)wire_send(sender->descriptor, &sender->message, &ignored);
    (void)close(sender->descriptor);
    return NULL;
}

// Longer than a pipe holds, so neither side gets it through at one go.
static void long_messages_come_through_a_pipe(void **state)
{
    enum { LENGTH = 300001 };
    char *bytes = malloc(LENGTH);
    Text inbox = {0};
    Sender sender;
    pthread_t thread;
    int ends[2];

    (void)state;
    assert_non_null(bytes);
    for (int i = 0; i < LENGTH; i++)
        bytes[i] = (char)(i % 127);
    assert_int_equal(pipe(ends), 0);
    sender = (Sender){ends[1], message_of(9, bytes, LENGTH)};
    assert_int_equal(pthread_create(&thread, NULL, send_three, &sender), 0);
    while (wire_read(ends[0], &inbox))
        ;
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (int i = 0; i < 3; i++)
        take_first(&inbox, 9, bytes, LENGTH);
    assert_int_equal(inbox.length, 0);
    (void)close(ends[0]);
    text_release(&sender.message);
    text_release(&inbox);
    free(bytes);
}

static void nothing_yet_is_not_the_end(void **state)
{
    Text message = message_of(3, "x", 1);
    Text inbox = {0};
    Error err;
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_true(wire_read(ends[0], &inbox));
    assert_int_equal(inbox.length, 0);
    assert_true(wire_send(ends[1], &message, &err));
    assert_true(wire_read(ends[0], &inbox));
    (void)close(ends[1]);
    assert_false(wire_read(ends[0], &inbox));
    take_first(&inbox, 3, "x", 1);
    (void)close(ends[0]);
    text_release(&message);
    text_release(&inbox);
}

static void what_cannot_be_sent_or_read_is_told(void **state)
{
    Text message = message_of(3, "x", 1);
    Text inbox = {0};
    Error err = {0};
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    (void)close(ends[0]);
    assert_true(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
    assert_false(wire_send(ends[1], &message, &err));
    assert_string_equal(err.message, "cannot write to a pipe: Broken pipe");
    (void)close(ends[1]);
    assert_false(wire_read(ends[0], &inbox));
    assert_int_equal(inbox.length, 0);
    text_release(&message);
    text_release(&inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_cut_at_any_byte_is_whole_with_its_last_byte),
        cmocka_unit_test(several_messages_come_out_one_by_one_in_order),
        cmocka_unit_test(a_used_buffer_is_begun_anew),
        cmocka_unit_test(a_message_at_the_front_is_aligned_for_doubles),
        cmocka_unit_test(a_garbage_length_is_no_message),
        cmocka_unit_test(taking_more_than_there_is_takes_nothing),
        cmocka_unit_test(long_messages_come_through_a_pipe),
        cmocka_unit_test(nothing_yet_is_not_the_end),
        cmocka_unit_test(what_cannot_be_sent_or_read_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
