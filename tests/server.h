// A small HTTP server on 127.0.0.1, in a child process. Included after
// tests/check.h.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// What it answers to one path. A table of these ends in {0}; what is not in
// it is 404.
typedef struct {
    const char *path;
    const char *location;  // not NULL: a redirection there
    const void *body;
    size_t count;
    size_t withheld;  // bytes of the body that are promised, but not sent
} Answer;

typedef struct {
    pid_t process;
    char url[64];  // "http://127.0.0.1:PORT"
} Server;

static inline void server_send(int client, const void *bytes, size_t count)
{
    const char *next = bytes;

    while (count > 0) {
        ssize_t sent = write(client, next, count);

        if (sent <= 0)
            return;
        next += sent;
        count -= (size_t)sent;
    }
}

static inline void server_answer(int client, const Answer *answers,
                                 const char *path)
{
    char head[500];

    while (answers->path && strcmp(answers->path, path) != 0)
        answers++;
    (void)snprintf(head, sizeof head,
                   "HTTP/1.1 %s\r\nConnection: close\r\n"
                   "Content-Length: %zu\r\n%s%s\r\n\r\n",
                   !answers->path      ? "404 Not Found"
                   : answers->location ? "302 Found"
                                       : "200 OK",
                   answers->count, answers->location ? "Location: " : "X: y",
                   answers->location ? answers->location : "");
    server_send(client, head, strlen(head));
    server_send(client, answers->body, answers->count - answers->withheld);
}

static inline void server_serve(int listener, const Answer *answers)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);
        char request[2000];
        ssize_t got = read(client, request, sizeof request - 1);
        char *path = request + strlen("GET ");

        if (got > (ssize_t)strlen("GET ")) {
            request[got] = '\0';
            path[strcspn(path, " ")] = '\0';
            server_answer(client, answers, path);
        }
        (void)close(client);
    }
}

static inline Server server_start(const Answer *answers)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    Server server;

    // Whatever proxy there is, it is not for us.
    (void)setenv("no_proxy", "127.0.0.1", 1);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(
        getsockname(listener, (struct sockaddr *)&address, &length), 0);
    (void)snprintf(server.url, sizeof server.url, "http://127.0.0.1:%d",
                   ntohs(address.sin_port));
    server.process = fork();
    assert_true(server.process >= 0);
    if (server.process == 0) {
        // Should the test die, it must not stay.
        (void)alarm(60);
        (void)signal(SIGPIPE, SIG_IGN);
        server_serve(listener, answers);
    }
    (void)close(listener);
    return server;
}

static inline void server_stop(const Server *server)
{
    assert_int_equal(kill(server->process, SIGKILL), 0);
    assert_int_equal(waitpid(server->process, NULL, 0), server->process);
}
