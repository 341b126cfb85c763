from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from incubator.accounts.entrance import notices
from incubator.accounts.models import User
from incubator.journal.models import record


@transaction.atomic
def send_password_key(person_id: int, *, by: Any) -> None:
    """A link to choose a password; every older link is void from now on."""
    User.objects.filter(pk=person_id).update(reset_rev=F("reset_rev") + 1)
    person = User.objects.get(pk=person_id)
    record("send_password_key", person, by=by)
    notices.password_key(person)


@transaction.atomic
def note_changed_keys(person: User, *, what: str, ip: str = "") -> None:
    """The owner hears of every change of password, second factor or address, and the journal keeps it."""
    record(what, person, by=person)
    notices.keys_changed(person, what=what, ip=ip)


@transaction.atomic
def note_changed_address(person: User, *, old: str, new: str) -> None:
    record("email_changed", person, by=person)
    notices.address_changed(person, old=old, facts={"new": masked(new)})


def confirm_stored_address(person: User) -> None:
    """A reset link reached the stored address: that address is hers."""
    EmailAddress.objects.filter(user=person, email=person.email, verified=False).update(verified=True)


def masked(address: str) -> str:
    """Enough to recognise an own address, too little to learn somebody else's."""
    local, _at, domain = address.partition("@")
    return f"{local[:2]}…@{domain}"
