"""The public page that confirms a code, the form to type it, and the paper for its owner."""

import io
import uuid
import zipfile

import pytest
from django.core.cache import cache

from events.afterwards.actions import issue, revoke
from events.afterwards.limits import MOST
from events.registrations import links
from incubator.demo import make
from programs.graduation.actions import certifying
from tests.conftest import nothing_written
from tests.paper.reading import language_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(training, staff):
    return issue(training.pk, by=staff)[0]


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def test_a_code_is_confirmed_with_name_event_and_date_and_nothing_more(client, certificate, django_assert_num_queries):
    person = certificate.registration.person
    with nothing_written(), django_assert_num_queries(1):
        answer = client.get(f"/ar/certificates/{certificate.code.lower().replace('-', '')}/")

    assert answer.status_code == 200
    assert "Amina" in answer.text
    assert "تكوين شمسي" in answer.text
    assert person.email not in answer.text
    assert certificate.registration.ticket not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_revoked_one_says_so_and_names_nobody(client, certificate, staff):
    revoke(certificate.pk, reason="Secret de famille.", by=staff)

    page = client.get(f"/en/certificates/{certificate.code}/").text

    assert "is revoked" in page
    assert "Amina" not in page
    assert "Secret" not in page


def test_her_own_page_says_why_it_is_revoked(client, certificate, staff):
    row = certificate.registration
    client.force_login(row.person)
    address = f"/registrations/{row.pk}/after/"
    assert certificate.code in client.get(address).text
    revoke(certificate.pk, reason="Nom mal écrit.", by=staff)

    with nothing_written():
        page = client.get(address).text

    assert "Nom mal écrit." in page
    assert "certificate.pdf" not in page


def test_an_unknown_code_is_missing_on_the_same_page_and_guessing_is_slowed_down(client, certificate):
    for code in ("AAAA-BBBB-CCCC", "x", "é"):
        answer = client.get(f"/en/certificates/{code}/")
        assert (answer.status_code, "No certificate has this code" in answer.text) == (404, True)
    for _n in range(MOST):
        answer = client.get("/en/certificates/AAAA-BBBB-CCCC/")

    assert answer.status_code == 429
    assert client.get(f"/en/certificates/{certificate.code}/").status_code == 429


def test_the_typed_code_leads_to_its_page(client, certificate):
    typed = certificate.code.lower().replace("-", " ")

    assert (
        client.get("/en/certificates/", {"code": typed}).headers["Location"] == f"/en/certificates/{certificate.code}/"
    )
    assert client.get("/en/certificates/", {"code": "trop court"}).status_code == 422
    assert client.get("/en/certificates/").status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_paper_is_for_its_owner(client, certificate, stranger, language):
    row = certificate.registration
    address = f"{'' if language == 'fr' else '/ar'}/registrations/{row.pk}/certificate.pdf"
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(row.person)

    answer = client.get(address)

    assert language_of(answer.content) == language
    words = text_of(answer.content).replace("\n", "")
    assert "Amina" in words
    assert certificate.code in words


def test_a_link_leads_to_the_paper_without_an_account(client, certificate, staff):
    token = links.token_of(certificate.registration)

    assert client.get(f"/registrations/link/{token}/certificate.pdf").status_code == 200
    assert client.get("/registrations/link/invented/certificate.pdf").status_code == 404
    revoke(certificate.pk, reason="Erreur.", by=staff)
    assert client.get(f"/registrations/link/{token}/certificate.pdf").status_code == 404


def test_staff_see_who_gets_one_and_who_does_not_before_they_issue(client, training, staff):
    client.force_login(staff)
    address = f"/en/door/{training.slug}/certificates/"
    with nothing_written():
        page = client.get(address).text
    assert "Issue 1 certificate" in page
    assert "was at 1 of 3 sessions" in page

    assert "1 certificate issued" in client.post(f"{address}issue/", follow=True).text
    assert "0 certificate" in client.post(f"{address}issue/", follow=True).text


def test_staff_give_one_alone_revoke_it_and_fetch_all(client, training, staff):
    client.force_login(staff)
    address = f"/en/door/{training.slug}/certificates"
    assert client.get(f"{address}.zip").status_code == 404

    client.post(f"{address}/issue-one/", {"registration": str(training.people["Amina"].pk)})
    assert (
        "Omar"
        in client.post(f"{address}/issue-one/", {"registration": str(training.people["Omar"].pk)}, follow=True).text
    )
    box = zipfile.ZipFile(io.BytesIO(client.get(f"{address}.zip").getvalue()))
    code = training.people["Amina"].certificate.code

    assert box.namelist() == [f"001-{code}.pdf"]
    assert box.testzip() is None
    assert "Say why" in client.post(f"{address}/revoke/", {"certificate": code}, follow=True).text
    assert (
        "is revoked" in client.post(f"{address}/revoke/", {"certificate": code, "reason": "Erreur"}, follow=True).text
    )


@pytest.mark.parametrize(
    ("deed", "posted"),
    [
        ("issue-one", {}),
        ("issue-one", {"registration": "x"}),
        ("issue-one", {"registration": str(uuid.uuid4())}),
        ("revoke", {"certificate": "x"}),
    ],
)
def test_odd_posts_are_missing(client, training, staff, deed, posted):
    client.force_login(staff)

    assert client.post(f"/en/door/{training.slug}/certificates/{deed}/", posted).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_staff_costs_the_same(client, training, staff, people, django_assert_num_queries):
    client.force_login(staff)
    if people == 1:
        training.registrations.exclude(pk=training.people["Amina"].pk).delete()
    client.get(f"/en/door/{training.slug}/certificates/")

    with django_assert_num_queries(7):
        client.get(f"/en/door/{training.slug}/certificates/")


def test_the_code_of_a_graduation_is_confirmed_with_name_programme_and_day_only(client, staff):
    made = make.graduation()
    certificate = made.certificate
    address = f"/certificates/{certificate.code.lower()}/"

    page = client.get(address)

    assert page.status_code == 200
    assert made.enrolment.startup.name in page.text
    assert "Programme achevé" in page.text
    assert made.enrolment.cohort.programme.name in page.text
    assert make.owner_of(made.enrolment.startup).name not in page.text

    certifying.revoke(made.pk, by=staff, reason="Secret.")
    gone = client.get(address).text
    assert "révoquée" in gone
    assert made.enrolment.startup.name not in gone
    assert "Secret." not in gone
    assert "un autre code" in gone
