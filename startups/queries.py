"""Reads that several pages share: who stands where, what the directory finds, which companies look alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from incubator.accounts.models import User, UserQuerySet
from incubator.prepared import prepared
from incubator.text import search_key
from startups.identifiers import ice_root
from startups.indexing import bare
from startups.models import Alias, Companion, Invitation, JoinRequest, Membership, Startup, StartupQuerySet
from startups.states import Region, Sector, TeamRole
from startups.tokens import hash_of

#: A search takes this many words of this many letters; the rest is not looked at.
MOST_WORDS, LONGEST_WORD = 8, 40
#: Share of equal letters from which two names are told to look alike.
ALIKE = 0.86
_LEGAL_WORDS = frozenset(
    {
        "sarl",
        "sarlau",
        "au",
        "sa",
        "sas",
        "sasu",
        "snc",
        "scs",
        "gie",
        "ste",
        "societe",
        "company",
        "co",
        "maroc",
        "morocco",
    }
    | {"cooperative", "association", "startup", "fictif", "شركه", "تعاونيه", "جمعيه", "المغرب"}
)


@dataclass(frozen=True)
class Seat:
    """Where a person stands towards a startup."""

    role: str = ""
    is_companion: bool = False

    @property
    def is_in_team(self) -> bool:
        return bool(self.role)


def seat(user: Any, startup: Startup) -> Seat:
    """One query for each pair of person and startup in hand, however many rules ask."""
    if not user.is_authenticated:
        return Seat()
    known: dict[int, Seat] = startup.__dict__.setdefault("_seats", {})
    if user.pk not in known:
        role = Membership.objects.live().filter(startup=OuterRef("pk"), person=user).values("role")[:1]
        beside = Companion.objects.filter(startup=OuterRef("pk"), person=user, until=None)
        found = Startup.objects.filter(pk=startup.pk).values_list(Subquery(role), Exists(beside)).first()
        known[user.pk] = Seat(found[0] or "", found[1]) if found else Seat()
    return known[user.pk]


def people(startup: Startup, *roles: str) -> UserQuerySet:
    """The live team, or those of it who have one of the roles."""
    seats = startup.memberships.live()
    return User.objects.active().filter(pk__in=(seats.filter(role__in=roles) if roles else seats).values("person"))


def owners(startup: Startup) -> UserQuerySet:
    return people(startup, TeamRole.OWNER)


def others(startup: Startup, user: Any) -> UserQuerySet:
    """The live team without the person herself."""
    return people(startup).exclude(pk=user.pk)


def addresses(user: Any) -> list[str]:
    """What a person has proved to be hers: an invitation is bound to one of these."""
    return [address.lower() for address in user.emailaddress_set.filter(verified=True).values_list("email", flat=True)]


def invitations_for(user: Any) -> Iterable[Invitation]:
    """One query: the addresses are looked up where the invitations are."""
    return _invitations(person=user.pk, now=timezone.now())


@prepared
def _invitations(person: int, now: datetime) -> QuerySet[Invitation]:
    proved = EmailAddress.objects.filter(user=person, verified=True).values(address=Lower("email"))
    return Invitation.objects.sent_to(proved, now=now).select_related("startup", "invited_by")


def invitation_by(token: str) -> Invitation | None:
    return Invitation.objects.filter(token_hash=hash_of(token)).select_related("startup", "invited_by").first()


def named(startup_id: int | None) -> Startup | None:
    """Name and city, for somebody who may be a stranger to it."""
    return Startup.objects.only("name", "city").filter(pk=startup_id).first() if startup_id else None


def seats_of(user: Any) -> Iterable[Membership]:
    """Her own startups, with her role in each."""
    return Membership.objects.live().filter(person=user).select_related("startup").order_by("startup__sort_key")


def accompanied_by(user: Any) -> Iterable[Startup]:
    return Startup.objects.filter(companions__person=user, companions__until=None).distinct()


def asked_by(user: Any) -> Iterable[JoinRequest]:
    return JoinRequest.objects.pending().filter(person=user).select_related("startup")


def words(typed: str) -> SearchQuery | None:
    """Every word must begin a word of the card, in any script; None when nothing searchable was typed."""
    found = [bare(word)[:LONGEST_WORD] for word in search_key(typed).split()[:MOST_WORDS]]
    # search_key leaves letters and digits only, so nothing can leave its quotes
    return (
        SearchQuery(" & ".join(f"'{word}':*" for word in found), config="simple", search_type="raw") if found else None
    )


def with_words(rows: QuerySet[Any], typed: str, field: str = "search_key") -> QuerySet[Any]:
    """For staff: rows whose key (`field`: the way to it) holds every word; none when nothing searchable was typed."""
    found = search_key(typed[:200]).split()[:MOST_WORDS]
    if typed.strip() and not found:
        return rows.none()
    for word in found:
        rows = rows.filter(**{f"{field}__contains": bare(word)})
    return rows


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the directory; every value comes from a form."""

    q: str = ""
    sector: str = ""
    region: str = ""
    order: str = "name"

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.sector or self.region)


ORDERS = {"name": ("sort_key", "pk"), "newest": ("-created_at", "-pk")}


def directory(wanted: Wanted) -> StartupQuerySet:
    """The public cards that match; the same for everybody who looks."""
    found = Startup.objects.listed()
    if wanted.q:
        found = found.matching(words(wanted.q))
    if wanted.sector in Sector.values:
        found = found.filter(Q(sector=wanted.sector) | Q(other_sectors__contains=[wanted.sector]))
    if wanted.region in Region.values:
        found = found.filter(region=wanted.region)
    card = found.only("slug", "name", "sector", "region", "city", "pitch", "kind")
    return card.order_by(*ORDERS.get(wanted.order, ORDERS["name"]))


@dataclass(frozen=True)
class Double:
    """A company on file that may be the one in hand. Never more than name and city: the asker may be a stranger to it."""

    pk: int
    name: str
    city: str
    by: str  # "ice", "rc" or "name"

    @property
    def is_certain(self) -> bool:
        return self.by != "name"


def looks_like(
    *,
    name: str = "",
    ice: str = "",
    rc_number: str = "",
    rc_court: str = "",
    apart_from: int | None = None,
    most: int = 3,
) -> list[Double]:
    """Companies of the same ICE root or register number (certain) or of a name that is equal or nearly so (to be asked)."""
    others = Startup.objects.select_related("merged_into")
    others = others.exclude(Q(pk=apart_from) | Q(merged_into=apart_from)) if apart_from else others
    found: dict[int, Double] = {}
    if ice:
        _add(found, others.filter(ice__startswith=ice_root(ice)), "ice")
    if rc_number:
        _add(found, others.filter(rc_number=rc_number, rc_court=rc_court), "rc")
    if name:
        _add(found, others.filter(pk__in=_of_like_name(name)), "name")
    return list(found.values())[:most]


def _add(found: dict[int, Double], startups: Iterable[Startup], by: str) -> None:
    """A record that was merged is known by its numbers still; what is told is the one that stays."""
    for startup in (row.merged_into or row for row in startups):
        found.setdefault(startup.pk, Double(startup.pk, startup.name, startup.city, by))


def _of_like_name(name: str) -> list[int]:
    """Looks closer at those that share the first letters of the telling word, under their present and former names."""
    core = _core(name)
    if not core:
        return []
    start = core[0][:3]
    now = Startup.objects.filter(Q(sort_key__startswith=start) | Q(sort_key__contains=f" {start}"))
    before = Alias.objects.filter(Q(search_key__startswith=start) | Q(search_key__contains=f" {start}"))
    named = [*now.values_list("pk", "sort_key")[:2000], *before.values_list("startup", "search_key")[:2000]]
    return [pk for pk, other in named if _is_alike(core, _core(other))]


def _core(name: str) -> list[str]:
    """The words of the name without those that any company may carry."""
    found = search_key(name).split()
    return [word for word in found if word not in _LEGAL_WORDS] or found


def _is_alike(one: list[str], other: list[str]) -> bool:
    """Equal but for blanks, nearly equal, or one begins with the other (Chamsi Froid, Chamsi Froid Solaire)."""
    short, long = sorted(("".join(one), "".join(other)), key=len)
    if short == long or (len(short) >= 8 and (one[: len(other)] == other or other[: len(one)] == one)):
        return True
    matcher = SequenceMatcher(None, short, long)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
