from datetime import timedelta

import pytest
from django.utils import timezone

from events.agenda.states import CertificateRule
from events.door.actions import mark
from events.door.states import AttendanceState as A
from incubator.demo import make
from tests.events.door.conftest import noon

__all__ = ["noon"]


def attend(event, row, *, dates, state=A.ATTENDED):
    """The registration was at the first `dates` sessions."""
    for session in event.sessions.all()[:dates]:
        mark(session.pk, {row.pk: state}, by=make.staff())


def over(event, *, days=4):
    """It is over: it began so many days ago."""
    return make.past(event, begins=timezone.now() - timedelta(days=days))


@pytest.fixture
def training(db, noon):
    """Three dates, a certificate for two thirds of them; Amina came twice, Omar once, Zineb never; it ended two days ago."""
    event = make.event(
        dates=3,
        certificate=CertificateRule.SHARE,
        certificate_share=66,
        title="Formation solaire",
        title_ar="تكوين شمسي",
    )
    event.people = {
        name: make.registration(of=event, who=make.person(name=name)) for name in ("Amina", "Omar", "Zineb")
    }
    over(event)
    attend(event, event.people["Amina"], dates=2)
    attend(event, event.people["Omar"], dates=1)
    return event
