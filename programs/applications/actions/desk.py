"""What the programme team does with a sent file before it is decided."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import Entry, record
from programs.applications import notices
from programs.applications.actions.moving import move
from programs.applications.models import Application, Correction, Extension, Note, Screening
from programs.applications.states import APPLICATION, ApplicationState, ScreeningOutcome
from programs.applications.verbs import words_of

STEPS = ("review", "shortlist", "interview")


def same_as_seen(application: Application, seen: int | None) -> None:
    """Two officers on one file: the second is told who did what and when. `seen` is the revision her page showed."""
    if seen is None or seen == application.revision:
        return
    last = Entry.objects.about(application).with_author().first()
    if last is None:
        raise Refused(_("This file has changed in the meantime. Look at it again."))
    when = date_format(timezone.localtime(last.at), "DATETIME_FORMAT")
    said = {"who": last.by or _("The portal"), "what": words_of(last.verb), "when": when}
    raise Refused(
        _("%(who)s changed this file in the meantime (%(what)s, %(when)s). Look at it again before you go on.") % said
    )


@transaction.atomic
def take(application_id: Any, *, by: Any) -> Application:
    """An officer takes the file for screening; hers from now on."""
    application = Application.objects.locked().select_related("officer").get(pk=application_id)
    if application.officer_id and application.officer_id != by.pk and application.state != ApplicationState.SUBMITTED:
        raise Refused(_("%(who)s has already taken this file.") % {"who": application.officer})
    application.officer = by
    move(application, "take", by=by, saving=["officer"])
    return application


@transaction.atomic
def assign(application_id: Any, *, by: Any, officer: Any) -> Application:
    application = Application.objects.locked().get(pk=application_id)
    if not officer.is_staff:
        raise Refused(_("Only programme staff can be given a file."), field="officer")
    application.officer = officer
    application.revision += 1
    application.save(update_fields=["officer", "revision"])
    record("assign", application, by=by, note=str(officer))
    return application


@transaction.atomic
def screen(application_id: Any, *, by: Any, outcome: str, reason: str = "", seen: int | None = None) -> Screening:
    """Admissibility: eligible, ineligible or to be discussed; the last two with a typed reason."""
    application = Application.objects.locked().get(pk=application_id)
    same_as_seen(application, seen)
    if outcome != ScreeningOutcome.ELIGIBLE and not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    screening = Screening.objects.create(application=application, outcome=outcome, reason=reason.strip(), by=by)
    application.screening = outcome
    if outcome == ScreeningOutcome.INELIGIBLE:
        move(application, "declare_ineligible", by=by, note=reason, saving=["screening"])
        notices.declared_ineligible(application, screening)
        return screening
    if application.state == ApplicationState.SUBMITTED:
        application.officer = application.officer or by
        move(application, "take", by=by, saving=["officer"])
    _screened(application, by=by, outcome=outcome, reason=reason)
    return screening


def _screened(application: Application, *, by: Any, outcome: str, reason: str) -> None:
    if application.state != ApplicationState.SCREENING:
        raise Refused(
            _("This file is “%(state)s”: it cannot be screened now.") % {"state": application.get_state_display()}
        )
    application.revision += 1
    application.save(update_fields=["screening", "revision"])
    record("screen", application, by=by, note=reason, outcome=outcome)


@transaction.atomic
def reopen(application_id: Any, *, by: Any, reason: str) -> Application:
    """A file wrongly declared ineligible comes back to screening."""
    application = Application.objects.locked().get(pk=application_id)
    application.screening = ""
    move(application, "reopen", by=by, note=reason, saving=["screening"])
    return application


@transaction.atomic
def ask_correction(
    application_id: Any,
    *,
    by: Any,
    request: str,
    due_at: datetime,
    sections: list[str] | None = None,
    seen: int | None = None,
) -> Correction:
    """Sends the file back: what to correct and until when."""
    application = Application.objects.locked().get(pk=application_id)
    same_as_seen(application, seen)
    if due_at <= timezone.now():
        raise Refused(_("The date must be in the future."), field="due_at")
    move(application, "ask_correction", by=by, note=request)
    correction = Correction.objects.create(
        application=application, request=request, due_at=due_at, sections=sections or [], asked_by=by
    )
    notices.correction_asked(correction)
    return correction


@transaction.atomic
def extend(application_id: Any, *, by: Any, until: datetime, reason: str) -> Extension:
    """A later deadline for one file; a lapsed draft can be sent again."""
    application = Application.objects.locked().select_related("call").get(pk=application_id)
    if not application.is_draft:
        raise Refused(_("Only a draft can be given more time."))
    if until <= max(timezone.now(), application.call.closes_at):
        raise Refused(_("The new deadline must be later than the closing of the call."), field="until")
    extension = Extension.objects.create(application=application, until=until, reason=reason, granted_by=by)
    application.revision += 1
    application.save(update_fields=["revision"])
    record("extend", application, by=by, note=reason, until=until.isoformat())
    notices.extension_granted(extension)
    return extension


@transaction.atomic
def move_on(application_id: Any, *, by: Any, step: str, seen: int | None = None) -> Application:
    """To review, shortlist or interview. A file still to be screened as eligible does not go into review."""
    application = Application.objects.locked().get(pk=application_id)
    same_as_seen(application, seen)
    if step not in STEPS:
        raise Refused(_("This step does not exist."), field="step")
    if step == "review" and application.screening != ScreeningOutcome.ELIGIBLE:
        raise Refused(_("Screen the file as eligible first."))
    move(application, step, by=by)
    return application


def may_move_on(application: Application, step: str) -> bool:
    screened = step != "review" or application.screening == ScreeningOutcome.ELIGIBLE
    return screened and APPLICATION.allows(step, application.state)


@transaction.atomic
def write_note(application_id: Any, *, by: Any, text: str) -> Note:
    """For colleagues only; the team never sees it."""
    application = Application.objects.get(pk=application_id)
    note = Note.objects.create(application=application, text=text, author=by)
    record("note", application, by=by)
    return note
