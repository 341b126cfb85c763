"""How many letters leave in a minute, over all and to one mail domain; counted from the rows themselves."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from incubator.demo import make
from incubator.outbox import sending
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState as S

HOUR = timedelta(hours=1)


def test_the_provider_has_its_patience(letter, settings):
    settings.OUTBOX_PER_MINUTE = 3
    for _ in range(5):
        letter()

    sending.tick()
    assert len(mail.outbox) == 3

    Letter.objects.filter(state=S.SENT).update(sent_at=timezone.now() - HOUR)
    sending.tick()
    assert len(mail.outbox) == 5


def to_domains():
    """Who was written to, without the part before the @."""
    return sorted(message.to[0].partition("@")[2] for message in mail.outbox)


def test_one_domain_has_its_share_and_others_are_not_held_back_by_it(letter, settings):
    settings.OUTBOX_PER_DOMAIN = 2
    for number in range(4):
        letter(to=make.person(email=f"a{number}@Grand.test"))
    for number in range(2):
        letter(to=f"b{number}@petit.test")

    sending.tick()
    assert to_domains() == ["grand.test", "grand.test", "petit.test", "petit.test"]

    sending.tick()
    assert len(mail.outbox) == 4
    Letter.objects.filter(state=S.SENT).update(sent_at=timezone.now() - HOUR)
    sending.tick()
    assert len(mail.outbox) == 6


def test_control_without_the_ceiling_a_domain_gets_all_at_once(letter, settings):
    settings.OUTBOX_PER_DOMAIN = 0
    for number in range(4):
        letter(to=f"a{number}@grand.test")

    sending.tick()

    assert to_domains() == ["grand.test"] * 4


def test_what_another_sender_holds_counts_for_its_domain(letter, settings):
    settings.OUTBOX_PER_DOMAIN = 2
    for number in range(3):
        letter(to=f"a{number}@grand.test")
    first, second = sending.uuid.uuid4(), sending.uuid.uuid4()

    assert len(sending.claims.claim(first, most=50)) == 2
    assert sending.claims.claim(second, most=50) == []
    sending.claims.release(first)
    assert len(sending.claims.claim(second, most=50)) == 2


def test_no_limit_when_none_is_set(letter, settings):
    settings.OUTBOX_PER_MINUTE = settings.OUTBOX_PER_DOMAIN = 0
    letter()

    sending.tick()

    assert len(mail.outbox) == 1
