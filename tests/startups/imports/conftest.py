"""A file on its way, driven as the admin's pages drive it."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from startups.imports.actions import steps
from startups.imports.guessing import guess_columns
from startups.imports.rows import Mapping
from startups.imports.targets import target_of
from startups.imports.words import survey
from startups.models import ImportBatch, Startup
from tests.importing import by, imported, media, run, undone

__all__ = ["by", "imported", "media", "run", "undone"]


@pytest.fixture
def bring(by):
    """bring(data, "startup", codes={...}) uploads, maps by the guess and makes the dry run."""

    def go(data, target="startup", *, codes=None, name="liste.csv", **mapping):
        batch = steps.upload(SimpleUploadedFile(name, data), target=target, by=by)
        guessed = guess_columns(target_of(batch), batch.columns)
        defaults = {"kind": "startup", "legal_form": "sarl"} if target == "startup" else {}
        steps.map_columns(batch.pk, mapping={"columns": guessed, "defaults": defaults, **mapping}, by=by)
        batch.refresh_from_db()
        rows = survey(batch, target_of(batch), Mapping.stored(batch.mapping)).rows
        steps.check(batch.pk, rows=rows, codes=codes or {}, by=by)
        return run(batch)

    return go


def verdicts(batch):
    return batch.counts["verdicts"]


def table(*rows, head="Raison sociale;ICE;Ville"):
    return "\r\n".join([head, *rows, ""]).encode()


def everything():
    """What the imports may touch, as plain rows."""
    return SimpleNamespace(startups=list(Startup.objects.order_by("pk").values()), batches=ImportBatch.objects.count())
