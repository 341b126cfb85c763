"""The only code that changes the state of a service."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.catalogue.models import Service
from services.catalogue.states import SERVICE


@transaction.atomic
def show(service_id: int, *, by: Any) -> Service:
    """Stands in the catalogue; it needs its one sentence, because lists show it."""
    service = Service.objects.locked().get(pk=service_id)
    if not service.summary_fr:
        raise Refused(_("Write a summary first: the public page shows it."))
    return _move(service, "show", by=by)


@transaction.atomic
def hide(service_id: int, *, by: Any) -> Service:
    return _move(Service.objects.locked().get(pk=service_id), "hide", by=by)


@transaction.atomic
def retire(service_id: int, *, by: Any) -> Service:
    return _move(Service.objects.locked().get(pk=service_id), "retire", by=by)


def _move(service: Service, verb: str, *, by: Any) -> Service:
    service.state = SERVICE.after(verb, service.state)
    service.save(update_fields=["state"])
    record(verb, service, by=by)
    return service
