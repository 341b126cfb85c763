"""python -m bench.times: what the free times of 26 coaches in 14 days cost, in CPU and in queries; the ceiling is 40 ms."""

import statistics
import time
from importlib import import_module
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.served import served

COACHES, DAYS, TAKEN, RUNS, CEILING = 26, 14, 10, 30, 40.0


def measure() -> None:
    make = import_module("incubator.demo.make_network")
    wanted_of: Any = import_module("services.calendar.wanted").Wanted
    free_times: Any = import_module("services.calendar.free").free_times
    wanted = wanted_of(make.network(coaches=COACHES, taken=TAKEN), timezone.localdate(), days=DAYS)
    with CaptureQueriesContext(connection) as queries:
        found = free_times(wanted)
    costs = []
    for _run in range(RUNS):
        began = time.process_time()
        free_times(wanted)
        costs.append((time.process_time() - began) * 1000)
    spent = statistics.median(costs)
    verdict = "" if spent <= CEILING else "  OVER"
    print(f"{COACHES} coaches, {DAYS} days, {TAKEN} times taken each: {len(found)} free times")
    print(f"{len(queries)} queries, {spent:.1f} ms of CPU (at most {CEILING:.0f}){verdict}")


if __name__ == "__main__":
    served(measure)
