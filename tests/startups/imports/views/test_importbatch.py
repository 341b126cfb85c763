"""The pages of an import, as staff walk them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from incubator.demo import make
from startups.imports.actions import steps, work
from startups.imports.tasks import run_imports
from startups.models import ImportBatch, Organisation, Startup
from tests.conftest import nothing_written
from tests.startups.imports import made
from tests.startups.imports.conftest import table

pytestmark = pytest.mark.django_db
ADD = "/en/admin/startups/importbatch/add/"


def at(name, batch, *more):
    with translation.override("en"):
        return reverse(f"admin:startups_importbatch_{name}", args=[batch.pk, *more])


@pytest.fixture
def desk(client, by):
    client.force_login(by)
    return client


@pytest.fixture
def uploaded(desk):
    def go(data, target="startup", name="liste.csv"):
        desk.post(ADD, {"target": target, "file": SimpleUploadedFile(name, data)})
        return ImportBatch.objects.latest("pk")

    return go


def choices(page):
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_the_whole_way_in_pages(desk, uploaded):
    batch = uploaded(made.hubs(60), "organisation")
    page = desk.get(at("reading", batch))
    assert page.context["form"]["separator"].value() == ","
    assert "Hub Atlas, n° 0" in page.text
    assert desk.post(at("reading", batch), choices(page))["Location"] == reverse(
        "admin:startups_importbatch_columns", args=[batch.pk]
    )
    page = desk.get(at("columns", batch))
    assert page.context["form"]["column_0"].value() == "name"
    assert desk.post(at("columns", batch), choices(page)).status_code == 302
    page = desk.get(at("words", batch))
    assert "60 rows will be checked" in page.text
    assert desk.post(at("words", batch)).status_code == 302
    run_imports()
    page = desk.get(at("change", batch))
    assert "Import 60 rows" in page.text
    desk.post(at("do", batch, "start"))
    run_imports()
    assert Organisation.objects.count() == 60
    assert "Undo this import" in desk.get(at("change", batch)).text
    desk.post(at("do", batch, "undo"))
    run_imports()
    assert not Organisation.objects.exists()
    assert "undone" in desk.get(at("change", batch)).text


def test_words_that_are_not_ours_are_asked_with_a_guess(desk, uploaded):
    batch = uploaded(made.companies(12))
    desk.post(at("columns", batch), choices(desk.get(at("columns", batch))))

    page = desk.get(at("words", batch))
    assert "Green Tech" in page.text
    desk.post(at("words", batch), {"word_sector_0": "NUM"})
    run_imports()

    batch.refresh_from_db()
    assert batch.mapping["codes"] == {"sector": {"greentech": "NUM"}}
    assert batch.counts["verdicts"] == {"new": 12}


def test_a_wrong_separator_is_changed_on_the_page(desk, uploaded):
    batch = uploaded(b"nom;ville, pays\nAtlas;F\xe8s, Maroc\n")
    page = desk.get(at("reading", batch))

    desk.post(at("reading", batch), {**choices(page), "separator": ",", "look": "1"})

    batch.refresh_from_db()
    assert batch.columns == ["nom;ville", "pays"]
    answer = desk.post(at("reading", batch), {**choices(page), "encoding": "utf-8"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["encoding"]


def test_a_sheet_is_chosen(desk, uploaded):
    book, file = Workbook(), io.BytesIO()
    book.active.append(["vide", "rien"])
    second = book.create_sheet("Liste")
    second.append(["Raison sociale", "Ville"])
    second.append(["Atlas", "Fès"])
    book.save(file)
    batch = uploaded(file.getvalue(), name="liste.xlsx")

    desk.post(at("reading", batch), {"sheet": "Liste", "head": "1"})

    batch.refresh_from_db()
    assert batch.columns == ["Raison sociale", "Ville"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04x"])
def test_a_file_that_is_no_table_is_refused_beside_its_field(desk, data):
    answer = desk.post(ADD, {"target": "startup", "file": SimpleUploadedFile("x.csv", data)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"target": "startup"}, {"target": "people", "file": "text"}])
def test_a_missing_file_or_target_is_told(desk, sent):
    assert desk.post(ADD, sent).status_code == 422


def test_columns_need_a_name_and_take_each_field_once(desk, uploaded):
    batch = uploaded(table("Atlas;;Fès"))

    twice = desk.post(
        at("columns", batch),
        {"column_0": "name", "column_2": "name", "default_kind": "sme", "default_legal_form": "sa"},
    )
    none = desk.post(at("columns", batch), {"column_2": "city", "default_kind": "sme", "default_legal_form": "sa"})
    unknown = desk.post(at("columns", batch), {"column_0": "is_public"})

    assert [answer.status_code for answer in (twice, none, unknown)] == [422, 422, 422]


def test_rows_are_ticked_and_taken_without_their_cells(desk, bring):
    batch = bring(table("Atlas;123;Fès", "Rif;;Oujda"))
    assert "An ICE has 15 digits" in desk.get(at("change", batch) + "?verdict=wrong").text

    desk.post(at("do", batch, "choose"), {"choice": "without_cells", "line": ["2"]})

    batch.refresh_from_db()
    assert batch.counts["verdicts"] == {"new": 2}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"choice": "without_cells"},
        {"choice": "x", "line": ["2"]},
        {"choice": "leave_out", "line": ["²", "x", "9" * 30]},
    ],
)
def test_a_choice_without_rows_or_sense_changes_nothing(desk, bring, sent):
    batch = bring(table("Atlas;123;Fès"))

    answer = desk.post(at("do", batch, "choose"), sent, follow=True)

    assert answer.status_code == 200
    assert batch.rows.get().verdict == "wrong"


def test_all_rows_are_taken_without_their_cells(desk, bring):
    batch = bring(table("Atlas;123;Fès", "Rif;456;Oujda"))

    desk.post(at("do", batch, "recheck"), {"without_cells": "1"})
    run_imports()

    batch.refresh_from_db()
    assert batch.counts["verdicts"] == {"new": 2}


def test_the_verdicts_are_a_table_to_take_away(desk, bring):
    batch = bring(table("=Atlas;123;Fès", "Rif;;Oujda"))

    answer = desk.get(at("rows", batch))

    told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert told[0].startswith("Line;Name;Verdict")
    assert told[1].startswith("2;'=Atlas;cannot be read;")
    assert len(told) == 3


def test_without_a_worker_the_page_says_so_and_goes_on_by_hand(desk, bring, by):
    batch = bring(table("Atlas;;Fès"))
    steps.start(batch.pk, by=by)

    assert "worker is not running" in desk.get(at("change", batch)).text
    desk.post(at("do", batch, "go_on"))
    desk.post(at("do", batch, "go_on"))

    assert Startup.objects.filter(name="Atlas").exists()


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_the_page_costs_the_same_for_one_row_and_sixty(desk, bring, rows, django_assert_num_queries):
    batch = bring(table(*(f"Atlas {n};123;Fès" for n in range(rows))))

    desk.get(at("change", batch))  # the session notes once that it is in use
    with django_assert_num_queries(5), nothing_written():
        page = desk.get(at("change", batch))

    assert page.text.count("An ICE has 15 digits") == min(rows, 50)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_import_and_three(desk, bring, rows, django_assert_num_queries):
    for n in range(rows):
        bring(table("Atlas;;Fès"), name=f"liste{n}.csv")

    desk.get("/en/admin/startups/importbatch/")
    with django_assert_num_queries(4), nothing_written():
        page = desk.get("/en/admin/startups/importbatch/")

    assert page.text.count("liste") >= rows


def test_steps_of_an_import_that_went_on_are_gone(desk, bring, by):
    batch = bring(table("Atlas;;Fès"))
    steps.start(batch.pk, by=by)
    work.advance(batch.pk)

    for name in ("reading", "columns", "words"):
        assert desk.get(at(name, batch)).status_code == 404
    assert desk.post(at("do", batch, "start"), follow=True).status_code == 200
    assert Startup.objects.count() == 1


@pytest.mark.parametrize("path", ["", "add/", "1/change/", "1/reading/", "1/rows.csv"])
def test_nobody_else_sees_imports(client, path):
    client.force_login(make.person())

    assert client.get(f"/en/admin/startups/importbatch/{path}").status_code in (302, 404)


def test_deeds_refuse_get_and_unknown_names(desk, bring):
    batch = bring(table("Atlas;;Fès"))

    assert desk.get(at("do", batch, "start")).status_code == 405
    assert desk.post(at("do", batch, "explode")).status_code == 404
    assert desk.post(f"/en/admin/startups/importbatch/{batch.pk + 9}/do/start/").status_code == 404
