"""What is asked about a whole agenda: in which zone its times are, and whether its events are shown at once."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from startups.imports.target import Question

NEAR = (settings.TIME_ZONE, "Europe/Paris", "Europe/Madrid", "Europe/London", "Africa/Tunis", "Africa/Dakar", "UTC")


class Showing(TextChoices):
    DRAFT = "draft", _("drafts: nothing is public until somebody publishes it")
    ELSEWHERE = "elsewhere", _("published at once: one registers on the web site of each event, not here")


def zones() -> list[tuple[str, object]]:
    others = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
    )
    return [
        ("", _("Choose the zone")),
        (str(_("Often used")), [(name, name.replace("_", " ")) for name in NEAR]),
        (str(_("All zones")), [(name, name.replace("_", " ")) for name in others if name not in NEAR]),
    ]


def _zone() -> forms.Field:
    return forms.ChoiceField(
        label=_("These times are in the zone"),
        choices=zones,
        error_messages={"required": _("Say in which zone the days and hours of this file are.")},
        help_text=_(
            "A day without hours becomes a session from 09:00 to 18:00 in this zone. With a start hour, a session lasts until 18:00,"
            " or two hours when it begins after 16:00. Each day is a session, up to ten days; of a longer time, the first and the"
            " last day are. Days and hours of an event that has registrations are never changed by a file."
        ),
    )


def _showing() -> forms.Field:
    return forms.ChoiceField(
        label=_("New events are"), choices=Showing.choices, initial=Showing.DRAFT, widget=forms.RadioSelect
    )


QUESTIONS = (Question("zone", _zone), Question("showing", _showing))
