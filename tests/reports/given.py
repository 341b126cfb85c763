"""Reports as tests need them: the worked example of the programme (domain.md 2.4) as a published snapshot, written by hand."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from incubator.demo import make
from incubator.reports.snapshots.models import Convention, Report
from incubator.reports.snapshots.shapes import Counted, Number, Point, Slice, Snapshot, Source, digest
from programs.partners.models import Mandate

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
GREEN = {"fr": "GreenStart", "en": "GreenStart", "ar": "غرين ستارت"}
NUMBERS = {
    "I01": Number(
        Decimal(36),
        36,
        36,
        {"state_rejected": Decimal(30), "state_accepted": Decimal(6)},
        target=Decimal(40),
        before=Decimal(31),
    ),
    "I02": Number(
        Decimal("20.0"),
        30,
        30,
        {"submitted": Decimal(36), "eligible": Decimal(30), "admitted": Decimal(6), "gross": Decimal("16.7")},
    ),
    "I03": Number(Decimal("66.7"), 6, 6, {"led": Decimal(4)}, target=Decimal(50)),
    "I04": Number(Decimal("66.7"), 6, 6, {"led": Decimal(4)}),
    "I05": Number(Decimal(6), 6, 6, target=Decimal(8), before=Decimal(5)),
    "I06": Number(Decimal("66.7"), 6, 6, {"outside": Decimal(4), "regions": Decimal(6)}),
    "I07": Number(
        Decimal(214),
        6,
        6,
        {"hours_coaching": Decimal(120), "hours_training": Decimal(62), "hours_prototyping": Decimal(32)},
        before=Decimal(180),
    ),
    "I08": Number(Decimal(84), 84, 90),
    "I09": Number(Decimal("66.7"), 6, 6, {"graduates": Decimal(4)}, target=Decimal(75)),
    "I10": Number(Decimal("4.3"), 5, 6, {"nps": Decimal(40)}),
    "I11": Number(None, 0, 0),
    "I12": Number(
        Decimal(19), 4, 6, {"women": Decimal(8), "women_share": Decimal("42.1")}, target=Decimal(20), before=Decimal(14)
    ),
    "I13": Number(Decimal(11), 4, 6, before=Decimal(12)),
    "I14": Number(
        Decimal(1395000),
        4,
        6,
        {"median": Decimal(257500), "exports_share": Decimal("3.5")},
        Decimal(2000000),
        Decimal(980000),
    ),
    "I15": Number(Decimal("183.9"), 1, 6),
    "I16": Number(Decimal(2150000), 5, 6, target=Decimal(3000000), before=Decimal(900000)),
    "I17": Number(Decimal("2.4"), 5, 6),
    "I18": Number(None, 0, 0),
    "I19": Number(Decimal("2.5"), 4, 4, {"gained_share": Decimal(100)}),
    "I20": Number(None, 0, 6),
}
SPLITS = {
    "I05": {
        "programme": [Slice("1", Decimal(6), 6, GREEN)],
        "region": [
            Slice("MA-06", Decimal(3), 3),
            Slice("MA-09", None, 1, is_hidden=True),
            Slice("MA-04", None, 2, {}, True),
        ],
        "women_led": [Slice("yes", Decimal(4), 4), Slice("no", None, 2, is_hidden=True)],
        "sector": [Slice("SOL", Decimal(3), 3), Slice("EAU", Decimal(3), 3)],
    },
    "I16": {"instrument": [Slice("grants", Decimal(1400000), 3), Slice("equity", Decimal(750000), 3)]},
}
COURSES = {
    "I12": [Point(date(2026, 3, 31), Decimal(9)), Point(date(2026, 6, 30), Decimal(14))],
    "I16": [Point(date(2026, 3, 31), Decimal(400000)), Point(date(2026, 6, 30), Decimal(900000))],
}
SOURCES = [
    Source({"fr": "Fonds vert", "en": "Green fund", "ar": "الصندوق الأخضر"}, "coaching", Decimal(80)),
    Source({"fr": "Fonds vert", "en": "Green fund", "ar": "الصندوق الأخضر"}, "training", Decimal("12.5")),
    Source({"fr": "Cluster", "en": "Cluster", "ar": "التجمع"}, "coaching", Decimal(40)),
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
    return [
        Counted(one.pk, Decimal(n) if number is None else Decimal(number)) for n, one in enumerate(startups, start=3)
    ]
