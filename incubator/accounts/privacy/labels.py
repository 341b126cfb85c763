"""The register of personal data in words of the page."""

from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Consent
from incubator.accounts.personal_data import Holding
from incubator.accounts.privacy.rules import may_withdraw
from incubator.accounts.queries import NOTICE

#: Names of what libraries hold; ours have their own.
NAMES = {
    "accounts.user": _("Account"),
    "account.emailaddress": _("E-mail address"),
    "mfa.authenticator": _("Authenticator apps and security keys"),
    "usersessions.usersession": _("Sessions"),
}
#: Higher units add the words of the consents they ask for.
PURPOSES: dict[str, Any] = {NOTICE: _("Notice about personal data")}


class Described(NamedTuple):
    name: str
    purpose: str
    basis: str
    months: int


def described(holding: Holding) -> Described:
    name = NAMES.get(holding.model.lower()) or capfirst(apps.get_model(holding.model)._meta.verbose_name_plural)
    return Described(str(name), str(holding.purpose), str(holding.basis), holding.months)


class Agreed(NamedTuple):
    pk: int
    label: str
    version: int | None
    given_at: datetime
    withdrawn_at: datetime | None
    may_withdraw: bool


def agreed(consent: Consent, user: Any) -> Agreed:
    version = consent.notice.version if consent.purpose == NOTICE and consent.notice else None
    label = str(PURPOSES.get(consent.purpose, consent.purpose))
    return Agreed(consent.pk, label, version, consent.given_at, consent.withdrawn_at, may_withdraw(user, consent))
