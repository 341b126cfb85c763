"""The pages of a merge, looked at."""

import pytest
from django.urls import reverse
from django.utils import translation

from incubator.demo import make
from startups.actions import merging
from tests.browser.test_calls import shoot
from tests.look.sweep import sweep

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_french():
    """Addresses are those without a prefix, whatever language an earlier test spoke last."""
    with translation.override("fr"):
        yield


def test_merging_holds_the_look(open_page, staff):
    stays = make.startup(name="Chamsi Froid", ice=make.ice(156119), city="Casablanca", pitch="Du froid solaire.")
    goes, gone = make.startup(name="Chamsi Froid Maroc", city="Rabat", tags=["froid"]), make.startup(name="Chamsi")
    make.application(of=goes)
    merging.merge(gone.pk, into=stays.pk, reason="Même ICE.", by=staff)
    page = reverse("admin:startups_startup_merge", args=[goes.pk])
    pages = {
        "search": page,
        "compare": f"{page}?into={stays.pk}",
        "gone": reverse("admin:startups_startup_change", args=[gone.pk]),
    }

    for name, address in pages.items():
        shoot(open_page, address, f"merge-{name}", staff)
    sweep(open_page, list(pages.values()), person=staff, languages=("fr", "ar"))
