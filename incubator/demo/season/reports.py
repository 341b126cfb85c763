"""What the two houses read: conventions with targets, a published report, a corrected one, a draft to review, schedules, questions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.season.statements import first_day
from incubator.reports.snapshots.actions import making, questions, reviewing, scheduling
from incubator.reports.snapshots.models import Convention, Report, Schedule
from incubator.reports.snapshots.periods import ONE_DAY, Days
from incubator.reports.snapshots.states import Rule
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.partners.models import Mandate, Partner, Programme
from startups.actions import profile
from startups.states import Fact

HOUSES = (
    ("technopark", "Convention Technopark", "Technopark agreement", "اتفاقية تكنوبارك", {"may_see_names": True}),
    (
        "cluster-enr",
        "Convention Cluster EnR",
        "Cluster EnR agreement",
        "اتفاقية كلستر الطاقات المتجددة",
        {"is_open": True},
    ),
)
#: Indicator and what is promised for a year; fifty startups a year stand in the founding text.
TARGETS = {"I03": 50, "I05": 50, "I06": 40, "I09": 80, "I12": 40, "I14": 3_000_000, "I16": 5_000_000}
COMMENTS = {
    "comment_fr": "La première promotion est arrivée à son terme : quatre startups sur six ont obtenu leur diplôme. "
    "Les emplois progressent ; les financements mobilisés restent en dessous de l’objectif de l’année.",
    "comment_en": "The first cohort has come to its end: four startups of six graduated. "
    "Jobs are growing; the funding raised is still below the target of the year.",
    "comment_ar": "انتهى الفوج الأول: تخرجت أربع شركات ناشئة من أصل ست. "
    "يتزايد عدد مناصب الشغل، ولا تزال التمويلات المعبأة دون هدف السنة.",
}
REASONS = {
    "reason_fr": "Le niveau de maturité d’une startup, mesuré avant la fin de la période, avait été saisi après coup.",
    "reason_en": "The maturity of one startup, measured before the end of the period, had been entered afterwards.",
    "reason_ar": "تم إدخال مستوى نضج شركة ناشئة، الذي قيس قبل نهاية الفترة، بعد صدور التقرير.",
}


def season_of_reports(houses: list[Partner], offers: list[Programme], *, reader: User, by: User) -> None:
    technopark, cluster = (_convention(house, told, offers) for house, told in zip(houses, HOUSES, strict=True))
    second = make.person(email="partner2@demo.test", name="Lecteur partenaire (fictif)", language="ar")
    Mandate.objects.create(partner=cluster.partner, person=second)
    now = _last_half_year()
    _published(technopark, now.before(), by=by)
    first = _published(technopark, now, by=by)
    corrected = _corrected(first, now, by=by)
    _published(cluster, now.before(), by=by)
    _drawn(making.ask(cluster.pk, first_day=now.first, last_day=now.last, by=by))
    for agreed, rule in ((technopark, Rule.QUARTERLY), (cluster, Rule.FREEZE)):
        made = Schedule.objects.create(convention=agreed, rule=rule, on_day=5, owner=by)
        scheduling.keep(made.pk, by=by)
    _questions(corrected, reader, by=by)


def _convention(house: Partner, told: Any, offers: list[Programme]) -> Convention:
    _code, french, english, arabic, rights = told
    year = timezone.localdate().year
    titles = {"title_fr": french, "title_en": english, "title_ar": arabic}
    made = Convention.objects.create(partner=house, since=date(year - 2, 1, 1), **titles, **rights)
    made.programmes.set(offers)
    for code, value in TARGETS.items():
        made.targets.create(code=code, value=value, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    return made


def _last_half_year() -> Days:
    """The half-year that was declared, until yesterday."""
    return Days(first_day(), timezone.localdate() - ONE_DAY)


def _drawn(report: Report) -> Report:
    making.make_due(seconds=600)
    report.refresh_from_db()
    return report


def _published(agreed: Convention, days: Days, *, by: User) -> Report:
    made = _drawn(making.ask(agreed.pk, first_day=days.first, last_day=days.last, by=by))
    reviewing.comment(made.pk, by=by, **COMMENTS)
    reviewing.review(made.pk, by=by)
    return reviewing.publish(made.pk, by=by)


def _corrected(old: Report, days: Days, *, by: User) -> Report:
    """A fact of the period that came late changes one figure."""
    graduates = Enrolment.objects.filter(state=EnrolmentState.GRADUATED).order_by("startup__sort_key")
    late = graduates.select_related("startup").first()
    if late is not None:
        seen_on = days.last - timedelta(days=3)
        profile.observe(
            late.startup_id, fact=Fact.TRL, value=9, observed_on=seen_on, source="Visite de l’atelier", by=by
        )
    made = _drawn(reviewing.correct(old.pk, by=by, **REASONS))
    reviewing.review(made.pk, by=by)
    return reviewing.publish(made.pk, by=by)


def _questions(report: Report, reader: User, *, by: User) -> None:
    asked = questions.ask(
        report.pk, by=reader, code="I12", text="Les emplois comptent-ils les fondateurs et les stagiaires ?"
    )
    questions.answer(
        asked.pk, by=by, answer="Non : seulement le personnel payé au dernier jour, en équivalent temps plein."
    )
    questions.ask(
        report.pk, by=reader, text="Pouvez-vous ajouter la part des startups hors de l’axe Casablanca–Rabat ?"
    )
