"""Everything that changes what is known of a startup. Who sits in its team is changed in the modules beside this one."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.text import one_line, search_key, sort_key
from startups.actions.values import write
from startups.freshness import CONFIRMED
from startups.indexing import index
from startups.models import Alias, Companion, Membership, Observation, Startup
from startups.states import CompanionKind, Fact, Stage, TeamRole

#: Addresses that pages of their own have.
RESERVED = frozenset({"new", "mine", "invitations", "join", "requests", "sharings", "transfers"})
#: Two startups are never opened at the same moment: look-alikes and addresses are judged on settled rows.
_ONE_AT_A_TIME = 7_100_417


@transaction.atomic
def create(*, values: Mapping[str, Any], by: User) -> Startup:
    """A person puts her company on file and becomes its owner; the same again (a double click) gives the same record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    if again := Startup.objects.of(by).filter(sort_key=sort_key(one_line(values["name"]))).first():
        return again
    startup = _opened(values)
    Membership.objects.create(startup=startup, person=by, role=TeamRole.OWNER)
    record("create", startup, by=by)
    return startup


@transaction.atomic
def open_file(*, values: Mapping[str, Any], facts: Mapping[str, Any], by: User) -> Startup:
    """As create, with what is true of the company on this day."""
    startup = create(values=values, by=by)
    report(startup.pk, facts=facts, observed_on=timezone.localdate(), by=by)
    return startup


@transaction.atomic
def register(*, values: Mapping[str, Any], by: User | None) -> Startup:
    """Staff (or an import) put a company on file; its team comes later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    startup = _opened(values)
    record("register", startup, by=by)
    return startup


def _opened(values: Mapping[str, Any]) -> Startup:
    startup = Startup()
    write(startup, values)
    startup.slug = next(slug for slug in _slugs(startup.name) if not Startup.objects.filter(slug=slug).exists())
    index(startup, former_names=())
    startup.save(force_insert=True)
    startup.refresh_from_db(fields=["search"])
    return startup


def _slugs(name: str) -> Iterator[str]:
    """Addresses to try: the name, then the name with four letters; a name without Latin letters has letters only."""
    base = slugify(search_key(name))[:120]
    if base and base not in RESERVED:
        yield base
    while True:
        yield f"{base or 'startup'}-{secrets.token_hex(2)}"


@transaction.atomic
def edit(startup_id: int, *, values: Mapping[str, Any], by: User | None) -> Startup:
    startup = Startup.objects.held(startup_id)
    name = startup.name
    changes = write(startup, values)
    if not changes:
        return startup
    if "name" in changes:
        _remember(startup, name)
    startup.save(update_fields=[*changes, *index(startup)])
    record("edit", startup, by=by, changes=changes)
    return startup


def _remember(startup: Startup, name: str) -> None:
    """The name that was stays findable. A change of capitals or accents is no former name."""
    if sort_key(name) != sort_key(startup.name):
        Alias.objects.create(startup=startup, name=name, search_key=search_key(name)[:240], until=timezone.localdate())


@transaction.atomic
def add_former_name(startup_id: int, *, name: str, until: date | None = None, by: User | None) -> Alias:
    startup = Startup.objects.held(startup_id)
    alias = startup.aliases.filter(search_key=search_key(name)[:240]).first()
    if not alias:
        alias = Alias.objects.create(
            startup=startup, name=one_line(name), search_key=search_key(name)[:240], until=until
        )
        startup.save(update_fields=index(startup))
        record("add_former_name", startup, by=by, name=alias.name)
    return alias


@transaction.atomic
def publish(startup_id: int, *, by: User) -> Startup:
    return _show(startup_id, is_public=True, verb="publish", by=by)


@transaction.atomic
def hide(startup_id: int, *, by: User) -> Startup:
    return _show(startup_id, is_public=False, verb="hide", by=by)


def _show(startup_id: int, *, is_public: bool, verb: str, by: User) -> Startup:
    startup = Startup.objects.held(startup_id)
    if startup.is_public != is_public:
        startup.is_public = is_public
        startup.save(update_fields=["is_public"])
        record(verb, startup, by=by)
    return startup


@transaction.atomic
def observe(
    startup_id: int, *, fact: str, value: Any, observed_on: date, source: str = "", by: User | None
) -> Observation:
    """A dated fact beside the earlier ones; the startup carries the latest stage and TRL. The same fact of the same day is kept once."""
    startup = Startup.objects.held(startup_id)
    text, number = measured(fact, value)
    if observed_on > timezone.localdate() or observed_on.year < 1950:
        raise Refused(_("An observation is made today or earlier."), field="observed_on")
    same = startup.observations.filter(fact=fact, observed_on=observed_on).first()
    if same and (same.text, same.number) == (text, number):
        return same
    made = Observation.objects.create(
        startup=startup,
        fact=fact,
        text=text,
        number=number,
        observed_on=observed_on,
        source=one_line(source)[:120],
        by=by,
    )
    carry_latest(startup, fact)
    record("observe", startup, by=by, fact=fact, value=str(value), observed_on=observed_on.isoformat())
    return made


@transaction.atomic
def confirm(startup_id: int, *, fact: str, seen: int, by: User) -> Observation:
    """What was known of the fact is still so today. `seen` is the observation that the person looked at: a newer one is not confirmed unseen."""
    startup = Startup.objects.held(startup_id)
    last, today = startup.observations.filter(fact=fact).first(), timezone.localdate()
    if last and (last.observed_on, last.source) == (today, CONFIRMED):
        return last
    if last is None or last.pk != seen:
        raise Refused(_("This fact was changed in the meantime: look at it again."))
    return observe(startup.pk, fact=fact, value=last.text or last.number, observed_on=today, source=CONFIRMED, by=by)


@transaction.atomic
def report(
    startup_id: int, *, facts: Mapping[str, Any], observed_on: date, source: str = "", by: User | None
) -> list[Observation]:
    """Several facts of one day, all or none."""
    return [
        observe(startup_id, fact=fact, value=value, observed_on=observed_on, source=source, by=by)
        for fact, value in facts.items()
    ]


def measured(fact: str, value: Any) -> tuple[str, Decimal | None]:
    """(text, number) as stored; raises Refused for what the fact cannot be."""
    if fact == Fact.STAGE:
        if value not in Stage.values:
            raise Refused(_("Choose one of the stages."), field="value")
        return str(value), None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal(-1)
    if fact == Fact.TRL and number not in range(1, 10):
        raise Refused(_("A TRL is a whole number from 1 to 9."), field="value")
    if not (number.is_finite() and 0 <= number < 10**12):
        raise Refused(_("Enter a number that is not negative."), field="value")
    return "", number.quantize(Decimal("0.01"))


def carry_latest(startup: Startup, fact: str) -> None:
    latest = startup.observations.filter(fact=fact).first()
    if latest and fact == Fact.STAGE:
        startup.stage = latest.text
        startup.save(update_fields=["stage"])
    if latest and fact == Fact.TRL:
        startup.trl = int(latest.number or 0)
        startup.save(update_fields=["trl"])


@transaction.atomic
def accompany(startup_id: int, *, person: User, kind: str, since: date | None = None, by: User | None) -> Companion:
    """Puts somebody of the programme at the side of a startup; she reads the record from now on."""
    startup = Startup.objects.held(startup_id)
    if kind not in CompanionKind.values:
        raise Refused(_("Choose coach, mentor or programme officer."), field="kind")
    beside, is_new = Companion.objects.get_or_create(
        startup=startup, person=person, kind=kind, until=None, defaults={"since": since or timezone.localdate()}
    )
    if is_new:
        record("accompany", startup, by=by, person=person.pk, kind=kind)
    return beside


@transaction.atomic
def part(companion_id: int, *, by: User | None) -> Companion:
    """From now on she reads no more than anybody else."""
    beside = Companion.objects.select_for_update(of=("self",)).select_related("startup").get(pk=companion_id)
    if beside.until is None:
        beside.until = timezone.localdate()
        beside.save(update_fields=["until"])
        record("part", beside.startup, by=by, person=beside.person_id, kind=beside.kind)
    return beside
