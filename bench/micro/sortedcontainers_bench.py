"""Python's sortedcontainers.SortedList, measured as sorted_bench.ts measures its rivals.

sortedcontainers_bench.py ROUNDS SIZE...: one line of JSON per operation and size, with the median of the rounds, in nanoseconds per
operation.
"""
import gc
import json
import random
import statistics
import sys
import time

from sortedcontainers import SortedList, __version__

DIFFERENT = 2**40
EACH, MANY, RANGES, RANGE_VALUES = 1000, 10_000, 100, 1000
clock = time.perf_counter_ns


def integers(count):
    return [random.randrange(DIFFERENT) for _ in range(count)]


def resident():
    """Bytes of this process in memory; -1 without /proc."""
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * 4096
    except OSError:
        return -1


def add_each(values, added):
    for value in added:
        values.add(value)


def add_and_read_each(values, added):
    for value in added:
        values.add(value)
        values.bisect_left(value)


def remove_each(values, removed):
    for value in removed:
        values.remove(value)


def rank_each(values, wanted):
    for value in wanted:
        values.bisect_left(value)


def range_each(values, ranges):
    for low, high in ranges:
        sum(values.irange(low, high))


def measure(rounds, operations, prepare, run, undo=lambda values, given: None):
    times = []
    for _ in range(rounds):
        given = prepare()
        start = clock()
        run(given)
        times.append((clock() - start) / operations)
        undo(given)
    return statistics.median(times)


def main(rounds, sizes):
    random.seed(1)
    for size in sizes:
        gc.collect()
        before = resident()
        values = SortedList(integers(size))
        gc.collect()
        bytes_per_value = (resident() - before) / size if before >= 0 else None

        def tell(operation, count, prepare, run, undo=lambda given: None):
            nanoseconds = measure(rounds, count, prepare, lambda given: run(values, given), undo)
            print(json.dumps({"operation": operation, "size": size, "ns": round(nanoseconds, 1)}), flush=True)

        def take_out(given):
            remove_each(values, given)

        def put_in(count):
            added = integers(count)
            values.update(added)
            return added

        def ranges():
            starts = [random.randrange(size - RANGE_VALUES + 1) for _ in range(RANGES)]
            return [(values[start], values[start + RANGE_VALUES - 1]) for start in starts]

        each = min(EACH, size // 2)
        tell("add one", EACH, lambda: integers(EACH), add_each, take_out)
        tell("add one and read", EACH, lambda: integers(EACH), add_and_read_each, take_out)
        tell("add many", MANY, lambda: integers(MANY), lambda values, added: values.update(added), take_out)
        tell("remove", each, lambda: put_in(each), remove_each)
        tell("rank", EACH, lambda: random.choices(values, k=EACH), rank_each)
        tell(f"range of {RANGE_VALUES}", RANGES, ranges, range_each)
        tell("iterate", size, lambda: None, lambda values, _: sum(values))
        print(json.dumps({"operation": "bytes per value", "size": size, "bytes": bytes_per_value}), flush=True)
        del values
    print(json.dumps({"python": sys.version.split()[0], "sortedcontainers": __version__}))


main(int(sys.argv[1]), [int(size) for size in sys.argv[2:]])
