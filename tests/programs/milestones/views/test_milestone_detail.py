"""What is asked, what is handed in: as the team, as a companion, as anybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incubator.demo import make
from incubator.documents.models import Document
from programs.cohorts import actions as cohorts
from programs.milestones.actions import handing_in
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState as M
from startups.states import CompanionKind, TeamRole
from tests.conftest import nothing_written
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return make.milestone()


@pytest.fixture
def owner(client, one):
    person = make.owner_of(one.enrolment.startup)
    client.force_login(person)
    client.get("/milestones/")  # the first page of a session also notes the device
    return person


def deck(name="preuve.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def state_of(one):
    return Milestone.objects.values_list("state", flat=True).get(pk=one.pk)


def test_it_shows_what_is_asked_and_writes_nothing(client, one, owner, django_assert_max_num_queries):
    with nothing_written(), django_assert_max_num_queries(8):
        page = client.get(one.get_absolute_url()).text
    assert "Un compte rendu." in page
    assert 'name="send"' in page


def test_text_and_files_are_handed_in(client, one, owner):
    answer = client.post(
        one.get_absolute_url(), {"evidence": "Fait.", "uploads": [deck(), deck("suite.pdf", PDF + b"%")], "send": "1"}
    )

    assert answer.status_code == 302
    assert state_of(one) == M.SUBMITTED
    assert Document.objects.about(one).count() == 2
    assert "preuve.pdf" in client.get(answer.url).text


def test_it_can_be_kept_for_later(client, one, owner):
    client.post(one.get_absolute_url(), {"evidence": "En cours.", "keep": "1"})

    assert state_of(one) == M.DUE
    assert "En cours." in client.get(one.get_absolute_url()).text


def test_a_refused_file_loses_nothing_of_the_text_and_keeps_the_good_one(client, one, owner):
    wrong = SimpleUploadedFile("notes.exe", b"MZ", content_type="application/pdf")

    answer = client.post(one.get_absolute_url(), {"evidence": "Fait.", "uploads": [deck(), wrong], "send": "1"})

    assert answer.status_code == 422
    assert "notes.exe" in answer.text
    assert "Fait." in answer.text
    assert state_of(one) == M.DUE
    assert Document.objects.about(one).count() == 1


@pytest.mark.parametrize(
    "values", [{"send": "1"}, {"send": "1", "evidence": "\u200b "}, {"send": "1", "evidence": "x" * 4001}]
)
def test_what_cannot_be_taken_is_told_beside_its_field(client, one, owner, values):
    answer = client.post(one.get_absolute_url(), values)

    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert state_of(one) == M.DUE


def test_too_many_files_at_once_are_refused(client, one, owner):
    files = [deck(f"{n}.pdf", PDF + bytes([n])) for n in range(6)]
    assert client.post(one.get_absolute_url(), {"evidence": "Fait.", "uploads": files, "send": "1"}).status_code == 422
    assert not Document.objects.about(one).exists()


def test_a_second_sending_from_an_old_page_changes_nothing(client, one, owner, staff):
    client.post(one.get_absolute_url(), {"evidence": "Fait.", "send": "1"})
    assert client.post(one.get_absolute_url(), {"evidence": "Fait.", "send": "1"}).status_code == 302
    handing_in.validate(one.pk, by=staff)

    late = client.post(one.get_absolute_url(), {"evidence": "Autre chose.", "send": "1"})

    assert late.status_code == 422
    assert Milestone.objects.get(pk=one.pk).evidence == "Fait."


def test_it_is_taken_back_until_it_is_answered(client, one, owner, staff):
    handing_in.submit(one.pk, by=owner, evidence="Fait.")
    withdraw = reverse("programs:milestone_withdraw", args=[one.uid])
    assert client.get(withdraw).status_code == 405

    client.post(withdraw)
    assert state_of(one) == M.DUE
    handing_in.submit(one.pk, by=owner, evidence="Fait.")
    handing_in.validate(one.pk, by=staff)
    client.post(withdraw)

    assert state_of(one) == M.VALIDATED


def test_a_file_is_removed(client, one, owner):
    kept = handing_in.attach(one.pk, by=owner, upload=deck())
    remove = reverse("programs:milestone_detach", args=[one.uid, kept.pk])
    assert client.get(remove).status_code == 405

    client.post(remove)

    assert not Document.objects.about(one).exists()


@pytest.mark.parametrize(
    ("state", "told"), [(M.RETURNED, "Il manque les prix."), (M.WAIVED, "Déjà fait."), (M.VALIDATED, "Bravo")]
)
def test_the_answer_of_staff_stands_on_top(client, state, told):
    one = make.milestone(state=state)
    client.force_login(make.owner_of(one.enrolment.startup))
    assert told in client.get(one.get_absolute_url()).text


def test_readers_companions_and_staff_look_on_and_strangers_see_nothing(client, one, stranger, staff):
    startup, coach = one.enrolment.startup, make.person()
    make.companion(of=startup, who=coach, kind=CompanionKind.COACH)
    kept = handing_in.attach(one.pk, by=make.owner_of(startup), upload=deck())
    for person in (make.member(of=startup, role=TeamRole.READER), coach, staff):
        client.force_login(person)
        page = client.get(one.get_absolute_url())
        assert page.status_code == 200
        assert 'name="send"' not in page.text
        assert client.get(kept.get_absolute_url()).getvalue() == PDF
        assert client.post(one.get_absolute_url(), {"evidence": "x", "send": "1"}).status_code == 403
    client.force_login(stranger)
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(kept.get_absolute_url()).status_code == 404
    assert client.post(one.get_absolute_url(), {"evidence": "x", "send": "1"}).status_code == 404


def test_nothing_can_be_handed_in_once_the_participation_is_over(client, one, owner, staff):
    cohorts.leave(one.enrolment_id, by=staff, reason="Fin.")
    assert 'name="send"' not in client.get(one.get_absolute_url()).text
    assert client.post(one.get_absolute_url(), {"evidence": "Fait.", "send": "1"}).status_code == 422
