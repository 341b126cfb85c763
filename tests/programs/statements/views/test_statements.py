"""The pages of statements: the list, the form by button and by script, and what is read afterwards."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incubator.demo import make
from programs.statements.measures import MEASURES
from programs.statements.models import Statement, Value
from programs.statements.queries import files_of
from programs.statements.states import StatementState as S
from startups.states import TeamRole
from tests.conftest import nothing_written
from tests.programs.applications.conftest import pdf

pytestmark = pytest.mark.django_db
LIST = "/en/statements/"


@pytest.fixture
def statement():
    return make.statement()


@pytest.fixture
def owner(client, statement):
    person = make.owner_of(statement.startup)
    client.force_login(person)
    return person


def url(statement):
    return f"/en/statements/{statement.pk}/"


def typed(statement, **more):
    base = {f"{one.code}-unknown": "on" for one in MEASURES if one.code not in more}
    return {**base, "currency": "MAD", "revision": statement.revision, **more}


def test_the_form_shows_unit_definition_and_what_is_known(client, statement, owner):
    make.observation(of=statement.startup, fact="trl", value=4, on=statement.period.first_day)

    with nothing_written():
        page = client.get(url(statement))

    assert page.status_code == 200
    assert "IRIS+ OI8869" in page.text
    assert 'value="4"' in page.text
    assert "Filled in from your file" in page.text


def test_declaring_stores_figures_and_leads_back_to_the_page(client, statement, owner):
    answer = client.post(url(statement), typed(statement, fte="3,5", send="1"))

    statement.refresh_from_db()
    assert (answer.status_code, statement.state) == (302, S.SUBMITTED)
    assert Value.objects.get(statement=statement, measure="fte").number == 3.5
    page = client.get(url(statement)).text
    assert "3.5" in page
    assert "not reported" in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"fte": "-1"}, "greater than or equal to 0"),
        ({"fte": "beaucoup"}, "Enter a number"),
        ({"trl": "12"}, "less than or equal to 9"),
        ({"fte": "2", "fte-unknown": "on"}, "Either a figure"),
        ({"fte": "2", "women_fte": "3"}, "More than the whole"),
        ({"co2": "5"}, "Needed beside this figure"),
        ({"currency": "EUR", "revenue": "10"}, "Needed when amounts are not in dirhams"),
        ({"currency": "EUR", "rate": "10,8", "rate_on": "2099-01-01"}, "A rate of today or earlier"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field_and_kept(client, statement, owner, told, said):
    answer = client.post(url(statement), typed(statement, send="1", **told))

    assert answer.status_code == 422
    assert said in answer.text
    assert all(f'value="{value}"' in answer.text for value in told.values() if value not in {"on", "EUR", "5"})
    statement.refresh_from_db()
    assert statement.state == S.OPEN


def test_what_is_unanswered_is_named(client, statement, owner):
    answer = client.post(url(statement), {"currency": "MAD", "revision": 0, "fte": "2", "send": "1"})

    assert answer.status_code == 422
    assert "Still to be answered" in answer.text
    assert Value.objects.get(statement=statement).number == 2


def test_the_script_saves_and_is_told_the_revision(client, statement, owner):
    data = {"currency": "MAD", "revision": 0, "fte": "2"}
    answer = client.post(url(statement), data, headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["state"], answer.json()["revision"]) == (200, "saved", 1)
    again = client.post(url(statement), {**data, "fte": "3"}, headers={"accept": "application/json"})
    assert (again.status_code, again.json()["state"]) == (409, "conflict")


def test_two_people_see_both_figures(client, statement, owner):
    client.post(url(statement), {"currency": "MAD", "revision": 0, "fte": "2"})

    answer = client.post(url(statement), {"currency": "MAD", "revision": 0, "fte": "3"})

    assert answer.status_code == 409
    assert "Saved in the meantime" in answer.text
    assert 'value="3"' in answer.text
    final = client.post(url(statement), {"currency": "MAD", "revision": 1, "fte": "3"})
    assert final.status_code == 302


def test_readers_of_the_team_look_and_strangers_do_not(client, statement):
    client.force_login(make.member(of=statement.startup, role=TeamRole.READER))
    assert client.get(url(statement)).status_code == 200
    assert client.post(url(statement), typed(statement)).status_code == 403
    assert client.post(f"{url(statement)}submit/").status_code == 403
    client.force_login(make.person())
    assert client.get(url(statement)).status_code == 404
    assert client.post(f"{url(statement)}submit/").status_code == 404
    assert not Value.objects.filter(statement=statement).exists()


def test_a_deed_is_not_a_page(client, statement, owner):
    assert client.get(f"{url(statement)}submit/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, statement, owner, rows, django_assert_num_queries):
    for n in range(1, rows):
        make.period(of=statement.period.cohort, ends_in=-10 - n, title_en=f"Period {n}")
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(LIST)

    assert Statement.objects.count() == rows
    assert page.text.count("z-mile") == rows
    assert len(asked) <= 6


def test_documents_come_with_the_figures_and_go_with_a_tick(client, statement, owner):
    client.post(url(statement), typed(statement, **{"revenue-files": [pdf("bilan.pdf")]}))
    kept = files_of(statement)["revenue"][0]
    page = client.get(url(statement)).text
    assert "bilan.pdf" in page
    assert f"{kept.pk}-clear" in page

    client.post(url(statement), typed(statement, revision="1", **{f"{kept.pk}-clear": "on"}))

    assert files_of(statement)["revenue"] == []


def test_a_document_that_is_not_accepted_says_why_and_nothing_typed_is_lost(client, statement, owner):
    bad = SimpleUploadedFile("virus.exe", b"MZ", content_type="application/pdf")

    answer = client.post(url(statement), typed(statement, fte="3", **{"revenue-files": [bad]}, send="1"))

    assert answer.status_code == 422
    assert "virus.exe" in answer.text
    assert Value.objects.get(statement=statement, measure="fte").number == 3
    statement.refresh_from_db()
    assert statement.state == S.OPEN


def test_staff_see_the_document_beside_the_figure_and_where_one_is_lacking(client, statement, owner, staff):
    told = {"co2": "12", "co2-method": "Compteurs.", "co2-evidence": "measured", "revenue": "1000", "send": "1"}
    client.post(url(statement), typed(statement, **told, **{"revenue-files": [pdf("bilan.pdf")]}))
    client.force_login(staff)

    page = client.get(f"/en/admin/programs/statement/{statement.pk}/change/").text

    assert "bilan.pdf" in page
    assert page.count("no document") == 1
    assert client.get("/en/admin/programs/statement/?standing=to_call").status_code == 200
