"""Mailings on the desk: read with names and count, tried on oneself, ten minutes to stop, how far the letters are."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.mailings.actions import Mailer
from incubator.mailings.models import Mailing
from incubator.mailings.queries import drafts, progress, samples, told, unaddressed
from incubator.mailings.states import MAILING, MailingState
from incubator.outbox.preview import preview
from programs.partners.steps import Step, StepsAdmin

#: So many names are shown; the count tells the rest.
NAMED = 200
NOT_YET = _("Nothing leaves yet: next you read it, try it on yourself, and send it.")

#: How its deeds stand in the history of what it is about.
VERBS = {
    "prepare_message": _("Written: message to be read"),
    "send_message": _("Message sent"),
    "stop_message": _("Message stopped"),
    "take_over_messages": _("Messages of another cohort taken over as drafts"),
}


def _may(verb: str) -> Any:
    return lambda mailing: MAILING.allows(verb, mailing.state) and not mailing.has_left


def _may_start(mailing: Mailing) -> bool:
    return mailing.is_addressed and _may("start")(mailing)


def mailing_steps(mailer: Mailer[Any], form: type[forms.Form]) -> list[Step]:
    """`form` is a `Rewritten` one."""
    return [
        Step(
            "start",
            _("Send in ten minutes"),
            mailer.start,
            may=_may_start,
            told=_("The letters leave in ten minutes; until then one button stops all of them."),
            is_main=True,
        ),
        Step("try_out", _("Test to myself"), mailer.try_out, _may("start"), _("You get it as the others will.")),
        Step("edit", _("Change the words"), mailer.edit, may=_may("edit"), form=form, form_knows=True),
        Step("stop", _("Stop: send nothing"), mailer.stop, _may("stop"), _("No letter of this message leaves.")),
        Step("again", _("Write it again"), mailer.again, lambda one: one.state == MailingState.STOPPED, NOT_YET),
    ]


class MailingAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True

    @admin.display(description=_("subject"), ordering="subject_fr")
    def words(self, mailing: Mailing) -> str:
        return mailing.subject

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        mailing = self.get_object(request, object_id)
        if mailing is None:
            raise Http404
        page = {**self.admin_site.each_context(request), **self._page(mailing)}
        return TemplateResponse(request, "admin/programs/mailing.html", page)

    def _page(self, mailing: Mailing) -> dict[str, Any]:
        about, own = mailing.about, self.opts
        return {
            "thing": mailing,
            "steps": self.possible(mailing),
            "opts": own,
            "title": str(mailing),
            "about": about,
            "about_url": reverse(f"admin:{about._meta.app_label}_{about._meta.model_name}_change", args=[about.pk]),
            "list_url": reverse(f"admin:{own.app_label}_{own.model_name}_changelist"),
            **(_foreseen(mailing) if mailing.state == MailingState.PREPARED else _become(mailing)),
        }


def _foreseen(mailing: Mailing) -> dict[str, Any]:
    """Who would get it now, and who would not."""
    readers = mailing.readers()
    shown = [preview(letter) for letter in samples(mailing, drafts(mailing, readers) or unaddressed(mailing))]
    return {"count": len(readers), "rows": readers[:NAMED], "skipped": mailing.skipped()[:NAMED], "samples": shown}


def _become(mailing: Mailing) -> dict[str, Any]:
    """What has become of each letter."""
    letters = told(mailing)
    shown = [preview(letter) for letter in samples(mailing, letters)]
    return {"count": len(letters), "letters": letters[:NAMED], "progress": progress(mailing), "samples": shown}
