"""Many clients at once on really committed rows. Each race has its control: without the guard, the test would be red."""

import threading
from contextlib import suppress

import pytest
from django.db import transaction

from incubator.demo import make, make_applications
from incubator.errors import Refused
from programs.applications.actions import filing, versions
from programs.applications.actions.answering import Conflict, save_section
from programs.applications.models import Application, Version
from programs.applications.queries import answers_of
from programs.applications.states import ApplicationState
from programs.calls.models import Call
from tests.programs.applications.conftest import BOTH
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]


def submit(application, by, token):
    return filing.submit(application.pk, token=token, agreed=BOTH, language="fr", by=by)


def test_two_tabs_on_one_section_never_lose_a_text():
    draft = make_applications.application()
    owner = make_applications.team(draft.startup)

    def save(number):
        return lambda: save_section(
            draft.pk, section="project", data={"pitch": f"Texte {number}"}, revision=0, by=owner
        )

    told = at_once([save(number) for number in range(8)])

    kept = [t for t in told if not isinstance(t, Exception)]
    conflicts = [t for t in told if isinstance(t, Conflict)]
    assert (len(kept), len(conflicts)) == (1, 7)
    assert all(c.stored.data["pitch"] == kept[0].answers.data["pitch"] == answers_of(draft)["pitch"] for c in conflicts)


def test_control_without_the_revision_texts_are_lost():
    """The same tabs, each believing that it writes on the latest revision: all are told "saved", one text is left."""
    draft = make_applications.application()
    owner = make_applications.team(draft.startup)

    def save(number):
        def blind():
            for revision in range(9):
                with suppress(Conflict):
                    return save_section(
                        draft.pk, section="project", data={"pitch": f"T{number}"}, revision=revision, by=owner
                    )
            return None

        return blind

    told = at_once([save(number) for number in range(8)])

    assert sum(t is not None for t in told) > 1


@pytest.mark.parametrize("tokens", ["one page", "eight pages"])
def test_sent_eight_times_at_once_is_sent_once(tokens):
    application = make_applications.application(is_complete=True)
    owner = make_applications.team(application.startup)
    names = ["same"] * 8 if tokens == "one page" else [f"page{n}" for n in range(8)]

    told = at_once([lambda name=name: submit(application, owner, name) for name in names])

    assert {version.pk for version in told} == {Version.objects.get().pk}
    assert Application.objects.get().receipt.endswith("-0001")
    assert Call.objects.get().receipts == 1


def test_control_without_the_lock_the_database_still_refuses_a_second_version(monkeypatch):
    application = make_applications.application(is_complete=True)
    owner = make_applications.team(application.startup)
    bare = Application.objects.select_related("call", "startup")
    monkeypatch.setattr(filing, "locked_to_send", lambda pk: bare.get(pk=pk))

    told = at_once([lambda n=n: submit(application, owner, f"page{n}") for n in range(8)])

    assert any(isinstance(t, Exception) for t in told)
    assert Version.objects.filter(is_current=True).count() == 1


def _ready(count):
    call = make.call()
    applications = [make_applications.application(to=call, is_complete=True) for _ in range(count)]
    return call, [(a, make_applications.team(a.startup)) for a in applications]


def test_32_files_sent_at_once_have_32_numbers_without_a_gap():
    call, ready = _ready(32)

    told = at_once([lambda a=a, o=o: submit(a, o, "t") for a, o in ready])

    assert not [t for t in told if isinstance(t, Exception)]
    receipts = sorted(Application.objects.values_list("receipt", flat=True))
    assert receipts == [f"{call.cohort.code.upper()}-{n:04d}" for n in range(1, 33)]


def test_control_a_number_read_without_a_lock_is_given_twice(monkeypatch):
    _call, ready = _ready(16)
    barrier = threading.Barrier(16)

    def unlocked(call):
        given = Call.objects.get(pk=call.pk).receipts + 1
        with suppress(threading.BrokenBarrierError):
            barrier.wait(5)
        Call.objects.filter(pk=call.pk).update(receipts=given)
        return f"X-{given:04d}"

    monkeypatch.setattr(filing, "next_receipt", unlocked)

    told = at_once([lambda a=a, o=o: submit(a, o, "t") for a, o in ready])

    assert any(isinstance(t, Exception) for t in told)


def test_sending_and_deleting_at_once_one_wins_and_the_other_is_told():
    for _ in range(4):
        application = make_applications.application(is_complete=True)
        owner = make_applications.team(application.startup)

        told = at_once(
            [
                lambda a=application, o=owner: submit(a, o, "t"),
                lambda a=application, o=owner: filing.delete_draft(a.pk, by=o),
            ]
        )

        refused = [t for t in told if isinstance(t, Refused)]
        standing = Application.objects.filter(pk=application.pk).first()
        assert len(refused) == 1
        assert standing is None or standing.state == ApplicationState.SUBMITTED


def test_two_colleagues_begin_at_once_one_file():
    call, owner = make.call(), make.person()
    startup = make_applications.startup_of(owner)
    editor = make_applications.colleague(startup)

    told = at_once([lambda by=by: filing.begin(call.pk, startup_id=startup.pk, by=by) for by in (owner, editor) * 4])

    assert len({t.pk for t in told}) == 1
    assert Application.objects.count() == 1


def test_numbers_stay_unique_over_two_calls_of_one_cohort():
    cohort = make.cohort()
    calls = [make.call(of=cohort) for _ in range(2)]

    def draw(call):
        def number():
            with transaction.atomic():
                return versions.next_receipt(call)

        return number

    told = at_once([draw(call) for call in calls for _ in range(8)])

    assert len(set(told)) == 16
