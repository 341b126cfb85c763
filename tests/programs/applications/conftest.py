"""A call that is open, a team with an owner, an editor and a reader, and its file."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incubator.demo import make, make_applications
from programs.applications.actions.consenting import ACCURACY, PRIVACY
from programs.applications.models import Application
from programs.calls.models import Call
from startups.states import TeamRole

BOTH = frozenset({PRIVACY, ACCURACY})
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
FILE_QUESTION = {
    "key": "deck",
    "kind": "file",
    "is_required": False,
    "label": {"fr": "Présentation", "en": "Deck", "ar": "عرض"},
}


@pytest.fixture
def call(db):
    return make.call(grace_minutes=2)


@pytest.fixture
def owner(db):
    return make.person(name="Amina Alaoui")


@pytest.fixture
def startup(owner):
    return make_applications.startup_of(owner, name="Héliopompe")


@pytest.fixture
def editor(startup):
    return make_applications.colleague(startup, name="Omar Benali")


@pytest.fixture
def reader(startup):
    return make_applications.colleague(startup, TeamRole.READER, name="Salma Idrissi")


@pytest.fixture
def draft(call, startup, owner):
    return make_applications.application(of=startup, to=call, by=owner)


@pytest.fixture
def complete(draft, owner):
    make_applications.complete(draft, by=owner)
    return draft


@pytest.fixture
def sent(complete, owner):
    return make_applications.send(complete, owner)


def close_call(call, *, ago=DAY):
    """Time goes by: the call closed some while ago."""
    Call.objects.filter(pk=call.pk).update(opens_at=timezone.now() - 30 * DAY, closes_at=timezone.now() - ago)
    call.refresh_from_db()


def fresh(application):
    return Application.objects.with_card().get(pk=application.pk)


def pdf(name="deck.pdf", size=0):
    return SimpleUploadedFile(name, PDF + b"%" * size, content_type="application/pdf")


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)
