"""Reports as tests need them: the worked example of the programme (domain.md 2.4) as a published snapshot, written by hand."""

from datetime import date
from decimal import Decimal as D

from django.utils import timezone

from incubator.demo import make
from incubator.reports.snapshots.models import Convention, Report
from incubator.reports.snapshots.shapes import Counted, Number, Point, Slice, Snapshot, Source, digest
from programs.partners.models import Mandate

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
GREEN = {"fr": "GreenStart", "en": "GreenStart", "ar": "غرين ستارت"}
NUMBERS = {
    "I01": Number(D(36), 36, 36, {"submitted": D(36), "eligible": D(30), "admitted": D(6)}, target=D(40), before=D(31)),
    "I02": Number(D("20.0"), 30, 30, {"gross": D("16.7")}),
    "I03": Number(D("66.7"), 6, 6, {"led": D(4)}, target=D(50)),
    "I04": Number(D("66.7"), 6, 6, {"led": D(4)}),
    "I05": Number(D(6), 6, 6, target=D(8), before=D(5)),
    "I06": Number(D("66.7"), 6, 6, {"outside": D(4), "regions": D(6)}),
    "I07": Number(D(214), 6, 6, {"coaching": D(120), "training": D(62), "prototyping": D(32)}, before=D(180)),
    "I08": Number(D(84), 84, 90),
    "I09": Number(D("66.7"), 6, 6, {"graduates": D(4)}, target=D(75)),
    "I10": Number(D("4.3"), 5, 6, {"nps": D(40)}),
    "I11": Number(None, 0, 0),
    "I12": Number(D(19), 4, 6, {"women": D(8), "women_share": D("42.1")}, target=D(20), before=D(14)),
    "I13": Number(D(11), 4, 6, before=D(12)),
    "I14": Number(D(1395000), 4, 6, {"median": D(257500), "exports_share": D("3.5")}, D(2000000), D(980000)),
    "I15": Number(D("183.9"), 1, 6),
    "I16": Number(D(2150000), 5, 6, target=D(3000000), before=D(900000)),
    "I17": Number(D("2.4"), 5, 6),
    "I18": Number(None, 0, 0),
    "I19": Number(D("2.5"), 4, 4, {"gained_share": D(100)}),
    "I20": Number(None, 0, 6),
}
SPLITS = {
    "I05": {
        "programme": [Slice("1", D(6), 6, GREEN)],
        "region": [Slice("MA-06", D(3), 3), Slice("MA-09", None, 1, is_hidden=True), Slice("MA-04", None, 2, {}, True)],
        "women_led": [Slice("yes", D(4), 4), Slice("no", None, 2, is_hidden=True)],
        "sector": [Slice("SOL", D(3), 3), Slice("EAU", D(3), 3)],
    },
    "I16": {"instrument": [Slice("grant", D(1400000), 3), Slice("equity", D(750000), 3)]},
}
COURSES = {
    "I12": [Point(date(2026, 3, 31), D(9)), Point(date(2026, 6, 30), D(14))],
    "I16": [Point(date(2026, 3, 31), D(400000)), Point(date(2026, 6, 30), D(900000))],
}
SOURCES = [
    Source({"fr": "Fonds vert", "en": "Green fund", "ar": "الصندوق الأخضر"}, "coaching", D(80)),
    Source({"fr": "Fonds vert", "en": "Green fund", "ar": "الصندوق الأخضر"}, "training", D("12.5")),
    Source({"fr": "Cluster", "en": "Cluster", "ar": "التجمع"}, "coaching", D(40)),
]


def snapshot(*, numbers=None, behind=None, splits=None, **more):
    values = {
        "first_day": FIRST,
        "last_day": LAST,
        "drawn_on": date(2026, 10, 15),
        "partner": "Fonds Vert Partenaires",
        "programmes": [GREEN],
        "cohort": {},
        "numbers": {**NUMBERS, **(numbers or {})},
        "splits": SPLITS if splits is None else splits,
        "behind": behind or {},
        "sources": SOURCES,
        "courses": COURSES,
    }
    return Snapshot(**(values | more))


def convention(*, of=None, **fields):
    return Convention.objects.create(partner=of or make.partner(), title_fr="Convention verte", **fields)


def reader_of(agreed, **fields):
    """A person who reads for the partner of the convention today."""
    person = make.person()
    Mandate.objects.create(partner=agreed.partner, person=person, **fields)
    return person


def report(*, of=None, told=None, state="published", **fields):
    """A report of a hand-written snapshot."""
    written = told or snapshot()
    payload = written.payload()
    values = {"first_day": written.first_day, "last_day": written.last_day, "published_at": timezone.now(), **fields}
    return Report.objects.create(
        convention=of or convention(), state=state, payload=payload, digest=digest(payload), **values
    )


def counted(*startups, number=None):
    """Lines of a list behind a figure, one a startup, with a number that grows."""
    return [Counted(one.pk, D(n) if number is None else D(number)) for n, one in enumerate(startups, start=3)]
