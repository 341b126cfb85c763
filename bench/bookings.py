"""python -m bench.bookings: whole bookings a second (kept, then confirmed) by several clients, beside a plain INSERT transaction."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

from django.db import connection, connections, transaction

from bench.served import served

CLIENTS, EACH, COACHES = 4, 25, 26
Deed = Callable[[int], object]


def rate(deeds: list[Deed]) -> float:
    """Every client does its deed EACH times, all at once."""
    start = threading.Barrier(len(deeds) + 1)

    def run(deed: Deed) -> None:
        start.wait(30)
        for n in range(EACH):
            deed(n)
        connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        waiting = [pool.submit(run, deed) for deed in deeds]
        start.wait(30)
        began = time.monotonic()
        for one in waiting:
            one.result()
        return len(deeds) * EACH / (time.monotonic() - began)


def plain() -> list[Deed]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (id bigserial PRIMARY KEY, startup bigint, starts_at timestamptz)")

    def insert(n: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_plain (startup, starts_at) VALUES (%s, now())", [n])

    return [insert] * CLIENTS


def bookings() -> list[Deed]:
    """Each client books for a startup of its own, hours that no other client wants."""
    make: Any = import_module("incubator.demo.make")
    network: Any = import_module("incubator.demo.make_network").network
    service = network(coaches=COACHES, taken=0)
    days = sorted({free.starts_at for free in make.free(service, days=21) if free.starts_at.minute == 0})
    coaches = sorted({free.provider_id for free in make.free(service, days=2)})
    return [booker(make, service, days, coach) for coach in coaches[:CLIENTS]]


def booker(make: Any, service: Any, days: list[Any], coach: int) -> Deed:
    actions: Any = import_module("services.bookings.actions")
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind, amount=EACH * 10)
    founder = make.owner_of(startup)

    def book(n: int) -> None:
        held = actions.hold(startup.pk, service.pk, actions.Choice(days[n], coach, "video"), by=founder)
        actions.confirm(held.pk, actions.Details("Prix de vente"), by=founder)

    return book


def measure() -> None:
    booked, bare = rate(bookings()), rate(plain())
    told = f"{CLIENTS} clients, {COACHES} coaches, commits on disk: {booked:.0f} bookings a second"
    print(f"{told}; plain INSERT transactions: {bare:.0f} a second, {bare / booked:.0f} times as many")


if __name__ == "__main__":
    served(measure, durable=True)
