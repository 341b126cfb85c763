"""Makers of startups, team members, invitations and observations; every state is reached through the actions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.make_people import number, person
from startups.actions import invitations, profile
from startups.actions import sharing as sharings
from startups.models import Companion, Invitation, Membership, Observation, Organisation, Sharing, Startup
from startups.states import CompanionKind, Fact, InvitationState, LegalForm, Sector, SharingScope, TeamRole

VERBS = {InvitationState.ACCEPTED: "accept", InvitationState.DECLINED: "decline", InvitationState.REVOKED: "revoke"}
#: Names must not look alike, or the second startup of a test would be taken for the first.
_SYLLABLES = ("cham", "voltari", "zitoun", "nakhl", "bougha", "jbelhy", "qamar", "warda", "mizan", "brisat")


def ice(root: int) -> str:
    """A number whose key holds, for the company of this root."""
    body = f"{root:09d}0000"
    return f"{body}{97 - int(body) * 100 % 97:02d}"


def startup(*, name: str = "", owner: User | None = None, **values: Any) -> Startup:
    n = number()
    wanted = {
        "name": name or f"{_SYLLABLES[n % 10]}{n:04d}".capitalize(),
        "sector": Sector.SOL,
        "city": "Agadir",
        "legal_form": LegalForm.SARL if values.keys() & {"ice", "rc_number"} else LegalForm.NOT_CREATED,
        **values,
    }
    return profile.create(values=wanted, by=owner or person())


def registered(*, name: str = "", **values: Any) -> Startup:
    """On file without a team, as after an import."""
    n = number()
    wanted = {"name": name or f"{_SYLLABLES[n % 10]}{n:04d}".capitalize(), "sector": Sector.EAU, **values}
    return profile.register(values=wanted, by=None)


def owner_of(of: Startup) -> User:
    return of.memberships.owners().with_person()[0].person


def invitation(
    *, of: Startup | None = None, email: str = "", role: str = TeamRole.EDITOR, state: str = InvitationState.PENDING
) -> Invitation:
    """An answered one was answered by a person of that address."""
    team = of or startup()
    by = owner_of(team)
    made = invitations.invite(team.pk, email=email or f"invited{number()}@exemple.test", role=role, by=by)
    if state == InvitationState.EXPIRED:
        Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        return invitations.expire(made.pk)
    if verb := VERBS.get(InvitationState(state)):
        answering = by if verb == "revoke" else _holder(made.email)
        made = getattr(invitations, verb)(made.pk, by=answering)
    return made


def _holder(email: str) -> User:
    return User.objects.filter(email=email).first() or person(email=email)


def member(*, of: Startup, role: str = TeamRole.EDITOR, who: User | None = None) -> User:
    """Invited, and came."""
    someone = who or person()
    invitation(of=of, email=someone.email, role=role, state=InvitationState.ACCEPTED)
    return someone


def seat(*, of: Startup, who: User) -> Membership:
    return of.memberships.live().get(person=who)


def companion(*, of: Startup, who: User | None = None, kind: str = CompanionKind.COACH) -> Companion:
    return profile.accompany(of.pk, person=who or person(), kind=kind, by=None)


def observation(
    *, of: Startup | None = None, fact: str = Fact.TRL, value: Any = 4, on: date | None = None, source: str = ""
) -> Observation:
    about = of or startup()
    return profile.observe(
        about.pk, fact=fact, value=value, observed_on=on or timezone.localdate(), source=source, by=None
    )


def sharing(
    *,
    of: Startup | None = None,
    to: Organisation | None = None,
    scope: str = SharingScope.FIGURES,
    is_over: bool = False,
    days: int = 0,
) -> Sharing:
    """Given by the owner, `days` ago; `to` an organisation of any name when none is given."""
    team = of or startup()
    name = f"Organisation {number()}"
    organisation = to or Organisation.objects.create(name=name, sort_key=name.casefold())
    by = owner_of(team)
    made = sharings.share(team.pk, organisation=organisation, scope=scope, language="fr", by=by)
    if days:
        Sharing.objects.filter(pk=made.pk).update(since=timezone.localdate() - timedelta(days=days))
    return sharings.stop_sharing(made.pk, by=by) if is_over else made
