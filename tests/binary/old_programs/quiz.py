"""The client of the old quiz as it was: one recv for each message. Prints what it was told."""

import re
import socket
import sys
import time

from many import play_many

port, name, sleep_seconds, times = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])


def receive(client):
    received = client.recv(1024)
    if not received:
        raise EOFError("the server has closed the connection")
    return received.decode().strip("\0")


def play(i):
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.send(b"yes")
    client.send(f"{name} {i}".encode())
    time.sleep(sleep_seconds)
    verdicts = []
    for _ in range(10):
        question = receive(client)
        left, operator, right = re.fullmatch(r" -> (\d)([-+*/])(\d)  ", question).groups()
        left, right = int(left), int(right)
        answers = {"+": left + right, "-": left - right, "*": left * right, "/": left // (right or 1)}
        client.send(str(answers[operator]).encode())
        verdicts.append(receive(client))
    return {"verdicts": verdicts, "marks": receive(client), "message": receive(client)}


play_many(play, times)
