"""Free times of a network of a real size stay within their ceilings (issue 4: 26 coaches, 14 days, 40 ms of CPU)."""

import time

import pytest
from django.utils import timezone

from incubator.demo.make_network import network
from services.calendar.free import free_times
from services.calendar.wanted import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def spent(wanted):
    began = time.process_time()
    free_times(wanted)
    return (time.process_time() - began) * 1000


def test_a_fortnight_of_26_coaches_is_found_in_five_queries_and_40_ms(django_assert_num_queries):
    wanted = Wanted(network(), timezone.localdate(), days=14)

    with django_assert_num_queries(5):
        found = free_times(wanted)
    assert len(found) > 1500
    assert min(spent(wanted) for _run in range(9)) <= 40
