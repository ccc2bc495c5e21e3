"""The client of the old sorter as it was: one recv for each message. Fails if a list comes back in another order."""

import pickle
import random
import socket
import sys

from many import play_many

port, times = int(sys.argv[1]), int(sys.argv[2])


def play(i):
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    for _ in range(10):
        integers = [random.randint(-(10**6), 10**6) for _ in range(random.randint(1, 100))]
        client.send(pickle.dumps(integers, i % 6))
        received = pickle.loads(client.recv(1024))
        if received != sorted(integers):
            raise ValueError(f"{integers} came back as {received}")
    client.close()
    return "sorted"


play_many(play, times)
