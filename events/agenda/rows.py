"""What belongs to a row, fetched in the row's own query: small sets as JSON, read back as the unsaved models they are.

A page that shows an event with its places, themes and questions then costs one query instead of one for each.
"""

from collections.abc import Iterable
from datetime import time
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from events.agenda.models import Event, Material, Question, Seating, Session, Speaker, Talk, Theme
from events.agenda.models.materials import MaterialFor
from events.places.models import Resource
from incubator.prepared import prepared
from incubator.words import LANGUAGES

M = TypeVar("M", bound=models.Model)


def _columns(*names: str, words: Iterable[str] = ()) -> dict[str, str]:
    said = [f"{word}_{code}" for word in words for code in LANGUAGES]
    return {name: name for name in (*names, *said)}


def _array(rows: models.QuerySet[Any], columns: dict[str, Any]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def seatings() -> ArraySubquery:
    columns = _columns("way", "capacity", "seats_taken", "is_open")
    return _array(Seating.objects.filter(event=OuterRef("pk")), columns)


def themes() -> ArraySubquery:
    return _array(Theme.objects.filter(events=OuterRef("pk")), _columns("code", words=["name"]))


def questions() -> ArraySubquery:
    return _array(Question.objects.filter(event=OuterRef("pk")), _columns("is_required", words=["label"]))


def materials() -> ArraySubquery:
    """Those for everybody; the others are handed over by the registration."""
    public = Material.objects.filter(event=OuterRef("pk"), audience=MaterialFor.PUBLIC)
    return _array(public, _columns("id", "link", "document", words=["title"]))


def rooms() -> ArraySubquery:
    used = Session.resources.through.objects.filter(session=OuterRef("pk")).order_by("resource__code")
    return _array(used, {name: f"resource__{name}" for name in _columns(words=["name"])})


def talks() -> ArraySubquery:
    spoken = Talk.speakers.through.objects.filter(talk=OuterRef("pk")).order_by("pk").values("speaker")
    columns = {**_columns("id", "hour", "minutes", "place", words=["title"]), "speaker_ids": ArraySubquery(spoken)}
    return _array(Talk.objects.filter(session=OuterRef("pk")), columns)


@prepared
def speakers_of(event: int) -> models.QuerySet[Speaker]:
    """Those of the event and those named in its agenda who agreed to be shown."""
    named = Event.speakers.through.objects.filter(event=event).values("speaker")
    speaking = Talk.speakers.through.objects.filter(talk__session__event=event).values("speaker")
    return Speaker.objects.shown().filter(models.Q(pk__in=named) | models.Q(pk__in=speaking))


def read(model: type[M], rows: Iterable[dict[str, Any]]) -> list[M]:
    return [model(**row) for row in rows]


def read_talk(row: dict[str, Any]) -> tuple[Talk, list[int]]:
    """The line and the ids of who speaks."""
    spoken = row.pop("speaker_ids")
    return Talk(**{**row, "hour": time.fromisoformat(row["hour"])}), spoken


def read_rooms(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [resource.name for resource in read(Resource, rows)]
