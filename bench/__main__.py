"""python -m bench --applications 1200 12000: fills two databases of a throw-away server and measures both sides in turn."""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import psycopg

from bench.pages import PAGES, Page
from incubator import catalogues
from incubator.embedded import Postgres, start_valkey

#: Public events of the portal's programme, whatever the number of applications: the size of a large agenda that was imported.
EVENTS = 2050
SIDES = {"floor": "bench.floor.settings", "portal": "incubator.settings"}
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@dataclass
class Result:
    page: Page
    seen: dict[str, Any]
    costs: list[dict[str, float]] = field(default_factory=list)
    floor: list[dict[str, float]] = field(default_factory=list)

    def line(self) -> str:
        mine, bare = median(self.costs, "cpu"), median(self.floor, "cpu")
        verdict = "" if mine <= bare * self.page.times else "  OVER"
        seen = self.seen
        if seen["status"] != 200:
            verdict += f"  answered {seen['status']}"
        return (
            f"{self.page.name:34}{seen['sql']:5}{mine:9.1f}{median(self.costs, 'db'):8.1f}{bare:9.1f}{median(self.floor, 'db'):8.1f}"
            f"{mine / bare:8.1f}{self.page.times:6.0f}{seen['bytes']:10,}{seen['gzip']:9,}{verdict}"
        )


HEAD = (
    f"{'page':34}{'SQL':>5}{'CPU ms':>9}{'DB ms':>8}{'floor':>9}{'DB':>8}{'times':>8}{'≤':>6}{'bytes':>10}{'gzip':>9}"
)


def median(costs: list[dict[str, float]], what: str) -> float:
    return statistics.median(cost[what] for cost in costs)


class Child:
    """One side, asked by one line of JSON and answering by one."""

    def __init__(self, side: str, *, env: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bench.probe"]
        self.process = subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.question, self.answer = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
        self.side = side

    def ask(self, deed: str, **about: str) -> Any:
        self.question.write(json.dumps({"deed": deed} | about) + "\n")
        self.question.flush()
        if not (answer := self.answer.readline()):
            sys.exit(f"{self.side} ended while asked for {about}")
        return json.loads(answer)

    def close(self) -> None:
        self.process.communicate()


def environment(side: str, *, server: Postgres, broker: str, var: Path) -> dict[str, str]:
    address = server.url.replace("/postgres?", f"/{side}?")
    names = {
        "DJANGO_SETTINGS_MODULE": SIDES[side],
        "DATABASE_URL": address,
        "REDIS_URL": broker,
        "PORTAL_VAR": str(var),
    }
    return (
        os.environ
        | names
        | {"DEMO": "1", "DEBUG": "", "PRODUCTION": "", "LOG_LEVEL": "ERROR", "ALLOWED_HOSTS": "testserver"}
    )


def fill(side: str, *, env: dict[str, str], applications: int) -> None:
    began = time.monotonic()
    manage = [sys.executable, "-m", "django"]
    subprocess.run([*manage, "migrate", "--run-syncdb", "--verbosity", "0"], env=env, check=True)
    subprocess.run([*manage, "make_demo"], env=env, check=True, stdout=subprocess.DEVNULL)
    sizes = ["--applications", str(applications), *(["--events", str(EVENTS)] if side == "portal" else [])]
    subprocess.run([*manage, "make_demo", *sizes], env=env, check=True, stdout=subprocess.DEVNULL)
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    print(f"  {side} filled in {time.monotonic() - began:.0f} s", file=sys.stderr)


def measure(children: dict[str, Child], *, runs: int) -> list[Result]:
    ours, bare = children["portal"], children["floor"]
    results, places = [], ours.ask("addresses")
    for page, place in zip(PAGES, places, strict=True):
        if place is None:
            continue
        bare.ask("look", who=floor_user(page), url=page.floor)
        results.append((place, Result(page, ours.ask("look", who=page.who, url=place, method=page.method))))
    for run in range(runs + 2):
        for place, result in results:
            of_floor = bare.ask("cost", who=floor_user(result.page), url=result.page.floor)
            of_ours = ours.ask("cost", who=result.page.who, url=place, method=result.page.method)
            if run >= 2:  # the first two warm up
                result.floor.append(of_floor)
                result.costs.append(of_ours)
    return [result for _, result in results]


def floor_user(page: Page) -> str:
    return "staff@floor.test" if page.who else ""


def compare(applications: int, *, runs: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        here = Path(folder)
        server = Postgres(here / "data", here, durable=False)
        database = server.start(**QUIET)
        broker_address, broker = start_valkey(here, **QUIET)
        try:
            (here / "static").mkdir()
            envs = {side: environment(side, server=server, broker=broker_address, var=here) for side in SIDES}
            for side, env in envs.items():
                with psycopg.connect(server.url, autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {side}")
                fill(side, env=env, applications=applications)
            children = {side: Child(side, env=env) for side, env in envs.items()}
            results = measure(children, runs=runs)
            for child in children.values():
                child.close()
        finally:
            broker.terminate()
            database.send_signal(signal.SIGINT)
            database.wait()
    print(f"\n{applications:,} applications, median of {runs} interleaved runs\n{HEAD}")
    print("\n".join(result.line() for result in results), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--applications", type=int, nargs="+", default=[1200])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    catalogues.compile_stale()
    for applications in options.applications:
        compare(applications, runs=options.runs)


if __name__ == "__main__":
    main()
