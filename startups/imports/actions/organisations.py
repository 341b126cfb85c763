"""One organisation written by hand; lists of them come through an import."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from incubator.accounts.models import User
from incubator.journal.models import record
from startups.models import Organisation, OrganisationName
from startups.organisations import index, name_key

FIELDS = ("name", "kind", "country", "region", "city", "address", "website", "note", "is_archived")


@transaction.atomic
def register(*, values: Mapping[str, Any], by: User) -> Organisation:
    organisation = Organisation(**{name: values[name] for name in FIELDS if name in values})
    index(organisation, former_names=())
    organisation.save(force_insert=True)
    organisation.refresh_from_db(fields=["search"])
    record("register", organisation, by=by)
    return organisation


@transaction.atomic
def edit(organisation_id: int, *, values: Mapping[str, Any], by: User) -> Organisation:
    organisation = Organisation.objects.locked().get(pk=organisation_id)
    old = {name: getattr(organisation, name) for name in FIELDS if name in values}
    changes = {name: [old[name], values[name]] for name in old if values[name] != old[name]}
    for name, (_before, after) in changes.items():
        setattr(organisation, name, after)
    if changes:
        organisation.save(update_fields=[*changes, *index(organisation)])
        record("edit", organisation, by=by, changes=changes)
    return organisation


@transaction.atomic
def add_former_name(organisation_id: int, *, name: str, until: date, by: User) -> OrganisationName:
    """The name that was, with the day it ended: old reports keep it, and lists that still use it find the organisation."""
    organisation = Organisation.objects.locked().get(pk=organisation_id)
    former = OrganisationName.objects.create(
        organisation=organisation, name=name, search_key=name_key(name), until=until
    )
    organisation.save(update_fields=index(organisation))
    record("add_former_name", organisation, by=by, name=name, until=until.isoformat())
    return former


@transaction.atomic
def drop_former_name(former_id: int, *, by: User) -> Organisation:
    former = OrganisationName.objects.select_related("organisation").get(pk=former_id)
    organisation = Organisation.objects.locked().get(pk=former.organisation_id)
    former.delete()
    organisation.save(update_fields=index(organisation))
    record("drop_former_name", organisation, by=by, name=former.name)
    return organisation
