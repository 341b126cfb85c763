"""Pictures of speakers and public materials: private files that two views hand to everybody, and only those."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Material, Speaker
from events.agenda.states import EventState
from incubator.demo import make
from incubator.documents.models import Document, ScanState
from incubator.documents.store import store
from tests.conftest import nothing_written
from tests.documents.conftest import image, pdf

pytestmark = pytest.mark.django_db


def kept(content, name, about):
    return store(SimpleUploadedFile(name, content), purpose="any", about=about, by=make.staff())


@pytest.fixture
def speaker():
    made = Speaker.objects.create(name="Salma Idrissi", consented_on=date(2026, 1, 5))
    made.picture = kept(image(), "salma.png", made).pk
    made.save(update_fields=["picture"])
    make.event().speakers.add(made)
    return made


def address(speaker):
    return reverse("events:speaker_picture", args=[speaker.pk])


def test_the_picture_is_shown_and_may_be_kept_for_an_hour(client, speaker):
    with nothing_written():
        answer = client.get(address(speaker))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_a_signed_in_person_sees_it_too_and_no_shared_cache_keeps_that(client, speaker, stranger):
    client.force_login(stranger)

    answer = client.get(address(speaker))

    assert answer["Cache-Control"] == "private, max-age=3600"
    answer.close()


def test_the_page_of_the_event_draws_it(client, speaker):
    assert f'src="{address(speaker)}"' in client.get(speaker.events.get().get_absolute_url()).text


def without_consent(speaker):
    Speaker.objects.filter(pk=speaker.pk).update(consented_on=None, picture=None)


def without_event(speaker):
    speaker.events.clear()


def of_a_draft(speaker):
    speaker.events.update(state=EventState.DRAFT)


def for_guests(speaker):
    speaker.events.update(access="invitation")


def removed(speaker):
    Document.objects.update(removed_at=timezone.now())


def infected(speaker):
    Document.objects.update(scan=ScanState.INFECTED)


def no_picture_after_all(speaker):
    Document.objects.update(media_type="application/pdf")


@pytest.mark.parametrize(
    "change", [without_consent, without_event, of_a_draft, for_guests, removed, infected, no_picture_after_all]
)
def test_otherwise_there_is_no_picture(client, speaker, change):
    change(speaker)

    assert client.get(address(speaker)).status_code == 404


def test_a_speaker_of_the_agenda_alone_is_shown(client, speaker):
    event = speaker.events.get()
    speaker.events.clear()
    event.sessions.get().talks.create(hour="09:00", title_fr="Exposé").speakers.add(speaker)

    answer = client.get(address(speaker))

    assert answer.status_code == 200
    answer.close()


def test_an_impossible_number_is_missing(client):
    assert client.get("/speakers/99999999999999999999/picture/").status_code == 404
    assert client.get("/materials/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("audience", ["public", "registered", "attended"])
def test_a_file_for_everybody_is_saved_and_others_are_missing(client, audience):
    material = Material(event=make.event(), title_fr="Guide", audience=audience, link="https://exemple.test/")
    material.save()
    material.document = kept(pdf(), "guide.pdf", material).pk
    material.save(update_fields=["document"])

    answer = client.get(reverse("events:material_file", args=[material.pk]))

    assert answer.status_code == (200 if audience == "public" else 404)
    assert answer.get("Content-Disposition", "attachment").startswith("attachment")
    answer.close()


def test_a_link_has_no_file(client):
    material = Material.objects.create(event=make.event(), audience="public", link="https://exemple.test/")

    assert client.get(reverse("events:material_file", args=[material.pk])).status_code == 404
