"""What staff write beside figures stays for good, while a consent may end: so it names no startup where the convention names none."""

from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.reports.snapshots.models import Convention
from incubator.text import search_key
from programs.cohorts.models import Enrolment
from startups.models import Alias, Startup


def stay_discreet(convention: Convention, words: dict[str, str]) -> None:
    """Raises Refused, beside its field, for words that name a startup of the programmes."""
    if convention.may_see_names:
        return
    written = {field: f" {search_key(text)} " for field, text in words.items() if text}
    if not written:
        return
    places = Enrolment.objects.filter(cohort__programme__in=convention.programmes.all()).values("startup")
    names = [*Startup.objects.filter(pk__in=places).values_list("name", flat=True)]
    names += Alias.objects.filter(startup__in=places).values_list("name", flat=True)
    for field, text in written.items():
        named = next((name for name in names if f" {search_key(name)} " in text), "")
        if named:
            told = _("“%(name)s” is named here, and this partner reads figures only.") % {"name": named}
            raise Refused(told, field=field)
