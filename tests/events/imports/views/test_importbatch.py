"""The pages of an import, where an agenda differs: JSON, the zone, drafts or not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from events.agenda.models import Event
from startups.imports.tasks import run_imports
from startups.models import ImportBatch
from tests.conftest import nothing_written
from tests.events.imports.conftest import AGENDA, as_json

pytestmark = pytest.mark.django_db
ADD = "/en/admin/startups/importbatch/add/"


@pytest.fixture
def desk(client, by):
    client.force_login(by)
    return client


def at(name, batch, *more):
    with translation.override("en"):
        return reverse(f"admin:startups_importbatch_{name}", args=[batch.pk, *more])


def upload(desk, data, name="agenda.json"):
    return desk.post(ADD, {"target": "event", "file": SimpleUploadedFile(name, data)})


def choices(page):
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_the_whole_way_of_an_agenda_in_pages(desk):
    upload(desk, as_json(AGENDA))
    batch = ImportBatch.objects.get()
    page = desk.get(at("reading", batch))
    assert "each entry is a row" in page.text
    assert "Souss Data Days" in page.text
    assert desk.post(at("reading", batch)).status_code == 302

    with nothing_written():
        page = desk.get(at("columns", batch))
    assert [page.context["form"][f"column_{n}"].value() for n in range(9)] == [
        "themes", "name", "website", "starts_on", "ends_on", "online", "language", "city", "country",
    ]  # fmt: skip
    refused = desk.post(at("columns", batch), choices(page))
    assert refused.status_code == 422
    assert "Say in which zone" in refused.text
    assert refused.context["form"]["column_1"].value() == "name"
    said = {**choices(page), "ask_zone": "Africa/Casablanca", "ask_showing": "elsewhere"}
    assert desk.post(at("columns", batch), said).status_code == 302

    page = desk.get(at("words", batch))
    assert "7 rows will be checked" in page.text
    assert page.context["form"]["word_language_0"].value() == "-"
    desk.post(at("words", batch), choices(page))
    run_imports()
    page = desk.get(at("change", batch))
    assert "Import 4 rows" in page.text
    assert "The same as line 2, which takes over: devops." in page.text
    desk.post(at("do", batch, "start"))
    run_imports()
    assert Event.objects.filter(takes_registrations=False, state="published").count() == 4


def test_no_zone_is_chosen_beforehand_and_an_unknown_one_is_refused(desk):
    upload(desk, as_json(AGENDA))
    batch = ImportBatch.objects.get()
    page = desk.get(at("columns", batch))

    assert page.context["form"]["ask_zone"].value() is None
    assert page.context["form"]["ask_showing"].value() == "draft"
    refused = desk.post(at("columns", batch), {**choices(page), "ask_zone": "Mars/Olympus"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'[{"a": 1}, 3]', "Entry 2"),
        (b'[{"name": {"fr": "x"}}]', "holds several values"),
        (b'[{"name": ["x"]}]', "holds several values"),
        (b'{"rows": []}', "is no list"),
        (b'[{"a": NaN}]', "cannot be read"),
        (b'[{"a": 1},\n {"b" 2}]', "mistake on line 2"),
        (b"[]", "no column names"),
        (b'[{"a": "\\ud800"}]', "cannot be read"),
        (b"[" * 5000 + b"]" * 5000, "cannot be read"),
    ],
)
def test_json_that_is_no_table_is_refused_in_words(desk, data, told):
    refused = upload(desk, data)

    assert refused.status_code == 422
    assert told in refused.text
    assert not ImportBatch.objects.exists()
