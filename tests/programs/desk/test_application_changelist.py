"""The list of files in the admin."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incubator.demo import make
from incubator.demo.crowd import crowd
from incubator.journal.models import Entry
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
LIST = reverse("admin:programs_application_changelist")


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("filters", "ceiling"), [("", 12), ("?q=energie&state__exact=submitted&officer=none", 14)])
def test_list_costs_the_same_for_one_row_three_and_fifty(desk_client, call, filters, ceiling):
    make.application(state=S.SUBMITTED, to=call)
    desk_client.get(LIST)
    costs = [queries(desk_client, LIST + filters)]
    for count in (3, 50):
        crowd(count, tell=str)
        costs.append(queries(desk_client, LIST + filters))

    assert len(set(costs[1:])) == 1, costs
    assert max(costs) <= ceiling, costs


def test_fifty_rows_stay_light(desk_client):
    crowd(60, tell=str)

    page = desk_client.get(LIST).content

    assert page.count(b"<tr") >= 50
    assert len(page) <= 45_000


def test_search_knows_neither_case_nor_accents_in_two_scripts(desk_client, call):
    for name in ("Énergie Été", "الطاقة الشمسيّة"):
        make.application(state=S.SUBMITTED, to=call, of=make.startup(name=name))

    for term in ("energie ete", "ÉNERG", "الطاقه الشمسية"):
        assert "1 " in desk_client.get(LIST, {"q": term}).text
        assert desk_client.get(LIST, {"q": term}).context["cl"].result_count == 1, term
    assert desk_client.get(LIST, {"q": "%"}).context["cl"].result_count == 0


def test_looking_writes_nothing(desk_client, sent):
    with nothing_written():
        desk_client.get(LIST)


def test_an_officer_keeps_her_own_columns(desk_client, sent):
    desk_client.post(reverse("admin:programs_application_columns"), {"column": ["region", "trl", "invented"]})

    shown = desk_client.get(LIST).context["cl"].list_display
    assert shown == ["action_checkbox", "name", "trl", "region"]


@pytest.mark.parametrize("person", ["stranger", "founder"])
def test_for_other_people_the_list_does_not_exist(client, stranger, sent, person):
    client.force_login(stranger if person == "stranger" else make.team(sent.startup))

    assert client.get(LIST).status_code == 404


def deed(client, name, files, **values):
    return client.post(LIST, {"action": name, "_selected_action": [str(f.pk) for f in files], **values})


def test_a_deed_on_many_rows_says_first_who_is_skipped_and_why(desk_client, call, sent):
    draft = make.application(to=call)

    page = deed(desk_client, "take", [sent, draft])

    assert page.status_code == 200
    assert draft.startup.name in page.text
    assert Application.objects.get(pk=sent.pk).state == S.SUBMITTED


def test_the_confirmed_deed_is_done_for_those_who_can(desk_client, call, sent, staff):
    draft = make.application(to=call)

    deed(desk_client, "take", [sent, draft], deed="1")

    assert Application.objects.get(pk=sent.pk).officer == staff
    assert Application.objects.get(pk=draft.pk).state == S.DRAFT


def test_a_deed_with_a_form_comes_back_with_its_errors(desk_client, sent):
    page = deed(desk_client, "screen", [sent], deed="1", outcome="ineligible", reason="")

    assert page.status_code == 422
    assert Application.objects.get(pk=sent.pk).state == S.SUBMITTED


def test_many_files_are_decided_at_once(desk_client, call):
    files = [make.application(state=S.IN_REVIEW, to=call) for _ in range(3)]

    deed(desk_client, "refuse", files, deed="1", reason="Pas cette fois.")

    assert all(f.decisions.get().outcome == "refuse" for f in files)


def test_a_call_leaves_with_all_its_answers_as_csv_and_xlsx(desk_client, call, sent):
    Application.objects.filter(pk=sent.pk).update(receipt="=HYPERLINK(1)")

    got = desk_client.post(reverse("admin:programs_application_export", args=[call.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(got.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][0].startswith("'=")
    assert "Pompe solaire" in rows[1]
    book = openpyxl.load_workbook(
        io.BytesIO(desk_client.post(reverse("admin:programs_application_export", args=[call.pk, "xlsx"])).getvalue())
    )
    assert book.active["A2"].data_type == "s"
    assert Entry.objects.filter(verb="export").count() == 2


def test_an_export_costs_few_queries_whatever_its_size(desk_client):
    small, large = crowd(5, tell=str), crowd(120, tell=str)

    def cost(call):
        with CaptureQueriesContext(connection) as seen:
            desk_client.post(reverse("admin:programs_application_export", args=[call.pk, "csv"])).getvalue()
        return len(seen)

    cost(small)
    assert cost(small) == cost(large)
