"""Coaches in their states with a full week, an absence, an own calendar that cannot be read, a machine and who may use it."""

from typing import Any

from django.db import transaction

from incubator.demo import make
from services.calendar import actions
from services.calendar.models import Busy
from services.calendar.taking import engage
from startups.models import Startup

LONG = "Coach Genévrier-des-Hautes-Plaines (fictif)"


def coaches(startup: Startup, coach: Any, officer: Any) -> dict[str, Any]:
    """`coach`: whose pages are opened; the world has made her one."""
    service = make.service(minutes=60)
    coach.services.add(service)
    with transaction.atomic():
        engage(startup, coach.pk, title=startup.name, starts_at=make.at_hour(1, 10), ends_at=make.at_hour(1, 11))
    Busy.objects.create(provider=coach, starts_at=make.at_hour(1, 14), ends_at=make.at_hour(1, 15), origin="file")
    coach.busy_url, coach.busy_error = "https://calendar.example/a.ics", "L’adresse n’a pas répondu, ou pas à temps."
    coach.save(update_fields=["busy_url", "busy_error"])
    invited = make.provider(who=make.person(name=LONG), state="invited", hours=False)
    machine = make.resource(kind="equipment")
    make.fitting(service, machine)
    row = actions.authorise(make.owner_of(startup), startup, machine, by=officer, note="Sécurité")
    return {"invited_coach": invited, "authorisation": row}
