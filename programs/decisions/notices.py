"""Who is told of a decision. One letter per owner and publication; it is built as a draft and released when its decision is."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.outbox.states import Category, LetterState
from incubator.spoken import moment
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.decisions.models import Decision, Publication
from programs.decisions.states import DecisionState, Outcome
from startups.models import Membership

LETTERS = {
    Outcome.OFFER: "programs.decisions.offer_made",
    Outcome.WAITLIST: "programs.decisions.put_on_reserve",
    Outcome.REFUSE: "programs.decisions.file_refused",
}


def owners(application: Application | None) -> list[Any]:
    """Nobody for a participation that came without an application."""
    if application is None:
        return []
    return [
        m.person for m in Membership.objects.owners().filter(startup=application.startup_id).select_related("person")
    ]


def decision_published(decision: Decision) -> None:
    """A draft per owner, readable and editable by staff until its publication leaves."""
    for person in owners(decision.application):
        once = f"decision:{decision.pk}:{decision.publication_id}:{person.pk}"
        post(LETTERS[Outcome(decision.outcome)], to=person, about=decision, once=once, is_draft=True)


def letters_of(decision: Decision) -> Any:
    return Letter.objects.about(decision)


def release_letters_of(decision: Decision) -> None:
    letters_of(decision).filter(state=LetterState.DRAFT).update(state=LetterState.PLANNED, due_at=timezone.now())


def drop_letters_of(decision: Decision) -> None:
    letters_of(decision).filter(state__in=[LetterState.DRAFT, LetterState.HELD, LetterState.PLANNED]).update(
        state=LetterState.CANCELLED
    )


def drop(publication: Publication) -> None:
    for decision in publication.decisions.all():
        drop_letters_of(decision)


def offer_declined(application: Application) -> None:
    for person in owners(application):
        post(
            "programs.decisions.offer_declined",
            to=person,
            about=application,
            once=f"offer_declined:{application.pk}:{person.pk}",
        )


def offer_expired(application: Application) -> None:
    for person in owners(application):
        post(
            "programs.decisions.offer_expired",
            to=person,
            about=application,
            once=f"offer_expired:{application.pk}:{person.pk}",
        )


def plan_offer_reminders() -> None:
    """At half-time and on the day before the answer is due, to offers nobody answered."""
    now = timezone.now()
    waiting = Decision.objects.filter(
        state=DecisionState.PUBLISHED, outcome=Outcome.OFFER, answered_at=None, confirm_before__gt=now
    )
    for decision in waiting.filter(application__state=ApplicationState.OFFERED).select_related("application"):
        for name, due in _reminders(decision):
            if due <= now:
                _remind(decision, name)


def _reminders(decision: Decision) -> list[tuple[str, datetime]]:
    """Those that lie between publication and the last minute; none for an offer without a date."""
    made, last = decision.published_at, decision.confirm_before
    if made is None or last is None:
        return []
    wanted = [("half", made + (last - made) / 2), ("eve", last - timedelta(days=1))]
    return [(name, due) for name, due in wanted if due > made]


def _remind(decision: Decision, name: str) -> None:
    for person in owners(decision.application):
        once = f"offer_reminder_{name}:{decision.pk}:{person.pk}"
        post(
            "programs.decisions.offer_reminder", to=person, about=decision, once=once, not_after=decision.confirm_before
        )


def _decision_words(letter: Letter) -> dict[str, Any] | None:
    decision = (
        Decision.objects.select_related("application__call__cohort__programme", "application__startup")
        .filter(pk=letter.key_of_thing)
        .first()
    )
    if decision is None or decision.state not in {DecisionState.PUBLISHED, DecisionState.PUBLISHING}:
        return None
    return {
        **_file_words(decision.application),
        "reason": decision.reason,
        "rank": decision.rank,
        "confirm_before": _until(decision),
    }


def _until(decision: Decision) -> str:
    planned = timezone.now() + timedelta(days=decision.application.call.confirm_days)
    return moment(decision.confirm_before or timezone.localtime(planned).replace(hour=23, minute=59))


def _reminder_words(letter: Letter) -> dict[str, Any] | None:
    words = _decision_words(letter)
    waiting = Decision.objects.filter(
        pk=letter.key_of_thing, answered_at=None, application__state=ApplicationState.OFFERED
    )
    return words if words and waiting.exists() else None


def _file_words(application: Application) -> dict[str, Any]:
    call = application.call
    return {
        "call": call.title,
        "cohort": call.cohort.name,
        "startup": application.startup.name,
        "receipt": application.receipt,
        "address": f"{settings.SITE_URL}{application.get_absolute_url()}",
    }


def _application_words(*states: str) -> Any:
    def words(letter: Letter) -> dict[str, Any] | None:
        found = (
            Application.objects.select_related("call__cohort", "startup")
            .filter(pk=letter.key_of_thing, state__in=states)
            .first()
        )
        return _file_words(found) if found else None

    return words


LABELS = {
    Outcome.OFFER: _("offer of a place"),
    Outcome.WAITLIST: _("place on the reserve list"),
    Outcome.REFUSE: _("refusal"),
}


def register() -> None:
    declined, expired = ApplicationState.OFFER_DECLINED, ApplicationState.OFFER_EXPIRED
    kinds.register(
        *(
            Kind(name, _decision_words, is_decision=True, priority=2, label=LABELS[outcome])
            for outcome, name in LETTERS.items()
        ),
        Kind(
            "programs.decisions.offer_reminder",
            _reminder_words,
            category=Category.REMINDER,
            priority=3,
            label=_("reminder of the offer"),
        ),
        Kind("programs.decisions.offer_declined", _application_words(declined), label=_("offer declined")),
        Kind("programs.decisions.offer_expired", _application_words(expired), label=_("offer expired")),
    )
    kinds.plan_with("programs.decisions.offer_reminders", plan_offer_reminders)
