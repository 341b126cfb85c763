"""Partner organisations, hubs, banks, parks as rows: recognised by name, city and country."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import fields
from incubator.text import search_key, sort_key
from startups import organisations
from startups.imports import cells, mapping
from startups.imports.identity import Identity
from startups.imports.store import ModelStore
from startups.imports.target import Column, Target, Values
from startups.lists import place_key
from startups.models import Organisation, OrganisationName


def _of(name: str, *also: str, clean: cells.Clean | None = None, **more: Any) -> Column:
    field: Any = Organisation._meta.get_field(name)
    return Column(name, field.verbose_name, clean or cells.line(field.max_length or 200), also, **more)


COLUMNS = (
    _of("name", "nom", "raison sociale", "organisation", "organisme", "structure", "partenaire", "hub name", "hub", "institution",
        "organization", "partner", "الاسم", "المنظمة", "المؤسسة", "الشريك", is_required=True),
    _of("kind", "type", "catégorie", "nature", "hub type", "category", "النوع", "الصنف"),
    _of("country", "pays", "البلد"),
    _of("region", "région", "الجهة"),
    _of("city", "ville", "localité", "town", "المدينة"),
    _of("address", "adresse", "street address", "street", "siège", "العنوان"),
    _of("website", "site", "site web", "site internet", "web", "url", "الموقع", "الموقع الإلكتروني",
        clean=cells.by_field(fields.LinkField(max_length=200)), takes_first=True),
    _of("note", "notes", "remarque", "remarques", "commentaire", "comment", "description", "ملاحظات", clean=cells.text(5000)),
)  # fmt: skip


def _settle(values: Values) -> list[tuple[str, str, bool]]:
    if 0 < len(values.get("name", "")) < 2:
        values.pop("name")
        return [("name", _("A name has two letters at least."), False)]
    return []


def _identify(values: Values) -> Identity:
    return _identity([values.get("name", "")], values.get("city", ""), values.get("country", ""))


def _identity_of(organisation: Organisation) -> Identity:
    names = [organisation.name, *(former.name for former in organisation.former_names.all())]
    return _identity(names, organisation.city, organisation.country)


def _identity(names: list[str], city: str, country: str) -> Identity:
    return Identity({}, frozenset(sort_key(name) for name in names if name), (place_key(city), search_key(country)))


def _candidates(identities: Sequence[Identity], is_locking: bool) -> list[Organisation]:
    names = {name for identity in identities for name in identity.names}
    once_so_called = OrganisationName.objects.filter(search_key__in=names).values("organisation")
    rows = Organisation.objects.filter(Q(sort_key__in=names) | Q(pk__in=once_so_called))
    return list((rows.locked() if is_locking else rows).order_by("pk").prefetch_related("former_names"))


def _finish(rows: Sequence[Organisation], lost: Mapping[int, str]) -> tuple[str, ...]:
    for organisation in rows:
        former = [name.name for name in organisation.former_names.all()] if organisation.pk else []
        organisations.index(organisation, former_names=[*former, lost.get(organisation.pk, "")])
    return organisations.FIELDS


def _former(organisation: Organisation, name: str) -> OrganisationName:
    key = organisations.name_key(name)
    return OrganisationName(organisation=organisation, name=name, search_key=key, until=timezone.localdate())


def _no_doubts(values: Values, organisation: Organisation | None, said: mapping.Mapping) -> list[tuple[str, str]]:
    return []


def _new(values: Values, defaults: Mapping[str, str]) -> Organisation:
    return Organisation(**values)


ORGANISATIONS = Target(
    key="organisation",
    label=gettext_lazy("partner organisations"),
    columns=COLUMNS,
    settle=_settle,
    identify=_identify,
    identity_of=_identity_of,
    candidates=_candidates,
    doubts=_no_doubts,
    store=ModelStore(Organisation, new=_new, finish=_finish, former=_former, formers="former_names"),
)
