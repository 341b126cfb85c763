"""What each letter says, read from live rows when it leaves; None when it no longer holds, and then it is not sent.

Nobody is told of a file that she could not open at this moment: whoever left the team gets nothing more.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from incubator.spoken import moment
from programs.applications.models import Application, Correction
from programs.applications.notices import UNIT
from programs.applications.queries import deadline, role_of
from programs.applications.states import ApplicationState, CorrectionState, VersionState
from programs.calls.models import ClosingChange

S = ApplicationState
Told = dict[str, Any] | None
More = Callable[[Application, dict[str, Any]], Told]


def _context(more: More, *, page: str = "application_detail", to_team: bool = True) -> Context:
    """Adds what one kind says to what all say: the file, the call, its dates, the address of the page that matters."""

    def context(letter: Any) -> Told:
        application = Application.objects.with_card().filter(pk=letter.key_of_thing).first()
        if application is None or letter.person is None:
            return None
        if to_team and not role_of(letter.person, application):
            return None
        with translation.override(letter.person.language):
            values = more(application, letter.params)
            return None if values is None else {**_common(application, page), **values}

    return context


def _common(application: Application, page: str) -> dict[str, Any]:
    return {
        "application": application,
        "startup": application.startup.name,
        "call": application.call.title,
        "deadline": moment(deadline(application), zone=True),
        "url": settings.SITE_URL + reverse(f"programs:{page}", args=[application.pk]),
    }


def _while(*states: str) -> More:
    return lambda application, _params: {} if application.state in states else None


def _received(application: Application, params: dict[str, Any]) -> Told:
    version = application.versions.filter(number=params["version"]).select_related("sent_by").first()
    if version is None:
        return None
    pdf = reverse("programs:application_receipt_pdf", args=[application.pk])
    return {
        "receipt": application.receipt,
        "sent_at": moment(version.sent_at, zone=True),
        "sender": version.sent_by,
        "is_first": version.number == 1,
        "pdf_url": settings.SITE_URL + pdf,
        "may_edit": application.state in {S.SUBMITTED, S.SCREENING},
    }


def _unsent(application: Application, params: dict[str, Any]) -> Told:
    is_due = application.state == S.DRAFT and deadline(application).isoformat() == params["deadline"]
    return {"is_insured": application.send_at_closing} if is_due else None


def _moved(application: Application, params: dict[str, Any]) -> Told:
    change = ClosingChange.objects.filter(pk=params["change"]).first()
    holds = change is not None and application.state == S.DRAFT and application.call.closes_at == change.closes_at
    return (
        {"was": moment(change.was, zone=True), "is_earlier": change.closes_at < change.was}
        if holds and change
        else None
    )


def _correction(*states: str) -> More:
    def more(application: Application, params: dict[str, Any]) -> Told:
        found = Correction.objects.filter(pk=params["correction"], application=application, state__in=states).first()
        return {"request": found.request, "due": moment(found.due_at, zone=True)} if found else None

    return more


def _message(application: Application, params: dict[str, Any]) -> Told:
    found = application.messages.filter(pk=params["message"]).select_related("author").first()
    return {"text": found.text, "author": found.author} if found else None


def _late(*states: str) -> More:
    def more(application: Application, params: dict[str, Any]) -> Told:
        found = application.versions.filter(number=params["version"], state__in=states).first()
        return {"reason": found.reason, "receipt": application.receipt} if found else None

    return more


def _extension(application: Application, params: dict[str, Any]) -> Told:
    found = application.extensions.filter(pk=params["extension"], revoked_at=None).first()
    return {"until": moment(found.until, zone=True), "reason": found.reason} if found else None


def _ineligible(application: Application, _params: dict[str, Any]) -> Told:
    if application.state != S.INELIGIBLE:
        return None
    last = application.screenings.first()
    return {"reason": last.reason if last else "", "receipt": application.receipt}


def _withdrawn(application: Application, _params: dict[str, Any]) -> Told:
    return (
        {"receipt": application.receipt, "reason": application.withdrawn_reason}
        if application.state == S.WITHDRAWN
        else None
    )


def _kind(
    word: str, label: Any, more: More, *, category: str = Category.TRANSACTIONAL, priority: int = 5, **how: Any
) -> Kind:
    return Kind(f"{UNIT}.{word}", _context(more, **how), category=category, priority=priority, label=label)


C, V = CorrectionState, VersionState
KINDS = (
    _kind("draft_opened", _("draft opened"), _while(S.DRAFT)),
    _kind("draft_unsent", _("draft not sent yet"), _unsent, category=Category.REMINDER, page="application_check"),
    _kind("draft_lapsed", _("draft not sent at closing"), _while(S.LAPSED)),
    _kind("closing_moved", _("closing moved"), _moved),
    _kind("application_received", _("receipt"), _received, page="application_receipt", priority=3),
    _kind("application_received_by_team", _("colleague told of a sending"), _received),
    _kind("application_withdrawn", _("withdrawal"), _withdrawn),
    _kind(
        "correction_asked", _("correction asked for"), _correction(C.OPEN), page="application_correction", priority=4
    ),
    _kind(
        "correction_due",
        _("correction due soon"),
        _correction(C.OPEN),
        page="application_correction",
        category=Category.REMINDER,
    ),
    _kind("correction_closed", _("correction closed"), _correction(C.EXPIRED)),
    _kind("file_shut_away", _("harmful file shut away"), lambda _application, params: {"file": params["name"]}),
    _kind("staff_wrote", _("message from staff"), _message, page="application_messages"),
    _kind("team_wrote", _("message from a team"), _message, to_team=False),
    _kind("late_version_accepted", _("late version accepted"), _late(V.LATE_ACCEPTED)),
    _kind("late_version_refused", _("late version refused"), _late(V.LATE_REFUSED)),
    _kind("extension_granted", _("extension granted"), _extension, page="application_check"),
    _kind("declared_ineligible", _("file not eligible"), _ineligible),
)


def register() -> None:
    kinds.register(*KINDS)
