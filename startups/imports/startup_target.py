"""Companies as rows: the columns that lists of startups have, cleaned as the startup's own form cleans them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import fields
from startups import identifiers
from startups.actions.values import CLEAN
from startups.imports import cells, mapping, startup_records
from startups.imports.store import ModelStore
from startups.imports.target import Column, Target, Values
from startups.lists import find_city
from startups.models import Startup
from startups.states import LegalForm, Region, Sector, StartupKind


def _of(name: str, *also: str, clean: cells.Clean | None = None, **more: Any) -> Column:
    field: Any = Startup._meta.get_field(name)
    read = clean or CLEAN[name] or str
    longest = getattr(field, "max_length", None)
    if clean is None and longest:
        read = cells.short(read, longest)
    return Column(name, field.verbose_name, read, also, **more)


_COUNT = cells.by_field(fields.WholeNumberField(min_value=0, max_value=100))

COLUMNS = (
    _of("name", "raison sociale", "dénomination", "entreprise", "société", "startup", "nom de l'entreprise", "company", "company name",
        "organisation", "nom commercial", "projet", "اسم الشركة", "اسم المقاولة", "التسمية", "الاسم", "المقاولة", is_required=True),
    _of("ice", "identifiant commun de l'entreprise", "n ice", "numéro ice", "التعريف الموحد للمقاولة", "المعرف الموحد"),
    _of("rc_number", "rc", "n rc", "registre de commerce", "registre du commerce", "numéro rc", "trade register", "السجل التجاري"),
    _of("rc_court", "tribunal", "ville rc", "rc ville", "lieu rc", "court", "المحكمة"),
    _of("tax_id", "if", "identifiant fiscal", "n if", "tax id", "التعريف الجبائي", "التعريف الضريبي"),
    _of("business_tax", "tp", "patente", "taxe professionnelle", "n patente", "الرسم المهني"),
    _of("cnss", "affiliation cnss", "n cnss", "الضمان الاجتماعي"),
    _of("legal_form", "forme juridique", "statut juridique", "forme", "الشكل القانوني", codes=LegalForm, usual=LegalForm.SARL),
    _of("kind", "type", "nature", "catégorie", "النوع", codes=StartupKind, usual=StartupKind.STARTUP),
    _of("founded_on", "date de création", "créée le", "creation date", "founded", "date creation", "تاريخ التأسيس", "تاريخ الإحداث",
        clean=cells.by_field(fields.DayField())),
    _of("sector", "secteur", "secteurs", "secteur d'activité", "sectors", "activité", "domaine", "industry", "القطاع", "النشاط",
        codes=Sector, is_many=True),
    _of("other_sectors", "secteurs secondaires", "autres secteurs", "other sectors", codes=Sector, is_many=True, most=2, beside="sector"),
    _of("tags", "mots clés", "étiquettes", "keywords", "technologies", "كلمات مفتاحية", clean=cells.line(40), is_many=True),
    _of("city", "ville", "localité", "siège", "المدينة"),
    _of("region", "région", "الجهة", codes=Region),
    _of("address", "adresse", "siège social", "street", "street address", "العنوان"),
    _of("postal_code", "code postal", "cp", "zip", "postcode", "الرمز البريدي"),
    _of("phone", "téléphone", "tél", "tel", "gsm", "mobile", "portable", "phone number", "الهاتف", takes_first=True),
    _of("email", "e-mail", "mail", "courriel", "adresse électronique", "contact", "البريد الإلكتروني",
        clean=cells.by_field(fields.AddressField()), takes_first=True),
    _of("website", "site", "site web", "site internet", "web", "url", "lien", "الموقع", "الموقع الإلكتروني",
        clean=cells.by_field(fields.LinkField(max_length=200)), takes_first=True),
    _of("pitch", "description", "présentation", "résumé", "projet en bref", "à propos", "الوصف", clean=cells.text(300)),
    _of("founders", "fondateurs", "nombre de fondateurs", "nb fondateurs", "المؤسسون", clean=_COUNT),
    _of("women_founders", "fondatrices", "femmes fondatrices", "nombre de femmes", "women", clean=_COUNT),
    _of("young_founders", "jeunes fondateurs", "nombre de jeunes", "youth", clean=_COUNT),
    _of("is_resident", "résident", "hébergé", "hébergée", "hosted", "مقيم", clean=cells.yes_or_no),
)  # fmt: skip


Remark = tuple[str, str, bool]


def _settle(values: Values) -> list[Remark]:
    """One main sector, two others at most, the region of a known city, a register number with its court."""
    if values.get("city") and not values.get("region") and (region := find_city(values["city"])[1]):
        values["region"] = region
    return [*_settle_sectors(values), *_settle_numbers(values), *_settle_founders(values)]


def _settle_sectors(values: Values) -> list[Remark]:
    sectors = list(dict.fromkeys([*values.pop("sector", []), *values.pop("other_sectors", [])]))
    if sectors:
        values["sector"], values["other_sectors"] = sectors[0], sectors[1:3]
    if len(sectors) > 3:
        return [("sector", _("More than three sectors: the first three are kept."), True)]
    return []


def _settle_numbers(values: Values) -> list[Remark]:
    said = [
        (field, identifiers.doubts(field, values.get(field, "")), True) for field in ("tax_id", "business_tax", "cnss")
    ]
    if values.get("rc_number") and not values.get("rc_court"):
        values.pop("rc_number")
        told = _("Its court is missing: a trade register number is unique only within its court.")
        said.append(("rc_number", told, False))
    return [remark for remark in said if remark[1]]


def _settle_founders(values: Values) -> list[Remark]:
    said = []
    for field in ("women_founders", "young_founders"):
        if values.get(field, 0) > values.get("founders", 100):
            values.pop(field)
            said.append((field, _("There cannot be more of them than founders."), False))
    return said + _short_name(values)


def _short_name(values: Values) -> list[Remark]:
    if len(values.get("name", "xx")) > 1:
        return []
    values.pop("name")
    return [("name", _("A name has two letters at least."), False)]


def _doubts(values: Values, startup: Startup | None, said: mapping.Mapping) -> list[tuple[str, str]]:
    """Numbers that a company of this legal form cannot have."""
    form = values.get("legal_form") or (
        startup.legal_form if startup else said.defaults.get("legal_form", LegalForm.NOT_CREATED)
    )
    if not form:
        return []
    absent = identifiers.all_identifiers() - identifiers.existing(form)
    told = _("A company of the legal form “%(form)s” has none.") % {"form": LegalForm(form).label}
    return [(field, told) for field in values if field in absent]


def _new(values: Values, defaults: Mapping[str, str]) -> Startup:
    return Startup(**{**{name: code for name, code in defaults.items() if code}, **values})


STARTUPS = Target(
    key="startup",
    label=gettext_lazy("companies and projects"),
    columns=COLUMNS,
    settle=_settle,
    identify=startup_records.identify,
    identity_of=startup_records.identity_of,
    candidates=startup_records.candidates,
    doubts=_doubts,
    store=ModelStore(
        Startup, new=_new, finish=startup_records.finish, former=startup_records.former, formers="aliases"
    ),
    defaults=("kind", "legal_form"),
)
