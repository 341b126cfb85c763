"""Reads about partners that several pages share."""

from django.db.models import QuerySet

from programs.partners.models import Partner
from startups.models import Organisation, Sharing, Startup


def partner_organisations() -> QuerySet[Organisation]:
    """Those with an agreement today: a startup may share with them and with nobody else."""
    return Organisation.objects.filter(pk__in=Partner.objects.current().values("organisation"), is_archived=False)


def not_shared_with(startup: Startup) -> QuerySet[Organisation]:
    """Partner organisations that do not see the startup's figures yet."""
    seen = Sharing.objects.live().of(startup).with_figures().values("organisation")
    return partner_organisations().exclude(pk__in=seen)
