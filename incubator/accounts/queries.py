from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from incubator.accounts.models import Consent, Notice, User, UserQuerySet

NOTICE = "notice"


def current_notice() -> Notice | None:
    """The text that holds today: the latest published one."""
    return Notice.objects.published().order_by("-version").first()


def has_agreed(person: User, notice: Notice) -> bool:
    return Consent.objects.live().filter(person=person, purpose=NOTICE, notice=notice).exists()


def unread_notice(person: User) -> Notice | None:
    """The current notice when the person has not agreed to it."""
    notice = current_notice()
    return notice if notice and not has_agreed(person, notice) else None


def has_second_factor(person: Any) -> bool:
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def with_second_factor(people: UserQuerySet) -> UserQuerySet:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return people.annotate(has_second_factor=Exists(factors))


def other_superusers(person: User) -> UserQuerySet:
    return User.objects.active().filter(is_superuser=True).exclude(pk=person.pk)
