"""A merge while others write: nothing is lost between the two records, and no two records lead to each other."""

import pytest

from incubator.demo import make
from incubator.errors import Refused
from programs.applications.actions import filing
from programs.applications.models import Application
from startups.actions import merging
from startups.models import Membership, Startup
from tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_officers_merge_the_same_two_the_two_ways():
    for _ in range(3):
        one, two = make.startup(), make.startup()
        before = Startup.objects.standing().count()

        outcomes = at_once(
            [
                lambda a=one, b=two: merging.merge(a.pk, into=b.pk, reason="La même.", by=None),
                lambda a=one, b=two: merging.merge(b.pk, into=a.pk, reason="La même.", by=None),
            ],
        )

        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
        assert Startup.objects.standing().count() == before - 1


def test_a_file_begun_during_the_merge_belongs_to_the_one_that_stays():
    call = make.call()
    for _ in range(3):
        goes, stays = make.startup(), make.startup()
        owner = make.owner_of(goes)

        at_once(
            [
                lambda a=goes, b=stays: merging.merge(a.pk, into=b.pk, reason="La même.", by=None),
                lambda a=goes, by=owner: filing.begin(call.pk, startup_id=a.pk, by=by),
            ],
        )

        assert Application.objects.filter(startup=stays).count() == 1
        assert not Application.objects.filter(startup=goes).exists()
        assert not Membership.objects.live().filter(startup=goes).exists()
