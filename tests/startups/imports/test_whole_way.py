"""Dry run, import, import again, undo: on the lists of `domain.md` 3 and on the shapes they come in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incubator import sheets
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.listing import words_query
from startups.imports import files
from startups.imports.actions import steps
from startups.imports.tasks import run_imports
from startups.models import Alias, Organisation, Startup
from tests.startups.imports import made
from tests.startups.imports.conftest import run, verdicts

pytestmark = pytest.mark.django_db
CODES = {"sector": {"greentech": "NUM"}}


@pytest.mark.parametrize(("data", "new", "doubles"), [(made.hubs, 120, {}), (made.real_hubs, 505, {"double": 2})])
def test_hubs_are_brought_in_once_and_taken_back(bring, imported, undone, by, data, new, doubles):
    """The open list names two hubs twice, with another dash."""
    data = data()

    batch = imported(data, "organisation")

    assert batch.counts == {"verdicts": {"new": new} | doubles, "outcomes": {"created": new}}
    assert Organisation.objects.count() == new
    again = bring(data, "organisation")
    assert verdicts(again) == {"same": new} | doubles
    with pytest.raises(Refused):
        steps.start(again.pk, by=by)
    undone(batch)
    assert batch.counts["outcomes"] == {"undone": new}
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_three_hundred_companies_make_the_whole_way(bring, imported, undone, encoding):
    data = made.companies(encoding=encoding)

    batch = imported(data, codes=CODES)

    assert batch.state == "done"
    assert batch.counts == {"verdicts": {"new": 300}, "outcomes": {"created": 300}}
    assert Startup.objects.count() == 300
    assert verdicts(bring(data, codes=CODES)) == {"same": 300}
    undone(batch)
    assert batch.state == "undone"
    assert not Startup.objects.exists()


def test_what_stood_in_the_cells_is_on_file(imported):
    imported(made.companies(60), codes=CODES)

    startup = Startup.objects.get(email="contact30@exemple.test")
    assert startup.name == "Atlas Mobilité Maroc"
    assert startup.slug == "atlas-mobilite-maroc"
    assert (startup.ice, startup.legal_form, startup.sector) == (made.ice(900_000_030), "sas", "SOL")
    assert (startup.city, startup.region) == ("Casablanca", "MA-06")
    assert startup.phone == "+212522003010"
    assert startup.website == "https://www.societe30.test"
    assert startup.founded_on.isoformat() == "2019-04-04"
    assert startup.pitch == "Ligne un ;\nligne deux : « essai 30 »."
    assert startup.tags == []
    assert Startup.objects.get(email="contact31@exemple.test").other_sectors == ["SOL"]
    assert Startup.objects.get(email="contact31@exemple.test").tags == ["capteurs", "données", "terrain"]
    assert Startup.objects.get(email="contact34@exemple.test").sector == "NUM"
    assert Startup.objects.get(email="a35@exemple.test").phone == "+212522003510"
    assert Startup.objects.filter(search=words_query("Mobilité")).exists()


def test_the_same_list_as_a_workbook_changes_nothing(bring, imported):
    imported(made.companies(40), codes=CODES)

    with sheets.xlsx_file(made.HEAD, [made.company(n) for n in range(40)]) as book:
        assert verdicts(bring(book.read(), codes=CODES, name="liste.xlsx")) == {"same": 40}


def test_a_list_that_knows_more_changes_what_differs_and_undo_restores_it(bring, imported, undone):
    imported(made.companies(5), codes=CODES)
    before = list(Startup.objects.order_by("pk").values())
    row = made.company(1)
    row[0], row[8], row[9] = "Rif Lumière", "", "nouveau@exemple.test"

    batch = imported(made.file(made.HEAD[:10], [row[:10]]))

    startup = Startup.objects.get(ice=row[1])
    assert (startup.name, startup.email, startup.phone) == ("Rif Lumière", "nouveau@exemple.test", "+212522000001")
    assert Alias.objects.get().name == "Rif Énergie Maroc"
    assert Startup.objects.filter(search_key__contains="rif energie").get() == startup
    assert batch.rows.get().before == {"name": "Rif Énergie Maroc", "email": "contact1@exemple.test"}
    undone(batch)
    assert list(Startup.objects.order_by("pk").values()) == before
    assert not Alias.objects.exists()


def test_everything_leaves_a_trace(imported, undone, by):
    batch = imported(made.companies(3), codes=CODES)
    undone(batch)

    told = list(Entry.objects.about(batch).order_by("pk").values_list("verb", flat=True))
    assert told == ["upload", "check", "finish_check", "start", "finish", "undo", "finish_undo"]
    assert Entry.objects.filter(verb="import_new", by=by).count() == 3
    assert Entry.objects.filter(verb="undo_import_new", by=by).count() == 3


def test_an_hour_later_the_file_is_gone_and_the_rows_are_there(imported, settings):
    batch = imported(made.companies(3), codes=CODES)
    run_imports()

    batch.refresh_from_db()
    assert batch.storage_key == ""
    assert not list((settings.MEDIA_ROOT / "imports").iterdir())
    assert batch.rows.count() == 3


def test_nothing_is_kept_of_a_file_that_is_no_table(by, settings):
    with pytest.raises(Refused):
        steps.upload(SimpleUploadedFile("x.csv", b"%PDF-1.7"), target="startup", by=by)

    assert not list((settings.MEDIA_ROOT / "imports").iterdir())


def test_a_file_that_breaks_in_its_middle_fails_with_its_reason(bring):
    batch = bring(made.companies(3), codes=CODES)
    steps.recheck(batch.pk, drops_cells=False, by=batch.created_by)
    path = files.path_of(batch)
    path.write_bytes(path.read_bytes() + b'"open;\r\n')

    run(batch)

    assert batch.state == "failed"
    assert batch.problem
