"""Rescues at the desk: opened for anybody or for a room, what still waits for an answer, taken back."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from incubator.listing import state_of
from incubator.spoken import brief_moment
from programs.partners.steps import Step, StepsAdmin
from services.calendar.states import ABSENCE
from services.ledger.forms import ReasonForm
from services.rescue import actions
from services.rescue.closings import closed_days
from services.rescue.forms import AnyMissingForm
from services.rescue.models import Rescue, RescueAnswer
from services.rescue.opening import opened, page_of, status_of
from services.rescue.states import AnswerState


@admin.register(Rescue)
class RescueAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("who", "opened_at", "opened_by")
    list_select_related = ("absence__provider__person", "absence__resource", "absence__site", "opened_by")
    fields = readonly_fields = ("who", "period", "reason", "opened_by", "opened_at")
    change_list_template = "admin/services/rescue/change_list.html"
    change_form_template = "admin/services/rescue/change_form.html"
    steps = [
        Step(
            "withdraw",
            gettext_lazy("The absence falls through"),
            actions.withdraw,
            form=ReasonForm,
            may=lambda row: ABSENCE.allows("withdraw", row.absence.state),
            told=gettext_lazy("What is only proposed is taken back and told; what is settled stays."),
        ),
    ]
    verbs = {"open": gettext_lazy("Opened")}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.new_view)
        closed = self.admin_site.admin_view(require_safe(self.closed_view))
        mine = [
            path("new/", view, name="services_rescue_new"),
            path("closed/", closed, name="services_rescue_closed"),
        ]
        return [*mine, *super().get_urls()]

    def closed_view(self, request: HttpRequest) -> HttpResponse:
        """Days that were closed after meetings had been booked on them; each opens its rescue."""
        page = {
            **self.admin_site.each_context(request),
            "title": _("Meetings on closed days"),
            "opts": self.model._meta,
            "days": closed_days(),
        }
        return TemplateResponse(request, "admin/services/rescue/closed.html", page)

    def new_view(self, request: HttpRequest) -> HttpResponse:
        form, rows, made = opened(request, AnyMissingForm)
        if made is not None:
            messages.success(request, _("The absence is noted. The startups are told by mail."))
            return HttpResponseRedirect(reverse("admin:services_rescue_change", args=[made.rescue.pk]))
        page = {
            **self.admin_site.each_context(request),
            "title": _("Somebody or something is missing"),
            "opts": self.model._meta,
            **page_of(form, rows),
        }
        return TemplateResponse(request, "admin/services/rescue/new.html", page, status=status_of(form, rows))

    def beside(self, row: Rescue) -> dict[str, Any]:
        return {"answers": list(RescueAnswer.objects.filter(rescue=row).with_card())}

    @admin.display(description=gettext_lazy("who or what"))
    def who(self, row: Rescue) -> str:
        return str(row.absence)

    @admin.display(description=gettext_lazy("period"))
    def period(self, row: Rescue) -> str:
        return f"{brief_moment(row.absence.starts_at)} – {brief_moment(row.absence.ends_at)}"

    @admin.display(description=gettext_lazy("reason (for staff)"))
    def reason(self, row: Rescue) -> str:
        return row.absence.reason or "–"


@admin.register(RescueAnswer)
class RescueAnswerAdmin(StepsAdmin):
    """What still waits, the next meeting first: for the startup that has called, staff say it."""

    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("meeting", "startup", "missing", "substitute", "progress", "warned_at")
    list_filter = ("state", "way")
    fields = readonly_fields = (
        "meeting",
        "startup",
        "missing",
        "way",
        "substitute",
        "state",
        "settled_at",
        "warned_at",
    )
    ordering = ("booking__starts_at", "pk")
    steps = [
        Step(
            "accept",
            gettext_lazy("The startup accepts the substitute"),
            actions.accept,
            may=lambda row: row.is_open and row.substitute_id is not None,
            is_main=True,
        ),
        Step(
            "cancel",
            gettext_lazy("Cancel, credits back"),
            actions.decline,
            may=lambda row: row.state == AnswerState.PROPOSED,
        ),
    ]
    verbs = {
        "propose": gettext_lazy("Proposed"),
        "move": gettext_lazy("Moved"),
        "end": gettext_lazy("Settled elsewhere"),
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_card()

    @admin.display(description=gettext_lazy("meeting"), ordering="booking__starts_at")
    def meeting(self, row: RescueAnswer) -> str:
        return brief_moment(row.booking.starts_at)

    @admin.display(description=gettext_lazy("startup"))
    def startup(self, row: RescueAnswer) -> str:
        return row.booking.startup.name

    @admin.display(description=gettext_lazy("who or what is missing"))
    def missing(self, row: RescueAnswer) -> str:
        return str(row.rescue.absence)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def progress(self, row: RescueAnswer) -> SafeString:
        return state_of(row)
