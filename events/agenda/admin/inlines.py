"""Rows on the page of an event. Sessions are kept by actions, for their instants and rooms follow."""

from typing import Any

from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.agenda import actions
from events.agenda.admin.choosing import rooms
from events.agenda.admin.forms import QuestionForm, SessionForm, SessionFormSet
from events.agenda.models import Event, Invitee, Question, Session
from events.agenda.states import EventState
from events.places.models import Resource
from programs.partners.steps import TidyInline

WHEN = {"day", "hour", "minutes", "which"}


class SessionInline(TidyInline):
    """A draft's dates are typed here; those of a published event move by their step, so that people are told."""

    model = Session
    formset = SessionFormSet
    fields = ("day", "hour", "which", "minutes", "rooms", "title_fr", "title_en", "title_ar")
    verbose_name_plural = _("Dates")
    template = "admin/edit_inline/stacked.html"
    max_num = MOST = 60

    def get_formset(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> Any:
        kwargs |= {
            "form": type("SessionFormHere", (SessionForm,), {"choices": rooms(request)}),
            "absolute_max": self.MOST,
        }
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Event | None = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0

    def _is_draft(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return super().has_view_permission(request, obj) and (obj is None or obj.state == EventState.DRAFT)

    has_add_permission = has_delete_permission = _is_draft


class QuestionInline(TidyInline):
    model = Question
    form = QuestionForm
    fields = (
        ("position", "kind", "is_required"),
        ("label_fr", "label_en", "label_ar"),
        ("options_fr", "options_en", "options_ar"),
    )
    template = "admin/edit_inline/stacked.html"
    classes = ("collapse",)
    verbose_name_plural = _("Questions to those who register")


class InviteeInline(TidyInline):
    model = Invitee
    fields = ("email", "name")
    verbose_name_plural = _("Guests")
    max_num = 60


def save_sessions(event: Event, formset: BaseInlineFormSet, *, by: Any) -> None:
    """Raises Refused when a room is taken."""
    gone: list[Any] = list(formset.deleted_forms)
    kept: list[Any] = [form for form in formset.initial_forms if form not in gone and form.changed_data]
    new: list[Any] = [form for form in formset.extra_forms if form not in gone and form.has_changed()]
    for form in gone:
        actions.remove_session(form.instance.pk, by=by)
    times = {form.instance.pk: form.when() for form in kept if WHEN & set(form.changed_data)}
    actions.reschedule(event.pk, times, by=by)
    for form in kept:
        actions.settle_session(form.instance.pk, resources=_chosen(form), **form.words())
    for form in new:
        actions.add_session(event.pk, form.when(), resources=_chosen(form), **form.words())
    formset.new_objects = [form.instance for form in new]
    formset.changed_objects = [(form.instance, form.changed_data) for form in kept]
    formset.deleted_objects = [form.instance for form in gone]


def _chosen(form: Any) -> list[Resource]:
    return list(Resource.objects.filter(pk__in=form.cleaned_data["rooms"]))
