"""Two officers graduate one startup at the same instant. The lock once taken away: the checker must see it."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.cohorts.models import Enrolment, EnrolmentQuerySet
from programs.graduation.actions import graduating
from programs.graduation.models import GraduationCertificate
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 6


def clicks(place):
    officers = [make.staff() for _ in range(CLIENTS)]
    deeds = [lambda by=by: graduating.graduate(place.pk, by=by, on=timezone.localdate()) for by in officers]
    return at_once(deeds, told=(Refused, IntegrityError))


def test_a_startup_graduates_once_whoever_clicks():
    place = make.active()

    answers = clicks(place)

    assert all(isinstance(answer, Enrolment) for answer in answers)
    assert GraduationCertificate.objects.count() == 1
    assert Entry.objects.about(place).filter(verb="graduate").count() == 1
    assert Letter.objects.filter(kind="programs.graduation.startup_graduated").count() == 1


def test_control_without_the_lock_the_second_click_fails_instead_of_agreeing(monkeypatch):
    place = make.active()
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda self: self)

    answers = clicks(place)

    assert any(isinstance(answer, IntegrityError) for answer in answers)
    assert GraduationCertificate.objects.count() == 1
