"""The file's list and page with what decisions add: deeds to decide, the decision in the list, the reserve list."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.desk import Deed
from incubator.tones import tone_of
from incubator.words import choice
from programs.applications.admin.deeds import DEEDS, split, wrong_state
from programs.applications.admin.lists import ApplicationAdmin
from programs.applications.admin.page import DEEDS as FILE_DEEDS
from programs.applications.admin.page import FileDeed
from programs.applications.models import Application
from programs.applications.states import DECIDABLE
from programs.decisions.actions import deciding
from programs.decisions.admin.forms import DecisionForm, ReserveForm
from programs.decisions.models import Decision
from programs.decisions.states import DecisionState, Outcome


def _live(application: Application) -> Decision | None:
    return next((d for d in application.decisions.all() if d.state != DecisionState.SUPERSEDED), None)


def _of_live(name: str) -> Subquery:
    """The same, of the file of a version, for the export."""
    return Subquery(Decision.objects.live().filter(application=OuterRef("application")).values(name)[:1])


def _may_decide(application: Application, user: Any) -> str:
    if application.state not in DECIDABLE:
        return wrong_state(application)
    live = _live(application)
    if live and live.state == DecisionState.PUBLISHING:
        return _("is being published")
    others = live and live.state == DecisionState.PENDING and live.decided_by_id != user.pk
    return _("was decided by %(who)s") % {"who": live.decided_by} if live and others else ""


def _deed(name: str, label: Any, act: Callable[..., Any], form: type[DecisionForm] = DecisionForm) -> Deed:
    return Deed(name=name, label=label, plan=split(_may_decide), act=act, form=form)


OFFER, RESERVE, REFUSE = (
    gettext_lazy("Prepare an offer"),
    gettext_lazy("Prepare a place on the reserve list"),
    gettext_lazy("Prepare a refusal"),
)
DECIDING = [
    _deed("offer", OFFER, deciding.offer),
    _deed("waitlist", RESERVE, deciding.waitlist, ReserveForm),
    _deed("refuse", REFUSE, deciding.refuse),
]


def _can(application: Application) -> bool:
    live = _live(application)
    return application.state in DECIDABLE and not (live and live.state == DecisionState.PUBLISHING)


def _has_pending(application: Application) -> bool:
    live = _live(application)
    return bool(live and live.state == DecisionState.PENDING)


FILE_DECIDING = [
    FileDeed("offer", OFFER, deciding.offer, _can, DecisionForm, sees=True, is_main=True),
    FileDeed("waitlist", RESERVE, deciding.waitlist, _can, ReserveForm, sees=True),
    FileDeed("refuse", REFUSE, deciding.refuse, _can, DecisionForm, sees=True),
    FileDeed("undo", gettext_lazy("Take the pending decision back"), deciding.undo, _has_pending, sees=True),
]


@admin.register(Application)
class DecidedApplicationAdmin(ApplicationAdmin):
    actions = DEEDS + DECIDING
    deeds = FILE_DEEDS + FILE_DECIDING
    all_columns: tuple[str, ...] = (*ApplicationAdmin.all_columns, "decided")
    usual_columns: tuple[str, ...] = (*ApplicationAdmin.usual_columns, "decided")

    extra_columns = (
        (gettext_lazy("Decision"), _of_live("outcome"), lambda outcome: str(Outcome(outcome).label) if outcome else ""),
        (gettext_lazy("Rank"), _of_live("rank"), lambda rank: "" if rank is None else rank),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """A list tells the outcome; its deeds and the page of a file also who decided."""
        live = Decision.objects.live()
        is_looked_at = self._is_list(request) and request.method == "GET"
        live = live.only("application", "outcome", "state") if is_looked_at else live.select_related("decided_by")
        return (
            super()
            .get_queryset(request)
            .select_related("startup", "call", "officer")
            .prefetch_related(Prefetch("decisions", live))
        )

    @admin.display(description=gettext_lazy("decision"))
    def decided(self, application: Application) -> SafeString | str:
        live = _live(application)
        if live is None:
            return "–"
        tone = (
            DecisionState.PENDING
            if live.state != DecisionState.PUBLISHED
            else {Outcome.OFFER: "accepted", Outcome.REFUSE: "rejected"}.get(Outcome(live.outcome), "waitlisted")
        )
        said = choice(live, "outcome")
        told = said if live.state == DecisionState.PUBLISHED else _("%(outcome)s (pending)") % {"outcome": said}
        return format_html('<span class="z-chip h-wrap {}">{}</span>', tone_of(tone), told)

    def page(self, request: HttpRequest, application: Application, **kwargs: Any) -> dict[str, Any]:
        return {**super().page(request, application, **kwargs), "decision": _live(application)}
