"""What people do to letters: staff hold, release, stop, retry, settle and edit them; readers leave a kind of mail."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.outbox import queries
from incubator.outbox.addresses import fingerprint, read_token
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.post import post
from incubator.outbox.returned import Returned
from incubator.outbox.states import EDITABLE, LETTER, Category

PREFERENCE = {Category.REMINDER: "wants_reminders", Category.ANNOUNCEMENT: "wants_announcements"}


@transaction.atomic
def hold(pk: int, *, by: Any) -> Letter:
    return _move(Letter.objects.locked().get(pk=pk), "hold", by=by)


@transaction.atomic
def release(pk: int, *, by: Any) -> Letter:
    return _move(Letter.objects.locked().get(pk=pk), "release", by=by)


@transaction.atomic
def stop(pk: int, *, by: Any) -> Letter:
    return _move(Letter.objects.locked().get(pk=pk), "stop", by=by)


@transaction.atomic
def retry(pk: int, *, by: Any) -> Letter:
    """From the first attempt; the Message-ID stays, so that a mailbox may know a copy."""
    letter = Letter.objects.locked().get(pk=pk)
    if letter.kind in kinds.secrets() and not letter.params:
        raise Refused(_("The key in this message is gone: the person must ask for a new one."))
    letter.attempts, letter.next_try_at, letter.last_error = 0, None, ""
    return _move(letter, "retry", by=by)


@transaction.atomic
def settle(pk: int, *, by: Any) -> Letter:
    """A person has found out that an uncertain letter did arrive."""
    letter = Letter.objects.locked().get(pk=pk)
    letter.sent_at = timezone.now()
    return _move(letter, "settle", by=by)


def _move(letter: Letter, verb: str, *, by: Any) -> Letter:
    letter.state = LETTER.after(verb, letter.state)
    letter.save(update_fields=["state", "attempts", "next_try_at", "last_error", "sent_at"])
    record(verb, letter, by=by)
    return letter


@transaction.atomic
def edit(pk: int, *, by: Any, subject: str, body: str) -> Letter:
    """Words of staff in place of the template's; empty ones give the template its say back."""
    letter = Letter.objects.locked().get(pk=pk)
    if letter.state not in EDITABLE or letter.kind in kinds.secrets():
        raise Refused(_("Only a draft or a held message can be edited."))
    letter.subject_override, letter.body_override = subject, body
    letter.save(update_fields=["subject_override", "body_override"])
    record("edit", letter, by=by)
    return letter


@transaction.atomic
def pause(*, by: Any) -> None:
    """Nothing leaves until staff resume; letters gather. A pause of the house becomes theirs."""
    said = _("Paused by %(who)s.") % {"who": by}
    held, _is_new = Pause.objects.update_or_create(name="mail", defaults={"until": None, "why": said[:300], "by": by})
    record("pause", held, by=by)


@transaction.atomic
def resume(*, by: Any) -> None:
    """Also ends the waiting after a fault: the next tick tries at once."""
    for held in Pause.objects.select_for_update():
        record("resume", held, by=by)
        held.delete()


@transaction.atomic
def send_test(*, by: User) -> None:
    post("outbox.test_message", to=by, once=f"test:{by.pk}:{timezone.now():%Y%m%d%H%M%S}")


@transaction.atomic
def take_back(told: Iterable[Returned]) -> None:
    """What a provider says afterwards: the address is closed to those letters, and the last one that went to a dead address has failed.

    A flood of dead addresses stops all mail until staff resume: providers shut out who goes on.
    """
    for one in told:
        for category in one.categories:
            Suppression.objects.get_or_create(
                address_hash=fingerprint(one.address), category=category, defaults={"why": one.why[:120]}
            )
        letter = Letter.objects.sent_to(one.address).order_by("-sent_at").first() if one.is_dead else None
        if letter is not None:
            give_back(letter.pk, by=None, why=one.why)
    if queries.is_flooded():
        why = _("Too many letters of this hour came back: look at the addresses before you go on.")
        Pause.objects.get_or_create(name="mail", defaults={"until": None, "why": why[:300]})


@transaction.atomic
def give_back(pk: int, *, by: Any, why: str = "") -> Letter:
    """It was sent, and came back."""
    letter = Letter.objects.locked().get(pk=pk)
    letter.last_error = why[:300]
    return _move(letter, "give_back", by=by)


@transaction.atomic
def lift(pk: int, *, by: Any) -> None:
    """The address may be written to again; the next refusal of its server closes it again."""
    suppression = Suppression.objects.select_for_update().get(pk=pk)
    record("lift", suppression, by=by)
    suppression.delete()


@transaction.atomic
def unsubscribe(token: str) -> str:
    """The category that was left; raises Forged. The same link twice changes nothing, and works without the account too."""
    told = read_token(token)
    category = Category(told["c"])
    if address := told.get("a"):
        Suppression.objects.get_or_create(address_hash=address, category=category, defaults={"why": "unsubscribed"})
    elif user := User.objects.select_for_update().filter(uid=told.get("p")).first():
        _leave(user, category)
    return category


def _leave(user: User, category: Category) -> None:
    field = PREFERENCE[category]
    if getattr(user, field):
        setattr(user, field, False)
        user.save(update_fields=[field])
        record("unsubscribe", user, by=user, category=category)
