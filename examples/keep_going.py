#!/usr/bin/env python3
"""The quiz and the counter of client.py, for a network that fails: python3 keep_going.py quiz NAME | counter ID

Stop the server while this runs, and start it again.
"""
import os
import random
import sys
import threading
import time

from client import Connection, Refused, count, facts_of, play

HEARTBEAT_SECONDS = 15
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 8
# Why a server ends a connection that may be made again. Not so taken-over: two clients would take the session back and forth.
PASSING = {"idle", "overloaded", "shutting-down", "too-many-connections", "unavailable"}


class LivelyConnection(Connection):
    """A connection that says something now and then, even while its user is thinking."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.lock = threading.Lock()
        self.end = None  # why the connection ended, if a heartbeat was told
        threading.Thread(target=self.beat, daemon=True).start()

    def ask(self, request):
        with self.lock:  # one request at a time: nobody gets the reply to another's
            if self.end:
                raise self.end
            return super().ask(request)

    def beat(self):
        while not self.end:
            time.sleep(HEARTBEAT_SECONDS)
            with self.lock:
                try:
                    super().ask("PING heartbeat")
                except (OSError, Refused) as error:
                    self.end = error  # for whoever asks next


def keep_going(host, port, request, work):
    """Sends the request, and calls work(connection, facts of the reply). Starts again where it was if the connection is lost."""
    wait = FIRST_WAIT_SECONDS
    while True:
        try:
            server = LivelyConnection(host, port)
            facts = facts_of(server.ask(request))
            # From now on, this token continues the session. What the server has counts: it sends the value, or the open question.
            request = f"COUNTER {facts['id']} {facts['token']}" if "id" in facts else f"RESUME {facts['token']}"
            wait = FIRST_WAIT_SECONDS
            return work(server, facts)
        except Refused as refused:
            if refused.code not in PASSING:
                raise
            reason = refused
        except OSError as error:
            reason = error
        print(f"No connection, trying again: {reason}", file=sys.stderr, flush=True)
        # Longer from time to time, and not all clients at the same moment: a server that has just started has enough to do.
        time.sleep(wait * random.uniform(0.5, 1))
        wait = min(2 * wait, LONGEST_WAIT_SECONDS)


def main(args):
    server = os.environ.get("APP_HOST", "127.0.0.1"), os.environ.get("APP_PORT", "4000")
    try:
        match args:
            case ["quiz", _, *_]:
                keep_going(*server, f"QUIZ {' '.join(args[1:])}", lambda connection, facts: play(connection))
            case ["counter", counter_id]:
                keep_going(*server, f"COUNTER {counter_id}", lambda connection, facts: count(connection, facts, None))
            case _:
                print("usage: keep_going.py quiz NAME | counter ID", file=sys.stderr)
                return 2
        return 0
    except Refused as refused:
        print(f"The server refused: {refused}", file=sys.stderr)
    except (LookupError, ValueError) as error:
        print(f"A reply makes no sense: {error!r}", file=sys.stderr)
    except EOFError:
        print("The answers ended before the questions did", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
