"""The permission matrix, executed: inventory, sweep over roles and verbs, canaries, revocation (reliability.md 3.6)."""

import copy
import re
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incubator.accounts.models import User
from incubator.accounts.people.actions import deactivate
from incubator.demo import make
from programs.applications.states import ApplicationState as S
from startups.actions import team, transfers
from tests.conftest import nothing_written
from tests.permissions.matrix import matrix
from tests.permissions.routes import arguments
from tests.permissions.world import ROLES, World, build, note
from tests.test_gates import routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALLOWED = {200, 302, 409, 422}
CODES = {".": {404}, "x": {403}, "-": {405}, "b": {400}}
#: Third-party views, each with the rule that guards it.
TRUSTED = re.compile(r"^(account_|mfa_|usersessions_|admin:)")
#: Who may read which text anywhere. Founders' own names are shown to staff and team; nothing else of A reaches the rest.
READERS = {
    "founderA": {"FA", "EA", "RA", "ST", "SU", "CO"},
    "phoneA": {"FA", "EA", "RA", "ST", "SU", "CO"},
    "addressA": {"FA", "EA", "RA", "ST", "SU", "CO"},
    "pitchA": {"FA", "EA", "RA", "ST", "SU"},
    "messageA": {"FA", "EA", "RA", "ST", "SU"},
    "correctionA": {"FA", "EA", "RA", "ST", "SU"},
    "whyA": {"FA", "EA", "RA", "ST", "SU"},
    "farewellA": {"FA", "EA", "ST", "SU"},
    "needA": {"FA", "EA", "RA", "ST", "SU"},
    "saidA": {"FA", "EA", "RA", "ST", "SU"},
    "noteA": {"ST", "SU"},
    "promiseA": {"FA", "EA", "RA", "CO", "ST", "SU"},
    "sharedA": {"FA", "EA", "RA", "CO", "ST", "SU"},
    "privateA": {"CO", "ST", "SU"},
    "draftA": {"FA", "EA", "RA"},
}


@dataclass
class Kept:
    world: World
    cookies: dict[str, SimpleCookie]
    seen: dict[tuple[str, str], Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """The world and one signed-in browser for each role, built once; every test takes back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        world, clients = build(), {role: Client() for role in ROLES}
        for role, person in world.people.items():
            if person:
                clients[role].force_login(person)
                note(clients[role])
        yield Kept(world, {role: client.cookies for role, client in clients.items()})
        transaction.set_rollback(True)


@pytest.fixture
def world(kept, db):
    """Each test has a savepoint and objects of its own."""
    return copy.deepcopy(kept.world)


@pytest.fixture
def clients(kept, db):
    made = {role: Client() for role in ROLES}
    for role, cookies in kept.cookies.items():
        made[role].cookies = copy.deepcopy(cookies)
    return made


@pytest.fixture
def look(kept, clients):
    """look(role, address): the answer to a GET in the untouched world, and what it says; asked once for all tests."""

    def looked_at(role, address):
        if (role, address) not in kept.seen:
            kept.seen[role, address] = ask(clients[role], "GET", address)
        return kept.seen[role, address]

    return looked_at


def ours():
    return {name for name, _route, view in routes() if hasattr(view, "gate")}


def ask(client, method, address):
    """(answer, what it says); whatever the request changed is taken back."""
    with transaction.atomic():
        answer = client.generic(method, address)
        said = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace")
        transaction.set_rollback(True)
    return answer, said + str(answer.headers)


def fits(answer, letter):
    if letter == "L":
        return answer.status_code == 401 or (
            answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
        )
    if letter == "y":
        return answer.status_code in ALLOWED and "/accounts/login/" not in answer.headers.get("Location", "")
    return answer.status_code in CODES[letter]


def test_every_route_stands_in_the_matrix_and_every_line_is_a_route():
    unknown = [name for name, _route, view in routes() if not hasattr(view, "gate") and not TRUSTED.match(name)]
    assert unknown == []
    assert ours() == set(matrix()), ours() ^ set(matrix())


def test_every_role_gets_the_answer_of_the_matrix(clients, world, look):
    wrong, parts = [], arguments(world)
    for name, rows in matrix().items():
        address = reverse(name, kwargs=parts.get(name, {}))
        for method, row in zip(("GET", "POST"), rows, strict=True):
            for role, letter in zip(ROLES, row, strict=True):
                answer, _said = look(role, address) if method == "GET" else ask(clients[role], method, address)
                if not fits(answer, letter):
                    wrong.append(f"{method} {name} {role}: {answer.status_code}, not {letter}")
    assert wrong == [], wrong


def test_other_verbs_are_refused_everywhere(clients, world):
    parts = arguments(world)
    for name, verb in product(matrix(), ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO")):
        answer, _said = ask(clients["SU"], verb, reverse(name, kwargs=parts.get(name, {})))
        assert answer.status_code in {403, 404, 405}, f"{verb} {name}: {answer.status_code}"


def test_a_denied_request_changes_nothing(clients, world):
    parts = arguments(world)
    typed = {"reason": "x", "text": "x", "role": "owner", "email": "x@exemple.test", "answer": "confirm"}
    for name, (_get, post) in matrix().items():
        address = reverse(name, kwargs=parts.get(name, {}))
        for role, letter in zip(ROLES, post, strict=True):
            if letter in "Lx.":
                with nothing_written():
                    clients[role].post(address, typed)


def test_no_canary_reaches_who_may_not_read_it(look, world):
    parts, leaks = arguments(world), []
    addresses = [reverse(name, kwargs=parts.get(name, {})) for name in matrix()]
    addresses += [a.replace(str(world.file.pk), str(world.draft.pk)) for a in addresses if str(world.file.pk) in a]
    addresses += ["/startups/?q=cnr", "/admin/", "/admin/programs/application/"]
    addresses += [f"/admin/programs/application/{pk}/change/" for pk in (world.file.pk, world.draft.pk)]
    for role, address in product(ROLES, addresses):
        _answer, said = look(role, address)
        hidden = [name for name in world.canaries if role not in READERS[name]]
        leaks += [f"{name} → {role} at {address}" for name in hidden if world.canaries[name] in said]
    assert leaks == []


def test_the_canaries_do_reach_those_who_may_read_them(clients, world):
    """The control: an oracle that never sees a canary proves nothing."""
    check = reverse("programs:application_check", args=[world.file.pk])
    section = reverse("programs:application_section", args=[world.draft.pk, "project"])
    expected = (
        ("ST", f"/admin/programs/application/{world.file.pk}/change/", "noteA"),
        ("FA", check, "pitchA"),
        ("EA", section, "draftA"),
        ("FA", world.a.get_absolute_url(), "addressA"),
    )
    for role, address, name in expected:
        assert world.canaries[name] in ask(clients[role], "GET", address)[1], (role, name)


def test_missing_and_not_yours_look_the_same_and_cost_the_same(clients, world):
    pages = []
    clients["FB"].get("/dashboard/")  # once a minute the session's age is noted
    for key in (world.file.pk, uuid.uuid4()):
        with CaptureQueriesContext(connection) as seen:
            answer = clients["FB"].get(reverse("programs:application_detail", args=[key]))
        said = re.sub(rf"{key}|[0-9A-F]{{6}}|name=.csrfmiddlewaretoken. value=.\w+.", "", answer.text)
        pages.append((answer.status_code, said, len(seen)))
    assert pages[0][0] == 404
    assert pages[0] == pages[1]


BAD = ["0", "-1", "9223372036854775808", "abc", "1e3", "%00", "00000000-0000-0000-0000-000000000000"]


def test_malformed_ids_are_missing_and_never_an_error(client, admin_person):
    client.force_login(admin_person)
    prefixes = ("applications", "documents", "startups", "calls", "startups/transfers", "admin/programs/application")
    prefixes += ("tickets", "certificates", "registrations", "door", "bookings", "services")
    for prefix, bad in product(prefixes, BAD):
        assert client.get(f"/{prefix}/{bad}/").status_code in {302, 400, 404}, (prefix, bad)


def private_pages(world):
    return [
        reverse("programs:application_detail", args=[world.file.pk]),
        reverse("startups:startup_team", args=[world.a.slug]),
    ]


def test_rights_that_end_end_on_the_next_request(clients, world):
    """Out of the team, out of the staff, deactivated: the open session is worth nothing at once."""
    assert {clients["EA"].get(page).status_code for page in private_pages(world)} == {200}
    assert clients["ST"].get("/admin/").status_code == 200

    transfers.withdraw(world.things["transfer"].pk, by=world.people["FA"])
    team.remove(world.a.pk, person=world.people["EA"], by=world.people["FA"])
    User.objects.filter(pk=world.people["ST"].pk).update(is_staff=False)
    deactivate(world.people["FA"].pk, by=world.people["SU"])

    assert {clients["EA"].get(page).status_code for page in private_pages(world)} == {404}
    assert clients["ST"].get("/admin/").status_code == 404
    for page in ("/dashboard/", *private_pages(world)):
        answer = clients["FA"].get(page)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.headers["Location"]


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.OFFERED, S.WITHDRAWN])
def test_in_every_state_a_stranger_sees_nothing_and_changes_nothing(client, stranger, state):
    file = make.application(state=state)
    client.force_login(stranger)
    for verb in ("", "check/", "receipt/", "withdraw/", "messages/", "project/", "offer/"):
        assert client.get(f"/applications/{file.pk}/{verb}").status_code == 404
    for verb in ("submit/", "edit-again/", "withdraw/", "delete/", "messages/send/", "offer/"):
        assert client.post(f"/applications/{file.pk}/{verb}", {"answer": "confirm"}).status_code == 404
    file.refresh_from_db()
    assert file.state == state
