"""A speaker who is erased leaves no word behind; that somebody spoke stays in the agenda."""

import pytest

from events.agenda.models import Speaker
from incubator.accounts.personal_data import holdings
from incubator.demo import make

pytestmark = pytest.mark.django_db


def test_words_and_consent_of_a_speaker_go_with_her():
    person = make.person(name="Nadia")
    speaker = Speaker.objects.create(
        name="Nadia", person=person, bio_fr="Ingénieure.", organisation="Atelier", consented_on="2026-01-01"
    )
    holding = holdings["events.speaker"]

    assert next(iter(holding.export(person)))["bio_fr"] == "Ingénieure."
    holding.erase(person)

    speaker.refresh_from_db()
    assert (speaker.name, speaker.bio_fr, speaker.organisation, speaker.person) == ("–", "", "", None)
    assert speaker not in Speaker.objects.shown()
