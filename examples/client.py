#!/usr/bin/env python3
"""A client of the line protocol: python3 client.py sort N... | quiz NAME | counter ID [STEPS]

The server is at APP_HOST (127.0.0.1) and APP_PORT (4000).
"""
import os
import random
import socket
import sys
import time

REPLY_SECONDS = 5  # a server that is silent for longer is lost
STEP_SECONDS = 0.5
STEPS_PER_INCREMENT = 8


class Refused(Exception):
    """The reply was ERR: a code for programs, and a message for people."""

    def __init__(self, text):
        super().__init__(text)
        self.code = text.partition(" ")[0]


class Connection:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), timeout=REPLY_SECONDS)
        # TCP carries bytes, not messages: recv() may return half a line, or three lines and a half. So never take a read for a
        # message. A file on the socket keeps what came, and hands out whole lines.
        self.lines = self.socket.makefile("r", encoding="utf-8", errors="replace", newline="\n")
        self.events = []  # what the server said between replies, oldest first

    def read_line(self):
        line = self.lines.readline()
        if not line.endswith("\n"):  # nothing, or the first half of a line: the rest will never come
            raise ConnectionError("the server closed the connection")
        return line.rstrip("\r\n")

    def ask(self, request):
        """Sends a request. Returns what follows OK in the reply. Raises Refused if the reply is ERR."""
        self.socket.sendall(f"{request}\n".encode())  # send() may take only a part; sendall() goes on until all is taken
        while True:
            line = self.read_line()
            kind, _, text = line.partition(" ")
            if kind == "OK":
                return text
            if kind == "ERR":
                raise Refused(text)
            if kind == "*":  # an event can come between any two lines: keep it for later
                self.events.append(text)
            elif line and not line.startswith("#"):  # "#" is a note for people
                raise ConnectionError(f"this is not the line protocol: {line}")

    def next_event(self):
        """Returns the next event. Each PING also shows that the server is still there."""
        while not self.events:
            self.ask("PING")  # its reply comes after all events so far
            if not self.events:
                time.sleep(1)
        return self.events.pop(0)


def sort(server, numbers):
    print(server.ask(f"SORT {' '.join(numbers)}"))


def quiz(server, name):
    print(server.ask(f"QUIZ {name}"))  # with a token, and the place in line if all seats are taken
    play(server)


def play(server):
    kind = ""
    while kind != "result":
        kind, _, text = server.next_event().partition(" ")
        if kind == "question":
            answer(server, text)
        else:
            print(kind, text)


def answer(server, question):
    while True:
        typed = input(f"{question} = ").strip()
        server.ask("PING")
        if server.events:  # while the player was thinking, the time for this question ran out
            return
        try:
            print(server.ask(f"ANSWER {typed}" if typed else "SKIP"))
            return
        except Refused as refused:
            if refused.code not in ("not-an-integer", "bad-arguments"):
                raise
            print(refused)  # a failed request changes nothing: the question is still open


def counter(server, counter_id, steps):
    count(server, facts_of(server.ask(f"COUNTER {counter_id}")), steps)


def count(server, facts, steps):
    value, increment = int(facts["value"]), int(facts["increment"])
    step = 0
    while step != steps:
        time.sleep(STEP_SECONDS)
        value += increment
        print(server.ask(f"VALUE {value}"), flush=True)
        step += 1
        if step % STEPS_PER_INCREMENT == 0:
            increment = int(server.ask(random.choice(["ODD", "EVEN"])))


def facts_of(reply):
    """The facts of a reply: key=value, with spaces in between. A name comes last, since it may have spaces of its own."""
    facts, _, name = reply.partition(" name=")
    return {"name": name} | dict(fact.split("=", 1) for fact in facts.split(" "))


def main(args):
    host, port = os.environ.get("APP_HOST", "127.0.0.1"), os.environ.get("APP_PORT", "4000")
    try:
        match args:
            case ["sort", _, *_]:
                sort(Connection(host, port), args[1:])
            case ["quiz", _, *_]:
                quiz(Connection(host, port), " ".join(args[1:]))
            case ["counter", counter_id]:
                counter(Connection(host, port), counter_id, None)
            case ["counter", counter_id, steps] if steps.isdecimal():
                counter(Connection(host, port), counter_id, int(steps))
            case _:
                print("usage: client.py sort N... | quiz NAME | counter ID [STEPS]", file=sys.stderr)
                return 2
        return 0
    except Refused as refused:
        print(f"The server refused: {refused}", file=sys.stderr)
    except OSError as error:
        print(f"Cannot continue with {host}:{port}: {error}", file=sys.stderr)
    except (LookupError, ValueError) as error:
        print(f"Cannot continue with {host}:{port}: a reply makes no sense: {error!r}", file=sys.stderr)
    except EOFError:
        print("The answers ended before the questions did", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
