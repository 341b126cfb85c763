"""What the health page and the admin's home ask of the outbox."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Greatest, Now

from incubator.outbox.models import Heartbeat, Letter, Pause, Suppression, mail_domain
from incubator.outbox.states import LetterState

#: A tick is late when it missed this many turns, and at least so long: workers restart, machines are slow.
TURNS, LEEWAY = 3, timedelta(seconds=90)
#: A due letter that waits longer than this means that nobody sends.
PATIENCE = timedelta(minutes=10)
#: So many dead addresses in an hour, and such a part of what was sent in it, are a flood (reliability F24).
FLOOD, FLOOD_SHARE = 20, 0.05


@dataclass(frozen=True)
class Lateness:
    """`ticks`: names of the late ones; `oldest_due`: how long the oldest due letter waits; `pause`: why nothing is sent, or ""."""

    ticks: list[str]
    oldest_due: timedelta | None
    pause: str

    @property
    def is_late(self) -> bool:
        return bool(self.ticks) or (self.oldest_due is not None and self.oldest_due > PATIENCE)


def late() -> Lateness:
    """Three queries. Ticks that never ran are not late (the worker starts after the web): the oldest due letter tells."""
    beats = Heartbeat.objects.annotate(age=Now() - F("at")).order_by("name").values_list("name", "every", "age")
    ticks = [name for name, every, age in beats if age > max(TURNS * timedelta(seconds=every), LEEWAY)]
    oldest = Letter.objects.due().aggregate(age=Now() - Min(Greatest("due_at", "next_try_at")))["age"]
    pause = current_pause()
    return Lateness(ticks, oldest, pause.why if pause else "")


def current_pause() -> Pause | None:
    """The pause that holds now."""
    return Pause.objects.standing().first()


def is_flooded() -> bool:
    """So many of this hour's letters came back that providers would shut us out: a twentieth of them, and more than a handful."""
    hour = Now() - timedelta(hours=1)
    returned = Suppression.objects.filter(category="", since__gte=hour).count()
    return returned >= FLOOD and returned >= FLOOD_SHARE * Letter.objects.filter(sent_at__gte=hour).count()


def full(gone: dict[str, int]) -> list[str]:
    """Domains that have had their share of this minute."""
    return [domain for domain, letters in gone.items() if letters >= settings.OUTBOX_PER_DOMAIN]


def gone_by_domain() -> dict[str, int]:
    """{domain: letters} that were sent within this minute or are in some sender's hands; empty when there is no ceiling."""
    if not settings.OUTBOX_PER_DOMAIN:
        return {}
    just_sent = Q(state=LetterState.SENT, sent_at__gt=Now() - timedelta(minutes=1))
    in_hands = Q(state__in=[LetterState.CLAIMED, LetterState.SENDING], lease_until__gt=Now())
    found = Letter.objects.filter(just_sent | in_hands).annotate(domain=mail_domain()).order_by()
    return dict(found.values_list("domain").annotate(letters=Count("pk")))


def room(most: int) -> int:
    """How many more letters may go out in this minute, over all senders; the mail provider has its own patience."""
    if not settings.OUTBOX_PER_MINUTE:
        return most
    gone = Letter.objects.filter(state=LetterState.SENT, sent_at__gt=Now() - timedelta(minutes=1)).count()
    return max(0, min(most, settings.OUTBOX_PER_MINUTE - gone))
