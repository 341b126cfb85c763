"""A provider tells that letters came back: it shows its secret, the address is closed, staff find the letter."""

import base64
import json

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.journal.models import Entry
from incubator.outbox.guard import is_suppressed
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.states import Category, LetterState
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db

SECRET = "zenith:a-long-word"
URL = "/outbox/returns/postmark/"


@pytest.fixture(autouse=True)
def provider(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def bounce(address, kind="HardBounce", record="Bounce"):
    return {"RecordType": record, "Type": kind, "Email": address, "Description": "The address does not exist."}


def tell(client, told, *, url=URL, secret=SECRET):
    shown = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
    body = told if isinstance(told, str) else json.dumps(told)
    return client.post(url, body, content_type="application/json", headers=shown)


def sent_letter(person):
    return Letter.objects.create(
        kind="outbox.test_message", person=person, once=f"t:{person.pk}", state="sent", sent_at=timezone.now()
    )


def test_a_dead_address_gets_no_more_letters_and_its_last_one_waits_for_staff(client):
    person = make.person(email="partie@exemple.test")
    letter, other = sent_letter(person), sent_letter(make.person())

    assert tell(client, bounce("Partie@exemple.test")).status_code == 200

    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == (LetterState.FAILED, LetterState.SENT)
    assert letter.last_error == "The address does not exist."
    assert is_suppressed(person.email, Category.TRANSACTIONAL)
    assert Entry.objects.filter(verb="give_back", key=str(letter.pk), by=None).exists()


def test_the_same_word_twice_changes_nothing(client):
    person = make.person()
    sent_letter(person)
    tell(client, bounce(person.email))

    with nothing_written():
        assert tell(client, bounce(person.email)).status_code == 200


@pytest.mark.parametrize(("kind", "record"), [("SpamComplaint", "SpamComplaint"), ("Unsubscribe", "Bounce")])
def test_who_complains_still_gets_what_is_about_her_file(client, kind, record):
    person = make.person()
    letter = sent_letter(person)

    tell(client, bounce(person.email, kind, record))

    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert is_suppressed(person.email, Category.REMINDER)
    assert is_suppressed(person.email, Category.ANNOUNCEMENT)
    assert not is_suppressed(person.email, Category.TRANSACTIONAL)


@pytest.mark.parametrize("kind", ["Transient", "AutoResponder", "Blocked"])
def test_what_says_nothing_of_the_address_changes_nothing(client, kind):
    person = make.person()
    sent_letter(person)

    with nothing_written():
        assert tell(client, bounce(person.email, kind)).status_code == 200


@pytest.mark.parametrize(
    ("told", "secret"),
    [
        pytest.param(bounce("a@exemple.test"), "", id="no secret"),
        pytest.param(bounce("a@exemple.test"), "zenith:another", id="another secret"),
        pytest.param("{", SECRET, id="no JSON"),
        pytest.param("[1]", SECRET, id="no event"),
        pytest.param({"RecordType": "Inbound"}, SECRET, id="mail that comes in"),
    ],
)
def test_strangers_and_nonsense_are_turned_away(client, told, secret):
    with nothing_written():
        assert tell(client, told, secret=secret).status_code == 400


def test_nobody_tells_anything_while_there_is_no_secret_or_no_such_provider(client, settings):
    assert tell(client, bounce("a@exemple.test"), url="/outbox/returns/pigeon/").status_code == 404
    settings.ANYMAIL = {}
    assert tell(client, bounce("a@exemple.test"), secret="").status_code == 404
    assert not Suppression.objects.exists()


def test_looking_is_refused_and_asking_whether_somebody_is_there_is_answered(client):
    assert client.get(URL).status_code == 405
    assert client.head(URL).status_code == 200


def test_a_flood_of_dead_addresses_stops_the_mail_until_staff_resume(client):
    people = [make.person() for _ in range(20)]
    for person in people:
        sent_letter(person)
    for person in people[:19]:
        tell(client, bounce(person.email))
    assert not Pause.objects.exists()

    tell(client, bounce(people[19].email))

    assert Pause.objects.standing().get().until is None


def test_a_twentieth_is_needed_for_a_flood(client):
    person = make.person()
    Letter.objects.bulk_create(
        Letter(kind="outbox.test_message", person=person, once=f"l:{n}", state="sent", sent_at=timezone.now())
        for n in range(401)
    )
    for n in range(20):
        tell(client, bounce(f"morte{n}@exemple.test"))

    assert not Pause.objects.exists()
