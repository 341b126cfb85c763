"""Deeds on many files at once; each says beforehand who is skipped and why."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.desk import Deed, Skipped
from programs.applications.actions import desk
from programs.applications.admin.forms import AssignForm, CorrectionForm, ExtendForm, ScreenForm
from programs.applications.models import Application
from programs.applications.states import APPLICATION, ApplicationState

Plan = Callable[[QuerySet[Any], Any], tuple[list[Any], list[Skipped]]]
S = ApplicationState


def split(may: Callable[[Application, Any], str]) -> Plan:
    """A plan from `may(application, user)`, which answers with the reason to skip the file, or nothing."""

    def plan(rows: QuerySet[Any], user: Any) -> tuple[list[Any], list[Skipped]]:
        able, skipped = [], []
        for application in rows:
            why = may(application, user)
            if why:
                skipped.append(Skipped(application, why))
            else:
                able.append(application)
        return able, skipped

    return plan


def wrong_state(application: Application) -> str:
    return _("is “%(state)s”") % {"state": application.get_state_display()}


def _allows(verb: str) -> Plan:
    return split(
        lambda application, _user: "" if APPLICATION.allows(verb, application.state) else wrong_state(application)
    )


def _may_screen(application: Application, user: Any) -> str:
    return "" if application.state in {S.SUBMITTED, S.SCREENING} else wrong_state(application)


def _may_take(application: Application, user: Any) -> str:
    if not APPLICATION.allows("take", application.state):
        return wrong_state(application)
    taken = application.officer_id and application.officer_id != user.pk
    return _("is %(who)s’s") % {"who": application.officer} if taken else ""


def _may_extend(application: Application, user: Any) -> str:
    return "" if application.is_draft else _("has already been sent")


def _may_be_assigned(application: Application, user: Any) -> str:
    return _("is a draft") if application.is_draft else ""


def _may_step(step: str) -> Plan:
    def may(application: Application, user: Any) -> str:
        if desk.may_move_on(application, step):
            return ""
        allowed = APPLICATION.allows(step, application.state)
        return _("is not screened as eligible") if allowed else wrong_state(application)

    return split(may)


def _step(step: str) -> Callable[..., Any]:
    return lambda pk, *, by: desk.move_on(pk, by=by, step=step)


DEEDS = [
    Deed(name="take", label=gettext_lazy("Take for screening"), plan=split(_may_take), act=desk.take),
    Deed(
        name="assign",
        label=gettext_lazy("Give to an officer"),
        plan=split(_may_be_assigned),
        act=desk.assign,
        form=AssignForm,
    ),
    Deed(name="screen", label=gettext_lazy("Screen"), plan=split(_may_screen), act=desk.screen, form=ScreenForm),
    Deed(
        name="ask_correction",
        label=gettext_lazy("Ask for a correction"),
        plan=_allows("ask_correction"),
        act=desk.ask_correction,
        form=CorrectionForm,
    ),
    Deed(
        name="extend", label=gettext_lazy("Give more time"), plan=split(_may_extend), act=desk.extend, form=ExtendForm
    ),
    Deed(name="review", label=gettext_lazy("Put in review"), plan=_may_step("review"), act=_step("review")),
    Deed(name="shortlist", label=gettext_lazy("Shortlist"), plan=_may_step("shortlist"), act=_step("shortlist")),
    Deed(
        name="interview",
        label=gettext_lazy("Invite to an interview"),
        plan=_may_step("interview"),
        act=_step("interview"),
    ),
]
