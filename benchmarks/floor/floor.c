/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * The floor: what echoing Twilio media streams costs with nothing in the way but the kernel. One thread, one epoll. All
 * connections lie in one array that is reserved at start; nothing is allocated after that. See README.md.
 */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base64.h"
#include "connection.h"
#include "media.h"
#include "websocket.h"

#define EVENTS 512
#define OTHER_DESCRIPTORS 16 /* standard streams, epoll, listener, signals, one being refused, some to spare */

static int epoll_descriptor;
static int listener;
static int signals;
static struct connection *untouched; /* never used yet, up to `untouched_end`: their pages do not exist so far */
static struct connection *untouched_end;
static struct connection *first_free; /* used before */

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("floor: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void watch(int operation, int descriptor, uint32_t events, void *owner)
{
    struct epoll_event event = {.events = events, .data.ptr = owner};
    if (epoll_ctl(epoll_descriptor, operation, descriptor, &event) != 0) {
        fail("epoll_ctl: %s", strerror(errno));
    }
}

/* A connection to use, or NULL when all are in use. */
static struct connection *take_free(void)
{
    struct connection *connection = first_free;
    if (connection != NULL) {
        first_free = connection->next_free;
        return connection;
    }
    return untouched < untouched_end ? untouched++ : NULL;
}

static void release(struct connection *connection)
{
    close(connection->descriptor);
    connection->next_free = first_free;
    first_free = connection;
}

static void on_event(struct connection *connection)
{
    bool lives = connection->waits_to_write ? connection_writable(connection) : connection_readable(connection);
    if (!lives) {
        release(connection);
        return;
    }
    bool waits = connection->unsent_length > 0;
    if (waits != connection->waits_to_write) {
        connection->waits_to_write = waits;
        watch(EPOLL_CTL_MOD, connection->descriptor, waits ? EPOLLOUT : EPOLLIN, connection);
    }
}

static void refuse_full(int descriptor)
{
    count.full++;
    if (send(descriptor, WS_SERVER_FULL, strlen(WS_SERVER_FULL), MSG_NOSIGNAL) >= 0) {
        shutdown(descriptor, SHUT_WR);
    }
    close(descriptor);
}

static void on_acceptable(void)
{
    for (;;) {
        int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            if (errno == EAGAIN) {
                return;
            }
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                fail("accept: %s", strerror(errno)); /* a reference that goes on lamely would be measured as one */
            }
            continue; /* that peer is gone already */
        }
        struct connection *connection = take_free();
        if (connection == NULL) {
            refuse_full(descriptor);
            continue;
        }
        count.accepted++;
        connection_open(connection, descriptor);
        int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(EPOLL_CTL_ADD, descriptor, EPOLLIN, connection);
    }
}

static void print_counts(void)
{
    printf("accepted %llu, refused full %llu, handshakes refused %llu, frames %llu, echoed %llu, other messages %llu, "
           "malformed messages %llu, failed %llu, energy %llu\n",
        (unsigned long long) count.accepted, (unsigned long long) count.full,
        (unsigned long long) count.handshakes_refused, (unsigned long long) count.frames,
        (unsigned long long) count.echoed, (unsigned long long) count.other, (unsigned long long) count.malformed,
        (unsigned long long) count.failed, (unsigned long long) count.energy);
}

static void serve(void)
{
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll_descriptor, events, EVENTS, -1);
        if (ready < 0 && errno != EINTR) {
            fail("epoll_wait: %s", strerror(errno));
        }
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr == &listener) {
                on_acceptable();
            } else if (events[i].data.ptr == &signals) {
                return;
            } else {
                on_event(events[i].data.ptr);
            }
        }
    }
}

static struct sockaddr_in listen_on(const char *host, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
        fail("--host %s: not an IPv4 address", host);
    }
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    socklen_t length = sizeof address;
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
        || bind(listener, (struct sockaddr *) &address, length) != 0 || listen(listener, SOMAXCONN) != 0
        || getsockname(listener, (struct sockaddr *) &address, &length) != 0) {
        fail("cannot listen on %s:%u: %s", host, (unsigned) port, strerror(errno));
    }
    watch(EPOLL_CTL_ADD, listener, EPOLLIN, &listener);
    return address;
}

static void reserve(unsigned connections)
{
    struct rlimit limit;
    rlim_t needed = (rlim_t) connections + OTHER_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        fail("getrlimit: %s", strerror(errno));
    }
    if (limit.rlim_cur < needed) {
        if (limit.rlim_max < needed) {
            fail("--connections %u needs %llu descriptors, the hard limit is %llu (ulimit -Hn)", connections,
                (unsigned long long) needed, (unsigned long long) limit.rlim_max);
        }
        limit.rlim_cur = needed;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
            fail("setrlimit: %s", strerror(errno));
        }
    }
    untouched = calloc(connections, sizeof *untouched);
    if (untouched == NULL) {
        fail("no memory for %u connections of %zu bytes", connections, sizeof *untouched);
    }
    untouched_end = untouched + connections;
}

static void take_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    signals = sigprocmask(SIG_BLOCK, &set, NULL) == 0 ? signalfd(-1, &set, SFD_CLOEXEC) : -1;
    if (signals < 0) {
        fail("signals: %s", strerror(errno));
    }
    watch(EPOLL_CTL_ADD, signals, EPOLLIN, &signals);
}

static unsigned number(const char *flag, const char *text, unsigned least, unsigned most)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno != 0 || *text < '0' || *text > '9' || *end != '\0' || value < least || value > most) {
        fail("%s %s: must be a number from %u to %u", flag, text, least, most);
    }
    return (unsigned) value;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"port", required_argument, NULL, 'p'},
        {"host", required_argument, NULL, 'a'}, {"connections", required_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    static const char usage[] = "usage: floor [--port N] [--host ADDRESS] [--connections N]\n"
                                "  --port N         TCP port, 0 for any free one (7070)\n"
                                "  --host ADDRESS   IPv4 address to listen on (127.0.0.1)\n"
                                "  --connections N  most connections at once (4096)\n";
    const char *host = "127.0.0.1";
    unsigned port = 7070, connections = 4096;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p': port = number("--port", optarg, 0, 65535); break;
        case 'a': host = optarg; break;
        case 'c': connections = number("--connections", optarg, 1, 1000000); break;
        case 'h': fputs(usage, stdout); return 0;
        default: fputs(usage, stderr); return 2;
        }
    }
    if (optind < argc) {
        fprintf(stderr, "floor: unknown argument %s\n%s", argv[optind], usage);
        return 2;
    }
    base64_prepare();
    media_prepare();
    epoll_descriptor = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_descriptor < 0) {
        fail("epoll_create1: %s", strerror(errno));
    }
    reserve(connections);
    take_signals();
    struct sockaddr_in address = listen_on(host, (uint16_t) port);
    printf("listening on %s:%u\n", host, (unsigned) ntohs(address.sin_port));
    fflush(stdout);
    serve();
    print_counts();
    return 0;
}
