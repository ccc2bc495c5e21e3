"""The client of the old counter as it was: one recv for each message. Prints the last value of each."""

import random
import socket
import sys
import time

from many import play_many

port, first_id, seconds, beat, times = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])


def play(i):
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.send(str(first_id + i).encode())
    value = int(client.recv(1024).decode())
    increment = 1
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        # An increment for some six to ten values.
        for _ in range(random.randint(6, 10)):
            value += increment
            client.send(f"{value} ".encode())
            time.sleep(beat)
        client.send(random.choice([b"odd ", b"even "]))
        increment = int(client.recv(1024).decode())
    client.close()
    return value


play_many(play, times)
