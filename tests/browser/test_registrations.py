"""The pages of registrations as people meet them: no script, three languages, a phone; and nothing for axe to find."""

import pytest

from events.agenda.models import Question
from events.registrations import actions, links
from incubator.demo import make
from tests.look.sweep import sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asking():
    """Two ways, one of them full, several places, a question of each look."""
    event = make.event(mode="hybrid", capacity={"room": 1, "online": None}, most_seats=3)
    make.registration(of=event, way="room")
    options = [{"value": "a", "fr": "Végétarien"}, {"value": "b", "fr": "Tout"}]
    for kind in ("choice", "choices", "yes_no", "text"):
        Question.objects.create(event=event, key=kind, kind=kind, label_fr="Votre repas", options=options)
    return event


def test_pages_of_an_outsider_hold_the_look(open_page, asking):
    row = make.registration(guest="une@exemple.test", state="unconfirmed")
    form, link = f"/events/{asking.slug}/register/", f"/registrations/link/{links.token_of(row)}/"

    sweep(open_page, [form, link, f"{link}withdraw/"], languages=("fr", "ar"))


def test_pages_of_a_person_hold_the_look(open_page, asking):
    full, person = make.event(capacity=1), make.person()
    holder, mine = make.registration(of=full), make.registration(of=full, who=person)
    actions.withdraw(holder.pk, by=None)
    coming = make.registration(who=person)
    pages = [f"/registrations/{page}" for page in ("", f"{mine.pk}/", f"{coming.pk}/")]

    sweep(open_page, [f"/events/{asking.slug}/register/", "/calendars/", *pages], person=person, languages=("fr", "ar"))
