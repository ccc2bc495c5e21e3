#!/usr/bin/env python3
"""A server of the sorted array: python3 server.py [PORT]. Judge it with: app judge 127.0.0.1:PORT --level 3"""
import re
import socketserver
import sys
import threading

MAX_LINE = 65_536  # bytes; a limit, so that no client can fill the memory
MAX_INTEGER = 2**53 - 1

values = []  # in ascending order at all times
lock = threading.Lock()  # each client has a thread: whoever looks at `values` holds the lock, from the first step to the last


class Refused(Exception):
    """A request that can't be done: a code for programs, and a message that says what to send."""


def integers(text, least, most=float("inf")):
    words = text.split()
    if not least <= len(words) <= most:
        raise Refused(f"bad-arguments expected {least} or more integers, and at most {most}, not {len(words)}")
    for word in words:
        # int() alone would accept +1, 1_000 and the digits of other scripts.
        if not re.fullmatch(r"-?[0-9]+", word) or abs(int(word)) > MAX_INTEGER:
            raise Refused(f"not-an-integer {word[:40]} is not an integer from -{MAX_INTEGER} to {MAX_INTEGER}")
    return [int(word) for word in words]


def joined(numbers):
    return " ".join(map(str, numbers))


def add(numbers):
    with lock:
        values.extend(numbers)
        values.sort()  # numbers, not texts: as texts, 10 comes before 9


def remove(numbers):
    removed = 0
    with lock:
        for number in numbers:
            if number in values:
                values.remove(number)  # one occurrence
                removed += 1
    return removed


def answer(verb, text):
    """What comes behind OK. All arguments are read before anything changes: a request is done completely or not at all."""
    if verb == "PING":
        return text
    if verb == "ECHO":
        if text == "":
            raise Refused("bad-arguments ECHO needs a text: send ECHO hello")
        return text
    if verb == "QUIT":
        return "bye"
    if verb in ("SORT", "ADD"):
        numbers = integers(text, 1)
        add(numbers)
        return joined(sorted(numbers)) if verb == "SORT" else str(len(numbers))
    if verb == "REMOVE":
        return str(remove(integers(text, 1)))
    if verb == "COUNT":
        integers(text, 0, 0)
        with lock:
            return str(len(values))
    if verb == "GET":
        numbers = integers(text, 0, 2)
        if any(number < 0 for number in numbers):
            raise Refused("bad-arguments a position is not negative: send GET 0 10")
        with lock:
            rest = values[numbers[0] if numbers else 0 :]
        return joined(rest[: numbers[1]] if len(numbers) > 1 else rest)
    raise Refused(f"unknown-command there is no command {verb[:40]}: send PING, ECHO, SORT, ADD, REMOVE, GET, COUNT or QUIT")


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        self.send("# app/1 ready, a small server in Python")
        buffer = b""
        # recv() gives some bytes: half a line, one line, or three and a half. So keep what came, and take whole lines out of it.
        while data := self.request.recv(4096):
            *lines, buffer = (buffer + data).split(b"\n")
            for line in lines:
                if not self.take(line.removesuffix(b"\r")):
                    return
            if len(buffer) > MAX_LINE:
                self.send(f"ERR line-too-long a line has more than {MAX_LINE} bytes: send shorter ones")
                return
        # No data means that the client has closed its sending side. All it asked is answered; what is left is no whole line.

    def take(self, line):
        """Answers a line. Returns whether the connection goes on."""
        try:
            text = line.decode().strip(" \t")  # only whole lines are decoded: a piece may end inside a character
        except UnicodeDecodeError:
            self.send("ERR not-utf8 this line is not UTF-8: send text")
            return False
        verb, _, rest = text.replace("\t", " ", 1).partition(" ") if text else ("", "", "")
        if verb == "":
            return True
        try:
            self.send(f"OK {answer(verb.upper(), rest.strip())}".rstrip(" "))
        except Refused as refused:
            self.send(f"ERR {refused}")
        return verb.upper() != "QUIT"

    def send(self, line):
        self.request.sendall(line.encode() + b"\n")  # send() may take only a part; sendall() goes on until all is taken


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a client that vanishes is none of the other clients' business


if __name__ == "__main__":
    with Server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 4000), Client) as server:
        print(f"listening on {server.server_address[1]}", flush=True)
        server.serve_forever()
