"""Every form there is gets what nobody should type, in every field: an answer below 500, always, and nothing half stored.

Every page of the inventory is opened as the person who sees it; each form found there is sent with text of reliability.md 4.2,
4.3, 4.5 and 4.6. Fields of one form get different texts, and others in each round; what one
form class asks on several pages of a kind is sent once. Routes without a page of their own get them too.
"""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.guards.forms_on_pages import Form, forms_on
from tests.look.inventory import inventory
from tests.look.stage import sessions
from tests.look.staged import staged
from tests.permissions.matrix import matrix
from tests.permissions.routes import arguments
from tests.permissions.world import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NASTY = [
    "",
    "9999-12-31T23:59",
    "<script>alert(1)</script>\"'>{{7*7}}${7*7}{% debug %}{0.__class__}",
    '=HYPERLINK("https://evil.test")\r\nBcc: all@evil.test',
    "99999999999999999999",
    "\u202eabc\u2066 ع" + "\u0301" * 200,
    "س" * 5001,
    "-1",
    "\u200b\u00a0 \u2060",
    "1e309",
    "2026-03-22T02:30",
    "NaN",
    "١٢٫٥",
    "31/02/0001",
    "javascript:alert(1)//evil.test",
    "a@x.test, e@x.test",
    "\x07\x1b[31m\u2028",
    '[{"a": NaN}]',
    "00000000-0000-0000-0000-000000000000",
]
ROUNDS = 4
#: A draft keeps what is well typed beside what is not (product.md): the one thing that a refused form may store.
KEPT = '"programs_answers"'
NAMES = (
    "name",
    "text",
    "reason",
    "email",
    "role",
    "answer",
    "to",
    "person",
    "language",
    "theme",
    "id",
    "revision",
    "token",
)
ROWS = re.compile(r'name="_selected_action" value="([^"]+)"')
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<=/)[^/]{24,}(?=/)")


@pytest.fixture
def stage(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return staged(settings.MEDIA_ROOT)


@contextmanager
def taken_back():
    """What the request wrote is undone; `written` holds what it had not taken back by itself, sessions aside."""
    written = []

    def note(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT"):
            written.append(sql.split()[-1])
        elif sql.startswith("ROLLBACK TO SAVEPOINT") and sql.split()[-1] in written:
            del written[written.index(sql.split()[-1]) :]
        elif sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield written
        transaction.set_rollback(True)


class Sender:
    def __init__(self, stage):
        self.keys, self.client, self.wrong = sessions(stage), Client(raise_request_exception=False), []

    def ask(self, role, address, form=None):
        self.client.cookies.clear()
        if self.keys[role]:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[role]
        with taken_back() as written:
            answer = self.client.get(address) if form is None else self.client.post(address, form)
            if answer.streaming:
                answer.getvalue()  # a file is a page too: it is read to its end
        if answer.status_code >= 500:
            self.wrong.append(f"{role} {address} answers {answer.status_code} to {form}"[:600])
        elif answer.status_code >= 400 and (stored := [sql for sql in written if " " in sql and KEPT not in sql]):
            self.wrong.append(f"{role} {address} refuses with {answer.status_code} and writes {stored[0][:160]}")
        return answer


def filled(form: Form, turn: int) -> dict:
    """Odd rounds choose well and type badly: so the text gets past the first look."""
    said = dict(form.kept)
    for n, name in enumerate(form.typed):
        said[name] = NASTY[(n + turn * 5) % len(NASTY)]
    for n, (name, value) in enumerate(form.chosen.items()):
        said[name] = value if turn % 2 else NASTY[(n + turn * 5 + 1) % len(NASTY)]
    for name in form.files:
        said[name] = SimpleUploadedFile("../\u202e" + "x" * 300 + "fdp.exe", b"MZ\x90" if turn else b"")
    return said


def test_every_form_on_every_page_survives_what_nobody_should_type(stage):
    sender, known, rows = Sender(stage), set(), {}
    for visit in inventory(stage):
        if visit.deed:
            sender.ask(visit.role, visit.address, {"action": visit.deed, "_selected_action": rows[visit.address]})
            continue
        page = sender.ask(visit.role, visit.address)
        text = "" if page.streaming else page.text
        rows[visit.address] = ROWS.findall(text)
        for form in forms_on(visit.address, text):
            kinds = {(IDS.sub("*", form.action.split("?")[0]), form.names), (visit.kind or form.action, form.names)}
            if kinds & known or "evil" in form.action:
                continue
            known |= kinds
            for turn in range(ROUNDS if form.typed or form.files else 2):  # a button has little to say
                sender.ask(visit.role, form.action, filled(form, turn))
    assert len(known) > 100, "forms are looked for in vain"
    assert any(rows.values()), "rows are looked for in vain"
    assert sender.wrong == [], "\n".join(sender.wrong)


def test_every_deed_survives_what_nobody_should_type(stage):
    sender, parts = Sender(stage), arguments(stage.world)
    for name, (_get, post) in matrix().items():
        role = next((role for role, letter in zip(ROLES, post, strict=True) if letter == "y"), "SU")
        address = reverse(name, kwargs=parts.get(name, {}))
        for turn in range(ROUNDS):
            sender.ask(role, address, {key: NASTY[(n + turn * 5) % len(NASTY)] for n, key in enumerate(NAMES)})
    assert sender.wrong == [], "\n".join(sender.wrong)
