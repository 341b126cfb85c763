"""A file that the scanner shut away: the team is asked for another one, nobody is refused for it (product.md J1)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from incubator.journal.models import record
from programs.applications import notices
from programs.applications.actions.moving import move
from programs.applications.models import Answers, Application, Correction
from programs.applications.queries import team_of
from programs.applications.states import APPLICATION
from programs.calls.plans import plan_of

#: Days to send another file.
DAYS = timedelta(days=5)


@transaction.atomic
def shut_away(application_id: Any, *, document: Any) -> None:
    """Takes the file out of the working copy; a file that was sent with it goes back for correction of that section."""
    application = Application.objects.locked().select_related("call").filter(pk=application_id).first()
    if application is None:
        return
    sections = _take_out(application, str(document.pk))
    record("shut_away", application, by=None, note=document.name, document=str(document.pk))
    if sections and APPLICATION.allows("ask_correction", application.state):
        _ask(application, document.name, sections)
    else:
        notices.file_shut_away(application, document)


def _take_out(application: Application, uid: str) -> list[str]:
    plan, sections = plan_of(application.form_id), []
    for row in Answers.objects.select_for_update(no_key=True).filter(application=application):
        keys = {key for key, value in row.data.items() if isinstance(value, dict) and value.get("uid") == uid}
        if keys:
            row.data = {key: value for key, value in row.data.items() if key not in keys}
            row.save(update_fields=["data"])
            sections += [plan.by_key[key].section for key in keys if key in plan.by_key]
    return sorted(set(sections))


def _ask(application: Application, name: str, sections: list[str]) -> None:
    readers = team_of(application)
    with override(readers[0].language if readers else None):
        told = _("The file “%(name)s” holds something harmful and was shut away. Please send another one.")
        request = told % {"name": name}
    move(application, "ask_correction", by=None, note=request)
    due = timezone.now() + DAYS
    correction = Correction.objects.create(application=application, request=request, due_at=due, sections=sections)
    notices.correction_asked(correction)
