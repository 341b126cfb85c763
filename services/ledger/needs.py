"""What a startup still lacks before it may use a service, one sentence each."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.cohorts.queries import enrolled
from services.catalogue.models import Need, Service
from services.catalogue.states import NeedKind
from services.ledger.queries import delivered
from startups.models import Startup
from startups.states import Stage


def missing(startup: Startup, service: Service) -> list[str]:
    """Empty when nothing is missing. Facts are the latest observations; another service counts when its credits were used."""
    needs = list(service.needs.select_related("other"))
    received = _received(startup, needs)
    lacks = [said for need in needs if (said := _lacking(need, startup, received))]
    if service.for_enrolled_only and not enrolled(startup):
        lacks.insert(0, _("Only for startups that take part in a programme."))
    if service.for_kinds and startup.kind not in service.for_kinds:
        lacks.insert(0, _("Only for: %(kinds)s.") % {"kinds": service.kinds_told})
    return lacks


def _received(startup: Startup, needs: Iterable[Need]) -> dict[int, int]:
    others = [need.other_id for need in needs if need.other_id]
    return delivered(startup.pk, others) if others else {}


def _lacking(need: Need, startup: Startup, received: dict[int, int]) -> str:
    if need.kind == NeedKind.TRL:
        return _lacking_trl(need, startup)
    if need.kind == NeedKind.STAGE:
        stages = ", ".join(str(Stage(one).label) for one in need.stages)
        has_one = startup.stage in need.stages
        return "" if has_one else _("For startups at one of these stages: %(stages)s.") % {"stages": stages}
    return _lacking_service(need, received)


def _lacking_trl(need: Need, startup: Startup) -> str:
    if startup.trl is None:
        return _("Your TRL is not on file: it must be %(trl)d at least.") % {"trl": need.trl}
    if startup.trl >= (need.trl or 0):
        return ""
    return _("Your TRL is %(known)d; it must be %(trl)d at least.") % {"known": startup.trl, "trl": need.trl}


def _lacking_service(need: Need, received: dict[int, Any]) -> str:
    had = received.get(need.other_id or 0, 0)
    if had >= need.times:
        return ""
    said = ngettext(
        "First “%(service)s”, once; you have had it %(had)d times.",
        "First “%(service)s”, %(times)d times; you have had it %(had)d times.",
        need.times,
    )
    return said % {"service": need.other, "times": need.times, "had": had}
