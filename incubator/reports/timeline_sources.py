"""What a time line is made of: one function for each kind of row. To add one, write two functions and name them in `SOURCES`."""

from typing import Any

from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from events.registrations.models import Registration
from incubator import spoken
from incubator.reports.timeline import Said, Source
from programs.applications.models import Application, Note
from programs.cohorts.models import Enrolment
from programs.decisions.models import Decision
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState
from programs.statements.models import Statement
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.funding.models import Award, Tranche
from services.introductions.models import Introduction
from services.ledger.models import Entry
from services.ledger.states import Verb
from services.requests.models import Request

#: So much of a note is read here; the rest stands on its page.
EXCERPT = 160


def _page(name: str, pk: Any) -> str:
    return reverse(f"admin:{name}_change", args=[pk])


def _state(row: Any, field: str = "state") -> tuple[str, str]:
    return str(getattr(row, f"get_{field}_display")()), getattr(row, field)


def _excerpt(text: str) -> str:
    return f"{text[:EXCERPT]}…" if len(text) > EXCERPT else text


def _day(field: str) -> Cast:
    """The beginning of a day, as an instant."""
    return Cast(field, DateTimeField())


def applications(startup: Any, user: Any) -> QuerySet[Application]:
    """Of a draft staff know only that it exists."""
    rows = Application.objects.visible_to(user).filter(startup=startup).select_related("call", "cohort__programme")
    return rows.defer("facts", "self_check").annotate(at=Coalesce("submitted_at", "created_at"))


def _application(row: Application) -> Said:
    return Said(f"{row.receipt or _('draft')} · {row.call}", _page("programs_application", row.pk), _state(row))


def decisions(startup: Any, user: Any) -> QuerySet[Decision]:
    rows = Decision.objects.visible_to(user).filter(application__startup=startup)
    return rows.select_related("application__cohort__programme").annotate(at=F("decided_at"))


def _decision(row: Decision) -> Said:
    title = f"{row.get_outcome_display()} · {row.application.cohort}"
    return Said(title, _page("programs_application", row.application_id), _state(row))


def participations(startup: Any, user: Any) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.visible_to(user).filter(startup=startup).select_related("cohort__programme")
    return rows.annotate(at=F("enrolled_at"))


def _participation(row: Enrolment) -> Said:
    return Said(str(row.cohort), _page("programs_enrolment", row.pk), _state(row))


def milestones(startup: Any, user: Any) -> QuerySet[Milestone]:
    """Those whose time has come."""
    rows = Milestone.objects.visible_to(user).filter(enrolment__startup=startup).exclude(state=MilestoneState.PLANNED)
    at = Coalesce("settled_at", "submitted_at", _day("due_on"))
    return rows.select_related("enrolment").defer("evidence").annotate(at=at)


def _milestone(row: Milestone) -> Said:
    state = (_("late"), "overdue") if row.is_late else _state(row)
    due = _("due on %(day)s") % {"day": spoken.day(row.due_on)}
    return Said(row.title, _page("programs_milestone", row.pk), state, due)


def sessions(startup: Any, user: Any) -> QuerySet[Booking]:
    rows = Booking.objects.visible_to(user).filter(startup=startup)
    rows = rows.exclude(state__in=[BookingState.HELD, BookingState.EXPIRED])
    return rows.select_related("service", "provider__person", "record").annotate(at=F("starts_at"))


def _session(row: Booking) -> Said:
    """What was shared with the team is read here; that there is a private note, only on its own page."""
    record = getattr(row, "record", None)
    shared = record.shared if record and record.shared_at else ""
    title = f"{row.service.name} · {row.provider}" if row.provider else row.service.name
    return Said(title, _page("services_booking", row.pk), _state(row), _excerpt(shared))


def events(startup: Any, user: Any) -> QuerySet[Registration]:
    rows = Registration.objects.visible_to(user).filter(startup=startup).select_related("event", "person")
    return rows.annotate(at=Coalesce("event__starts_at", "created_at"))


def _event(row: Registration) -> Said:
    return Said(str(row.event), _page("events_registration", row.pk), _state(row), row.who)


def requests(startup: Any, user: Any) -> QuerySet[Request]:
    rows = Request.objects.visible_to(user).filter(startup=startup, submitted_at__isnull=False)
    return rows.select_related("service").annotate(at=F("submitted_at"))


def _request(row: Request) -> Said:
    return Said(str(row), _page("services_request", row.pk), _state(row), row.goal)


def introductions(startup: Any, user: Any) -> QuerySet[Introduction]:
    rows = Introduction.objects.visible_to(user).filter(startup=startup).select_related("service")
    return rows.annotate(at=F("asked_at"))


def _introduction(row: Introduction) -> Said:
    """As its own page is named: never with the partner's name."""
    return Said(str(row), _page("services_introduction", row.pk), _state(row))


def awards(startup: Any, user: Any) -> QuerySet[Award]:
    rows = Award.objects.visible_to(user).filter(startup=startup).select_related("instrument")
    return rows.annotate(at=F("awarded_at"))


def _award(row: Award) -> Said:
    return Said(f"{row.instrument} · {spoken.dirhams(row.amount)}", _page("services_award", row.pk), _state(row))


def tranches(startup: Any, user: Any) -> QuerySet[Tranche]:
    rows = Tranche.objects.visible_to(user).filter(award__startup=startup).select_related("award__instrument")
    return rows.annotate(at=Coalesce(_day("paid_on"), "second_at", _day("due_on")))


def _tranche(row: Tranche) -> Said:
    title = f"{row.award.instrument} · {row} · {spoken.dirhams(row.amount)}"
    return Said(title, _page("services_tranche", row.pk), _state(row))


def movements(startup: Any, user: Any) -> QuerySet[Entry]:
    """A hold and its end are one thing: it stands once, when it was used."""
    rows = Entry.objects.filter(entitlement__startup=startup).exclude(verb__in=[Verb.HOLD, Verb.RELEASE])
    return rows.select_related("entitlement__service", "closes")


def _movement(row: Entry) -> Said:
    """`at` is its own field."""
    what = row.entitlement.service or row.entitlement.get_kind_display()
    amount = spoken.number(row.used or row.amount)
    return Said(
        f"{amount} · {what}",
        _page("services_entitlement", row.entitlement_id),
        (str(row.get_verb_display()), row.verb),
        row.title or row.reason,
    )


def statements(startup: Any, user: Any) -> QuerySet[Statement]:
    rows = Statement.objects.visible_to(user).filter(startup=startup).select_related("period")
    return rows.annotate(at=Coalesce("submitted_at", "period__opened_at", _day("period__due_on")))


def _statement(row: Statement) -> Said:
    state = (_("late"), "overdue") if row.is_late else _state(row)
    return Said(row.period.title, _page("programs_statement", row.pk), state)


def notes(startup: Any, user: Any) -> QuerySet[Note]:
    """Of staff for staff; what a coach noted for herself stands with the meeting."""
    return Note.objects.filter(application__startup=startup).select_related("author")


def _note(row: Note) -> Said:
    return Said(_excerpt(row.text), _page("programs_application", row.application_id), detail=str(row.author or ""))


SOURCES = (
    Source("notes", "note", notes, _note),
    Source("decisions", "decision", decisions, _decision),
    Source("applications", "application", applications, _application),
    Source("participations", "participation", participations, _participation),
    Source("statements", "statement", statements, _statement),
    Source("milestones", "milestone", milestones, _milestone),
    Source("sessions", "session", sessions, _session),
    Source("events", "event", events, _event),
    Source("requests", "request", requests, _request),
    Source("introductions", "introduction", introductions, _introduction),
    Source("tranches", "money", tranches, _tranche),
    Source("awards", "money", awards, _award),
    Source("movements", "credit", movements, _movement),
)
