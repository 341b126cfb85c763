from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from incubator.accounts.models import User


@dataclass(frozen=True)
class Security:
    """How an account is kept, at a glance."""

    has_app: bool
    keys: int
    has_codes: bool
    sessions: int
    is_verified: bool

    @property
    def has_second_factor(self) -> bool:
        return self.has_app or self.keys > 0


def security(person: User) -> Security:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Security(
        has_app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        sessions=UserSession.objects.filter(user=person).count(),
        is_verified=EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists(),
    )
