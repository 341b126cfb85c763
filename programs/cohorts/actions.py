"""Confirming an offer takes a seat and enrols. Only `take_seat` and `free_seat` write `seats_taken`."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.applications.actions.moving import move
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.cohorts import notices
from programs.cohorts.models import Enrolment
from programs.cohorts.states import ENROLMENT, EnrolmentState
from programs.decisions.actions.answering import open_offer
from programs.partners.models import Cohort
from programs.partners.states import COHORT
from startups.models import Startup


def take_seat(cohort_id: int) -> bool:
    """One conditional UPDATE under a CHECK: the last seat is given once, whoever asks at the same instant."""
    return bool(
        Cohort.objects.filter(pk=cohort_id, seats_taken__lt=F("places")).update(seats_taken=F("seats_taken") + 1)
    )


def free_seat(cohort_id: int) -> None:
    Cohort.objects.filter(pk=cohort_id, seats_taken__gt=0).update(seats_taken=F("seats_taken") - 1)


@transaction.atomic
def confirm(application_id: Any, *, by: Any) -> Enrolment:
    """The founder says yes: seat, enrolment with baseline, welcome. A second yes gives the same enrolment."""
    application = Application.objects.locked().get(pk=application_id)
    if application.state == ApplicationState.ACCEPTED:
        return application.enrolment
    decision = open_offer(application)
    if not take_seat(application.cohort_id):
        raise Refused(
            _("All places of this cohort are taken. Your offer stays open: the programme team will write to you.")
        )
    decision.answered_at = timezone.now()
    decision.save(update_fields=["answered_at"])
    move(application, "confirm", by=by)
    enrolment = _enrol(application, by=by)
    notices.enrolled(enrolment)
    return enrolment


def _enrol(application: Application, *, by: Any) -> Enrolment:
    enrolment = Enrolment.objects.create(
        cohort_id=application.cohort_id,
        startup_id=application.startup_id,
        application=application,
        enrolled_by=by,
        **baseline(application),
        **founding(application.startup),
    )
    record("enrol", enrolment, by=by, receipt=application.receipt)
    return enrolment


def baseline(application: Application) -> dict[str, Any]:
    """Staff, revenue and TRL at entry from the answers as sent; what was not answered stays missing, never zero."""
    facts = application.facts
    return {
        "fte_at_entry": _decimal(facts.get("fte")),
        "revenue_at_entry": _decimal(facts.get("revenue")),
        "trl_at_entry": _decimal(facts.get("trl")),
        "stage_at_entry": facts.get("stage") or "",
        "region_at_entry": facts.get("region") or "",
        "sector_at_entry": facts.get("sector") or "",
    }


def founding(startup: Startup) -> dict[str, Any]:
    """Who founded it, and as what, on the day it enters: partners' figures are split by that, whatever changes later."""
    return {
        "legal_form_at_entry": startup.legal_form,
        "founders_at_entry": startup.founders,
        "women_at_entry": startup.women_founders,
        "young_at_entry": startup.young_founders,
    }


def _decimal(value: Any) -> Decimal | None:
    try:
        return None if value in (None, "") else Decimal(str(value))
    except InvalidOperation:
        return None


@transaction.atomic
def leave(enrolment_id: int, *, by: Any, reason: str) -> Enrolment:
    """The startup leaves its cohort, by its own word or the staff's."""
    return _end(enrolment_id, "leave", by=by, reason=reason)


@transaction.atomic
def exclude(enrolment_id: int, *, by: Any, reason: str) -> Enrolment:
    """Staff end the participation."""
    return _end(enrolment_id, "exclude", by=by, reason=reason)


def _end(enrolment_id: int, verb: str, *, by: Any, reason: str) -> Enrolment:
    """The seat is free again and the history stays. Lock order: file, enrolment."""
    application_id = Enrolment.objects.values_list("application_id", flat=True).get(pk=enrolment_id)
    application = Application.objects.locked().filter(pk=application_id).first()
    enrolment = Enrolment.objects.locked().get(pk=enrolment_id)
    enrolment.ended_on = timezone.localdate()
    _move(enrolment, verb, by=by, reason=reason)
    free_seat(enrolment.cohort_id)
    if application and application.state == ApplicationState.ACCEPTED:
        application.withdrawn_reason = reason[:300]
        move(application, "withdraw", by=by, note=reason, saving=["withdrawn_reason"])
    return enrolment


@transaction.atomic
def pause(enrolment_id: int, *, by: Any, reason: str) -> Enrolment:
    """The startup keeps its place; what runs for participants waits."""
    return _move(Enrolment.objects.locked().get(pk=enrolment_id), "pause", by=by, reason=reason)


@transaction.atomic
def resume(enrolment_id: int, *, by: Any) -> Enrolment:
    return _move(Enrolment.objects.locked().get(pk=enrolment_id), "resume", by=by)


def _move(enrolment: Enrolment, verb: str, *, by: Any, reason: str = "") -> Enrolment:
    enrolment.state = ENROLMENT.after(verb, enrolment.state)
    enrolment.save(update_fields=["state", "ended_on"])
    entry = record(verb, enrolment, by=by, note=reason)
    notices.participation_changed(enrolment, verb=verb, reason=reason, occasion=entry.pk)
    return enrolment


@transaction.atomic
def start(cohort_id: int, *, by: Any) -> Cohort:
    """The cohort begins: everybody in onboarding is active from today."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)
    cohort.state = COHORT.after("start", cohort.state)
    cohort.starts_on = cohort.starts_on or timezone.localdate()
    cohort.save(update_fields=["state", "starts_on"])
    waiting = cohort.enrolments.filter(state__in=ENROLMENT.sources("start"))
    active = waiting.update(state=EnrolmentState.ACTIVE)
    record("start", cohort, by=by, startups=active)
    return cohort


@transaction.atomic
def resize(cohort_id: int, *, by: Any, places: int) -> Cohort:
    """More or fewer places; never fewer than are taken."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)
    if places < cohort.seats_taken:
        raise Refused(
            _("%(taken)d places are taken: the cohort cannot be smaller.") % {"taken": cohort.seats_taken},
            field="places",
        )
    was, cohort.places = cohort.places, places
    cohort.save(update_fields=["places"])
    record("resize", cohort, by=by, was=was, places=places)
    return cohort
