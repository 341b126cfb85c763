"""Messages to those who are registered: read with names and count, tried on oneself, ten minutes to stop."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.messages import actions
from events.messages.forms import MessageForm
from events.messages.letters import KIND
from events.messages.models import Message
from events.messages.states import MESSAGE
from events.registrations.models import Registration
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from incubator.words import LANGUAGES
from programs.partners.steps import Step, StepsAdmin

#: So many names are shown; the count tells the rest.
NAMED = 200
STEPS = [
    Step(
        "write",
        _("Write to those registered"),
        actions.prepare,
        may=lambda event: event.starts_at is not None and event.state != "draft",
        told=_("Nothing leaves yet: next you read it, try it on yourself, and send it."),
        form=MessageForm,
    )
]


class RewriteForm(MessageForm):
    def __init__(self, data: Any = None, *, thing: Message) -> None:
        super().__init__(data, initial={name: getattr(thing, name) for name in (*_WORDS, "audience")})


_WORDS = [f"{word}_{code}" for word in ("subject", "text") for code in LANGUAGES]


@admin.register(Message)
class MessageAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("subject", "event", "audience", "state", "by", "begun_at", "due_at")
    list_filter = ("state", "audience")
    list_select_related = ("event", "by")
    search_fields = ("subject_fr", "event__title_fr")
    steps = [
        Step(
            "start",
            _("Send in ten minutes"),
            actions.start,
            may=lambda message: MESSAGE.allows("start", message.state),
            told=_("The letters leave in ten minutes; until then one button stops all of them."),
            is_main=True,
        ),
        Step(
            "try_out",
            _("Test to myself"),
            actions.try_out,
            may=lambda message: MESSAGE.allows("start", message.state),
            told=_("You get it as the others will."),
        ),
        Step(
            "edit",
            _("Change the words"),
            actions.edit,
            may=lambda message: MESSAGE.allows("edit", message.state),
            form=RewriteForm,
            form_knows=True,
        ),
        Step(
            "stop",
            _("Stop: send nothing"),
            actions.stop,
            may=lambda message: MESSAGE.allows("stop", message.state) and not message.has_left,
            told=_("No letter of this message leaves."),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("event", "by")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        message = self.get_object(request, object_id)
        if message is None:
            raise Http404
        rows = message.recipients().select_related("person").order_by("created_at", "pk")
        page = {
            "thing": message,
            "steps": self.possible(message),
            "count": rows.count(),
            "rows": list(rows[:NAMED]),
            "samples": [preview(letter) for letter in _samples(message, list(rows[:NAMED]))],
            "opts": Message._meta,
            "title": str(message),
            "event_url": reverse("admin:events_event_change", args=[message.event_id]),
        }
        return TemplateResponse(
            request, "admin/events/message/page.html", {**self.admin_site.each_context(request), **page}
        )


def _samples(message: Message, rows: list[Registration]) -> list[Letter]:
    """One for each language that somebody reads; never stored."""
    first: dict[str, Letter] = {}
    for row in rows:
        to = {"person": row.person} if row.person else {"address": row.email, "language": row.language}
        params = {"message": message.pk, "is_test": True}
        letter = Letter(kind=KIND, key_of_thing=str(row.pk), params=params, **to)
        first.setdefault(letter.spoken_language, letter)
    return list(first.values())
