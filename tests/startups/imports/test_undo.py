"""Only the last import is taken back, and only what nobody has touched since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.documents.models import Document
from incubator.errors import Refused
from startups.actions import profile
from startups.imports import files
from startups.imports.actions import steps
from startups.imports.registers import HOLDING
from startups.imports.tasks import run_imports
from startups.models import ImportBatch, ImportRow, Membership, Startup
from tests.startups.imports.conftest import run, table

pytestmark = pytest.mark.django_db


def test_what_is_used_meanwhile_is_kept_and_listed(imported, undone):
    batch = imported(table("Atlas;;Fès", "Rif;;Oujda", "Souss;;Agadir", "Draa;;Zagora"))
    kept = {name: Startup.objects.get(name=name) for name in ("Atlas", "Rif", "Souss")}
    Membership.objects.create(startup=kept["Atlas"], person=make.person(), role="owner")
    profile.edit(kept["Rif"].pk, values={"pitch": "Nous changeons."}, by=None)
    profile.edit(kept["Rif"].pk, values={"city": "Nador"}, by=None)
    Document.objects.create(
        purpose="x",
        kind="startups.startup",
        key=str(kept["Souss"].pk),
        name="x.pdf",
        media_type="x",
        size=1,
        sha256="0",
        storage_key="k",
    )

    undone(batch)

    assert set(Startup.objects.values_list("name", flat=True)) == set(kept)
    assert batch.counts["outcomes"] == {"kept": 3, "undone": 1}
    assert all(batch.rows.filter(outcome="kept").values_list("note", flat=True))


def test_a_field_changed_meanwhile_keeps_its_new_value(imported, undone):
    head = "nom;ville;description;site web"
    imported(table("Atlas;Fès;Avant.;avant.test", head=head))
    batch = imported(table("Atlas;Fès;Après.;apres.test", head=head))
    startup = Startup.objects.get()
    profile.edit(startup.pk, values={"pitch": "Plus tard."}, by=None)

    undone(batch)

    startup.refresh_from_db()
    assert (startup.pitch, startup.website) == ("Plus tard.", "https://avant.test")
    assert batch.rows.get().note


def test_imports_are_undone_from_the_last_to_the_first(imported, undone, by):
    first = imported(table("Atlas;;Fès"))
    second = imported(table("Rif;;Oujda"))
    other = imported(table("Banque;Maroc;Rabat", head="nom;pays;ville"), "organisation")

    with pytest.raises(Refused):
        steps.undo(first.pk, by=by)
    undone(second)
    undone(first)
    undone(other)
    assert not Startup.objects.exists()


def test_an_import_is_undone_once(imported, undone, by):
    batch = undone(imported(table("Atlas;;Fès")))

    with pytest.raises(Refused):
        steps.undo(batch.pk, by=by)


def test_what_was_deleted_meanwhile_is_no_obstacle(imported, undone):
    batch = imported(table("Atlas;;Fès"))
    Startup.objects.all().delete()

    assert undone(batch).counts["outcomes"] == {"undone": 1}


def test_files_and_rows_do_not_stay_for_ever(bring, imported):
    forgotten, recent = bring(table("Atlas;;Fès")), bring(table("Rif;;Oujda"))
    old = imported(table("Souss;;Agadir"))
    ImportBatch.objects.filter(pk=forgotten.pk).update(created_at=timezone.now() - timedelta(days=31))
    ImportBatch.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))

    run_imports()

    assert files.path_of(recent)
    forgotten.refresh_from_db()
    with pytest.raises(Refused):
        files.path_of(forgotten)
    assert set(ImportRow.objects.values_list("batch", flat=True)) == {forgotten.pk, recent.pk}
    run(recent)


def test_a_person_finds_and_loses_her_address_in_old_lists(imported):
    person = make.person(email="salma@exemple.test")
    imported(table("Atlas;Fès;Salma@exemple.test;0522112233", head="nom;ville;e-mail;téléphone"))

    assert [told["company"] for told in HOLDING.export(person)] == ["Atlas"]
    HOLDING.erase(person)
    assert not list(HOLDING.export(person))
    assert "phone" not in ImportRow.objects.get().values
