"""Free times of a network of a real size (issue 4: 26 coaches, 14 days): their queries; their CPU is measured by bench.times."""

import pytest
from django.utils import timezone

from incubator.demo.make_network import network
from services.calendar.free import free_times
from services.calendar.wanted import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("coaches", [1, 26])
def test_a_fortnight_is_found_in_five_queries_however_many_coaches(coaches, django_assert_num_queries):
    wanted = Wanted(network(coaches=coaches), timezone.localdate(), days=14)

    with django_assert_num_queries(5):
        found = free_times(wanted)

    assert len({free.provider_id for free in found}) == coaches
