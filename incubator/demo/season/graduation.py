"""The end of the first cohort: rules of both programmes, four certificates, what graduates say, and who is heard of afterwards."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.season.seed import day
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.graduation.actions import following, graduating, parting
from programs.graduation.actions.following import Told
from programs.graduation.models import Farewell, Graduation, GraduationCertificate, GraduationRule
from programs.graduation.states import Answer, Source
from programs.partners.models import Cohort, Programme
from startups.models import Membership

RULES: dict[str, tuple[int, tuple[dict[str, str], ...]]] = {
    "GREENSTART": (
        80,
        ({"name_fr": "Pitch devant le comité", "name_en": "Pitch before the committee", "name_ar": "عرض أمام اللجنة"},),
    ),
    "GREENSCALE": (
        90,
        (
            {
                "name_fr": "Pitch devant le comité",
                "name_en": "Pitch before the committee",
                "name_ar": "عرض أمام اللجنة",
            },
            {
                "name_fr": "Un premier contrat signé",
                "name_en": "A first contract signed",
                "name_ar": "توقيع عقد أول",
            },
        ),
    ),
}
#: Of the graduates in the order of the seed; the last has not answered. The third had not pitched.
SAID: tuple[tuple[int, str] | None, ...] = (
    (10, "Le plan de prototypage nous a fait gagner un an."),
    (9, ""),
    (6, "Trop de séances à Casablanca pour qui vit à Agadir."),
    None,
)
EXCEPTION = "Pitch reporté : la fondatrice était en congé de maternité. Le prototype est vérifié."
#: When those who did not finish went: a year and some weeks ago.
WENT = {EnrolmentState.LEFT: -430, EnrolmentState.EXCLUDED: -400}


def season_of_graduation(offers: dict[str, Programme], ended: Cohort, *, by: User) -> None:
    for code, told in RULES.items():
        _rule(offers[code], *told)
    places = list(Enrolment.objects.filter(cohort=ended).with_card().order_by("pk"))
    pitch = [one.pk for one in GraduationRule.objects.get(programme=ended.programme).criteria.all()]
    graduates = [place for place in places if place.state == EnrolmentState.ACTIVE]
    for n, place in enumerate(graduates):
        seen = {"reason": EXCEPTION} if n == 2 else {"ticked": pitch}
        graduating.graduate(place.pk, by=by, on=ended.ends_on or day(-175), **seen)  # type: ignore[arg-type]
        _say(place, SAID[n % len(SAID)])
    for state, days in WENT.items():
        Enrolment.objects.filter(cohort=ended, state=state).update(ended_on=day(days))
    _date_back(ended)
    following.begin_due()
    excluded = Enrolment.objects.get(cohort=ended, state=EnrolmentState.EXCLUDED)
    known = Told(Answer.CEASED, note="Le fondateur est salarié depuis l’été.")
    following.answer(excluded.follow_ups.get(months=12).pk, known, by=by, source=Source.PHONE)


def _rule(programme: Programme, least: int, by_hand: tuple[dict[str, str], ...]) -> None:
    made = GraduationRule.objects.create(programme=programme, least_settled=least)
    for position, words in enumerate(by_hand, start=1):
        made.criteria.create(position=position, **words)


def _say(place: Enrolment, said: tuple[int, str] | None) -> None:
    if said:
        owner = Membership.objects.owners().get(startup=place.startup_id).person
        parting.say(place.graduation.pk, by=owner, score=said[0], comment=said[1])


def _date_back(ended: Cohort) -> None:
    """What was played today happened at the end of the cohort, and its letters left then."""
    on: Any = timezone.make_aware(datetime.combine(ended.ends_on or day(-175), time(12)))
    Graduation.objects.filter(enrolment__cohort=ended).update(noted_at=on)
    GraduationCertificate.objects.filter(graduation__enrolment__cohort=ended).update(issued_at=on)
    Farewell.objects.filter(enrolment__cohort=ended).update(said_at=on + timedelta(days=4))
    letters = Letter.objects.filter(kind__startswith="programs.graduation.")
    letters.update(state=LetterState.SENT, sent_at=on, posted_at=on)
