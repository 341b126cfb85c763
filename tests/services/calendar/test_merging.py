"""What becomes of authorisations when two records of one startup are merged."""

import pytest

from incubator.demo import make
from services.calendar import merging
from services.calendar.models import Authorisation

pytestmark = pytest.mark.django_db


def test_authorisations_go_over_and_the_same_one_is_kept_once():
    goes, stays, person, laser, mill = make.startup(), make.startup(), make.person(), make.resource(), make.resource()
    kept = Authorisation.objects.create(person=person, startup=stays, resource=laser)
    twin = Authorisation.objects.create(person=person, startup=goes, resource=laser)
    other = Authorisation.objects.create(person=person, startup=goes, resource=mill)

    merging._move(goes, stays)

    rows = {row.pk: row for row in Authorisation.objects.all()}
    assert {row.startup_id for row in rows.values()} == {stays.pk}
    assert [rows[one.pk].revoked_at is None for one in (kept, twin, other)] == [True, False, True]
