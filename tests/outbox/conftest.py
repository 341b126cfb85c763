"""Kinds and templates for the tests of the outbox, and a mail server with a ledger."""

import copy
from pathlib import Path

import pytest
from django.db import transaction

from incubator.demo import make
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.outbox.states import Category
from tests.outbox.smtp import serving

TEMPLATES = Path(__file__).with_name("templates")


def told(letter):
    return None if letter.params.get("gone") else {"told": letter.params.get("told", "")}


def broken(letter):
    raise KeyError("a mistake of ours")


@pytest.fixture
def trial(settings, monkeypatch):
    """Letters of a unit that exists in tests only."""
    engine = copy.deepcopy(settings.TEMPLATES)
    engine[0]["DIRS"].append(TEMPLATES)
    settings.TEMPLATES = engine
    monkeypatch.setattr(kinds, "kinds", dict(kinds.kinds))
    monkeypatch.setattr(kinds, "planners", {})
    kinds.register(
        Kind("trial.note", context=told, label="A note"),
        Kind("trial.reminder", context=told, category=Category.REMINDER),
        Kind("trial.announcement", context=told, category=Category.ANNOUNCEMENT),
        Kind("trial.secret", context=told, is_secret=True),
        Kind("trial.decision", context=told, is_decision=True, priority=1),
        Kind("trial.broken", context=broken),
        Kind("trial.wordless", context=told),
    )
    return kinds


@pytest.fixture
def letter(db, trial):
    """letter("trial.note", to=…, state=…) gives a stored letter."""
    numbers = iter(range(10_000))

    def make_letter(kind="trial.note", *, to=None, state="", lifted=None, **fields):
        once = fields.pop("once", f"{kind}:{next(numbers)}")
        with transaction.atomic():
            assert post(kind, to=to or make.person(), once=once, **fields)
        made = Letter.objects.get(once=once)
        if state:
            Letter.objects.filter(pk=made.pk).update(state=state, **(lifted or {}))
            made.refresh_from_db()
        return made

    return make_letter


@pytest.fixture
def by_smtp(settings):
    """by_smtp("busy") starts a server in that mode and has the portal use it."""
    opened = []

    def start(mode="ok", *, timeout=2):
        server = serving(mode)
        opened.append(server)
        ledger = server.__enter__()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", ledger.port, timeout
        return ledger

    yield start
    for server in opened:
        server.__exit__(None, None, None)
