/* A client of the line protocol: cc -o client client.c && ./client sort N... | quiz NAME | counter ID [STEPS]
   The server is at APP_HOST (127.0.0.1) and APP_PORT (4000). */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { REPLY_SECONDS = 5 }; /* a server that is silent for longer is lost */
enum { STEP_MS = 500, STEPS_PER_INCREMENT = 8 };
enum { MAX_LINE = 70000, MAX_EVENTS = 64 }; /* limits, so that no server can fill the memory */

static const char *host, *port;
static int server;
static char events[MAX_EVENTS][256]; /* what the server said between replies, oldest first */
static int event_count;

static void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(1);
}

static void lost(const char *reason) { fail("Cannot continue with %s:%s: %s", host, port, reason); }

static void pause_ms(long ms) { nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL); }

static void open_connection(void) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    int status = getaddrinfo(host, port, &hints, &found);
    if (status != 0) lost(gai_strerror(status));
    server = -1;
    for (struct addrinfo *at = found; at != NULL && server < 0; at = at->ai_next) {
        server = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (server >= 0 && connect(server, at->ai_addr, at->ai_addrlen) != 0) close(server), server = -1;
    }
    if (server < 0) lost(strerror(errno));
    freeaddrinfo(found);
    struct timeval limit = {.tv_sec = REPLY_SECONDS};
    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

static void send_line(const char *request) {
    static char out[MAX_LINE];
    int length = snprintf(out, sizeof out, "%s\n", request);
    if (length >= (int)sizeof out) fail("The request is too long");
    /* send() may take only a part: go on until all is taken. */
    for (int sent = 0; sent < length;) {
        ssize_t n = send(server, out + sent, (size_t)(length - sent), MSG_NOSIGNAL);
        if (n < 0) lost(strerror(errno));
        sent += (int)n;
    }
}

/* Returns the next line, which stays there until the next call. TCP carries bytes, not messages: recv() may give half a line, or
   three lines and a half. So never take a read for a message: keep what came, and take whole lines out of it. */
static char *read_line(void) {
    static char buffer[MAX_LINE];
    static size_t used, taken; /* how much has come, and how much of it was handed out */
    memmove(buffer, buffer + taken, used - taken);
    used -= taken;
    char *end;
    while ((end = memchr(buffer, '\n', used)) == NULL) {
        if (used == sizeof buffer) lost("the server sent a line that is too long");
        ssize_t n = recv(server, buffer + used, sizeof buffer - used, 0);
        if (n == 0) lost("the server closed the connection"); /* what is in the buffer is half a line, and so no message */
        if (n < 0) lost(errno == EAGAIN || errno == EWOULDBLOCK ? "no reply in time" : strerror(errno));
        used += (size_t)n;
    }
    taken = (size_t)(end - buffer) + 1;
    if (end > buffer && end[-1] == '\r') end--;
    *end = '\0';
    return buffer;
}

static bool begins(const char *text, const char *start) { return strncmp(text, start, strlen(start)) == 0; }

/* Sends a request. Points *reply to what follows OK and returns true, or to what follows ERR (a code and a message), and false. */
static bool ask(const char *request, char **reply) {
    send_line(request);
    while (true) {
        char *line = read_line();
        *reply = line + strcspn(line, " ");
        if (**reply == ' ') ++*reply;
        if (begins(line, "OK ") || strcmp(line, "OK") == 0) return true;
        if (begins(line, "ERR ")) return false;
        if (begins(line, "* ")) { /* an event can come between any two lines: keep it for later */
            if (event_count == MAX_EVENTS) lost("the server sent too many events");
            snprintf(events[event_count++], sizeof events[0], "%s", *reply);
        } else if (*line != '\0' && *line != '#') { /* "#" is a note for people */
            lost("this is not the line protocol");
        }
    }
}

static char *must_ask(const char *format, ...) {
    char request[MAX_LINE], *reply;
    va_list values;
    va_start(values, format);
    vsnprintf(request, sizeof request, format, values);
    va_end(values);
    if (!ask(request, &reply)) fail("The server refused: %s", reply);
    return reply;
}

/* Copies the next event. Each PING also shows that the server is still there. */
static void next_event(char event[256]) {
    while (event_count == 0) {
        must_ask("PING"); /* its reply comes after all events so far */
        if (event_count == 0) pause_ms(1000);
    }
    memcpy(event, events[0], sizeof events[0]);
    memmove(events[0], events[1], sizeof events[0] * (size_t)--event_count);
}

static void sort(const char *numbers) { puts(must_ask("SORT %s", numbers)); }

static void answer(const char *question) {
    char typed[200], request[256], *reply;
    while (true) {
        printf("%s = ", question);
        fflush(stdout);
        if (fgets(typed, sizeof typed, stdin) == NULL) fail("The answers ended before the questions did");
        typed[strcspn(typed, "\r\n")] = '\0';
        must_ask("PING");
        if (event_count > 0) return; /* while the player was thinking, the time for this question ran out */
        snprintf(request, sizeof request, *typed ? "ANSWER %s" : "SKIP", typed);
        bool is_taken = ask(request, &reply);
        if (!is_taken && !begins(reply, "not-an-integer ") && !begins(reply, "bad-arguments "))
            fail("The server refused: %s", reply);
        puts(reply);
        if (is_taken) return; /* a failed request changes nothing: the question is still open */
    }
}

static void quiz(const char *name) {
    char event[256] = "";
    puts(must_ask("QUIZ %s", name)); /* with a token, and the place in line if all seats are taken */
    while (!begins(event, "result ")) {
        next_event(event);
        if (begins(event, "question ")) answer(event + strlen("question "));
        else puts(event);
    }
}

static long long integer(const char *text) {
    char *end;
    long long value = strtoll(text, &end, 10);
    if (end == text || (*end != ' ' && *end != '\0')) lost("a reply has no integer where one should be");
    return value;
}

static long long fact(const char *facts, const char *key) {
    const char *found = strstr(facts, key);
    return integer(found == NULL ? "" : found + strlen(key));
}

static void counter(const char *id, long steps) {
    char *reply = must_ask("COUNTER %s", id);
    long long value = fact(reply, " value="), increment = fact(reply, " increment=");
    for (long step = 1; steps < 0 || step <= steps; step++) {
        pause_ms(STEP_MS);
        value += increment;
        puts(must_ask("VALUE %lld", value));
        if (step % STEPS_PER_INCREMENT == 0) increment = integer(must_ask(rand() % 2 ? "ODD" : "EVEN"));
    }
}

int main(int argc, char **argv) {
    host = getenv("APP_HOST") ? getenv("APP_HOST") : "127.0.0.1";
    port = getenv("APP_PORT") ? getenv("APP_PORT") : "4000";
    const char *mode = argc > 2 ? argv[1] : "";
    bool is_sort = strcmp(mode, "sort") == 0, is_quiz = strcmp(mode, "quiz") == 0;
    char words[MAX_LINE] = "", *end = "";
    long steps = argc > 3 && !is_sort && !is_quiz ? strtol(argv[3], &end, 10) : -1;
    if ((!is_sort && !is_quiz && strcmp(mode, "counter") != 0) || *end != '\0') {
        fputs("usage: client sort N... | quiz NAME | counter ID [STEPS]\n", stderr);
        return 2;
    }
    size_t length = 0;
    for (int i = 2; i < argc && length < sizeof words; i++)
        length += (size_t)snprintf(words + length, sizeof words - length, i > 2 ? " %s" : "%s", argv[i]);
    if (length >= sizeof words) fail("The request is too long");
    setvbuf(stdout, NULL, _IOLBF, 0);
    srand((unsigned)time(NULL));
    open_connection();
    if (is_sort) sort(words);
    else if (is_quiz) quiz(words);
    else counter(argv[2], steps);
}
