"""An agenda as rows: conferences, workshops, seminars of a list that somebody else keeps."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.states import EventKind, Tongue
from events.imports import days, identity, themes
from events.imports.questions import QUESTIONS
from events.imports.store import EventStore
from incubator import fields
from incubator.moments import HourField
from startups.imports import cells
from startups.imports.mapping import Mapping
from startups.imports.target import Column, Target, Values

Remark = tuple[str, str, bool]
#: What concerns whoever is registered is changed on the page of the event, with the letters that go with it.
HELD = ("ends_on", "hour", "online", "capacity")

_read_hour = cells.by_field(HourField())


def _hour(cell: str) -> Any:
    """Also “9 h”, “9h30” and “14.30”, as agendas write them."""
    bare = "".join(cell.lower().split()).replace(".", ":")
    bare = f"{bare}00" if bare.endswith("h") else bare
    return _read_hour(bare)


COLUMNS = (
    Column("name", gettext_lazy("title"), cells.line(160), ("nom", "titre", "intitulé", "name", "event", "événement", "conference", "conférence",
        "العنوان", "الاسم", "التظاهرة"), is_required=True),
    Column("starts_on", gettext_lazy("first day"), cells.by_field(fields.DayField()), ("date", "date de début", "début", "jour", "start", "start date",
        "startdate", "du", "day", "التاريخ", "تاريخ البداية", "اليوم"), is_required=True),
    Column("ends_on", gettext_lazy("last day"), cells.by_field(fields.DayField()), ("date de fin", "fin", "end", "end date", "enddate", "au", "تاريخ النهاية")),
    Column("hour", gettext_lazy("start hour"), _hour, ("heure", "heure de début", "horaire", "time", "start time", "hour", "الساعة", "ساعة البداية")),
    Column("themes", gettext_lazy("themes"), cells.line(80), ("thème", "theme", "topic", "topics", "sujet", "tags", "catégorie", "category", "المحور",
        "الموضوع"), is_many=True),
    Column("kind", gettext_lazy("kind"), str, ("type", "nature", "format", "النوع"), codes=EventKind, usual=EventKind.CONFERENCE),
    Column("online", gettext_lazy("online"), cells.yes_or_no, ("en ligne", "à distance", "virtual", "remote", "عن بعد")),
    Column("city", gettext_lazy("city"), cells.line(80), ("ville", "lieu", "location", "المدينة", "المكان")),
    Column("country", gettext_lazy("country"), cells.line(60), ("pays", "البلد")),
    Column("language", gettext_lazy("language spoken"), str, ("langue", "langues", "languages", "locale", "locales", "lang", "اللغة"),
        codes=Tongue, is_many=True, usual=Tongue.FRENCH, is_lenient=True),
    Column("website", gettext_lazy("web site"), cells.by_field(fields.LinkField(max_length=300)), ("site", "site web", "lien", "url", "web", "link", "الموقع",
        "الرابط"), takes_first=True),
    Column("description", gettext_lazy("description"), cells.text(5000), ("présentation", "résumé", "about", "summary", "الوصف")),
    Column("capacity", gettext_lazy("places"), cells.by_field(fields.WholeNumberField(min_value=1, max_value=100_000)), ("places", "capacité", "jauge", "seats",
        "المقاعد", "عدد المقاعد")),
)  # fmt: skip


def _settle(values: Values) -> list[Remark]:
    """One language is kept; the last day does not come before the first, nor years after it."""
    said: list[Remark] = []
    if tongues := list(dict.fromkeys(values.pop("language", []))):
        values["language"] = tongues[0]
        if len(tongues) > 1:
            said.append(("language", _("Several languages: the first one is kept."), True))
    if "themes" in values:
        values["themes"] = list({cells.loose(word): word for word in reversed(values["themes"])}.values())[::-1]
    first, last = values.get("starts_on"), values.get("ends_on")
    if not (first and last):
        return said
    if last < first:
        said.append(("ends_on", _("The last day comes before the first."), False))
    elif date.fromisoformat(last) - date.fromisoformat(first) > days.LONGEST:
        said.append(("ends_on", _("More than a year lies between the first day and the last."), False))
    else:
        return said
    values.pop("ends_on")
    return said


def _doubts(values: Values, event: Any, said: Mapping) -> list[tuple[str, str]]:
    against = []
    if values.get("hour") and values.get("starts_on") and days.has_gap(values, ZoneInfo(said.settings["zone"])):
        against.append(("hour", _("This hour does not exist: the clock jumps over it on that day.")))
    if event is not None and event.has_people:
        told = _("People are registered: change it on the page of the event.")
        against += [(name, told) for name in HELD if name in values and STORE.read(event, name) != values[name]]
    return against


STORE = EventStore()
EVENTS = Target(
    key="event",
    label=gettext_lazy("events of an agenda"),
    columns=COLUMNS,
    settle=_settle,
    identify=identity.identify,
    identity_of=identity.identity_of,
    candidates=identity.candidates,
    doubts=_doubts,
    store=STORE,
    defaults=("kind", "language"),
    questions=QUESTIONS,
    joins=("themes",),
    prepare=themes.prepare,
)
