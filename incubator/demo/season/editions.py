"""The open call, and editions of the past: played while their call is open, then dated back, letters included."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.demo_form import demo_form
from incubator.demo.season.answers import fill
from incubator.demo.season.passports import date_back
from incubator.demo.season.seed import day, instant, seed
from incubator.demo.season.words import CALL, FAQ
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from incubator.words import LANGUAGES
from programs.applications.actions import desk, filing
from programs.applications.actions.consenting import ACCURACY, PRIVACY
from programs.applications.models import Application, Version
from programs.calls import actions as calls
from programs.calls.models import Call, EligibilityRule, QuestionAndAnswer
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.decisions.actions import deciding, publishing
from programs.decisions.models import Decision
from programs.partners.models import Cohort
from startups.models import Startup

BOTH = frozenset({PRIVACY, ACCURACY})


def call_for(cohort: Cohort, *, slug: str, opens: int, closes: int, by: User, is_past: bool = False) -> Call:
    form = demo_form(cohort.programme.name_fr)
    if is_past:
        EligibilityRule.objects.filter(form=form).delete()
    words = {f"{name}_{code}": text for name, said in CALL.items() for code, text in said.items()}
    if slug != "greenscale-1":
        words |= {
            f"title_{code}": f"{getattr(cohort.programme, f'name_{code}')}, {getattr(cohort, f'name_{code}')}"
            for code in LANGUAGES
        }
    made = Call.objects.create(
        slug=slug,
        cohort=cohort,
        form=form,
        opens_at=instant(opens),
        closes_at=instant(closes, 23, 59),
        places=cohort.places,
        minutes_needed=90,
        **({} if is_past else _next_dates(cohort, closes)),
        **words,
    )
    QuestionAndAnswer.objects.bulk_create(
        QuestionAndAnswer(
            call=made,
            position=n,
            **{f"{name}_{code}": text for name, said in row.items() for code, text in said.items()},
        )
        for n, row in enumerate(FAQ)
    )
    return calls.publish(made.pk, by=by)


def _next_dates(cohort: Cohort, closes: int) -> dict[str, Any]:
    return {"results_on": day(closes + 15), "interviews_on": day(closes + 22), "starts_on": cohort.starts_on}


def send(call: Call, startup: Startup, told: dict[str, Any], *, by: User) -> Application:
    application = filing.begin(call.pk, startup_id=startup.pk, by=by)
    fill(application, told, by=by)
    filing.submit(application.pk, token="", agreed=BOTH, language="fr", by=by)
    application.refresh_from_db()
    return application


def enrol(application: Application, *, by: User, founder: User) -> Enrolment:
    """From a sent file to a seat, through every step."""
    desk.screen(application.pk, by=by, outcome="eligible")
    desk.move_on(application.pk, by=by, step="review")
    deciding.offer(application.pk, by=by, reason="Projet solide, équipe engagée.")
    publication = publishing.prepare(application.call_id, by=by)
    publishing.start(publication.pk, by=by)
    type(publication).objects.filter(pk=publication.pk).update(due_at=timezone.now())
    publishing.publish_due()
    return cohorts.confirm(application.pk, by=founder)


def past_edition(cohort: Cohort, companies: list[tuple[Startup, dict[str, Any], User]], *, slug: str, by: User) -> Call:
    """Everybody of the seed's cohort applied, was chosen and took part."""
    call = call_for(cohort, slug=slug, opens=-5, closes=20, by=by, is_past=True)
    for startup, told, founder in companies:
        enrolment = enrol(send(call, startup, told, by=founder), by=by, founder=founder)
        _outcome(enrolment, told["status"], by=by)
    dates = next(row for row in seed()["cohorts"] if row["code"] == cohort.code)
    _date_back(call, opens=dates["call_open"], closes=dates["call_close"])
    return call


def _outcome(enrolment: Enrolment, status: str, *, by: User) -> None:
    if status in {"abandon", "exclue"}:
        (cohorts.exclude if status == "exclue" else cohorts.leave)(enrolment.pk, by=by, reason="Démonstration")
    states = {"suspendue": EnrolmentState.PAUSED, "active": EnrolmentState.ACTIVE}
    if status in states:
        Enrolment.objects.filter(pk=enrolment.pk).update(state=states[status])


def _date_back(call: Call, *, opens: int, closes: int) -> None:
    """Time went by: what was played today happened then, and its letters left then. Only the journal keeps its day: nobody alters it."""
    ago = timezone.now() - instant(closes, 12)
    Call.objects.filter(pk=call.pk).update(
        opens_at=instant(opens), closes_at=instant(closes, 23, 59), published_at=instant(opens)
    )
    Call.objects.filter(pk=call.pk).update(**_next_dates(call.cohort, closes))
    files = Application.objects.filter(call=call)
    Version.objects.filter(application__in=files).update(sent_at=F("sent_at") - ago)
    Decision.objects.filter(application__in=files).update(
        decided_at=F("decided_at") - ago, published_at=F("published_at") - ago
    )
    Enrolment.objects.filter(application__in=files).update(enrolled_at=F("enrolled_at") - ago + timedelta(days=30))
    date_back([file.startup for file in files.select_related("startup")], ago)
    files.update(created_at=F("created_at") - ago, submitted_at=F("submitted_at") - ago)
    waiting = Letter.objects.filter(state__in=[LetterState.PLANNED, LetterState.DRAFT])
    waiting.update(state=LetterState.SENT, sent_at=timezone.now() - ago, posted_at=F("posted_at") - ago)
