"""A small agenda, invented, of the shape of open lists of conferences: an event under several themes stands on several rows."""

import json
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from startups.imports.actions import steps
from startups.imports.cells import loose
from startups.imports.guessing import guess_columns
from startups.imports.mapping import Mapping
from startups.imports.targets import target_of
from startups.imports.words import survey
from tests.importing import by, imported, media, run, undone

__all__ = ["by", "imported", "media", "run", "undone"]

ROOT = Path(__file__).resolve().parents[3]
REAL = Path(os.environ.get("PORTAL_SHARED", ROOT.parent / "shared")) / "data" / "conferences_2024_2027.json"

SETTINGS = {"zone": "Europe/Paris", "showing": "draft"}


def entry(topic, name, start, end=None, **more):
    said = {
        "topic": topic,
        "name": name,
        "url": f"https://{name.lower().replace(' ', '-')}.test",
        "startDate": start,
        "endDate": end or start,
    }
    return said | {"online": False, "locales": "EN"} | more


AGENDA = [
    entry("data", "Souss Data Days", "2027-03-04", "2027-03-06", city="Agadir", country="Maroc"),
    entry("devops", "Souss Data Days", "2027-03-04", "2027-03-06", city="Agadir", country="Maroc"),
    entry("php", "Rif Web", "2027-04-01", online=True),
    entry("devops", "SOUSS data days", "2027-03-04", "2027-03-06", city="agadir", url="https://autre.test"),
    entry("ux", "Atlas Forum", "2027-05-03", "2027-05-28", city="Fès", locales="DE,EN", cfpUrl="https://cfp.test"),
    entry("php", "Rif en ligne", "2027-04-01", online=True, url="http://www.rif-web.test/"),
    entry("php", "Rif Web", "2028-04-01", online=None),
]


def as_json(entries):
    return json.dumps(entries, ensure_ascii=False).encode()


@pytest.fixture
def bring(by):
    """bring(data) uploads an agenda, maps by the guess and makes the dry run."""

    def go(data=None, *, name="agenda.json", codes=None, **settings):
        data = as_json(AGENDA) if data is None else data
        batch = steps.upload(SimpleUploadedFile(name, data), target="event", by=by)
        guessed = guess_columns(target_of(batch), batch.columns)
        said = {
            "columns": guessed,
            "defaults": {"kind": "conference", "language": "fr"},
            "settings": {**SETTINGS, **settings},
        }
        steps.map_columns(batch.pk, mapping=said, by=by)
        batch.refresh_from_db()
        found = survey(batch, target_of(batch), Mapping.stored(batch.mapping))
        blank = {field: dict.fromkeys(map(loose, words), "") for field, words in found.unknown.items()}
        steps.check(batch.pk, rows=found.rows, codes=blank if codes is None else codes, by=by)
        return run(batch)

    return go


def table(*rows, head="Titre;Date de début;Date de fin;Heure;Ville;Thème"):
    return "\r\n".join([head, *rows, ""]).encode()
