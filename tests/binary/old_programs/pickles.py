"""Pickles lists as JSON from standard input, by each protocol and both of Python's picklers, and reads pickles in hexadecimal."""

import json
import pickle
import sys

given = json.load(sys.stdin)
picklers = [pickle.dumps, pickle._dumps]
json.dump(
    {
        "pickles": [
            [dumps(integers, protocol).hex() for dumps in picklers for protocol in range(6)] for integers in given["lists"]
        ],
        "lists": [pickle.loads(bytes.fromhex(pickled)) for pickled in given["pickles"]],
    },
    sys.stdout,
)
