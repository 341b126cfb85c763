"""What this slice tells the floor: its letters and reminders, who may read its files, what it keeps about people."""

from typing import Any

from incubator.documents import owners
from programs.applications import holdings, letters, planning
from programs.applications.actions import merging, quarantine
from programs.applications.models import Application
from programs.applications.rules import may_read_file
from startups import baggage


def may_read_document(user: Any, document: Any) -> bool:
    application = Application.objects.visible_to(user).filter(pk=document.key).first()
    return application is not None and may_read_file(user, application, str(document.pk))


def ask_for_another(document: Any) -> None:
    quarantine.shut_away(document.key, document=document)


def register() -> None:
    baggage.carry(merging.FILES)
    letters.register()
    planning.register()
    holdings.register()
    owners.register("application_file", may_read=may_read_document, accepts="office", on_infected=ask_for_another)
