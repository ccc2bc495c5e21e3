"""Runs an old client many times at once, as threads of one process."""

import json
import os
import threading
import traceback


def play_many(play, times):
    """Calls play(i) that often, and prints what the calls return, as JSON. Ends with 1 if one of them fails."""
    results = [None] * times

    def run(i):
        try:
            results[i] = play(i)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(results))
