"""python -m bench.times: what free times of 26 coaches in 14 days cost, in CPU and in queries (a ceiling of issue 4: 40 ms)."""

import os
import statistics
import tempfile
import time
from pathlib import Path

import django

from incubator.embedded import Postgres

COACHES, DAYS, TAKEN, RUNS = 26, 14, 10, 25


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        here = Path(folder)
        server = Postgres(here / "data", here, durable=False)
        database = server.start()
        (here / "static").mkdir()
        os.environ |= {"DATABASE_URL": server.url, "PORTAL_VAR": folder, "DEMO": "1", "LOG_LEVEL": "ERROR"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")
        try:
            django.setup()
            from bench.times_filled import ask, fill  # noqa: PLC0415 -- models are there only now

            service = fill(COACHES, TAKEN)
            costs = []
            for _run in range(RUNS):
                began = time.process_time()
                found, queries = ask(service, DAYS)
                costs.append((time.process_time() - began) * 1000)
            told = f"{COACHES} coaches, {DAYS} days, {len(found)} times, {queries} queries"
            print(f"{told}: {statistics.median(costs[3:]):.1f} ms of CPU (ceiling 40)")
        finally:
            database.terminate()
            database.wait()


if __name__ == "__main__":
    main()
