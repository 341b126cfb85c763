"""The long work: killed, repeated, overtaken or broken, it goes on where it stopped."""

import threading

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from incubator.errors import Refused
from incubator.outbox.ticks import beat
from startups.actions import profile
from startups.imports import applying, queries
from startups.imports.actions import steps, work
from startups.imports.states import IMPORT
from startups.imports.tasks import run_imports
from startups.models import ImportBatch, Startup
from startups.models.imports import ImportState
from tests.startups.imports import made
from tests.startups.imports.conftest import run, table

CODES = {"sector": {"greentech": "NUM"}}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("verb", "state"), IMPORT.forbidden(ImportState.values))
def test_no_step_is_taken_from_another_state(verb, state):
    with pytest.raises(Refused):
        IMPORT.after(verb, state)


def stopping_after(monkeypatch, chunks, name):
    """As a worker killed in the middle: the transaction of its last hundred is lost."""
    real, calls = getattr(work, name), []

    def killed(*args):
        calls.append(1)
        if len(calls) > chunks:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(work, name, killed)


@pytest.mark.parametrize("name", ["_check_chunk", "_import_chunk"])
def test_what_a_killed_worker_left_is_gone_on_with(bring, by, monkeypatch, name):
    batch = bring(made.companies(250), codes=CODES)
    if name == "_check_chunk":
        steps.recheck(batch.pk, drops_cells=False, by=by)
    else:
        steps.start(batch.pk, by=by)
    with monkeypatch.context() as patch:
        stopping_after(patch, 1, name)
        with pytest.raises(KeyboardInterrupt):
            work.advance(batch.pk, seconds=60)
    batch.refresh_from_db()
    assert batch.rows_done == 100

    run(batch)

    assert batch.rows.count() == 250
    if name == "_check_chunk":
        assert batch.counts["verdicts"] == {"new": 250}
        steps.start(batch.pk, by=by)
        run(batch)
    assert batch.counts["outcomes"] == {"created": 250}
    assert Startup.objects.count() == 250


def test_a_tick_stops_in_time_and_the_next_one_goes_on(bring, by):
    batch = bring(made.companies(250), codes=CODES)
    steps.start(batch.pk, by=by)

    work.advance(batch.pk, seconds=0)
    assert Startup.objects.count() == 100
    work.advance(batch.pk, seconds=0)
    assert Startup.objects.count() == 200


def test_a_hundred_rows_cost_few_queries(bring, by):
    batch = bring(made.companies(200), codes=CODES)
    steps.recheck(batch.pk, drops_cells=False, by=by)
    costs = []
    for prepare in (None, steps.start, steps.undo):
        if prepare:
            prepare(batch.pk, by=by)
        with CaptureQueriesContext(
            connection,
        ) as told:
            run(batch)
        costs.append(len([q for q in told if "SAVEPOINT" not in q["sql"]]) / 2)

    checking, importing, undoing = costs
    assert checking <= 12
    assert importing <= 16
    assert undoing <= 64  # one question for each relation that might use a record


def test_a_fault_in_one_file_does_not_stop_the_others(bring, by, monkeypatch):
    first, second = bring(table("Atlas;;Fès")), bring(table("Rif;Maroc;", head="nom;pays;ville"), "organisation")
    steps.start(first.pk, by=by)
    steps.start(second.pk, by=by)
    real = applying._import

    def faulty(batch, rows):
        if batch.pk == first.pk:
            raise RuntimeError("a fault nobody thought of")
        real(batch, rows)

    with monkeypatch.context() as patch:
        patch.setattr(applying, "_import", faulty)
        run_imports()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("importing", "done")
    assert first.problem

    run_imports()

    first.refresh_from_db()
    assert (first.state, first.problem) == ("done", "")


def test_a_company_that_came_meanwhile_is_changed_instead_of_created(bring, by):
    ice = made.ice(900_000_001)
    batch = bring(table(f"Atlas;{ice};Fès", "Rif;;Oujda"))
    values = {"name": "Atlas S.", "ice": ice, "legal_form": "sarl", "city": "Rabat"}
    startup = profile.register(values=values, by=by)

    steps.start(batch.pk, by=by)
    run(batch)

    startup.refresh_from_db()
    assert (startup.name, startup.city) == ("Atlas", "Fès")
    assert dict(batch.rows.values_list("line", "outcome")) == {2: "updated", 3: "created"}


def test_a_row_that_the_database_refuses_is_told_and_the_others_are_imported(bring, by, monkeypatch):
    batch = bring(table("Atlas;;Fès", "Rif;;Oujda", "Souss;;Agadir"))
    steps.start(batch.pk, by=by)
    batch.rows.filter(line=3).update(values={"name": "x" * 300})

    run(batch)

    assert batch.counts["outcomes"] == {"created": 2, "failed": 1}
    assert batch.rows.get(line=3).note
    assert Startup.objects.count() == 2


def test_imports_of_a_kind_follow_each_other(bring, by):
    first, second = bring(table("Atlas;;Fès")), bring(table("Rif;;Oujda"))
    steps.start(first.pk, by=by)

    with pytest.raises(Refused):
        steps.start(second.pk, by=by)
    with pytest.raises(DatabaseError):
        ImportBatch.objects.filter(pk=second.pk).update(state="importing")


def test_a_worker_is_silent_until_its_tick_was_seen(db):
    assert queries.is_worker_silent()

    beat(queries.TICK, every=5)

    assert not queries.is_worker_silent()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_file_import_each_row_once(bring, by):
    batch = bring(made.companies(300), codes=CODES)
    steps.recheck(batch.pk, drops_cells=False, by=by)
    together(batch)
    assert batch.counts["verdicts"] == {"new": 300}
    steps.start(batch.pk, by=by)

    together(batch)

    assert batch.counts["outcomes"] == {"created": 300}
    assert Startup.objects.count() == 300
    steps.undo(batch.pk, by=by)
    together(batch)
    assert not Startup.objects.exists()


def together(batch, workers=3):
    faults = []

    def worker():
        try:
            for _turn in range(6):
                work.advance(batch.pk, seconds=60)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults
    batch.refresh_from_db()
