"""The certificate on paper, from the facts that were frozen when it was issued; in the language of the page."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator import paper, spoken
from incubator.certificates.papers import confirmation
from incubator.paper import apart
from incubator.words import pick
from programs.graduation.models import GraduationCertificate
from startups.identifiers import show_ice
from startups.states import LegalForm


def programme_of(certificate: GraduationCertificate) -> str:
    """GreenStart – Promotion 1"""
    names = (pick(certificate.facts.get(name, {})) for name in ("programme", "cohort"))
    return " – ".join(filter(None, names))


def day_of(certificate: GraduationCertificate) -> str:
    told = certificate.facts.get("to", "")
    return spoken.day(date.fromisoformat(told)) if told else ""


def days_of(certificate: GraduationCertificate) -> str:
    first = certificate.facts.get("from", "")
    told = {"first": spoken.day(date.fromisoformat(first)) if first else "–", "last": day_of(certificate)}
    return _("%(first)s to %(last)s") % told


def company_of(certificate: GraduationCertificate) -> str:
    """Legal form and number, where there is a company."""
    form, ice = certificate.facts.get("legal_form", ""), certificate.facts.get("ice", "")
    known = form in LegalForm.values and form != LegalForm.NOT_CREATED
    parts = [str(LegalForm(form).label) if known else "", f"ICE {show_ice(ice)}" if ice else ""]
    return ", ".join(filter(None, parts))


def check_url(certificate: GraduationCertificate) -> str:
    return settings.SITE_URL + reverse("events:certificate_check", args=[certificate.code])


def facts(certificate: GraduationCertificate) -> dict[str, Any]:
    partners = certificate.facts.get("partners") or [_(settings.PORTAL_NAME)]
    pairs = [
        [_("Company"), apart(company_of(certificate))],
        [_("Cohort"), apart(pick(certificate.facts.get("cohort", {})))],
        [_("From – to"), days_of(certificate)],
        [_("Organised by"), "\n".join(apart(name) for name in partners)],
        [_("Issued on"), spoken.day(certificate.issued_at)],
    ]
    return {
        "title": _("Certificate of graduation"),
        "head": _(settings.PORTAL_NAME),
        "lead": _("It is certified that"),
        "name": apart(certificate.facts.get("startup", "")),
        "has_done": _("has completed the programme"),
        "programme": apart(pick(certificate.facts.get("programme", {}))),
        "pairs": [[name, value] for name, value in pairs if value],
        **confirmation(certificate.code, check_url(certificate)),
    }


def pdf(certificate: GraduationCertificate) -> bytes:
    return paper.pdf("programs/graduation/certificate.typ", facts(certificate))
