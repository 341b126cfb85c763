"""What happened to a request, in words: for the timeline of the team and that of the desk."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "begin": _("draft begun"),
    "edit": _("draft changed"),
    "send": _("request sent"),
    "take": _("taken by the programme team"),
    "assign": _("given to an officer"),
    "ask_talk": _("scoping talk asked for"),
    "propose": _("proposal made"),
    "decline_scope": _("proposal sent back for a change"),
    "accept_scope": _("proposal accepted"),
    "start": _("work begun"),
    "finish_step": _("step done"),
    "deliver": pgettext_lazy("request", "delivered"),
    "accept_delivery": _("delivery accepted"),
    "return_delivery": _("delivery sent back"),
    "close": _("closed with evidence"),
    "pause": pgettext_lazy("request", "paused"),
    "resume": _("taken up again"),
    "reject": pgettext_lazy("request", "refused"),
    "withdraw": _("withdrawn by the startup"),
    "cancel": _("cancelled by the programme team"),
    "say": _("message written"),
    "attach": _("file added"),
    "remove_file": _("file removed"),
    "shut_away": _("harmful file shut away"),
    "link_booking": _("appointment linked"),
}


def words_of(verb: str) -> str:
    return str(VERBS.get(verb, verb))
