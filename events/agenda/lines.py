"""The lines of the programme, drawn at once: fifty stand on a page, and no template is opened for each."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events.agenda import queries, telling
from events.agenda.models import Event
from events.agenda.standings import Standing
from incubator import spoken
from incubator.words import choice

LINE = (
    '<li class="z-book"><time class="day" datetime="{}"><span>{}</span><b>{}</b></time><div><a href="{}"><bdi>{}</bdi></a>'
    '<p class="meta">{}{} · {} · {}</p></div><div>{}</div></li>'
)


class Month(NamedTuple):
    name: str
    lines: SafeString


def months(events: Iterable[Event], own: dict[int, Standing]) -> list[Month]:
    """What stands in one month together, in the order of the events."""
    address = reverse("events:event_detail", args=["-"]).removesuffix("-/")
    dated = groupby(((telling.day(event), event) for event in events), key=lambda one: (one[0].year, one[0].month))
    return [_month(list(rows), address, own) for _month_of_year, rows in dated]


def _month(rows: list[tuple[date, Event]], address: str, own: dict[int, Standing]) -> Month:
    drawn = format_html_join("", LINE, (_line(day, event, address, own.get(event.pk)) for day, event in rows))
    return Month(spoken.month(rows[0][0]), drawn)


def _line(day: date, event: Event, address: str, standing: Standing | None) -> tuple[object, ...]:
    place = telling.place(event)
    return (
        day.isoformat(),
        formatted(day, "D"),
        day.day,
        f"{address}{event.slug}/",
        event.title,
        telling.begins(event),
        format_html(" · <bdi>{}</bdi>", place) if place else "",
        choice(event, "kind"),
        choice(event, "language"),
        _chip(standing or telling.places(event, queries.seatings_of(event))),
    )


def _chip(told: Standing | telling.Told | None) -> SafeString | str:
    return format_html('<span class="z-chip {}">{}</span>', told.tone, told.words) if told else ""
