"""What a team has completed: certificate, code, opinion."""

import pytest
from django.urls import reverse

from incubator.demo import make
from programs.graduation.actions import certifying
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = "/graduations/"


def owner(client, made):
    person = make.owner_of(made.enrolment.startup)
    client.force_login(person)
    client.get(LIST)
    return person


def test_it_shows_certificate_and_question(client):
    made = make.graduation()
    owner(client, made)

    with nothing_written():
        page = client.get(LIST).text

    assert made.certificate.code in page
    assert reverse("programs:farewell_form", args=[made.pk]) in page
    assert "Félicitations" in page


def test_a_revoked_one_says_why(client, staff):
    made = make.graduation()
    certifying.revoke(made.pk, by=staff, reason="Nom mal écrit.")
    owner(client, made)

    assert "Nom mal écrit." in client.get(LIST).text
    assert client.get(reverse("programs:graduation_pdf", args=[made.pk])).status_code == 404


def test_the_reason_of_an_exception_is_never_shown_to_the_team(client):
    place = make.active()
    make.milestone(of=place)
    made = make.graduation(of=place, reason="Secret d’équipe.")
    owner(client, made)

    for page in (LIST, reverse("programs:participation", args=[place.application_id])):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Secret" not in answer.text
    assert LIST in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_row_and_three(client, rows, django_assert_max_num_queries):
    person = owner(client, made := make.graduation())
    for _ in range(rows - 1):
        make.graduation(of=make.active(of=make.cohort(), who=made.enrolment.startup))

    with django_assert_max_num_queries(8):
        page = client.get(LIST)

    assert page.text.count("certificate.pdf") == rows
    assert person.is_active


def test_the_certificate_is_for_the_team_and_staff(client, staff, stranger):
    made = make.graduation()
    address = reverse("programs:graduation_pdf", args=[made.pk])
    reader = make.member(of=made.enrolment.startup, role=TeamRole.READER)

    for person, status in ((reader, 200), (staff, 200), (stranger, 404)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert answer.content.startswith(b"%PDF")
            assert f"certificate-{made.certificate.code}.pdf" in answer["Content-Disposition"]
    assert client.post(address).status_code == 405


def test_nothing_completed_is_said_kindly(client, stranger):
    client.force_login(stranger)

    assert "attestation est ici" in client.get(LIST).text
