// A server of the sorted array: cc -O2 -pthread -o server server.c && ./server [PORT]
// Judge it with: app judge 127.0.0.1:PORT --level 4
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_LINE = 65536 };  // bytes; a limit, so that no client can fill the memory
static const long long MAX_INTEGER = 9007199254740991;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;  // each client has a thread: whoever looks at these two holds the lock
static long long *values;                                 // in ascending order at all times
static size_t count;

static int compare(const void *a, const void *b) {  // as numbers, not as texts; and not a - b, which may overflow
  long long x = *(const long long *)a, y = *(const long long *)b;
  return (x > y) - (x < y);
}

static void *checked(void *memory) { return memory ? memory : (abort(), NULL); }

static void add(const long long *numbers, size_t length) {
  values = checked(realloc(values, (count + length) * sizeof *values));
  memcpy(values + count, numbers, length * sizeof *values);
  qsort(values, count += length, sizeof *values, compare);
}

static size_t take_away(const long long *numbers, size_t length) {
  size_t before = count;
  for (size_t i = 0; i < length; i++) {
    long long *found = count ? bsearch(&numbers[i], values, count, sizeof *values, compare) : NULL;
    if (found) memmove(found, found + 1, (char *)(values + count--) - (char *)(found + 1));  // one occurrence
  }
  return before - count;
}

// Reads all integers of a text; false if a word is none. strtoll() alone would accept +1 and 12abc.
static bool integers(const char *text, long long *numbers, size_t *length) {
  for (*length = 0; *(text += strspn(text, " \t")); (*length)++) {
    size_t word = strcspn(text, " \t"), sign = *text == '-';
    numbers[*length] = strtoll(text, NULL, 10);
    if (word == sign || strspn(text + sign, "0123456789") != word - sign || llabs(numbers[*length]) > MAX_INTEGER) return false;
    text += word;
  }
  return true;
}

static bool is_utf8(const unsigned char *text, size_t length) {
  for (size_t i = 0, more; i < length; i++) {
    more = text[i] < 0x80 ? 0 : text[i] < 0xc2 ? length : text[i] < 0xe0 ? 1 : text[i] < 0xf0 ? 2 : text[i] < 0xf5 ? 3 : length;
    if (more >= length - i) return false;
    for (; more; more--) if ((text[++i] & 0xc0) != 0x80) return false;
  }
  return true;
}

// Everything is read before anything changes, and the lock is held for the whole change: nobody sees half of it.
static void answer_array(FILE *out, const char *verb, const char *text) {
  bool is_sort = !strcasecmp(verb, "SORT"), is_add = !strcasecmp(verb, "ADD"), is_remove = !strcasecmp(verb, "REMOVE");
  bool is_get = !strcasecmp(verb, "GET"), is_count = !strcasecmp(verb, "COUNT");
  if (!is_sort && !is_add && !is_remove && !is_get && !is_count) {
    fprintf(out, "ERR unknown-command there is no command %.40s: send SORT, ADD, REMOVE, GET or COUNT\n", verb);
    return;
  }
  long long *numbers = checked(malloc((strlen(text) / 2 + 1) * sizeof *numbers)), *shown = NULL;
  size_t given, first = 0, length = 0, result = 0;
  if (!integers(text, numbers, &given)) {
    fprintf(out, "ERR not-an-integer integers go from -%lld to %lld: send digits\n", MAX_INTEGER, MAX_INTEGER);
  } else if (is_count ? given : is_get ? given > 2 || (given && numbers[0] < 0) || (given > 1 && numbers[1] < 0) : !given) {
    fprintf(out, "ERR bad-arguments too few, too many, or negative: send ADD 3 1 2, GET, GET 0 10 or COUNT\n");
  } else {
    pthread_mutex_lock(&lock);
    if (is_sort || is_add) add(numbers, result = given);
    if (is_remove) result = take_away(numbers, given);
    if (is_count) result = count;
    if (is_get) {  // a copy: sending it takes as long as the client likes, and the others need the lock
      first = !given ? 0 : numbers[0] < (long long)count ? (size_t)numbers[0] : count;
      length = given > 1 && numbers[1] < (long long)(count - first) ? (size_t)numbers[1] : count - first;
      shown = length ? memcpy(checked(malloc(length * sizeof *shown)), values + first, length * sizeof *shown) : NULL;
    }
    pthread_mutex_unlock(&lock);
    if (is_sort) qsort(numbers, length = given, sizeof *numbers, compare);
    fprintf(out, "OK");
    for (size_t i = 0; i < length; i++) fprintf(out, " %lld", is_sort ? numbers[i] : shown[i]);
    fprintf(out, is_sort || is_get ? "\n" : " %zu\n", result);
  }
  free(shown);
  free(numbers);
}

// Answers a line, which ends with a zero. Returns whether the connection goes on.
static bool answer(FILE *out, char *line, size_t length) {
  if (!is_utf8((unsigned char *)line, length)) return fprintf(out, "ERR not-utf8 this line is not UTF-8: send text\n"), false;
  for (; length && strchr(" \t", line[length - 1]); length--) line[length - 1] = 0;
  char *verb = line + strspn(line, " \t"), *text = verb + strcspn(verb, " \t");
  if (*text) *text++ = 0;
  text += strspn(text, " \t");
  if (!*verb) return true;  // an empty line gets no reply
  if (!strcasecmp(verb, "QUIT")) return fprintf(out, "OK bye\n"), false;
  if (!strcasecmp(verb, "PING")) fprintf(out, *text ? "OK %s\n" : "OK\n", text);
  else if (!strcasecmp(verb, "ECHO")) fprintf(out, *text ? "OK %s\n" : "ERR bad-arguments send ECHO and a text\n", text);
  else answer_array(out, verb, text);
  return true;
}

static void *serve(void *argument) {
  int fd = (int)(intptr_t)argument;
  FILE *out = checked(fdopen(fd, "w"));  // gathers what is printed; fflush() sends it, and goes on until all is taken
  char *buffer = checked(malloc(MAX_LINE + 2)), *end;
  size_t filled = 0;
  fprintf(out, "# app/1 ready, a small server in C\n");
  for (bool goes_on = true; goes_on && fflush(out) == 0;) {
    // recv() gives some bytes: half a line, one line, or three and a half. So keep what came, and take whole lines out of it.
    ssize_t received = recv(fd, buffer + filled, MAX_LINE + 1 - filled, 0);
    if (received <= 0) break;  // the client has closed its sending side: what is left in the buffer is no whole line
    filled += received;
    char *start = buffer;
    for (; goes_on && (end = memchr(start, '\n', buffer + filled - start)); start = end + 1) {
      size_t length = end > start && end[-1] == '\r' ? end - start - 1 : end - start;
      start[length] = 0;
      goes_on = answer(out, start, length);
    }
    memmove(buffer, start, filled -= start - buffer);
    if (!goes_on || filled <= MAX_LINE) continue;
    fprintf(out, "ERR line-too-long a line has more than %d bytes: send shorter ones\n", MAX_LINE);
    goes_on = false;
  }
  free(buffer);
  fclose(out);  // sends what is left, and closes the connection
  return NULL;
}

int main(int argc, char **argv) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  address.sin_port = htons(argc > 1 ? atoi(argv[1]) : 4000);
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  signal(SIGPIPE, SIG_IGN);  // or writing to a client that has gone would end the server
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 128)) return perror("can't listen"), 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("listening on %d\n", ntohs(address.sin_port)), fflush(stdout);
  for (;;) {
    pthread_t thread;
    int fd = accept(listener, NULL, NULL);
    if (fd >= 0 && pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) == 0) pthread_detach(thread);
  }
}
