"""What changes about a person's account: her own wishes, and what staff and superusers do."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from incubator.accounts.entrance import notices
from incubator.accounts.models import User
from incubator.accounts.queries import other_superusers
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def change_profile(person_id: int, *, by: User, **wishes: Any) -> User:
    """`wishes`: name, language, wants_reminders, wants_announcements."""
    person = _locked(person_id)
    changed = [field for field, value in wishes.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wishes[field])
    if changed:
        person.save(update_fields=changed)
        record("change_profile", person, by=by, fields=changed)
    return person


@transaction.atomic
def end_sessions(person: User) -> None:
    """On every device, now."""
    open_ones = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=open_ones.values("session_key")).delete()
    open_ones.delete()


@transaction.atomic
def invite(
    email: str, *, by: User, name: str, language: str, is_staff: bool = False, is_superuser: bool = False
) -> User:
    """An account made by the house; its owner chooses a password through the reset page, which also proves the address."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                email, name=name, language=language, is_staff=is_staff or is_superuser, is_superuser=is_superuser
            )
    except IntegrityError as taken:
        raise Refused(_("Somebody has an account with this address already."), field="email") from taken
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    record("invite", person, by=by, is_staff=person.is_staff, is_superuser=is_superuser)
    notices.person_invited(person)
    return person


@transaction.atomic
def change_rights(person_id: int, *, by: User, is_staff: bool, is_superuser: bool) -> User:
    person = _locked(person_id)
    if person.is_superuser and not is_superuser:
        _keep_one_superuser(person)
    before = {"is_staff": person.is_staff, "is_superuser": person.is_superuser}
    person.is_staff, person.is_superuser = is_staff or is_superuser, is_superuser
    person.save(update_fields=["is_staff", "is_superuser"])
    record("change_rights", person, by=by, before=before, is_staff=person.is_staff, is_superuser=is_superuser)
    return person


@transaction.atomic
def deactivate(person_id: int, *, by: User) -> User:
    person = _locked(person_id)
    if not person.is_active:
        raise Refused(_("This account is not active."))
    if person.pk == by.pk:
        raise Refused(_("Nobody deactivates the own account."))
    if person.is_superuser:
        _keep_one_superuser(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    record("deactivate", person, by=by)
    return person


@transaction.atomic
def reactivate(person_id: int, *, by: User) -> User:
    person = _locked(person_id)
    if person.is_active or person.erased_at:
        raise Refused(_("This account cannot be opened again."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("reactivate", person, by=by)
    return person


@transaction.atomic
def reset_second_factor(person_id: int, *, by: User) -> User:
    """For somebody who lost the device: all her factors go, and every session ends."""
    person = _locked(person_id)
    removed, _by_model = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise Refused(_("This account has no second factor."))
    end_sessions(person)
    record("reset_second_factor", person, by=by)
    notices.keys_changed(person, what="second_factor_removed")
    return person


def _locked(person_id: int) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=person_id)


def _keep_one_superuser(person: User) -> None:
    # Locked, so that two superusers cannot retire each other at the same time.
    if not other_superusers(person).select_for_update(no_key=True).first():
        raise Refused(_("The portal keeps at least one administrator."))
