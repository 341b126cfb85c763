"""The receipt on paper: number, time with its zone, who sent, and every answer as it was sent."""

from typing import Any

from django.utils.translation import gettext as _

from incubator.paper import apart
from incubator.spoken import moment
from programs.applications.looking import File
from programs.applications.models import Version


def receipt_facts(file: File, version: Version) -> dict[str, Any]:
    application = file.application
    pairs = [
        [_("Receipt number"), application.receipt],
        [_("Startup"), application.startup.name],
        [_("Call"), application.call.title],
        [_("Received"), moment(version.sent_at, zone=True)],
        [_("Version"), str(version.number)],
        [_("Sent by"), str(version.sent_by or _("the portal, at closing time"))],
    ]
    return {
        "title": _("Receipt of application"),
        "pairs": [[name, apart(value)] for name, value in pairs],
        "sections": [
            {
                "title": section.title,
                "answers": [
                    {"question": told.question.label, "answer": apart(told.text) if told.text else _("no answer")}
                    for told in told_here
                ],
            }
            for section, told_here in file.summary(version.answers)
        ],
    }
