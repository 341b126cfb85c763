"""Messages to those who are registered: read with names and count, tried on oneself, ten minutes to stop."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.messages import actions
from events.messages.forms import MessageForm, RewriteForm
from events.messages.models import Message
from programs.partners.mailings import NOT_YET, MailingAdmin, mailing_steps
from programs.partners.steps import Step

STEPS = [
    Step(
        "write",
        _("Write to those registered"),
        actions.prepare,
        may=lambda event: event.starts_at is not None and event.state != "draft",
        told=NOT_YET,
        form=MessageForm,
    )
]


@admin.register(Message)
class MessageAdmin(MailingAdmin):
    list_display = ("words", "event", "audience", "state", "by", "begun_at", "due_at")
    list_filter = ("state", "audience")
    list_select_related = ("event", "by")
    search_fields = ("subject_fr", "event__title_fr")
    steps = mailing_steps(actions.mailer, RewriteForm)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("event", "by")
